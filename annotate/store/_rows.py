"""Many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, insert

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
