"""All groups of an article, each with what a method says of it now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from pydantic import TypeAdapter

from annotate.adjudication import _components, _relations
from annotate.adjudication._court import Court
from annotate.adjudication._dossiers import Dossier
from annotate.adjudication._groups import Member, adopt, members, name
from annotate.adjudication._held import Held, held_on, merged, standing
from annotate.adjudication._method import Method
from annotate.adjudication._units import Drawn, Seen, Tie, Vote, member_of
from annotate.adjudication._verdict import Verdict
from schema import Decision, Evidence, GoldComponent, GoldRelation, Scheme, digest

_EVIDENCE = TypeAdapter(tuple[Evidence, ...])

OUTCOMES = ("accepted", "open", "rejected")
"""What a verdict may come to, the most favourable first."""


@dataclass(frozen=True)
class Past:
    """What was decided on an article before."""

    article: str
    history: Sequence[Decision]
    """All decisions, those that were taken back too, oldest first: they keep the ids of groups."""
    made: Sequence[Decision]
    """What stands of them, oldest first."""
    held: Mapping[str, Held]
    """What holds on each group."""

    @classmethod
    def of(cls, dossier: Dossier, scheme: Scheme) -> Past:
        """Return the past that the decisions on an article make, in any order of their moments."""
        history = sorted(dossier.decisions, key=lambda decision: decision.when)
        made = standing(history)
        return cls(dossier.article, history, made, held_on(made, scheme))

    @cached_property
    def personal(self) -> set[str]:
        """The groups on which a person has decided; no rule does any more."""
        return {decision.group for decision in self.made if decision.by != "rule"}


@dataclass
class Case:
    """A group with what is said of it."""

    group: str
    """Id of the group."""
    kind: Literal["component", "relation"]
    """What it is."""
    version: int
    """Version of the article text."""
    verdict: Verdict
    """What the method says."""
    seen: Seen | None = None
    """The unit; None where nothing is left of the group."""
    votes: Sequence[Vote] = ()
    """The spans of a component."""
    tie: Tie | None = None
    """Type and ends of a relation, as they are now."""
    drawn: Mapping[str, Drawn] | None = None
    """Who drew a relation."""

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What everybody who saw the unit says, by annotation."""
        said = {vote.mark.annotation: (vote.mark.span, said_by(vote)) for vote in self.votes}
        if self.tie is not None and self.drawn:
            what = digest(*self.tie)
            said |= {work.id: (relation.id, what) for work, relation in self.drawn.values()}
        found = []
        for work in self.seen.by_id if self.seen else ():
            item, hashed = said.get(work.id, (None, None))
            found.append({"annotation": work.id, "revision": work.revision, "item": item, "said": hashed})
        return _EVIDENCE.validate_python(found)

    def decision(self, article: str, method: Method, when: datetime) -> Decision:
        """Return the decision that the verdict comes to."""
        return Decision(
            group=self.group,
            article=article,
            version=self.version,
            kind=self.kind,
            outcome=self.verdict.outcome,
            result=self.verdict.result,
            into=self.verdict.into,
            by="rule",
            who=method.who,
            rule=method.stated(),
            confidence=self.verdict.confidence,
            when=when,
            why=self.verdict.why,
            evidence=self.evidence,
        )


def said_by(vote: Vote) -> str:
    """Return a hash of what a vote says: type, range and attributes."""
    attributes = (part for pair in sorted(vote.span.attributes.items()) for part in pair)
    return digest(vote.mark.type, vote.mark.start, vote.mark.end, *attributes)


def cases(units: Sequence[Seen], past: Past, court: Court) -> list[Case]:
    """Return every group of an article with what the court says of it: components by place, then relations.

    Groups keep their ids (`_groups.name`). A component group of which no span is left is rejected, or was merged into
    the one that has most of its spans now; a relation group that nobody draws any more is rejected. Groups on which a
    person has decided are judged as all others, only that what the person said holds for the relations.
    """
    components = [*_on_components(units, past, court)]
    groups = {member_of(vote): case.group for case in components for vote in case.votes}
    components += _vanished("component", components, past, groups)
    for seen in units:
        groups |= seen.anchors
    relations = _on_relations(units, components, groups, past, court)
    return components + relations + list(_vanished("relation", relations, past, {}))


