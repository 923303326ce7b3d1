"""Sums over items rated on a nominal scale, from which α, Fleiss' κ, AC1 and percent agreement come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from annotate.agreement._additive import Additive, Reals
from annotate.agreement._codings import Ints
from annotate.agreement.coefficients._chance import ac1_of, alpha_of, percent_of, pi_of


class Items(NamedTuple):
    """Items that two annotators or more rated; columns of length N."""

    article: Ints
    """Row of the article."""
    raters: Ints
    """How many rated it."""
    times: Ints
    """How many items alike this row stands for."""


class Given(NamedTuple):
    """What they were rated; columns, each item and category once at most."""

    item: Ints
    """Row of the item."""
    category: Ints
    """Row of the category."""
    raters: Ints
    """How many gave it."""


@dataclass(frozen=True, eq=False, slots=True)
class Nominal:
    """What is added up over the items of each article; A articles, V categories."""

    statistics: Reals
    """A × (3 + 2V): items, their percent agreement summed, and the pairs of ratings that differ, each item weighing
    as its ratings; how often each category was given; its share of the ratings of an item, summed."""

    @classmethod
    def of(cls, items: Items, given: Given, articles: int, categories: int) -> Nominal:
        """Add up items over so many articles, rated by so many categories."""
        pairs = np.bincount(given.item, given.raters * (given.raters - 1), minlength=len(items.article))
        agreeing = pairs / (items.raters * (items.raters - 1))
        values = np.ones(len(agreeing)), agreeing, (1 - agreeing) * items.raters
        sums = [np.bincount(items.article, items.times * value, minlength=articles) for value in values]
        # Shares in whole numbers of a small one, so that nothing but 0 is left where all is taken away that was added.
        share = np.lcm.reduce(np.unique(items.raters), initial=1) // items.raters
        cells, size = items.article[given.item] * categories + given.category, articles * categories
        ratings = items.times[given.item] * given.raters
        tables = [np.bincount(cells, ratings * whole, minlength=size) for whole in (1, share[given.item])]
        return cls(np.column_stack([*sums, *(table.reshape(articles, categories) for table in tables)]))

    def alpha(self) -> Additive:
        """Return Krippendorff's α."""
        return Additive(self.statistics, _alpha)

    def percent(self) -> Additive:
        """Return percent agreement, the mean over items."""
        return Additive(self.statistics, _percent)

    def fleiss(self) -> Additive:
        """Return Fleiss' κ, for items with different numbers of ratings by Gwet's convention."""
        return Additive(self.statistics, _fleiss)

    def ac1(self) -> Additive:
        """Return Gwet's AC1, for which categories count that were never given."""
        return Additive(self.statistics, _ac1)


def _alpha(sums: Reals) -> Reals:
    ratings = _halves(sums)[0]
    return alpha_of(sums[..., 2], ratings, np.arange(ratings.shape[-1]).astype(np.float64), "nominal")


def _percent(sums: Reals) -> Reals:
    return percent_of(sums[..., 1], sums[..., 0])


def _fleiss(sums: Reals) -> Reals:
    return pi_of(_percent(sums), _halves(sums)[1])


def _ac1(sums: Reals) -> Reals:
    return ac1_of(_percent(sums), _halves(sums)[1])


def _halves(sums: Reals) -> tuple[Reals, Reals]:
    """Return ratings and shares by category."""
    size = (sums.shape[-1] - 3) // 2
    return sums[..., 3 : 3 + size], sums[..., 3 + size :]
