"""F1 of every two annotators, of spans and of relations alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from statistics import fmean

from annotate.agreement._figures import F1, Pair, Reason, TypedF1
from annotate.agreement._readings import Reading, Readings

Items = Callable[[Reading], Iterable[str]]
"""The types of all items of a reading, one for each item."""

Matched = Callable[[Reading, Reading], Iterable[str]]
"""The types of the items of two readings that match, one for each pair."""


@dataclass
class _Tally:
    """Two annotators' work on their common units: the type of every item of each, and of every match."""

    units: int = 0
    first: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    matched: list[str] = field(default_factory=list)


class Comparison:
    """Items and matches of every two annotators over all units."""

    def __init__(self, units: Iterable[Readings], items: Items, matched: Matched) -> None:
        self.units = 0
        self.items: list[str] = []
        tallies: dict[tuple[str, str], _Tally] = {}
        everybody: set[str] = set()
        for unit in units:
            everybody.update(unit.by)
            if not unit.shared:
                continue
            self.units += 1
            found = {annotator: list(items(reading)) for annotator, reading in unit.by.items()}
            for types in found.values():
                self.items += types
            for first, second in combinations(sorted(unit.by), 2):
                tally = tallies.setdefault((first, second), _Tally())
                tally.units += 1
                tally.first += found[first]
                tally.second += found[second]
                tally.matched += matched(unit.by[first], unit.by[second])
        self.annotators = len({annotator for pair in tallies for annotator in pair})
        self.tallies = {pair: tallies.get(pair, _Tally()) for pair in combinations(sorted(everybody), 2)}

    def f1(self, *, nothing: Reason | None, type_: str | None = None) -> F1:
        """Return F1 over all types or of one; `nothing` is the reason where neither has an item (None: F1 is 1)."""
        pairs = tuple(_pair(names, tally, type_, nothing) for names, tally in self.tallies.items())
        values = [pair.value for pair in pairs if pair.value is not None]
        return F1(
            value=fmean(values) if values else None,
            reason=None if values else ("no_common_units" if not self.units else nothing),
            units=self.units,
            items=_count(self.items, type_),
            annotators=self.annotators,
            pairs=pairs,
        )

    def typed(self, types: Sequence[str], *, nothing: Reason, nothing_at_all: Reason | None) -> TypedF1:
        """Return F1 over all types with those of each type in `types`, and after them of each other type found."""
        overall = self.f1(nothing=nothing_at_all)
        names = dict.fromkeys([*types, *sorted(set(self.items))])
        by_type = {name: self.f1(nothing=nothing, type_=name) for name in names}
        return TypedF1(**dict(overall), types=by_type)


def _pair(names: tuple[str, str], tally: _Tally, type_: str | None, nothing: Reason | None) -> Pair:
    first, second = _count(tally.first, type_), _count(tally.second, type_)
    matched = _count(tally.matched, type_)
    value: float | None = None
    reason: Reason | None = None
    if not tally.units:
        reason = "no_common_units"
    elif first + second:
        value = 2 * matched / (first + second)
    elif nothing:
        reason = nothing
    else:
        value = 1.0
    return Pair(
        first=names[0],
        second=names[1],
        value=value,
        reason=reason,
        units=tally.units,
        first_items=first,
        second_items=second,
        matched=matched,
    )


def _count(types: list[str], type_: str | None) -> int:
    return len(types) if type_ is None else types.count(type_)
