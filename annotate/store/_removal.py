"""Removing documents and articles, with everything that refers to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select, true, tuple_

from annotate.errors import StoreError
from annotate.store._rows import chunks
from annotate.store._tables import (
    AnnotationRow,
    ArticleRow,
    Base,
    DecisionRow,
    DocumentRow,
    PartRow,
    ReadingRow,
    SelectionArticleRow,
    TaskRow,
)
from annotate.store._texts import newest
from annotate.store._values import Removal

_COUNTED: Mapping[str, tuple[type[Base], ColumnElement[int], ColumnElement[bool]]] = {
    "documents": (DocumentRow, func.count(), true()),
    "articles": (ArticleRow, func.count(), true()),
    "paragraphs": (PartRow, func.count(), and_(PartRow.kind == "paragraph", newest(PartRow))),
    "corrections": (ReadingRow, func.count(), ReadingRow.number > 1),
    "tasks": (TaskRow, func.count(), true()),
    "annotations": (AnnotationRow, func.count(AnnotationRow.id.distinct()), true()),
    "decisions": (DecisionRow, func.count(), true()),
}
"""What is told of a removal: where it stands, how it is counted, and which of it."""

_Doomed = Mapping[Table, ColumnElement[bool]]
"""Which rows of each table go."""


def remove(connection: Connection, documents: Sequence[str], articles: Sequence[str], *, with_work: bool) -> Removal:
    """Delete documents with their articles, and articles alone, whose blocks stay in their documents.

    Raises StoreError when work hangs on them, unless that is to go too.
    """
    found = removal(connection, documents, articles)
    if found.work and not with_work:
        raise StoreError(
            "what is to be removed",
            f"work of people hangs on it: {_told(found)}",
            expected="documents and articles that nobody has worked on",
            cure="make a copy first (annotate db backup FILE), then give --with-work",
        )
    for doomed in _doomed(documents, articles):
        for table in reversed(Base.metadata.sorted_tables):
            if table in doomed:
                connection.execute(delete(table).where(doomed[table]))
    return found.model_copy(update={"done": True})


def removal(connection: Connection, documents: Sequence[str], articles: Sequence[str]) -> Removal:
    """Return what would go."""
    counted: Counter[str] = Counter()
    selections: set[str] = set()
    for doomed in _doomed(documents, articles):
        for name, (row, number, which) in _COUNTED.items():
            if (table := _table(row)) in doomed:
                counted[name] += connection.scalar(select(number).where(doomed[table], which)) or 0
        losing = doomed[_table(SelectionArticleRow)]
        selections.update(connection.scalars(select(SelectionArticleRow.selection).where(losing).distinct()))
    numbers = {name: counted[name] for name in _COUNTED}
    return Removal(done=False, selections=tuple(sorted(selections)), **numbers)


def _doomed(documents: Sequence[str], articles: Sequence[str]) -> Iterator[_Doomed]:
    """Yield which rows go with some of the documents or articles at a time."""
    for row, ids in ((DocumentRow, documents), (ArticleRow, articles)):
        for some in chunks(ids):
            yield _referring(_table(row), some)


def _referring(root: Table, ids: Sequence[str]) -> _Doomed:
    """Follow the foreign keys from the rows of these ids: a table that is added later goes along."""
    doomed: dict[Table, ColumnElement[bool]] = {root: root.c.id.in_(ids)}
    for table in Base.metadata.sorted_tables:
        keys = [key for key in table.foreign_key_constraints if key.referred_table in doomed and table not in doomed]
        referring = [
            tuple_(*key.columns).in_(
                select(*(element.column for element in key.elements)).where(doomed[key.referred_table])
            )
            for key in keys
        ]
        if referring:
            doomed[table] = or_(*referring)
    return doomed


def _table(row: type[Base]) -> Table:
    return Base.metadata.tables[row.__tablename__]


def _told(found: Removal) -> str:
    counts = {
        "corrections": found.corrections,
        "tasks": found.tasks,
        "annotations": found.annotations,
        "decisions": found.decisions,
    }
    named = [f"{count} {name}" for name, count in counts.items() if count]
    return ", ".join([*named, *(f"selection {name}" for name in found.selections)])
