"""Numbers of pages that the extraction of a printed page left glued to the first line of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from annotate.segmentation._lines import Line, parted

_GLUED = re.compile(r"([1-9]\d{0,2})(?=[\u4e00-\u9fff“‘《「『，。；])(?![年月日万亿个])")
"""A number that no blank parts from the text, and no word that counts follows."""
_FEWEST = 4
"""Pages in a row that show it, and"""
_FEWEST_LINES = 8
"""the lines of a page; no page has"""
_LONGEST = 2
"""as many times more, or fewer, lines than the one in the middle."""


def without_folios(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with the numbers of pages that are glued to some of them as lines of their own.

    The numbers must go up by one from page to page, and the pages must have about the same number of lines: a figure
    that happens to begin a line does neither.
    """
    glued = {
        at: int(found.group()) for at, line in enumerate(lines) if line.text and (found := _GLUED.match(line.text))
    }
    pages = _row(glued)
    return [part for at, line in enumerate(lines) for part in (_parts(line) if at in pages else (line,))]


def _row(glued: dict[int, int]) -> set[int]:
    """Return the lines that begin with the longest row of page numbers, or none."""
    rows: dict[int, list[int]] = {}
    longest: list[int] = []
    for at, number in glued.items():
        row = rows.get(number - 1, [])
        goes_on = row and at >= row[-1] + _FEWEST_LINES and _regular([*row, at])
        rows[number] = [*row, at] if goes_on else [at]
        longest = max(longest, rows[number], key=len)
    return set(longest) if len(longest) >= _FEWEST else set()


def _regular(row: Sequence[int]) -> bool:
    """Whether the pages that begin at these lines have about the same length."""
    lengths = [after - before for before, after in pairwise(row)]
    middle = median(lengths)
    return max(lengths) <= _LONGEST * middle and min(lengths) * _LONGEST >= middle


def _parts(line: Line) -> tuple[Line, ...]:
    """Return the number that a line begins with, and the rest of the line."""
    found = _GLUED.match(line.text)
    start, end = line.runs[0]
    return parted(line, found.end()) if found and found.end() < end - start else (line,)
