"""Releases: made again byte for byte, and compared."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from annotate.errors import ExportError, StoreError
from annotate.workflow.exporting import differing, verifying, writing
from annotate.workflow.project import Project
from schema import Fact, Reading, Undo
from tests.workflow.exporting.build import (
    MORNING,
    PLACES,
    add,
    articles,
    contents,
    decide,
    decision,
    export,
    save,
    work,
)


def correct(made: Project, article: str, title: str) -> None:
    """Correct the title of an article, as a person does."""
    with made.store() as store:
        document = store.article(article).document
        imported = store.imported(document)
        reading = Reading(
            document=document,
            number=imported.document.reading + 1,
            who="Fang",
            when=MORNING + timedelta(days=900),
            why="the title was cut",
            edits=(Fact(article=1, name="title", values=(title,)),),
        )
        told = [one.model_copy(update={"title": title}) for one in imported.articles]
        changed = imported.model_copy(
            update={
                "articles": tuple(told),
                "document": imported.document.model_copy(update={"reading": reading.number}),
            }
        )
        store.revise(changed, reading)


def change(made: Project) -> None:
    """Pull, decide, correct and import what changes everything."""
    first, second, third = articles(made)
    save(
        made,
        work(first, "lin", day=3, kind="claim"),
        work(second, "陈", deleted=True),
        work(third, "zhao", number=9),
    )
    decide(made, decision(first, "p", "rejected", day=4, why="it is a claim"))
    with made.store() as store:
        number = next(one.number for one in store.decisions(second.id) if one.group.endswith("-r"))
        assert number is not None
        store.undo(Undo(decision=number, who="Fang", when=MORNING + timedelta(days=900), why="too far"))
    correct(made, third.id, "另一个题目")
    add(made, PLACES[3:4])


def test_the_same_once_more_is_the_same_release_and_the_same_bytes(made: Project) -> None:
    assert export(made).manifest.release == 1
    before = contents(made.exports / "one")
    assert export(made).manifest.release == 1
    assert contents(made.exports / "one") == before
    assert export(made, "two").manifest.release == 2
    assert len(verifying.releases(made).releases) == 2


@pytest.mark.parametrize("options", [{}, {"names": True}, {"layer": "gold"}, {"text": False}])
def test_a_release_is_made_again_whatever_came_since(made: Project, tmp_path: Path, options: dict[str, Any]) -> None:
    export(made, **options)
    before = contents(made.exports / "one")
    change(made)
    writing.again(made, 1, tmp_path / "again")
    assert contents(tmp_path / "again" / "one") == before
    # The control: as things stand now, it is another dataset.
    export(made, allow_open=True, **options)
    assert contents(made.exports / "one") != before
    assert verifying.verify(made, "one").release == 2
    writing.again(made, 1)
    assert contents(made.exports / "one") == before
    assert verifying.verify(made, "one").newer == 2


def test_another_version_makes_it_again_while_the_bytes_are_the_same(
    made: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    export(made)
    before = contents(made.exports / "one")
    monkeypatch.setattr("annotate.__version__", "99.0")
    writing.again(made, 1, tmp_path / "again")
    assert contents(tmp_path / "again" / "one") == before
    assert b"99.0" not in before["MANIFEST.json"]
    # The control: what is exported anew names it.
    export(made, "two")
    assert b"99.0" in contents(made.exports / "two")["MANIFEST.json"]


def test_the_files_that_come_out_otherwise_are_named(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    export(made)
    before = contents(made.exports / "one")
    monkeypatch.setattr("annotate.__version__", "99.0")
    monkeypatch.setattr("annotate.exporters.jsonl.article_record", lambda *given, **options: {"id": "other"})
    others = "other are README.md, articles.jsonl, MANIFEST.json"
    with pytest.raises(ExportError, match=rf"release .* made it, and this is 99\.0; {others}"):
        writing.again(made, 1)
    assert contents(made.exports / "one") == before
    shutil.rmtree(made.exports / "one")
    with pytest.raises(ExportError, match="which files cannot be told"):
        writing.again(made, 1)


def test_what_is_not_in_the_store_is_not_made_again(made: Project) -> None:
    with pytest.raises(StoreError, match="export 7"):
        writing.again(made, 7)


def test_a_person_who_was_erased_is_told_as_the_reason(made: Project, tmp_path: Path) -> None:
    export(made, names=True)
    with made.store() as store:
        store.erase("lin", "someone", MORNING + timedelta(days=900))
    with pytest.raises(ExportError, match="somebody was erased since"):
        writing.again(made, 1, tmp_path / "again")
    assert not (tmp_path / "again" / "one").exists()


def test_a_pseudonym_stays_when_its_bearer_is_erased_and_is_nobody_elses(made: Project) -> None:
    export(made)
    with made.store() as store:
        before = store.pseudonyms()
        store.erase("lin", "someone", MORNING)
        assert store.pseudonyms() == {"someone": before["lin"], "陈": before["陈"]}
        store.erase("陈", None, MORNING)
        assert store.pseudonyms() == {"someone": before["lin"]}
        assert store.add_pseudonyms(["someone", "zhao"]) == {"someone": before["lin"], "zhao": "A3"}


def test_what_is_different_and_why(made: Project) -> None:
    export(made)
    title = articles(made)[2].title
    change(made)
    export(made, allow_open=True)
    found = differing.diff(made, 1, 2)
    first, second, third = [article.id for article in articles(made) if article.title != "灯边的𠮷家"]
    new = next(article.id for article in articles(made) if article.title == "灯边的𠮷家")
    assert found.arguments == ("options.allow_open: false → true",)
    assert not found.scheme
    assert {(one.article, one.change, one.told) for one in found.texts} == {
        (third, "changed", f'title "{title}" → "另一个题目"'),
        (new, "added", "灯边的𠮷家"),
    }
    (revised,) = (one for one in found.works if one.unit.startswith(first))
    assert (revised.annotator, revised.change) == ("lin", "removed")
    assert revised.told.startswith("it is left out: it breaks the rule ")
    assert [(one.annotator, one.change) for one in found.works if one.unit.startswith(second)] == [("陈", "removed")]
    assert [(one.annotator, one.change) for one in found.works if one.unit.startswith(third)] == [("zhao", "added")]
    gold = {one.item: one for one in found.gold}
    assert set(gold) == {f"{first}-p", f"{first}-r", f"{second}-r"}
    (reason,) = gold[f"{first}-p"].reasons
    assert (gold[f"{first}-p"].change, reason.who, reason.why) == ("removed", "Fang", "it is a claim")
    assert (gold[f"{first}-p"].before, gold[f"{first}-p"].after) == ("problem 「坏了三年」 [10, 14)", None)
    assert gold[f"{first}-r"].reasons == ()
    (reason,) = gold[f"{second}-r"].reasons
    assert (reason.who, reason.why) == ("Fang", "taken back: too far")


def test_what_an_annotator_changed_is_told_span_by_span(made: Project) -> None:
    export(made)
    first, *_ = articles(made)
    before = work(first, "lin")
    problem, measure = before.spans
    longer = measure.model_copy(update={"end": measure.end + 1, "text": measure.text + "在"})
    more = problem.model_copy(update={"id": "q", "attributes": {"problem_type": "cause"}})
    save(made, work(first, "lin", day=3, spans=(problem, longer, more), relations=()))
    export(made)
    (changed,) = differing.diff(made, 1, 2).works
    assert (changed.change, changed.told) == ("changed", "revision 1 → 2")
    place, at = (problem.start, problem.end), measure.start
    given = "instrument=service, specificity=concrete"
    assert changed.items == (
        f"changed: measure 「乡里应当」 [{at}, {at + 4}) {given} → measure 「乡里应当在」 [{at}, {at + 5}) {given}",
        "removed: addresses: measure 「乡里应当」 → problem 「坏了三年」",
        f"added: problem 「坏了三年」 [{place[0]}, {place[1]}) problem_type=cause",
    )


def test_a_release_does_not_differ_from_itself(made: Project) -> None:
    export(made)
    found = differing.diff(made, 1, 1)
    assert (found.texts, found.works, found.gold, found.arguments, found.splits) == ((), (), (), (), 0)


def test_articles_that_were_removed_are_told_as_the_reason(made: Project, tmp_path: Path) -> None:
    export(made)
    with made.store() as store:
        store.remove([], [articles(made)[0].id], with_work=True)
    with pytest.raises(ExportError, match="articles of it were removed"):
        writing.again(made, 1, tmp_path / "again")
