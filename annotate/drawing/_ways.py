"""Where relations pass columns of a graph that lie between their ends, so that they run behind no node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from annotate.drawing._graph import GAP, Box, Node
from annotate.drawing._layout import Relation

_APART, _ROOM = 3.0, 8.0
"""How far relations that pass between the same two nodes are apart at most, and all of them together."""


def ways_of(nodes: Sequence[Node], boxes: Sequence[Box], relations: Sequence[Relation]) -> list[list[float]]:
    """Return for each relation the heights at which it passes the columns between its ends, from source to target.

    Each is on the straight line, or where a node stands there in the nearest gap between two nodes of that column, or
    above or below all of them. Relations through one gap lie side by side. Empty for ends in one column or in columns
    side by side.
    """
    columns = _columns(nodes, boxes)
    through: dict[tuple[int, float], list[int]] = defaultdict(list)
    passed = [list(_passed(relation, nodes, boxes, columns)) for relation in relations]
    for at, gap in ((at, gap) for at, found in enumerate(passed) for gap in found):
        through[gap].append(at)
    for own in through.values():
        own.sort(key=lambda at: (_height(relations[at], boxes), at))
    return [
        [height + _beside(through[column, height], at) for column, height in passed[at]] for at in range(len(passed))
    ]


def _columns(nodes: Sequence[Node], boxes: Sequence[Box]) -> dict[int, list[Box]]:
    columns: dict[int, list[Box]] = defaultdict(list)
    for node, box in sorted(zip(nodes, boxes, strict=True), key=lambda pair: pair[1].y):
        columns[node.column].append(box)
    return columns


def _nearest(straight: float, column: Sequence[Box]) -> float:
    """Return the free height of a column that is nearest to one."""
    if not column:
        return straight
    upper, lower = column[0].y - GAP / 2, column[-1].bottom + GAP / 2
    if not upper < straight < lower:
        return straight
    gaps = ((one.bottom + other.y) / 2 for one, other in pairwise(column))
    return min((upper, *gaps, lower), key=lambda gap: abs(gap - straight))


def _passed(
    relation: Relation, nodes: Sequence[Node], boxes: Sequence[Box], columns: Mapping[int, Sequence[Box]]
) -> Iterator[tuple[int, float]]:
    first, last = nodes[relation.source].column, nodes[relation.target].column
    step = 1 if first < last else -1
    height, goal = boxes[relation.source].middle, boxes[relation.target].middle
    for column in range(first + step, last, step):
        straight = height + (goal - height) / (abs(last - column) + 1)
        height = _nearest(straight, columns.get(column, ()))
        yield column, height


def _height(relation: Relation, boxes: Sequence[Box]) -> float:
    return boxes[relation.source].middle + boxes[relation.target].middle


def _beside(own: Sequence[int], at: int) -> float:
    apart = min(_APART, _ROOM / max(len(own) - 1, 1))
    return (own.index(at) - (len(own) - 1) / 2) * apart
