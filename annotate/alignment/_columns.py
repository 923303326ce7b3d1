"""The work of annotators on a whole corpus as columns: a few arrays instead of millions of objects."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from schema import Annotation, Span, SpanRelation, Status, Unit

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_FARTHEST = 2**62
"""Beyond any text. Ends of spans that are farther out, which fit into no column, are taken to stand here."""


class Entry(NamedTuple):
    """An annotation without its labels; all fields but the first are those of `Annotation`."""

    row: int
    """Its place among the entries, by which its labels are found."""
    id: str
    annotator: str
    unit: Unit
    origin: str
    revision: int
    status: Status
    deleted: bool
    not_annotatable: bool
    lead_time: float | None
    updated: datetime | None
    release: str | None

    @property
    def counts(self) -> bool:
        """What `Annotation.counts` says."""
        return self.status == "submitted" and not self.deleted and not self.not_annotatable


@dataclass(frozen=True, eq=False, slots=True)
class Coded(Generic[Value]):
    """A column of values that are repeated: each is kept once, and has a number."""

    rows: array[int]
    """For each row the number of its value."""
    values: list[Value]
    """By number; two may be equal."""

    @classmethod
    def of(cls, keys: Sequence[Key], read: Callable[[Key], Value]) -> Coded[Value]:
        """Return the values that are read from keys, each key once."""
        known = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        return cls(array("q", map(known.__getitem__, keys)), [read(key) for key in known])

    def followed_by(self, other: Coded[Value]) -> Coded[Value]:
        """Return the rows of this column and then those of another."""
        return Coded(self.rows + _moved(other.rows, len(self.values)), self.values + other.values)


@dataclass(frozen=True, eq=False, slots=True)
class SpanColumns:
    """Spans; those of an entry stand together, in the order of the source."""

    entry: array[int]
    """Row of the entry."""
    id: list[str]
    """Region id."""
    types: Coded[tuple[str, ...]]
    """Labels given."""
    start: array[int]
    """First code point in the article text; like the end as it came, so that it may be anywhere."""
    end: array[int]
    """Code point after the last."""
    attributes: Coded[dict[str, str]]
    """Attributes, by name."""

    @classmethod
    def of(cls, spans: Sequence[tuple[int, Span]]) -> SpanColumns:
        """Return spans, each with the row of its entry."""
        return cls(
            entry=array("q", (row for row, _ in spans)),
            id=[span.id for _, span in spans],
            types=Coded.of([span.types for _, span in spans], tuple),
            start=array("q", (_near(span.start) for _, span in spans)),
            end=array("q", (_near(span.end) for _, span in spans)),
            attributes=Coded.of([tuple(span.attributes.items()) for _, span in spans], dict),
        )

    def followed_by(self, other: SpanColumns, many: int) -> SpanColumns:
        """Return these spans and then others, whose entries follow on `many`."""
        return SpanColumns(
            entry=self.entry + _moved(other.entry, many),
            id=self.id + other.id,
            types=self.types.followed_by(other.types),
            start=self.start + other.start,
            end=self.end + other.end,
            attributes=self.attributes.followed_by(other.attributes),
        )


@dataclass(frozen=True, eq=False, slots=True)
class RelationColumns:
    """Relations; those of an entry stand together, in the order of the source."""

    entry: array[int]
    """Row of the entry."""
    types: Coded[tuple[str, ...]]
    """Labels given."""
    source: list[str]
    """Region id of the span that it starts from."""
    target: list[str]
    """Region id of the span that it leads to."""
    forward: array[int]
    """1 where it was drawn from source to target, 0 where it was drawn otherwise."""

    @classmethod
    def of(cls, relations: Sequence[tuple[int, SpanRelation]]) -> RelationColumns:
        """Return relations, each with the row of its entry."""
        return cls(
            entry=array("q", (row for row, _ in relations)),
            types=Coded.of([relation.types for _, relation in relations], tuple),
            source=[relation.source for _, relation in relations],
            target=[relation.target for _, relation in relations],
            forward=array("b", (relation.direction == "right" for _, relation in relations)),
        )

    def followed_by(self, other: RelationColumns, many: int) -> RelationColumns:
        """Return these relations and then others, whose entries follow on `many`."""
        return RelationColumns(
            entry=self.entry + _moved(other.entry, many),
            types=self.types.followed_by(other.types),
            source=self.source + other.source,
            target=self.target + other.target,
            forward=self.forward + other.forward,
        )


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """What annotators did, as far as it can be compared: without raw forms, words and notes."""

    entries: list[Entry]
    spans: SpanColumns
    relations: RelationColumns

    @classmethod
    def of(cls, annotations: Iterable[Annotation]) -> Columns:
        """Return annotations as columns, in their order."""
        given = list(enumerate(annotations))
        names = Entry._fields[1:]
        return cls(
            entries=[Entry(row, *(getattr(annotation, name) for name in names)) for row, annotation in given],
            spans=SpanColumns.of([(row, span) for row, annotation in given for span in annotation.spans]),
            relations=RelationColumns.of([(row, one) for row, annotation in given for one in annotation.relations]),
        )

    def followed_by(self, other: Columns) -> Columns:
        """Return these annotations and then others, whose entries get the rows after these."""
        many = len(self.entries)
        return Columns(
            entries=self.entries + [entry._replace(row=entry.row + many) for entry in other.entries],
            spans=self.spans.followed_by(other.spans, many),
            relations=self.relations.followed_by(other.relations, many),
        )


def _moved(rows: array[int], by: int) -> array[int]:
    return array("q", (row + by for row in rows))


def _near(place: int) -> int:
    return min(max(place, -_FARTHEST), _FARTHEST)