def _on_components(units: Sequence[Seen], past: Past, court: Court) -> Iterator[Case]:
    found = [(seen, votes) for seen in units for votes in seen.clusters]
    clusters = [frozenset(map(member_of, votes)) for _, votes in found]
    known = members(decision for decision in past.history if decision.kind == "component")
    added = [held.result for held in past.held.values() if isinstance(held.result, GoldComponent)]
    added = [component for component in added if not known[component.id]]
    names = adopt(name(past.article, clusters, known), [votes[0].mark for _, votes in found], known, added)
    for group, (seen, votes) in zip(names, found, strict=True):
        verdict = _components.judge(group, votes, seen, court)
        yield Case(group, "component", seen.unit.version, verdict, seen, votes)


def _on_relations(
    units: Iterable[Seen], components: Iterable[Case], groups: Mapping[Member, str], past: Past, court: Court
) -> list[Case]:
    """Return one case for each relation: where it was drawn in several units, the one most in its favour."""
    ends, into = _ends(components, past)
    held = [found.result for found in past.held.values() if isinstance(found.result, GoldRelation)]
    known = {Tie(found.type, found.source, found.target): found.id for found in held if found.id in past.personal}
    resolved = {member: merged(group, into) for member, group in groups.items()}
    best: dict[str, Case] = {}
    for seen in units:
        for tie, drawn in seen.drawn(resolved, court.scheme).items():
            group = known.get(tie) or tie.group(past.article)
            verdict = _relations.judge(group, tie, drawn, seen, ends, court)
            case = Case(group, "relation", seen.unit.version, verdict, seen, tie=tie, drawn=drawn)
            other = best.setdefault(group, case)
            if OUTCOMES.index(verdict.outcome) < OUTCOMES.index(other.verdict.outcome):
                best[group] = case
    free = [case for case in best.values() if case.group not in past.personal]
    _relations.obey(free, [found for found in held if found.id in past.personal], court.scheme)
    return list(best.values())


def _ends(components: Iterable[Case], past: Past) -> tuple[_relations.Ends, dict[str, str | None]]:
    """Return what becomes of each component group, a person's word before the court's, and what was merged."""
    outcomes = {case.group: (case.verdict.outcome, case.verdict.result, case.verdict.into) for case in components}
    outcomes |= {
        group: (held.outcome, held.result, held.into)
        for group, held in past.held.items()
        if held.kind == "component" and (group in past.personal or group not in outcomes)
    }
    ends = {
        group: result if isinstance(result, GoldComponent) else None
        for group, (outcome, result, _) in outcomes.items()
        if outcome != "open"
    }
    return ends, {group: into for group, (_, _, into) in outcomes.items()}


def _vanished(
    kind: Literal["component", "relation"], found: Iterable[Case], past: Past, groups: Mapping[Member, str]
) -> Iterator[Case]:
    """Yield a case for every earlier group of a kind that is in nobody's work any longer."""
    left = {case.group for case in found}
    before = members(decision for decision in past.history if decision.kind == kind)
    for group, held in sorted(past.held.items()):
        if held.kind == kind and group not in left:
            homes = Counter(groups[member] for member in before.get(group, ()) if member in groups)
            into = min(homes, key=lambda home: (-homes[home], home), default=None)
            yield Case(group, kind, held.version, Verdict("rejected", _gone(kind, into), into=into))


def _gone(kind: Literal["component", "relation"], into: str | None) -> str:
    if kind == "relation":
        return "no relation is left between the groups"
    return "no span is left" if into is None else f"no span is left: they were merged into {into}"
