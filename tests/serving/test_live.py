"""A page is made once for each state, aside, and what could not be made says so until it can."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from annotate.errors import AnnotateError, StoreError
from annotate.serving._live import Live


class Source:
    """A store in some state, and how often its page was made."""

    def __init__(self) -> None:
        self.state: str | AnnotateError = "one"
        self.wrong: AnnotateError | None = None
        self.free = threading.Event()
        self.free.set()
        self.made: list[str] = []

    def look(self) -> str:
        if isinstance(self.state, AnnotateError):
            raise self.state
        return self.state

    def make(self, version: str) -> str:
        assert self.free.wait(120)
        state = self.look()
        self.made.append(state)
        if self.wrong:
            raise self.wrong
        return f"{state} {version}"

    def live(self) -> Live:
        return Live(self.look, self.make, str)


async def made(live: Live, *, again: bool = False) -> str:
    """Look until nothing is being made, and return what is shown."""
    async with asyncio.timeout(120):
        while await live.look(again=again):
            again = False
            await asyncio.sleep(0.001)
    return live.shown.content.decode()


def run(act: Callable[[Source, Live], object]) -> None:
    source = Source()
    live = source.live()
    asyncio.run(act(source, live))  # type: ignore[arg-type]


def test_a_state_is_made_once() -> None:
    async def act(source: Source, live: Live) -> None:
        first = live.shown
        assert first.content.decode() == f"one {first.version}"
        await asyncio.gather(*(made(live) for _ in range(5)))
        assert (source.made, live.shown) == (["one"], first)
        source.state = "two"
        shown = await asyncio.gather(*(made(live) for _ in range(5)))
        assert source.made == ["one", "two"]
        assert {*shown} == {f"two {live.shown.version}"}
        assert live.shown.version != first.version

    run(act)


def test_what_is_shown_stays_while_another_is_made() -> None:
    """Whoever looks meanwhile is answered: the loop waits for nothing."""

    async def act(source: Source, live: Live) -> None:
        first = live.shown
        source.state = "two"
        source.free.clear()
        assert [await live.look() for _ in range(3)] == [True] * 3
        assert live.shown is first
        source.free.set()
        assert (await made(live)).startswith("two")

    run(act)


def test_a_change_while_a_page_is_made_is_seen_after_it() -> None:
    async def act(source: Source, live: Live) -> None:
        source.state = "two"
        source.free.clear()
        assert await live.look()
        source.state = "three"
        source.free.set()
        assert (await made(live)).startswith("three")

    run(act)


def test_what_was_read_earlier_is_not_taken_for_newer() -> None:
    """A reading that takes its time is over before the next one begins."""
    source, begun, slow = Source(), threading.Event(), threading.Event()

    def look() -> str:
        state = source.look()
        if state == "two":
            begun.set()
            assert slow.wait(120)
        return state

    async def act() -> None:
        live = Live(look, source.make, str)
        source.state = "two"
        first = asyncio.create_task(live.look())
        await asyncio.to_thread(begun.wait, 120)
        source.state = "three"
        second = asyncio.create_task(live.look())
        await asyncio.sleep(0)
        slow.set()
        await asyncio.gather(first, second)
        await made(live)
        await made(live)
        assert source.made[-1] == "three"
        assert len(source.made) <= 3

    asyncio.run(act())


def test_what_could_not_be_made_is_tried_again_only_if_asked() -> None:
    async def act(source: Source, live: Live) -> None:
        source.state, source.wrong = "two", StoreError("the store", "is locked", cure="wait")
        assert await made(live) == "the store: is locked\n  → wait"
        assert live.shown.failed
        tried = len(source.made)
        await made(live)
        assert len(source.made) == tried
        source.wrong = None
        assert (await made(live, again=True)).startswith("two")
        assert not live.shown.failed

    run(act)


def test_a_store_that_cannot_be_read_is_told_until_it_can() -> None:
    async def act(source: Source, live: Live) -> None:
        first = live.shown
        source.state = StoreError("the store", "is not there")
        assert await made(live) == "the store: is not there"
        source.state = "one"
        await made(live)
        assert (live.shown.version, live.shown.failed) == (first.version, False)

    run(act)


def test_the_first_page_is_made_or_the_error_is_raised() -> None:
    source = Source()
    source.wrong = StoreError("the store", "is locked")
    with pytest.raises(StoreError, match="locked"):
        source.live()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_a_defect_the_page_before_is_shown_on() -> None:
    async def act(source: Source, live: Live) -> None:
        first = live.shown
        source.wrong = ZeroDivisionError()  # type: ignore[assignment]
        source.state = "two"
        await made(live)
        assert live.shown is first

    run(act)
