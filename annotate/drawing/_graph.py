"""Where the components of an argument go as a graph: a column for each type, crossings of relations kept few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate.drawing._layout import CLOSING, Relation, cells

WIDTH = 216
"""Width of a node in points; room for the text of `_COLUMNS` cells beside its edges."""
LINE = 19
"""Height of a line of text in a node."""
PAD = 8
"""Free space between a node's edge and its text."""
GAP = 12
"""Free space between the nodes of a column."""
BETWEEN = 132
"""Free space between columns, in which relations run."""
MARGIN = 52
"""Free space around the graph; relations within the outermost columns bend into it."""
HEAD = 30
"""Height of the names of columns."""

_COLUMNS, _LINES, _SWEEPS = 28, 3, 6
_EITHER = "“”‘’…—·"
"""Signs that are wide in some fonts and narrow in others."""
_OPENING = "（《「『“‘("
"""Signs that do not end a line."""


@dataclass(frozen=True, slots=True)
class Node:
    """A component to draw."""

    text: str
    """Its words."""
    column: int
    """Number of the column that it stands in, from 0."""
    color: str
    """Its colour, as #rrggbb."""
    note: str = ""
    """Why it stands out; empty where it does not."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node stands, in points from the upper left, and the lines of text in it."""

    x: float
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.y + self.height / 2


def boxes_of(nodes: Sequence[Node], relations: Sequence[Relation]) -> list[Box]:
    """Return where each node stands; nodes of a column keep their order unless another has fewer crossings.

    Nodes move to the mean height of those that they are joined to in other columns, a few times over; of all orders
    seen the one with the fewest crossings is taken, the earlier of equal ones, so that the same graph looks the same.
    """
    sizes = [tuple(_wrapped(node.text)) for node in nodes]
    heights = [
        len(lines) * LINE + 2 * PAD + (LINE if node.note else 0) for lines, node in zip(sizes, nodes, strict=True)
    ]
    near = _near(nodes, relations)
    across = [(one.source, one.target) for one in relations if nodes[one.source].column != nodes[one.target].column]
    order = list(range(len(nodes)))
    best = tops = _tops(nodes, heights, order)
    fewest = _crossings(nodes, best, across)
    for sweep in range(_SWEEPS):
        # Every other column moves at a time: if both ends of two crossed relations changed places, they would stay so.
        free = [near[at] if (node.column + sweep) % 2 else [] for at, node in enumerate(nodes)]
        wish = [sum(tops[other] for other in free[at]) / len(free[at]) if free[at] else tops[at] for at in order]
        tops = _tops(nodes, heights, sorted(order, key=lambda at: (wish[at], at)))
        if (found := _crossings(nodes, tops, across)) < fewest:
            best, fewest = tops, found
    return [
        Box(MARGIN + node.column * (WIDTH + BETWEEN), top, height, lines)
        for node, top, height, lines in zip(nodes, best, heights, sizes, strict=True)
    ]


def _near(nodes: Sequence[Node], relations: Sequence[Relation]) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in nodes]
    for one in relations:
        if nodes[one.source].column != nodes[one.target].column:
            near[one.source].append(one.target)
            near[one.target].append(one.source)
    return near


def _tops(nodes: Sequence[Node], heights: Sequence[float], order: Sequence[int]) -> list[float]:
    """Stack the nodes of each column in an order, and return the upper edge of each."""
    free: dict[int, float] = {}
    tops = [0.0] * len(nodes)
    for at in order:
        tops[at] = free.get(nodes[at].column, MARGIN + HEAD)
        free[nodes[at].column] = tops[at] + heights[at] + GAP
    return tops


def _crossings(nodes: Sequence[Node], tops: Sequence[float], across: Sequence[tuple[int, int]]) -> int:
    """Count the pairs of relations between the same two columns that cross."""
    ends = [sorted(pair, key=lambda at: nodes[at].column) for pair in across]
    by_columns: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for left, right in ends:
        by_columns.setdefault((nodes[left].column, nodes[right].column), []).append((tops[left], tops[right]))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for lines in by_columns.values()
        for at, one in enumerate(lines)
        for other in lines[:at]
    )


def _wrapped(text: str) -> Iterator[str]:
    """Yield the words of a node in a few lines, the last with an ellipsis where there are more."""
    line, wide, lines = "", 0, 1
    for sign in " ".join(text.split()):
        size = _size(sign)
        if wide + size > _COLUMNS - 2 * (lines == _LINES) and sign not in CLOSING:
            if lines == _LINES:
                yield f"{line}…"
                return
            kept = line.rstrip(_OPENING) or line
            yield kept
            line, lines = line[len(kept) :], lines + 1
            wide = sum(map(_size, line))
        line, wide = line + sign, wide + size
    yield line


def _size(sign: str) -> int:
    return 2 if sign in _EITHER else cells(sign)
