"""α of relations, given agreed spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from annotate.agreement._coefficients import alpha_of, percent_of
from annotate.agreement._figures import Figure, Reason, RelationAlpha
from annotate.agreement._readings import Readings
from annotate.alignment import Mark, cluster
from schema import RelationType, Scheme

Types = frozenset[str]
Group = dict[str, Mark]
"""Aligned spans by annotator."""


class _Item(NamedTuple):
    """An ordered pair of groups, as far as it matters."""

    permitted: Types
    """Relation types that the scheme permits between the two; empty: no item."""
    raters: tuple[str, ...]
    """Annotators with a span in both."""
    ratings: tuple[Types, ...]
    """The types that each of them drew."""


def relation_alpha(units: Iterable[Readings], scheme: Scheme, *, threshold: float = 0.5) -> RelationAlpha:
    """Return nominal α of the relations between spans that annotators agree on (Stab & Gurevych 2017).

    Spans of all annotators are aligned by one clustering (`annotate.alignment.cluster` at `threshold`). Items are
    the ordered pairs of groups of one unit that at least two annotators share both of, if the scheme permits a
    relation between the types that one of them gave the two spans; those without a span in both are missing. The
    rating is the *set* of types drawn, empty for none. A symmetric relation is one unordered pair: it counts on the
    pair in the order of the text.

    None with `no_common_units`, `no_pairable` (no such item) or `no_variation` (nobody drew any, or all the same).
    """
    permitted = _Permissions(scheme)
    items: Counter[_Item] = Counter()
    units_of: Counter[str | None] = Counter()
    shared = spans = aligned = 0
    annotators: set[str] = set()
    for unit in units:
        if not unit.shared:
            continue
        shared += 1
        annotators.update(unit.by)
        groups = _groups(unit, threshold)
        spans += sum(len(reading.marks) for reading in unit.by.values())
        aligned += sum(len(group) for group in groups)
        found = Counter(_items(unit, groups, permitted))
        items.update(found)
        types = {name for item in found for name in item.permitted}
        units_of.update([*types, None] if types else [])
    table = _Table(items, units_of, has_units=shared > 0)
    no_share: Reason = "no_spans" if shared else "no_common_units"
    return RelationAlpha(
        **dict(table.figure(alpha_of, lambda rating: rating)),
        percent=table.figure(percent_of, lambda rating: rating),
        untyped=table.figure(alpha_of, bool),
        types={relation.id: table.of_type(relation.id) for relation in scheme.relations},
        aligned=Figure(
            value=aligned / spans if spans else None,
            reason=None if spans else no_share,
            units=shared,
            items=spans,
            annotators=len(annotators),
        ),
        several=table.several(),
        unpermitted=table.unpermitted(),
    )


class _Permissions:
    """Which relation types may lead from one group to another, looked up once for each kind of pair."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.symmetric = frozenset(relation.id for relation in scheme.relations if relation.symmetric)
        self._known: dict[tuple[tuple[tuple[str, str], ...], bool], Types] = {}

    def between(self, ends: tuple[tuple[str, str], ...], *, forward: bool) -> Types:
        """Return the types permitted between one of the pairs of span types; symmetric ones only forward."""
        key = ends, forward
        if key not in self._known:
            self._known[key] = frozenset(
                relation.id
                for relation in self.scheme.relations
                if any(_permits(relation, source, target, forward) for source, target in ends)
            )
        return self._known[key]


def _permits(relation: RelationType, source: str, target: str, forward: bool) -> bool:
    if relation.symmetric:
        return forward and (relation.permits(source, target) or relation.permits(target, source))
    return relation.permits(source, target)


def _groups(unit: Readings, threshold: float) -> list[Group]:
    """Return the groups of spans of two annotators or more, in the order of the text."""
    marks = [mark for reading in unit.by.values() for mark in reading.marks]
    clusters = cluster(marks, threshold=threshold)
    return [{marks[index].annotator: marks[index] for index in found} for found in clusters if len(found) > 1]


def _items(unit: Readings, groups: list[Group], permissions: _Permissions) -> Iterator[_Item]:
    drawn = _drawn(unit, groups, permissions.symmetric)
    nothing: Mapping[str, Types] = {}
    for source, target in permutations(range(len(groups)), 2):
        first, second = groups[source], groups[target]
        raters = tuple(name for name in unit.by if name in first and name in second)
        if len(raters) < 2:
            continue
        ends = tuple((first[name].type, second[name].type) for name in raters)
        said = drawn.get((source, target), nothing)
        ratings = tuple(said.get(name, frozenset()) for name in raters)
        yield _Item(permissions.between(ends, forward=source < target), raters, ratings)


def _drawn(unit: Readings, groups: list[Group], symmetric: Types) -> dict[tuple[int, int], dict[str, Types]]:
    """Return, for each ordered pair of groups with a relation, the types that each annotator drew."""
    place = {(name, mark.span): number for number, group in enumerate(groups) for name, mark in group.items()}
    drawn: dict[tuple[int, int], dict[str, Types]] = {}
    for name, reading in unit.by.items():
        for link in reading.links:
            source, target = place.get((name, link.source)), place.get((name, link.target))
            if source is None or target is None:
                continue
            if link.type in symmetric and target < source:
                source, target = target, source
            types = drawn.setdefault((source, target), {})
            types[name] = types.get(name, frozenset()) | {link.type}
    return drawn


class _Table:
    """All items with their frequencies, and the figures on them."""

    def __init__(self, items: Mapping[_Item, int], units: Mapping[str | None, int], *, has_units: bool) -> None:
        self.items = {item: times for item, times in items.items() if item.permitted}
        self.forbidden = {item: times for item, times in items.items() if not item.permitted}
        self.units = units
        self.has_units = has_units

    def figure(
        self,
        measure: Callable[[Mapping[tuple[Hashable, ...], int]], tuple[float | None, Reason | None]],
        rating: Callable[[Types], Hashable],
        type_: str | None = None,
    ) -> Figure:
        rows: Counter[tuple[Hashable, ...]] = Counter()
        annotators: set[str] = set()
        for item, times in self.items.items():
            if type_ is None or type_ in item.permitted:
                rows[tuple(map(rating, item.ratings))] += times
                annotators.update(item.raters)
        value, reason = measure(rows)
        return Figure(
            value=value,
            reason=reason if self.has_units else "no_common_units",
            units=self.units.get(type_, 0),
            items=rows.total(),
            annotators=len(annotators),
        )

    def of_type(self, type_: str) -> Figure:
        return self.figure(alpha_of, lambda types: type_ in types, type_)

    def several(self) -> int:
        return sum(times * sum(len(types) > 1 for types in item.ratings) for item, times in self.items.items())

    def unpermitted(self) -> int:
        return sum(times * sum(map(len, item.ratings)) for item, times in self.forbidden.items())
