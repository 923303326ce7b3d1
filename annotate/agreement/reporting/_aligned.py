"""Spans of several annotators that stand for the same: what confusions, boundaries and listings look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from annotate.agreement._codings import Codings, Ints
from annotate.agreement.spans._clusters import clusters


@dataclass(frozen=True, eq=False, slots=True)
class Aligned:
    """The spans of shared units in the one clustering, and every two of them that are in one cluster."""

    codings: Codings
    """Units that at least two annotators saw."""
    cluster: Ints
    """For each span the number of its cluster, from 0."""
    first: Ints
    """For each pair of spans in a cluster the row of the one."""
    second: Ints
    """The row of the other, who is another annotator."""
    cut: Ints
    """For each span how many marked some of its words, but have no span in its cluster."""
    nothing: Ints
    """For each span how many saw its unit, but marked none of its words."""
    order: Ints
    """Rows of the spans, cluster by cluster, each cluster as they stand in the text."""
    begin: Ints
    """Where in `order` each cluster begins, and last where the last one ends."""
    near: Overlaps
    """Spans of other annotators that share words with each span."""

    @property
    def count(self) -> int:
        """How many clusters there are."""
        return len(self.begin) - 1

    @property
    def unit(self) -> Ints:
        """For each cluster the row of its unit."""
        return self.codings.spans.unit[self.order[self.begin[:-1]]]

    @property
    def start(self) -> Ints:
        """For each cluster where its first span begins."""
        return self.codings.spans.start[self.order[self.begin[:-1]]]

    def rows(self, cluster: int) -> list[int]:
        """Return the rows of the spans of a cluster, as they stand in the text."""
        found: list[int] = self.order[self.begin[cluster] : self.begin[cluster + 1]].tolist()
        return found


@dataclass(frozen=True, eq=False, slots=True)
class Overlaps:
    """Every two spans of different annotators that share a code point, twice: from each of them."""

    span: Ints
    """Row of the one, ascending."""
    other: Ints
    """Row of the other."""
    shared: Ints
    """How many code points both hold."""

    @classmethod
    def of(cls, codings: Codings) -> Overlaps:
        """Find them."""
        edges = codings.overlaps
        span, other = np.concatenate([edges.first, edges.second]), np.concatenate([edges.second, edges.first])
        order = np.lexsort((other, span))
        return cls(span[order], other[order], np.tile(edges.shared, 2)[order])

    def of_span(self, row: int) -> Iterator[tuple[int, int]]:
        """Yield the rows of the spans that share words with a span, each with how many code points."""
        low, high = np.searchsorted(self.span, [row, row + 1])
        yield from zip(self.other[low:high].tolist(), self.shared[low:high].tolist(), strict=True)


def align(codings: Codings, *, threshold: float = 0.5) -> Aligned:
    """Return the spans of shared units, clustered at an IoU of `threshold` (see `clusters`)."""
    shared = codings.keep_units(codings.shared)
    cluster = clusters(shared, threshold=threshold)
    sizes = np.bincount(cluster)
    order = np.lexsort((shared.spans.annotator, shared.spans.start, cluster))
    near = Overlaps.of(shared)
    cut = _cut(shared, cluster, near)
    seen: Ints = shared.seen.sum(axis=1).astype(np.int64)
    first, second = _pairs(cluster[order], order, int(sizes.max(initial=0)))
    return Aligned(
        codings=shared,
        cluster=cluster,
        first=first,
        second=second,
        cut=cut,
        nothing=seen[shared.spans.unit] - sizes[cluster] - cut,
        order=order,
        begin=np.concatenate([[0], np.cumsum(sizes)]),
        near=near,
    )


def _pairs(cluster: Ints, order: Ints, most: int) -> tuple[Ints, Ints]:
    """Return every two rows of a cluster, which has `most` at most; `cluster` is that of the rows in `order`."""
    together = [(step, cluster[step:] == cluster[:-step]) for step in range(1, most)]
    nobody = [np.zeros(0, dtype=np.int64)]
    first = [order[:-step][equal] for step, equal in together]
    second = [order[step:][equal] for step, equal in together]
    return np.concatenate(first or nobody), np.concatenate(second or nobody)


def _cut(codings: Codings, cluster: Ints, near: Overlaps) -> Ints:
    """Return for each span how many annotators share words with it who have no span in its cluster."""
    annotator, many = codings.spans.annotator, len(codings.annotators)
    opposite = np.unique(near.span * many + annotator[near.other])
    span, who = np.divmod(opposite, max(many, 1))
    absent = ~np.isin(cluster[span] * many + who, cluster * many + annotator)
    return np.bincount(span[absent], minlength=len(cluster))
