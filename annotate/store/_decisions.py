"""Decisions: appended, and read in the order in which they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from annotate.store._rows import insert_all
from annotate.store._tables import DecisionRow
from annotate.store._work import need_texts
from schema import Decision


def append(connection: Connection, decisions: Sequence[Decision]) -> None:
    """Insert decisions after those that are there."""
    need_texts(connection, {(decision.article, decision.version) for decision in decisions})
    insert_all(connection, DecisionRow, [_row(decision) for decision in decisions])


def read(connection: Connection, article: str | None) -> Iterator[Decision]:
    """Yield the decisions on one article or on all, oldest first."""
    columns = [column for column in DecisionRow.__table__.c if column.name != "sequence"]
    query = select(*columns).order_by(DecisionRow.sequence)
    if article is not None:
        query = query.where(DecisionRow.article == article)
    for row in connection.execute(query):
        yield Decision.model_validate(dict(row._mapping))


def _row(decision: Decision) -> dict[str, object]:
    nested = decision.model_dump(mode="json", include={"result", "evidence"})
    return {**decision.model_dump(exclude={"format_version", "result", "evidence"}), **nested}
