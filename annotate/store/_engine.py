"""Connections: what every database is told, who may write, and how its errors are put."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from pydantic_core import from_json, to_json
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from annotate.errors import StoreError
from annotate.store._types import Written

BUSY = 30_000
"""Milliseconds that a writer waits for another one."""

QUIET = 2_000
"""Milliseconds of these after which it says that it waits."""

PRAGMAS = ("foreign_keys=ON", f"busy_timeout={BUSY}")
"""What each connection to SQLite is told."""

_READING = "annotate_reading"

_WRITERS = 0x616E6E6F74617465
"""The lock that whoever writes to a database of PostgreSQL holds until its transaction ends."""

_WAITING = "waiting for another command, which writes to the store; Ctrl-C ends this one"

_LOG = logging.getLogger(__name__)

# A signal that ends the program may strike while a connection goes back to its pool; the pool would tell the terminal.
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())
# A connection that is lost is told as an error, and the driver would tell the terminal what it could not end any more.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


class Database:
    """The way to one database. Its `location` is the URL without the password; `where` names it in messages."""

    def __init__(self, url: str | URL, pragmas: Sequence[str] = PRAGMAS, *, read_only: bool = False) -> None:
        """Have it refuse whatever would write, if it is `read_only`.

        Raises StoreError when the URL cannot be read, or names a driver that is not there or no file.
        """
        self.url = parse(url)
        self.location = shown(self.url)
        self.where = f"store {self.location}"
        try:
            self._engine = create_engine(self.url, json_serializer=_dumps, json_deserializer=loads)
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            raise StoreError(self.where, f"has no driver: {error}", cure="install it") from error
        if self.file is not None:
            _tell(self._engine, (*pragmas, "query_only=ON") if read_only else pragmas)
            self._reading = self._engine.execution_options(**{_READING: True})
        else:
            self._engine = self._engine.execution_options(postgresql_readonly=read_only)
            self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ")

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database, or None where a server keeps it."""
        return file_of(self.url)

    def missing(self) -> bool:
        """Whether the file of the database does not exist; raises StoreError when its folder does not either."""
        if self.file is None or self.file.exists():
            return False
        if not self.file.parent.is_dir():
            raise StoreError(self.where, f"its folder {self.file.parent} does not exist", cure="create the folder")
        return True

    def size(self) -> int | None:
        """Return the bytes of the file and its log, or None where a server keeps the database."""
        if self.file is None:
            return None
        files = (self.file, self.file.with_name(self.file.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the store, whatever others write meanwhile."""
        with self.told(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that is committed as a whole or not at all. Others that write wait from the start."""
        with self.told(), self._engine.begin() as connection:
            if self.file is None:
                _begin_writing_on_server(connection)
            yield connection

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """Open a connection without transactions; at the end it is closed, so that all its locks are let go."""
        with self.told(), self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").detach()
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def log_ahead(self) -> None:
        """Have SQLite keep a write-ahead log, so that readers and the writer never wait; the file remembers it."""
        if self.file is not None:
            with self.told(), closing(sqlite3.connect(self.file)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Put what the database says against its file, server or state as a StoreError; the rest is our defect."""
        try:
            yield
        except (IntegrityError, ProgrammingError):
            raise
        except DatabaseError as error:
            raise self._error(error.orig or error) from error
        except sqlite3.DatabaseError as error:
            raise self._error(error) from error

    def _error(self, error: BaseException) -> StoreError:
        said = str(error).strip()
        for secret in (self.url.password, self.url.query.get("password")):
            said = said.replace(str(secret), "***") if secret else said
        signs, otherwise = (_SERVER_SIGNS, _SERVER_CURE) if self.file is None else (_SIGNS, _CURE)
        for sign, found, cure in signs:
            if sign in said:
                return StoreError(self.where, found if said in _SAID else f"{found} ({said})", cure=cure)
        return StoreError(self.where, f"the database refuses: {said}", cure=otherwise)


_CURE = "restore a copy (`annotate db restore FILE`)"

_SERVER_CURE = "see that the database runs, and that ANNOTATE_STORE names it with a user who may write"

_SERVER_SIGNS = (
    ("closed the connection", "the connection was lost", "do it again; what was under way was undone"),
    ("terminating connection", "the connection was lost", "do it again; what was under way was undone"),
    ("read-only transaction", "cannot be written", _SERVER_CURE),
    ("No space left", "the disk is full", "make room on the server's"),
)
"""What PostgreSQL says, what it means, and what cures it."""

_LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's code for a lock that was waited for too long."""

_SAID = ("database is locked",)
"""What says nothing more than what it is taken to mean."""

_SIGNS = (
    ("not a database", "is not a database", "give the path of a store, or restore a copy (`annotate db restore FILE`)"),
    ("malformed", "is damaged", _CURE),
    ("readonly", "cannot be written", "make the file and its folder writable"),
    ("unable to open", "cannot be opened", "make the file and its folder readable and writable"),
    ("locked", f"has been locked for {BUSY // 1000} seconds", "wait for the other command, or end it"),
    ("disk is full", "the disk is full", "make room on it"),
    ("disk I/O", "cannot be read or written", "see that its disk is well and has room, then do it again"),
)
"""What SQLite says, what it means, and what cures it."""


def of_file(path: Path) -> URL:
    """Return the URL of an SQLite file, whatever characters are in its name."""
    return URL.create("sqlite", database=str(path))


def parse(url: str | URL) -> URL:
    """Read a SQLAlchemy URL; raises StoreError, which does not repeat it, since it may hold a password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError("store", "its URL cannot be read", expected="one such as sqlite:///store.db") from None
    named = parsed.database or ""
    if parsed.get_backend_name() == "sqlite" and (named in ("", ":memory:") or named.startswith("file:")):
        raise StoreError(
            f"store {shown(parsed)}", "names no file", expected="the path of one, as in sqlite:///store.db"
        )
    return parsed


def shown(url: URL) -> str:
    """Return a URL without its password and without its options, one of which may be a password too."""
    return url.set(query={}).render_as_string(hide_password=True)


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite URL, or None for another database."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _tell(engine: Engine, pragmas: Sequence[str]) -> None:
    """Have every connection obey the pragmas, and let SQLAlchemy rather than the driver open transactions."""

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A reader that turns writer fails at once when another has written since; so writers say so at the start.
        if connection.get_execution_options().get(_READING):
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection)


def _begin_writing(connection: Connection) -> None:
    """Wait until nobody else writes; whoever waits for long is told for what."""
    (patience,) = connection.exec_driver_sql("PRAGMA busy_timeout").one()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={min(patience, QUIET)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if "locked" not in str(error.orig):
            raise
        _LOG.warning(_WAITING)
        connection.exec_driver_sql(f"PRAGMA busy_timeout={max(patience - QUIET, 0)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")


def _begin_writing_on_server(connection: Connection) -> None:
    """Do so on PostgreSQL, which would let several write at once and fail where they meet."""
    if connection.scalar(select(func.pg_try_advisory_xact_lock(_WRITERS))):
        return
    lock = select(func.pg_advisory_xact_lock(_WRITERS))
    try:
        with connection.begin_nested():
            connection.execute(select(func.set_config("lock_timeout", str(QUIET), True)))
            connection.execute(lock)
            connection.exec_driver_sql("SET LOCAL lock_timeout = DEFAULT")
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
            raise
        _LOG.warning(_WAITING)
        connection.execute(lock)


def _dumps(value: object) -> str:
    """Write JSON with Chinese as it is, escaping only what UTF-8 cannot hold: half surrogate pairs."""
    if isinstance(value, Written):
        return str(value)
    try:
        return to_json(value).decode()
    except ValueError:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def loads(text: str) -> object:
    """Read JSON with pydantic's parser, some ten times faster, or else with Python's, which takes half surrogates."""
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)
