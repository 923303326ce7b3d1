"""What holds on each group, of all that was decided on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Annotated, Literal

from pydantic import Field

from annotate.adjudication._graph import faults, unfit
from annotate.adjudication._heads import Head, Said
from annotate.alignment import Ruling
from schema import Basis, Decision, GoldComponent, GoldRelation, Model, Scheme

_ALONE: Mapping[str, Basis] = {"rule": "automatic", "curator": "single", "arbiter": "arbitrated"}
"""On what a group rests that was decided on once."""


class Held(Model):
    """What holds on a group."""

    group: str
    """Id of the group."""
    article: str
    """Id of the article."""
    version: int
    """Version of the article text."""
    kind: Literal["component", "relation"]
    """What was decided on."""
    outcome: Literal["accepted", "rejected", "open"]
    """In gold, not in gold, or left for a person; also where people differ, or what was accepted cannot be in gold."""
    result: Annotated[GoldComponent | GoldRelation, Field(discriminator="kind")] | None = None
    """What is in gold, a relation between the components that its ends were merged into; None unless accepted."""
    into: str | None = None
    """Group of the component that a rejected one was merged into."""
    basis: Basis | None
    """On what it rests; None where curators differ."""
    why: str
    """The reason."""
    decisions: tuple[Decision, ...]
    """The decisions that it rests on, oldest first."""

    @classmethod
    def of(cls, head: Head[Decision]) -> Held:
        """Return what a head says."""
        latest = head.latest
        return cls(
            group=latest.group,
            article=latest.article,
            version=latest.version,
            kind=latest.kind,
            outcome=head.outcome,
            result=head.result,
            into=_into(head),
            basis=head.basis,
            why=head.why,
            decisions=tuple(head.decisions),
        )


def chronological(decisions: Iterable[Said]) -> list[Said]:
    """Return the decisions in force, oldest first; of one moment, in the order given."""
    return sorted((found for found in decisions if found.undone is None), key=attrgetter("when"))


def standing(decisions: Iterable[Said]) -> tuple[Said, ...]:
    """Return all that is still said on each group, oldest first: the latest of the rules, and of each person."""
    every = chronological(decisions)
    latest = {(found.group, found.by, found.by == "rule" or found.who): found for found in every}
    return tuple(every if len(latest) == len(every) else chronological(latest.values()))


def holding(decisions: Iterable[Decision], scheme: Scheme | None) -> tuple[Held, ...]:
    """Return what holds on each group, by article, kind and group; decisions that were taken back say nothing.

    An arbiter's latest decision holds over curators; curators' latest, each their own, over a rule's latest. Curators
    of whom the latest decisions are not equal (outcome, type, boundaries, attributes) leave the group open. What is
    accepted then has to be possible: over the newest version of the text that a decision on the article names, and,
    for a relation, between components in gold. It follows an end that was merged into another component, and is open
    once an end was dropped or is undecided.

    With a scheme, nothing that it forbids is in gold, whatever was decided: a component of a type that it lacks is
    open, and so is a relation that it does not permit between the types that its ends have by now, or that with others
    closes a cycle or is one too many; of these a rule's are opened first, and a person's if that is not enough. None
    tells what was decided, whatever the scheme says to that.
    """
    by_article: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        by_article.setdefault(decision.article, []).append(decision)
    found = [held for _, made in sorted(by_article.items()) for held in held_on(made, scheme).values()]
    return tuple(sorted(found, key=lambda held: (held.article, held.kind, held.group)))


def open_groups(decisions: Iterable[Decision], scheme: Scheme | None) -> tuple[Held, ...]:
    """Return what holds and leaves a group open, by article, kind and group."""
    return tuple(held for held in holding(decisions, scheme) if held.outcome == "open")


def bases(held: Iterable[Held]) -> dict[Basis, int]:
    """Return how much of what is in gold rests on what, by name of the basis; those of nothing are left out."""
    found = Counter(one.basis for one in held if one.outcome == "accepted" and one.basis is not None)
    return dict(sorted(found.items()))


def held_on(made: Iterable[Decision], scheme: Scheme | None) -> dict[str, Held]:
    """Return what holds on each group of one article; `made` is what stands on it, oldest first (`standing`)."""
    return {group: Held.of(head) for group, head in heads_on(made, scheme).items()}


def heads_on(made: Iterable[Said], scheme: Scheme | None) -> dict[str, Head[Said]]:
    """Return what holds on each group of one article, as `held_on` does."""
    by_group: dict[str, list[Said]] = {}
    for decision in made:
        by_group.setdefault(decision.group, []).append(decision)
    heads = {group: _head(voices) for group, voices in by_group.items()}
    newest = max((head.latest.version for head in heads.values()), default=1)
    known = {component.id for component in scheme.components} if scheme else None
    for group, head in heads.items():
        version, result = head.latest.version, head.result
        if head.outcome == "accepted" and version != newest:
            heads[group] = head.but("open", f"accepted on version {version} of the text, which is at {newest} now")
        elif known is not None and isinstance(result, GoldComponent) and result.type not in known:
            heads[group] = head.but("open", f"{head.why}; but {result.type} is no type of the scheme")
    _tie(heads)
    if scheme:
        _obey(heads, scheme)
    return heads


def merged(group: str, into: Mapping[str, str | None]) -> str:
    """Return the group that a component's relations go along with, through all that it was merged into."""
    seen = {group}
    while (further := into.get(group)) is not None and further not in seen:
        seen.add(further)
        group = further
    return group


