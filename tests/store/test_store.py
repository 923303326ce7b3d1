"""What each method does beside keeping: nothing twice, nothing overwritten, what is wrong refused."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from annotate.errors import StoreError
from annotate.store import Saved, Store
from annotate.store._engine import Database
from annotate.store._tables import DecisionRow
from schema import Annotation, Annotator, Block, Imported, Piece, Task, Unit
from tests.store import content


def test_adding_twice_adds_nothing(store: Store) -> None:
    before = store.counts()
    assert store.add(content.IMPORTED) == "known"
    content.fill_work(store)
    assert store.save_annotations([content.REVISED, content.SKIPPED]) == Saved(unchanged=2)
    assert store.counts() == before
    content.check(store)


def test_many_documents_are_kept_as_far_as_their_source_went(store: Store) -> None:
    def source() -> Iterator[Imported]:
        yield content.IMPORTED
        for number in range(250):
            document = content.IMPORTED.document.model_copy(update={"id": f"many {number:03}"})
            yield Imported(document=document, articles=())
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        list(store.add_all(source()))
    assert store.counts()["document"] == 200
    outcomes = [outcome for _, outcome in store.add_all(itertools.islice(source(), 251))]
    assert outcomes == ["known"] + ["known"] * 199 + ["added"] * 51
    assert store.counts()["document"] == 251


def test_a_reading_changes_nothing_of_those_before(store: Store) -> None:
    store.add(content.SCANNED, content.MORNING)
    store.revise(content.CORRECTED, content.READING)
    content.check_readings(store)
    assert store.counts()["paragraph"] == 2
    for number in (1, 4):
        later = content.READING.model_copy(update={"number": number})
        document = content.CORRECTED.document.model_copy(update={"reading": number})
        with pytest.raises(StoreError, match="its newest reading is number 2"):
            store.revise(content.CORRECTED.model_copy(update={"document": document}), later)
    content.check_readings(store)
    unknown = content.CORRECTED.document.model_copy(update={"id": "unknown"})
    with pytest.raises(StoreError, match="document unknown: is not in the store"):
        store.revise(content.CORRECTED.model_copy(update={"document": unknown}), content.READING)
    with pytest.raises(StoreError, match="reading 3 of document"):
        store.document(content.BRIDGE, 3)


def test_a_reading_of_an_edited_source_is_known_by_its_file(store: Store) -> None:
    store.add(content.SCANNED)
    view = content.CORRECTED.document.view.model_copy(update={"extractor_version": "3"})
    document = content.CORRECTED.document.model_copy(update={"sha256": "7a" * 32, "view": view})
    store.revise(content.CORRECTED.model_copy(update={"document": document}), content.READING)
    assert store.document(content.BRIDGE).sha256 == "7a" * 32
    assert store.document(content.BRIDGE, 1) == content.SCANNED.document
    assert store.counts()["view"] == 3
    again = content.SCANNED.document.model_copy(update={"id": "another", "sha256": "7a" * 32})
    assert store.add(content.SCANNED.model_copy(update={"document": again})) == "known"
    assert store.add(content.SCANNED) == "known"


def test_an_edited_record_is_reported_and_the_stored_one_left(store: Store) -> None:
    edited = content.IMPORTED.document.model_copy(update={"sha256": "6f" * 32, "source": "edited.md"})
    assert store.add(content.IMPORTED.model_copy(update={"document": edited})) == "changed"
    content.check(store)


def test_a_block_that_its_pieces_do_not_give_is_refused(store: Store) -> None:
    false = Block(kind="paragraph", article=1, text="别的", pieces=(Piece(start=8, end=10),))
    document = content.IMPORTED.document.model_copy(update={"id": "false", "blocks": (false,)})
    with pytest.raises(ValueError, match="block 0 of document false"):
        store.add(Imported(document=document, articles=()))
    content.check(store)


def test_articles_of_a_document_come_as_they_stand_in_it(store: Store) -> None:
    article = content.IMPORTED.articles[0]
    several = [
        article.model_copy(
            update={
                "id": f"z-{ordinal}",
                "document": "z",
                "ordinal": ordinal,
                "texts": (article.current.model_copy(update={"article": f"z-{ordinal}"}),),
            }
        )
        for ordinal in (1, 10, 2)
    ]
    document = content.IMPORTED.document.model_copy(update={"id": "z"})
    store.add(Imported(document=document, articles=tuple(several)))
    assert [article.id for article in store.articles()] == [content.ARTICLE, "z-1", "z-2", "z-10"]


def test_counts(store: Store) -> None:
    counted = store.counts()
    assert (counted["document"], counted["block"], counted["article"], counted["article_text"]) == (1, 4, 1, 1)
    assert (counted["heading"], counted["paragraph"]) == (1, 1)
    assert (counted["annotator"], counted["project"], counted["unit"], counted["task"]) == (2, 1, 2, 2)
    assert (counted["annotation"], counted["revision"], counted["decision"]) == (2, 3, 3)


@pytest.mark.parametrize("kind", ["document", "article"])
def test_what_is_not_there_is_said(store: Store, kind: str) -> None:
    with pytest.raises(StoreError, match=f"{kind} nothing: is not in the store"):
        (store.document if kind == "document" else store.article)("nothing")


def test_an_account_becomes_known_and_is_not_forgotten(store: Store) -> None:
    assert store.add_annotator(Annotator(name="赵", account="zhao@example.org", remote=3))
    assert not store.add_annotator(Annotator(name="赵"))
    assert store.annotators()[1] == Annotator(name="赵", account="zhao@example.org", remote=3)
    with pytest.raises(StoreError, match=r"the account lin@example.org is that of lin"):
        store.add_annotator(Annotator(name="赵", account="lin@example.org"))


def test_a_project_takes_no_other_s_place(store: Store) -> None:
    assert not store.add_project(content.PROJECT)
    for change in ({"granularity": "section"}, {"id": "other", "remote": 8}):
        with pytest.raises(StoreError, match="another is in its place"):
            store.add_project(content.PROJECT.model_copy(update=change))
    with pytest.raises(StoreError, match="annotator nobody: is not in the store"):
        store.add_project(content.PROJECT.model_copy(update={"id": "new", "annotator": "nobody"}))
    assert store.projects() == [content.PROJECT]


def test_tasks_are_added_once_and_follow_the_server(store: Store) -> None:
    assert store.add_tasks(content.TASKS) == 0
    swapped = [Task(project=task.project, unit=task.unit, remote=141 - task.remote) for task in content.TASKS]
    assert store.add_tasks(swapped) == 2
    assert store.tasks(content.PROJECT.id) == swapped
    assert store.tasks("nothing") == []
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        store.add_tasks([Task(project="nothing", unit=content.TITLE, remote=1)])
    absent = Unit(article=content.ARTICLE, version=2, kind="title", start=0, end=4)
    with pytest.raises(StoreError, match=f"article {content.ARTICLE}, version 2: is not in the store"):
        store.add_tasks([Task(project=content.PROJECT.id, unit=absent, remote=99)])


def test_a_watermark_needs_its_project(store: Store) -> None:
    assert store.watermark("nothing") is None
    with pytest.raises(StoreError, match="project nothing: is not in the store"):
        store.set_watermark("nothing", content.MORNING)


def test_only_what_differs_becomes_a_revision(store: Store) -> None:
    first = content.annotation()
    assert store.save_annotations([first]) == Saved(revised=1)
    assert store.save_annotations([first, content.REVISED, content.REVISED]) == Saved(revised=1, unchanged=2)
    ours = [found for found in store.annotations(latest=False) if found.id == first.id]
    assert [found.revision for found in ours] == [1, 2, 3, 4]
    assert [found.note for found in ours] == ["不确定😀", None, "不确定😀", None]


def test_a_deletion_is_a_revision_and_can_be_taken_back(store: Store) -> None:
    before = list(store.annotations(latest=False))
    ids = [content.REVISED.id, content.SKIPPED.id, content.REVISED.id]
    assert store.mark_deleted(ids) == 2
    assert store.mark_deleted(ids) == 0
    assert [(found.revision, found.deleted) for found in store.annotations()] == [(3, True), (2, True)]
    assert [found for found in store.annotations(latest=False) if not found.deleted] == before
    assert store.save_annotations([content.REVISED]) == Saved(revised=1)
    with pytest.raises(KeyError, match="never"):
        store.mark_deleted(["never"])


def test_annotations_of_whom_and_what(store: Store) -> None:
    assert list(store.annotations(annotator="赵")) == [content.SKIPPED]
    assert list(store.annotations(article=content.ARTICLE)) == [content.REVISED, content.SKIPPED]
    assert list(store.annotations(article="another")) == []


def test_annotations_come_in_one_order_whatever_that_of_saving(store: Store) -> None:
    early = Unit(article=content.ARTICLE, version=1, kind="title", start=0, end=4)
    title = content.annotation("赵", "file", unit=early, id="zz")
    made = [content.annotation("赵", f"other {number}") for number in range(600)]
    store.save_annotations([*reversed(made), title])
    expected = [title, content.REVISED, *sorted([*made, content.SKIPPED], key=lambda found: found.id)]
    assert list(store.annotations()) == expected


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"annotator": "nobody"}, "annotator nobody: is not in the store"),
        ({"unit": Unit(article="x-1", version=1, kind="title", start=0, end=1)}, "article x-1, version 1"),
    ],
)
def test_annotations_are_saved_all_or_none(store: Store, change: dict[str, object], message: str) -> None:
    good, bad = content.annotation(origin="new"), content.annotation(origin="bad").model_copy(update=change)
    with pytest.raises(StoreError, match=message):
        store.save_annotations([good, bad])
    content.check(store)


def test_a_source_that_fails_leaves_nothing(store: Store) -> None:
    def source() -> Iterator[Annotation]:
        yield content.annotation(origin="new")
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        store.save_annotations(source())
    content.check(store)


def test_a_slow_source_keeps_nobody_from_writing(store: Store) -> None:
    def source() -> Iterator[Annotation]:
        store.append(content.DECISIONS)
        yield content.annotation(origin="new")
        store.append(content.DECISIONS)

    assert store.save_annotations(source()) == Saved(new=1)
    assert store.counts()["decision"] == 3 * len(content.DECISIONS)


def test_a_decision_needs_its_article(store: Store) -> None:
    stray = content.DECISIONS[2].model_copy(update={"version": 2})
    with pytest.raises(StoreError, match=f"article {content.ARTICLE}, version 2: is not in the store"):
        store.append([content.DECISIONS[2], stray])
    content.check(store)


def test_what_is_read_is_one_state_while_others_write(store: Store, url: str) -> None:
    decisions = select(func.count(DecisionRow.sequence))
    with closing(Database(url)) as database, database.read() as connection:
        before = connection.scalar(decisions)
        store.append(content.DECISIONS)
        assert connection.scalar(decisions) == before
    assert len(list(store.decisions())) == 2 * len(content.DECISIONS)
