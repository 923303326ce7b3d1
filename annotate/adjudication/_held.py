"""What holds on each group, of all that was decided on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from schema import Basis, Decision, GoldComponent, GoldRelation, Model


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

    def but(self, outcome: Literal["rejected", "open"], why: str) -> Held:
        """The same with another outcome, and nothing in gold."""
        return self.model_copy(update={"outcome": outcome, "result": None, "why": why})


def chronological(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions in force, oldest first; of one moment, in the order given."""
    return sorted((found for found in decisions if found.undone is None), key=lambda decision: decision.when)


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return all that is still said on each group, oldest first: the latest of the rules, and of each person."""
    latest = {(found.group, found.by, found.by == "rule" or found.who): found for found in chronological(decisions)}
    return tuple(chronological(latest.values()))


def holding(decisions: Iterable[Decision]) -> tuple[Held, ...]:
    """Return what holds on each group, by article, kind and group; decisions that were taken back say nothing.

    An arbiter's latest decision holds over curators; curators' latest, each their own, over a rule's latest. Curators
    of whom the latest decisions are not equal (outcome, type, boundaries, attributes) leave the group open. What is
    accepted then has to be possible: over the newest version of the text that a decision on the article names, and,
    for a relation, between components in gold. It follows an end that was merged into another component, and is open
    once an end was dropped or is undecided.
    """
    by_article: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        by_article.setdefault(decision.article, []).append(decision)
    found = [held for _, made in sorted(by_article.items()) for held in held_on(made).values()]
    return tuple(sorted(found, key=lambda held: (held.article, held.kind, held.group)))


def open_groups(decisions: Iterable[Decision]) -> tuple[Held, ...]:
    """Return what holds and leaves a group open, by article, kind and group."""
    return tuple(held for held in holding(decisions) if held.outcome == "open")


def bases(held: Iterable[Held]) -> dict[Basis, int]:
    """Return how much of what is in gold rests on what, by name of the basis; those of nothing are left out."""
    found = Counter(one.basis for one in held if one.outcome == "accepted" and one.basis is not None)
    return dict(sorted(found.items()))


def held_on(made: Iterable[Decision]) -> dict[str, Held]:
    """Return what holds on each group of one article; `made` is what stands on it, oldest first (`standing`)."""
    by_group: dict[str, list[Decision]] = {}
    for decision in made:
        by_group.setdefault(decision.group, []).append(decision)
    heads = {group: _head(voices) for group, voices in by_group.items()}
    newest = max((held.version for held in heads.values()), default=1)
    for group, held in heads.items():
        if held.outcome == "accepted" and held.version != newest:
            heads[group] = held.but("open", f"accepted on version {held.version} of the text, which is at {newest} now")
    _tie(heads)
    return heads


def merged(group: str, into: Mapping[str, str | None]) -> str:
    """Return the group that a component's relations go along with, through all that it was merged into."""
    seen = {group}
    while (further := into.get(group)) is not None and further not in seen:
        seen.add(further)
        group = further
    return group


def _head(voices: Sequence[Decision]) -> Held:
    """Return what holds on a group before it is known whether it can."""
    arbiters = [decision for decision in voices if decision.by == "arbiter"][-1:]
    curators = [decision for decision in voices if decision.by == "curator"]
    persons = arbiters or curators
    if not persons:
        return _of(voices[-1:], "automatic")
    if any(_content(decision) != _content(persons[0]) for decision in persons):
        said = "; ".join(sorted(f"{decision.who}: {_told(decision)}" for decision in persons))
        return _of(persons, None).but("open", f"curators differ: {said}")
    return _of(persons, "arbitrated" if arbiters else "agreed" if len(persons) > 1 else "single")


def _of(decisions: Sequence[Decision], basis: Basis | None) -> Held:
    latest = decisions[-1]
    return Held(
        group=latest.group,
        article=latest.article,
        version=latest.version,
        kind=latest.kind,
        outcome=latest.outcome,
        result=latest.result,
        into=latest.into if basis is not None else None,
        basis=basis,
        why=latest.why,
        decisions=tuple(decisions),
    )


def _content(decision: Decision) -> tuple[object, ...]:
    """All in which two curators must be equal to agree."""
    return decision.version, decision.kind, decision.outcome, decision.into, decision.result


def _told(decision: Decision) -> str:
    """What a person decided, for a message."""
    result = decision.result
    if isinstance(result, GoldComponent):
        attributes = "".join(f", {name} = {value}" for name, value in sorted(result.attributes.items()))
        return f"{decision.outcome} {result.type} [{result.start}, {result.end}){attributes}"
    merge = f", merged into {decision.into}" if decision.into else ""
    return f"{decision.outcome}{f' {result.type}' if result else ''}{merge}"


def _tie(heads: dict[str, Held]) -> None:
    """Have accepted relations follow their ends; of several that come to be the same, one stays."""
    into = {group: held.into for group, held in heads.items() if held.outcome == "rejected"}
    accepted = [(held, held.result) for held in heads.values() if isinstance(held.result, GoldRelation)]
    there = {group for group, held in heads.items() if isinstance(held.result, GoldComponent)}
    told: dict[tuple[str, str, str], str] = {}
    for held, drawn in sorted(accepted, key=lambda one: (one[0].basis == "automatic", one[0].group)):
        source, target = (merged(end, into) for end in (drawn.source, drawn.target))
        missing = [end for end in (source, target) if end not in there]
        known = told.setdefault((drawn.type, source, target), held.group)
        if source == target:
            heads[held.group] = held.but("rejected", f"{held.why}; but its ends were merged into one")
        elif missing:
            heads[held.group] = held.but("open", f"{held.why}; but not in gold: {', '.join(missing)}")
        elif known != held.group:
            heads[held.group] = held.but("rejected", f"{held.why}; but the same as {known}, since ends were merged")
        else:
            result = drawn.model_copy(update={"source": source, "target": target})
            heads[held.group] = held.model_copy(update={"result": result})
