"""What annotators did, as it came: an annotation may break rules of its scheme and is kept all the same."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field, JsonValue, SkipValidation

from schema._base import Model, Record, digest
from schema.components import COMPONENT, Claim, Measure, Problem
from schema.units import Unit

Status = Literal["submitted", "skipped", "draft"]
"""Submitted with or without spans; skipped; or only begun. Skipped and draft count as missing, never as empty."""


class Span(Model):
    """A span as annotated. Its range may be wrong, its type unknown: `check` says so."""

    id: str
    """Region id; unique only within its annotation."""
    types: tuple[str, ...] = ()
    """The labels given; exactly one in a sound span."""
    start: int
    """First code point in the article text (not in the unit)."""
    end: int
    """Code point after the last, in the article text."""
    text: str
    """The text as the server gave it; not to be trusted across line feeds, the slice is."""
    attributes: dict[str, str] = Field(default_factory=dict)
    """Attributes given, by name."""
    preloaded: bool = False
    """Whether the annotator was shown it rather than drew it."""

    @property
    def type(self) -> str | None:
        """The one label of the span, or None if it has none or several."""
        return self.types[0] if len(self.types) == 1 else None


class SpanRelation(Model):
    """A relation as annotated, between two spans of the same annotation."""

    id: str
    """Id within its annotation."""
    types: tuple[str, ...] = ()
    """The labels given; exactly one in a sound relation."""
    source: str
    """Region id of the span that it starts from."""
    target: str
    """Region id of the span that it leads to."""
    direction: Literal["right", "left", "bi"] = "right"
    """As drawn on the screen; only `right` is from source to target."""

    @property
    def type(self) -> str | None:
        """The one label of the relation, or None if it has none or several."""
        return self.types[0] if len(self.types) == 1 else None


class Annotation(Record):
    """One annotator's work on one unit, in one revision."""

    id: str
    """Permanent: hash of unit, annotator and the id where it was made."""
    annotator: str
    """Name of the annotator."""
    unit: Unit
    """The unit of work; its text version is the one that the spans are over."""
    origin: str
    """Where it was made: server project, task and annotation, or a file."""
    revision: int = Field(default=1, ge=1)
    """Number of this revision, from 1; an earlier one is never changed."""
    status: Status
    """What the annotator did with the unit."""
    deleted: bool = False
    """Whether it was deleted where it was made."""
    spans: tuple[Span, ...] = ()
    """Spans, in the order of the source."""
    relations: tuple[SpanRelation, ...] = ()
    """Relations, in the order of the source."""
    unsure: bool = False
    """The annotator ticked that they are unsure."""
    not_annotatable: bool = False
    """The annotator ticked that the unit cannot be annotated."""
    note: str | None = None
    """The annotator's free note."""
    lead_time: float | None = None
    """Seconds spent on it, as the server counted."""
    updated: AwareDatetime | None = None
    """When it was last changed where it was made."""
    completed_by: str | None = None
    """Account that made it, as the server names it; differs from `annotator` only by a mistake."""
    updated_by: str | None = None
    """Account that changed it last, as the server names it; None where the server does not say."""
    unique_id: str | None = None
    """The server's id of it that survives export and import; None where there is none."""
    suggestion: str | None = None
    """Model version of the labels that were suggested to the annotator; None where none were."""
    release: str | None = None
    """Gold release whose components the annotator was given to link; None where they drew their own."""
    unreadable: tuple[str, ...] = ()
    """Results that could not be read, each with what was wrong; they are kept in `raw`."""
    raw: SkipValidation[JsonValue] = None
    """The annotation exactly as it came. It is not looked at: that would take longer than all else."""

    @property
    def counts(self) -> bool:
        """Whether the annotator has seen and judged the unit; if not, their view of it is missing."""
        return self.status == "submitted" and not self.deleted and not self.not_annotatable

    @staticmethod
    def id_of(unit: Unit, annotator: str, origin: str) -> str:
        """Id of an annotation at its first pull."""
        return digest("annotation", unit.key, annotator, origin)


def component(span: Span, text: str) -> Claim | Problem | Measure:
    """Return a sound span of the default scheme as its typed class, with the slice of the article text.

    Raises pydantic's ValidationError when the span is not sound (type, attribute or range).
    """
    values = {"id": span.id, "type": span.type, "start": span.start, "end": span.end}
    return COMPONENT.validate_python({**values, "text": text[span.start : span.end], **span.attributes})
