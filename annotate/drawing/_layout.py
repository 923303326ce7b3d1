"""Where things go: texts in lines of cells, spans in rows that do not collide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A span to draw, as a half-open range of the text in code points."""

    start: int
    end: int
    label: str
    """What is written above it."""
    color: str
    """Its colour, as #rrggbb."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to draw, between two spans by their places in the list."""

    source: int
    target: int
    label: str
    symmetric: bool = False
    """Whether it is drawn without a head."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, as a half-open range of it, with the column of every character and one more at its end."""

    start: int
    end: int
    columns: tuple[int, ...]

    def column(self, position: int) -> int:
        """Return the column at which the character at a position of the text begins; positions outside are its ends."""
        return self.columns[min(max(position - self.start, 0), len(self.columns) - 1)]


def cells(sign: str) -> int:
    """Return the columns of a character: two if it is wide, none if it stands on the one before, else one."""
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


EITHER = "“”‘’…—·"
"""Signs that are as wide as an ideograph beside one."""


def cells_at(text: str, at: int) -> int:
    """Return the columns of a character of a text: quotation marks, dashes and dots beside an ideograph take two."""
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return 2 if text[at] in EITHER and any(cells(sign) == 2 or sign in EITHER for sign in beside) else cells(text[at])


CLOSING = "，。、；：！？）》」』”’,.;:!?)"
"""Signs that do not begin a line."""


OPENING = "（《「『“‘("
"""Signs that do not end a line."""


def lines_of(text: str, width: int, *, hang: bool = False) -> list[Line]:
    """Break a text into lines of at most `width` columns; line feeds end a line and are in none.

    Signs may `hang`: closing ones beyond the end of a line rather than begin the next, and opening ones do not end one.
    """
    found: list[Line] = []
    start = 0
    columns = [0]
    for at, sign in enumerate(text):
        if sign == "\n":
            found.append(Line(start, at, tuple(columns)))
            start, columns = at + 1, [0]
            continue
        wide = cells_at(text, at)
        if columns[-1] + wide > width and at > start and not (hang and sign in CLOSING):
            end = at - (hang and text[at - 1] in OPENING and at - 1 > start)
            found.append(Line(start, end, tuple(columns[: end - start + 1])))
            start, columns = end, [column - columns[end - start] for column in columns[end - start :]]
        columns.append(columns[-1] + wide)
    found.append(Line(start, len(text), tuple(columns)))
    return found


def rows_of(ranges: Sequence[tuple[float, float]]) -> list[int]:
    """Return a row for each half-open range, from 0, so that none of a row overlap and there are as few as can be.

    Ranges that start first, and of these the longest, get the lowest row that is free.
    """
    order = sorted(range(len(ranges)), key=lambda at: (ranges[at][0], -ranges[at][1], at))
    ends: list[float] = []
    rows = [0] * len(ranges)
    for at in order:
        start, end = ranges[at]
        row = next((row for row, last in enumerate(ends) if last <= start), len(ends))
        ends[row : row + 1] = [end]
        rows[at] = row
    return rows


def segments(span: Span, lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """Yield the parts of a span as number of the line, first column and the column after the last."""
    for number, line in enumerate(lines):
        if span.start < line.end and span.end > line.start:
            yield number, line.column(span.start), line.column(span.end)
