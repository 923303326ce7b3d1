"""Segments to flows: the columns and boxes of a page in the order in which a reader takes them.

A page is cut from top to bottom where the white gutters between its columns begin and end, so that a heading across
them parts what stands above it from what stands below; each part is then cut along its gutters from left to right, and
each column looked at in the same way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from annotate.importers._pdf._segments import Segment

_NARROWEST = 5.0
"""Type sizes of the narrowest column; the columns of most tables are narrower."""
_GUTTER = 0.75
"""Type sizes of the white between two columns at least; a mark that hangs over the edge of one narrows it."""
_FULL = 0.75
"""Share of the width of its column that a full line takes at least."""
_BREAK = 2.5
"""Type sizes of white across all columns that part what stands above from what stands below."""
_TOUCH = 0.1
"""Share of the type size by which lines may overlap."""
_DEEPEST = 3.0
"""Type sizes of the deepest indent of a first line."""
_CENTRED = 0.25
"""Share of the width of a part by which what is centred in a column begins behind its edge at most."""
_RULED = 0.8
"""Share of the width of a part that a drawn line takes to cut it."""

Span = tuple[float, float]
Row = tuple[Segment, ...]
"""The segments of one line, side by side."""


class Rule(NamedTuple):
    """A line drawn along the direction of reading."""

    start: float
    end: float
    at: float
    """How far down it is."""


class Flow(NamedTuple):
    """A column, or a part of one."""

    rows: tuple[Row, ...]
    """Its lines from top to bottom."""
    start: float
    """Where its lines begin."""
    end: float
    """Where its longest line ends."""


def flows_of(segments: Sequence[Segment], rules: Sequence[Rule] = ()) -> Iterator[Flow]:
    """Yield the flows of a page in reading order; every segment is in one. All are of one direction of reading."""
    for part in _parts(segments, rules):
        plain: list[Segment] = []
        for run in _runs(_bands(part)):
            columns = _columns(run)
            if len(columns) == 1:
                plain.extend(run)
                continue
            if plain:
                yield _flow(plain)
                plain = []
            for column in columns:
                yield from flows_of(column, rules)
        if plain:
            yield _flow(plain)


def rows_of(segments: Iterable[Segment]) -> list[Row]:
    """Return segments as lines from top to bottom."""
    found: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (segment.top + segment.bottom, segment.start)):
        if found and _beside(found[-1][-1], segment):
            found[-1].append(segment)
        else:
            found.append([segment])
    return [tuple(sorted(row, key=attrgetter("start"))) for row in found]


def _beside(first: Segment, second: Segment) -> bool:
    overlap = min(first.bottom, second.bottom) - max(first.top, second.top)
    return 2 * overlap > min(first.bottom - first.top, second.bottom - second.top)


def _flow(segments: Sequence[Segment]) -> Flow:
    return Flow(tuple(rows_of(segments)), *_extent(segments))


def _extent(segments: Sequence[Segment]) -> Span:
    return min(segment.start for segment in segments), max(segment.end for segment in segments)


def _bands(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Return segments from top to bottom, parted wherever there is white from edge to edge."""
    found: list[list[Segment]] = []
    bottom = 0.0
    for segment in sorted(segments, key=attrgetter("top", "start")):
        if found and segment.top < bottom - _TOUCH * segment.size:
            found[-1].append(segment)
            bottom = max(bottom, segment.bottom)
        else:
            found.append([segment])
            bottom = segment.bottom
    return found


def _parts(segments: Sequence[Segment], rules: Sequence[Rule]) -> Iterator[list[Segment]]:
    """Yield what wide white or a drawn line from edge to edge parts from top to bottom."""
    start, end = _extent(segments)
    white = _BREAK * median(segment.size for segment in segments)
    wide = [rule.at for rule in rules if min(rule.end, end) - max(rule.start, start) >= _RULED * (end - start)]
    part: list[Segment] = []
    for band in _bands(segments):
        top = min(segment.top for segment in band)
        bottom = max((segment.bottom for segment in part), default=top)
        if part and (top - bottom >= white or any(bottom - 1 <= at <= top + 1 for at in wide)):
            yield part
            part = []
        part.extend(band)
    yield part


def _runs(bands: Iterable[list[Segment]]) -> list[list[Segment]]:
    """Return the longest runs of bands with a gutter all the way down, and those without any.

    Bands with gutters are put together first: only many of them show how wide their gutters are.
    """
    columns = _joined((_Run([band]) for band in bands), both=True)
    runs = _raised(_joined(columns, both=False))
    return [[segment for band in run.bands for segment in band] for run in runs]


def _joined(runs: Iterable[_Run], both: bool) -> list[_Run]:
    """Join runs to those above them where they can be; with `both`, only if both have gutters."""
    found: list[_Run] = []
    for run in runs:
        allowed = found and (not both or (found[-1].gutters and run.gutters))
        if allowed and (joined := found[-1].joined(run)):
            found[-1] = joined
        else:
            found.append(run)
    return found


