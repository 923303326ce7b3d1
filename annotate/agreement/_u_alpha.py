"""The uα family of Krippendorff, Mathet, Bouvry & Widlöcher for unitised continua."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotate.agreement._figures import Figure, LabelUAlpha, Reason, UAlpha
from annotate.agreement._readings import Readings
from annotate.alignment import Mark, overlap, overlapping

_ANY = ""
"""The one label of the binary measure."""


@dataclass
class _Tally:
    """The additive statistics of units seen by two annotators or more; lengths in code points."""

    total: int = 0
    """Length of all readings: of each unit as often as it was seen."""
    length: Counter[str] = field(default_factory=Counter)
    """Marked length by label."""
    squares: Counter[str] = field(default_factory=Counter)
    """Squared lengths of spans, by label."""
    common: dict[tuple[str, str], float] = field(default_factory=dict)
    """Coincidences: length that two annotators marked so, over the number of annotators less one."""
    common_squares: dict[str, float] = field(default_factory=dict)
    """Squared mean co-marked lengths of spans, by label."""

    def add(self, unit: Readings, spans: Sequence[Mark]) -> None:
        others = len(unit.by) - 1
        self.total += (unit.end - unit.start) * len(unit.by)
        together = [0] * len(spans)
        for one, other in overlapping(spans):
            first, second = spans[one], spans[other]
            if first.annotator == second.annotator:
                continue
            shared = overlap(first, second)
            together[one] += shared
            together[other] += shared
            for cell in ((first.type, second.type), (second.type, first.type)):
                self.common[cell] = self.common.get(cell, 0.0) + shared / others
        for span, shared in zip(spans, together, strict=True):
            size = span.end - span.start
            self.length[span.type] += size
            self.squares[span.type] += size * size
            self.common_squares[span.type] = self.common_squares.get(span.type, 0.0) + (shared / others) ** 2

    def margin(self, label: str) -> float:
        """Length of a label that others marked too, as the coincidences give it."""
        return sum(length for (one, _), length in self.common.items() if one == label)

    def unitized(self, labels: Sequence[str]) -> tuple[float | None, Reason | None]:
        """uα of the labels and of the rest, which is gap."""
        agreed = sum(self.common.get((label, label), 0.0) for label in labels)
        margins = sum(self.common.get((one, other), 0.0) for one in labels for other in labels)
        lengths = [self.length[label] for label in labels]
        gap = self.total - sum(lengths)
        # Beside a wrong label: marked by the one and gap to the other, and the same the other way round.
        disagreement = margins - agreed + 2 * (sum(lengths) - margins)
        # Gaps can be cut anywhere, so each of their characters is a unit of length 1.
        squares = [self.squares[label] for label in labels]
        return _alpha(disagreement, [*lengths, gap], [*squares, gap])

    def coded(self, labels: Sequence[str]) -> tuple[float | None, Reason | None]:
        """cuα: the labels where both marked something."""
        disagreement = sum(length for (one, other), length in self.common.items() if one != other)
        return _alpha(
            disagreement,
            [self.margin(label) for label in labels],
            [self.common_squares.get(label, 0.0) for label in labels],
        )

    def coded_label(self, label: str, labels: Sequence[str]) -> tuple[float | None, Reason | None]:
        """(k)uα: one label where both marked something."""
        margin = self.margin(label)
        total = sum(self.common.values())
        if not margin:
            return None, "no_pairable"
        if not any(self.margin(other) for other in labels if other != label):
            return None, "no_variation"
        own = self.common_squares[label]
        expected = total * (margin**2 - own) / (total**2 - sum(self.common_squares.values()))
        return 1 - (margin - self.common.get((label, label), 0.0)) / (margin - expected), None


def u_alpha(units: Iterable[Readings], *, labels: Sequence[str] = ()) -> UAlpha:
    """Return the uα family over the ranges of the units; `labels` are reported even if unused.

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
    joint, binary = _Tally(), _Tally()
    items: Counter[str] = Counter()
    merged = overlapped = single = shared = 0
    annotators: set[str] = set()
    for unit in units:
        if not unit.shared:
            single += 1
            continue
        shared += 1
        annotators.update(unit.by)
        spans = []
        for reading in unit.by.values():
            items.update(mark.type for mark in reading.marks)
            own = _merge(reading.marks)
            merged += len(reading.marks) - len(own)
            overlapped += _cross(own)
            spans += own
        joint.add(unit, spans)
        binary.add(unit, _merge([span._replace(type=_ANY) for span in spans]))
    scope = _Scope(units=shared, items=items, annotators=len(annotators), overlapped=overlapped > 0)
    names = list(dict.fromkeys([*labels, *sorted(items)]))
    return UAlpha(
        overall=scope.figure(joint.unitized(names), joint=True),
        binary=scope.figure(binary.unitized([_ANY])),
        cu=scope.figure(joint.coded(names), joint=True),
        coverage=scope.figure(_share(sum(joint.common.values()), joint.total), joint=True),
        labels={name: _label(name, names, joint, scope) for name in names},
        merged=merged,
        overlapping=overlapped,
        single=single,
    )


@dataclass(frozen=True)
class _Scope:
    """What the figures are computed on."""

    units: int
    items: Counter[str]
    annotators: int
    overlapped: bool

    def figure(
        self, result: tuple[float | None, Reason | None], *, label: str | None = None, joint: bool = False
    ) -> Figure:
        value, reason = result
        if not self.units:
            value, reason = None, "no_common_units"
        elif joint and self.overlapped:
            value, reason = None, "overlapping_labels"
        items = self.items.total() if label is None else self.items[label]
        return Figure(value=value, reason=reason, units=self.units, items=items, annotators=self.annotators)


def _label(label: str, labels: Sequence[str], joint: _Tally, scope: _Scope) -> LabelUAlpha:
    coverage = _share(joint.margin(label), joint.length[label])
    return LabelUAlpha(
        u_alpha=scope.figure(joint.unitized([label]), label=label),
        ku_alpha=scope.figure(joint.coded_label(label, labels), label=label, joint=True),
        coverage=scope.figure(coverage, label=label, joint=True),
    )


def _alpha(
    disagreement: float, lengths: Sequence[float], squares: Sequence[float]
) -> tuple[float | None, Reason | None]:
    total = sum(lengths)
    if not total:
        return None, "no_pairable"
    if sum(length > 0 for length in lengths) < 2:
        return None, "no_variation"
    expected = total * (total**2 - sum(length**2 for length in lengths)) / (total**2 - sum(squares))
    return 1 - disagreement / expected, None


def _share(part: float, whole: float) -> tuple[float | None, Reason | None]:
    return (part / whole, None) if whole else (None, "no_spans")


def _merge(marks: Iterable[Mark]) -> list[Mark]:
    """Join the overlapping marks of each annotator and label; those that only touch stay apart."""
    merged: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.annotator, mark.type, mark.start, mark.end)):
        last = merged[-1] if merged else None
        same = last is not None and (last.annotator, last.type) == (mark.annotator, mark.type)
        if last is not None and same and mark.start < last.end:
            merged[-1] = last._replace(end=max(last.end, mark.end))
        else:
            merged.append(mark)
    return merged


def _cross(marks: Iterable[Mark]) -> bool:
    """Whether marks of one annotator, merged by label, overlap."""
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end))
    return any(one.end > other.start for one, other in pairwise(ordered))
