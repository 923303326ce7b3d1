"""Annotations as columns: a whole corpus of them in the time that a small part takes as objects."""

from __future__ import annotations

import gc
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import compress
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Label, Row, Select, Text, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from annotate.alignment import Coded, Columns, Entry, RelationColumns, SpanColumns
from annotate.store._annotations import in_reading_order
from annotate.store._engine import loads
from annotate.store._rows import chunks, fetched, fetched_by_parts
from annotate.store._tables import AnnotationRow, RelationRow, SpanRow, UnitRow
from schema import Unit

_TYPES, _ATTRIBUTES = TypeAdapter(tuple[str, ...]), TypeAdapter(dict[str, str])


def columns(connection: Connection, articles: Sequence[str] | None, keep: Callable[[Entry], bool]) -> Columns:
    """Return the annotations on these articles, or on all, in their latest revision, of which `keep` is true."""
    unit_of = cache(Unit.parse)
    entries: list[Entry] = []
    with _uncollected():
        for id_, annotator, unit, *fields in _heads(connection, articles):
            entry = Entry(len(entries), id_, annotator, unit_of(unit), *fields)
            if keep(entry):
                entries.append(entry)
        return Columns(entries, _spans(connection, entries), _relations(connection, entries))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector away: rows hold no cycles, and to look for some among millions takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _heads(connection: Connection, articles: Sequence[str] | None) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield the fields of entries, from the id on, with the key of the unit in the place of the unit."""
    query = in_reading_order(connection, *(getattr(AnnotationRow, name) for name in Entry._fields[1:]))
    queries = [query] if articles is None else [query.where(UnitRow.article.in_(some)) for some in chunks(articles)]
    for one in queries:
        yield from connection.execute(one).all()


def _spans(connection: Connection, entries: Sequence[Entry]) -> SpanColumns:
    entry, start, end = array("q"), array("q"), array("q")
    ids: list[str] = []
    types: list[str] = []
    attributes: list[str] = []
    fields = (SpanRow.id, SpanRow.start, SpanRow.end, _json(SpanRow.types), _json(SpanRow.attributes))
    for rows, (id_, first, last, labels, given) in _items(connection, SpanRow, fields, entries):
        entry.extend(rows)
        ids += id_
        start.extend(first)
        end.extend(last)
        types += map(sys.intern, labels)
        attributes += map(sys.intern, given)
    return SpanColumns(entry, ids, Coded.of(types, _types), start, end, Coded.of(attributes, _attributes))


def _relations(connection: Connection, entries: Sequence[Entry]) -> RelationColumns:
    entry, forward = array("q"), array("b")
    types: list[str] = []
    source: list[str] = []
    target: list[str] = []
    fields = (_json(RelationRow.types), RelationRow.source, RelationRow.target, RelationRow.direction)
    for rows, (labels, one, other, direction) in _items(connection, RelationRow, fields, entries):
        entry.extend(rows)
        types += map(sys.intern, labels)
        source += one
        target += other
        forward.extend(side == "right" for side in direction)
    return RelationColumns(entry, Coded.of(types, _types), source, target, forward)


def _items(
    connection: Connection,
    table: type[SpanRow | RelationRow],
    fields: Sequence[InstrumentedAttribute[Any] | Label[str]],
    entries: Sequence[Entry],
) -> Iterator[tuple[list[int], Sequence[tuple[Any, ...]]]]:
    """Yield columns of items of some entries at a time: rows of the entries, and the fields, in no order."""
    row_of = {(entry.id, entry.revision): entry.row for entry in entries}
    query = select(table.annotation, table.revision, *fields)
    for found in _found(connection, query, table, entries):
        annotation, revision, *columns = zip(*found, strict=True)
        rows = list(map(row_of.get, zip(annotation, revision, strict=True)))
        wanted = [row for row in rows if row is not None]
        if len(wanted) < len(rows):
            columns = [tuple(compress(column, [row is not None for row in rows])) for column in columns]
        yield wanted, columns


def _found(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    table: type[SpanRow | RelationRow],
    entries: Sequence[Entry],
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Yield the rows of some entries, and maybe others, some at a time.

    Where most of what there is is asked for, the table is read as it lies: to look up each row takes twice the time.
    """
    there = connection.execute(select(func.count()).select_from(AnnotationRow)).scalar_one()
    if len(entries) > there / 2:
        yield from fetched_by_parts(connection, query)
        return
    for some in chunks(entries):
        if found := fetched(connection, query.where(table.annotation.in_([entry.id for entry in some]))):
            yield found


def _json(column: InstrumentedAttribute[Any]) -> Label[str]:
    """Return a column of JSON as it is written, so that what is written alike is read once."""
    return cast(column, Text).label(column.key)


def _types(written: str) -> tuple[str, ...]:
    return _TYPES.validate_python(loads(written))


def _attributes(written: str) -> dict[str, str]:
    return _ATTRIBUTES.validate_python(loads(written))
