"""Marked stretches: the spans of shared units, with those of one annotator that overlap merged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement._codings import Codings, Ints


@dataclass(frozen=True, eq=False, slots=True)
class Stretches:
    """By unit, annotator, label and start; two of one annotator and label never overlap. Columns of one length."""

    unit: Ints
    """Row of the unit, which at least two annotators saw."""
    annotator: Ints
    """Row of the annotator."""
    label: Ints
    """Row of the label; 0 throughout where labels were ignored."""
    start: Ints
    """First code point in the article text."""
    end: Ints
    """Code point after the last."""

    @property
    def length(self) -> Ints:
        """Lengths in code points."""
        return self.end - self.start


def stretches(codings: Codings, *, labelled: bool = True) -> Stretches:
    """Return what annotators marked in shared units, merged where spans of one annotator (and label) overlap.

    Spans that only touch stay apart.
    """
    spans = codings.spans
    rows = np.flatnonzero(codings.shared[spans.unit])
    label = spans.label if labelled else np.zeros_like(spans.label)
    line = (spans.unit * len(codings.annotators) + spans.annotator) * (len(codings.labels) + 1) + label
    start, end = on_line(spans.start[rows], spans.end[rows], line[rows])
    order = np.argsort(start, kind="stable")
    rows, start, end = rows[order], start[order], end[order]
    reach = np.maximum.accumulate(end)
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = start[1:] >= reach[:-1]
    last = np.roll(fresh, -1)
    first = rows[fresh]
    return Stretches(
        unit=spans.unit[first],
        annotator=spans.annotator[first],
        label=label[first],
        start=spans.start[first],
        end=spans.start[first] + reach[last] - start[fresh],
    )


def on_line(start: Ints, end: Ints, line: Ints) -> tuple[Ints, Ints]:
    """Return ranges, each on the line of that number, as they stand when all lines are laid end to end."""
    shift = line * end.max(initial=0)
    return start + shift, end + shift


def overlapping(start: Ints, end: Ints, line: Ints) -> tuple[Ints, Ints]:
    """Return the rows of every two ranges on one line that share a code point, once; no range may be empty.

    Time and memory grow with the number of ranges and of such pairs. Those that overlap a range and begin after it
    stand next to it, when all are sorted by their start.
    """
    start, end = on_line(start, end, line)
    order = np.argsort(start, kind="stable")
    places = np.arange(len(order))
    many = np.searchsorted(start[order], end[order]) - places - 1
    first = np.repeat(places, many)
    second = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many) + first + 1
    return order[first], order[second]


def between_annotators(found: Stretches, line: Ints) -> tuple[Ints, Ints]:
    """Return the rows of every two stretches of different annotators on one line that share a code point, once."""
    first, second = overlapping(found.start, found.end, line)
    apart = found.annotator[first] != found.annotator[second]
    return first[apart], second[apart]
