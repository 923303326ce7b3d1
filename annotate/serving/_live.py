"""What is shown: made once for each state of the store, aside, while what was made before is shown on."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from annotate.errors import AnnotateError

Make = Callable[[str], str]
"""Makes a page that bears a version; raises AnnotateError."""


@dataclass(frozen=True)
class Shown:
    """A page."""

    version: str
    """What tells it from what was shown before."""
    content: bytes = field(repr=False)
    """The page as HTML."""
    failed: bool = False
    """Whether it says why there is no report."""


class Live:
    """The page of a project, made anew whenever one who looks finds the store in another state."""

    def __init__(self, state: Callable[[], str], make: Make, tell: Callable[[AnnotateError], str]) -> None:
        """Make the first page.

        Args:
            state: returns what is another string as soon as there is something new; raises AnnotateError.
            make: makes the report.
            tell: makes the page that says why there is none.

        Raises whatever the two raise.
        """
        self._state, self._make, self._tell = state, make, tell
        self._making = False
        self._looking = asyncio.Lock()
        self._of = state()
        self.shown = self._report(self._of)

    async def look(self, *, again: bool = False) -> bool:
        """Begin to make the page anew if the store is in another state, and return whether that goes on.

        What failed is only tried `again` if asked, since nothing may have changed that could mend it.
        """
        # One reads after the other, so that what was read earlier and took longer is not taken for newer.
        async with self._looking:
            now = await asyncio.to_thread(self._now)
            if not self._making and (now != self._of or (again and self.shown.failed)):
                self._making, self._of = True, now
                # No pool: it would keep the program from ending until the page is made.
                threading.Thread(target=self._renew, args=(now, asyncio.get_running_loop()), daemon=True).start()
            return self._making

    def _now(self) -> str:
        try:
            return self._state()
        except AnnotateError as error:
            return str(error)

    def _renew(self, state: str, loop: asyncio.AbstractEventLoop) -> None:
        """Make the page in a thread; after a defect, which ends the thread loudly, the page before is shown on."""
        made = self.shown
        try:
            made = self._attempt(state)
        finally:
            # The loop is closed where the program is ending.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._take, made)

    def _attempt(self, state: str) -> Shown:
        try:
            return self._report(state)
        except AnnotateError as error:
            return Shown(_token(str(error)), _bytes(self._tell(error)), failed=True)

    def _report(self, state: str) -> Shown:
        version = _token(state)
        return Shown(version, _bytes(self._make(version)))

    def _take(self, made: Shown) -> None:
        self.shown, self._making = made, False


def _token(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _bytes(page: str) -> bytes:
    # What is no character, half of a pair, can be in a text, but in no file.
    return page.encode("utf-8", "replace")
