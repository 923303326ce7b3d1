"""What is told of a corpus and the work on it without any text or label: indices hold all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from annotate.store._annotations import in_reading_order, latest, of_annotators
from annotate.store._facts import parts
from annotate.store._tables import AnnotationRow, ArticleRow, DecisionRow, DocumentRow, TaskRow, UnitRow
from annotate.store._types import in_utc
from annotate.store._values import Done, Extent, Marked

_MANY = 5_000
"""Rows that are read at once."""


def extent(connection: Connection) -> Extent:
    """Return how large the corpus is."""
    documents, articles = (
        connection.scalar(select(func.count()).select_from(table)) or 0 for table in (DocumentRow, ArticleRow)
    )
    return Extent(documents, articles, parts(connection)["paragraph"])


def done(connection: Connection) -> Iterator[Done]:
    """Yield what became of each annotation that is not deleted."""
    query = select(*(getattr(AnnotationRow, name) for name in Done._fields)).where(
        of_annotators(connection), latest(), AnnotationRow.deleted.is_(False)
    )
    result = connection.execute(query)
    assert result.cursor is not None, "a query has rows"  # noqa: S101
    # The driver's own tuples: rows of SQLAlchemy, and of its types, cost as much again as all that is made of them.
    while rows := result.cursor.fetchmany(_MANY):
        for annotator, unit, origin, status, updated, lead_time in rows:
            yield Done(annotator, unit, origin, status, _moment(updated), lead_time)


def _moment(updated: datetime | str | None) -> datetime | None:
    """Return a moment as a driver gives it: SQLite's has no type for it."""
    return None if updated is None else in_utc(datetime.fromisoformat(updated) if isinstance(updated, str) else updated)


def marked(connection: Connection) -> Iterator[Marked]:
    """Yield what annotators marked or noted on work that is no draft, in the order of their units."""
    query = in_reading_order(connection, *(getattr(AnnotationRow, name) for name in Marked._fields))
    said = or_(AnnotationRow.unsure, AnnotationRow.not_annotatable, AnnotationRow.note.is_not(None))
    query = query.where(said, AnnotationRow.deleted.is_(False), AnnotationRow.status != "draft")
    yield from map(Marked._make, connection.execute(query))


def open_tasks(connection: Connection, project: str) -> dict[int, str]:
    """Return the key of the unit of each task that is to be done, by its number on the server."""
    query = select(TaskRow.remote, TaskRow.unit).where(TaskRow.project == project, TaskRow.state == "open")
    return dict(connection.execute(query).all())


def worked_articles(connection: Connection) -> list[str]:
    """Return the articles with units that anybody annotated."""
    annotated = select(AnnotationRow.unit).where(AnnotationRow.unit == UnitRow.key).exists()
    articles = select(UnitRow.article).where(annotated)
    query = select(ArticleRow.id).where(ArticleRow.id.in_(articles)).order_by(ArticleRow.document, ArticleRow.ordinal)
    return list(connection.scalars(query))


def decided_articles(connection: Connection) -> list[str]:
    """Return the articles with decisions."""
    return list(connection.scalars(select(DecisionRow.article).distinct().order_by(DecisionRow.article)))
