"""The whole store looked at: first what the database can say of itself, then whether what it holds can be true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from annotate.store import _examined_gold, _examined_texts, _examined_work, _migrations
from annotate.store._engine import Database
from annotate.store._structure import broken_structure
from annotate.store._values import Examined, StoreFault

_LISTED = 1_000
"""Faults that a report holds; a store that is all wrong is not to fill the memory."""

_PARTS: tuple[Callable[[Connection, Counter[str]], Iterator[StoreFault]], ...] = (
    _examined_texts.texts,
    _examined_work.units,
    _examined_work.revisions,
    _examined_work.spans,
    _examined_work.assignments,
    _examined_work.selections,
    _examined_gold.decisions,
    _examined_gold.releases,
    _examined_gold.schemes,
    _examined_gold.exports,
)
"""What looks at the contents; each counts what it has looked at."""


def examine(url: str) -> Examined:
    """Look at one state of a store, change nothing, and tell what is not as it has to be.

    What it holds is looked at only where the tables themselves are sound. Raises StoreError where there is no store, or
    one too damaged to be opened, StoreOutdated or StoreTooNew for one of another revision.
    """
    counted = Counter[str]()
    seen = Counter[str]()
    faults: list[StoreFault] = []
    with Database(url, read_only=True) as database:
        _migrations.check(database)
        with database.read() as connection:
            for fault in _faults(connection, seen):
                counted[fault.severity] += 1
                if len(faults) < _LISTED:
                    faults.append(fault)
        return Examined(
            location=database.location,
            revision=_migrations.HEAD,
            looked_at=dict(sorted(seen.items())),
            errors=counted["error"],
            warnings=counted["warning"],
            faults=tuple(faults),
        )


def _faults(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    sound = True
    for fault in broken_structure(connection):
        sound = False
        yield fault
    if sound:
        for part in _PARTS:
            yield from part(connection, seen)
