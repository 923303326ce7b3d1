"""What a report on agreement says. Figures stand in flat lists, so that a table or a data frame is one step away."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from annotate.agreement._figures import Figure, Gamma, Reason
from schema import Model, Record, SelectionFacts

Part = Literal["spans", "relations", "attributes"]
"""What agreement is measured on."""

Measure = Literal[
    "span_f1_exact",
    "span_f1_iou50",
    "span_f1_overlap",
    "span_f1_unlabelled_exact",
    "span_f1_unlabelled_iou50",
    "u_alpha",
    "u_alpha_binary",
    "cu_alpha",
    "cu_coverage",
    "ku_alpha",
    "alpha_u",
    "relation_f1_exact",
    "relation_f1_iou50",
    "relation_alpha",
    "relation_fleiss",
    "relation_alpha_undirected",
    "relation_alpha_untyped",
    "relation_aligned",
    "attribute_alpha",
    "attribute_ac1",
]
"""What a figure measures; `docs/agreement.md` explains each."""

HEADLINE: tuple[Measure, ...] = (
    "span_f1_exact",
    "span_f1_iou50",
    "u_alpha",
    "relation_f1_exact",
    "relation_f1_iou50",
    "relation_alpha",
)
"""The measures that are taken apart by pair, article, annotator, window and label."""

CUT = "cut otherwise"
"""Stands among the labels of a confusion for spans that share words, but are too far from it to be aligned."""

NOTHING = "nothing"
"""Stands among the labels of a confusion for no span at all."""


class Subset(Model):
    """Which of the work a report is about; what is None or empty leaves nothing out."""

    articles: tuple[str, ...] = ()
    """Ids of the articles asked for."""
    annotators: tuple[str, ...] = ()
    """Names of the annotators asked for."""
    since: str | None = None
    """Day, month or year from which on work was submitted."""
    until: str | None = None
    """Day, month or year up to the end of which work was submitted."""
    zone: str | None = None
    """The time zone in which these begin and end, `local` for that of the machine; None where neither was given."""
    labels: tuple[str, ...] = ()
    """Component types looked at; relations are those between spans of these."""
    selection: SelectionFacts | None = None
    """The selection of articles."""
    calibration: bool = False
    """Only the articles of the calibration set."""
    before_scheme: str | None = None
    """Only work done before this version of the scheme."""
    after_scheme: str | None = None
    """Only work done under this version of the scheme or a later one."""
    undated: int = 0
    """Annotations passed over since nothing tells when, or under which version, they were made."""


class Line(Figure):
    """One figure: value or reason, interval, and what it was computed on."""

    measure: Measure
    """What it measures."""
    of: str | None = None
    """The label, relation type or attribute that it is about; None for all together."""
    percent: float | None = None
    """Percent agreement on the same items, from 0 to 1; None where the measure has no such thing."""


class PairLine(Model):
    """One measure of two annotators."""

    measure: Measure
    """What it measures."""
    first: str
    """The one annotator."""
    second: str
    """The other; names are in order."""
    value: float | None
    """The value; None where it is undefined."""
    reason: Reason | None = None
    """Why there is no value."""
    units: int
    """Units that both saw."""
    first_items: int
    """Spans or relations of the one in them."""
    second_items: int
    """Spans or relations of the other in them."""


class ArticleLine(Model):
    """The headline on one article."""

    article: str
    """Id of the article."""
    title: str | None = None
    """Its title; None where that was not given."""
    units: int
    """Units in it that at least two annotators saw."""
    spans: int
    """Spans of all annotators in these."""
    values: dict[Measure, float | None]
    """By measure; None where it is undefined on this article."""


class Worker(Model):
    """What an annotator did; the counts are of units."""

    annotator: str
    """Name of the annotator."""
    seen: int
    """Submitted, with or without spans."""
    empty: int
    """Of these, without a span: seen and nothing found."""
    skipped: int
    """Skipped: missing, not empty."""
    begun: int
    """Only begun: missing."""
    unfit: int
    """Declared unfit for annotation, or deleted: missing."""
    unseen: int
    """Never opened, or not yet submitted, though another annotator's work on them counts: missing."""
    spans: int
    """Spans in what was seen."""
    relations: int
    """Relations in what was seen."""


class Influence(Model):
    """What a headline measure would be without one annotator, article or label."""

    kind: Literal["annotator", "article", "label"]
    """What is left out."""
    name: str
    """Name of the annotator, id of the article, or the label."""
    measure: Measure
    """What is measured."""
    without: float | None
    """The value without it; None where that is undefined."""
    change: float | None
    """How much higher the value is without it; below zero where it pulls the figure up."""


class Window(Model):
    """The headline on a stretch of time."""

    first: AwareDatetime
    """The earliest moment at which one of its units was complete: submitted by the last of its annotators."""
    last: AwareDatetime
    """The latest."""
    units: int
    """Units in it that at least two annotators saw."""
    spans: int
    """Spans of all annotators in these."""
    values: dict[Measure, float | None]
    """By measure; None where it is undefined in this window."""


class AgainstLine(Model):
    """One annotator held against a reference: gold, or what they did earlier on the same units."""

    annotator: str
    """Name of the annotator."""
    measure: Measure
    """How spans or relations were matched."""
    of: str | None = None
    """Label or relation type; None for all together."""
    precision: float | None
    """Share of the annotator's items that are in the reference; None where there are none."""
    recall: float | None
    """Share of the reference's items that the annotator has; None where there are none."""
    f1: float | None
    """Harmonic mean of the two; None where neither has an item, or there is no common unit."""
    units: int
    """Units that both speak of."""
    items: int
    """Items of the annotator in them."""
    reference: int
    """Items of the reference in them."""
    matched: int
    """How many were matched."""


