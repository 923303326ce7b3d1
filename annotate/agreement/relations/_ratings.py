"""Ratings of relation α: what annotators drew between groups of aligned spans, and what they might have drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from annotate.agreement._additive import Additive
from annotate.agreement._codings import Codings, Flags, Ints
from annotate.agreement._distinct import counted, distinct
from annotate.agreement.coefficients._nominal import Given, Items, Nominal
from annotate.agreement.relations._items import Groups, Meetings, Rules, distinct_rows, summed
from annotate.agreement.spans._pairs import mean_f1


class Extent(NamedTuple):
    """What a figure is computed on."""

    units: int
    """Units with an item."""
    items: int
    """Items."""
    annotators: int
    """Annotators who rate one."""


@dataclass(frozen=True, eq=False, slots=True)
class Possible:
    """Items that there might be, by what is possible on them.

    K kinds of them, T types, M meetings: a unit and a kind that occurs in it, by unit.
    """

    article: Ints
    """M: row of the article."""
    unit: Ints
    """M: row of the unit."""
    kind: Ints
    """M: row of the kind."""
    earlier: Ints
    """M: how many pairs of groups there are of which the one comes earlier."""
    later: Ints
    """M: the same if it comes later."""
    raters: Flags
    """K × annotators: who has a span in both groups."""
    forward: Flags
    """K × T: whether a type may lead from the one to the other, if that comes later."""
    backward: Flags
    """K × T: the same if that comes earlier."""

    @classmethod
    def of(cls, codings: Codings, rules: Rules, met: Meetings, *, directed: bool) -> Possible:
        """Return the ordered pairs if `directed`, otherwise the unordered ones, each in the order of the text."""
        forward = rules.forward(met.first, met.second) if directed else rules.either(met.first, met.second)
        backward = rules.backward(met.first, met.second) if directed else np.zeros_like(forward)
        possible = np.column_stack((rules.raters(met.first, met.second), forward, backward))
        kinds, kind = distinct_rows(possible.astype(np.int64))
        many, cut = max(len(kinds), 1), (len(codings.annotators), len(codings.annotators) + len(codings.types))
        cells, cell = distinct(met.unit * many + kind[met.pair], len(codings.units.key) * many)
        raters, forward, backward = np.split(kinds > 0, cut, axis=1)
        return cls(
            article=codings.units.article[cells // many],
            unit=cells // many,
            kind=cells % many,
            earlier=summed(cell, met.earlier, len(cells)),
            later=summed(cell, met.later, len(cells)),
            raters=raters,
            forward=forward,
            backward=backward,
        )

    def times(self, types: Ints) -> Ints:
        """Return how many items each meeting holds if only some types count: M."""
        rated = self.raters.sum(axis=1) > 1
        forward = rated & self.forward[:, types].any(axis=1)
        backward = rated & self.backward[:, types].any(axis=1)
        times: Ints = self.earlier * forward[self.kind] + self.later * backward[self.kind]
        return times

    def extent(self, times: Ints) -> Extent:
        """Return what figures on these items are computed on."""
        rows = np.flatnonzero(times)
        kinds = np.bincount(self.kind[rows], minlength=len(self.raters)) > 0
        return Extent(
            units=len(np.unique(self.unit[rows])),
            items=int(times.sum()),
            annotators=int(self.raters[kinds].any(axis=0).sum()),
        )


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """Pairs of groups between which somebody drew something: I items, and N ratings that are not empty."""

    article: Ints
    """I: row of the article."""
    raters: Flags
    """I × annotators: who has a span in both groups."""
    permitted: Flags
    """I × types: what the scheme permits there."""
    item: Ints
    """N: row of the item."""
    annotator: Ints
    """N: row of the annotator."""
    types: Flags
    """N × types: what one annotator drew."""

    @classmethod
    def of(cls, codings: Codings, groups: Groups, rules: Rules, *, directed: bool) -> Drawn:
        """Return what was drawn; relations with a span that was not aligned are passed over."""
        relations, spans = codings.relations, codings.spans
        source, target = groups.of_span[relations.source], groups.of_span[relations.target]
        rows = np.flatnonzero((source >= 0) & (target >= 0))
        source, target, type_ = source[rows], target[rows], relations.type[rows]
        turned = (target < source) & (rules.symmetric[type_] | (not directed))
        source, target = np.where(turned, target, source), np.where(turned, source, target)
        size, many = max(len(groups.unit), 1), len(codings.annotators)
        found, item = np.unique(source * size + target, return_inverse=True)
        ratings, rating = distinct(item * many + spans.annotator[relations.source[rows]], len(found) * many)
        types = np.zeros((len(ratings), len(codings.types)), dtype=bool)
        types[rating, type_] = True
        source, target = found // size, found % size
        ends = groups.kind[source], groups.kind[target]
        if directed:
            permitted = np.where((source < target)[:, None], rules.forward(*ends), rules.backward(*ends))
        else:
            permitted = rules.either(*ends)
        return cls(
            article=codings.units.article[groups.unit[source]],
            raters=rules.raters(*ends),
            permitted=permitted,
            item=ratings // many,
            annotator=ratings % many,
            types=types,
        )

    def unpermitted(self) -> int:
        """Return how many relations stand where they would be an item if the scheme permitted any."""
        outside = self.rated(np.ones_like(self.permitted)) & ~self.permitted.any(axis=1)
        return int(self.types[outside[self.item]].sum())

    def several(self) -> int:
        """Return how many ratings of items have more than one type."""
        return int((self.types[self.rated(self.permitted)[self.item]].sum(axis=1) > 1).sum())

    def rated(self, permitted: Flags) -> Flags:
        """Return whether two annotators rate each pair and something is permitted there (I × any number): I."""
        rated: Flags = (self.raters.sum(axis=1) > 1) & permitted.any(axis=1)
        return rated

    def f1(self, articles: int) -> Additive:
        """Return the mean over pairs of annotators of the F1 of the types drawn on items that both rate."""
        items, annotators = self.raters.shape
        said = np.zeros((annotators, items, self.types.shape[1]), dtype=bool)
        said[self.annotator, self.item] = self.types
        inside = self.permitted.any(axis=1)
        drawn, matched = [], []
        for one, other in combinations(range(annotators), 2):
            both = np.flatnonzero(inside & self.raters[:, one] & self.raters[:, other])
            mine, yours, article = said[one, both], said[other, both], self.article[both]
            drawn.append(np.bincount(article, mine.sum(axis=1) + yours.sum(axis=1), minlength=articles))
            matched.append(np.bincount(article, (mine & yours).sum(axis=1), minlength=articles))
        nobody = np.zeros((articles, 0))
        return Additive(np.column_stack([nobody, *drawn, *drawn, *matched]), mean_f1)


def tally(possible: Possible, drawn: Drawn, types: Ints, categories: Ints, articles: int) -> tuple[Nominal, Extent]:
    """Add up ratings of the items on which some types are permitted.

    `categories` has a number for each rating in `drawn`, from 0, which stands for nothing drawn, too.
    """
    times = possible.times(types)
    rated = drawn.rated(drawn.permitted[:, types])
    rows = np.flatnonzero(rated)
    items = _with_unrelated(possible, times, drawn.article[rows], drawn.raters[rows].sum(axis=1), articles)
    said = np.flatnonzero(rated[drawn.item] & (categories > 0))
    width = int(categories.max(initial=0)) + 1
    given_to = (np.cumsum(rated) - 1)[drawn.item[said]]
    cells, count = counted(given_to * width + categories[said], len(rows) * width)
    empty = items.raters - np.bincount(cells // width, count, minlength=len(items.raters)).astype(np.int64)
    silent = np.flatnonzero(empty)
    given = Given(
        item=np.concatenate((cells // width, silent)),
        category=np.concatenate((cells % width, np.zeros_like(silent))),
        raters=np.concatenate((count, empty[silent])),
    )
    return Nominal.of(items, given, articles, width), possible.extent(times)


def _with_unrelated(possible: Possible, times: Ints, article: Ints, raters: Ints, articles: int) -> Items:
    """Return the items that somebody related, and after them all others, added up.

    Items that nobody related are alike, but for their article and for how many might have.
    """
    most = possible.raters.shape[1] + 1
    might = possible.raters.sum(axis=1)[possible.kind]
    others = np.bincount(possible.article * most + might, times, minlength=articles * most).astype(np.int64)
    others -= np.bincount(article * most + raters, minlength=articles * most)
    cells = np.flatnonzero(others)
    return Items(
        article=np.concatenate((article, cells // most)),
        raters=np.concatenate((raters, cells % most)),
        times=np.concatenate((np.ones_like(article), others[cells])),
    )
