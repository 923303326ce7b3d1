"""What a report is made of. All offsets are half-open ranges of code points of the text that they stand with."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from annotate.agreement import AgreementReport, DisagreementList
from annotate.workflow.labelling.standing import StatusReport
from schema import Model, Range, Record, Scheme


class Mark(Range):
    """A span as it is shown."""

    id: str
    """Permanent id of a component of gold; region id of an annotator's span, unique only in its annotation."""
    type: str
    """Component type; types joined by `+` where an annotator gave several, `?` where none."""
    attributes: dict[str, str] = Field(default_factory=dict)
    """Attributes, by name."""


class Tie(Model):
    """A relation as it is shown, between two marks of its layer by their places in it."""

    source: int = Field(ge=0)
    """Place of the mark that it starts from."""
    target: int = Field(ge=0)
    """Place of the mark that it leads to."""
    type: str
    """Relation type."""


class Layer(Model):
    """What one annotator, or gold, says of a text."""

    annotator: str | None
    """The annotator as shown; None for gold."""
    marks: tuple[Mark, ...]
    """Spans, by position."""
    ties: tuple[Tie, ...]
    """Relations between them."""
    open: int = 0
    """Of gold, how many groups are undecided."""


class Part(Range):
    """A heading or paragraph."""

    kind: Literal["title", "heading", "abstract", "paragraph"]
    """What it is."""
    level: int
    """Depth of a heading from 1; 0 of everything else."""


class ReportText(Model):
    """One version of an article's text, with what was said of it."""

    article: str
    """Id of the article."""
    version: int
    """Version of its text."""
    newest: bool
    """Whether there is no newer one."""
    title: str
    """Its title; empty where none was found."""
    authors: tuple[str, ...]
    """Its authors as found."""
    source: str | None
    """Where it was published, as found."""
    date: str | None
    """When, as found."""
    language: str | None
    """Its language as a BCP 47 tag; None where its letters do not tell."""
    text: str
    """The text."""
    parts: tuple[Part, ...]
    """Its headings and paragraphs, in order."""
    gold: Layer | None
    """What was decided; None where nothing was, or on another version."""
    layers: tuple[Layer, ...]
    """What annotators said who saw any unit of it, by name."""


class DayDone(Model):
    """What one annotator finished on one day."""

    day: date
    """The day, in the time zone of the moment that the report is about."""
    annotator: str
    """The annotator as shown."""
    finished: int
    """Annotations submitted or skipped on it, each counted on the day of its last change."""


class ReportData(Record):
    """Everything that a report shows."""

    project: str
    """Name of the project."""
    made: AwareDatetime
    """The moment that it is about."""
    scheme: Scheme
    """The scheme."""
    named: bool
    """Whether annotators have their names; otherwise pseudonyms."""
    annotators: tuple[str, ...]
    """Everybody with an annotation, as shown."""
    texts: tuple[ReportText, ...]
    """In the order of the corpus; of an article the newest first, older ones only where something was said of them."""
    status: StatusReport
    """How far the work is."""
    days: tuple[DayDone, ...]
    """What was finished when, by day and annotator, as far as annotations tell."""
    agreement: AgreementReport
    """How far annotators agree."""
    disagreements: DisagreementList
    """On what they do not, all of it."""
