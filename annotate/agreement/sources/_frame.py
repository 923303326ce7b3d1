"""Work of several annotators in a data frame, without a store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from annotate.agreement.sources._scheme import inferred
from annotate.agreement.sources._sources import Source, source
from annotate.agreement.sources._table import Frame, Table
from annotate.formats.standoff import Names
from schema import Annotation, Scheme, Span, SpanRelation, Unit

_SPANS = ("article", "annotator", "start", "end", "label", "unit_end")
_RELATIONS = ("article", "annotator", "source", "target", "type")
_OPTIONAL = ("unit", "unit_start", "unit_end", "id")
_MARK = ("start", "end", "label")
"""What a row has that tells of a span."""


def from_frame(
    spans: Frame, relations: Frame | None = None, *, scheme: Scheme | None = None, attributes: Sequence[str] = ()
) -> Source:
    """Return the work in a data frame with one row a span, and in another with one row a relation.

    Columns of spans: `article`, `annotator`, `start`, `end`, `label`; `unit_start` and `unit_end`, the range of the
    unit of work; `id` where there are relations. Offsets are code points of the article, half-open. Units begin at 0
    without `unit_start`; where a column `unit` then names them, offsets count from the first character of the unit,
    and the units of an article stand in it one after the other, by name. A row without start, end and label says that
    the annotator saw the unit: who marked nothing in it needs one, as the unit is missing otherwise, and not empty.

    Columns of relations: `article`, `annotator`, `source` and `target` (ids of spans), `type`; and those of the unit,
    where ids are unique in a unit only. Other columns, and the order of rows, are of no matter.

    Args:
        spans: The frame of spans, of pandas or polars.
        relations: The frame of relations.
        scheme: The scheme of the work, whose names may be ids or labels in any case. Otherwise labels and types are
            those that occur, every attribute is nominal, and a relation may join any two labels.
        attributes: Columns of spans that are attributes; a row may have none of them.

    Raises:
        InputError: a column is missing; an offset is NaN, infinite or outside its unit; a unit has two lengths; an id
            stands for no span or several; there is only one annotator; the scheme does not have a label.
    """
    marked = Table("frame of spans", spans, (*_SPANS, *attributes), _OPTIONAL)
    drawn = Table("frame of relations", relations, _RELATIONS, _OPTIONAL) if relations is not None else None
    if scheme is None:
        types = drawn.names("type") if drawn else ()
        values = {name: marked.names(name) for name in attributes}
        scheme = inferred(marked.where, marked.names("label"), types, values)
    names = Names(scheme)
    works = _spans(marked, names, attributes)
    if drawn:
        _relate(drawn, works, names)
    units = _units({work.place for work in works})
    annotations = [work.annotation(units[work.place]) for work in works]
    return source(annotations, scheme, marked.where)


class _Place(NamedTuple):
    """A unit as rows tell of it."""

    article: str
    name: str
    """Empty where its range tells which it is."""
    start: int
    end: int


class _Mark(NamedTuple):
    """A span as a row tells of it."""

    start: int
    end: int
    types: tuple[str, ...]
    attributes: dict[str, str]


@dataclass(slots=True)
class _Work:
    """What one annotator made of a unit, its offsets as the rows have them."""

    place: _Place
    annotator: str
    marks: dict[str, _Mark] = field(default_factory=dict)
    """By id."""
    relations: list[SpanRelation] = field(default_factory=list)

    def annotation(self, unit: Unit) -> Annotation:
        """Return it over the article that the unit is in."""
        at = unit.start - self.place.start
        spans = (
            Span(id=id_, types=types, start=start + at, end=end + at, text="", attributes=attributes)
            for id_, (start, end, types, attributes) in self.marks.items()
        )
        return Annotation(
            id=Annotation.id_of(unit, self.annotator, "frame"),
            annotator=self.annotator,
            unit=unit,
            origin="frame",
            status="submitted",
            spans=tuple(spans),
            relations=tuple(self.relations),
        )


def _spans(table: Table, names: Names, attributes: Sequence[str]) -> list[_Work]:
    """Return who saw what and marked which spans there, in an order that is not that of the rows."""
    works: dict[tuple[_Place, str], _Work] = {}
    ends: dict[tuple[str, str], int] = {}
    component = cache(names.component)
    for row in table.rows:
        place, annotator = _place(table, row), table.name(row, "annotator")
        if "unit_start" not in table.columns and ends.setdefault(place[:2], place.end) != place.end:
            table.fault(row, f"unit_end is {place.end}, and {ends[place[:2]]} in another row of the same unit")
        work = works.setdefault((place, annotator), _Work(place, annotator))
        if not any(table.has(row, column) for column in _MARK):
            continue
        start, end = _range(table, row, place)
        types = (component(table.name(row, "label")),)
        given = {name: table.name(row, name) for name in attributes if table.has(row, name)}
        id_ = table.name(row, "id") if "id" in table.columns else str(row)
        if id_ in work.marks:
            table.fault(row, f"id {id_} is that of another span of {annotator} in the unit")
        work.marks[id_] = _Mark(start, end, types, names.attributes(types, given))
    table.expect_sound()
    return [work for _, work in sorted(works.items(), key=itemgetter(0))]


def _place(table: Table, row: int) -> _Place:
    ranged = "unit_start" in table.columns
    start, end = table.offset(row, "unit_start") if ranged else 0, table.offset(row, "unit_end")
    if not 0 <= start < end:
        table.fault(row, f"a unit from {start} to {end}, which holds no character")
    named = "unit" in table.columns and not ranged
    return _Place(table.name(row, "article"), table.name(row, "unit") if named else "", start, end)


def _range(table: Table, row: int, place: _Place) -> tuple[int, int]:
    start, end = table.offset(row, "start"), table.offset(row, "end")
    if not place.start <= start < end <= place.end:
        table.fault(row, f"a span from {start} to {end}, in a unit from {place.start} to {place.end}")
    return start, end


def _relate(table: Table, works: Iterable[_Work], names: Names) -> None:
    """Put the relations into the works with the spans that they join."""
    by_span: defaultdict[tuple[str, str, str], list[_Work]] = defaultdict(list)
    for work in works:
        for id_ in work.marks:
            by_span[work.place.article, work.annotator, id_].append(work)
    for row in table.rows:
        key = table.name(row, "article"), table.name(row, "annotator")
        source, target = table.name(row, "source"), table.name(row, "target")
        ends = by_span.get((*key, target), ())
        found = [work for work in by_span.get((*key, source), ()) if work in ends and _tells(table, row, work.place)]
        if source == target or len(found) != 1:
            told = f"{source} and {target} are spans of {len(found)} units" if found else "no two spans of one unit"
            table.fault(row, "a span and itself" if source == target else f"source and target: {told}")
            continue
        type_ = names.relation(table.name(row, "type"))
        found[0].relations.append(SpanRelation(id=str(row), types=(type_,), source=source, target=target))
    table.expect_sound()


def _tells(table: Table, row: int, place: _Place) -> bool:
    """Tell whether a row may speak of a unit, as far as it names one."""
    said = {"unit": place.name, "unit_start": str(place.start), "unit_end": str(place.end)}
    return all(
        not table.has(row, column) or table.name(row, column) == value for column, value in said.items() if value
    )


def _units(places: Iterable[_Place]) -> Mapping[_Place, Unit]:
    """Return the units; named ones of an article one after the other, joined as the parts of an article's text are."""
    lengths: Counter[str] = Counter()
    units: dict[_Place, Unit] = {}
    for place in sorted(places):
        at = lengths[place.article] if place.name else place.start
        end = at + place.end - place.start
        units[place] = Unit(article=place.article, version=1, kind="section", start=at, end=end)
        lengths[place.article] = end + 1
    return units
