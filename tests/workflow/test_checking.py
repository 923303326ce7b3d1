"""The rules of the scheme are told where work comes in, of what came; `check` tells the same of all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from annotate.rendering import render
from annotate.store import Store
from annotate.workflow import checking, research
from annotate.workflow.checking import FIRST, CheckSummary, summarise
from annotate.workflow.importing import documents
from annotate.workflow.importing.annotated import import_annotated
from annotate.workflow.parallel import Crew
from annotate.workflow.project import Project
from schema import Annotation, Annotator, Article, Span, cut
from tests.clusters import cluster
from tests.workflow.conftest import ESSAY, Way

TEXTS = {"bridge": ESSAY, "ferry": ESSAY.replace("桥", "渡"), "well": ESSAY.replace("桥", "井")}


@pytest.fixture
def worked(project: Project, tmp_path: Path) -> Project:
    """Three essays, annotated by two people: as many problems without what the scheme requires as their number."""
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        documents.import_files(project, [tmp_path / f"{name}.txt"])
    with project.store() as store:
        for number, name in enumerate(("chen", "lin"), start=1):
            store.add_annotator(Annotator(name=name))
            store.save_annotations(work(store, name, number))
    return project


def work(store: Store, name: str, problems: int, status: str = "submitted") -> list[Annotation]:
    made = []
    for article in store.articles():
        (unit,) = cut(article.current, "article")
        text = article.current.text
        first = text.index("𠮷婆婆")
        spans = tuple(
            Span(id=f"p{at}", types=("problem",), start=first + at, end=first + at + 3, text=text[first + at :][:3])
            for at in range(problems)
        )
        told = {"id": f"{name}/{article.id}", "annotator": name, "unit": unit, "origin": "test", "status": status}
        made.append(Annotation.model_validate({**told, "spans": spans}))
    return made


def summary(project: Project, annotations: list[Annotation]) -> CheckSummary:
    with project.store() as store:
        return summarise(store, project.scheme, {(one.unit.article, one.annotator) for one in annotations})


def test_what_was_touched_is_told_as_check_tells_it(worked: Project) -> None:
    with worked.store() as store:
        every = list(store.annotations(raw=False))
    for articles in ({one.unit.article for one in every}, {every[0].unit.article}):
        for names in ({"lin"}, {"chen", "lin"}):
            touched = [one for one in every if one.annotator in names and one.unit.article in articles]
            found = summary(worked, touched)
            told = research.check(worked, annotators=names, articles=sorted(articles))
            assert (found.annotations, found.articles) == (len(touched), len(articles))
            assert (found.errors, found.warnings) == (told.errors, told.warnings) != (0, 0)
            counted = Counter((one.severity, one.rule) for one in told.findings)
            assert {(one.severity, one.rule): one.findings for one in found.rules} == counted
            worst = sorted(told.findings, key=lambda one: one.severity)[:FIRST]
            assert [one.severity for one in found.first] == [one.severity for one in worst]
            assert set(found.first) <= set(told.findings)


def test_only_work_that_was_touched_is_read(worked: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with worked.store() as store:
        every = list(store.annotations(raw=False))
    one = every[0]
    on_it = [other for other in every if other.unit.article == one.unit.article]
    assert {other.annotator for other in on_it} == {"lin", "chen"}
    asked: list[tuple[list[str], str | None]] = []
    whole = Store.annotations

    def watched(store: Store, *, articles: list[str], annotator: str | None, raw: bool) -> object:
        asked.append((articles, annotator))
        return whole(store, articles=articles, annotator=annotator, raw=raw)

    monkeypatch.setattr(Store, "annotations", watched)
    assert summary(worked, [one]).articles == 1
    assert asked.pop() == ([one.unit.article], one.annotator)
    both = summary(worked, on_it)
    assert asked.pop() == ([one.unit.article], None)
    assert both.annotations == len(on_it)
    assert summary(worked, []) == CheckSummary()
    assert asked == []


def test_deleted_work_is_not_looked_at(worked: Project) -> None:
    with worked.store() as store:
        every = list(store.annotations(raw=False))
        store.mark_deleted(one.id for one in every if one.annotator == "lin")
    assert research.check(worked).annotations == summary(worked, every).annotations == 3
    assert {one.annotator for one in research.check(worked).findings} == {"chen"}


def test_an_import_tells_what_came_and_only_that(worked: Project, tmp_path: Path) -> None:
    (tmp_path / "zhao").mkdir()
    (tmp_path / "zhao" / "well.txt").write_text(TEXTS["well"], encoding="utf-8")
    start = TEXTS["well"].index("𠮷婆婆")
    path = tmp_path / "zhao" / "well.ann"
    path.write_text(f"T1\tProblem {start} {start + 3}\t𠮷婆婆\n", encoding="utf-8")
    came = import_annotated(worked, [path])
    assert (came.checked.annotations, came.checked.articles, came.checked.errors) == (1, 1, 1)
    assert [(one.rule, one.annotator) for one in came.checked.first] == [
        ("missing-attribute", "zhao"),
        ("unaddressed-problem", "zhao"),
    ]
    shown = render(came)
    assert "checked 1 annotation on 1 article: 1 error, 1 warning" in shown
    assert "error: missing-attribute: zhao: span T1" in shown
    again = import_annotated(worked, [path])
    assert (again.annotations.unchanged, again.checked) == (1, CheckSummary())
    assert "checked" not in render(again)

    path.write_text("", encoding="utf-8")
    emptied = import_annotated(worked, [path])
    assert (emptied.annotations.revised, emptied.checked.annotations, emptied.checked.rules) == (1, 1, ())
    assert "checked 1 annotation on 1 article: nothing found" in render(emptied)


def test_what_is_more_than_can_be_shown_is_counted(worked: Project) -> None:
    with worked.store() as store:
        store.save_annotations(work(store, "lin", 7))
        found = summary(worked, [one for one in store.annotations(raw=False) if one.annotator == "lin"])
    assert (found.errors, len(found.first)) == (21, FIRST)
    assert {one.severity for one in found.first} == {"error"}


def test_a_pull_tells_what_came_and_only_that(way: Way) -> None:
    way.push()
    name, other = (account.name for account in way.annotators)
    first, second = way.units()[1:3]
    faulty = {"p": ("𠮷婆婆坐着轮椅过不去", {"type": "problem"})}
    number = way.label(name, first, faulty)
    way.label(name, second, {})
    way.label(other, first, {"p": ("买药", {"type": "goal"})})
    came = way.pull().checked
    assert (came.annotations, came.articles, came.errors, came.warnings) == (3, 1, 2, 0)
    assert [(one.rule, one.findings) for one in came.rules] == [("missing-attribute", 1), ("unknown-type", 1)]
    assert {(one.rule, one.annotator) for one in came.first} == {("missing-attribute", name), ("unknown-type", other)}
    assert way.pull().checked == CheckSummary()

    # One annotator's work changes: all that this one did on the article is looked at, and nothing of the other's.
    client = way.client(name)
    said = {"id": "p", "from_name": "problem.problem_type", "to_name": "text", "type": "choices"}
    client.change_annotation(number, [*client.annotation(number), {**said, "value": {"choices": ["status"]}}])
    mended = way.pull().checked
    assert (mended.annotations, mended.errors, mended.rules) == (2, 0, ())
    client._sdk.annotations.delete(number)
    gone = way.pull()
    assert (gone.deleted, gone.checked.annotations, gone.checked.errors) == (1, 1, 0)
    assert research.check(way.project).errors == 1


def test_whoever_checks_the_report_is_the_same(worked: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_FEW", 1)
    serial = research.check(worked)
    assert (serial.articles, len(serial.findings)) == (3, serial.errors + serial.warnings)
    assert serial.errors > 0
    assert research.check(worked, crew=Crew(workers=2)) == serial
    with cluster() as address:
        assert research.check(worked, crew=Crew(dask=address)) == serial


def test_articles_without_work_are_not_read(worked: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with worked.store() as store:
        first, *others = store.worked_articles()
        assert [one.unit.article for one in store.annotations(annotator="chen")] == [first, *others]
        rest = [one.id for one in store.annotations() if one.unit.article != first]
    asked: list[str] = []
    whole = Store.articles

    def watched(store: Store, ids: Iterable[str]) -> Iterator[Article]:
        asked.extend(given := list(ids))
        return whole(store, given)

    monkeypatch.setattr(Store, "articles", watched)
    assert research.check(worked).articles == 3
    assert asked == [first, *others]
    with worked.store() as store:
        store.mark_deleted(rest)
    asked.clear()
    assert research.check(worked).articles == 1
    assert asked == [first]
