"""Long work that one command at a time does on a store, and writing, for which others wait: in every database."""

from __future__ import annotations

import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest

from annotate.store import Store, create_store, open_store
from annotate.store import _engine as engine
from tests.store import content
from tests.store.test_processes import python

HOLDING = """
import sys
from annotate.store import open_store

with open_store(sys.argv[1]) as store, store.turn("labelling"):
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(params=["here", "postgresql"])
def place(request: pytest.FixtureRequest) -> str:
    """Where no store is yet: where the tests have them, and in PostgreSQL."""
    found: str = request.getfixturevalue("url" if request.param == "here" else "empty_database")
    return found


def held(turn: AbstractContextManager[None]) -> bool:
    with turn:
        return True


def told(caplog: pytest.LogCaptureFixture, waiting: Future[bool]) -> None:
    """Wait until something is said, and see that who says it waits on."""
    while not caplog.messages and not waiting.done():
        time.sleep(0.01)
    assert not waiting.done()


def test_the_same_work_waits_and_other_work_does_not(place: str, caplog: pytest.LogCaptureFixture) -> None:
    with create_store(place) as store, open_store(place) as other, ThreadPoolExecutor(1) as pool:
        with store.turn("labelling"):
            assert held(other.turn("exporting"))
            assert other.add_annotator(content.CURATOR)
            assert caplog.messages == []
            waiting = pool.submit(held, other.turn("labelling"))
            told(caplog, waiting)
        assert waiting.result()
        assert held(other.turn("labelling"))
    assert caplog.messages == [
        "waiting for another command, which pushes, pulls, or changes work or the scheme; Ctrl-C ends this one"
    ]


def test_who_is_killed_lets_go(place: str) -> None:
    create_store(place).close()
    holding = python(HOLDING, place)
    assert holding.stdout is not None
    assert holding.stdout.readline() == "ready\n"
    holding.kill()
    holding.communicate()
    assert holding.returncode == -signal.SIGKILL
    with open_store(place) as store:
        assert held(store.turn("labelling"))


def test_what_goes_wrong_within_a_turn_ends_it(place: str) -> None:
    with create_store(place) as store:
        with pytest.raises(ZeroDivisionError), store.turn("exporting"):
            1 / 0  # noqa: B018
        assert held(store.turn("exporting"))


def test_who_waits_for_who_writes_is_told(
    empty_database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """On PostgreSQL; `test_trouble` has it of SQLite."""
    monkeypatch.setattr(engine, "QUIET", 50)
    with create_store(empty_database) as store, engine.Database(empty_database) as other:
        with ThreadPoolExecutor(1) as pool:
            with other.write():
                waiting = pool.submit(store.add_annotator, content.CURATOR)
                told(caplog, waiting)
            assert waiting.result()
        assert store.add_annotator(content.ANNOTATORS[0])
    assert caplog.messages == ["waiting for another command, which writes to the store; Ctrl-C ends this one"]


def test_what_was_decided_without_knowing_of_others_is_not_appended(store: Store) -> None:
    known = list(store.decisions())
    last = known[-1].number or 0
    (made,) = store.append(content.DECISIONS[:1])
    assert store.append_after(last, content.DECISIONS) is None
    assert store.append_after(last, []) == []
    assert list(store.decisions()) == [*known, made]
    assert [one.number for one in store.append_after(last + 1, content.DECISIONS[:1]) or ()] == [last + 2]
