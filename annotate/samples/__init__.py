"""The sample essays and the simulated annotators' labels that the demo and the tests use."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

from schema import Model

_HERE = resources.files("annotate.samples")


class SampleSpan(Model):
    """A span by its words rather than its place."""

    id: str
    """Id within its passage."""
    type: str
    """Component type."""
    quote: str
    """The words, as they stand in the passage."""
    occurrence: int = 1
    """Which occurrence of the words, from 1."""
    attributes: dict[str, str]
    """Attributes by name."""


class SampleRelation(Model):
    """A relation between two spans of a passage."""

    type: str
    """Relation type."""
    source: str
    """Id of the span that it starts from."""
    target: str
    """Id of the span that it leads to."""


class SampleLabels(Model):
    """What one simulated annotator says of one passage."""

    essay: str
    """File name of the essay."""
    paragraph: str
    """How the passage begins."""
    spans: tuple[SampleSpan, ...]
    """Spans in it."""
    relations: tuple[SampleRelation, ...]
    """Relations in it."""
    unsure: bool = False
    """The tick "unsure"."""
    note: str | None = None
    """The free note."""
    skipped: bool = False
    """Whether the annotator skipped the passage."""


def essays() -> Traversable:
    """The folder of the sample essays."""
    return _HERE / "essays"


def annotators() -> tuple[str, ...]:
    """Names of the simulated annotators."""
    return tuple(sorted(file.name.removesuffix(".jsonl") for file in (_HERE / "labels").iterdir()))


def labels(annotator: str) -> tuple[SampleLabels, ...]:
    """What a simulated annotator says, passage by passage."""
    lines = (_HERE / "labels" / f"{annotator}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(SampleLabels.model_validate_json(line) for line in lines)
