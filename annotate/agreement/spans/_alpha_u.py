"""Krippendorff's αU of 1995 and 2004 for unitised continua."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np

from annotate.agreement._additive import Additive, Reals, ratio
from annotate.agreement._codings import Codings, Flags, Ints
from annotate.agreement._figures import AlphaU, Reason, UnitizingFigure
from annotate.agreement._scope import Scope
from annotate.agreement.spans._stretches import Stretches, between_annotators, stretches


def alpha_u(codings: Codings) -> AlphaU:
    """Return αU over the ranges of the units, joint and per label; every label of the codings is reported.

    Source: Krippendorff 1995, Sociological Methodology 25, pp. 47 to 76 (observed disagreement); Krippendorff 2004,
    Content Analysis, 2nd ed., pp. 251 to 256 (expected disagreement). For a label, a span of one annotator and an
    overlapping one of another differ by the squares of the distances of their starts and of their ends, a span that
    lies within a gap of the other by the square of its length. Expected is the same over all places where the spans
    of all annotators could stand between each other and in the gaps of all.

    Each unit of work is a continuum of its own: spans are never moved from one unit to another, and the end of a
    unit ends a gap. Units are pooled by adding up squared differences, observed and expected: D of a unit seen by m
    annotators, of length L, weighs m·L². The observed disagreement is that of the units joined into one continuum,
    while the expected one is that within each. A unit seen by a single annotator is left out.

    Labels are continua of their own, so they may overlap each other; `joint` is 1 - ΣD_o / ΣD_e over labels. Spans
    of one annotator and label that overlap are merged. Defined as 0.0 where there is one span only. None with
    `no_common_units`, `no_spans` or `no_variation` (nothing could be placed otherwise).
    """
    return alpha_u_and_parts(codings)[0]


def alpha_u_parts(codings: Codings) -> dict[str, Additive]:
    """Return the figures of `alpha_u` as sums over articles, by their path in the result: `joint`, `labels.LABEL`."""
    return alpha_u_and_parts(codings)[1]


def alpha_u_and_parts(codings: Codings) -> tuple[AlphaU, dict[str, Additive]]:
    """Return `alpha_u` and `alpha_u_parts`, of one tally."""
    marked = stretches(codings)
    table = _tally(codings, marked)
    paths = {"joint": _ALL} | {f"labels.{label}": slice(row, row + 1) for row, label in enumerate(codings.labels)}
    parts = {path: Additive(table, partial(_value, labels=labels)) for path, labels in paths.items()}
    return _figures(codings, marked, table.sum(axis=0)), parts


def _figures(codings: Codings, marked: Stretches, statistics: Reals) -> AlphaU:
    scope = Scope.of(codings)

    def figure(labels: slice, spans: int) -> UnitizingFigure:
        sums = _Sums.of(statistics, labels)
        value, reason = sums.result()
        observed, expected = (None if np.isnan(part) else float(part) for part in sums.disagreements())
        return UnitizingFigure(
            value=value,
            reason=reason,
            units=scope.units,
            items=spans,
            annotators=scope.annotators,
            observed=observed,
            expected=expected,
        )

    return AlphaU(
        joint=figure(_ALL, sum(scope.spans)),
        labels={
            label: figure(slice(row, row + 1), spans)
            for row, (label, spans) in enumerate(zip(codings.labels, scope.spans, strict=True))
        },
        merged=sum(scope.spans) - len(marked.start),
        single=scope.single,
    )


_ALL = slice(None)
"""All labels."""


def _value(statistics: Reals, labels: slice) -> Reals:
    return _Sums.of(statistics, labels).value()


@dataclass(frozen=True, eq=False, slots=True)
class _Sums:
    """What is added up over shared units, for one or more sums (…), of some labels."""

    scale: Reals
    """Squared lengths of the units, each as often as it was seen."""
    observed: Reals
    """Squared differences of all annotators, over their number less one."""
    expected: Reals
    """The same as expected."""
    spans: Reals
    """Stretches."""

    @classmethod
    def of(cls, statistics: Reals, labels: slice) -> Self:
        """Read the columns (…, 1 + 3 L) that `_tally` wrote."""
        *shape, width = statistics.shape
        by_label = statistics[..., 1:].reshape(*shape, 3, width // 3)[..., labels].sum(axis=-1)
        return cls(statistics[..., 0], by_label[..., 0], by_label[..., 1], by_label[..., 2])

    def value(self) -> Reals:
        return np.where(self.spans == 1, 0.0, 1 - ratio(self.observed, self.expected))

    def disagreements(self) -> tuple[Reals, Reals]:
        return ratio(self.observed, self.scale), ratio(self.expected, self.scale)

    def result(self) -> tuple[float | None, Reason | None]:
        value = float(self.value())
        if not np.isnan(value):
            return value, None
        if not self.scale:
            return None, "no_common_units"
        return None, "no_variation" if self.spans else "no_spans"


def _tally(codings: Codings, marked: Stretches) -> Reals:
    """Return the statistics of each article, articles × (1 + 3 L), to be read by `_Sums.of`."""
    labels, articles = len(codings.labels), len(codings.articles)
    units, seen = codings.units, codings.seen.sum(axis=1)
    shared = np.flatnonzero(codings.shared)
    group, place = np.unique(marked.unit * labels + marked.label, return_inverse=True)
    unit, label = group // labels, group % labels
    cell = units.article[unit] * labels + label
    columns = (
        _observed(marked, place, len(group), seen),
        _expected(codings, marked, place, unit),
        np.bincount(place, minlength=len(group)),
    )
    scale = (units.end - units.start)[shared] ** 2 * seen[shared]
    return np.column_stack(
        (
            np.bincount(units.article[shared], scale, articles),
            *(np.bincount(cell, column, articles * labels).reshape(articles, labels) for column in columns),
        )
    )


def _observed(marked: Stretches, place: Ints, groups: int, seen: Ints) -> Reals:
    """Return the squared differences of all annotators in each group, over their number less one."""
    first, second = between_annotators(marked, place)
    apart = (marked.start[first] - marked.start[second]) ** 2 + (marked.end[first] - marked.end[second]) ** 2
    annotators = int(marked.annotator.max(initial=0)) + 1
    met = np.unique(
        np.concatenate((first * annotators + marked.annotator[second], second * annotators + marked.annotator[first]))
    )
    others = seen[marked.unit] - 1
    # Whoever marked nothing that overlaps a stretch has a gap there in which it lies.
    missed = others - np.bincount(met // annotators, minlength=len(place))
    own = marked.length**2 * missed / others
    paired = np.bincount(place[first], apart / others[first], groups)
    return np.asarray(2 * (paired + np.bincount(place, own, groups)), dtype=np.float64)


def _expected(codings: Codings, marked: Stretches, place: Ints, unit: Ints) -> Reals:
    """Return the same as expected: for each group, m·L² times its expected disagreement."""
    units, seen = codings.units, codings.seen.sum(axis=1)
    size = (units.end - units.start)[unit]
    length = marked.length
    begins = _begins(place, marked.annotator)
    ends = np.roll(begins, -1)
    before = np.where(begins, units.start[marked.unit], np.roll(marked.end, 1))
    gaps = np.concatenate((marked.start - before, (units.end[marked.unit] - marked.end)[ends]))
    spans = np.bincount(place, minlength=len(unit))
    empty = seen[unit] - np.bincount(place[begins], minlength=len(unit))
    room = _room(gaps, np.concatenate((place, place[ends])), length, place) + empty[place] * (size[place] - length + 1)
    among = (spans[place] - 1) * (2.0 * length**3 - 3 * length**2 + length) / 3
    places = np.bincount(place, among + length**2 * room, len(unit))
    total = seen[unit] * size
    own = np.bincount(place, length * (length - 1), len(unit))
    return np.asarray(2 * total * places / (total * (total - 1) - own), dtype=np.float64)


def _begins(place: Ints, annotator: Ints) -> Flags:
    """Return where another group or annotator begins."""
    begins = np.ones(len(place), dtype=bool)
    begins[1:] = (place[1:] != place[:-1]) | (annotator[1:] != annotator[:-1])
    return begins


def _room(gaps: Ints, of_gap: Ints, length: Ints, place: Ints) -> Ints:
    """Return for each length in how many ways it fits into the gaps of its group."""
    width = max(int(gaps.max(initial=0)), int(length.max(initial=0))) + 1
    order = np.sort(of_gap * width + gaps)
    summed = np.concatenate(([0], np.cumsum(order % width)))
    low = np.searchsorted(order, place * width + length)
    high = np.searchsorted(order, (place + 1) * width)
    ways: Ints = summed[high] - summed[low] - (high - low) * (length - 1)
    return ways
