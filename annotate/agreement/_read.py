"""From the annotations that count to columns of what can be measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from annotate.agreement._codings import Codings, Spans, Units
from annotate.agreement._ordered import ordered
from annotate.agreement._read_attributes import attributes
from annotate.agreement._read_labels import NOWHERE, Regions, labels_of, relations, sound
from annotate.alignment import Columns, Entry, Selection
from schema import Annotation, Scheme


class LeftOut(NamedTuple):
    """How much of the annotators' work could not be used."""

    spans: int
    """Spans without exactly one type, with an impossible range, or with a region id already taken."""
    relations: int
    """Relations without a known type, to itself, not drawn from source to target, or on a span left out."""
    attributes: int
    """Values that the scheme does not have, or not on spans of that type."""


def read(selection: Selection[Annotation], scheme: Scheme) -> tuple[Codings, LeftOut]:
    """Return the selected work as columns, units in the order of the selection, and what was left out of it.

    Labels are the component types of the scheme, after them types that it does not have but annotators used, by
    name. Every attribute of the scheme is there; it is ordinal if it has one ordered list of values on all types.
    Values of free text are those that occur, without blanks around them.
    """
    columns = Columns.of(annotation for by in selection.units.values() for annotation in by.values())
    entries = iter(columns.entries)
    units = {key: {name: next(entries) for name in by} for key, by in selection.units.items()}
    return read_columns(units, columns, scheme)


def columns_of(annotations: Iterable[Annotation] | Columns) -> Columns:
    """Return annotations as columns, which they may be already."""
    return annotations if isinstance(annotations, Columns) else Columns.of(annotations)


def read_columns(units: Mapping[str, Mapping[str, Entry]], columns: Columns, scheme: Scheme) -> tuple[Codings, LeftOut]:
    """Return what `read` does, `units` being such as those of a selection; their entries are some of the columns'."""
    annotators = _rows(sorted({name for by in units.values() for name in by}))
    of_unit = ((row, name, entry.row) for row, by in enumerate(units.values()) for name, entry in by.items())
    done = [(row, annotators[name], entry) for row, name, entry in of_unit]
    unit, annotator, entry = np.array(done, dtype=np.int64).reshape(-1, 3).T
    seen = np.zeros((len(units), len(annotators)), dtype=bool)
    seen[unit, annotator] = True
    unit_of, annotator_of = np.full((2, len(columns.entries)), NOWHERE)
    unit_of[entry], annotator_of[entry] = unit, annotator

    articles, table = _units(units)
    marked = columns.spans
    usable, skipped = sound(marked, unit_of, table)
    regions = Regions.of(marked, usable)
    rows, of_entry = regions.rows, np.asarray(marked.entry)[regions.rows]
    labels, label = labels_of(marked, rows, scheme)
    values, strange = attributes(marked.attributes, rows, labels, label, scheme)
    types = tuple(relation.id for relation in scheme.relations)
    drawn, dropped = relations(columns.relations, regions, types, unit_of)
    codings = Codings(
        articles=articles,
        annotators=tuple(annotators),
        labels=labels,
        types=types,
        units=table,
        seen=seen,
        spans=Spans(
            unit=unit_of[of_entry],
            annotator=annotator_of[of_entry],
            start=np.asarray(marked.start)[rows],
            end=np.asarray(marked.end)[rows],
            label=label,
            id=np.array(marked.id, dtype=object)[rows],
            attributes=values,
        ),
        relations=drawn,
    )
    return ordered(codings), LeftOut(skipped + len(usable) - len(rows), dropped, strange)


def _units(units: Mapping[str, Mapping[str, Entry]]) -> tuple[tuple[str, ...], Units]:
    """Return the ids of the articles, in order, and the columns of the units."""
    given = [next(iter(by.values())).unit for by in units.values()]
    articles = _rows(unit.article for unit in given)
    places = [(articles[unit.article], unit.start, unit.end) for unit in given]
    article, start, end = np.array(places, dtype=np.int64).reshape(-1, 3).T
    return tuple(articles), Units(key=tuple(units), article=article, start=start, end=end)


def _rows(names: Iterable[str]) -> dict[str, int]:
    """Return the row of each name, in order, repeated ones taken once."""
    return {name: row for row, name in enumerate(dict.fromkeys(names))}
