"""Column types that mean the same in every database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

TEXT = String().with_variant(String(collation="C"), "postgresql")
"""Text, compared and sorted by code point everywhere, whatever the language of the database."""

DOCUMENT = JSON(none_as_null=True)
"""A JSON value. Also for text that a server sent: it may hold half a surrogate pair, which no text column takes."""


class Written(str):
    """JSON that is written already, for a column of documents."""

    __slots__ = ()


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; stored as UTC, and read back as UTC also where the database knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the moment into UTC; raises ValueError when it has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone."""
        return None if value is None else in_utc(value)


def in_utc(value: datetime) -> datetime:
    """Return a moment that a database gave in UTC, which is the zone of those that it gave none."""
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
