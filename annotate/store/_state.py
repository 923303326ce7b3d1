"""A token of the state that a store is in, which is found many times faster than what it holds is read."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from annotate.store._tables import (
    AnnotationRow,
    AnnotatorRow,
    AssignmentRow,
    DecisionRow,
    ErasureRow,
    MigrationRow,
    ProjectRow,
    ReadingRow,
    TaskRow,
    UndoRow,
)

_COUNTED = (
    func.count(ReadingRow.number),
    func.max(ReadingRow.when),
    func.count(AnnotationRow.id),
    func.max(AnnotationRow.updated),
    func.count(DecisionRow.sequence),
    func.count(UndoRow.decision),
    func.count(ErasureRow.number),
    func.count(MigrationRow.finished),
    func.count(AnnotatorRow.name),
    func.count(ProjectRow.id),
    func.count(ProjectRow.ended),
    func.count(AssignmentRow.article),
    func.count(AssignmentRow.ended),
    func.count(TaskRow.unit),
)
"""Nearly all rows are only ever appended: how many there are tells whether any came, and the moments whether some went
and as many others came."""


def state(connection: Connection) -> str:
    """Return the token: numbers and moments, joined by blanks."""
    counts = connection.execute(select(*(select(one).scalar_subquery() for one in _COUNTED))).one()
    states = connection.execute(select(TaskRow.state, func.count()).group_by(TaskRow.state).order_by(TaskRow.state))
    return " ".join(map(str, (*counts, *(part for row in states for part in row)))).replace(":", "")
