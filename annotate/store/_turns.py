"""Long work of which one command at a time may do any on a store: whoever comes second waits, and is told so."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy import func, select

from annotate.errors import StoreError
from annotate.store._engine import Database

Work = Literal["labelling", "deciding", "exporting"]
"""What goes to servers and comes from them; gold by rule and frozen gold; exports. A change of scheme is all of it."""

_SAID: Mapping[Work, str] = {
    "labelling": "pushes, pulls, or changes work or the scheme",
    "deciding": "decides by a rule, freezes gold or changes the scheme",
    "exporting": "exports or changes the scheme",
}

_LOCKS = 0x616E6E6F
"""What these locks are of in PostgreSQL."""

_NUMBERS: Mapping[Work, int] = {"labelling": 1, "exporting": 2, "deciding": 3}
"""Which they are."""

_LOG = logging.getLogger(__name__)


@contextmanager
def turn(database: Database, work: Work) -> Iterator[None]:
    """Wait until nobody else does such work, and have others wait until the end; who is killed lets go.

    Not to be asked for again within it. Raises StoreError when the file for it cannot be made beside that of the store.
    """
    with _beside(database, database.file, work) if database.file is not None else _on_server(database, work):
        yield


@contextmanager
def _beside(database: Database, file: Path, work: Work) -> Iterator[None]:
    # A file of its own: whoever closes that of the store loses all of SQLite's locks on it.
    path = file.with_name(f".{file.name}.{work}")
    try:
        handle = path.open("ab")
    except OSError as error:
        found = f"{path} cannot be written: {error.strerror}"
        raise StoreError(database.where, found, cure="make the folder writable") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _tell(work)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def _on_server(database: Database, work: Work) -> Iterator[None]:
    with database.session() as connection:
        if not connection.scalar(select(func.pg_try_advisory_lock(_LOCKS, _NUMBERS[work]))):
            _tell(work)
            connection.execute(select(func.pg_advisory_lock(_LOCKS, _NUMBERS[work])))
        yield


def _tell(work: Work) -> None:
    _LOG.warning("waiting for another command, which %s; Ctrl-C ends this one", _SAID[work])
