"""Warnings over all that one annotator did on one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.validation._work import Fault, Work
from schema import RelationType, Span

Place = tuple[int, int, str | None]
"""Range and type of a span; what stays the same when it is annotated again in a larger unit."""


def unaddressing_measure(works: Sequence[Work]) -> Iterator[tuple[Work, Fault]]:
    """Every span that could start a relation `addresses` does start one.

    See `_unjoined` for when that is asked. Schemes without a relation type of that name never break this rule.
    """
    return _unjoined(works, outgoing=True)


def unaddressed_problem(works: Sequence[Work]) -> Iterator[tuple[Work, Fault]]:
    """Every span that a relation `addresses` could lead to is led to by one; see `unaddressing_measure`."""
    return _unjoined(works, outgoing=False)


def _unjoined(works: Sequence[Work], *, outgoing: bool) -> Iterator[tuple[Work, Fault]]:
    """Yield the spans that `addresses` leaves out on this side, where their annotator could have joined them.

    They could in a unit that is the whole article, or that holds a span of a type for the other end. A measure
    alone in its paragraph may well address a problem of another one: that annotator was given no way to say so.
    A span counts as joined when the annotator joined one of the same range and type in any unit of the article,
    as happens when components are marked on paragraphs and relations drawn on the article afterwards.
    """
    for kind in works[0].scheme.relations:
        if kind.id != "addresses":
            continue
        mine, others = (kind.source, kind.target) if outgoing else (kind.target, kind.source)
        joined = {place for work in works for place in _joined(work, kind, outgoing)}
        for work in works:
            spans = work.spans.values()
            if work.annotation.unit.kind != "article" and not any(span.type in others for span in spans):
                continue
            for span in spans:
                if span.type in mine and _place(span) not in joined:
                    lack = f"{kind.id} nothing" if outgoing else f"is not the target of any {kind.id}"
                    yield work, Fault(span.id, f"{span.type} {work.name(span)} {lack}")


def _joined(work: Work, kind: RelationType, outgoing: bool) -> Iterator[Place]:
    for relation in work.relations[kind.id]:
        yield _place(work.spans[relation.source if outgoing else relation.target])


def _place(span: Span) -> Place:
    return span.start, span.end, span.type


def main_claims(works: Sequence[Work]) -> Iterator[tuple[Work, Fault]]:
    """An annotator names at most one main claim in an article: one span with `centrality` = `main`.

    The same range named in several units is one. All but the first in the text are reported. Schemes without
    that attribute or value never break this rule.
    """
    declared = {(attribute.id, value.id) for _, attribute in works[0].scheme.attributes() for value in attribute.values}
    if ("centrality", "main") not in declared:
        return
    found: dict[Place, tuple[Work, Span]] = {}
    for work in works:
        if work.annotation.release is not None:
            continue  # Which claim is the main one was decided in gold, not by whoever relates its components.
        for span in work.spans.values():
            if span.attributes.get("centrality") == "main":
                found.setdefault(_place(span), (work, span))
    claims = [found[place] for place in sorted(found, key=lambda place: place[:2])]
    for work, span in claims[1:]:
        home, first = claims[0]
        yield work, Fault(span.id, f"{work.name(span)} is a main claim, but {home.name(first)} is one already")
