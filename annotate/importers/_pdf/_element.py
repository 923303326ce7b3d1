"""A run of printed lines with one role."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.importers._pdf._lines import Line
from schema import BlockKind

SMALL = 0.94
"""Share of the type size of the body that notes have at most."""
_WORDS = 0.9
"""Share of the characters of a line of words that are letters or blanks."""


@dataclass(frozen=True, slots=True)
class Element:
    """A run of lines with one role."""

    lines: tuple[Line, ...]
    indents: tuple[int, ...]
    """Characters by which each line is indented in its column."""
    kind: BlockKind | None = None
    """What its type and its place say it is; None for running text."""
    level: int | None = None
    """Depth of a heading, from 1."""


def of_words(line: Line) -> bool:
    """Whether a line is one run of text, and hardly anything but words."""
    words = sum(sign.isalpha() or sign.isspace() for sign in line.text)
    return line.cells == 1 and words >= _WORDS * len(line.text)


def is_small(element: Element, body: float) -> bool:
    """Whether an element is set in smaller type than the body."""
    return all(line.size <= SMALL * body for line in element.lines)


def type_of(element: Element) -> tuple[float, bool]:
    """Return size and weight of the type of an element, by its first line."""
    line = element.lines[0]
    return rounded(line), line.bold


def rounded(line: Line) -> float:
    """Return the type size of a line to half a point."""
    return round(2 * line.size) / 2
