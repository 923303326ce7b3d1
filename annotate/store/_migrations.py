"""Revisions of the tables: creating a store, telling its revision, upgrading it."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from annotate.errors import StoreError, StoreOutdated, StoreTooNew
from annotate.store._backup import copy
from annotate.store._engine import BUSY, Database
from annotate.store._tables import Base
from annotate.store._values import StoreStatus, Upgrade

HEAD = "r0009"
"""The newest revision. Known without Alembic, which costs a second to import; a test holds it to the scripts."""

ALONE = (f"busy_timeout={BUSY}", "foreign_keys=OFF")
"""For who alone writes: a migration may drop a table and make it anew, which enforced foreign keys would forbid; they
are checked after."""


def folder() -> Path:
    """Return the folder of the scripts: within the installed package, or of the checkout."""
    package = Path(str(resources.files("annotate")))
    installed = package / "_migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def create(url: str) -> None:
    """Make a store: a new file, or the tables in a database that is empty.

    Raises StoreError when there is one already, or it cannot be made there.
    """
    with Database(url, ALONE) as database:
        database.missing()
        with database.read() as connection:
            _expect_empty(connection, database.where)
        # Before there are tables: where a run is killed once they are there, no later one would come back to it.
        database.log_ahead()
        with database.write() as connection:
            _expect_empty(connection, database.where)
            run(connection, database.where)


def upgrade(url: str) -> Upgrade:
    """Bring a store to the newest revision, all or nothing; an SQLite file is copied first, next to itself.

    Where nothing is to be done, no copy is made. Raises StoreTooNew when a newer program wrote the store, StoreError
    when there is none.
    """
    with Database(url, ALONE) as database:
        _exists(database)
        with database.write() as connection:
            before = revision_of(connection, database.where)
            if before == HEAD:
                return Upgrade(before=before, after=HEAD, backup=None)
            known(before, database.where)
            kept = _copy(database, before)
            run(connection, database.where)
        database.log_ahead()
    return Upgrade(before=before, after=HEAD, backup=kept)


def check(database: Database) -> None:
    """Raise the error that says why this program cannot use the store, if it cannot."""
    _exists(database)
    with database.read() as connection:
        revision = revision_of(connection, database.where)
    expect_head(revision, database.where)


def expect_head(revision: str | None, where: str) -> None:
    """Raise StoreOutdated for an older revision than this program's, StoreTooNew for a newer one."""
    if revision != HEAD:
        known(revision, where)
        raise StoreOutdated(
            where, f"its tables are of revision {revision or 'none'}", expected=HEAD, cure="annotate db upgrade"
        )


def status(url: str) -> StoreStatus:
    """Return the state of a store of any revision; raises StoreError when there is none."""
    with Database(url) as database:
        _exists(database)
        with database.read() as connection:
            revision = revision_of(connection, database.where)
            there = set(inspect(connection).get_table_names())
            rows = {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
                if table.name in there
            }
    return StoreStatus(
        location=database.location,
        revision=revision,
        head=HEAD,
        tables=dict(sorted(rows.items())),
        size=database.size(),
    )


def revision_of(connection: Connection, where: str) -> str | None:
    """Return the revision of the tables, None for an empty database; raises StoreError when they are not ours."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "setting", "document"} <= tables:
        raise StoreError(where, "is a database, but no store", cure="give the path of a store, or `annotate init`")
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _expect_empty(connection: Connection, where: str) -> None:
    if revision_of(connection, where) is not None:
        raise StoreError(where, "there is a store already", cure="use it, or name another path")


def _exists(database: Database) -> None:
    if database.missing():
        raise StoreError(database.where, "there is no store yet", cure="annotate init")


def known(revision: str | None, where: str) -> None:
    """Raise StoreTooNew for a revision that this program does not know."""
    from alembic.script import ScriptDirectory

    scripts = {script.revision for script in ScriptDirectory(str(folder())).walk_revisions()}
    if revision is not None and revision not in scripts:
        raise StoreTooNew(
            where, f"its tables are of revision {revision}", expected=f"at most {HEAD}", cure="use a newer program"
        )


def run(connection: Connection, where: str) -> None:
    """Bring the tables to the newest revision, or make them; raises StoreError when rows would refer to nothing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        expect_references(connection, where)


def expect_references(connection: Connection, where: str) -> None:
    """Have SQLite look for rows that refer to nothing; raises StoreError when there are any."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise StoreError(
            where,
            f"rows of {tables} would refer to nothing; it was undone",
            cure="look at what it was made from with `annotate db check`, and take a copy from before the damage",
        )


def _copy(database: Database, revision: str | None) -> Path | None:
    if database.file is None or revision is None:
        return None
    # To the millionth: an upgrade that was killed and is done again may come within the same second.
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    return copy(database, database.file.with_name(f"{database.file.stem}.{revision}.{at}{database.file.suffix}"))
