"""Erasing a person: the one exception to keeping everything.

The person's name, account and number are replaced wherever this program or Label Studio puts them, and in what people
wrote freely: reasons and notes. Texts of articles and what was marked in them are never changed, even where they name
somebody of that name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import cast

from pydantic import JsonValue
from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from annotate.errors import StoreError
from annotate.store import _work
from annotate.store._annotations import raw_hash
from annotate.store._engine import BUSY, Database
from annotate.store._mentions import Mentions
from annotate.store._rows import chunks, insert_all
from annotate.store._tables import (
    AnnotationRow,
    AnnotatorRow,
    AssignmentRow,
    Base,
    DecisionRow,
    DesignRow,
    ErasureRow,
    ExportAnnotationRow,
    ExportRow,
    MigratedRow,
    MigrationRow,
    ProjectRow,
    ReadingRow,
    RelationRow,
    ReleaseRow,
    SchemeUseRow,
    SettingRow,
    SpanRow,
    TaskRow,
    UndoRow,
)
from schema import Annotation, Annotator, Erasure, Unit

_NAMED: Mapping[type[Base], tuple[str, ...]] = {
    ProjectRow: ("name",),
    DecisionRow: ("who", "why"),
    UndoRow: ("who", "why"),
    ReadingRow: ("who", "why"),
    MigrationRow: ("who", "why"),
    ReleaseRow: ("who", "why"),
    DesignRow: ("who", "content"),
    AssignmentRow: ("reason",),
    AnnotationRow: ("origin", "note", "completed_by", "updated_by", "unreadable"),
    ExportRow: ("who", "arguments", "statement"),
}
"""Columns in which somebody may be named, beside those that refer to an annotator, and what came raw."""

_PARTS = {
    SpanRow: SpanRow.annotation,
    RelationRow: RelationRow.annotation,
    MigratedRow: MigratedRow.annotation,
    ExportAnnotationRow: ExportAnnotationRow.annotation,
}
"""What refers to an annotation by its id."""


def erase(connection: Connection, name: str, pseudonym: str | None, when: datetime) -> Erasure:
    """Replace a person by a pseudonym, or remove their annotations too; return the record of it, which is kept.

    Raises StoreError when nobody has that name, or the pseudonym is taken or holds the name.
    """
    person = _person(connection, name, pseudonym)
    number = (connection.scalar(select(func.max(ErasureRow.number))) or 0) + 1
    mentions = Mentions(person, pseudonym or f"erased-{number}")
    mine = AnnotationRow.annotator == name
    made = connection.scalar(select(func.count(AnnotationRow.id.distinct())).where(mine)) or 0
    if pseudonym is None:
        _remove(connection, person)
    else:
        gone = {"name": pseudonym, "account": None, "remote": None, "retired": person.retired or when}
        connection.execute(update(AnnotatorRow).where(AnnotatorRow.name == name).values(gone))
        ended = ProjectRow.annotator == pseudonym, ProjectRow.ended.is_(None)
        connection.execute(update(ProjectRow).where(*ended).values(ended=when))
        _replace_number(connection, person, pseudonym)
    _scrub_raw(connection, mentions, pseudonym)
    for row, columns in _NAMED.items():
        _rewrite(connection, row, columns, mentions.without)
    if pseudonym is not None:
        _rename(connection, pseudonym)
    erasure = Erasure(number=number, when=when, pseudonym=pseudonym, annotations=made)
    connection.execute(insert(ErasureRow).values(erasure.model_dump(exclude={"format_version"})))
    return erasure


def erasures(connection: Connection) -> list[Erasure]:
    """Return all erasures, oldest first."""
    rows = connection.execute(select(ErasureRow.__table__).order_by(ErasureRow.number))
    return [Erasure.model_validate(dict(row._mapping)) for row in rows]


def compact(database: Database) -> None:
    """Write the file of an SQLite store anew, so that nothing that was erased is left in it or its log.

    Raises StoreError while others use the store. What a server keeps is for its own tools (`VACUUM FULL`).
    """
    if database.file is None:
        return
    with database.told(), closing(sqlite3.connect(database.file, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={BUSY}")
        connection.execute("VACUUM")
        (busy, *_), *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if busy:
        raise StoreError(
            database.where,
            "another program uses it: what was erased is still in its files",
            cure=f"end it, then: sqlite3 {database.file} 'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'",
        )


def _person(connection: Connection, name: str, pseudonym: str | None) -> Annotator:
    known = {annotator.name: annotator for annotator in _work.annotators(connection)}
    if name not in known:
        raise StoreError(f"annotator {name}", "is not in the store", expected=f"one of {', '.join(known)}")
    if pseudonym is not None and pseudonym in known:
        raise StoreError(f"pseudonym {pseudonym}", "is the name of an annotator", expected="a name that nobody has")
    if pseudonym is not None and Mentions(known[name], "").without(pseudonym) != pseudonym:
        raise StoreError(f"pseudonym {pseudonym}", "holds the name", expected="a name that tells nothing")
    return known[name]


def _replace_number(connection: Connection, person: Annotator, pseudonym: str) -> None:
    """Replace the number that stands for an account whose name the server did not tell."""
    for column in (AnnotationRow.completed_by, AnnotationRow.updated_by):
        theirs = (AnnotationRow.annotator == pseudonym, column == str(person.remote))
        connection.execute(update(AnnotationRow).where(*theirs).values({column: pseudonym}))


def _remove(connection: Connection, person: Annotator) -> None:
    """Delete a person with their annotations, tasks and assignments, and the evidence that was theirs."""
    mine = select(AnnotationRow.id).where(AnnotationRow.annotator == person.name)
    ids = set(connection.scalars(mine.distinct()))
    projects = list(connection.scalars(select(ProjectRow.id).where(ProjectRow.annotator == person.name)))
    _with_evidence(connection, dict.fromkeys(ids))
    for row, column in _PARTS.items():
        connection.execute(delete(row).where(column.in_(mine)))
    connection.execute(delete(AnnotationRow).where(AnnotationRow.annotator == person.name))
    connection.execute(delete(AssignmentRow).where(AssignmentRow.annotator == person.name))
    for row in (TaskRow, SchemeUseRow):
        connection.execute(delete(row).where(row.project.in_(projects)))
    pulled = [f"{what} {project}" for what in ("pulled", "seen") for project in projects]
    connection.execute(delete(SettingRow).where(SettingRow.name.in_(pulled)))
    connection.execute(delete(ProjectRow).where(ProjectRow.annotator == person.name))
    connection.execute(delete(AnnotatorRow).where(AnnotatorRow.name == person.name))


def _rename(connection: Connection, pseudonym: str) -> None:
    """Give the annotations of a pseudonym the ids that follow from it, since those before follow from the name.

    Evidence and migrations refer to them by the new ids. Ids of groups stay.
    """
    columns = AnnotationRow.__table__.c
    fresh: dict[str, str] = {}
    for row in connection.execute(
        select(columns.id, columns.unit, columns.origin).where(columns.annotator == pseudonym)
    ):
        fresh.setdefault(row.id, Annotation.id_of(Unit.parse(row.unit), pseudonym, row.origin))
    for some in chunks(sorted(fresh)):
        # Copied, then deleted: what refers to them holds at every moment, and no database is asked to look away.
        rows = connection.execute(select(AnnotationRow.__table__).where(AnnotationRow.id.in_(some))).all()
        insert_all(connection, AnnotationRow, [{**row._mapping, "id": fresh[row.id]} for row in rows])
        moved = [{"_old": old, "_new": fresh[old]} for old in some]
        for table, column in _PARTS.items():
            statement = update(table.__table__).where(column == bindparam("_old"))  # type: ignore[arg-type]
            connection.execute(statement.values(annotation=bindparam("_new")), moved)
        connection.execute(delete(AnnotationRow).where(AnnotationRow.id.in_(some)))
    _with_evidence(connection, fresh)


def _with_evidence(connection: Connection, fresh: Mapping[str, str | None]) -> None:
    """Have decisions rest on annotations by their new ids; on those without one, no longer."""

    def renamed(value: JsonValue) -> JsonValue:
        parts = [cast("dict[str, JsonValue]", part) for part in cast("list[JsonValue]", value)]
        if not any(part["annotation"] in fresh for part in parts):
            return value
        told = [{**part, "annotation": fresh.get(str(part["annotation"]), part["annotation"])} for part in parts]
        # In the order in which evidence is written, so that a vote on the same work says the same.
        left = [part for part in told if part["annotation"] is not None]
        return cast("JsonValue", sorted(left, key=_evidence_order))

    _rewrite(connection, DecisionRow, ("evidence",), renamed)


def _evidence_order(part: Mapping[str, JsonValue]) -> tuple[str, int, str]:
    return str(part["annotation"]), int(str(part["revision"])), str(part["item"])


def _rewrite(
    connection: Connection, row: type[Base], columns: Sequence[str], change: Callable[[JsonValue], JsonValue]
) -> None:
    """Change columns of all rows of a table where that gives something else."""
    table = row.__table__
    keys = list(table.primary_key)
    for found in connection.execute(select(*keys, *(table.c[name] for name in columns))).all():
        values = {name: found._mapping[name] for name in columns}
        fresh = {name: change(value) for name, value in values.items()}
        if fresh != values:
            same = [key == found._mapping[key.name] for key in keys]
            connection.execute(update(row).where(*same).values(fresh))


def _scrub_raw(connection: Connection, mentions: Mentions, pseudonym: str | None) -> None:
    """Take the person out of what came raw: their own annotations, and those of others that name them."""
    columns = AnnotationRow.__table__.c
    theirs = [name for name in (mentions.person.name, mentions.person.account) if name is not None]
    named = or_(columns.completed_by.in_(theirs), columns.updated_by.in_(theirs), columns.annotator == pseudonym)
    query = select(columns.id, columns.revision, columns.raw, columns.raw_sha256, named.label("named"))
    every = connection.scalars(select(columns.id).where(columns.raw.is_not(None)).distinct().order_by(columns.id)).all()
    for some in chunks(every):
        for row in connection.execute(query.where(columns.id.in_(some))).all():
            raw = mentions.raw(row.raw, numbers=bool(row.named))
            if raw != row.raw:
                this = (columns.id == row.id, columns.revision == row.revision)
                fresh = {"raw": raw, "raw_sha256": row.raw_sha256 and raw_hash(raw)}
                connection.execute(update(AnnotationRow).where(*this).values(fresh))
