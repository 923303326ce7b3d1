"""Many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Select, insert
from sqlalchemy.engine.interfaces import DBAPICursor

from annotate.store._tables import Base

Item = TypeVar("Item")

MANY = 500
"""How many keys one query names: far below what a database takes, far above what a round trip costs."""


def insert_all(connection: Connection, table: type[Base], rows: Sequence[dict[str, object]]) -> None:
    """Insert rows, which may be none."""
    if rows:
        connection.execute(insert(table), rows)


def chunks(items: Iterable[Item], size: int = MANY) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def fetched(connection: Connection, query: Select[*tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Return all rows as the driver's own tuples, of which nothing is converted; rows of SQLAlchemy cost much more."""
    return _cursor(connection.execute(query)).fetchall()


def fetched_by_parts(
    connection: Connection, query: Select[*tuple[Any, ...]], size: int = 20_000
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Yield all rows as `fetched` returns them, at most `size` at a time."""
    # Not with `yield_per`: SQLAlchemy then takes the first row away from the cursor.
    with connection.execute(query) as result:
        while found := _cursor(result).fetchmany(size):
            yield found


def _cursor(result: CursorResult[*tuple[Any, ...]]) -> DBAPICursor:
    assert result.cursor is not None, "a query has rows"  # noqa: S101
    return result.cursor
