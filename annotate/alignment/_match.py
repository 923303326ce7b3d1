"""Maximum matching of the marks of two annotators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from annotate.alignment._marks import Mark

Pair = tuple[int, int]
"""An index into the marks of the one and an index into the marks of the other."""


def overlap(a: Mark, b: Mark) -> int:
    """Return how many code points two marks share; 0 where they only touch."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def iou(a: Mark, b: Mark) -> float:
    """Return intersection over union of two ranges: 1.0 only for equal ranges, 0.0 without a shared code point."""
    shared = overlap(a, b)
    return shared / (a.end - a.start + b.end - b.start - shared)


def overlapping(marks: Sequence[Mark]) -> Iterator[Pair]:
    """Yield the indices of every two marks that share a code point, whoever made them, once.

    A sweep over the starts: time grows with the number of marks and of such pairs, not with its square.
    """
    starts = [mark.start for mark in marks]
    ends = [mark.end for mark in marks]
    open_: list[int] = []
    for index in sorted(range(len(marks)), key=starts.__getitem__):
        start = starts[index]
        open_ = [other for other in open_ if ends[other] > start]
        for other in open_:
            yield other, index
        open_.append(index)


def match(a: Sequence[Mark], b: Sequence[Mark], *, threshold: float | None, labelled: bool) -> tuple[Pair, ...]:
    """Return a maximum one-to-one matching as pairs of indices into `a` and `b`, sorted.

    Two marks may be paired when their IoU reaches `threshold` (1.0 = equal ranges, None = any shared code point)
    and, if `labelled`, their types are equal. No other matching has more pairs; among those with as many, one with
    the most shared code points is taken. Does not depend on the order within `a` and `b`, nor on which comes first.
    """
    edges = _exact(a, b, labelled) if threshold == 1.0 else _sweep(a, b, threshold, labelled)
    if len(edges) == len({i for i, _ in edges}) == len({j for _, j in edges}):
        return tuple(sorted(edges))  # No mark has two candidates, as nearly always.
    return tuple(sorted(pair for component in _components(edges) for pair in _assign(component, a, b)))


def _exact(a: Sequence[Mark], b: Sequence[Mark], labelled: bool) -> list[Pair]:
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for j, mark in enumerate(b):
        found[mark.start, mark.end].append(j)
    return [
        (i, j)
        for i, mark in enumerate(a)
        for j in found.get((mark.start, mark.end), ())
        if not labelled or mark.type == b[j].type
    ]


def _sweep(a: Sequence[Mark], b: Sequence[Mark], threshold: float | None, labelled: bool) -> list[Pair]:
    edges = []
    for first, second in overlapping([*a, *b]):
        i, j = min(first, second), max(first, second) - len(a)
        if not i < len(a) <= j + len(a):
            continue
        if labelled and a[i].type != b[j].type:
            continue
        if threshold is None or iou(a[i], b[j]) >= threshold:
            edges.append((i, j))
    return edges


def _components(edges: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Yield the edges of each connected component, since matchings of different components are independent."""
    of_a: dict[int, list[Pair]] = {}
    of_b: dict[int, list[Pair]] = {}
    for edge in edges:
        left, right = of_a.get(edge[0]), of_b.get(edge[1])
        if left is None or right is None:
            joined = left or right or []
        elif left is right:
            joined = left
        else:
            joined, smaller = (left, right) if len(left) >= len(right) else (right, left)
            joined += smaller
            for i, j in smaller:
                of_a[i] = of_b[j] = joined
        joined.append(edge)
        of_a[edge[0]] = of_b[edge[1]] = joined
    yield from {id(component): component for component in of_a.values()}.values()


def _assign(edges: list[Pair], a: Sequence[Mark], b: Sequence[Mark]) -> list[Pair]:
    if len(edges) == 1:
        return edges
    rows = sorted({i for i, _ in edges}, key=lambda i: a[i].place)
    columns = sorted({j for _, j in edges}, key=lambda j: b[j].place)
    weight = np.zeros((len(rows), len(columns)))
    row_of = {i: row for row, i in enumerate(rows)}
    column_of = {j: column for column, j in enumerate(columns)}
    for i, j in edges:
        weight[row_of[i], column_of[j]] = overlap(a[i], b[j])
    # One more pair must outweigh any gain in overlap.
    weight[weight > 0] += 1 + min(weight.shape) * weight.max()
    turned = [a[i].place[:3] for i in rows] > [b[j].place[:3] for j in columns]
    chosen = linear_sum_assignment(weight.T if turned else weight, maximize=True)
    picked = zip(*(reversed(chosen) if turned else chosen), strict=True)
    return [(rows[row], columns[column]) for row, column in picked if weight[row, column] > 0]
