"""Pairwise F1 of spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate.agreement._figures import TypedF1
from annotate.agreement._pairs import Comparison
from annotate.agreement._readings import Reading, Readings
from annotate.alignment import match


def span_f1(
    units: Iterable[Readings], *, threshold: float | None, labelled: bool = True, types: Sequence[str] = ()
) -> TypedF1:
    """Return F1 of spans, 2·matched / (spans of both), for every two annotators over the units that both saw.

    Spans are paired within each unit by a maximum matching (`annotate.alignment.match`): `threshold` 1.0 asks for
    equal ranges, 0.5 for IoU ≥ .5, None for any shared character; if `labelled`, types must be equal. Counts are
    summed over units (micro), the value is the mean of the pairs of annotators. `types` are reported even if unused.

    Two annotators who share units and marked nothing in any agree on that: 1.0, with counts of 0. A type that
    neither of them used is None with `no_spans`; two annotators without a common unit are `no_common_units`.
    """

    def matched(first: Reading, second: Reading) -> Iterable[str]:
        pairs = match(first.marks, second.marks, threshold=threshold, labelled=labelled)
        return [first.marks[one].type for one, _ in pairs]

    comparison = Comparison(units, lambda reading: [mark.type for mark in reading.marks], matched)
    if labelled:
        return comparison.typed(types, nothing="no_spans", nothing_at_all=None)
    return TypedF1(**dict(comparison.f1(nothing=None)), types={})
