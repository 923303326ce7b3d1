"""Annotators held against gold, and against what they did earlier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from annotate.agreement._codings import Codings
from annotate.agreement._figures import Pair, TypedF1
from annotate.agreement._read import read_columns
from annotate.agreement.relations._f1 import relation_f1
from annotate.agreement.reporting._model import Against, AgainstLine, Measure, Part
from annotate.agreement.spans._span_f1 import span_f1
from annotate.alignment import Columns, Entry, Selection
from schema import Annotation, Gold, Scheme, Span, SpanRelation, Unit

Work = Mapping[str, Mapping[str, Entry]]
"""Key of the unit → annotator → entry, as in `Selection.units`."""

_REFERENCE = "\0reference"
"""Stands for the reference among annotators; no annotator is called so."""


def against_gold(
    work: Work, columns: Columns, golds: Iterable[Gold], reference: str, scheme: Scheme, parts: Collection[Part]
) -> Against:
    """Return precision, recall and F1 of each annotator on the units of the articles that gold speaks of.

    A unit's gold are the components within it, and the relations between these; where gold has none, it says that
    there is nothing. Gold of another version of the text says nothing of a unit.
    """
    of_article = {(gold.article, gold.version): gold for gold in golds}
    units = [next(iter(by.values())).unit for by in work.values()]
    places = [(unit, (unit.article, unit.version)) for unit in units]
    given = [gold_annotation(of_article[place], unit, _REFERENCE) for unit, place in places if place in of_article]
    every = columns.followed_by(Columns.of(given))
    held = {
        entry.unit.key: {**work[entry.unit.key], _REFERENCE: entry} for entry in every.entries[len(columns.entries) :]
    }
    lines = list(_lines(read_columns(held, every, scheme)[0], scheme, parts)) if held else []
    return Against(reference=reference, units=len(held), lines=tuple(lines))


def against_earlier(selection: Selection[Entry], columns: Columns, scheme: Scheme, parts: Collection[Part]) -> Against:
    """Return precision, recall and F1 of each annotator's work against what they submitted before it on the same unit.

    Of several earlier submissions the latest counts, which stands last in what is superseded.
    """
    last = {(entry.annotator, entry.unit.key): entry for entry in selection.superseded}
    held: defaultdict[str, dict[str, dict[str, Entry]]] = defaultdict(dict)
    for (annotator, key), earlier in sorted(last.items()):
        held[annotator][key] = {annotator: selection.units[key][annotator], _REFERENCE: earlier}
    read = (read_columns(units, columns, scheme)[0] for units in held.values())
    lines = [line for codings in read for line in _lines(codings, scheme, parts)]
    return Against(reference="earlier work", units=len(last), lines=tuple(lines))


def gold_annotation(gold: Gold, unit: Unit, annotator: str) -> Annotation:
    """Return the gold of a unit as if somebody had annotated it, so that it is measured as annotators are."""
    inside = [found for found in gold.components if unit.start <= found.start < found.end <= unit.end]
    ids = {found.id for found in inside}
    return Annotation(
        id=f"{annotator} {unit.key}",
        annotator=annotator,
        unit=unit,
        origin=annotator,
        status="submitted",
        spans=tuple(
            Span(
                id=found.id,
                types=(found.type,),
                start=found.start,
                end=found.end,
                text="",
                attributes=found.attributes,
            )
            for found in inside
        ),
        relations=tuple(
            SpanRelation(id=found.id, types=(found.type,), source=found.source, target=found.target)
            for found in gold.relations
            if {found.source, found.target} <= ids
        ),
    )


def _lines(codings: Codings, scheme: Scheme, parts: Collection[Part]) -> Iterator[AgainstLine]:
    figures: list[tuple[Measure, TypedF1]] = []
    if "spans" in parts:
        figures.append(("span_f1_exact", span_f1(codings)))
        figures.append(("span_f1_iou50", span_f1(codings, threshold=0.5)))
    if "relations" in parts:
        figures.append(("relation_f1_iou50", relation_f1(codings, scheme, threshold=0.5)))
    for name in codings.annotators:
        for measure, figure in figures:
            yield from _of(name, measure, None, figure.pairs)
            for type_, of_type in figure.types.items():
                yield from _of(name, measure, type_, of_type.pairs)


def _of(name: str, measure: Measure, of: str | None, pairs: Iterable[Pair]) -> Iterator[AgainstLine]:
    for pair in pairs:
        if {pair.first, pair.second} != {name, _REFERENCE} or name == _REFERENCE or not pair.units:
            continue
        mine, theirs = pair.first_items, pair.second_items
        if pair.first == _REFERENCE:
            mine, theirs = theirs, mine
        yield AgainstLine(
            annotator=name,
            measure=measure,
            of=of,
            precision=pair.matched / mine if mine else None,
            recall=pair.matched / theirs if theirs else None,
            f1=2 * pair.matched / (mine + theirs) if mine + theirs else None,
            units=pair.units,
            items=mine,
            reference=theirs,
            matched=pair.matched,
        )
