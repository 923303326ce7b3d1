"""What one annotator, or gold, says about a whole article: what formats with one graph for each text are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import LabelledRecord, Labels, SpanRecord, labelled
from schema import Unit


@dataclass(frozen=True, slots=True)
class Component:
    """A sound span over the article text, half-open in code points."""

    id: str
    """Unique within its voice: of gold the permanent id, of an annotator ANNOTATION/REGION."""
    type: str
    start: int
    end: int
    attributes: dict[str, str]
    """Those that it has, in the order of the scheme."""


@dataclass(frozen=True, slots=True)
class Link:
    """A sound relation between two components of its voice."""

    id: str
    """Unique within its voice, as those of components are."""
    type: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one annotator says in all units of an article, or gold."""

    name: str
    """The annotator, with `@` and the gold release whose components they linked, if they were given some; or gold."""
    is_gold: bool
    units: tuple[Unit, ...]
    """What was looked at, by position; the whole text for gold."""
    components: tuple[Component, ...]
    """By position, outer ones before those within them."""
    links: tuple[Link, ...]


Whose = Literal["gold", "annotations"]
"""The layer that a record is of."""

_HALVES = re.compile("[\ud800-\udfff]")


def chosen(part: Part, dataset: Dataset) -> Iterator[tuple[Whose, Labels]]:
    """Yield what the options of the dataset ask for, each with the layer that it is of: gold, then the works."""
    layer = dataset.options.layer
    if layer != "annotations" and part.gold is not None:
        yield "gold", part.gold
    if layer != "gold":
        for labels in part.works:
            yield "annotations", labels


def records(
    part: Part, dataset: Dataset, attributes: tuple[str, ...], left_out: Omissions
) -> Iterator[tuple[Whose, LabelledRecord]]:
    """Yield a record for each of what `chosen` yields, as the options ask for; `attributes` are those of the scheme."""
    for layer, labels in chosen(part, dataset):
        text = part.text_of(labels).text
        record = labelled(labels, text, attributes, left_out, part.split, with_text=dataset.options.text)
        for span in record["spans"]:
            _mend(span, f"{labels.id}/{span['id']}", left_out)
        yield layer, record


def _mend(span: SpanRecord, where: str, left_out: Omissions) -> None:
    """Put a replacement character for halves of surrogate pairs in attributes, which servers send now and then."""
    for name, value in span["attributes"].items():
        if value is not None and not value.isascii() and _HALVES.search(value):
            span["attributes"][name] = _HALVES.sub("\ufffd", value)
            left_out.add("characters of attributes", "halves of surrogate pairs are no text", f"{where}/{name}")


def voices(part: Part, dataset: Dataset, left_out: Omissions) -> Iterator[Voice]:
    """Yield gold, then the annotators by name, as the options of the dataset ask for them.

    All are over `part.text`; work over other versions of it is counted as left out, and so is what no record can
    express. An annotator who marked nothing has a voice without components, one who saw nothing has none.
    """
    layer, attributes = dataset.options.layer, dataset.scheme.attribute_names()
    if layer != "annotations" and part.gold is not None:
        yield _voice(part.gold.annotator, [part.gold], part.text.text, attributes, left_out, is_gold=True)
    if layer == "gold":
        return
    speakers: dict[str, list[Labels]] = {}
    for labels in part.works_on_text(left_out):
        name = labels.annotator if labels.release is None else f"{labels.annotator}@{labels.release}"
        speakers.setdefault(name, []).append(labels)
    for name in sorted(speakers):
        yield _voice(name, speakers[name], part.text.text, attributes, left_out, is_gold=False)


def _voice(
    name: str,
    works: Iterable[Labels],
    text: str,
    attributes: tuple[str, ...],
    left_out: Omissions,
    *,
    is_gold: bool,
) -> Voice:
    components: list[Component] = []
    links: list[Link] = []
    units: list[Unit] = []
    for labels in works:
        record = labelled(labels, text, attributes, left_out)
        for span in record["spans"]:
            _mend(span, f"{labels.id}/{span['id']}", left_out)
        prefix, offset = "" if is_gold else f"{labels.id}/", labels.unit.start
        units.append(labels.unit)
        components.extend(
            Component(
                id=prefix + span["id"],
                type=span["type"],
                start=offset + span["start"],
                end=offset + span["end"],
                attributes={name: value for name, value in span["attributes"].items() if value is not None},
            )
            for span in record["spans"]
        )
        links.extend(
            Link(prefix + found["id"], found["type"], prefix + found["source"], prefix + found["target"])
            for found in record["relations"]
        )
    return Voice(
        name=name,
        is_gold=is_gold,
        units=tuple(sorted(units, key=lambda unit: (unit.start, -unit.end, unit.kind))),
        components=tuple(sorted(components, key=lambda found: (found.start, -found.end, found.id))),
        links=tuple(links),
    )