class Against(Model):
    """Annotators held against a reference."""

    reference: str
    """What it is: `decisions`, the name of a release, or `earlier work`."""
    units: int
    """Units that the reference speaks of."""
    lines: tuple[AgainstLine, ...]
    """By annotator, measure and type."""


class Confusion(Model):
    """Which labels two annotators gave to what they both marked, or one of them marked."""

    labels: tuple[str, ...]
    """Labels in the order of the scheme, and last `cut otherwise` and `nothing`."""
    counts: tuple[tuple[int, ...], ...]
    """Symmetric: pairs of annotators of whom one gave the label of the row and the other that of the column.

    Pairs that gave the same label stand on the diagonal once; the last two with each other are no items and always 0.
    """
    pairs: int
    """All pairs of opinions: the sum of the diagonal and of one of the triangles."""


class EdgePiece(Model):
    """What one annotator took in at an end of a span, and the other left out."""

    text: str
    """The characters, as they stand in the text."""
    side: Literal["start", "end"]
    """At which end."""
    count: int
    """How often."""


class Edge(Model):
    """Where two annotators' spans for the same thing begin, or end."""

    equal: int
    """Pairs of spans that begin, or end, at the same place."""
    offsets: dict[int, int]
    """By how many code points the others differ, with how often."""
    punctuation: int | None
    """Of the others, those that differ by nothing but punctuation and blanks; None where texts were not given."""


class Boundaries(Model):
    """How far the ends of aligned spans are apart; the two annotators of a pair are not told apart."""

    pairs: int
    """Pairs of aligned spans."""
    equal: int
    """Of these, equal at both ends."""
    start: Edge
    """Where they begin."""
    end: Edge
    """Where they end."""
    pieces: tuple[EdgePiece, ...]
    """What makes the difference, where it is up to four code points long; the most frequent first."""
    trimmed: Figure | None
    """`span_f1_exact`, were punctuation and blanks left out at both ends; None where texts were not given."""


class Extent(Record):
    """What the work is that a report on agreement is about, whatever is measured."""

    scheme: str
    """Name of the scheme."""
    scheme_version: str
    """Its version."""
    annotators: tuple[str, ...]
    """Everybody with work that counts."""
    workers: tuple[Worker, ...]
    """What each of them did, and everybody of whose work nothing counts; by name."""
    articles: int
    """Articles with a unit seen by at least two annotators."""
    annotations: int
    """Annotations that count."""
    units: int
    """Units with work that counts."""
    shared_units: int
    """Units seen by at least two annotators; the figures are about these."""
    superseded: int
    """Submissions replaced by a later one of the same annotator for the same unit."""
    missing: int
    """Units that an annotator skipped, only began, deleted or declared unfit, summed over annotators."""


class GammaReport(Extent):
    """γ over the spans of what was asked for."""

    subset: Subset = Subset()
    """Which of the work was asked for."""
    gamma: Gamma
    """The value, and the disorders that it compares."""
    most_spans: int
    """With more spans than these in units that two annotators saw, it is not computed."""
    seconds: float
    """After so many seconds it is given up."""


class Scope(Extent):
    """What a report on agreement is about, and what of the work could not take part."""

    subset: Subset = Subset()
    """Which of the work was asked for."""
    relations_left_out: int
    """Relations that could not be used: no known type, not drawn from source to target, or on an unusable span."""
    figures: tuple[Line, ...]
    """Every figure: by measure, all together first, then by label or type."""
    pairs: tuple[PairLine, ...]
    """Every two annotators, those without a common unit too; by measure and names."""

    def figure(self, measure: Measure, of: str | None = None) -> Line:
        """Return one figure; raises KeyError where the report does not have it."""
        for line in self.figures:
            if (line.measure, line.of) == (measure, of):
                return line
        raise KeyError(measure if of is None else f"{measure} of {of}")

    def of_pairs(self, measure: Measure) -> tuple[PairLine, ...]:
        """Return one measure of every two annotators; empty where it is not taken apart by pairs."""
        return tuple(pair for pair in self.pairs if pair.measure == measure)


class AgreementReport(Scope):
    """Agreement over all units that at least two annotators saw, and what explains it."""

    parts: tuple[Part, ...]
    """What was measured."""
    spans_left_out: int
    """Spans that could not be used, since they have no single type, an impossible range or a region id taken."""
    merged: int
    """Spans that overlapped one of the same label and annotator, and were merged with it for the uα family and αU."""
    overlapping: int
    """Readings of a unit in which different labels overlap; with any, joint uα is undefined."""
    by_article: tuple[ArticleLine, ...]
    """The headline on each article with a shared unit, in their order."""
    windows: tuple[Window, ...]
    """The headline over time, oldest first; empty where too few units tell when they were done."""
    influences: tuple[Influence, ...]
    """What pulls the headline down: by measure and kind, what raises it most when left out first."""
    confusion: Confusion | None
    """Labels against labels; None where spans were not measured."""
    boundaries: Boundaries | None
    """How the ends of spans differ; None where spans were not measured."""
    gold: Against | None
    """Each annotator against gold; None where there is none."""
    earlier: Against | None
    """Each annotator against own earlier work; None where nobody submitted a unit twice."""


class Diagnosis(AgreementReport):
    """The same report, asked why agreement is as low as it is: as text it is what explains the figures."""


class LinkingReport(Scope):
    """Agreement on the relations between the components of a gold release; on components there is none to measure."""

    release: str
    """Name of the gold release."""
    elsewhere: int
    """Annotations on a version of a text that the release does not speak of; they are left out."""
