"""What the measures return: a value, or None with the reason, and what it was computed on."""

from __future__ import annotations

from typing import Literal

from schema import Model

Reason = Literal[
    "no_common_units",
    "no_spans",
    "no_relations",
    "no_pairable",
    "no_variation",
    "overlapping_labels",
    "too_large",
    "timed_out",
]
"""Why a figure is undefined.

- `no_common_units`: no two annotators (or not these two) saw the same unit;
- `no_spans`, `no_relations`: nothing of the kind was marked, so there is nothing to agree on;
- `no_pairable`: nothing was rated by two annotators;
- `no_variation`: only one value occurs, so that chance agreement is total;
- `overlapping_labels`: an annotator gave different labels to the same characters, so that they have no one value;
- `too_large`: there is more to search through than can be searched;
- `timed_out`: the time that was allowed was not enough.
"""

IntervalReason = Literal["undefined", "few_articles", "few_resamples"]
"""Why an interval is undefined.

- `undefined`: so is the value itself;
- `few_articles`: fewer than two articles add something to the value;
- `few_resamples`: the value is undefined on most resamples.
"""


class Interval(Model):
    """Where a value would lie for other articles of the same kind, by drawing articles with replacement."""

    low: float | None
    """Lower end; None where it is undefined."""
    high: float | None
    """Upper end; None where it is undefined."""
    reason: IntervalReason | None = None
    """Why there are no ends."""
    level: float
    """The share of such values that it holds, between 0 and 1."""
    method: Literal["bca", "percentile"]
    """How its ends are found: percentiles of the resamples as they are, or corrected for bias and skewness."""
    resamples: int
    """How often articles were drawn; those on which the value is undefined are passed over."""
    articles: int
    """Articles drawn from: those that add something to this value or to one that was resampled with it."""


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
    interval: Interval | None = None
    """Where it would lie for other articles; None where that was not asked for."""


class Coefficient(Figure):
    """A coefficient over items × annotators; units are items with two ratings or more, items their ratings."""

    unpaired: int
    """Items that fewer than two annotators rated."""


class AC1(Coefficient):
    """Gwet's AC1 with its standard error over items."""

    se: float | None
    """Standard error; None where the value is undefined or there is one item only."""
    ci95: tuple[float, float] | None
    """The 95 % interval, by Student's t and within [-1, 1]; None where there is no standard error."""


class Gamma(Figure):
    """γ, and the disorders that it compares; items are spans."""

    observed: float | None
    """Disorder of the best alignment of what was annotated; None where there is no value."""
    expected: float | None
    """Mean disorder of the best alignments of spans put down by chance; None where there is no value."""
    samples: int
    """How often spans were put down by chance."""
    sampling_error: float | None
    """Standard error of γ that comes from these being so few; None where there is no value."""


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


class UnitizingFigure(Figure):
    """αU and the two disagreements that it compares, each as a share of the squared length of the continuum."""

    observed: float | None
    """Observed disagreement D_o, the mean of the units of work weighted by annotators and squared length."""
    expected: float | None
    """Expected disagreement D_e, so weighted too; both are None where no unit was seen by two annotators."""


class AlphaU(Model):
    """αU of 1995 and 2004; items are spans."""

    joint: UnitizingFigure
    """αU over all labels; the disagreements are summed over them."""
    labels: dict[str, UnitizingFigure]
    """By label."""
    merged: int
    """Spans of one annotator that overlapped another of theirs of the same label and were merged with it."""
    single: int
    """Units left out since only one annotator saw them."""


class RelationAlpha(Figure):
    """Nominal α of the sets of relation types on pairs of aligned spans, and what explains it; items are such pairs."""

    percent: Figure
    """Percent agreement on the same items."""
    fleiss: Figure
    """Fleiss' κ on the same items; with different numbers of ratings by Gwet's convention."""
    f1: Figure
    """Mean F1 of two annotators for what they drew on items that both rate; "none" is nothing to agree on."""
    untyped: Figure
    """α of the same items with types ignored: related or not."""
    undirected: Figure
    """α with direction ignored: items are unordered pairs, rated by the set of types drawn either way."""
    types: dict[str, Figure]
    """By type: this type or not, on the pairs between which the scheme permits it."""
    aligned: Figure
    """Share of the spans in shared units that were aligned with one of another annotator; items are the spans."""
    several: int
    """Ratings with more than one type."""
    unpermitted: int
    """Relations between aligned spans that the scheme does not permit there, and that are therefore no item."""


class AttributeAgreement(Model):
    """Agreement on one attribute; items are clusters of spans in which at least two annotators gave it a value."""

    level: Literal["nominal", "ordinal"]
    """Its scale."""
    alpha: Figure
    """Krippendorff's α of that scale."""
    percent: Figure
    """Percent agreement."""
    ac1: Figure
    """Gwet's AC1, to be read beside α where nearly all values are one."""
    commonest: float | None
    """The share that the commonest value has of all in the items; None without an item."""
    unpaired: int
    """Values in shared units on spans that were aligned with none that has a value too."""