def _raised(runs: Sequence[_Run]) -> list[_Run]:
    """Return runs, each with the bands above it that stand right of its first gutter: that column begins higher."""
    found: list[_Run] = []
    for run in runs:
        while found and run.gutters and run.holds_right(found[-1].bands[-1]):
            above = found.pop()
            run = _Run([above.bands[-1], *run.bands])
            if above.bands[:-1]:
                found.append(_Run(above.bands[:-1]))
        found.append(run)
    return found


class _Run:
    """Bands below each other, with the gutters between them."""

    def __init__(self, bands: list[list[Segment]], covered: Iterable[Span] | None = None) -> None:
        self.bands = bands
        self.covered = _covered(
            [segment for band in bands for segment in band] if covered is None else (), covered or ()
        )
        self.gutters = _gutters(self.covered, _GUTTER * bands[-1][0].size)

    def joined(self, below: _Run) -> _Run | None:
        """Return both together, unless one without gutters disturbs those of the other, or none is common to both.

        A heading across some columns, with text beside it in the others, leaves the gutters between those.
        """
        both = _Run([*self.bands, *below.bands], (*self.covered, *below.covered))
        if self.gutters and below.gutters:
            depth = _CENTRED * (both.covered[-1][1] - both.covered[0][0])
            common = [
                gutter
                for gutter in both.gutters
                if _begins(gutter, self.gutters, depth) and _begins(gutter, below.gutters, depth)
            ]
            return both if common else None
        old = (*self.gutters, *below.gutters)
        return both if all(any(_kept(gutter, left) for left in both.gutters) for gutter in old) else None

    def holds_right(self, band: list[Segment]) -> bool:
        """Whether a band begins where a column behind a gutter does, and disturbs no gutter."""
        start, _ = _extent(band)
        begins = any(-1 < start - gutter[1] < _DEEPEST * band[0].size for gutter in self.gutters)
        return begins and _Run([band]).joined(self) is not None


def _begins(gutter: Span, own: Sequence[Span], depth: float) -> bool:
    """Whether a column begins behind a gutter where one of a part does, or no deeper than what is centred in it."""
    return any(-1 <= other[1] - gutter[1] < depth for other in own)


def _kept(gutter: Span, left: Span) -> bool:
    """Whether a gutter is still there: nothing crosses it, and the column behind it begins where it did."""
    return left[0] < gutter[1] and abs(left[1] - gutter[1]) < 1


def _covered(segments: Iterable[Segment], covered: Iterable[Span] = ()) -> list[Span]:
    """Return what segments cover along their line, and what is covered already, as spans that do not touch."""
    found: list[Span] = []
    for start, end in sorted([*covered, *((segment.start, segment.end) for segment in segments)]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _gutters(covered: Sequence[Span], least: float) -> list[Span]:
    """Return the white between what is covered, where it is wide enough, widest first."""
    white = [(before[1], after[0]) for before, after in pairwise(covered) if after[0] - before[1] >= least]
    return sorted(white, key=lambda span: span[0] - span[1])


def _columns(run: Sequence[Segment]) -> list[list[Segment]]:
    """Return the columns of a run from left to right; the run itself where its gutters part no running text."""
    gutters = _gutters(_covered(run), _GUTTER * median(segment.size for segment in run))
    for chosen in (gutters, *([gutter] for gutter in gutters)):
        columns = _split(run, chosen)
        if len(columns) > 1 and _text(columns):
            return columns
    return [list(run)]


def _split(run: Sequence[Segment], gutters: Sequence[Span]) -> list[list[Segment]]:
    edges = sorted(start for start, _ in gutters)
    columns: list[list[Segment]] = [[] for _ in range(len(edges) + 1)]
    for segment in run:
        columns[bisect_right(edges, segment.start)].append(segment)
    return columns


def _text(columns: Sequence[Sequence[Segment]]) -> bool:
    """Whether columns hold running text, as those of a page do, and not the cells of a table or the ends of a line."""
    size = median([segment.size for column in columns for segment in column])
    widths = [sorted(row[-1].end - row[0].start for row in rows_of(column)) for column in columns]
    narrowest = min(own[-1] for own in widths)
    if narrowest < _NARROWEST * size:
        return False
    prose = max((len(own) for own in widths if _prose(own)), default=0)
    if min(map(len, widths)) == 1:
        return prose > 3
    return prose > 2 or (prose == 2 and narrowest >= 2 * _NARROWEST * size)


def _prose(widths: Sequence[float]) -> bool:
    """Whether most lines of a column are as long as nearly the longest, by their ascending widths."""
    usual = widths[9 * (len(widths) - 1) // 10]
    return 2 * sum(width >= _FULL * usual for width in widths) >= len(widths)
