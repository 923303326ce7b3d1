"""Decisions and what follows from them: gold is computed from decisions and never edited."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypedDict

from pydantic import AwareDatetime, Field, model_validator

from schema._base import Model, Record
from schema.texts import Range

Basis = Literal["automatic", "single", "agreed", "arbitrated"]
"""On what an item of gold rests: a rule, one curator, two or more curators who say the same, an arbiter."""


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
    """What one annotator who saw the unit said of a group, when it was decided on."""

    annotation: str
    """Id of the annotation."""
    revision: int = Field(ge=1)
    """Its revision."""
    item: str | None
    """Region id or relation id in it; None where the annotator marked nothing that belongs to the group."""
    said: str | None = None
    """Hash of what it said, by which a later change of it is told from one of something else in the annotation.

    None where nothing was marked, and in what older programs decided.
    """


class Rule(Model):
    """How an automatic decision was made."""

    name: str
    """The rule."""
    version: int = Field(ge=1)
    """Its version, raised whenever it may decide otherwise on the same evidence."""
    parameters: dict[str, str | int | float | bool] = Field(default_factory=dict)
    """All that the rule was told, by name."""


class Undo(Record):
    """A decision taken back: from here on it is as if it had never been made."""

    decision: int = Field(ge=1)
    """Number of the decision."""
    who: str
    """Who took it back."""
    when: AwareDatetime
    """When."""
    why: str
    """The reason; may be empty."""


class Decision(Record):
    """What was decided on one group of aligned spans or relations; never changed, but it may be taken back."""

    number: int | None = Field(default=None, ge=1)
    """Its place in the order of the store; None before it is stored."""
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
    into: str | None = None
    """Group of the component that a rejected one was merged into, so that its relations go along; else None."""
    by: Literal["rule", "curator", "arbiter"]
    """What decided. A curator holds over a rule, an arbiter over curators."""
    who: str
    """The rule with its version, or the person."""
    rule: Rule | None = None
    """The rule; None where a person decided."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """How sure the rule is of what it decided: a share of votes or a probability; None where it left it open, where it
    gives none, and where a person decided."""
    when: AwareDatetime
    """When it was decided."""
    why: str
    """The reason, with the votes that it rests on."""
    evidence: tuple[Evidence, ...] = ()
    """What the annotators said."""
    undone: Undo | None = None
    """That it was taken back, as the store tells; None while it is in force."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.by == "rule") != (self.rule is not None):
            raise ValueError("a rule decides by a rule, and nobody else does")
        if self.into is not None and (self.kind, self.outcome) != ("component", "rejected"):
            raise ValueError("only a rejected component can have been merged into another")
        return self


class WrittenComponent(TypedDict):
    """A component of gold as it is written down; see `GoldComponent`."""

    kind: Literal["component"]
    id: str
    type: str
    start: int
    end: int
    attributes: dict[str, str]


class WrittenRelation(TypedDict):
    """A relation of gold as it is written down; see `GoldRelation`."""

    kind: Literal["relation"]
    id: str
    type: str
    source: str
    target: str


class WrittenGold(TypedDict):
    """Gold as it is written down: what only passes it on need not make models of a corpus; see `Gold`."""

    article: str
    version: int
    components: list[WrittenComponent]
    relations: list[WrittenRelation]
    open: int
    basis: dict[str, Basis]


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
    basis: dict[str, Basis] = Field(default_factory=dict)
    """On what each component and relation rests, by its id; empty in gold that was frozen by older programs."""
