"""Text for a terminal whose lines end where Chinese may break, too, and not at blanks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

_WIDE = "\u2e80-\U0003ffff"
_OPENING = "“‘《〈（「『【(["
_CLOSING = re.escape("，。、；：！？）》〉」』】”’…,.;:!?)]")
_PIECE = re.compile(
    rf"(?:\[[\w-]+ )*[{re.escape(_OPENING)}]*(?:[{_WIDE}]|[^\s{_WIDE}{_CLOSING}]+)?[{_CLOSING}]*[^\S\n]*"
)
"""What stays on one line: a wide character or a word, with its label, the signs around it and the blanks after it."""


class Prose(Text):
    """A text that a terminal shows broken between words and between wide characters.

    No line begins with a closing sign or ends with an opening one or a label, unless the width has no room for both.
    """

    def __rich__(self) -> _Broken:
        """Return what is shown in its place: a console would make it a plain text again."""
        return _Broken(self)


class _Broken:
    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._text.split(allow_blank=True):
            for part in line.divide(_ends(line.plain, options.max_width)):
                part.rstrip()
                part.no_wrap = True
                yield part


def _ends(line: str, width: int) -> Iterator[int]:
    """Yield where a line is broken, so that no part is wider; a piece that is by itself is broken anywhere."""
    at = used = 0
    for piece in _pieces(line, width):
        if used + cell_len(piece.rstrip()) > width and at:
            yield at
            used = 0
        at, used = at + len(piece), used + cell_len(piece)


def _pieces(line: str, width: int) -> Iterator[str]:
    at = 0
    while found := _PIECE.match(line, at):
        if not (piece := found.group()):
            return
        at = found.end()
        if cell_len(piece.rstrip()) <= width:
            yield piece
        else:
            yield from piece
