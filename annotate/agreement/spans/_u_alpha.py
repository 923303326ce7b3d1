"""The uα family of Krippendorff, Mathet, Bouvry & Widlöcher for unitised continua."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from annotate.agreement._additive import Additive, Reals
from annotate.agreement._codings import Codings
from annotate.agreement._figures import Figure, LabelUAlpha, Reason, UAlpha
from annotate.agreement._scope import Scope
from annotate.agreement.spans._stretches import Stretches, stretches
from annotate.agreement.spans._u_alpha_sums import Sums, tally


def u_alpha(codings: Codings) -> UAlpha:
    """Return the uα family over the ranges of the units; every label of the codings is reported, used or not.

    Source: Krippendorff 2019, Content Analysis, 4th ed., ch. 12.4 (eqs 32 to 38); Krippendorff, Mathet, Bouvry &
    Widlöcher 2016, Quality & Quantity 50. A span is not paired with itself: the expectation leaves out Σ length²,
    for cuα and (k)uα the squares of the *mean over the other annotators* of its co-marked length.

    The measures are computed from sums over units, so a unit cut in two within everybody's gap changes nothing. A
    unit seen by m annotators weighs 1/(m - 1); one seen by a single annotator is left out and counted.

    Spans of one annotator with the same label that overlap are merged; the binary measure merges whatever overlaps.
    Where different labels of one annotator overlap, `overall`, `cu`, `coverage` and the labels' `ku_alpha` and
    `coverage` are None with `overlapping_labels`. None also with `no_common_units`, `no_spans` (coverage of an
    unused label), `no_pairable` (nothing that two marked), `no_variation` (all marked, or all gap; one label only).
    """
    return u_alpha_and_parts(codings)[0]


def u_alpha_parts(codings: Codings) -> dict[str, Additive]:
    """Return the figures of `u_alpha` as sums over articles, each by its path in the result.

    So `overall`, `binary`, `cu`, `coverage`, and for each label `labels.LABEL.u_alpha`, `labels.LABEL.ku_alpha` and
    `labels.LABEL.coverage`. A part from which all articles with overlapping labels are left out is defined.
    """
    return u_alpha_and_parts(codings)[1]


def u_alpha_and_parts(codings: Codings) -> tuple[UAlpha, dict[str, Additive]]:
    """Return `u_alpha` and `u_alpha_parts`, of one tally."""
    marked = stretches(codings)
    found = _measured(codings, marked)
    return _family(codings, marked, found), {path: measure.part(table) for path, (measure, table) in found.items()}


def u_alpha_overall(codings: Codings) -> tuple[Figure, Additive]:
    """Return the one figure `overall` of `u_alpha`, and its part."""
    table = tally(codings, stretches(codings), len(codings.labels))
    scope = Scope.of(codings)
    return _OVERALL.figure(table, scope, sum(scope.spans)), _OVERALL.part(table)


def _family(codings: Codings, marked: Stretches, found: Mapping[str, tuple[_Measure, Reals]]) -> UAlpha:
    scope = Scope.of(codings)

    def figure(path: str, spans: int = sum(scope.spans)) -> Figure:
        measure, table = found[path]
        return measure.figure(table, scope, spans)

    return UAlpha(
        overall=figure("overall"),
        binary=figure("binary"),
        cu=figure("cu"),
        coverage=figure("coverage"),
        labels={
            label: LabelUAlpha(
                u_alpha=figure(f"labels.{label}.u_alpha", spans),
                ku_alpha=figure(f"labels.{label}.ku_alpha", spans),
                coverage=figure(f"labels.{label}.coverage", spans),
            )
            for label, spans in zip(codings.labels, scope.spans, strict=True)
        },
        merged=sum(scope.spans) - len(marked.start),
        overlapping=int(Sums.of(found["overall"][1].sum(axis=0)).overlapped),
        single=scope.single,
    )


@dataclass(frozen=True, slots=True)
class _Measure:
    """A measure of the family, as functions of the sums."""

    formula: Callable[[Sums], Reals]
    base: Callable[[Sums], Reals]
    """What is shared out between the values; where that is 0, there is nothing to agree on …"""
    nothing: Reason
    """… for this reason."""
    exclusive: bool = True
    """Whether it is undefined where labels overlap."""

    def value(self, statistics: Reals) -> Reals:
        """Return its value for sums (…, k), nan where it is undefined."""
        sums = Sums.of(statistics)
        if not self.exclusive:
            return self.formula(sums)
        return np.where(sums.overlapped > 0, np.nan, self.formula(sums))

    def part(self, table: Reals) -> Additive:
        """Return it as sums over articles; `table` is articles × k."""
        return Additive(table, self.value)

    def figure(self, table: Reals, scope: Scope, spans: int) -> Figure:
        """Return it over all articles of the table."""
        value, reason = self._result(table.sum(axis=0))
        return Figure(value=value, reason=reason, units=scope.units, items=spans, annotators=scope.annotators)

    def _result(self, statistics: Reals) -> tuple[float | None, Reason | None]:
        """Return its value for the sums (k), or None and why."""
        value = float(self.value(statistics))
        if not np.isnan(value):
            return value, None
        sums = Sums.of(statistics)
        if not sums.total:
            return None, "no_common_units"
        if self.exclusive and sums.overlapped:
            return None, "overlapping_labels"
        return None, "no_variation" if self.base(sums) else self.nothing


_OVERALL = _Measure(Sums.unitized, lambda sums: sums.total, "no_pairable")


def _measured(codings: Codings, marked: Stretches) -> dict[str, tuple[_Measure, Reals]]:
    """Return every measure by its path in the result, with the statistics that it takes."""
    joint = tally(codings, marked, len(codings.labels))
    binary = tally(codings, stretches(codings, labelled=False), 1)
    found = {
        "overall": (_OVERALL, joint),
        "binary": (_OVERALL, binary),
        "cu": (_Measure(Sums.coded, lambda sums: sums.margin.sum(axis=-1), "no_pairable"), joint),
        "coverage": (_Measure(Sums.coverage, lambda sums: sums.total, "no_spans"), joint),
    }
    for row, label in enumerate(codings.labels):
        found |= {f"labels.{label}.{name}": (measure, joint) for name, measure in _of_label(row).items()}
    return found


def _of_label(row: int) -> dict[str, _Measure]:
    return {
        "u_alpha": _Measure(
            lambda sums: sums.unitized(slice(row, row + 1)), lambda sums: sums.total, "no_pairable", exclusive=False
        ),
        "ku_alpha": _Measure(lambda sums: sums.coded_label(row), lambda sums: sums.margin[..., row], "no_pairable"),
        "coverage": _Measure(lambda sums: sums.coverage_of(row), lambda sums: sums.length[..., row], "no_spans"),
    }
