"""The typed face of the default scheme `policy`: claims, problems, measures and the relations between them.

Other schemes are data only; their annotations are `Span` and `SpanRelation`. A test holds these classes and
the scheme file to each other.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schema._base import Model
from schema.texts import Range


class _Component(Range):
    id: str
    """Id, unique within its article."""
    text: str
    """The slice of the article text."""


class Claim(_Component):
    """论点: a judgement that others could doubt."""

    type: Literal["claim"] = "claim"
    """The component type."""
    claim_type: Literal["fact", "value", "policy"]
    """What kind of judgement it is."""
    centrality: Literal["main", "sub"]
    """Whether it is the article's main claim."""


class Problem(_Component):
    """问题: a state presented as wanting."""

    type: Literal["problem"] = "problem"
    """The component type."""
    problem_type: Literal["status", "cause", "risk"]
    """Whether it is a present state, a cause of one, or a danger ahead."""


class Measure(_Component):
    """举措: an action proposed or demanded, with its purpose clause."""

    type: Literal["measure"] = "measure"
    """The component type."""
    specificity: Literal["principle", "direction", "concrete", "operational"]
    """How concrete it is; an ordinal scale."""
    instrument: Literal["regulatory", "economic", "information", "organisational", "service", "other"]
    """The kind of policy instrument."""
    actor: str | None = None
    """Who is to act, in the words of the text."""


Component = Annotated[Claim | Problem | Measure, Field(discriminator="type")]
"""A component of the default scheme, told apart by `type`."""

COMPONENT: TypeAdapter[Claim | Problem | Measure] = TypeAdapter(Component)
"""Validates and serialises any component of the default scheme."""

RelationType = Literal["supports", "attacks", "addresses", "causes", "elaborates", "restates"]
"""The relation types of the default scheme."""


class Relation(Model):
    """A relation of the default scheme between two components."""

    id: str
    """Id, unique within its article."""
    type: RelationType
    """The relation type."""
    source: str
    """Id of the component that it starts from."""
    target: str
    """Id of the component that it leads to."""
