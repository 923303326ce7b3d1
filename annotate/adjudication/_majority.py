"""Decisions by majority: which groups there are, what is voted on each, and what of it is new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from annotate.adjudication import _components, _relations
from annotate.adjudication._components import Vote
from annotate.adjudication._gold import chronological
from annotate.adjudication._groups import Member, members, name
from annotate.adjudication._verdict import Judged, Verdict, automatic, evidence
from annotate.alignment import cluster, marks, select
from schema import Annotation, Decision, GoldRelation, Scheme, Unit

OUTCOMES = ("accepted", "open", "rejected")
"""What a verdict may come to, the most favourable first."""

VANISHED = {
    "component": Verdict("rejected", "no span is left"),
    "relation": Verdict("rejected", "no relation is left between the groups"),
}
"""What becomes of a group that nobody's work is in any longer."""


@dataclass(frozen=True)
class _Seen:
    """A unit with the work that counts on it."""

    unit: Unit
    works: Sequence[Annotation]
    """One annotation for each annotator who saw the unit."""
    clusters: Sequence[Sequence[Vote]]
    """Groups of spans that stand for the same component."""
    anchors: dict[Member, str]
    """Spans that were shown to the annotator as a component of gold, with the group of that component."""


def majority(
    annotations: Iterable[Annotation], scheme: Scheme, earlier: Iterable[Decision], now: datetime
) -> tuple[Decision, ...]:
    """Return the decisions that a majority makes now and that do not hold already; made twice, none the second time.

    Args:
        annotations: All annotations, in their current revisions, of the articles that `earlier` speaks of and of
            any others. Only those that `annotate.alignment.select` lets count are heard.
        scheme: The scheme that gold is to obey.
        earlier: All decisions made so far; a group on which a person has decided last is left alone.
        now: When the decisions are made.

    Each unit is voted on by itself, by those who saw it: first on components, one for each group of aligned spans,
    then on relations between these groups (`_components.judge`, `_relations.judge`), then the graph that comes out
    is held against the scheme (`_relations.obeying`). A span that was shown beforehand under the id of a component
    group is no vote on that group: it stands for it, so that relations drawn to it join the component in gold. Work
    that links the components of a gold release is heard on relations only, apart from all other work on its unit.
    Groups keep their ids (`_groups.name`); an earlier group without spans is rejected. Sorted by article, then
    components before relations, then by unit.
    """
    histories: dict[str, list[Decision]] = {}
    for decision in chronological(earlier):
        histories.setdefault(decision.article, []).append(decision)
    units: dict[str, list[tuple[Unit, Sequence[Annotation]]]] = {}
    given = list(annotations)
    for release in sorted({work.release for work in given}, key=lambda name: name or ""):
        for key, by_annotator in select(given, release).units.items():
            unit = Unit.parse(key)
            units.setdefault(unit.article, []).append((unit, tuple(by_annotator.values())))
    made: list[Decision] = []
    for article in sorted(histories.keys() | units.keys()):
        made += _decide(article, units.get(article, ()), scheme, histories.get(article, ()), now)
    return tuple(made)


def _decide(
    article: str,
    units: Iterable[tuple[Unit, Sequence[Annotation]]],
    scheme: Scheme,
    history: Sequence[Decision],
    now: datetime,
) -> list[Decision]:
    """Return what is new on one article."""
    held = {decision.group: decision for decision in history}
    standing = {group for group, decision in held.items() if decision.kind == "component"}
    seen = [_look(unit, works, scheme, standing) for unit, works in units]
    components, groups = _judge_components(article, seen, scheme, history)
    made = _news([*components, *_vanished("component", components, held)], held, now)
    held |= {decision.group: decision for decision in made}
    relations = _favourable(
        found for one in seen for found in _judge_relations(one, groups | one.anchors, held, scheme)
    )
    personal = {group: decision for group, decision in held.items() if not automatic(decision)}
    fixed = [known.result for known in personal.values() if isinstance(known.result, GoldRelation)]
    free = [found for found in relations if found.group not in personal]
    obedient = _relations.obeying(free, fixed, scheme)
    return made + _news([*obedient, *_vanished("relation", relations, held)], held, now)


