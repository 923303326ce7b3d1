"""Annotations, each revision of them as it came."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import ColumnElement, Connection, FromClause, ScalarSelect, Select, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from annotate.store._rows import MANY, chunks, insert_all
from annotate.store._tables import AnnotationRow, ArticleRow, ProjectRow, RelationRow, SpanRow, UnitRow
from annotate.store._values import Saved
from annotate.store._work import UNIT_ORDER, add_units, need_annotators
from schema import Annotation, Span, SpanRelation, Unit

Key = tuple[str, int]
"""Id and revision of an annotation."""

_APART = {"raw_sha256"}
"""Columns that are no fields of an annotation."""

_OF_ITEM = {"annotation", "revision", "ordinal"}
"""Columns that say whose a span or a relation is."""

_ANNOTATIONS = TypeAdapter(list[Annotation])
_SPANS, _RELATIONS = TypeAdapter(list[Span]), TypeAdapter(list[SpanRelation])

Item = TypeVar("Item", Span, SpanRelation)


def save(connection: Connection, annotations: Iterable[Annotation]) -> Saved:
    """Insert what is new, and what differs from its latest revision as a further one, numbered here."""
    counted = Counter[str]()
    for some in chunks(annotations):
        latest = _latest(connection, [annotation.id for annotation in some])
        made: list[Annotation] = []
        for annotation in some:
            stored = latest.get(annotation.id)
            revision = stored.revision if stored else 0
            if stored == annotation.model_copy(update={"revision": revision}):
                counted["unchanged"] += 1
                continue
            counted["revised" if stored else "new"] += 1
            latest[annotation.id] = annotation.model_copy(update={"revision": revision + 1})
            made.append(latest[annotation.id])
        _insert(connection, made)
    return Saved(**counted)


def mark_deleted(connection: Connection, ids: Iterable[str]) -> int:
    """Insert a deleted revision of each annotation that is not deleted yet; return how many.

    Raises KeyError for an id that was never stored.
    """
    marked = 0
    for some in chunks(ids):
        latest = _latest(connection, some)
        made = [
            latest[known].model_copy(update={"deleted": True, "revision": latest[known].revision + 1})
            for known in dict.fromkeys(some)
            if not latest[known].deleted
        ]
        _insert(connection, made)
        marked += len(made)
    return marked


def keys(
    connection: Connection, *, latest: bool, annotator: str | None, articles: Collection[str] | None, curated: bool
) -> list[Key]:
    """Return the keys of annotations: in reading order of their units, then by annotator, id and revision."""
    query = in_reading_order(connection, AnnotationRow.id, AnnotationRow.revision, latest=latest, curated=curated)
    if annotator is not None:
        query = query.where(AnnotationRow.annotator == annotator)
    if articles is not None:
        query = query.where(UnitRow.article.in_(articles))
    return [(id_, revision) for id_, revision in connection.execute(query)]


def in_reading_order(
    connection: Connection, *fields: InstrumentedAttribute[Any], latest: bool = True, curated: bool = False
) -> Select[*tuple[Any, ...]]:
    """Return a query for fields of annotations with their units: by these, then by annotator, id and revision."""
    whose = of_annotators(connection)
    query = (
        select(*fields)
        .join(UnitRow, UnitRow.key == AnnotationRow.unit)
        .join(ArticleRow, ArticleRow.id == UnitRow.article)
        .where(~whose if curated else whose)
        .order_by(*UNIT_ORDER, AnnotationRow.annotator, AnnotationRow.id, AnnotationRow.revision)
    )
    return query.where(AnnotationRow.revision == _newest()) if latest else query


def of_annotators(connection: Connection) -> ColumnElement[bool]:
    """Return the condition that an annotation was not made where it is decided between annotators."""
    return ~or_(false(), *(AnnotationRow.origin.startswith(place, autoescape=True) for place in _curated(connection)))


def latest() -> ColumnElement[bool]:
    """Return the condition that a row is the latest revision, for queries over all annotations.

    The few that were revised are found in an index first; to look for a later one of each takes several times as long.
    """
    other = aliased(AnnotationRow)
    revised = select(other.id).where(other.revision > 1)
    return or_(AnnotationRow.id.not_in(revised), AnnotationRow.revision == _newest())


def _newest() -> ScalarSelect[int]:
    other = aliased(AnnotationRow)
    return select(func.max(other.revision)).where(other.id == AnnotationRow.id).scalar_subquery()


def _curated(connection: Connection) -> list[str]:
    """Return how the origins begin of what was done in projects where it is decided between annotators."""
    query = select(ProjectRow.server, ProjectRow.remote).where(ProjectRow.purpose == "adjudicate")
    return [f"{server}/{remote}/" for server, remote in connection.execute(query.order_by(ProjectRow.id))]


def read(connection: Connection, wanted: Iterable[Key], *, raw: bool) -> Iterator[Annotation]:
    """Yield the annotations of these keys in the order of the keys; without what came raw, if that is not asked for."""
    columns = [
        column for column in AnnotationRow.__table__.c if column.name not in _APART and (raw or column.name != "raw")
    ]
    names = [column.name for column in columns]
    for some in chunks(wanted):
        ids = sorted({id_ for id_, _ in some})
        query = select(*columns).where(AnnotationRow.id.in_(ids))
        rows = [dict(zip(names, row, strict=True)) for row in connection.execute(query).all()]
        told = {(row["id"], row["revision"]): row for row in rows}
        spans, relations = _spans(connection, ids), _relations(connection, ids)
        units = {key: Unit.parse(key) for key in {row["unit"] for row in rows}}
        yield from _ANNOTATIONS.validate_python(
            [
                {**told[key], "unit": units[told[key]["unit"]], "spans": spans[key], "relations": relations[key]}
                for key in some
            ]
        )


def _latest(connection: Connection, ids: Sequence[str]) -> dict[str, Annotation]:
    query = select(AnnotationRow.id, func.max(AnnotationRow.revision)).group_by(AnnotationRow.id)
    found = [(id_, revision) for id_, revision in connection.execute(query.where(AnnotationRow.id.in_(ids)))]
    return {annotation.id: annotation for annotation in read(connection, found, raw=True)}


def _insert(connection: Connection, annotations: Sequence[Annotation]) -> None:
    need_annotators(connection, {annotation.annotator for annotation in annotations})
    add_units(connection, [annotation.unit for annotation in annotations])
    apart = {"format_version", "unit", "spans", "relations", "raw"}
    insert_all(
        connection,
        AnnotationRow,
        [
            {
                **annotation.model_dump(exclude=apart),
                "unit": annotation.unit.key,
                "raw": annotation.raw,
                "raw_sha256": raw_hash(annotation.raw),
            }
            for annotation in annotations
        ],
    )
    insert_all(connection, SpanRow, [row for annotation in annotations for row in _items(annotation, annotation.spans)])
    insert_all(
        connection,
        RelationRow,
        [row for annotation in annotations for row in _items(annotation, annotation.relations)],
    )


def damaged(connection: Connection) -> list[Key]:
    """Return the keys of annotations whose raw form is not what its hash says; older ones without a hash are passed."""
    query = select(AnnotationRow.id, AnnotationRow.revision, AnnotationRow.raw, AnnotationRow.raw_sha256)
    rows = connection.execute(query.where(AnnotationRow.raw_sha256.is_not(None)).execution_options(yield_per=MANY))
    return sorted((row.id, row.revision) for row in rows if raw_hash(row.raw) != row.raw_sha256)


def raw_hash(raw: JsonValue) -> str | None:
    """Return the hash under which an annotation is kept as it came; None where nothing did."""
    if raw is None:
        return None
    return hashlib.sha256(json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _items(annotation: Annotation, items: Sequence[Span | SpanRelation]) -> Iterator[dict[str, object]]:
    for ordinal, item in enumerate(items):
        key = {"annotation": annotation.id, "revision": annotation.revision, "ordinal": ordinal}
        yield {**key, **item.model_dump()}


def _spans(connection: Connection, ids: Sequence[str]) -> dict[Key, list[Span]]:
    return _grouped(connection, SpanRow.__table__, ids, _SPANS)


def _relations(connection: Connection, ids: Sequence[str]) -> dict[Key, list[SpanRelation]]:
    return _grouped(connection, RelationRow.__table__, ids, _RELATIONS)


def _grouped(
    connection: Connection, table: FromClause, ids: Sequence[str], kind: TypeAdapter[list[Item]]
) -> dict[Key, list[Item]]:
    """Return the items of annotations in their order; all are validated at once, which is a good deal faster."""
    fields = [column for column in table.c if column.name not in _OF_ITEM]
    key = (table.c.annotation, table.c.revision)
    query = select(*key, *fields).where(key[0].in_(ids)).order_by(*key, table.c.ordinal)
    names = [column.name for column in fields]
    rows = connection.execute(query).all()
    items = kind.validate_python([dict(zip(names, row[2:], strict=True)) for row in rows])
    found: dict[Key, list[Item]] = defaultdict(list)
    for row, item in zip(rows, items, strict=True):
        found[row[0], row[1]].append(item)
    return found
