"""Formulas of the coefficients on sums over items; leading axes are batches, such as the resamples of a bootstrap.

All have the form 1 - observed disagreement / disagreement by chance, so that "undefined" is an exact zero below, and
all are nan there and where nothing was rated twice.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from annotate.agreement._additive import Reals, ratio

Level = Literal["nominal", "ordinal", "interval", "ratio"]
"""The scale of the ratings."""


def percent_of(agreeing: Reals, pairable: Reals) -> Reals:
    """Return the agreement of items that were rated twice; both (…)."""
    return ratio(agreeing, pairable)


def s_of(agreement: Reals, categories: int) -> Reals:
    """Return Bennett's S from percent agreement (…): chance is all categories alike."""
    return _one_less(1 - agreement, np.array(1 - 1 / categories if categories else 0.0))


def pi_of(agreement: Reals, shares: Reals) -> Reals:
    """Return Scott's π or Fleiss' κ from percent agreement (…) and the weight of each category (…, k)."""
    return _one_less(1 - agreement, _variety(shares))


def ac1_of(agreement: Reals, shares: Reals) -> Reals:
    """Return Gwet's AC1 from percent agreement (…) and the weight of each category (…, k), unused ones too."""
    return _one_less(1 - agreement, ac1_chance(shares))


def ac1_chance(shares: Reals) -> Reals:
    """Return the disagreement by chance of AC1, (…): 0 where there is one category only."""
    others = shares.shape[-1] - 1
    variety = _variety(shares)
    return 1 - variety / others if others > 0 else variety


def kappa_of(agreeing: Reals, first: Reals, second: Reals) -> Reals:
    """Return Cohen's κ from the items on which two annotators agree (…) and how often each used what, (…, k)."""
    total = first.sum(axis=-1)
    chance = (first * second).sum(axis=-1)
    return _one_less(ratio(total - agreeing, total), ratio(total**2 - chance, total**2))


def alpha_of_coincidences(
    coincidences: Reals, margins: Reals, level: Level = "nominal", values: Reals | None = None
) -> Reals:
    """Return Krippendorff's α from coincidence matrices (…, k, k), in the order of the scale, and their margins.

    The margins (…, k) are whole numbers, which the rows of the matrices add up to but for rounding. `values` (k) are
    the numbers of an interval or ratio scale.
    """
    places = positions(margins, level, values)
    differences = difference(places[..., :, None], places[..., None, :], level)
    return alpha_of((coincidences * differences).sum(axis=(-2, -1)), margins, places, level)


def alpha_of(observed: Reals, margins: Reals, places: Reals, level: Level) -> Reals:
    """Return α from the summed differences of coincidences (…), their margins (…, k) and the categories' places."""
    total = margins.sum(axis=-1)
    if level == "nominal":
        expected = (margins * (total[..., None] - margins)).sum(axis=-1)
    else:
        # One category against all at a time: no array grows with the square of their number.
        expected = np.zeros(total.shape)
        for row in range(margins.shape[-1]):
            away = (margins * difference(places[..., row, None], places, level)).sum(axis=-1)
            expected += margins[..., row] * away
    return _one_less(observed * (total - 1), expected)


def positions(margins: Reals, level: Level, values: Reals | None) -> Reals:
    """Return the categories' places on their scale, (k) or for the ordinal one (…, k).

    There it is the middle of the ranks of a category: two are as far apart as ratings lie between these.
    """
    if level == "nominal":
        return np.arange(margins.shape[-1]).astype(np.float64)
    if level == "ordinal":
        middles: Reals = np.cumsum(margins, axis=-1) - margins / 2
        return middles
    if values is None:
        raise ValueError(f"a scale of level {level} needs the numbers of its categories")
    return values


def difference(one: Reals, other: Reals, level: Level) -> Reals:
    """Return the squared difference of places, element by element."""
    if level == "nominal":
        differs: Reals = np.not_equal(one, other).astype(np.float64)
        return differs
    if level == "ratio":
        # Two zeros differ by nothing.
        return _square(np.nan_to_num(ratio(one - other, one + other)))
    return _square(one - other)


def _square(apart: Reals) -> Reals:
    squared: Reals = apart * apart
    return squared


def _variety(shares: Reals) -> Reals:
    """Return the chance that two ratings drawn by these weights (…, k) differ; 0 where one category has all."""
    total = shares.sum(axis=-1)
    return ratio((shares * (total[..., None] - shares)).sum(axis=-1), total**2)


def _one_less(observed: Reals, expected: Reals) -> Reals:
    return 1 - ratio(observed, expected)
