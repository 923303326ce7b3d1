"""From the annotations that count to columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from annotate.agreement._codings import Attribute, Codings, Relations, Spans, Units
from annotate.agreement._ordered import ordered
from annotate.agreement._read_attributes import attributes
from annotate.alignment import Selection, sound
from schema import Annotation, Scheme, Span


class LeftOut(NamedTuple):
    """How much of the annotators' work could not be used."""

    spans: int
    """Spans without exactly one type, with an impossible range, or with a region id already taken."""
    relations: int
    """Relations without a known type, to itself, not drawn from source to target, or on a span left out."""
    attributes: int
    """Values that the scheme does not have, or not on spans of that type."""


def read(selection: Selection, scheme: Scheme) -> tuple[Codings, LeftOut]:
    """Return the selected work as columns, units in the order of the selection, and what was left out of it.

    Labels are the component types of the scheme, after them types that it does not have but annotators used, by
    name. Every attribute of the scheme is there; it is ordinal if it has one ordered list of values on all types.
    Values of free text are those that occur, without blanks around them.
    """
    annotators = _rows(sorted({name for by in selection.units.values() for name in by}))
    types = _rows(relation.id for relation in scheme.relations)
    seen = np.zeros((len(selection.units), len(annotators)), dtype=bool)
    found = _Found()
    for row, by in enumerate(selection.units.values()):
        for name, annotation in by.items():
            seen[row, annotators[name]] = True
            found.add(annotation, row, annotators[name], types)
    labels = _rows([*(part.id for part in scheme.components), *sorted({span.types[0] for span in found.spans})])
    given, strange = attributes(found.spans, scheme)
    articles, units = _units(selection)
    codings = Codings(
        articles=articles,
        annotators=tuple(annotators),
        labels=tuple(labels),
        types=tuple(types),
        units=units,
        seen=seen,
        spans=found.columns(labels, given),
        relations=Relations(*np.array(found.relations, dtype=np.int64).reshape(-1, 3).T),
    )
    return ordered(codings), LeftOut(found.skipped, found.dropped, strange)


@dataclass(slots=True)
class _Found:
    """What could be used, in the order in which it was come upon, and counts of what could not."""

    spans: list[Span] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    """Row of the unit and of the annotator, for each span."""
    relations: list[tuple[int, int, int]] = field(default_factory=list)
    """Rows of source and target in the spans, and of the type."""
    skipped: int = 0
    """Spans left out."""
    dropped: int = 0
    """Relations left out."""

    def add(self, annotation: Annotation, unit: int, annotator: int, types: Mapping[str, int]) -> None:
        spans, skipped = sound(annotation)
        rows = {span.id: row for row, span in enumerate(spans, start=len(self.spans))}
        self.spans += spans
        self.places += [(unit, annotator)] * len(spans)
        self.skipped += len(skipped)
        for relation in annotation.relations:
            source, target = rows.get(relation.source), rows.get(relation.target)
            known = [types[name] for name in relation.types if name in types]
            if source is None or target is None or source == target or not known or relation.direction != "right":
                self.dropped += 1
            else:
                self.relations += [(source, target, type_) for type_ in known]

    def columns(self, labels: Mapping[str, int], given: Mapping[str, Attribute]) -> Spans:
        places = np.array(self.places, dtype=np.int64).reshape(-1, 2)
        ranges = [(span.start, span.end, labels[span.types[0]]) for span in self.spans]
        start, end, label = np.array(ranges, dtype=np.int64).reshape(-1, 3).T
        return Spans(
            unit=places[:, 0],
            annotator=places[:, 1],
            start=start,
            end=end,
            label=label,
            id=tuple(span.id for span in self.spans),
            attributes=given,
        )


def _units(selection: Selection) -> tuple[tuple[str, ...], Units]:
    """Return the ids of the articles, in order, and the columns of the units."""
    units = [next(iter(by.values())).unit for by in selection.units.values()]
    articles = _rows(unit.article for unit in units)
    places = [(articles[unit.article], unit.start, unit.end) for unit in units]
    article, start, end = np.array(places, dtype=np.int64).reshape(-1, 3).T
    return tuple(articles), Units(key=tuple(selection.units), article=article, start=start, end=end)


def _rows(names: Iterable[str]) -> dict[str, int]:
    """Return the row of each name, in order, repeated ones taken once."""
    return {name: row for row, name in enumerate(dict.fromkeys(names))}
