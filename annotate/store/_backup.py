"""Copies of SQLite files, whole even while others write to them."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotate.errors import StoreError
from annotate.store._engine import Database

_LOGS = ("-wal", "-shm", "-journal")
"""What the names of the files end in that SQLite keeps beside one."""


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Yield a path at which a file is to be made, which takes the name `target` once it is whole.

    Killed at any moment, the program leaves the whole file or none of that name, and at worst a hidden one beside it.
    Raises StoreError when the target is there already, at the beginning or the end, or cannot be written.
    """
    if target.exists():
        raise _taken(target)
    with beside(target) as part:
        yield part
        _give(part, target)


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Yield a path beside a file, at which one may be made that is to take its place; nothing is left there after.

    Raises StoreError when nothing can be written there.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.open("xb").close()
    except OSError as error:
        raise StoreError(str(target), f"cannot be written: {error.strerror}", cure="name a file elsewhere") from error
    try:
        yield part
    finally:
        for file in (part, *logs(part)):
            file.unlink(missing_ok=True)


def logs(file: Path) -> list[Path]:
    """Return the paths that SQLite's logs of a file have, whether they are there or not."""
    return [file.with_name(file.name + end) for end in _LOGS]


def copy(database: Database, target: Path) -> Path:
    """Copy an SQLite database with what is still in its log to a new file; leaves nothing behind when it fails.

    Raises StoreError when it cannot be read, or the target is there or cannot be written.
    """
    with new_file(target) as part:
        copy_pages(database, part)
    return target


def copy_pages(database: Database, part: Path) -> None:
    """Copy an SQLite database over an empty file; raises StoreError, which tells which of them is the matter."""
    try:
        with (
            database.told(),
            closing(sqlite3.connect(str(database.file))) as here,
            closing(sqlite3.connect(part)) as there,
        ):
            here.backup(there)
    except StoreError as error:
        if error.found.startswith(("the disk is full", "cannot be read or written")):
            raise StoreError(str(part), error.found, cure="make room there, or name a file elsewhere") from error
        raise


def _give(part: Path, target: Path) -> None:
    """Give a file a name that no other has; raises StoreError when one has it."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError:
        # A file system without links. There, what got the name in this very moment would be written over.
        if target.exists():
            raise _taken(target) from None
        part.replace(target)


def _taken(target: Path) -> StoreError:
    return StoreError(str(target), "is there already", expected="a new file", cure="name another one")
