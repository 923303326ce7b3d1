"""A store copied row by row from one database to another, of whatever kinds, and compared after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, delete, func, insert, inspect, literal, select, text

from annotate.errors import StoreError
from annotate.store import _migrations
from annotate.store._backup import logs
from annotate.store._engine import Database
from annotate.store._tables import Base, SettingRow
from annotate.store._values import CopiedTable, StoreCopied

_TOGETHER = 100
"""Rows that are in memory at once; each may hold a book."""


def copy_store(source: str, target: str) -> StoreCopied:
    """Copy all that a store holds to another database, which is made a store if it is empty; see `fill`."""
    with Database(source) as here, Database(target, _migrations.ALONE) as there:
        _migrations.check(here)
        return fill(here, there)


def fill(source: Database, target: Database, aside: str | None = None) -> StoreCopied:
    """Copy all rows in one transaction at the target, and read them there again before it is committed.

    Args:
        source: A store of this program's revision.
        target: A file that is not there yet, an empty database, or a store of this revision that holds nothing.
        aside: Name of a new schema to which the tables of a server's database are moved before.

    Raises StoreError when the target holds anything or is not of this revision, or when what it holds afterwards is
    not what was copied; then the target is as it was.
    """
    made = target.missing()
    try:
        with source.read() as here, target.write() as there:
            if aside is not None:
                _set_aside(there, aside)
            _prepare(there, target.where)
            tables = tuple(_copy(_read(source, here, table), there, table) for table in Base.metadata.sorted_tables)
            for copied in tables:
                _compare(there, copied, target.where)
            if target.file is not None:
                _migrations.expect_references(there, target.where)
        target.log_ahead()
    except BaseException:
        if made and target.file is not None:
            target.close()
            for file in (target.file, *logs(target.file)):
                file.unlink(missing_ok=True)
        raise
    return StoreCopied(
        source=source.location, target=target.location, revision=_migrations.HEAD, tables=tables, aside=aside
    )


def _set_aside(connection: Connection, schema: str) -> None:
    """Move every table into a new schema of the same database, with its indices and numbers."""
    quoted = connection.dialect.identifier_preparer.quote
    tables = inspect(connection).get_table_names()
    connection.execute(text(f"CREATE SCHEMA {quoted(schema)}"))
    for table in tables:
        connection.execute(text(f"ALTER TABLE {quoted(table)} SET SCHEMA {quoted(schema)}"))


def _prepare(connection: Connection, where: str) -> None:
    """Have empty tables of this program's revision; raises StoreError for others."""
    revision = _migrations.revision_of(connection, where)
    if revision is None:
        _migrations.run(connection, where)
    else:
        _migrations.expect_head(revision, where)
    holding = [table.name for table in Base.metadata.sorted_tables if _holds(connection, table)]
    if holding:
        raise StoreError(
            where,
            f"holds rows already: {', '.join(sorted(holding))}",
            expected="a new file, or a database that holds nothing",
            cure="name another one",
        )
    connection.execute(delete(SettingRow))


def _holds(connection: Connection, table: Table) -> bool:
    """Whether a table has rows, beside what every store says of itself."""
    query = select(literal(1)).select_from(table).limit(1)
    if table is SettingRow.__table__:
        query = query.where(SettingRow.name != "format")
    return connection.scalar(query) is not None


def _copy(read: Iterable[Sequence[Sequence[object]]], there: Connection, table: Table) -> CopiedTable:
    hashed = hashlib.sha256()
    count = 0
    names = [column.name for column in table.c]
    for rows in read:
        there.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        for row in rows:
            hashed.update(_canonical(row))
        count += len(rows)
    _number_on(there, table)
    return CopiedTable(table=table.name, rows=count, sha256=hashed.hexdigest())


def _number_on(connection: Connection, table: Table) -> None:
    """Have PostgreSQL give rows to come the numbers after those that were copied, as SQLite does by itself."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    last = select(func.max(column)).scalar_subquery()
    connection.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def _compare(connection: Connection, copied: CopiedTable, where: str) -> None:
    """Read a table again; raises StoreError unless it holds what was copied."""
    hashed = hashlib.sha256()
    count = 0
    for rows in _rows(connection, Base.metadata.tables[copied.table]):
        for row in rows:
            hashed.update(_canonical(row))
        count += len(rows)
    if (count, hashed.hexdigest()) != (copied.rows, copied.sha256):
        raise StoreError(
            where,
            f"table {copied.table} has {count} rows with hash {hashed.hexdigest()[:12]} after it was copied",
            expected=f"{copied.rows} with {copied.sha256[:12]}",
            cure="look at both with `annotate db check`; nothing was kept",
        )


def _read(source: Database, connection: Connection, table: Table) -> Iterator[Sequence[Sequence[object]]]:
    """Yield the rows of a table; what goes wrong with that is the source's, though the target is written meanwhile."""
    with source.told():
        yield from _rows(connection, table)


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Sequence[object]]]:
    """Yield the rows of a table in the order of their keys, which is the same in every database."""
    query = select(table).order_by(*table.primary_key.columns)
    with connection.execute(query.execution_options(yield_per=_TOGETHER)) as found:
        yield from found.partitions()


def _canonical(row: Sequence[object]) -> bytes:
    """Return a row as it is hashed: JSON with sorted keys, moments in UTC, a line feed."""
    return (json.dumps(list(row), sort_keys=True, separators=(",", ":"), default=datetime.isoformat) + "\n").encode()
