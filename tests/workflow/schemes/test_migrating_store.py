"""A change of scheme for annotations that are on no server."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.errors import ProjectError
from annotate.workflow.importing import documents
from annotate.workflow.project import Project, init, open_project
from annotate.workflow.schemes import migrating, versions
from schema import Annotation, Annotator, Span, SpanRelation, cut
from tests.migrating import roads
from tests.workflow.conftest import ESSAY


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one imported annotation: a problem that a danger causes, and a measure."""
    (tmp_path / "before.yaml").write_text(roads.BEFORE, encoding="utf-8")
    (tmp_path / "after.yaml").write_text(roads.AFTER, encoding="utf-8")
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


def test_a_dry_run_writes_nothing(project: Project) -> None:
    before = (project.folder / "annotate.toml").read_bytes()
    target = str(project.folder.parent / "after.yaml")
    told = migrating.migrate(project, target, roads.OPERATIONS, who="林", dry_run=True)
    assert (told.done, told.annotations) == (False, 1)
    assert (project.folder / "annotate.toml").read_bytes() == before
    assert len(revisions(project)) == 1
    with project.store() as store:
        assert (store.migrations(), store.scheme_versions()) == ([], [])
