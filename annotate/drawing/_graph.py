"""Where the components of an argument go as a graph: a column for each type, crossings of relations kept few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from annotate.drawing._layout import CLOSING, EITHER, OPENING, Relation, cells

LINE = 19
"""Height of a line of text in a node."""
PAD = 8
"""Free space between a node's edge and its text."""
GAP = 12
"""Free space between the nodes of a column."""
HEAD = 30
"""Height of the names of columns."""
DEEPEST = 4
"""After so many nodes one under the other the next begin no further to the right."""

_CELL, _SWEEPS = 7.1, 6


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much room there is, in points."""

    width: int
    """Width of a column."""
    between: int
    """Free space between columns, in which relations run."""
    margin: int
    """Free space around the graph; relations within the outermost columns bend into it."""
    indent: int
    """How far a node begins to the right of the one that it stands under."""
    lines: int
    """Lines of text in a node at most."""

    def cells(self, depth: int) -> int:
        """Return how many cells of text a line has at a depth."""
        return int((self.width - 2 * PAD) / _CELL) - ceil(self.indent / _CELL) * depth


WIDE = Sizes(216, 132, 52, 18, 3)
"""For a screen, or a picture as wide as a page."""
NARROW = Sizes(124, 44, 20, 9, 5)
"""For a picture in one of two columns of a page: three columns at 8 cm have letters of six points."""


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
    under: int | None = None
    """Place of the relation to the node of its column that it stands under, as in an outline; None for none. Following
    these from node to node never leads back."""
    sign: str = ""
    """What is written at its lower edge: how much is folded into it; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node stands, in points from the upper left, and the lines of text in it."""

    column: float
    """Left edge of its column."""
    indent: float
    """How far it begins to the right of that."""
    right: float
    """Its right edge, which is that of its column."""
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def x(self) -> float:
        """Its left edge."""
        return self.column + self.indent

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.x

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def boxes_of(nodes: Sequence[Node], relations: Sequence[Relation], sizes: Sizes = WIDE) -> list[Box]:
    """Return where each node stands; nodes of a column keep their order unless another has fewer crossings.

    What stands under a node follows it, indented. Nodes move to the mean height of those that they are joined to in
    other columns, with all that stands under them, a few times over; of all orders seen the one with the fewest
    crossings is taken, the earlier of equal ones, so that the same graph looks the same.
    """
    parents = [None if node.under is None else relations[node.under].target for node in nodes]
    depths = _depths(parents)
    texts = [
        tuple(_wrapped(node.text, sizes.cells(depth), sizes.lines)) for node, depth in zip(nodes, depths, strict=True)
    ]
    heights = [
        len(lines) * LINE + 2 * PAD + (LINE if node.note else 0) for lines, node in zip(texts, nodes, strict=True)
    ]
    near = _near(nodes, relations)
    across = [(one.source, one.target) for one in relations if nodes[one.source].column != nodes[one.target].column]
    best = tops = _tops(nodes, heights, _outline(parents, range(len(nodes))))
    fewest = _crossings(nodes, best, across)
    for sweep in range(_SWEEPS):
        # Every other column moves at a time: if both ends of two crossed relations changed places, they would stay so.
        free = [near[at] if (node.column + sweep) % 2 else [] for at, node in enumerate(nodes)]
        wish = [
            sum(tops[other] for other in own) / len(own) if own else top for own, top in zip(free, tops, strict=True)
        ]
        tops = _tops(nodes, heights, _outline(parents, _means(parents, wish)))
        if (found := _crossings(nodes, tops, across)) < fewest:
            best, fewest = tops, found
    lefts = [sizes.margin + node.column * (sizes.width + sizes.between) for node in nodes]
    return [
        Box(left, sizes.indent * depth, left + sizes.width, top + sizes.margin, height, lines)
        for left, depth, top, height, lines in zip(lefts, depths, best, heights, texts, strict=True)
    ]


def _depths(parents: Sequence[int | None]) -> list[int]:
    """Return how many nodes each stands under, `DEEPEST` at most."""
    depths = [0] * len(parents)
    for at, parent in enumerate(parents):
        while parent is not None and depths[at] < DEEPEST:
            depths[at] += 1
            parent = parents[parent]
    return depths


def _outline(parents: Sequence[int | None], wish: Sequence[float]) -> list[int]:
    """Return all nodes from top to bottom: by their wish, and after each what stands under it."""
    below = _below(parents, sorted(range(len(parents)), key=lambda at: (wish[at], at)))
    found: list[int] = []
    waiting = [*reversed(below[None])]
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(below[found[-1]])
    return found


def _means(parents: Sequence[int | None], wish: Sequence[float]) -> list[float]:
    """Return the mean wish of each node and all that stands under it."""
    total, count = [*wish], [1] * len(wish)
    for at in reversed(_outline(parents, wish)):
        if (parent := parents[at]) is not None:
            total[parent] += total[at]
            count[parent] += count[at]
    return [one / of for one, of in zip(total, count, strict=True)]


def _below(parents: Sequence[int | None], order: Sequence[int]) -> Mapping[int | None, list[int]]:
    below: dict[int | None, list[int]] = defaultdict(list)
    for at in order:
        below[parents[at]].append(at)
    return below


def _near(nodes: Sequence[Node], relations: Sequence[Relation]) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in nodes]
    for one in relations:
        if nodes[one.source].column != nodes[one.target].column:
            near[one.source].append(one.target)
            near[one.target].append(one.source)
    return near


def _tops(nodes: Sequence[Node], heights: Sequence[float], order: Sequence[int]) -> list[float]:
    """Stack the nodes of each column in an order, and return the upper edge of each below the margin."""
    free: dict[int, float] = {}
    tops = [0.0] * len(nodes)
    for at in order:
        tops[at] = free.get(nodes[at].column, HEAD)
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


def _wrapped(text: str, columns: int, most: int) -> Iterator[str]:
    """Yield the words of a node in a few lines, the last with an ellipsis where there are more."""
    line, wide, lines = "", 0, 1
    for sign in " ".join(text.split()):
        size = _size(sign)
        if wide + size > columns - 2 * (lines == most) and sign not in CLOSING:
            if lines == most:
                yield f"{line}…"
                return
            kept = line.rstrip(OPENING) or line
            yield kept
            line, lines = line[len(kept) :], lines + 1
            wide = sum(map(_size, line))
        line, wide = line + sign, wide + size
    yield line


def _size(sign: str) -> int:
    return 2 if sign in EITHER else cells(sign)