def _head(voices: Sequence[Said]) -> Head[Said]:
    """Return what holds on a group before it is known whether it can."""
    if len(voices) == 1:
        return _of(voices, _ALONE[voices[0].by])
    curators = [decision for decision in voices if decision.by == "curator"]
    arbiters = [decision for decision in voices if decision.by == "arbiter"][-1:]
    persons = arbiters or curators
    if not persons:
        return _of(voices[-1:], "automatic")
    first, *others = persons
    if any(_content(decision) != _content(first) for decision in others):
        said = "; ".join(sorted(f"{decision.who}: {_told(decision)}" for decision in persons))
        return _of(persons, None).but("open", f"curators differ: {said}")
    return _of(persons, "arbitrated" if arbiters else "agreed" if others else "single")


def _of(decisions: Sequence[Said], basis: Basis | None) -> Head[Said]:
    latest = decisions[-1]
    return Head(decisions, latest.outcome, latest.result, basis, latest.why)


def _content(decision: Decision | Ruling) -> tuple[object, ...]:
    """All in which two curators must be equal to agree."""
    return decision.version, decision.kind, decision.outcome, decision.into, decision.result


def _told(decision: Decision | Ruling) -> str:
    """What a person decided, for a message."""
    result = decision.result
    if isinstance(result, GoldComponent):
        attributes = "".join(f", {name} = {value}" for name, value in sorted(result.attributes.items()))
        return f"{decision.outcome} {result.type} [{result.start}, {result.end}){attributes}"
    merge = f", merged into {decision.into}" if decision.into else ""
    return f"{decision.outcome}{f' {result.type}' if result else ''}{merge}"


def _tie(heads: dict[str, Head[Said]]) -> None:
    """Have accepted relations follow their ends; of several that come to be the same, one stays."""
    if not (drawn := _drawn(heads)):
        return
    into = {group: _into(head) for group, head in heads.items() if head.outcome == "rejected"}
    there = {group for group, head in heads.items() if isinstance(head.result, GoldComponent)}
    told: dict[tuple[str, str, str], str] = {}
    for group in sorted(drawn, key=lambda group: (heads[group].basis == "automatic", group)):
        head, edge = heads[group], drawn[group]
        source, target = (merged(end, into) for end in (edge.source, edge.target))
        missing = [end for end in (source, target) if end not in there]
        known = told.setdefault((edge.type, source, target), group)
        if source == target:
            heads[group] = head.but("rejected", f"{head.why}; but its ends were merged into one")
        elif missing:
            heads[group] = head.but("open", f"{head.why}; but not in gold: {', '.join(missing)}")
        elif known != group:
            heads[group] = head.but("rejected", f"{head.why}; but the same as {known}, since ends were merged")
        else:
            heads[group] = head._replace(result=edge.model_copy(update={"source": source, "target": target}))


def _into(head: Head[Said]) -> str | None:
    """Return what the component of a rejected group was merged into."""
    return head.latest.into if head.basis is not None else None


def _obey(heads: dict[str, Head[Said]], scheme: Scheme) -> None:
    """Open the accepted relations that the scheme forbids between and beside what is in gold."""
    if not (every := _drawn(heads)):
        return
    types = {group: head.result.type for group, head in heads.items() if isinstance(head.result, GoldComponent)}
    for group, drawn in every.items():
        if why := unfit(drawn, types, scheme):
            heads[group] = heads[group].but("open", f"{heads[group].why}; but {why}")
    for automatic in (True, False):
        if not (accepted := _drawn(heads)):
            return
        fault = faults(list(accepted.values()), scheme)
        for group, drawn in accepted.items():
            if (heads[group].basis == "automatic") == automatic and (why := fault(drawn)):
                heads[group] = heads[group].but("open", f"{heads[group].why}; but {why}")


def _drawn(heads: Mapping[str, Head[Said]]) -> dict[str, GoldRelation]:
    return {group: head.result for group, head in heads.items() if isinstance(head.result, GoldRelation)}
