"""A data frame of pandas or polars as rows that were looked at, without importing either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral
from typing import Protocol

from annotate.errors import InputError

_LISTED = 5
"""How many faults are listed; the others are counted."""


class Column(Protocol):
    """A column of a frame."""

    def to_list(self) -> list[object]:
        """Return its values, one a row."""
        ...


class Frame(Protocol):
    """What data frames of pandas and polars have in common."""

    @property
    def columns(self) -> Iterable[str]:
        """Names of the columns."""
        ...

    def __getitem__(self, name: str, /) -> Column:
        """Return a column."""
        ...


class Table:
    """Some columns of a frame, and what was found wrong with its rows."""

    def __init__(self, where: str, frame: Frame, required: Sequence[str], optional: Sequence[str]) -> None:
        """Raise InputError, which calls the frame `where`, for required columns that it does not have."""
        there = list(frame.columns)
        if missing := [column for column in required if column not in there]:
            raise InputError(
                where,
                f"no column {', '.join(missing)}; there are {', '.join(map(str, there)) or 'none'}",
                expected=", ".join(required),
                cure="rename or add columns",
            )
        wanted = [*required, *(column for column in optional if column in there)]
        self.where = where
        self.columns = {column: frame[column].to_list() for column in wanted}
        self.rows = range(len(self.columns[required[0]]))
        self._faults: list[str] = []

    def has(self, row: int, column: str) -> bool:
        """Tell whether a row has something in a column, which need not be there."""
        return column in self.columns and not _nothing(self.columns[column][row])

    def name(self, row: int, column: str) -> str:
        """Return a name; numbers that became floats beside missing values stand as they were."""
        value = self.columns[column][row]
        if _nothing(value):
            self.fault(row, f"no {column}")
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    def names(self, column: str) -> list[str]:
        """Return what names stand in a column."""
        return [self.name(row, column) for row in self.rows if self.has(row, column)]

    def offset(self, row: int, column: str) -> int:
        """Return a whole number, 0 for what is none."""
        value = self.columns[column][row]
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, Integral) and not isinstance(value, bool):
            return int(value)
        self.fault(row, f"{column} is {value}, which is no whole number")
        return 0

    def fault(self, row: int, found: str) -> None:
        """Note what is wrong with a row."""
        self._faults.append(f"row {row}: {found}")

    def expect_sound(self) -> None:
        """Raise InputError for what was noted."""
        if not self._faults:
            return
        more = len(self._faults) - _LISTED
        listed = [*self._faults[:_LISTED], *([f"and {more} more"] if more > 0 else [])]
        expected = "rows, from 0 on, as the function describes them"
        raise InputError(self.where, "; ".join(listed), expected=expected, cure="mend these rows, or leave them out")


def _nothing(value: object) -> bool:
    """Tell whether a value stands for none: None, NaN, or one that is neither equal to itself nor not, as in pandas."""
    try:
        return value is None or value != value
    except TypeError:
        return True
