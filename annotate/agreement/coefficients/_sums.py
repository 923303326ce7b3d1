"""What the coefficients need of ratings, as sums over items."""

from __future__ import annotations

import numpy as np

from annotate.agreement._additive import Additive, Reals, ratio
from annotate.agreement._codings import Ints
from annotate.agreement.coefficients._chance import Level, alpha_of_coincidences
from annotate.agreement.coefficients._ratings import Ratings


def agreement(ratings: Ratings) -> Reals:
    """Return for each item the share of agreeing pairs of its ratings; nan where there is no pair."""
    agreeing = np.zeros(len(ratings.codes))
    for pair in ratings.pairs():
        agreeing[pair.items] += pair.first == pair.second
    return ratio(agreeing, ratings.raters * (ratings.raters - 1) / 2)


def percent(ratings: Ratings) -> Reals:
    """Return the mean agreement of the items that were rated twice, a single number; nan where there is none."""
    agreeing = agreement(ratings)[ratings.pairable]
    return ratio(np.array(agreeing.sum()), np.array(float(len(agreeing))))


def shares(ratings: Ratings) -> Reals:
    """Return the share of each category in the ratings of an item, summed over all items; of length k.

    Items with one rating count too: this is Gwet's convention for missing ratings.
    """
    items, annotators = np.nonzero(ratings.given)
    return _summed(ratings.codes[items, annotators], 1 / ratings.raters[items], ratings.categories)


def margins(ratings: Ratings) -> Reals:
    """Return how often each category was given, of length k."""
    return np.bincount(ratings.codes[ratings.given], minlength=ratings.categories).astype(np.float64)


def alpha_part(ratings: Ratings, groups: Ints, number: int, *, level: Level, values: Reals | None = None) -> Additive:
    """Return Krippendorff's α on any scale as sums over groups.

    `groups` is the row of each item's group (its article) among `number` groups. The k categories are in the order
    of the scale, `values` their numbers on an interval or ratio scale. The statistics are groups × (k + k²): how often
    a category was given in items that were rated twice, and coincidences.
    """
    size = ratings.categories
    items, annotators = np.nonzero(ratings.given & ratings.pairable[:, None])
    cells = groups[items] * size + ratings.codes[items, annotators]
    # Whole numbers, so that nothing but 0 is left where all is taken away that was added.
    given = _summed(cells, np.ones(len(cells)), number * size).reshape(number, size)

    def value(sums: Reals) -> Reals:
        matrices = sums[..., size:].reshape(*sums.shape[:-1], size, size)
        return alpha_of_coincidences(matrices, sums[..., :size], level, values)

    return Additive(
        np.concatenate([given, coincidences(ratings, groups, number).reshape(number, size**2)], axis=1), value
    )


def coincidences(ratings: Ratings, groups: Ints, number: int) -> Reals:
    """Return the coincidence matrix of each group: number × k × k.

    Every pair of ratings of an item stands there both ways round, with weight 1 / (its ratings - 1).
    """
    size = ratings.categories
    matrices = np.zeros((number, size, size))
    for pair in ratings.pairs():
        cells = (groups[pair.items] * size + pair.first) * size + pair.second
        summed = _summed(cells, 1 / (ratings.raters[pair.items] - 1), number * size * size)
        matrices += summed.reshape(number, size, size)
    both: Reals = matrices + matrices.transpose(0, 2, 1)
    return both


def _summed(cells: Ints, weights: Reals, number: int) -> Reals:
    summed: Reals = np.bincount(cells, weights=weights, minlength=number).astype(np.float64, copy=False)
    return summed
