"""Decisions: appended, taken back, and read in the order in which they were."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select

from annotate.errors import StoreError
from annotate.store._rows import insert_all
from annotate.store._tables import DecisionRow, UndoRow
from annotate.store._work import need_texts
from schema import Decision, Rule, Undo

_NESTED = {"result", "rule", "evidence"}
_APART = {"format_version", "number", "undone"}

_FEW = 1_000
"""Decisions that are read at once."""

_DECISIONS = TypeAdapter(list[Decision])

_COLUMNS = [column for column in DecisionRow.__table__.c if column.name != "sequence"]
_NAMES = ["number", *(column.name for column in _COLUMNS)]
_TOLD = select(
    DecisionRow.sequence.label("number"),
    *_COLUMNS,
    UndoRow.who.label("undo_who"),
    UndoRow.when.label("undo_when"),
    UndoRow.why.label("undo_why"),
).outerjoin(UndoRow, UndoRow.decision == DecisionRow.sequence)
"""A decision, in the order of `_NAMES`, and what took it back."""


def append(connection: Connection, decisions: Sequence[Decision]) -> list[Decision]:
    """Insert decisions after those that are there; return them with their numbers."""
    need_texts(connection, {(decision.article, decision.version) for decision in decisions})
    before = connection.scalar(select(func.max(DecisionRow.sequence))) or 0
    insert_all(connection, DecisionRow, [_row(decision) for decision in decisions])
    query = select(DecisionRow.sequence).where(DecisionRow.sequence > before).order_by(DecisionRow.sequence)
    numbers = connection.scalars(query)
    return [decision.model_copy(update={"number": number}) for decision, number in zip(decisions, numbers, strict=True)]


def last_on(connection: Connection, articles: Set[str]) -> int:
    """Return the number of the newest decision on some articles, of which there are few; 0 where there is none."""
    query = select(func.max(DecisionRow.sequence)).where(DecisionRow.article.in_(sorted(articles)))
    return connection.scalar(query) or 0


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


def read(connection: Connection, articles: Collection[str] | None, *, undone: bool) -> Iterator[Decision]:
    """Yield the decisions on some articles or on all, oldest first: those in force, or also those taken back."""
    query = _TOLD.order_by(DecisionRow.sequence)
    if articles is not None:
        query = query.where(DecisionRow.article.in_(articles))
    if not undone:
        query = query.where(UndoRow.decision.is_(None))
    for rows in connection.execute(query).partitions(_FEW):
        yield from _DECISIONS.validate_python(list(map(_told, rows)))


def numbered(connection: Connection, number: int) -> Decision | None:
    """Return the decision of a number, taken back or not; None where there is none."""
    row = connection.execute(_TOLD.where(DecisionRow.sequence == number)).one_or_none()
    return None if row is None else Decision.model_validate(_told(row))


def latest_rule(connection: Connection, names: Collection[str]) -> Rule | None:
    """Return the rule of the latest decision in force that a rule of these names made; None without any."""
    query = (
        select(DecisionRow.rule)
        .outerjoin(UndoRow, UndoRow.decision == DecisionRow.sequence)
        .where(UndoRow.decision.is_(None), DecisionRow.rule["name"].as_string().in_(names))
        .order_by(DecisionRow.when.desc(), DecisionRow.sequence.desc())
        .limit(1)
    )
    found = connection.scalar(query)
    return None if found is None else Rule.model_validate(found)


def _told(row: Sequence[object]) -> dict[str, object]:
    """Return a row of `_TOLD` as what `Decision` is made from."""
    *told, who, when, why = row
    decision = dict(zip(_NAMES, told, strict=True))
    if who is not None:
        decision["undone"] = {"decision": decision["number"], "who": who, "when": when, "why": why}
    return decision


def _row(decision: Decision) -> dict[str, object]:
    nested = decision.model_dump(mode="json", include=_NESTED)
    return {**decision.model_dump(exclude=_NESTED | _APART), **nested}
