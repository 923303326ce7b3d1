"""What is told of a corpus and the work on it without any text or label: indices hold all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, and_, case, cast, false, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from annotate.store._annotations import in_reading_order, latest, of_annotators
from annotate.store._facts import parts
from annotate.store._rows import fetched, fetched_by_parts
from annotate.store._tables import AnnotationRow, ArticleRow, DecisionRow, DocumentRow, TaskRow, UnitRow
from annotate.store._values import Elsewhere, Extent, Finished, Marked
from schema import Status


def extent(connection: Connection) -> Extent:
    """Return how large the corpus is."""
    documents, articles = (
        connection.scalar(select(func.count()).select_from(table)) or 0 for table in (DocumentRow, ArticleRow)
    )
    return Extent(documents, articles, parts(connection)["paragraph"])


def begun(connection: Connection, annotator: str, place: str) -> Iterator[tuple[int | None, Status]]:
    """Yield the number of the task, and what became of it, for each annotation whose origin begins with `place`."""
    yield from _begun(connection, annotator, place)


def begun_units(connection: Connection, annotator: str, place: str) -> Iterator[tuple[int | None, Status, str]]:
    """Yield the same with the key of the unit."""
    yield from _begun(connection, annotator, place, AnnotationRow.unit)


def _begun(
    connection: Connection, annotator: str, place: str, *more: InstrumentedAttribute[str]
) -> Iterator[tuple[Any, ...]]:
    query = select(_number(place), AnnotationRow.status, *more)
    for some in fetched_by_parts(
        connection, query.where(_live(), AnnotationRow.annotator == annotator, _made_at(place))
    ):
        yield from some


def finished(
    connection: Connection, annotator: str, places: Collection[str], since: datetime, longest: float
) -> Finished:
    """Add up what an annotator submitted or skipped at some places."""
    time, date = AnnotationRow.lead_time, AnnotationRow.updated
    # Whole milliseconds: their sum does not depend on the order in which a database adds them.
    milliseconds = cast(func.round(1000 * case((time > longest, longest), else_=time)), BigInteger)
    query = select(
        func.count(case((time > 0, 1))),
        func.coalesce(func.sum(case((time > 0, milliseconds))), 0),
        func.min(date),
        func.count(case((date >= since, 1))),
    ).where(_live(), AnnotationRow.annotator == annotator, AnnotationRow.status != "draft")
    timed, spent, first, recent = connection.execute(query.where(or_(false(), *map(_made_at, places)))).one()
    return Finished(timed, int(spent) / 1000, first, recent)


def elsewhere(connection: Connection, places: Mapping[str, Collection[str]]) -> Iterator[Elsewhere]:
    """Yield what was made at none of each annotator's places, unless it was decided between annotators."""
    own = [and_(AnnotationRow.annotator == name, _made_at(place)) for name, found in places.items() for place in found]
    query = select(*(getattr(AnnotationRow, name) for name in Elsewhere._fields))
    query = query.where(_live(), ~or_(false(), *own), of_annotators(connection))
    for some in fetched_by_parts(connection, query):
        yield from map(Elsewhere._make, some)


def _live() -> ColumnElement[bool]:
    return and_(latest(), AnnotationRow.deleted.is_(False))


def _made_at(place: str) -> ColumnElement[bool]:
    """Whether an origin begins so; cheaper, asked of every row, than a pattern."""
    return func.substr(AnnotationRow.origin, 1, len(place)) == place


def _number(place: str) -> ColumnElement[int]:
    """The number of the task in an origin that begins with a place."""
    return _Leading(func.substr(AnnotationRow.origin, len(place) + 1))


class _Leading(FunctionElement[int]):
    """The number that a text begins with; none, or 0, where it begins with none."""

    type = BigInteger()
    inherit_cache = True


@compiles(_Leading, "sqlite")
def _cast(element: _Leading, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS INTEGER)"


@compiles(_Leading, "postgresql")
def _matched(element: _Leading, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(substring({compiler.process(element.clauses, **options)} FROM '^[0-9]+') AS BIGINT)"


def marked(connection: Connection) -> Iterator[Marked]:
    """Yield what annotators marked or noted on work that is no draft, in the order of their units."""
    query = in_reading_order(connection, *(getattr(AnnotationRow, name) for name in Marked._fields))
    said = or_(AnnotationRow.unsure, AnnotationRow.not_annotatable, AnnotationRow.note.is_not(None))
    query = query.where(said, AnnotationRow.deleted.is_(False), AnnotationRow.status != "draft")
    yield from map(Marked._make, connection.execute(query))


def open_tasks(connection: Connection, project: str) -> dict[int, str]:
    """Return the key of the unit of each task that is to be done, by its number on the server."""
    query = select(TaskRow.remote, TaskRow.unit).where(TaskRow.project == project, TaskRow.state == "open")
    return dict(fetched(connection, query))


def worked_articles(connection: Connection) -> list[str]:
    """Return the articles with units that anybody annotated."""
    annotated = select(AnnotationRow.unit).where(AnnotationRow.unit == UnitRow.key).exists()
    articles = select(UnitRow.article).where(annotated)
    query = select(ArticleRow.id).where(ArticleRow.id.in_(articles)).order_by(ArticleRow.document, ArticleRow.ordinal)
    return list(connection.scalars(query))


def decided_articles(connection: Connection) -> list[str]:
    """Return the articles with decisions."""
    return list(connection.scalars(select(DecisionRow.article).distinct().order_by(DecisionRow.article)))
