"""Coefficients over units × raters: percent agreement and Krippendorff's α."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from annotate.agreement._figures import Figure, Reason

Level = Literal["nominal", "ordinal", "interval", "ratio"]
"""The scale of the ratings."""

Row = tuple[Hashable, ...]
"""The ratings that one unit has, without the missing ones."""


def percent_agreement(ratings: Sequence[Sequence[Hashable | None]]) -> Figure:
    """Return the mean share of agreeing pairs of ratings over the units that have two ratings or more.

    `ratings` is units × raters, None = missing (Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 2).
    Items are the ratings of those units. None with `no_pairable` where no unit has two ratings.
    """
    return _figure(ratings, *percent_of(_rows(ratings)))


def krippendorff_alpha(ratings: Sequence[Sequence[Hashable | None]], level: Level = "nominal") -> Figure:
    """Return Krippendorff's α (Krippendorff 2019, Content Analysis, 4th ed., ch. 12) over units × raters.

    None = missing; a unit with fewer than two ratings drops out. Values of a nominal scale may be anything
    hashable, those of the others are numbers, for `ratio` not negative (TypeError, ValueError). Items are the
    ratings of the units left. None with `no_pairable` where there are none, with `no_variation` where all
    ratings are equal.
    """
    return _figure(ratings, *alpha_of(_rows(ratings), level))


def percent_of(rows: Mapping[Row, int]) -> tuple[float | None, Reason | None]:
    """Return percent agreement from distinct rows of present ratings with their frequencies."""
    units = agreeing = 0.0
    for row, times in rows.items():
        if len(row) > 1:
            pairs = len(row) * (len(row) - 1)
            agreeing += times * sum(count * (count - 1) for count in Counter(row).values()) / pairs
            units += times
    return (agreeing / units, None) if units else (None, "no_pairable")


def alpha_of(rows: Mapping[Row, int], level: Level = "nominal") -> tuple[float | None, Reason | None]:
    """Return α from distinct rows of present ratings with their frequencies."""
    values = list(dict.fromkeys(value for row in rows if len(row) > 1 for value in row))
    if not values:
        return None, "no_pairable"
    if len(values) == 1:
        return None, "no_variation"
    coincidences = _coincidences(rows, values)
    margins = coincidences.sum(axis=0)
    distances = _distances(values, margins, level)
    expected = float((np.outer(margins, margins) * distances).sum()) / (margins.sum() - 1)
    return float(1 - (coincidences * distances).sum() / expected), None


def _rows(ratings: Sequence[Sequence[Hashable | None]]) -> Counter[Row]:
    return Counter(tuple(value for value in row if value is not None) for row in ratings)


def _figure(ratings: Sequence[Sequence[Hashable | None]], value: float | None, reason: Reason | None) -> Figure:
    pairable = [row for row in ratings if sum(rating is not None for rating in row) > 1]
    raters = [rater for row in pairable for rater, rating in enumerate(row) if rating is not None]
    return Figure(value=value, reason=reason, units=len(pairable), items=len(raters), annotators=len(set(raters)))


def _coincidences(rows: Mapping[Row, int], values: Sequence[Hashable]) -> NDArray[np.float64]:
    """Return the matrix of coincidences: pairs of ratings within a unit, each unit weighing as its ratings."""
    position = {value: index for index, value in enumerate(values)}
    matrix = np.zeros((len(values), len(values)))
    for row, times in rows.items():
        if len(row) < 2:
            continue
        counts = Counter(position[value] for value in row)
        for one, count in counts.items():
            for other, others in counts.items():
                matrix[one, other] += times * count * (others - (one == other)) / (len(row) - 1)
    return matrix


def _distances(values: Sequence[Hashable], margins: NDArray[np.float64], level: Level) -> NDArray[np.float64]:
    """Return the squared differences δ² between values on their scale."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    numbers = np.array([_number(value) for value in values])
    if level == "interval":
        return _squared(numbers)
    if level == "ratio":
        if numbers.min() < 0:
            raise ValueError(f"a ratio scale has no negative values, found {numbers.min()}")
        # Two zeros differ by nothing: 0 over anything above 0.
        sums = (numbers[:, None] + numbers).clip(min=np.finfo(np.float64).tiny)
        shares: NDArray[np.float64] = (numbers[:, None] - numbers) / sums
        return shares**2
    # Ordinal: as many ratings as lie between the middles of the two ranks.
    order = np.argsort(numbers)
    middles = np.empty(len(values))
    middles[order] = np.cumsum(margins[order]) - margins[order] / 2
    return _squared(middles)


def _squared(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    return (numbers[:, None] - numbers) ** 2


def _number(value: Hashable) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"ratings of this scale are numbers, found {value!r}")
    return float(value)
