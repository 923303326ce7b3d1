"""Spans of different annotators that may stand for the same, and maximum matchings of every two annotators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotate.agreement._additive import Reals
from annotate.agreement._codings import Codings, Flags, Ints
from annotate.errors import InputError

Kind = Literal["iou", "overlap", "soft"]
"""When two spans may be matched.

- `iou`: their intersection over union reaches the threshold;
- `overlap`: they share a code point;
- `soft`: they share a code point, and a match counts as their intersection over union.
"""


@dataclass(frozen=True, eq=False, slots=True)
class Edges:
    """Pairs of spans, of one unit and of two annotators each, that share a code point; columns of length E."""

    first: Ints
    """Row of the span of the annotator who comes first."""
    second: Ints
    """Row of the span of the other."""
    shared: Ints
    """How many code points both spans hold."""
    closeness: Reals
    """Intersection over union; 1.0 only for equal ranges."""

    def keep(self, kept: Flags | Ints) -> Edges:
        """Return the pairs of which the flag is set, or those of the given rows."""
        return Edges(self.first[kept], self.second[kept], self.shared[kept], self.closeness[kept])


def spread(begin: Ints, many: Ints) -> tuple[Ints, Ints]:
    """Return every position with each of the numbers from its `begin` on, of which there are `many`."""
    position = np.repeat(np.arange(len(begin)), many)
    step = np.arange(len(position)) - (np.cumsum(many) - many)[position]
    return position, begin[position] + step


def on_one_axis(codings: Codings) -> tuple[Ints, Ints]:
    """Return where spans start and end when all units are laid one behind the other."""
    spans, units = codings.spans, codings.units
    lengths = units.end - units.start
    moved = (np.cumsum(lengths) - lengths - units.start)[spans.unit]
    return spans.start + moved, spans.end + moved


def overlaps(codings: Codings) -> Edges:
    """Return every two spans of different annotators in a unit that share a code point, once.

    One sweep over the starts in all units: time grows with the number of spans and of overlapping pairs.
    """
    spans = codings.spans
    start, end = on_one_axis(codings)
    order = np.argsort(start, kind="stable")
    begun = np.searchsorted(start[order], end[order])
    rows = np.arange(1, len(order) + 1)
    left, right = spread(rows, begun - rows)
    one, other = order[left], order[right]
    apart = spans.annotator[one] != spans.annotator[other]
    # Rows go by unit, then by annotator.
    first, second = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    shared = np.minimum(spans.end[first], spans.end[second]) - np.maximum(spans.start[first], spans.start[second])
    sizes = spans.end - spans.start
    return Edges(first, second, shared, shared / (sizes[first] + sizes[second] - shared))


def close(codings: Codings, threshold: float) -> Edges:
    """Return those of `overlaps` whose intersection over union reaches a threshold.

    Raises InputError for a threshold that is not above 0 and at most 1.
    """
    if not 0 < threshold <= 1:
        raise InputError("matching of spans", f"threshold {threshold}", expected="above 0, at most 1 (equal ranges)")
    edges = overlaps(codings)
    return edges.keep(edges.closeness >= threshold)


def matching(codings: Codings, *, threshold: float, labelled: bool, kind: Kind) -> Edges:
    """Return a maximum one-to-one matching of the spans of every two annotators in every unit.

    If `labelled`, only spans of equal labels are matched. No other matching has more pairs; among those with as
    many, one with the most shared code points is taken; for `soft` the sum of closeness is the greatest instead.
    `threshold` is looked at for `iou` only. Which annotator comes first decides nothing.

    Raises InputError, for `iou`, if the threshold is not above 0 and at most 1.
    """
    edges = close(codings, threshold) if kind == "iou" else overlaps(codings)
    if labelled:
        edges = edges.keep(codings.spans.label[edges.first] == codings.spans.label[edges.second])
    first, second = _ends(codings, edges)
    lonely = (np.bincount(first)[first] == 1) & (np.bincount(second)[second] == 1)
    rivals = np.flatnonzero(~lonely)
    components = (rivals[component] for component in _components(first[rivals], second[rivals]))
    chosen = (component[_assign(codings, edges.keep(component), kind)] for component in components)
    return edges.keep(np.sort(np.concatenate([np.flatnonzero(lonely), *chosen])))


def _ends(codings: Codings, edges: Edges) -> tuple[Ints, Ints]:
    """Return numbers of what each pair joins: a span, as it is when its annotator is compared with another one."""
    annotator, many = codings.spans.annotator, len(codings.annotators)
    first = edges.first * many + annotator[edges.second]
    second = edges.second * many + annotator[edges.first]
    return np.unique(first, return_inverse=True)[1], np.unique(second, return_inverse=True)[1]


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
