"""The token of a store's state: another one after whatever people look at, the same after everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from annotate.errors import StoreError
from annotate.store import Store, open_store
from schema import Undo
from tests.store import content

NEW: Mapping[str, Callable[[Store], object]] = {
    "an annotation": lambda store: store.save_annotations([content.annotation(note="改了")]),
    "a deletion": lambda store: store.mark_deleted([content.REVISED.id]),
    "a decision": lambda store: store.append(content.DECISIONS[:1]),
    "an undo": lambda store: store.undo(Undo(decision=1, who="林", when=content.MORNING, why="读错了")),
    "tasks that are gone": lambda store: store.remove_tasks(content.PROJECT.id, [content.TASKS[0].remote]),
    "a project that ended": lambda store: store.end_project(content.PROJECT.id, content.MORNING),
    "an assignment that ended": lambda store: store.end_assignments(
        [("lin", content.ARTICLE)], content.MORNING, "病了"
    ),
    "a document that is gone": lambda store: store.remove([content.BRIDGE], [], with_work=True),
    "a person who is gone": lambda store: store.erase("赵", "P1", content.MORNING),
}
"""What a report shows, by what it is."""

OLD: Mapping[str, Callable[[Store], object]] = {
    "nothing": lambda _: None,
    "a look": lambda store: list(store.annotations()),
    "what is there already": lambda store: (store.add(content.IMPORTED), store.save_annotations([content.SKIPPED])),
    "an empty pull": lambda store: store.set_watermark(content.PROJECT.id, content.MORNING.replace(hour=23)),
}


@pytest.fixture
def store(store: Store) -> Store:
    content.fill_readings(store)
    content.fill_assignments(store)
    return store


@pytest.mark.parametrize("what", NEW)
def test_it_is_another_one_after(store: Store, url: str, what: str) -> None:
    before = store.state()
    NEW[what](store)
    assert store.state() != before
    with open_store(url) as other:
        assert other.state() == store.state()


@pytest.mark.parametrize("what", OLD)
def test_it_is_the_same_after(store: Store, what: str) -> None:
    before = store.state()
    OLD[what](store)
    assert store.state() == before


def test_a_store_that_is_only_read_refuses_every_change(store: Store, url: str) -> None:
    with open_store(url, read_only=True) as reading:
        assert reading.state() == store.state()
        for change in NEW.values():
            with pytest.raises(StoreError, match="cannot be written"):
                change(reading)
        store.mark_deleted([content.REVISED.id])
        assert reading.state() == store.state()
