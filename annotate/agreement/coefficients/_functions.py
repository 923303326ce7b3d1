"""Coefficients over items × annotators: percent, S, π, κ, Fleiss' κ and Krippendorff's α."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import get_args

import numpy as np

from annotate.agreement._additive import Reals
from annotate.agreement._figures import Coefficient, Reason
from annotate.agreement.coefficients._chance import Level, alpha_of, difference, kappa_of, pi_of, positions, s_of
from annotate.agreement.coefficients._ratings import MISSING, Ratings, Values, coded, numbers
from annotate.agreement.coefficients._sums import margins, percent, shares
from annotate.errors import InputError


def percent_agreement(ratings: Values) -> Coefficient:
    """Return the mean share of agreeing pairs of ratings over the items that have two ratings or more.

    `ratings` are items × annotators, None or NaN = missing (Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed.,
    ch. 2). None with `no_pairable` where no item has two ratings; 1 where there is one value only. Here as in all
    coefficients an infinite rating and items of different length are refused (InputError).
    """
    found = coded(ratings).ratings
    return coefficient(found, percent(found))


def bennett_s(ratings: Values, *, categories: Sequence[Hashable] | None = None) -> Coefficient:
    """Return Bennett's S: by chance all categories are alike (Bennett, Alpert & Goldstein 1954).

    More than two annotators and missing ratings as in `percent_agreement` (Brennan & Prediger 1981; Gwet 2014,
    ch. 4). The value depends on how many categories there are: give all that could have been chosen as
    `categories`; without them those count that occur. None with `no_pairable`, and with `no_variation` where there
    is one category only.
    """
    found = coded(ratings, categories).ratings
    return coefficient(found, s_of(percent(found), found.categories))


def scott_pi(ratings: Values) -> Coefficient:
    """Return Scott's π of two annotators: both draw from one distribution by chance (Scott 1955).

    Items that one of them did not rate drop out. None with `no_pairable`, and with `no_variation` where both used
    one and the same category only. More than two annotators are refused (InputError); for them π is Fleiss' κ.
    """
    found = coded(ratings).ratings
    _refuse_more_than_two(found)
    both = found.keep(found.pairable)
    return coefficient(found, pi_of(percent(both), shares(both)))


def cohen_kappa(ratings: Values) -> Coefficient:
    """Return Cohen's κ of two annotators: each draws from a distribution of their own by chance (Cohen 1960).

    Items that one of them did not rate drop out. None with `no_pairable`, and with `no_variation` where both used
    one and the same category only. More than two annotators are refused (InputError).
    """
    found = coded(ratings).ratings
    _refuse_more_than_two(found)
    agreeing, used = np.zeros(()), np.zeros((2, found.categories))
    for pair in found.pairs():
        agreeing += np.count_nonzero(pair.first == pair.second)
        used += [np.bincount(side, minlength=found.categories) for side in (pair.first, pair.second)]
    return coefficient(found, kappa_of(agreeing, used[0], used[1]))


def fleiss_kappa(ratings: Values) -> Coefficient:
    """Return Fleiss' κ of two annotators or more (Fleiss 1971), with missing ratings by Gwet's convention.

    Agreement is the mean over items with two ratings or more, chance comes from the mean share of each category over
    all items with a rating (Gwet 2014, ch. 2 and 4). None with `no_pairable`, and with `no_variation` where only one
    category was used.
    """
    found = coded(ratings).ratings
    return coefficient(found, pi_of(percent(found), shares(found)))


def krippendorff_alpha(
    ratings: Values, level: Level = "nominal", *, categories: Sequence[Hashable] | None = None
) -> Coefficient:
    """Return Krippendorff's α (Krippendorff 2019, Content Analysis, 4th ed., ch. 12) over items × annotators.

    None or NaN = missing; an item with fewer than two ratings drops out. Values of a nominal scale may be anything
    hashable. Those of an ordinal scale are numbers, or stand in `categories` from the lowest to the highest. Those of
    an interval or ratio scale are numbers, for a ratio scale not negative. Whatever does not fit is refused
    (InputError). None with `no_pairable`, and with `no_variation` where all ratings are equal.
    """
    found, values = _on_scale(ratings, level, categories)
    paired = found.keep(found.pairable)
    given = margins(paired)
    places = positions(given, level, values)
    observed = np.zeros(())
    for pair in paired.pairs():
        differences = difference(places[pair.first], places[pair.second], level)
        observed += (2 * differences / (paired.raters[pair.items] - 1)).sum()
    return coefficient(found, alpha_of(observed, given, places, level))


def coefficient(ratings: Ratings, value: Reals) -> Coefficient:
    """Return a value on all of the ratings (one number, nan where undefined) with what it was computed on."""
    pairable = ratings.pairable
    undefined = bool(np.isnan(value))
    reason: Reason = "no_variation" if pairable.any() else "no_pairable"
    return Coefficient(
        value=None if undefined else float(value),
        reason=reason if undefined else None,
        units=int(pairable.sum()),
        items=int(ratings.raters[pairable].sum()),
        annotators=int(ratings.given[pairable].any(axis=0).sum()),
        unpaired=int((~pairable).sum()),
    )


def _refuse_more_than_two(ratings: Ratings) -> None:
    annotators = ratings.codes.shape[1]
    if annotators > 2:
        raise InputError(
            "ratings",
            f"{annotators} annotators",
            expected="two, as this coefficient is of two annotators",
            cure="take fleiss_kappa or krippendorff_alpha for more, or two columns at a time",
        )


def _on_scale(ratings: Values, level: Level, categories: Sequence[Hashable] | None) -> tuple[Ratings, Reals | None]:
    """Return ratings whose categories are in the order of the scale where it has one, and their numbers if needed."""
    if level not in get_args(Level):
        raise InputError("level of α", repr(level), expected=f"one of {', '.join(get_args(Level))}")
    found, values = coded(ratings, categories)
    if level == "nominal" or (level == "ordinal" and categories is not None):
        return found, None
    places = numbers(values)
    if level == "ordinal":
        # The code of a missing rating points at the last place.
        ranks = np.full(len(places) + 1, MISSING)
        ranks[np.argsort(places, kind="stable")] = np.arange(len(places))
        return Ratings(ranks[found.codes], found.categories), None
    if level == "ratio" and (places < 0).any():
        lowest = values[int(places.argmin())]
        raise InputError("ratings", repr(lowest), expected="no negative numbers, as a ratio scale has none")
    return found, places
