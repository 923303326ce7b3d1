"""What a database can say of itself: whether its pages, constraints and JSON are sound, at any revision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, ColumnClause, Connection, Inspector, and_, column, func, inspect, or_, select, table, text
from sqlalchemy.engine.interfaces import ReflectedForeignKeyConstraint

from annotate.store._values import StoreFault

Column = ColumnClause[Any]

_FEW = 20
"""How many faults of one kind in one table are told."""

_CURE = "annotate db restore FILE, with a copy from before the damage"

_INVALID = text(
    "SELECT conrelid::regclass::text, conname FROM pg_constraint"
    " WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
    " UNION ALL SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index"
    " JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace ORDER BY 1, 2"
)
"""Constraints and indices that PostgreSQL does not hold its rows to."""


def broken_structure(connection: Connection) -> Iterator[StoreFault]:
    """Yield what is wrong with pages, indices and constraints, rows that refer to nothing, and JSON that is none."""
    found = inspect(connection)
    if connection.dialect.name == "sqlite":
        yield from _pages(connection)
        yield from _json(connection, found)
    else:
        yield from _not_held(connection)
    for (_, name), keys in sorted(found.get_multi_foreign_keys().items(), key=lambda item: str(item[0][1])):
        for key in keys:
            yield from _dangling(connection, found, name, key)


def _pages(connection: Connection) -> Iterator[StoreFault]:
    """Have SQLite read everything; it tells of pages, indices, and rows against constraints."""
    for (said,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_FEW})"):
        if said != "ok":
            yield StoreFault(where="database", found=str(said), expected="ok", cure=_CURE)


def _not_held(connection: Connection) -> Iterator[StoreFault]:
    for name, constraint in connection.execute(_INVALID):
        yield StoreFault(
            where=f"table {name}",
            found=f"{constraint} is not held to",
            expected="a constraint or index that is valid",
            cure="validate or rebuild it with the server's tools",
        )


def _json(connection: Connection, found: Inspector) -> Iterator[StoreFault]:
    """Look for values that SQLite, which knows no type of JSON, let in."""
    for (_, name), columns in sorted(found.get_multi_columns().items(), key=lambda item: str(item[0][1])):
        for one in (one["name"] for one in columns if isinstance(one["type"], JSON)):
            value: Column = column(one)
            key: list[Column] = [column(part) for part in found.get_pk_constraint(name)["constrained_columns"]]
            wrong = select(*key).select_from(table(name, value, *key))
            wrong = wrong.where(value.is_not(None), func.json_valid(value) == 0)
            for row in connection.execute(wrong.order_by(*key).limit(_FEW)):
                where = f"{name} {' '.join(map(str, row))}"
                yield StoreFault(where=where, found=f"{one} is no JSON", expected="JSON", cure=_CURE)


def _dangling(
    connection: Connection, found: Inspector, name: str, key: ReflectedForeignKeyConstraint
) -> Iterator[StoreFault]:
    """Look for rows whose key refers to nothing, which a database finds only where it was told to look."""
    mine: list[Column] = [column(one) for one in key["constrained_columns"]]
    own: list[Column] = [column(one) for one in found.get_pk_constraint(name)["constrained_columns"]]
    child = table(name, *{one.name: one for one in (*mine, *own)}.values()).alias("child")
    parent = table(key["referred_table"], *(column(one) for one in key["referred_columns"])).alias("parent")
    pairs = zip(key["constrained_columns"], key["referred_columns"], strict=True)
    same = and_(*(child.c[one] == parent.c[other] for one, other in pairs))
    given = and_(*(child.c[one.name].is_not(None) for one in mine))
    absent = or_(*(parent.c[one].is_(None) for one in key["referred_columns"]))
    shown = [child.c[one.name] for one in (*own, *mine)]
    query = select(*shown).select_from(child.outerjoin(parent, same)).where(given, absent)
    for row in connection.execute(query.order_by(*shown).limit(_FEW)):
        values = [*map(str, row)]
        yield StoreFault(
            where=f"{name} {' '.join(values[: len(own)])}",
            found=f"refers to {key['referred_table']} {' '.join(values[len(own) :])}, which is not there",
            expected=f"a row of {key['referred_table']}",
            cure=_CURE,
        )
