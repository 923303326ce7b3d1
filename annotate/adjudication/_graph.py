"""What the scheme has against relations between components of gold: their types, cycles, too many parents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from annotate.validation import knots, permitted
from schema import GoldRelation, RelationType, Scheme


def unfit(drawn: GoldRelation, types: Mapping[str, str], scheme: Scheme) -> str | None:
    """Return why the scheme has no such relation between components of these types, by group, or None."""
    kind, source, target = scheme.relation(drawn.type), types[drawn.source], types[drawn.target]
    if kind is None:
        return f"{drawn.type} is no relation of the scheme"
    return None if permitted(kind, source, target) else f"{kind.id} is not permitted from {source} to {target}"


def faults(edges: Sequence[GoldRelation], scheme: Scheme) -> Callable[[GoldRelation], str | None]:
    """Return what tells of one of these relations how it breaks a rule on the graph among them all, or None."""
    drawn: dict[str, list[GoldRelation]] = {}
    for edge in edges:
        drawn.setdefault(edge.type, []).append(edge)
    by_type = {kind.id: _fault(kind, drawn[kind.id]) for kind in scheme.relations if kind.id in drawn}
    return lambda edge: by_type[edge.type](edge) if edge.type in by_type else None


def _fault(kind: RelationType, edges: Sequence[GoldRelation]) -> Callable[[GoldRelation], str | None]:
    directed = [(edge.source, edge.target) for edge in edges] if kind.acyclic else []
    knot_of = {node: number for number, knot in enumerate(knots(directed)) for node in knot}
    targets: dict[str, set[str]] = {}
    for edge in edges:
        targets.setdefault(edge.source, set()).add(edge.target)

    def fault(edge: GoldRelation) -> str | None:
        if edge.source in knot_of and knot_of[edge.source] == knot_of.get(edge.target):
            return "part of a cycle"
        count = len(targets[edge.source])
        if kind.max_targets is not None and count > kind.max_targets:
            return f"one of {count} that start from {edge.source}, of which {kind.max_targets} may"
        return None

    return fault
