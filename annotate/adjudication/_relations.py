"""The vote on relations between groups, and the scheme's say over what is voted in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from annotate.adjudication._verdict import Judged, Verdict
from annotate.validation import knots, permitted
from schema import Annotation, Decision, GoldComponent, GoldRelation, RelationType, Scheme, digest


class Tie(NamedTuple):
    """What a relation is known by: its type and the groups at its ends, sorted where the type is symmetric."""

    type: str
    source: str
    target: str

    def group(self, article: str) -> str:
        """Permanent id of the group of decisions on it, as those of its ends are permanent."""
        return digest("group", article, "relation", *self)


Drawn = tuple[str, int, str]
"""Annotation, its revision, and the relation in it."""


def drawn(
    annotations: Iterable[Annotation], groups: Mapping[tuple[str, str], str], scheme: Scheme
) -> dict[Tie, dict[str, Drawn]]:
    """Return who drew which relation between groups in one unit, by annotator, in order of type and ends.

    `groups` gives the group of each span by (annotation, region). A relation speaks for nothing as long as it has
    not one known type, is not drawn from source to target, or has an end that is no sound span.
    """
    found: dict[Tie, dict[str, Drawn]] = {}
    for annotation in annotations:
        for relation in annotation.relations:
            kind = scheme.relation(relation.type)
            source, target = (groups.get((annotation.id, end)) for end in (relation.source, relation.target))
            if kind is None or relation.direction != "right" or source is None or target is None or source == target:
                continue
            ends = sorted((source, target)) if kind.symmetric else (source, target)
            voices = found.setdefault(Tie(kind.id, *ends), {})
            voices.setdefault(annotation.annotator, (annotation.id, annotation.revision, relation.id))
    return dict(sorted(found.items()))


def judge(group: str, tie: Tie, votes: int, seen: int, ends: Mapping[str, Decision], scheme: Scheme) -> Verdict:
    """Return what the majority says about a relation, by itself.

    Args:
        group: Id of the group, and of the relation that may come of it.
        tie: Type and ends.
        votes: How many annotators drew it.
        seen: How many annotators have seen the unit.
        ends: The decision that holds on each component group.
        scheme: The scheme.

    Accepted when more than half of those who saw the unit drew it, both ends are in gold, and the scheme permits it
    between the types that the ends have there. Rejected when fewer than half drew it or an end is rejected. Else,
    and wherever only one annotator saw the unit, open.
    """
    voted = f"{tie.type} {tie.source} → {tie.target} drawn by {votes} of {seen}"
    outcomes = {end: ends[end].outcome for end in (tie.source, tie.target)}
    rejected, undecided = ([end for end in outcomes if outcomes[end] == what] for what in ("rejected", "open"))
    if rejected:
        return Verdict("rejected", f"{voted}; not in gold: {', '.join(rejected)}")
    if 2 * votes < seen:
        return Verdict("rejected", voted)
    if seen == 1:
        return Verdict("open", f"{voted}: seen by one annotator")
    if undecided:
        return Verdict("open", f"{voted}; still open: {', '.join(undecided)}")
    if 2 * votes == seen:
        return Verdict("open", f"{voted}: a tie")
    if not _permitted(tie, ends, scheme):
        return Verdict("open", f"{voted}, but not permitted between the types that its ends have in gold")
    return Verdict("accepted", voted, GoldRelation(id=group, type=tie.type, source=tie.source, target=tie.target))


def _permitted(tie: Tie, ends: Mapping[str, Decision], scheme: Scheme) -> bool:
    kind, source, target = scheme.relation(tie.type), ends[tie.source].result, ends[tie.target].result
    if kind is None or not isinstance(source, GoldComponent) or not isinstance(target, GoldComponent):
        return False
    return permitted(kind, source.type, target.type)


def obeying(judged: Sequence[Judged], held: Iterable[GoldRelation], scheme: Scheme) -> Iterator[Judged]:
    """Yield verdicts on the relations of one article with those opened that together break a rule on the graph.

    Each relation may have its majority and yet close a cycle, or give a span too many parents, where the others
    have theirs. Which one is wrong the votes cannot say, so all that take part are left to a person. `held` are
    the relations that a person accepted: they take part, but stay.
    """
    edges = [found.verdict.result for found in judged]
    every = [*held, *(edge for edge in edges if isinstance(edge, GoldRelation))]
    faults = {kind.id: _fault(kind, [edge for edge in every if edge.type == kind.id]) for kind in scheme.relations}
    for found, edge in zip(judged, edges, strict=True):
        fault = faults[edge.type](edge) if isinstance(edge, GoldRelation) else None
        yield found.but(Verdict("open", f"{found.verdict.why}, but {fault}")) if fault else found


def _fault(kind: RelationType, edges: Sequence[GoldRelation]) -> Callable[[GoldRelation], str | None]:
    """Return what tells of a relation of this type how it breaks a rule among all of its type, or None."""
    directed = [(edge.source, edge.target) for edge in edges] if kind.acyclic else []
    knot_of = {node: number for number, knot in enumerate(knots(directed)) for node in knot}
    targets: dict[str, set[str]] = {}
    for edge in edges:
        targets.setdefault(edge.source, set()).add(edge.target)

    def fault(edge: GoldRelation) -> str | None:
        if edge.source in knot_of and knot_of[edge.source] == knot_of.get(edge.target):
            return "part of a cycle of majorities"
        count = len(targets[edge.source])
        if kind.max_targets is not None and count > kind.max_targets:
            return f"one of {count} that start from {edge.source}, of which {kind.max_targets} may"
        return None

    return fault
