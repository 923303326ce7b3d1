"""F1 of every two annotators, of spans and of relations alike, from counts that add up over articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np

from annotate.agreement._additive import Additive, Reals, ratio
from annotate.agreement._codings import Codings, Ints
from annotate.agreement._figures import F1, Pair, Reason, TypedF1


@dataclass(frozen=True, eq=False, slots=True)
class Items:
    """What is compared: spans or relations; columns."""

    unit: Ints
    """Row of the unit."""
    annotator: Ints
    """Row of the annotator."""
    type: Ints
    """Number of the type."""


@dataclass(frozen=True, eq=False, slots=True)
class Matches:
    """Items of two annotators that match; columns of length M."""

    first: Ints
    """Row in the items of the one's."""
    other: Ints
    """Row of the other annotator, who comes later in order."""
    worth: Reals
    """How much the match counts for, from 0 to 1."""


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """Items of every two annotators in the units that both saw, for P pairs of annotators and T types."""

    annotators: tuple[str, ...]
    """Names, in order."""
    types: tuple[str, ...]
    """Names of the types; one without a name where types are ignored."""
    units: Reals
    """Articles × P: units that both saw."""
    first: Reals
    """Articles × P × T: items of the one."""
    second: Reals
    """Articles × P × T: items of the other."""
    matched: Reals
    """Articles × P × T: how many of them match."""
    worth: Reals
    """Articles × P × T: what the matches count for."""
    shared_units: int
    """Units that at least two annotators saw."""
    shared_items: Ints
    """For each type the items in these."""
    taking_part: int
    """Annotators who share a unit with another."""

    @classmethod
    def of(cls, codings: Codings, types: tuple[str, ...], items: Items, matches: Matches) -> Counts:
        """Count items and matches."""
        pairs = list(combinations(range(len(codings.annotators)), 2))
        articles, number = len(codings.articles), len(types)
        units = np.zeros((articles, len(pairs)))
        first, second = (np.zeros((articles, len(pairs), number)) for _ in range(2))
        own = [np.flatnonzero(items.annotator == row) for row in range(len(codings.annotators))]
        for row, (one, other) in enumerate(pairs):
            both = codings.seen[:, one] & codings.seen[:, other]
            units[:, row] = np.bincount(codings.units.article[both], minlength=articles)
            for counted, whose in ((first, own[one]), (second, own[other])):
                rows = whose[both[items.unit[whose]]]
                counted[:, row] = _by_type(codings, items, rows, number)
        shared = codings.shared
        matched, worth = _matched(codings, items, matches, number)
        return cls(
            annotators=codings.annotators,
            types=types,
            units=units,
            first=first,
            second=second,
            matched=matched,
            worth=worth,
            shared_units=int(shared.sum()),
            shared_items=np.bincount(items.type[shared[items.unit]], minlength=number),
            taking_part=int(codings.seen[shared].any(axis=0).sum()),
        )

    def parts(self, *, empty: float, typed: bool) -> dict[str, Additive]:
        """Return `value`, which is `empty` for two who share units without an item, and `types.<type>` if `typed`."""
        several = [self.units, (self.first + self.second).sum(axis=2), self.worth.sum(axis=2)]
        parts = {"value": Additive(np.concatenate(several, axis=1), partial(mean_f1, empty=empty))}
        for number, name in enumerate(self.types if typed else ()):
            of_type = [self.units, (self.first + self.second)[:, :, number], self.worth[:, :, number]]
            parts[f"types.{name}"] = Additive(np.concatenate(of_type, axis=1), mean_f1)
        return parts

    def figures(self, *, nothing: Reason, empty: float, typed: bool) -> TypedF1:
        """Return F1; `nothing` is the reason where there is no item."""
        parts = self.parts(empty=empty, typed=typed)
        every = np.arange(len(self.types))
        overall = self._f1(parts["value"], every, nothing, empty)
        types = {
            name: self._f1(parts[f"types.{name}"], every[number : number + 1], nothing, np.nan)
            for number, name in enumerate(self.types if typed else ())
        }
        return TypedF1(**dict(overall), types=types)

    def _f1(self, part: Additive, types: Ints, nothing: Reason, empty: float) -> F1:
        value = part.total()
        reason = nothing if self.shared_units else "no_common_units"
        return F1(
            value=value,
            reason=reason if value is None else None,
            units=self.shared_units,
            items=int(self.shared_items[types].sum()),
            annotators=self.taking_part,
            pairs=tuple(self._pairs(types, nothing, empty)),
        )

    def _pairs(self, types: Ints, nothing: Reason, empty: float) -> Iterator[Pair]:
        units = self.units.sum(axis=0)
        first, second, matched, worth = (
            counted[:, :, types].sum(axis=(0, 2)) for counted in (self.first, self.second, self.matched, self.worth)
        )
        values = pair_f1(units, first + second, worth, empty=empty)
        for number, (one, other) in enumerate(combinations(self.annotators, 2)):
            undefined = bool(np.isnan(values[number]))
            reason = nothing if units[number] else "no_common_units"
            yield Pair(
                first=one,
                second=other,
                value=None if undefined else float(values[number]),
                reason=reason if undefined else None,
                units=int(units[number]),
                first_items=int(first[number]),
                second_items=int(second[number]),
                matched=int(matched[number]),
            )


def _by_type(codings: Codings, items: Items, rows: Ints, types: int) -> Ints:
    """Count some of the items: articles × types."""
    articles = len(codings.articles)
    cells = codings.units.article[items.unit[rows]] * types + items.type[rows]
    return np.bincount(cells, minlength=articles * types).reshape(articles, types)


def _matched(codings: Codings, items: Items, matches: Matches, types: int) -> tuple[Reals, Reals]:
    """Count matches, and add up what they count for: articles × pairs of annotators × types."""
    annotators = len(codings.annotators)
    row = np.zeros((annotators, annotators), dtype=np.int64)
    above = np.triu_indices(annotators, 1)
    row[above] = np.arange(len(above[0]))
    shape = len(codings.articles), len(above[0]), types
    place = codings.units.article[items.unit[matches.first]] * shape[1]
    place += row[items.annotator[matches.first], matches.other]
    cells = place * types + items.type[matches.first]
    matched, worth = (
        np.bincount(cells, weights, minlength=shape[0] * shape[1] * types).astype(np.float64).reshape(shape)
        for weights in (None, matches.worth)
    )
    return matched, worth


def pair_f1(units: Reals, items: Reals, worth: Reals, *, empty: float) -> Reals:
    """Return F1 of pairs of annotators; nan without a common unit, `empty` with such units but no items in them."""
    values = ratio(2 * worth, items)
    values[(items == 0) & (units > 0)] = empty
    return values


def mean_f1(sums: Reals, *, empty: float = np.nan) -> Reals:
    """Return the mean F1 of the pairs of annotators that have one; sums (…, 3P): units, items and worth of matches."""
    units, items, worth = np.split(sums, 3, axis=-1)
    values = pair_f1(units, items, worth, empty=empty)
    defined = ~np.isnan(values)
    return ratio(np.where(defined, values, 0.0).sum(axis=-1), defined.sum(axis=-1))
