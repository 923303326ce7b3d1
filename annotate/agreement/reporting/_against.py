"""Annotators held against gold, and against what they did earlier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from annotate.agreement._codings import Codings
from annotate.agreement._figures import Pair, TypedF1
from annotate.agreement._read import read
from annotate.agreement.relations._f1 import relation_f1
from annotate.agreement.reporting._model import Against, AgainstLine, Measure, Part
from annotate.agreement.spans._span_f1 import span_f1
from annotate.alignment import Selection
from schema import Annotation, Gold, Scheme, Span, SpanRelation, Unit

Work = Mapping[str, Mapping[str, Annotation]]
"""Key of the unit → annotator → annotation, as in `Selection.units`."""

_REFERENCE = "\0reference"
"""Stands for the reference among annotators; no annotator is called so."""


def against_gold(work: Work, golds: Iterable[Gold], reference: str, scheme: Scheme, parts: Collection[Part]) -> Against:
    """Return precision, recall and F1 of each annotator on the units of the articles that gold speaks of.

    A unit's gold are the components within it, and the relations between these; where gold has none, it says that
    there is nothing. Gold of another version of the text says nothing of a unit.
    """
    of_article = {(gold.article, gold.version): gold for gold in golds}
    held: dict[str, dict[str, Annotation]] = {}
    for key, by in work.items():
        unit = next(iter(by.values())).unit
        gold = of_article.get((unit.article, unit.version))
        if gold is not None:
            held[key] = {**by, _REFERENCE: gold_annotation(gold, unit, _REFERENCE)}
    lines = list(_lines(_codings(held, scheme), scheme, parts)) if held else []
    return Against(reference=reference, units=len(held), lines=tuple(lines))


def against_earlier(work: Work, superseded: Iterable[Annotation], scheme: Scheme, parts: Collection[Part]) -> Against:
    """Return precision, recall and F1 of each annotator's work against what they submitted before it on the same unit.

    `superseded` is that of the selection. Of several earlier submissions the latest counts, which stands last in it.
    """
    last = {(annotation.annotator, annotation.unit.key): annotation for annotation in superseded}
    held: defaultdict[str, dict[str, dict[str, Annotation]]] = defaultdict(dict)
    for (annotator, key), earlier in sorted(last.items()):
        before = earlier.model_copy(update={"annotator": _REFERENCE})
        held[annotator][key] = {annotator: work[key][annotator], _REFERENCE: before}
    lines = [line for units in held.values() for line in _lines(_codings(units, scheme), scheme, parts)]
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


def _codings(units: dict[str, dict[str, Annotation]], scheme: Scheme) -> Codings:
    codings, _ = read(Selection(units, (), ()), scheme)
    return codings


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
