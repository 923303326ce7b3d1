"""Decisions and what follows from them: gold is computed from decisions and never edited."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from schema._base import Model, Record
from schema.texts import Range


class GoldComponent(Range):
    """A component of the gold standard, over the text version of its decision."""

    kind: Literal["component"] = "component"
    """Tells it from a relation."""
    id: str
    """Permanent: the group of decisions that it comes from."""
    type: str
    """Component type."""
    attributes: dict[str, str] = Field(default_factory=dict)
    """Attributes decided on, by name."""


class GoldRelation(Model):
    """A relation of the gold standard."""

    kind: Literal["relation"] = "relation"
    """Tells it from a component."""
    id: str
    """Permanent: the group of decisions that it comes from."""
    type: str
    """Relation type."""
    source: str
    """Id of the gold component that it starts from."""
    target: str
    """Id of the gold component that it leads to."""


class Evidence(Model):
    """A span or relation of one annotator that a decision rests on."""

    annotation: str
    """Id of the annotation."""
    revision: int = Field(ge=1)
    """Its revision."""
    item: str
    """Region id or relation id in it."""


class Decision(Record):
    """What was decided on one group of aligned spans or relations; the latest decision on a group holds."""

    group: str
    """Permanent id of the group, and of the gold item that comes of it."""
    article: str
    """Id of the article."""
    version: int = Field(ge=1)
    """Version of the article text."""
    kind: Literal["component", "relation"]
    """What is decided on."""
    outcome: Literal["accepted", "rejected", "open"]
    """In gold, not in gold, or left for a person."""
    result: Annotated[GoldComponent | GoldRelation, Field(discriminator="kind")] | None = None
    """What goes into gold; None unless accepted."""
    who: str
    """The rule with its version, or the person."""
    when: AwareDatetime
    """When it was decided."""
    why: str
    """The reason, with the votes that it rests on."""
    evidence: tuple[Evidence, ...] = ()
    """What the annotators said."""


class Gold(Record):
    """The gold standard of one article, as its decisions give it."""

    article: str
    """Id of the article."""
    version: int = Field(ge=1)
    """Version of the article text that the offsets are over."""
    components: tuple[GoldComponent, ...] = ()
    """By position."""
    relations: tuple[GoldRelation, ...] = ()
    """By source and target."""
    open: int = Field(default=0, ge=0)
    """How many groups are undecided."""
