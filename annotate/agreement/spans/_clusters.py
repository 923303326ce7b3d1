"""One clustering of the spans of all annotators, over columns; `annotate.alignment.cluster` gives the same groups."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotate.agreement._codings import Codings, Edges, Flags, Ints
from annotate.agreement.spans._match import close


def clusters(codings: Codings, *, threshold: float = 0.5) -> Ints:
    """Return for each span the number of its cluster, of length S: those of equal number stand for the same span.

    Greedy agglomeration with complete linkage, as `annotate.alignment.cluster` describes it: the closest spans are
    joined first, no annotator is twice in a cluster, and any two spans of it have an intersection over union of at
    least `threshold` (above 0). Labels decide between pairs equally close only. Clusters are numbered from 0 by unit
    and by their first span in the text; a span with which nothing could be aligned has a number of its own.

    Raises InputError for a threshold that is not above 0 and at most 1.
    """
    edges = close(codings, threshold)
    places = _places(codings)
    group, loose = _cliques(edges, len(places))
    edges = edges.keep(loose[edges.first])
    earlier, later = _sorted(places[edges.first], places[edges.second])
    unlike = codings.spans.label[edges.first] != codings.spans.label[edges.second]
    edges = edges.keep(np.lexsort((later, earlier, unlike, -edges.closeness)))
    rows = np.flatnonzero(loose)
    number = np.cumsum(loose) - 1
    group[rows] = rows[_agglomerate(number[edges.first], number[edges.second], len(rows))]
    return _numbered(group, places)


def unaligned(codings: Codings, *, threshold: float = 0.5) -> Ints:
    """Return the rows of the spans in shared units that are alone in their cluster, in order."""
    cluster = clusters(codings, threshold=threshold)
    rows: Ints = np.flatnonzero((np.bincount(cluster)[cluster] == 1) & codings.shared[codings.spans.unit])
    return rows


def _places(codings: Codings) -> Ints:
    """Return for each span its rank in the text: by unit, start, end, id and at last annotator."""
    spans = codings.spans
    equal = np.ones(len(spans.unit), dtype=bool)
    for column in (spans.unit, spans.annotator, spans.start, spans.end):
        equal[1:] &= column[1:] == column[:-1]
    # Ids are slow to sort, and they decide only where an annotator gave one range twice.
    twice = np.zeros(len(codings.units.key), dtype=bool)
    twice[spans.unit[1:][equal[1:]]] = True
    rows = np.flatnonzero(twice[spans.unit])
    ids = np.zeros(len(spans.unit), dtype=np.int64)
    ids[rows] = np.unique(spans.id[rows], return_inverse=True)[1]
    start, end = codings.on_one_axis
    places = np.empty(len(start), dtype=np.int64)
    places[np.lexsort((spans.annotator, ids, end, start))] = np.arange(len(start))
    return places


def _cliques(edges: Edges, spans: int) -> tuple[Ints, Flags]:
    """Return a first row of its group for each span, and whether it is still to be grouped.

    Where every two of the spans that are joined by pairs somehow are a pair, there is nothing to decide.
    """
    graph = coo_array((np.ones(len(edges.first)), (edges.first, edges.second)), shape=(spans, spans))
    component = connected_components(graph, directed=False)[1].astype(np.int64)
    size = np.bincount(component)
    complete = np.bincount(component[edges.first], minlength=len(size)) == size * (size - 1) // 2
    rows = np.arange(spans)
    leader = np.zeros(len(size), dtype=np.int64)
    leader[component[::-1]] = rows[::-1]
    loose: Flags = ~complete[component]
    return np.where(loose, rows, leader[component]), loose


def _agglomerate(first: Ints, second: Ints, spans: int) -> Ints:
    """Return for each span a number of its group, from pairs of spans in the order in which they are to be joined.

    Two groups can be joined when every two spans across them are a pair, which a count tells. In each round all
    pairs are taken that come first for both of their groups: none that comes later can stand in their way.
    """
    group = np.arange(spans)
    size = np.ones(spans, dtype=np.int64)
    while len(first):
        one, other = _sorted(group[first], group[second])
        between, inverse, count = np.unique(one * spans + other, return_inverse=True, return_counts=True)
        joinable = (count == size[between // spans] * size[between % spans])[inverse] & (one != other)
        # What cannot be joined now never can.
        first, second, one, other = first[joinable], second[joinable], one[joinable], other[joinable]
        rank = np.arange(len(first))
        best = np.zeros(spans, dtype=np.int64)
        best[np.column_stack((one, other)).ravel()[::-1]] = np.repeat(rank, 2)[::-1]
        taken = (best[one] == rank) & (best[other] == rank)
        size[one[taken]] += size[other[taken]]
        becomes = np.arange(spans)
        becomes[other[taken]] = one[taken]
        group = becomes[group]
    return group


def _numbered(group: Ints, places: Ints) -> Ints:
    """Return groups numbered by their first span in the text."""
    ranks = np.arange(len(places))
    in_order = np.empty_like(group)
    in_order[places] = group
    first = np.empty_like(group)
    first[in_order[::-1]] = ranks[::-1]
    leading = np.flatnonzero(first[in_order] == ranks)
    number = np.empty_like(group)
    number[in_order[leading]] = np.arange(len(leading))
    return number[group]


def _sorted(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    return np.minimum(one, other), np.maximum(one, other)
