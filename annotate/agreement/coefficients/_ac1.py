"""Gwet's AC1, with its standard error over items."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from scipy.special import stdtrit

from annotate.agreement._figures import AC1
from annotate.agreement.coefficients._chance import ac1_chance, ac1_of
from annotate.agreement.coefficients._functions import coefficient
from annotate.agreement.coefficients._ratings import Ratings, Values, coded
from annotate.agreement.coefficients._sums import agreement, percent, shares

_MIDDLE = 0.95
"""Share of the distribution that the interval holds."""


def gwet_ac1(ratings: Values, *, categories: Sequence[Hashable] | None = None) -> AC1:
    """Return Gwet's AC1, which stays near percent agreement where nearly all ratings are of one category.

    Gwet 2008, British Journal of Mathematical and Statistical Psychology 61; for several annotators and missing
    ratings Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 2, 4 and 5. `ratings` are items × annotators,
    None or NaN = missing: agreement is the mean over items with two ratings or more, chance comes from the mean share
    of each category over all items with a rating. The value depends on how many categories there are: give all that
    could have been chosen as `categories`; without them those count that occur.

    The standard error is over items drawn from infinitely many. It takes them to be independent, which paragraphs of
    one article are not: there, see the interval over articles of `attribute_agreement`.

    None with `no_pairable` where no item has two ratings, and with `no_variation` where there is one category only
    (given a second one as `categories`, AC1 is 1 there).
    """
    found = coded(ratings, categories).ratings
    figure = coefficient(found, ac1_of(percent(found), shares(found)))
    rated = found.keep(found.raters > 0)
    if figure.value is None or len(rated.codes) < 2:
        return AC1(**dict(figure), se=None, ci95=None)
    error = _standard_error(rated, figure.value)
    half = float(stdtrit(len(rated.codes) - 1, (1 + _MIDDLE) / 2)) * error
    return AC1(**dict(figure), se=error, ci95=(max(-1.0, figure.value - half), min(1.0, figure.value + half)))


def _standard_error(ratings: Ratings, value: float) -> float:
    """Return the standard error by linearisation (Gwet 2014, ch. 5) over items that all have a rating, two or more."""
    items, weights = len(ratings.codes), shares(ratings)
    chance = 1 - ac1_chance(weights)
    # The chance agreement that an item's own ratings stand for.
    rare = np.where(ratings.given, 1 - (weights / items)[ratings.codes], 0.0).sum(axis=1) / ratings.raters
    own = rare / (len(weights) - 1)
    scale = items / ratings.pairable.sum()
    linear = scale * np.where(ratings.pairable, agreement(ratings) - chance, 0.0)
    deviations = (linear - 2 * (1 - value) * (own - chance)) / (1 - chance) - value
    return float(np.sqrt((deviations**2).sum() / (items * (items - 1))))
