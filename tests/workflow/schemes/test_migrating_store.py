"""A change of scheme for annotations that are on no server."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.errors import ProjectError
from annotate.workflow.importing import documents
from annotate.workflow.project import Project, init, open_project
from annotate.workflow.schemes import migrating, versions
from schema import Annotation, Annotator, Renamed, Span, SpanRelation, cut, scheme_id
from tests.migrating import roads
from tests.workflow.conftest import ESSAY
from tests.workflow.exporting import build


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one imported annotation: a problem that a danger causes, and a measure."""
    (tmp_path / "before.yaml").write_text(roads.BEFORE, encoding="utf-8")
    (tmp_path / "after.yaml").write_text(roads.AFTER, encoding="utf-8")
    (tmp_path / "later.yaml").write_text(roads.LATER, encoding="utf-8")
    (tmp_path / "bridge.txt").write_text(ESSAY, encoding="utf-8")
    init(tmp_path / "essays", scheme=str(tmp_path / "before.yaml"))
    found = open_project(tmp_path / "essays")
    documents.import_files(found, [tmp_path / "bridge.txt"])
    with found.store() as store:
        (article,) = store.articles()
        (unit,) = cut(article.current, "article")
        text = article.current.text

        def span(id_: str, type_: str, quote: str, **attributes: str) -> Span:
            start = text.index(quote)
            place = {"start": start, "end": start + len(quote), "text": quote}
            return Span.model_validate({"id": id_, "types": (type_,), "attributes": attributes, **place})

        spans = (
            span("p", "problem", "𠮷婆婆坐着轮椅过不去", kind="status"),
            span("d", "danger", "买药要绕四里路", kind="risk"),
            span("m", "measure", "给石桥加一条缓坡", means="money", actor="县里"),
        )
        relation = SpanRelation(id="x", types=("causes",), source="d", target="p")
        made = Annotation(
            id="a", annotator="林", unit=unit, origin="file", status="submitted", spans=spans, relations=(relation,)
        )
        store.add_annotator(Annotator(name="林"))
        store.save_annotations([made])
    return found


def revisions(project: Project) -> list[tuple[list[str], list[dict[str, str]], list[str]]]:
    with project.store() as store:
        return [
            (
                [str(span.type) for span in found.spans],
                [span.attributes for span in found.spans],
                [str(relation.type) for relation in found.relations],
            )
            for found in store.annotations(latest=False)
        ]


def test_each_way_is_a_further_revision(project: Project) -> None:
    target = str(project.folder.parent / "after.yaml")
    done = migrating.migrate(project, target, roads.OPERATIONS, who="林", why="试用")
    assert (done.changed, done.stored, done.annotations) == (0, 1, 1)
    assert [task.annotator for task in done.revisit] == ["林"]
    old, new = revisions(project)
    assert old[0] == ["problem", "danger", "measure"]
    assert new == (
        ["issue", "issue", "action"],
        [{"kind": "present"}, {"kind": "risk"}, {"agent": "县里"}],
        ["leads_to"],
    )
    now = open_project(project.folder)
    assert migrating.migrate(now, target, who="林").stored == 0
    assert len(revisions(project)) == 2

    returned = migrating.back(now, who="林")
    assert (returned.stored, returned.edited) == (1, ())
    assert revisions(project) == [old, new, old]
    told = versions.history(open_project(project.folder))
    assert [(found.number, found.undoes) for found in told.migrations] == [(1, None), (2, 1)]
    assert told.unknown == 1
    with pytest.raises(ProjectError, match="no migration to take back"):
        migrating.back(open_project(project.folder), who="林")


def test_two_migrations_stand_in_order_and_are_taken_back_the_last_one_first(project: Project) -> None:
    folder = project.folder
    migrating.migrate(project, str(folder.parent / "after.yaml"), roads.OPERATIONS, who="林", why="试用之后")
    again = [Renamed(what="issue", to="matter")]
    migrating.migrate(open_project(folder), str(folder.parent / "later.yaml"), again, who="陈")
    old, new, last = revisions(project)
    assert last == (["matter", "matter", "action"], *new[1:])
    told = versions.history(open_project(folder))
    assert [line.scheme for line in told.versions] == ["roads 1", "roads 2", "roads 3"]
    steps = [scheme_id(one) for one in (roads.OLD, roads.NEW, roads.LAST)]
    assert [line.id for line in told.versions] == steps
    assert [(one.number, one.old, one.new, one.who, one.why) for one in told.migrations] == [
        (1, steps[0], steps[1], "林", "试用之后"),
        (2, steps[1], steps[2], "陈", ""),
    ]
    assert [one.operations for one in told.migrations] == [roads.OPERATIONS, tuple(again)]
    with project.store() as store:
        assert [store.migrated(number) for number in (1, 2)] == [{"a": 1}, {"a": 2}]

    for number, scheme, expected in ((3, roads.NEW, new), (4, roads.OLD, old)):
        returned = migrating.back(open_project(folder), who="林")
        assert (returned.number, returned.stored, returned.edited) == (number, 1, ())
        assert revisions(project)[-1] == expected
        assert scheme_id(open_project(folder).scheme) == scheme_id(scheme)
    told = versions.history(open_project(folder))
    assert [(one.number, one.undoes) for one in told.migrations] == [(1, None), (2, None), (3, 2), (4, 1)]
    assert [one.new for one in told.migrations[2:]] == [steps[1], steps[0]]
    with pytest.raises(ProjectError, match="no migration to take back"):
        migrating.back(open_project(folder), who="林")
    assert revisions(project) == [old, new, last, new, old]


def test_a_project_that_cannot_be_written_to_keeps_the_migration_open_until_it_can(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    migrating.migrate(project, str(folder.parent / "after.yaml"), roads.OPERATIONS, who="林")
    whole = Path.write_text

    def full(path: Path, *arguments: str, **options: str) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(ProjectError, match="cannot be written: No space left on device"):
        migrating.back(open_project(folder), who="林")
    monkeypatch.setattr(Path, "write_text", whole)
    with pytest.raises(ProjectError, match="migration 2 was stopped") as refused:
        migrating.migrate(open_project(folder), str(folder.parent / "after.yaml"), who="林")
    assert refused.value.cure == "annotate scheme migrate --back"
    with pytest.raises(ProjectError, match="a change of scheme was stopped"):
        build.export(open_project(folder), layer="annotations")
    assert migrating.back(open_project(folder), who="林").number == 2
    assert build.export(open_project(folder), layer="annotations").manifest.release == 1
    assert scheme_id(open_project(folder).scheme) == scheme_id(roads.OLD)


def test_a_dry_run_writes_nothing(project: Project) -> None:
    before = (project.folder / "annotate.toml").read_bytes()
    target = str(project.folder.parent / "after.yaml")
    told = migrating.migrate(project, target, roads.OPERATIONS, who="林", dry_run=True)
    assert (told.done, told.annotations) == (False, 1)
    assert (project.folder / "annotate.toml").read_bytes() == before
    assert len(revisions(project)) == 1
    with project.store() as store:
        assert (store.migrations(), store.scheme_versions()) == ([], [])
