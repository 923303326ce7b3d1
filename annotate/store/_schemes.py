"""Versions of the scheme, where each was used, and migrations from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from annotate.errors import StoreError
from annotate.store._rows import insert_all
from annotate.store._tables import MigratedRow, MigrationRow, ProjectRow, SchemeRow, SchemeUseRow
from schema import Migration, Operation, Scheme, SchemeUse, SchemeVersion, scheme_id


def keep(connection: Connection, scheme: Scheme, when: datetime) -> str:
    """Insert a version of the scheme, unless it is there; return its id."""
    id_ = scheme_id(scheme)
    if connection.scalar(select(SchemeRow.id).where(SchemeRow.id == id_)) is None:
        content = scheme.model_dump(mode="json", exclude_defaults=True)
        connection.execute(insert(SchemeRow).values(id=id_, name=scheme.name, content=content, first=when))
    return id_


def versions(connection: Connection) -> list[SchemeVersion]:
    """Return all versions, oldest first."""
    rows = connection.execute(select(SchemeRow.__table__).order_by(SchemeRow.first, SchemeRow.id))
    return [SchemeVersion(id=row.id, scheme=Scheme.model_validate(row.content), first=row.first) for row in rows]


def use(connection: Connection, project: str, scheme: Scheme, since: datetime) -> bool:
    """Append the use of a scheme by a project, unless it has it already; tell whether it was appended."""
    id_ = keep(connection, scheme, since)
    known = [one.scheme for one in uses(connection) if one.project == project]
    if known and known[-1] == id_:
        return False
    done = connection.execute(update(ProjectRow).where(ProjectRow.id == project).values(scheme=scheme.name))
    if not done.rowcount:
        raise StoreError(f"project {project}", "is not in the store", cure="annotate push")
    row = {"project": project, "ordinal": len(known) + 1, "scheme": id_, "since": since}
    connection.execute(insert(SchemeUseRow).values(row))
    return True


def uses(connection: Connection) -> list[SchemeUse]:
    """Return every use, by project, oldest first."""
    columns = (SchemeUseRow.project, SchemeUseRow.scheme, SchemeUseRow.since)
    rows = connection.execute(select(*columns).order_by(SchemeUseRow.project, SchemeUseRow.ordinal))
    return [SchemeUse.model_validate(row, from_attributes=True) for row in rows]


def begin(
    connection: Connection,
    old: Scheme,
    new: Scheme,
    operations: tuple[Operation, ...],
    who: str,
    why: str,
    when: datetime,
    undoes: int | None,
) -> Migration:
    """Insert a migration, with both versions; return it with its number."""
    number = (connection.scalar(select(func.max(MigrationRow.number))) or 0) + 1
    ids = {"old": keep(connection, old, when), "new": keep(connection, new, when)}
    told = {"operations": operations, "undoes": undoes, "who": who, "why": why, "started": when}
    begun = Migration.model_validate({"number": number, **ids, **told})
    nested = {"operations": [one.model_dump(mode="json", exclude_defaults=False) for one in operations]}
    row = begun.model_dump(exclude={"format_version", "operations"}) | nested
    connection.execute(insert(MigrationRow).values(row))
    return begun


def finish(connection: Connection, number: int, when: datetime) -> None:
    """Note that a migration is done."""
    connection.execute(update(MigrationRow).where(MigrationRow.number == number).values(finished=when))


def migrations(connection: Connection) -> list[Migration]:
    """Return all migrations, oldest first."""
    rows = connection.execute(select(MigrationRow.__table__).order_by(MigrationRow.number))
    return [Migration.model_validate(dict(row._mapping)) for row in rows]


def expect_last(connection: Connection, known: int | None) -> None:
    """Raise StoreError unless the migration of this number, 0 for none, is the last one, and done; None is any."""
    if known is None:
        return
    query = select(MigrationRow.number, MigrationRow.finished).order_by(MigrationRow.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    if last is not None and (last.number != known or last.finished is None):
        found = "was changed since this was asked, so that nothing was stored"
        raise StoreError("the scheme", found, cure="decide it anew, by the names of now")


def note(connection: Connection, migration: int, revisions: Mapping[str, int]) -> None:
    """Insert which revisions a migration found; of an annotation that it noted before, the first stays."""
    there = migrated(connection, migration)
    new = {id_: revision for id_, revision in revisions.items() if id_ not in there}
    rows = [{"migration": migration, "annotation": id_, "revision": number} for id_, number in sorted(new.items())]
    insert_all(connection, MigratedRow, [dict(row) for row in rows])


def migrated(connection: Connection, migration: int) -> dict[str, int]:
    """Return the revision that a migration found of each annotation that it changed, by the annotation's id."""
    query = select(MigratedRow.annotation, MigratedRow.revision).where(MigratedRow.migration == migration)
    return {row.annotation: row.revision for row in connection.execute(query.order_by(MigratedRow.annotation))}
