"""Where everything of a picture goes: names of spans, arcs between them, lines of the text below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate.drawing._arcs import arcs_of
from annotate.drawing._layout import Line, Relation, Span, cells, lines_of, rows_of, segments

CELL = 9
"""Points of a column; a wide character takes two."""
SIZE = 18
"""Height of the text."""
SMALL = 11
"""Height of names."""
BAR = 4
"""Height of the bar below a span."""
EDGE = 12
"""Free space around the picture."""
NAME = SMALL + 6
"""Height of a row of names."""
_LEVEL = 20
"""Height of a level of arcs."""
STEP = 7
"""Width of a level of arcs beside the text."""
_MOST = 16
"""Levels beside the text; of more the outermost lie on each other."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a span, above its first line, in a row counted from the text upwards."""

    line: int
    x: float
    width: float
    row: int

    @property
    def middle(self) -> float:
        """Where arcs end."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Arc:
    """A relation from x to z, as high as its level says, or as far to the left."""

    x: float
    z: float
    level: int
    beside: bool = False
    """Whether it goes from line to line beside the text, so that it runs through none."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything goes, in points from the upper left."""

    lines: Sequence[Line]
    rows: Sequence[int]
    """The row of each span's bar, from the text downwards."""
    names: Sequence[Name]
    arcs: Sequence[Arc]
    tops: Sequence[float]
    """The upper edge of each line's text, and at last the lower edge of the picture."""

    @property
    def width(self) -> float:
        """Width of the picture."""
        ends: list[float] = [EDGE + CELL * line.columns[-1] for line in self.lines]
        ends += [name.x + name.width for name in self.names]
        ends += [max(arc.x, arc.z) for arc in self.arcs]
        return max(ends) + EDGE

    @property
    def gutter(self) -> float:
        """Width of the arcs to the left of the text, without their names; 0 without any."""
        return STEP * max((arc.level for arc in self.arcs if arc.beside), default=0)

    def above(self, name: Name) -> float:
        """Upper edge of a name."""
        return self.tops[name.line] - NAME * (name.row + 1)


def wide(text: str) -> float:
    """Return about how wide small text is."""
    return sum(map(cells, text)) * SMALL * 0.56


def places_of(text: str, spans: Sequence[Span], relations: Sequence[Relation], width: int) -> Places:
    """Return where everything of a text goes in lines of at most `width` columns."""
    lines = lines_of(text, width, hang=True)
    rows = rows_of([(span.start, span.end) for span in spans])
    names = _names(spans, lines, EDGE + CELL * width)
    arcs = _arcs(relations, names)
    tops = list(_tops(lines, spans, rows, names, relations, arcs))
    return Places(lines, rows, names, arcs, tops)


def _names(spans: Sequence[Span], lines: Sequence[Line], right: float) -> list[Name]:
    """Place each name above the start of its span, further left at the right edge, and above others in its way."""
    boxes: list[tuple[int, float, float]] = []
    for span in spans:
        number, first, _ = next(segments(span, lines))
        size = wide(span.label) + 8
        boxes.append((number, max(min(EDGE + CELL * first, right - size), EDGE), size))
    found: dict[int, Name] = {}
    for number in {box[0] for box in boxes}:
        own = [at for at, box in enumerate(boxes) if box[0] == number]
        rows = rows_of([(boxes[at][1], boxes[at][1] + boxes[at][2] + 3) for at in own])
        found |= {at: Name(*boxes[at], row) for at, row in zip(own, rows, strict=True)}
    return [found[at] for at in range(len(spans))]


def _arcs(relations: Sequence[Relation], names: Sequence[Name]) -> list[Arc]:
    found: dict[int, Arc] = {}
    apart = [at for at, relation in enumerate(relations) if _beside(relation, names)]
    order = [[_place(names[end]) for end in (relations[at].source, relations[at].target)] for at in apart]
    for at, level in zip(apart, arcs_of([(one, other) for one, other in order]), strict=True):
        x, z = names[relations[at].source].x, names[relations[at].target].x
        found[at] = Arc(x, z, min(level, _MOST), beside=True)
    for number in sorted({name.line for name in names}):
        own = [at for at, one in enumerate(relations) if at not in found and names[one.source].line == number]
        ends = [_ends(relations[at], names) for at in own]
        reach = [_reach(*pair, relations[at].label) for at, pair in zip(own, ends, strict=True)]
        found |= {at: Arc(*pair, level) for at, pair, level in zip(own, ends, arcs_of(reach), strict=True)}
    return [found[at] for at in range(len(relations))]


def _beside(relation: Relation, names: Sequence[Name]) -> bool:
    return names[relation.source].line != names[relation.target].line


def _place(name: Name) -> float:
    """Return a number that grows from the upper names to the lower ones."""
    return name.line - name.row / 1000


def _ends(relation: Relation, names: Sequence[Name]) -> tuple[float, float]:
    x, z = names[relation.source].middle, names[relation.target].middle
    # Two arcs between the same spans would lie on each other if both went to the middle.
    shift = 4 if x <= z else -4
    return x + shift, z - shift


def _reach(x: float, z: float, label: str) -> tuple[float, float]:
    """Return what an arc takes from left to right, with its name."""
    half = max(abs(x - z), wide(label) + 6) / 2
    return (x + z) / 2 - half, (x + z) / 2 + half


def _tops(
    lines: Sequence[Line],
    spans: Sequence[Span],
    rows: Sequence[int],
    names: Sequence[Name],
    relations: Sequence[Relation],
    arcs: Sequence[Arc],
) -> Iterator[float]:
    y: float = EDGE
    for number, line in enumerate(lines):
        levels = [
            arc.level
            for arc, relation in zip(arcs, relations, strict=True)
            if not arc.beside and names[relation.source].line == number
        ]
        stacked = [name.row + 1 for name in names if name.line == number]
        y += (_LEVEL * max(levels) + SMALL if levels else 0) + NAME * max(stacked, default=0)
        yield y
        bars = [row + 1 for row, span in zip(rows, spans, strict=True) if span.start < line.end > line.start < span.end]
        y += SIZE + 8 + (BAR + 2) * max(bars, default=0) + 4
    yield y - 4


def crest(places: Places, relation: Relation, arc: Arc) -> float:
    """Return the height of the middle of an arc over one line: above the names of that line by its level."""
    line = places.names[relation.source].line
    rows = max(name.row + 1 for name in places.names if name.line == line)
    return places.tops[line] - NAME * rows - _LEVEL * arc.level
