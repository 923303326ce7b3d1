"""Who is to annotate what: designs, and the assignments that came of them."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from schema._base import Model, Record

Phase = Literal["calibration", "main"]
"""What everyone does first, and the rest, which is opened later."""


class Pin(Model):
    """A pair that is fixed whatever else the design gives."""

    annotator: str
    """Name of the annotator."""
    article: str
    """Id of the article."""


class Design(Record):
    """How articles were given to annotators once; what an earlier design gave stays."""

    number: int = Field(ge=1)
    """Its number, from 1."""
    made: AwareDatetime
    """When it was made."""
    who: str
    """Who made it."""
    seed: int
    """What everything random in it follows from."""
    per_article: int = Field(ge=1)
    """Annotators for each article outside the calibration set."""
    annotators: tuple[str, ...]
    """Names of those among whom it dealt articles out."""
    articles: tuple[str, ...]
    """Ids of the articles of the main set that it was to deal out."""
    calibration: tuple[str, ...] = ()
    """Ids of the articles that all of its annotators do first."""
    pins: tuple[Pin, ...] = ()
    """Pairs that were fixed."""
    shuffled: bool = False
    """Whether each annotator has an order of their own."""


class Assignment(Model):
    """An article as the work of an annotator."""

    annotator: str
    """Name of the annotator."""
    article: str
    """Id of the article; its units are never divided."""
    phase: Phase
    """When it is to be done."""
    position: int = Field(ge=0)
    """Its place in the annotator's order, within the phase; equal places stand in the order of the corpus."""
    design: int = Field(ge=1)
    """Number of the design that gave it."""
    since: AwareDatetime
    """When it was given."""
    opened: AwareDatetime | None = None
    """When its tasks were, or are to be, sent to the annotator; None while it waits for the calibration."""
    ended: AwareDatetime | None = None
    """When it was taken back; None while it holds."""
    reason: str | None = None
    """Why it was taken back; None while it holds."""


class Erasure(Record):
    """A person's removal from the store, the one exception to keeping everything; it does not name them."""

    number: int = Field(ge=1)
    """Its number, from 1."""
    when: AwareDatetime
    """When it was done."""
    pseudonym: str | None
    """The name that their annotations are kept under now; None where the annotations went too."""
    annotations: int = Field(ge=0)
    """How many annotations, each counted once, were renamed or removed."""
