"""The additive statistics of the uα family, and its formulas on them."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import Self

import numpy as np

from annotate.agreement._additive import Reals, ratio
from annotate.agreement._codings import Codings, Ints
from annotate.agreement.spans._stretches import Stretches, between_annotators, on_line

_LEAST = 1e-6
"""A length below it is what rounding leaves when equal fractions are subtracted; the least real one is 1/(m - 1)."""

ALL = slice(None)
"""All labels."""


@dataclass(frozen=True, eq=False, slots=True)
class Sums:
    """What is added up over shared units, for one or more sums (…); lengths in code points, L labels."""

    total: Reals
    """Length of all readings: of each unit as often as it was seen; (…)."""
    overlapped: Reals
    """Readings in which different labels overlap; (…)."""
    length: Reals
    """Marked length by label; (…, L)."""
    squares: Reals
    """Squared lengths of stretches, by label; (…, L)."""
    common_squares: Reals
    """Squared mean co-marked lengths of stretches, by label; (…, L)."""
    common: Reals
    """Coincidences: length that two annotators marked so, over the number of annotators less one; (…, L, L)."""

    @classmethod
    def of(cls, statistics: Reals) -> Self:
        """Read the columns (…, k) that `tally` wrote."""
        shape = statistics.shape[:-1]
        labels = isqrt(statistics.shape[-1]) - 1  # There are (L + 1)(L + 2) columns.
        length, squares, common_squares = np.moveaxis(
            statistics[..., 2 : 2 + 3 * labels].reshape(*shape, 3, labels), -2, 0
        )
        return cls(
            total=statistics[..., 0],
            overlapped=statistics[..., 1],
            length=length,
            squares=squares,
            common_squares=common_squares,
            common=statistics[..., 2 + 3 * labels :].reshape(*shape, labels, labels),
        )

    @property
    def margin(self) -> Reals:
        """Length of each label that others marked too, as the coincidences give it; (…, L)."""
        margin: Reals = self.common.sum(axis=-1)
        return margin

    def unitized(self, labels: slice = ALL) -> Reals:
        """uα of the labels and of the rest, which is gap."""
        lengths = self.length[..., labels]
        common = self.common[..., labels, labels]
        marked = lengths.sum(axis=-1)
        gap = self.total - marked
        # Beside a wrong label: marked by the one and gap to the other, and the same the other way round.
        disagreement = 2 * marked - common.sum(axis=(-2, -1)) - _diagonal(common)
        # Gaps can be cut anywhere, so each of their characters is a unit of length 1.
        squares = self.squares[..., labels].sum(axis=-1) + gap
        return _alpha(disagreement, np.concatenate((lengths, gap[..., None]), axis=-1), squares)

    def coded(self) -> Reals:
        """cuα: the labels where both marked something."""
        disagreement = self.common.sum(axis=(-2, -1)) - _diagonal(self.common)
        return _alpha(disagreement, self.margin, self.common_squares.sum(axis=-1))

    def coverage(self) -> Reals:
        """Share of all length that cuα is computed on."""
        return ratio(self.common.sum(axis=(-2, -1)), self.total)

    def coded_label(self, label: int) -> Reals:
        """(k)uα: one label where both marked something."""
        margin = self.margin[..., label]
        total = self.margin.sum(axis=-1)
        own = self.common_squares[..., label]
        varied = (margin > _LEAST) & (total - margin > _LEAST)
        left = np.where(varied, total**2 - self.common_squares.sum(axis=-1), 0.0)
        expected = total * ratio(margin**2 - own, left)
        return 1 - ratio(margin - self.common[..., label, label], margin - expected)

    def coverage_of(self, label: int) -> Reals:
        """Share of one label's length that (k)uα is computed on."""
        return ratio(self.margin[..., label], self.length[..., label])


def _diagonal(cells: Reals) -> Reals:
    diagonal: Reals = np.trace(cells, axis1=-2, axis2=-1)
    return diagonal


def _alpha(disagreement: Reals, lengths: Reals, squares: Reals) -> Reals:
    """α of observed disagreement, where values of these lengths (…, V) are paired, but no unit with itself."""
    total = lengths.sum(axis=-1)
    varied = (lengths > _LEAST).sum(axis=-1) > 1
    left = np.where(varied, total**2 - squares, 0.0)
    expected = total * ratio(total**2 - (lengths**2).sum(axis=-1), left)
    return 1 - ratio(disagreement, expected)


def tally(codings: Codings, marked: Stretches, labels: int) -> Reals:
    """Return the statistics of each article, articles × (L + 1)(L + 2), to be read by `Sums.of`."""
    articles = len(codings.articles)
    shared = np.flatnonzero(codings.shared)
    units, seen = codings.units, codings.seen.sum(axis=1)
    read = (units.end - units.start) * seen
    article = units.article[marked.unit]
    place = article * labels + marked.label
    first, second = between_annotators(marked, marked.unit)
    common = np.minimum(marked.end[first], marked.end[second]) - np.maximum(marked.start[first], marked.start[second])
    weight = 1 / (seen[marked.unit] - 1)
    together = np.bincount(first, common, len(place)) + np.bincount(second, common, len(place))
    cells = np.bincount(place[first] * labels + marked.label[second], common * weight[first], articles * labels**2)
    cells = cells.reshape(articles, labels, labels)
    by_label = [
        np.bincount(place, values, articles * labels).reshape(articles, labels)
        for values in (marked.length, marked.length**2, (together * weight) ** 2)
    ]
    return np.column_stack(
        (
            np.bincount(units.article[shared], read[shared], articles),
            np.bincount(units.article[_overlapping_readings(codings, marked)], minlength=articles),
            *by_label,
            (cells + cells.transpose(0, 2, 1)).reshape(articles, labels**2),
        )
    )


def _overlapping_readings(codings: Codings, marked: Stretches) -> Ints:
    """Return the units, as often as annotators gave different labels there to the same characters."""
    reading = marked.unit * len(codings.annotators) + marked.annotator
    start, end = on_line(marked.start, marked.end, reading)
    order = np.argsort(start, kind="stable")
    crossing = end[order][:-1] > start[order][1:]
    found: Ints = np.unique(reading[order][1:][crossing]) // len(codings.annotators)
    return found
