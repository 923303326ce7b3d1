"""Ratings as columns: items × annotators."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement._additive import Reals
from annotate.agreement._codings import Flags, Ints
from annotate.errors import InputError

MISSING = -1
"""Stands for the rating of an annotator who did not rate the item."""

Values = Iterable[Iterable[Hashable | None]]
"""Items × annotators; None and NaN are missing. Lists of lists, arrays and a frame's `to_numpy()` fit."""


class Pairs(NamedTuple):
    """Two annotators' ratings of the items that both rated."""

    items: Ints
    """Rows of those items."""
    first: Ints
    """The one's ratings."""
    second: Ints
    """The other's."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """What annotators gave to items, by the rows of the categories."""

    codes: Ints
    """N × m: the row of the category, or MISSING."""
    categories: int
    """How many categories there are, unused ones too."""

    @cached_property
    def given(self) -> Flags:
        """N × m: whether there is a rating."""
        given: Flags = self.codes != MISSING
        return given

    @cached_property
    def raters(self) -> Ints:
        """For each item how many annotators rated it."""
        raters: Ints = self.given.sum(axis=1)
        return raters

    @cached_property
    def pairable(self) -> Flags:
        """For each item whether two annotators or more rated it."""
        pairable: Flags = self.raters > 1
        return pairable

    def keep(self, kept: Flags) -> Ratings:
        """Return the items of which the flag, one an item, is set."""
        return Ratings(codes=self.codes[kept], categories=self.categories)

    def pairs(self) -> Iterator[Pairs]:
        """Yield the common ratings of every two annotators."""
        for one in range(self.codes.shape[1]):
            for other in range(one):
                items = np.flatnonzero(self.given[:, one] & self.given[:, other])
                yield Pairs(items, self.codes[items, other], self.codes[items, one])


class Coded(NamedTuple):
    """Ratings, and what their categories are."""

    ratings: Ratings
    """The ratings."""
    categories: tuple[Hashable, ...]
    """Those given, in their order; otherwise those that occur, in some order."""


def coded(values: Values, categories: Sequence[Hashable] | None = None) -> Coded:
    """Return ratings as columns; where `categories` are given, these are all that there are.

    Raises:
        InputError: items differ in their number of annotators; a rating is infinite, or is none of the categories.
    """
    if isinstance(values, np.ndarray) and values.ndim == 2 and values.dtype.kind in "iuf" and categories is None:
        return _coded_numbers(values)
    known = None if categories is None else {category: row for row, category in enumerate(dict.fromkeys(categories))}
    rows: dict[Hashable, int] = dict(known or {})
    table: list[list[int]] = []
    for number, item in enumerate(values, start=1):
        codes = [_code(value, rows, known, number) for value in item]
        if table and len(codes) != len(table[0]):
            raise InputError(
                f"item {number} of the ratings",
                f"{len(codes)} annotators",
                expected=f"{len(table[0])}, as in item 1",
                cure="give None for who did not rate the item",
            )
        table.append(codes)
    matrix = np.array(table, dtype=np.int64).reshape(len(table), len(table[0]) if table else 0)
    return Coded(Ratings(matrix, len(rows)), tuple(rows))


def _coded_numbers(values: NDArray[np.number[Any]]) -> Coded:
    """Do the same for an array of numbers, without looking at each."""
    given = ~np.isnan(values)
    infinite = np.flatnonzero((given & ~np.isfinite(values)).any(axis=1))
    if len(infinite):
        raise _infinite(int(infinite[0]) + 1, values[infinite[0]].tolist())
    categories, rows = np.unique(values[given], return_inverse=True)
    codes = np.full(values.shape, MISSING)
    codes[given] = rows
    return Coded(Ratings(codes, len(categories)), tuple(categories.tolist()))


def numbers(categories: Sequence[Hashable]) -> Reals:
    """Return the categories as numbers, of which the greatest is about 1 (a power of two divides them all).

    Raises:
        InputError: one of them is no number.
    """
    values = np.array([_number(category) for category in categories], dtype=np.float64)
    # Squares of huge numbers would be infinite, those of tiny ones nothing; α does not depend on the unit.
    _, exponent = np.frexp(np.abs(values).max(initial=0.0))
    scaled: Reals = np.ldexp(values, -exponent)
    return scaled


def _code(value: Hashable | None, rows: dict[Hashable, int], known: dict[Hashable, int] | None, item: int) -> int:
    # Only what is not a number differs from itself, of whichever library's type it is.
    if value is None or value != value:
        return MISSING
    if value in (inf, -inf):
        raise _infinite(item, value)
    if known is not None and value not in known:
        listed = ", ".join(map(repr, known))
        raise InputError(f"item {item} of the ratings", repr(value), expected=f"one of the categories {listed}")
    return rows.setdefault(value, len(rows))


def _infinite(item: int, found: object) -> InputError:
    return InputError(f"item {item} of the ratings", repr(found), expected="finite numbers, None for missing ones")


def _number(value: object) -> float:
    expected = "numbers up to 1e308, as the ratings of this scale are"
    if not isinstance(value, Real):
        raise InputError("ratings", repr(value), expected=expected)
    try:
        return float(value)
    except OverflowError as error:
        raise InputError("ratings", repr(value), expected=expected) from error
