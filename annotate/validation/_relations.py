"""Rules about relations: what each may join, and the graph that those of one type make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.validation._graph import cycles
from annotate.validation._work import Fault, Work, listed
from schema import RelationType, SpanRelation


def relation_type(work: Work) -> Iterator[Fault]:
    """A relation bears exactly one type."""
    for relation in work.annotation.relations:
        if len(relation.types) != 1:
            found = f"{len(relation.types)} types ({listed(relation.types)})"
            yield Fault(relation.id, f"{_name(relation)} has {found}, expected one")


def relation_direction(work: Work) -> Iterator[Fault]:
    """A relation is drawn from source to target, also where the order is of no matter: left or both is a slip."""
    for relation in work.annotation.relations:
        if relation.direction != "right":
            yield Fault(relation.id, f"{_name(relation)} points {relation.direction!r}, expected 'right'")


def dangling_relation(work: Work) -> Iterator[Fault]:
    """Both ends of a relation are spans of the same annotation, and therefore of the same article."""
    for relation in work.annotation.relations:
        for end in dict.fromkeys((relation.source, relation.target)):
            if end not in work.spans:
                yield Fault(relation.id, f"{_name(relation)} ends at {end}, which is no span of this annotation")


def self_loop(work: Work) -> Iterator[Fault]:
    """A relation joins two different spans."""
    for relation in work.annotation.relations:
        if relation.source == relation.target:
            yield Fault(relation.id, f"{_name(relation)} joins a span to itself")


def endpoints(work: Work) -> Iterator[Fault]:
    """A relation joins spans of types that the scheme permits; a symmetric one may do so either way round.

    Ends that are missing or not of one known type break other rules and are not judged here.
    """
    for kind, relations in work.typed():
        for relation in relations:
            source = work.scheme.component(work.spans[relation.source].type)
            target = work.scheme.component(work.spans[relation.target].type)
            if source and target and not permitted(kind, source.id, target.id):
                found = f"leads from a {source.id} to a {target.id}"
                yield Fault(relation.id, f"{_name(relation)} ({kind.id}) {found}, expected {_shape(kind)}")


def permitted(kind: RelationType, source: str, target: str) -> bool:
    """Whether a relation of this type may join the two component types, in either order if it is symmetric."""
    return kind.permits(source, target) or (kind.symmetric and kind.permits(target, source))


def duplicate_relation(work: Work) -> Iterator[Fault]:
    """No two relations of one type join the same spans; for a symmetric type also not the other way round."""
    for kind, relations in work.typed():
        first: dict[tuple[str, ...], str] = {}
        for relation in relations:
            ends = (relation.source, relation.target)
            known = first.setdefault(tuple(sorted(ends)) if kind.symmetric else ends, relation.id)
            if known != relation.id:
                yield Fault(relation.id, f"{_name(relation)} ({kind.id}) says the same as relation {known}")


def cycle(work: Work) -> Iterator[Fault]:
    """Relations of an acyclic type lead nowhere back; one cycle is named for each knot of spans, a shortest one."""
    for kind, relations in work.typed():
        if not kind.acyclic:
            continue
        for ring in cycles([(relation.source, relation.target) for relation in relations]):
            steps = set(zip(ring, [*ring[1:], ring[0]], strict=True))
            item = next(found.id for found in relations if (found.source, found.target) in steps)
            yield Fault(item, f"{kind.id} goes round in a cycle: {' → '.join([*ring, ring[0]])}")


def parents(work: Work) -> Iterator[Fault]:
    """No span leads to more others by one relation type than the scheme allows (in a tree: its parents)."""
    for kind, relations in work.typed():
        if kind.max_targets is None:
            continue
        for source, targets in _targets(relations).items():
            if len(targets) > kind.max_targets:
                found = f"leads by {kind.id} to {len(targets)} spans ({listed(targets)})"
                yield Fault(source, f"{work.name(work.spans[source])} {found}, expected at most {kind.max_targets}")


def _targets(relations: Sequence[SpanRelation]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for relation in relations:
        targets = found.setdefault(relation.source, [])
        if relation.target not in targets:
            targets.append(relation.target)
    return found


def _name(relation: SpanRelation) -> str:
    return f"relation {relation.id} from {relation.source} to {relation.target}"


def _shape(kind: RelationType) -> str:
    if kind.same_type:
        return f"two of one type among {listed(kind.source)}"
    return f"{' or '.join(kind.source)} → {' or '.join(kind.target)}"
