"""What becomes of an annotation as the store has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from annotate.migrating._names import Names, declared
from annotate.migrating._regions import Region, Said, lost, translated
from schema import Annotation, Scheme, Span, SpanRelation


class Move(NamedTuple):
    """A name in an annotation that becomes another."""

    what: str
    """Path of the old name, or of the new attribute of what gets one."""
    to: str | None
    """Path of the new one, None where it goes; of what gets an attribute, the attribute with its value."""
    item: str
    """Region or relation id."""


def migrated(annotation: Annotation, names: Names) -> Annotation:
    """Return the annotation by its new names; ranges, ids and everything else stay, but what came raw is left out."""
    return annotation.model_copy(
        update={
            "spans": tuple(_span(span, names) for span in annotation.spans),
            "relations": tuple(_relation(relation, names) for relation in annotation.relations),
            "raw": None,
        }
    )


def moves(annotation: Annotation, names: Names) -> Iterator[Move]:
    """Yield what changes its name, goes or comes, by span and then by relation."""
    for span in annotation.spans:
        before = region_of(span, names.old)
        after = translated(before, names)
        yield from (Move(what, to, span.id) for what, to in _changes(before, after))
    for relation in annotation.relations:
        for type_ in relation.types:
            if names.type(type_) != type_:
                yield Move(type_, names.type(type_), relation.id)


def lost_names(annotation: Annotation, names: Names) -> Iterator[Move]:
    """Yield the old names in an annotation that would become none of the new scheme, and that nothing is said of."""
    for span in annotation.spans:
        yield from (Move(path, None, span.id) for path in lost(region_of(span, names.old), names))
    there, then = declared(names.old), declared(names.new)
    for relation in annotation.relations:
        for type_ in relation.types:
            if (type_,) in there and (names.type(type_),) not in then:
                yield Move(type_, None, relation.id)


def region_of(span: Span, scheme: Scheme) -> Region:
    """Return the names of a span; an attribute is that of the first of its types that declares it."""
    there = declared(scheme)
    said = []
    for key, (name, value) in enumerate(span.attributes.items()):
        owner = next((type_ for type_ in span.types if (type_, name) in there), next(iter(span.types), ""))
        said.append(Said(owner, name, (value,), key))
    return Region(span.types, tuple(said))


def _span(span: Span, names: Names) -> Span:
    after = translated(region_of(span, names.old), names)
    attributes = {said.attribute: said.values[0] for said in after.said}
    return span.model_copy(update={"types": after.types, "attributes": attributes})


def _relation(relation: SpanRelation, names: Names) -> SpanRelation:
    types = tuple(dict.fromkeys(names.type(type_) for type_ in relation.types))
    return relation.model_copy(update={"types": types})


def _changes(before: Region, after: Region) -> Iterator[tuple[str, str | None]]:
    if before.types != after.types:
        yield ", ".join(before.types), ", ".join(after.types)
    then = {said.key: said for said in after.said}
    for said in before.said:
        now = then.get(said.key)
        if now is None or (now.attribute, now.values) != (said.attribute, said.values):
            yield _path(said), _path(now) if now else None
    yield from ((f"{said.owner}.{said.attribute}", _path(said)) for said in after.said if said.key is None)


def _path(said: Said) -> str:
    return f"{said.owner}.{said.attribute}={said.values[0]}"
