"""What each annotator made of a unit: the common input of all measures on spans and relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotate.alignment import Mark, Selection, marks
from schema import Annotation, Scheme


class Link(NamedTuple):
    """A relation between two spans of one annotation; several types on one pair are several links."""

    source: str
    """Region id."""
    target: str
    """Region id."""
    type: str
    """Relation type."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One annotator's spans and relations in a unit; both empty when they saw it and marked nothing."""

    marks: tuple[Mark, ...] = ()
    links: frozenset[Link] = field(default_factory=frozenset)
    """Every end is the region id of one of `marks`."""


@dataclass(frozen=True, slots=True)
class Readings:
    """A unit, the half-open range `[start, end)` in code points, and the readings of those who saw it."""

    start: int
    end: int
    by: Mapping[str, Reading]
    """By annotator, the same as in their marks; who is not in it did not see the unit."""

    @property
    def shared(self) -> bool:
        """Whether at least two annotators saw the unit."""
        return len(self.by) > 1


class LeftOut(NamedTuple):
    """How much of the annotators' work could not be used."""

    spans: int
    """Spans without exactly one type, with an impossible range, or with a region id already taken."""
    relations: int
    """Relations without a known type, to itself, not drawn from source to target, or on a span left out."""


def read(selection: Selection, scheme: Scheme) -> tuple[tuple[Readings, ...], LeftOut]:
    """Return the readings of every selected unit in the order of the selection, and what was left out of them."""
    units: list[Readings] = []
    spans = relations = 0
    for work in selection.units.values():
        by: dict[str, Reading] = {}
        for annotator, annotation in work.items():
            sound, skipped = marks(annotation)
            links, dropped = _links(annotation, sound, scheme)
            by[annotator] = Reading(sound, links)
            spans += len(skipped)
            relations += dropped
        unit = next(iter(work.values())).unit
        units.append(Readings(unit.start, unit.end, by))
    return tuple(units), LeftOut(spans, relations)


def _links(annotation: Annotation, sound: tuple[Mark, ...], scheme: Scheme) -> tuple[frozenset[Link], int]:
    known = {mark.span for mark in sound}
    links: set[Link] = set()
    dropped = 0
    for relation in annotation.relations:
        types = [name for name in relation.types if scheme.relation(name)]
        fits = relation.source in known and relation.target in known and relation.source != relation.target
        if types and fits and relation.direction == "right":
            links.update(Link(relation.source, relation.target, name) for name in types)
        else:
            dropped += 1
    return frozenset(links), dropped
