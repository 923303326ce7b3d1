"""What relation α is about: pairs of groups of aligned spans between which the scheme permits a relation.

There are about as many of them as the square of the groups in a unit, and nearly all are related by nobody. So they are
counted, not listed: groups are alike here if the same annotators gave them the same labels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotate.agreement._codings import Codings, Flags, Ints
from annotate.agreement._distinct import distinct
from annotate.agreement._spread import spread
from annotate.agreement.relations._f1 import symmetric_types
from annotate.agreement.spans._clusters import clusters
from schema import RelationType, Scheme

_LARGEST = 2**62
"""More would not fit where numbers of several columns are packed into one."""


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """Spans of two annotators or more that stand for the same, in the order of the text; columns of length G."""

    of_span: Ints
    """For each span the row of its group, or -1 if it is alone."""
    unit: Ints
    """Row of the unit."""
    kind: Ints
    """Row in `kinds`."""
    kinds: Ints
    """K × annotators: labels of the spans in groups of a kind, -1 where the annotator has none."""

    @classmethod
    def of(cls, codings: Codings, threshold: float) -> Groups:
        """Return the groups of at least two spans of the one clustering."""
        cluster = clusters(codings, threshold=threshold)
        several = np.bincount(cluster) > 1
        rows = np.flatnonzero(several[cluster])
        of_span = np.full(len(cluster), -1)
        of_span[rows] = (np.cumsum(several) - 1)[cluster[rows]]
        groups = of_span[rows]
        labels = np.full((int(several.sum()), len(codings.annotators)), -1)
        labels[groups, codings.spans.annotator[rows]] = codings.spans.label[rows]
        unit = np.zeros(len(labels), dtype=np.int64)
        unit[groups] = codings.spans.unit[rows]
        kinds, kind = distinct_rows(labels)
        return cls(of_span, unit, kind, kinds)


@dataclass(frozen=True, eq=False, slots=True)
class Rules:
    """Which relations the scheme permits between groups, by the labels that one annotator gave both of them."""

    labels: Ints
    """The kinds of groups: K × annotators, as in `Groups.kinds`."""
    symmetric: Flags
    """For each type whether it has no direction."""
    one_way: NDArray[np.bool_]
    """Labels × labels × types: whether a type that has a direction may lead from a label to a label."""
    both_ways: NDArray[np.bool_]
    """The same for a type without direction; symmetric in the labels."""

    @classmethod
    def of(cls, codings: Codings, scheme: Scheme, groups: Groups) -> Rules:
        """Return the rules of the scheme; types that it does not know are not permitted anywhere."""
        known: list[RelationType | None] = [scheme.relation(name) for name in codings.types]
        shape = len(codings.labels), len(codings.labels), len(known)
        cells = [
            relation is not None and relation.permits(source, target)
            for source in codings.labels
            for target in codings.labels
            for relation in known
        ]
        permits = np.array(cells, dtype=bool).reshape(shape)
        symmetric = symmetric_types(codings, scheme)
        return cls(groups.kinds, symmetric, permits & ~symmetric, (permits | permits.transpose(1, 0, 2)) & symmetric)

    def raters(self, source: Ints, target: Ints) -> Flags:
        """Return for pairs of kinds, … , who has a span in both: … × annotators."""
        present = self.labels >= 0
        common: Flags = present[source] & present[target]
        return common

    def forward(self, source: Ints, target: Ints) -> Flags:
        """Return the types that may lead from a group to one that comes later: pairs × types."""
        return self._between(self.one_way | self.both_ways, source, target)

    def backward(self, source: Ints, target: Ints) -> Flags:
        """Return the types that may lead from a group to one that comes earlier; a symmetric one leads forward."""
        return self._between(self.one_way, source, target)

    def either(self, source: Ints, target: Ints) -> Flags:
        """Return the types that may lead from one of two groups to the other."""
        return self._between(self.one_way | self.one_way.transpose(1, 0, 2) | self.both_ways, source, target)

    def _between(self, permitted: NDArray[np.bool_], source: Ints, target: Ints) -> Flags:
        found = np.zeros((len(source), permitted.shape[2]), dtype=bool)
        common = self.raters(source, target)
        for annotator in range(self.labels.shape[1]):
            rates = np.flatnonzero(common[:, annotator])
            ends = self.labels[source[rates], annotator], self.labels[target[rates], annotator]
            found[rates] |= permitted[ends]
        return found


@dataclass(frozen=True, eq=False, slots=True)
class Meetings:
    """How often groups of two kinds stand together in a unit; M meetings, P pairs of kinds."""

    unit: Ints
    """M: row of the unit."""
    pair: Ints
    """M: row of the pair of kinds."""
    earlier: Ints
    """M: how often a group of the first kind stands before one of the second."""
    later: Ints
    """M: how often it stands behind one."""
    first: Ints
    """P: the first kind."""
    second: Ints
    """P: the second kind."""

    @classmethod
    def of(cls, groups: Groups) -> Meetings:
        """Count ordered pairs: for each group and each kind that occurs in its unit, those of the kind before it."""
        kinds = max(len(groups.kinds), 1)
        # Entries are the kinds in a unit; those of a unit stand one after the other.
        entries, entry = distinct(groups.unit * kinds + groups.kind, (int(groups.unit.max(initial=0)) + 1) * kinds)
        unit, kind, size = entries // kinds, entries % kinds, np.bincount(entry)
        first = np.flatnonzero(np.diff(unit, prepend=-1))
        together = np.diff(first, append=len(unit))
        begin, many = np.repeat(first, together), np.repeat(together, together)
        own, met = spread(begin[entry], many[entry])
        rows = len(groups.unit)
        in_entries = np.sort(entry * rows + np.arange(rows))
        before = np.searchsorted(in_entries, met * rows + own) - (np.cumsum(size) - size)[met]
        behind = size[met] - before - (met == entry[own])
        cell = (np.cumsum(many) - many)[entry[own]] + met - begin[entry[own]]
        one, other = spread(begin, many)
        pairs, pair = distinct(kind[one] * kinds + kind[other], kinds * kinds)
        return cls(
            unit=unit[one],
            pair=pair,
            earlier=summed(cell, behind, len(one)),
            later=summed(cell, before, len(one)),
            first=pairs // kinds,
            second=pairs % kinds,
        )


def summed(cell: Ints, numbers: Ints, cells: int) -> Ints:
    """Return the sum of the numbers that belong to each of some cells."""
    return np.bincount(cell, numbers, minlength=cells).astype(np.int64)


def distinct_rows(table: Ints) -> tuple[Ints, Ints]:
    """Return the distinct rows of a table of numbers from -1 on, and for each row which of these it is."""
    code: Ints = np.zeros(len(table), dtype=np.int64)
    size = 1
    for column in table.T:
        width = int(column.max(initial=-1)) + 2
        if size * width > _LARGEST:
            code = np.unique(code, return_inverse=True)[1]
            size = len(table)
        code, size = code * width + column + 1, size * width
    found, number = distinct(code, size)
    rows = np.zeros(len(found), dtype=np.int64)
    rows[number] = np.arange(len(table))
    return table[rows], number
