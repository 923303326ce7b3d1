"""Copies of a store that is in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from annotate.errors import StoreError
from annotate.store._engine import Database


def backup(url: str, target: Path) -> Path:
    """Copy the store to a new file, whole even while others write to it, and return the file.

    Raises StoreError when there is no store, it is no SQLite file, or the target exists or cannot be written.
    """
    with Database(url) as database:
        if database.missing():
            raise StoreError(database.where, "there is no store yet", cure="annotate init")
        return copy(database, target)


def copy(database: Database, target: Path) -> Path:
    """Copy an SQLite database with what is still in its log; leaves nothing behind when it fails."""
    if database.file is None:
        raise StoreError(database.where, "is kept by a server", cure="copy it with the server's tools (`pg_dump`)")
    try:
        target.open("xb").close()
    except FileExistsError:
        raise StoreError(str(target), "is there already", expected="a new file", cure="name another one") from None
    except OSError as error:
        raise StoreError(str(target), f"cannot be written: {error.strerror}", cure="name a file elsewhere") from error
    try:
        with (
            database.told(),
            closing(sqlite3.connect(database.file)) as here,
            closing(sqlite3.connect(target)) as there,
        ):
            here.backup(there)
    except BaseException:
        target.unlink()
        raise
    return target
