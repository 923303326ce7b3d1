"""Spans of different annotators that may stand for the same, and maximum matchings of every two annotators."""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotate.agreement._codings import Codings, Edges, Flags, Ints
from annotate.errors import InputError

Kind = Literal["iou", "overlap", "soft"]
"""When two spans may be matched.

- `iou`: their intersection over union reaches the threshold;
- `overlap`: they share a code point;
- `soft`: they share a code point, and a match counts as their intersection over union.
"""


_MOST = 2**25
"""Numbers up to it are counted as they are; of larger ones only those that occur."""


def close(codings: Codings, threshold: float) -> Edges:
    """Return the overlaps whose intersection over union reaches a threshold.

    Raises InputError for a threshold that is not above 0 and at most 1.
    """
    if not 0 < threshold <= 1:
        raise InputError("matching of spans", f"threshold {threshold}", expected="above 0, at most 1 (equal ranges)")
    return codings.overlaps.keep(codings.overlaps.closeness >= threshold)


def matching(codings: Codings, *, threshold: float, labelled: bool, kind: Kind) -> Edges:
    """Return a maximum one-to-one matching of the spans of every two annotators in every unit.

    If `labelled`, only spans of equal labels are matched. No other matching has more pairs; among those with as
    many, one with the most shared code points is taken; for `soft` the sum of closeness is the greatest instead.
    `threshold` is looked at for `iou` only. Which annotator comes first decides nothing.

    Raises InputError, for `iou`, if the threshold is not above 0 and at most 1.
    """
    edges = close(codings, threshold) if kind == "iou" else codings.overlaps
    if labelled:
        edges = edges.keep(codings.spans.label[edges.first] == codings.spans.label[edges.second])
    first, second = _ends(codings, edges)
    size = len(codings.spans.unit) * len(codings.annotators)
    lonely = _once(first, size) & _once(second, size)
    rivals = np.flatnonzero(~lonely)
    components = (rivals[component] for component in _components(first[rivals], second[rivals]))
    chosen = (component[_assign(codings, edges.keep(component), kind)] for component in components)
    return edges.keep(np.sort(np.concatenate([np.flatnonzero(lonely), *chosen])))


def _ends(codings: Codings, edges: Edges) -> tuple[Ints, Ints]:
    """Return numbers of what each pair joins: a span, as it is when its annotator is compared with another one."""
    annotator, many = codings.spans.annotator, len(codings.annotators)
    first = edges.first * many + annotator[edges.second]
    second = edges.second * many + annotator[edges.first]
    return first, second


def _once(numbers: Ints, size: int) -> Flags:
    """Return which of some numbers below `size` occur once."""
    if size > _MOST:
        numbers = np.unique(numbers, return_inverse=True)[1]
    once: Flags = np.bincount(numbers)[numbers] == 1
    return once


def _components(first: Ints, second: Ints) -> list[Ints]:
    """Return the rows of the pairs of each connected component, since matchings of different ones are independent."""
    if not len(first):
        return []
    ones, others = np.unique(first, return_inverse=True)[1], np.unique(second, return_inverse=True)[1]
    size = int(ones.max() + others.max()) + 2
    graph = coo_array((np.ones(len(ones)), (ones, others + ones.max() + 1)), shape=(size, size))
    of_node = connected_components(graph, directed=False)[1]
    of_pair = of_node[ones]
    order = np.argsort(of_pair, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(of_pair[order])) + 1)


def _assign(codings: Codings, edges: Edges, kind: Kind) -> Ints:
    """Return the rows of the pairs of the best matching of one component."""
    rows, columns = _ordered(codings, edges.first), _ordered(codings, edges.second)
    weight = np.zeros((len(rows), len(columns)))
    number = np.zeros(weight.shape, dtype=np.int64)
    row_of = {span: row for row, span in enumerate(rows)}
    column_of = {span: column for column, span in enumerate(columns)}
    one = [row_of[span] for span in edges.first.tolist()]
    other = [column_of[span] for span in edges.second.tolist()]
    # Unless only closeness counts, one more pair must outweigh any gain in shared code points.
    more = 1 + min(weight.shape) * int(edges.shared.max())
    weight[one, other] = edges.closeness if kind == "soft" else edges.shared + more
    number[one, other] = np.arange(len(one))
    turned = [_place(codings, span) for span in rows] > [_place(codings, span) for span in columns]
    chosen = linear_sum_assignment(weight.T if turned else weight, maximize=True)
    row, column = reversed(chosen) if turned else chosen
    found: Ints = number[row, column][weight[row, column] > 0]
    return found


def _ordered(codings: Codings, spans: Ints) -> list[int]:
    return sorted(set(spans.tolist()), key=lambda span: _place(codings, span))


def _place(codings: Codings, span: int) -> tuple[int, int, str]:
    """Order in the text, whoever made the span and whatever its label."""
    return int(codings.spans.start[span]), int(codings.spans.end[span]), codings.spans.id[span]
