"""What stands on many pages in the same place: running heads, footers, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile
from statistics import median

from annotate.importers._pdf._lines import Line
from annotate.importers._pdf._pages import Page

_MARGIN = 0.12
"""Share of the height of a page, at its head and at its foot, where furniture stands."""
_SAME_PLACE = 4.0
"""Points by which the same furniture is higher or lower on another page."""
_LARGE = 1.06
"""Usual type sizes from which on a line with a number is a heading: what differs in its number is another one."""
_LONG = 20
"""Characters of a line that hardly is a heading where only its number differs."""
_AT_ENDS = "0123456789 \u3000"
_NUMBERS = re.compile(r"[\d\s]+")
_PAGE_NUMBER = re.compile(
    r"[\s\-—–·•~第]*(?:\d{1,4}|[ivxlc]{1,6})[\s\-—–·•~页頁]*(?:[/共]\s*\d{1,4}\s*[页頁]?)?", re.IGNORECASE
)


def furniture(pages: Sequence[Page]) -> frozenset[Line]:
    """Return the lines at the edges of pages that come again on others, numbers aside, and the page numbers.

    Nothing stands between such a line and the edge but other furniture. A line that stands apart where others have
    theirs is furniture too, as a head that only the left pages have. So is what stands askew.
    """
    edges = {(page.number, way): list(_from_edge(page, way)) for page in pages for way in (-1, 1)}
    large = _LARGE * median([line.size for page in pages for column in page.columns for line in column.lines] or [0])
    places: dict[str, list[Line]] = defaultdict(list)
    for lines in edges.values():
        for line in lines:
            places[_wording(line, large)].append(line)
    found = {stamp for page in pages for stamp in page.stamps}
    for lines in edges.values():
        found.update(
            takewhile(lambda line: _is_number(line) or _comes_again(line, places[_wording(line, large)]), lines)
        )
    usual = {(round(line.box[1] / _SAME_PLACE), line.size) for line in found}
    for lines in edges.values():
        found.update(line for line in _alone(lines) if (round(line.box[1] / _SAME_PLACE), line.size) in usual)
    return frozenset(found)


def _alone(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the outermost of the lines at an edge, if there is more white behind it than between lines."""
    apart = len(lines) < 2 or abs(lines[0].box[1] - lines[1].box[1]) > 2 * lines[0].size
    return lines[:1] if apart else ()


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _from_edge(page: Page, way: int) -> Iterator[Line]:
    """Yield the lines in the margin of a page from its head (-1) or its foot (1) inwards."""
    lines = [line for column in page.columns for line in column.lines]
    depth = _MARGIN * page.height
    if way < 0:
        yield from sorted((line for line in lines if line.box[3] <= depth), key=lambda line: (line.box[1], line.box[0]))
    else:
        inner = page.height - depth
        yield from sorted(
            (line for line in lines if line.box[1] >= inner), key=lambda line: (-line.box[3], line.box[0])
        )


def _wording(line: Line, large: float) -> str:
    """Return what a line says, without its numbers.

    In type as large as that of headings, a short line is told by its number, and a long one has that of the page.
    """
    if line.size < large:
        return _NUMBERS.sub("", line.text)
    bare = line.text.strip(_AT_ENDS)
    return bare if len(bare) >= _LONG else line.text


def _comes_again(line: Line, others: Sequence[Line]) -> bool:
    return any(other.page != line.page and abs(other.box[1] - line.box[1]) < _SAME_PLACE for other in others)
