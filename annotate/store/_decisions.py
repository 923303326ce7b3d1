"""Decisions: appended, taken back, and read in the order in which they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select

from annotate.errors import StoreError
from annotate.store._rows import insert_all
from annotate.store._tables import DecisionRow, UndoRow
from annotate.store._work import need_texts
from schema import Decision, Undo

_NESTED = {"result", "rule", "evidence"}
_APART = {"format_version", "number", "undone"}

_FEW = 1_000
"""Decisions that are read at once."""

_DECISIONS = TypeAdapter(list[Decision])


def append(connection: Connection, decisions: Sequence[Decision]) -> list[Decision]:
    """Insert decisions after those that are there; return them with their numbers."""
    need_texts(connection, {(decision.article, decision.version) for decision in decisions})
    before = connection.scalar(select(func.max(DecisionRow.sequence))) or 0
    insert_all(connection, DecisionRow, [_row(decision) for decision in decisions])
    query = select(DecisionRow.sequence).where(DecisionRow.sequence > before).order_by(DecisionRow.sequence)
    numbers = connection.scalars(query)
    return [decision.model_copy(update={"number": number}) for decision, number in zip(decisions, numbers, strict=True)]


def undo(connection: Connection, taken: Undo) -> None:
    """Note that a decision was taken back; raises StoreError when it is not there, or already was."""
    query = select(DecisionRow.sequence, UndoRow.who).outerjoin(UndoRow, UndoRow.decision == DecisionRow.sequence)
    found = connection.execute(query.where(DecisionRow.sequence == taken.decision)).one_or_none()
    if found is None:
        raise StoreError(f"decision {taken.decision}", "is not in the store", cure="annotate adjudicate log")
    if found.who is not None:
        raise StoreError(
            f"decision {taken.decision}",
            f"was taken back already, by {found.who}",
            expected="a decision in force",
            cure="annotate adjudicate log",
        )
    connection.execute(insert(UndoRow).values(taken.model_dump(exclude={"format_version"})))


def read(connection: Connection, article: str | None, *, undone: bool) -> Iterator[Decision]:
    """Yield the decisions on one article or on all, oldest first: those in force, or also those taken back."""
    columns = [column for column in DecisionRow.__table__.c if column.name != "sequence"]
    taken = [UndoRow.who.label("undo_who"), UndoRow.when.label("undo_when"), UndoRow.why.label("undo_why")]
    query = (
        select(DecisionRow.sequence.label("number"), *columns, *taken)
        .outerjoin(UndoRow, UndoRow.decision == DecisionRow.sequence)
        .order_by(DecisionRow.sequence)
    )
    if article is not None:
        query = query.where(DecisionRow.article == article)
    if not undone:
        query = query.where(UndoRow.decision.is_(None))
    names = ["number", *(column.name for column in columns)]
    for rows in connection.execute(query).partitions(_FEW):
        yield from _DECISIONS.validate_python([_told(names, row) for row in rows])


def _told(names: Sequence[str], row: Sequence[object]) -> dict[str, object]:
    """Return a row as what `Decision` is made from; its last three columns are of what took it back."""
    *told, who, when, why = row
    decision = dict(zip(names, told, strict=True))
    if who is not None:
        decision["undone"] = {"decision": decision["number"], "who": who, "when": when, "why": why}
    return decision


def _row(decision: Decision) -> dict[str, object]:
    nested = decision.model_dump(mode="json", include=_NESTED)
    return {**decision.model_dump(exclude=_NESTED | _APART), **nested}
