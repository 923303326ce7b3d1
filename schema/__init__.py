"""What can be said about texts, schemes and annotations: frozen pydantic models, no input or output."""

from schema._base import FORMAT_VERSION, Model, Record, digest
from schema.annotations import Annotation, Span, SpanRelation, Status, component
from schema.components import COMPONENT, Claim, Component, Measure, Problem, Relation
from schema.decisions import Decision, Evidence, Gold, GoldComponent, GoldRelation
from schema.findings import Finding
from schema.projects import Annotator, Project, Task
from schema.scheme import RULES, Attribute, ComponentType, Label, RelationType, Scheme, Severity, Value
from schema.texts import (
    ARTICLE_KINDS,
    Article,
    ArticleText,
    Block,
    BlockKind,
    Document,
    Doubt,
    Heading,
    Imported,
    Paragraph,
    Piece,
    Place,
    Range,
    SourceView,
    trace,
)
from schema.units import Granularity, Unit, UnitKind, cut

OWNER = "argument-annotate"
"""Tells this package from an unrelated distribution of the same name; looked at by `annotate`."""

__all__ = [
    "ARTICLE_KINDS",
    "COMPONENT",
    "FORMAT_VERSION",
    "OWNER",
    "RULES",
    "Annotation",
    "Annotator",
    "Article",
    "ArticleText",
    "Attribute",
    "Block",
    "BlockKind",
    "Claim",
    "Component",
    "ComponentType",
    "Decision",
    "Document",
    "Doubt",
    "Evidence",
    "Finding",
    "Gold",
    "GoldComponent",
    "GoldRelation",
    "Granularity",
    "Heading",
    "Imported",
    "Label",
    "Measure",
    "Model",
    "Paragraph",
    "Piece",
    "Place",
    "Problem",
    "Project",
    "Range",
    "Record",
    "Relation",
    "RelationType",
    "Scheme",
    "Severity",
    "SourceView",
    "Span",
    "SpanRelation",
    "Status",
    "Task",
    "Unit",
    "UnitKind",
    "Value",
    "component",
    "cut",
    "digest",
    "trace",
]
