"""A method that has learnt what it has to from all annotators' work: what judges each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from annotate.adjudication._method import Method
from annotate.adjudication._polls import Poll, Votes, learn, ranked, weigh
from annotate.adjudication._units import Seen, Vote
from annotate.adjudication._verdict import NOTHING, Ballot, Shares
from schema import Attribute, Scheme


@dataclass(frozen=True)
class Court:
    """A method with what it learnt."""

    method: Method
    scheme: Scheme
    presence: Votes = field(default_factory=Votes)
    """On whether there is a component."""
    types: Poll = field(default_factory=Votes)
    """On its type, among those who say that there is."""
    relations: Votes = field(default_factory=Votes)
    """On whether there is a relation."""
    attributes: Mapping[tuple[str, str], Poll] = field(default_factory=dict)
    """On attributes with a closed list, by component type and attribute; votes decide on those that are not here."""
    ranks: Mapping[str, int] = field(default_factory=dict)
    """Place of each annotator by agreement with the others on components."""

    def clear(self, share: float, threshold: float) -> bool:
        """Whether a share, of all who said anything, is enough."""
        return share >= 1 if self.method.unanimous else share > threshold

    def absent(self, none: float) -> Literal["rejected", "open"] | None:
        """Say what follows from the share of those who say that there is none; None where it is clear that there is."""
        if self.method.unanimous:
            return "open" if none else None
        if none > self.method.presence:
            return "rejected"
        return "open" if none >= 1 - self.method.presence else None

    def doubt(self, none: float) -> str:
        """Say why it is not clear whether there is one."""
        if self.method.unanimous:
            return "not by all"
        return "a tie" if none == self.method.presence == 0.5 else "undecided"

    def type_of(self, ballot: Ballot) -> tuple[str, float]:
        """Return the most likely of the types that were chosen, and how likely it is if there is a component.

        Of equal ones the first in the scheme.
        """
        given = self.types.shares(typed(ballot))
        best = max((one.id for one in self.scheme.components if one.id in given), key=lambda type_: given[type_])
        return best, given[best]

    def value_of(self, type_: str, attribute: Attribute, votes: Iterable[Vote]) -> tuple[Shares, Counter[str]]:
        """Return how likely each value that was chosen with a type is, or that there is none, and the votes."""
        ballot = {vote.mark.annotator: value(attribute, vote) for vote in votes if vote.mark.type == type_}
        poll = self.attributes.get((type_, attribute.id), Votes())
        return poll.shares(ballot), Counter(ballot.values())


def typed(ballot: Ballot) -> Ballot:
    """Return the votes of those who say that there is a component."""
    return {annotator: choice for annotator, choice in ballot.items() if choice != NOTHING}


def value(attribute: Attribute, vote: Vote) -> str:
    """Return the value that an annotator gave; NOTHING for none, a blank one, or one that is not on a closed list."""
    known = {one.id for one in attribute.values}
    given = vote.span.attributes.get(attribute.id, NOTHING).strip()
    return given if given in known or not known else NOTHING


def convene(method: Method, units: Iterable[Seen], scheme: Scheme) -> Court:
    """Return the court of a method, having learnt from all units: the more there are, the better it judges each.

    Who agrees with whom is learnt apart for components, for each attribute and for relations; how reliable somebody is,
    for types and for each attribute. Votes on an attribute are those of who chose the type that is most likely.

    On whether there is anything at all no model learns: a group, or a relation, is there because somebody marked it.
    What nobody marked is missing among the ballots, and a model takes whoever marks most for the one who knows.
    """
    if method.rule in ("majority", "unanimous") and method.boundaries != "best":
        return Court(method, scheme)
    every = list(units)
    ballots = [seen.on_component(votes) for seen in every for votes in seen.clusters]
    presence = weigh(method, ballots)
    court = Court(
        method,
        scheme,
        presence=presence,
        types=presence if method.rule == "weighted" else learn(method, map(typed, ballots)),
        relations=weigh(method, _on_relations(every, scheme)),
        ranks={annotator: rank for rank, annotator in enumerate(ranked(ballots))},
    )
    chosen = _on_attributes(court, every)
    return replace(court, attributes={key: learn(method, found) for key, found in sorted(chosen.items())})


def _on_relations(units: Iterable[Seen], scheme: Scheme) -> list[Ballot]:
    return [seen.on_relation(tie, drawn) for seen in units for tie, drawn in seen.drawn(seen.places, scheme).items()]


def _on_attributes(court: Court, units: Iterable[Seen]) -> dict[tuple[str, str], list[Ballot]]:
    """Return the ballots on each attribute with a closed list, by component type and attribute."""
    found: dict[tuple[str, str], list[Ballot]] = {}
    for votes, ballot in ((votes, seen.on_component(votes)) for seen in units for votes in seen.clusters):
        type_, _ = court.type_of(ballot)
        component = court.scheme.component(type_)
        for attribute in component.attributes if component else ():
            if attribute.values:
                values = {vote.mark.annotator: value(attribute, vote) for vote in votes if vote.mark.type == type_}
                found.setdefault((type_, attribute.id), []).append(values)
    return found
