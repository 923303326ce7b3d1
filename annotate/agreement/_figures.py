"""What the measures return: a value, or None with the reason, and what it was computed on."""

from __future__ import annotations

from typing import Literal

from schema import Model

Reason = Literal["no_common_units", "no_spans", "no_relations", "no_pairable", "no_variation", "overlapping_labels"]
"""Why a figure is undefined.

- `no_common_units`: no two annotators (or not these two) saw the same unit;
- `no_spans`, `no_relations`: nothing of the kind was marked, so there is nothing to agree on;
- `no_pairable`: nothing was rated by two annotators;
- `no_variation`: only one value occurs, so that chance agreement is total;
- `overlapping_labels`: an annotator gave different labels to the same characters, so that they have no one value.
"""


class Figure(Model):
    """One value and what it was computed on."""

    value: float | None
    """The value; None where it is undefined."""
    reason: Reason | None = None
    """Why there is no value."""
    units: int
    """Units of work that it was computed on: those seen by at least two annotators, with something to rate."""
    items: int
    """What was rated in them: spans, relations, ratings or pairs of spans, as the measure says."""
    annotators: int
    """How many annotators took part."""


class Pair(Model):
    """F1 of two annotators; symmetric, so neither of them is the reference."""

    first: str
    """The one annotator."""
    second: str
    """The other; names are in order."""
    value: float | None
    """F1; None where it is undefined."""
    reason: Reason | None = None
    """Why there is no value."""
    units: int
    """Units that both saw."""
    first_items: int
    """Spans or relations of the one in them."""
    second_items: int
    """Spans or relations of the other in them."""
    matched: int
    """How many of them were matched."""


class F1(Figure):
    """Mean of the pairs of annotators that have a value; items are all spans or relations in shared units."""

    pairs: tuple[Pair, ...]
    """Every two annotators, those without a common unit too."""


class TypedF1(F1):
    """F1 over all types, with those of each type; the matching is the same."""

    types: dict[str, F1]
    """By type; empty where types were ignored."""


class LabelUAlpha(Model):
    """Figures of the uα family for one label; items are its spans."""

    u_alpha: Figure
    """uα of this label against everything else; defined also where labels overlap."""
    ku_alpha: Figure
    """(k)uα: whether others who marked something there gave this label."""
    coverage: Figure
    """The share of this label's length that (k)uα is computed on."""


class UAlpha(Model):
    """The uα family; items are spans."""

    overall: Figure
    """uα over all labels and the gaps."""
    binary: Figure
    """|uα: marked or not, whatever the label."""
    cu: Figure
    """cuα: which label, where several annotators marked something."""
    coverage: Figure
    """The share of all length that cuα is computed on."""
    labels: dict[str, LabelUAlpha]
    """By label."""
    merged: int
    """Spans of one annotator that overlapped another of theirs of the same label and were merged with it."""
    overlapping: int
    """Readings of a unit in which different labels overlap."""
    single: int
    """Units left out since only one annotator saw them."""


class RelationAlpha(Figure):
    """Nominal α of the sets of relation types on pairs of aligned spans, and what explains it; items are such pairs."""

    percent: Figure
    """Percent agreement on the same items."""
    untyped: Figure
    """The same with types ignored: related or not."""
    types: dict[str, Figure]
    """By type: this type or not, on the pairs between which the scheme permits it."""
    aligned: Figure
    """Share of the spans in shared units that were aligned with one of another annotator; items are the spans."""
    several: int
    """Ratings with more than one type."""
    unpermitted: int
    """Relations between aligned spans that the scheme does not permit there, and that are therefore no item."""
