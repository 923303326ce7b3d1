"""How far the work is, told from indices, is what the models of the same store tell."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from annotate.store import Elsewhere, Extent, Finished, Marked, Store, create_store
from tests.store import content

LATER = content.MORNING + timedelta(days=40)


def test_what_became_of_annotations_is_told_of_their_latest_revisions(store: Store) -> None:
    draft = content.annotation(origin="local/7/72/draft/9", status="draft", raw=None)
    store.save_annotations([draft, content.REVISED.model_copy(update={"updated": LATER, "unsure": True})])
    every = [one for one in store.annotations(raw=False) if one.annotator == draft.annotator]
    assert {one.status for one in every} >= {"draft", "submitted"}
    assert max(one.revision for one in every) > 1
    place = "local/7/"
    told = [
        (int(one.origin.removeprefix(place).split("/")[0]), one.status, one.unit.key)
        for one in every
        if one.origin.startswith(place)
    ]
    assert sorted(store.begun_units(draft.annotator, place)) == sorted(told) != []
    assert sorted(store.begun(draft.annotator, place)) == sorted(one[:2] for one in told)
    store.mark_deleted([content.REVISED.id])
    assert len(list(store.begun(draft.annotator, place))) == len(told) - 1
    assert list(store.begun(draft.annotator, "local/70/")) == list(store.begun("nobody", place)) == []


def test_an_origin_without_a_number_is_of_no_task(store: Store) -> None:
    store.save_annotations([content.annotation("赵", "local/9/x/1"), content.annotation("赵", "local/9/12x/1")])
    first, second = sorted(store.begun("赵", "local/9/"), key=lambda one: one[0] or 0)
    assert first in [(None, "submitted"), (0, "submitted")]
    assert second == (12, "submitted")


def test_what_is_finished_is_added_up_with_lead_times_that_are_no_longer_than_told(store: Store) -> None:
    made = [
        content.annotation("赵", f"local/9/{number}/1", updated=date, lead_time=seconds, status=status)
        for number, (date, seconds, status) in enumerate(
            [
                (content.MORNING, 60.0004, "submitted"),
                (LATER, 7200.0, "skipped"),
                (None, 0.5, "submitted"),
                (LATER - timedelta(microseconds=1), None, "submitted"),
                (content.MORNING - timedelta(days=1), 900.0, "draft"),
            ]
        )
    ]
    store.save_annotations(made)
    store.save_annotations([content.annotation("赵", "local/8/1/1", updated=LATER, lead_time=1.0)])
    assert store.finished("赵", ["local/9/"], LATER, 1800) == Finished(3, 1860.5, content.MORNING, 1)
    assert store.finished("赵", ["local/9/", "local/8/"], LATER, 1800) == Finished(4, 1861.5, content.MORNING, 2)
    assert store.finished("赵", [], LATER, 1800) == store.finished("谁", ["local/9/"], LATER, 1) == (0, 0.0, None, 0)


def test_what_was_made_at_no_place_of_its_annotator_was_made_elsewhere(store: Store) -> None:
    here, there = content.annotation("赵", "local/9/1/1"), content.annotation("赵", "brat/桥.ann")
    other = content.annotation("lin", "local/9/1/2")
    store.save_annotations([here, there, other])
    everything = set(store.elsewhere({}))
    assert everything == {
        Elsewhere(one.annotator, one.unit.key, one.origin) for one in store.annotations(raw=False) if not one.deleted
    }
    assert everything - set(store.elsewhere({"赵": ["local/9/"]})) == {Elsewhere("赵", here.unit.key, here.origin)}
    store.mark_deleted([there.id])
    assert everything - set(store.elsewhere({})) == {Elsewhere("赵", there.unit.key, there.origin)}


def test_marks_and_notes_are_told_but_for_those_of_drafts_and_of_deleted_work(store: Store) -> None:
    said = {"unsure": True, "not_annotatable": False, "note": "谁？😀"}
    marked = content.annotation("赵", "local/1/1/1", **said)
    draft = content.annotation("赵", "local/1/1/draft/2", status="draft", **said)
    before = list(store.marked())
    store.save_annotations([marked, draft])
    assert [one for one in store.marked() if one not in before] == [
        Marked("赵", marked.unit.key, unsure=True, not_annotatable=False, note="谁？😀")
    ]
    store.mark_deleted([marked.id])
    assert list(store.marked()) == before


def test_the_extent_counts_the_newest_texts(store: Store) -> None:
    counts = store.counts()
    assert store.extent() == Extent(counts["document"], counts["article"], counts["paragraph"])
    content.fill_readings(store)
    newest = [article.current for article in store.articles()]
    assert any(text.version > 1 for text in newest)
    paragraphs, headings = (sum(len(getattr(text, kind)) for text in newest) for kind in ("paragraphs", "headings"))
    counts = store.counts()
    assert store.extent().paragraphs == counts["paragraph"] == paragraphs > 0
    assert counts["heading"] == headings > 0


def test_articles_with_work_or_decisions_and_tasks_to_be_done_are_told(store: Store) -> None:
    content.fill_readings(store)
    assert len(list(store.articles())) > 1
    assert store.worked_articles() == list(dict.fromkeys(one.unit.article for one in store.annotations()))
    assert store.decided_articles() == sorted({one.article for one in store.decisions(undone=True)})
    for project in store.projects():
        wanted = {task.remote: task.unit.key for task in store.tasks(project.id) if task.state == "open"}
        assert store.open_tasks(project.id) == wanted
    first, *_ = wanted
    store.add_tasks(
        task.model_copy(update={"state": "retired"}) for task in store.tasks(project.id) if task.remote == first
    )
    assert store.open_tasks(project.id).keys() == wanted.keys() - {first}


@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (lambda store: list(store.begun_units("lin", "local/7/")), "USING COVERING INDEX ix_annotation_standing"),
        (lambda store: store.finished("lin", ["local/7/"], LATER, 60), "USING COVERING INDEX ix_annotation_standing"),
        (lambda store: list(store.elsewhere({"lin": ["local/7/"]})), "USING COVERING INDEX ix_annotation_standing"),
        (lambda store: store.heads("lin", "local/7/"), "USING COVERING INDEX ix_annotation_standing"),
        (lambda store: list(store.marked()), "USING INDEX ix_annotation_marked"),
        (lambda store: store.extent(), "USING COVERING INDEX ix_part_kind"),
    ],
    ids=["begun", "finished", "elsewhere", "heads", "marked", "extent"],
)
def test_neither_labels_nor_what_came_raw_is_read_for_it(tmp_path: Path, asked: object, index: str) -> None:
    file = tmp_path / "store.db"
    assert callable(asked)
    with create_store(f"sqlite:///{file}") as store:
        content.fill(store)
        said: list[str] = []
        with store._database.read() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.set_trace_callback(said.append)
        asked(store)
    with closing(sqlite3.connect(file)) as connection:
        plans = [
            row[3]
            for one in said
            if one.startswith("SELECT")
            for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")
        ]
    assert any(index in plan for plan in plans), plans
