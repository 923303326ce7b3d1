"""Designs, and the assignments that came of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from annotate.errors import StoreError
from annotate.store._rows import insert_all
from annotate.store._tables import AnnotatorRow, AssignmentRow, DesignRow
from annotate.store._work import need_annotators
from schema import Assignment, Design


def assign(connection: Connection, design: Design, assignments: Sequence[Assignment]) -> None:
    """Insert a design with what came of it."""
    if design.number <= (connection.scalar(select(func.max(DesignRow.number))) or 0):
        raise StoreError(f"design {design.number}", "somebody else made one meanwhile", cure="try again")
    need_annotators(connection, {assignment.annotator for assignment in assignments})
    content = design.model_dump(mode="json")
    row = {"number": design.number, "made": design.made, "who": design.who, "content": content}
    connection.execute(insert(DesignRow).values(row))
    insert_all(connection, AssignmentRow, [assignment.model_dump() for assignment in assignments])


def designs(connection: Connection) -> list[Design]:
    """Return all designs, oldest first."""
    rows = connection.execute(select(DesignRow.content).order_by(DesignRow.number))
    return [Design.model_validate(row.content) for row in rows]


def assignments(connection: Connection, annotator: str | None, *, ended: bool) -> list[Assignment]:
    """Return assignments by annotator, phase and place; those that were taken back only if asked for."""
    order = (AssignmentRow.annotator, AssignmentRow.phase, AssignmentRow.position, AssignmentRow.article)
    query = select(AssignmentRow.__table__).order_by(*order, AssignmentRow.design)
    if annotator is not None:
        query = query.where(AssignmentRow.annotator == annotator)
    if not ended:
        query = query.where(AssignmentRow.ended.is_(None))
    return [Assignment.model_validate(row, from_attributes=True) for row in connection.execute(query)]


def open_(connection: Connection, annotators: Iterable[str], when: datetime) -> int:
    """Note that the articles of these annotators that waited are open; return how many did."""
    waiting = (AssignmentRow.opened.is_(None), AssignmentRow.ended.is_(None))
    return sum(
        connection.execute(
            update(AssignmentRow).where(AssignmentRow.annotator == name, *waiting).values(opened=when)
        ).rowcount
        for name in annotators
    )


def end(connection: Connection, pairs: Iterable[tuple[str, str]], when: datetime, reason: str) -> int:
    """Note that articles are no longer an annotator's; return how many were."""
    ended = 0
    for annotator, article in pairs:
        mine = (AssignmentRow.annotator == annotator, AssignmentRow.article == article, AssignmentRow.ended.is_(None))
        ended += connection.execute(update(AssignmentRow).where(*mine).values(ended=when, reason=reason)).rowcount
    return ended


def set_retired(connection: Connection, annotator: str, when: datetime | None) -> None:
    """Note since when somebody has not annotated any more, or, with None, that they do."""
    need_annotators(connection, {annotator})
    found = {"retired": when, **({} if when else {"role": "annotator"})}
    connection.execute(update(AnnotatorRow).where(AnnotatorRow.name == annotator).values(found))
