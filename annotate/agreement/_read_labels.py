"""Spans and relations that can be used, from columns as they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from annotate.agreement._codings import Flags, Ints, Relations, Units
from annotate.agreement._spread import spread
from annotate.alignment import RelationColumns, SpanColumns
from schema import Scheme

NOWHERE = -1
"""Stands for the unit of an entry that is not looked at, and for a region that is not there."""


def sound(marked: SpanColumns, unit_of: Ints, units: Units) -> tuple[Ints, int]:
    """Return the rows of the spans of entries in a unit that have one type and lie in it, and how many have not."""
    unit = unit_of[marked.entry]
    given = np.flatnonzero(unit != NOWHERE)
    unit, start, end = unit[given], np.asarray(marked.start)[given], np.asarray(marked.end)[given]
    single = np.array([len(types) == 1 for types in marked.types.values], dtype=bool)
    fits = single[np.asarray(marked.types.rows)[given]]
    fits &= (units.start[unit] <= start) & (start < end) & (end <= units.end[unit])
    return given[fits], int((~fits).sum())


@dataclass(frozen=True, eq=False, slots=True)
class Regions:
    """Spans by their region ids, unique within an entry: of those of one id the first."""

    rows: Ints
    """Rows of the spans, ascending."""
    numbers: Mapping[str, int]
    """A number for each region id."""
    keys: Ints
    """Entry and number of each span, in one, ascending."""
    places: Ints
    """For each key the place of the span in `rows`."""

    @classmethod
    def of(cls, marked: SpanColumns, rows: Ints) -> Regions:
        """Return the first span of each entry and id, of these spans."""
        ids = _take(marked.id, rows)
        numbers = {id_: number for number, id_ in enumerate(dict.fromkeys(ids))}
        number = np.fromiter(map(numbers.__getitem__, ids), dtype=np.int64, count=len(rows))
        keys, first = np.unique(np.asarray(marked.entry)[rows] * len(numbers) + number, return_index=True)
        kept = np.sort(first)
        return cls(rows[kept], numbers, keys, np.searchsorted(kept, first))

    def find(self, entry: Ints, ids: Iterable[str]) -> Ints:
        """Return for each entry and region id the place of the span in `rows`, NOWHERE if there is none."""
        number = np.fromiter(map(self.numbers.get, ids, repeat(NOWHERE)), dtype=np.int64, count=len(entry))
        if not len(self.keys):
            return np.full(len(entry), NOWHERE)
        keys = entry * len(self.numbers) + number
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        there: Flags = (number != NOWHERE) & (self.keys[at] == keys)
        return np.where(there, self.places[at], NOWHERE)


def _take(values: list[str], rows: Ints) -> list[str]:
    taken: list[str] = np.array(values, dtype=object)[rows].tolist()
    return taken


def labels_of(marked: SpanColumns, rows: Ints, scheme: Scheme) -> tuple[tuple[str, ...], Ints]:
    """Return the labels, those of the scheme first and then others by name, and for each of these spans its label."""
    numbers, number = np.unique(np.asarray(marked.types.rows)[rows], return_inverse=True)
    names = [marked.types.values[one][0] for one in numbers.tolist()]
    labels = tuple(dict.fromkeys([*(part.id for part in scheme.components), *sorted(names)]))
    return labels, np.array([labels.index(name) for name in names], dtype=np.int64)[number]


def relations(drawn: RelationColumns, regions: Regions, types: Sequence[str], unit_of: Ints) -> tuple[Relations, int]:
    """Return the relations that lead from a span to another, each type of them apart, and how many do not.

    Sources and targets are places in the rows of the regions.
    """
    rows = np.flatnonzero(unit_of[drawn.entry] != NOWHERE)
    entry = np.asarray(drawn.entry)[rows]
    source, target = (regions.find(entry, _take(ends, rows)) for ends in (drawn.source, drawn.target))
    known = [[types.index(name) for name in given if name in types] for given in drawn.types.values]
    many = np.array([len(found) for found in known], dtype=np.int64)
    number = np.asarray(drawn.types.rows)[rows]
    usable = (source != NOWHERE) & (target != NOWHERE) & (source != target) & (many[number] > 0)
    kept = np.flatnonzero(usable & (np.asarray(drawn.forward)[rows] == 1))
    begin = np.cumsum(many) - many
    position, at = spread(begin[number[kept]], many[number[kept]])
    every = np.array([type_ for found in known for type_ in found], dtype=np.int64)
    found = Relations(source=source[kept[position]], target=target[kept[position]], type=every[at])
    return found, len(rows) - len(kept)
