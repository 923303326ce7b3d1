"""Copies of a store for bad days, and the way back from them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from annotate.errors import StoreError
from annotate.store import _migrations
from annotate.store._backup import beside, copy, copy_pages, logs, new_file
from annotate.store._copying import fill
from annotate.store._engine import Database, of_file
from annotate.store._structure import broken_structure
from annotate.store._values import Restored

_PATIENCE = 5
"""Seconds that others have to let go of a store that is to be replaced."""


def backup(url: str, target: Path) -> Path:
    """Copy the store to a new SQLite file, whole even while others write to it, and return the file.

    A store of any revision is copied from a file; from a server, one of this program's. Raises StoreError when there
    is no store, it cannot be read, or the target exists or cannot be written; then nothing is left behind.
    """
    with Database(url) as database:
        if database.missing():
            raise StoreError(database.where, "there is no store yet", cure="annotate init")
        if database.file is not None:
            return copy(database, target)
        _migrations.check(database)
        with new_file(target) as part, Database(of_file(part), _migrations.ALONE) as there:
            fill(database, there)
            there.close()
        return target


def restore(url: str, file: Path, *, replace: bool = False) -> Restored:
    """Put a copy that `backup` made in the place of the store, once it is known to be sound.

    What is there is kept: a file beside the store's, tables in a schema of their own. Raises StoreError, and changes
    nothing, when the copy is none or is damaged, when something is there that is not to be replaced, or others use it.
    """
    # To the millionth: a second restore may come within the same second.
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    with Database(of_file(file)) as source, Database(url) as database:
        if source.missing():
            raise StoreError(str(file), "is not there", expected="a copy that `annotate db backup` made")
        revision = _expect_sound(source)
        if (there := database.file) is None:
            _migrations.check(source)
            aside = _on_server(source, database, at, replace=replace)
        else:
            aside = _in_file(source, database, there, at, replace=replace)
    return Restored(location=database.location, copy_of=str(file), revision=revision, aside=aside)


def _expect_sound(source: Database) -> str:
    """Return the revision of a copy; raises StoreError when it is no store, or a damaged one."""
    with source.read() as connection:
        revision = _migrations.revision_of(connection, source.where)
        faults = list(broken_structure(connection)) if revision is not None else []
    if revision is None:
        raise StoreError(source.where, "holds nothing", expected="a copy that `annotate db backup` made")
    _migrations.known(revision, source.where)
    if faults:
        found = "\n".join(f"  {fault.where}: {fault.found}" for fault in faults[:5])
        raise StoreError(source.where, f"is damaged:\n{found}", expected="a sound copy", cure="restore another copy")
    return revision


def _on_server(source: Database, database: Database, at: str, *, replace: bool) -> str | None:
    with database.read() as connection:
        there = _migrations.revision_of(connection, database.where) is not None
    if there and not replace:
        raise _in_the_way(database)
    aside = f"annotate_replaced_{at.lower().replace('.', '_')}" if there else None
    fill(source, database, aside)
    return aside and f"schema {aside}"


def _in_file(source: Database, database: Database, file: Path, at: str, *, replace: bool) -> str | None:
    there = not database.missing()
    if there and not replace:
        raise _in_the_way(database)
    with beside(file) as part:
        copy_pages(source, part)
        aside = (
            _keep(database.where, file, file.with_name(f"{file.stem}.replaced.{at}{file.suffix}")) if there else None
        )
        part.replace(file)
    return None if aside is None else str(aside)


def _keep(where: str, file: Path, aside: Path) -> Path:
    """Copy the file of a store that is to be replaced, with its logs if it is too damaged to take them in."""
    with new_file(aside) as part:
        # Copied first: SQLite removes a log that it can make nothing of.
        for mine, kept in zip(logs(file), logs(aside), strict=True):
            if mine.exists():
                shutil.copy2(mine, kept)
        try:
            whole = _take_log_in(where, file)
        except StoreError:
            _remove(logs(aside))
            raise
        if whole:
            _remove(logs(aside))
        shutil.copy2(file, part)
    _remove(logs(file))
    return aside


def _take_log_in(where: str, file: Path) -> bool:
    """Have SQLite make one file of a store and its log; tell whether it could, which it cannot with a damaged one.

    Raises StoreError when another program uses it.
    """
    try:
        with closing(sqlite3.connect(file, timeout=_PATIENCE)) as connection:
            # Only who is alone may take the log in and remove it.
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        found = f"cannot be replaced while another program uses it ({error})"
        raise StoreError(where, found, cure="end the other commands, then do it again") from error
    except sqlite3.DatabaseError:
        return False
    return True


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _in_the_way(database: Database) -> StoreError:
    return StoreError(
        database.where, "there is a store already", cure="annotate db restore FILE --replace; what is there is kept"
    )