def _look(unit: Unit, works: Sequence[Annotation], scheme: Scheme, standing: Collection[str]) -> _Seen:
    spans = {(work.id, span.id): span for work in works for span in reversed(work.spans)}
    anchors = {member: span.id for member, span in spans.items() if span.preloaded and span.id in standing}
    sound = [
        mark
        for work in works
        if work.release is None
        for mark in marks(work)[0]
        if scheme.component(mark.type) and (mark.annotation, mark.span) not in anchors
    ]
    clusters = [
        [Vote(sound[at], spans[sound[at].annotation, sound[at].span]) for at in group] for group in cluster(sound)
    ]
    return _Seen(unit, works, clusters, anchors)


def _judge_components(
    article: str, seen: Iterable[_Seen], scheme: Scheme, history: Iterable[Decision]
) -> tuple[list[Judged], dict[Member, str]]:
    """Return the verdict on every group of spans of an article, and the group of every span."""
    found = [(one, votes) for one in seen for votes in one.clusters]
    clusters = [frozenset((vote.mark.annotation, vote.mark.span) for vote in votes) for _, votes in found]
    past = members(decision for decision in history if decision.kind == "component")
    judged: list[Judged] = []
    groups: dict[Member, str] = {}
    for group, cluster_, (one, votes) in zip(name(article, clusters, past), clusters, found, strict=True):
        groups |= dict.fromkeys(cluster_, group)
        judged.append(
            Judged(
                group=group,
                article=article,
                version=one.unit.version,
                kind="component",
                verdict=_components.judge(group, votes, len(one.works), scheme),
                evidence=evidence((vote.mark.annotation, vote.mark.revision, vote.mark.span) for vote in votes),
            )
        )
    return judged, groups


def _judge_relations(
    one: _Seen, groups: Mapping[Member, str], held: Mapping[str, Decision], scheme: Scheme
) -> Iterator[Judged]:
    """Yield the verdict on every relation of a unit, each by itself."""
    for tie, voices in _relations.drawn(one.works, groups, scheme).items():
        group = tie.group(one.unit.article)
        yield Judged(
            group=group,
            article=one.unit.article,
            version=one.unit.version,
            kind="relation",
            verdict=_relations.judge(group, tie, len(voices), len(one.works), held, scheme),
            evidence=evidence(voices.values()),
        )


def _favourable(judged: Iterable[Judged]) -> list[Judged]:
    """Return one verdict on each relation: where it was drawn in several units, the one most in its favour."""
    best: dict[str, Judged] = {}
    for found in judged:
        known = best.setdefault(found.group, found)
        if OUTCOMES.index(found.verdict.outcome) < OUTCOMES.index(known.verdict.outcome):
            best[found.group] = found
    return list(best.values())


def _vanished(
    kind: Literal["component", "relation"], judged: Iterable[Judged], held: Mapping[str, Decision]
) -> Iterator[Judged]:
    """Yield the verdict on every earlier group of a kind that is in nobody's work any longer."""
    left = {found.group for found in judged}
    for group, known in sorted(held.items()):
        if known.kind == kind and group not in left:
            yield Judged(group, known.article, known.version, kind, VANISHED[kind])


def _news(judged: Iterable[Judged], held: Mapping[str, Decision], now: datetime) -> list[Decision]:
    """Return decisions for the verdicts that say something else than what holds, save where a person has decided."""
    made = []
    for found in judged:
        known, decision = held.get(found.group), found.decision(now)
        if known is None or (automatic(known) and _said(known) != _said(decision)):
            made.append(decision)
    return made


def _said(decision: Decision) -> tuple[object, ...]:
    """All that a decision says but who and when; a revision that leaves the votes as they were is no news."""
    parts = frozenset((part.annotation, part.item) for part in decision.evidence)
    return decision.version, decision.outcome, decision.result, decision.why, parts
