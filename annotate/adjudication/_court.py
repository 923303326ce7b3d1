"""A method that has learnt what it has to from all annotators' work: what judges each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from annotate.adjudication._ballots import Ballots, Said, typed
from annotate.adjudication._method import Method
from annotate.adjudication._polls import Poll, Votes, learn, ranked, weigh
from annotate.adjudication._units import Seen
from annotate.adjudication._verdict import NOTHING, Ballot, tally
from schema import Attribute, Scheme

_Key = tuple[tuple[str, str], ...]
"""A ballot that can be looked up."""

_REMEMBERED = 10_000
"""Ballots of which a court remembers what they came to."""


class Leaning(NamedTuple):
    """What a ballot on a group of spans comes to."""

    none: float
    """The share of those who say that there is none."""
    type: str
    """The most likely of the types that were chosen; of equal ones the first in the scheme."""
    share: float
    """How likely the type is if there is a component."""
    tally: str
    """The votes on types, for a message."""


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

    def leaning(self, ballot: Ballot) -> Leaning:
        """Return what a ballot on a group of spans comes to; somebody has chosen a type."""
        return self._leanings(_key(ballot))

    def value_of(self, type_: str, attribute: Attribute, ballot: Ballot) -> tuple[str, str]:
        """Return the value of an attribute that is clear among those who chose a type (NOTHING for none), and why.

        Args:
            type_: The type.
            attribute: The attribute.
            ballot: The value that each of those gave, or NOTHING.
        """
        return self._values(type_, attribute.id, _key(ballot))

    # Of many ballots few are unlike all others, so that most of what a court says it has said before.

    @cached_property
    def _leanings(self) -> Callable[[_Key], Leaning]:
        return lru_cache(_REMEMBERED)(self._lean)

    @cached_property
    def _values(self) -> Callable[[str, str, _Key], tuple[str, str]]:
        return lru_cache(_REMEMBERED)(self._value)

    def _lean(self, votes: _Key) -> Leaning:
        ballot = dict(votes)
        types = typed(ballot)
        none, given = self.presence.shares(ballot).get(NOTHING, 0.0), self.types.shares(types)
        best = max((one.id for one in self.scheme.components if one.id in given), key=lambda type_: given[type_])
        return Leaning(none, best, given[best], tally(Counter(types.values())))

    def _value(self, type_: str, attribute: str, votes: _Key) -> tuple[str, str]:
        ballot = dict(votes)
        shares = self.attributes.get((type_, attribute), Votes()).shares(ballot)
        shown = tally(Counter(choice or "none" for choice in ballot.values()))
        choice = max(sorted(shares), key=lambda value: shares[value])
        if not self.clear(shares[choice], self.method.type):
            return NOTHING, f"left out, no majority: {shown}"
        return choice, shown


def _key(ballot: Ballot) -> _Key:
    return tuple(ballot.items())


def convene(method: Method, units: Iterable[Seen], scheme: Scheme) -> Court:
    """Return the court of a method, having learnt from all units: the more there are, the better it judges each.

    Who agrees with whom is learnt apart for components, for each attribute and for relations; how reliable somebody is,
    for types and for each attribute. Votes on an attribute are those of who chose the type that is most likely.

    On whether there is anything at all no model learns: a group, or a relation, is there because somebody marked it.
    What nobody marked is missing among the ballots, and a model takes whoever marks most for the one who knows.

    The units are gone through once, and not at all by a method that learns nothing.
    """
    if not method.learns:
        return Court(method, scheme)
    cast = Ballots.of(units, scheme)
    ballots = [said.ballot for said in cast.components]
    presence = weigh(method, ballots)
    court = Court(
        method,
        scheme,
        presence=presence,
        types=presence if method.rule == "weighted" else learn(method, [said.types for said in cast.components]),
        relations=weigh(method, cast.relations),
        ranks={annotator: rank for rank, annotator in enumerate(ranked(ballots))},
    )
    chosen = _on_attributes(court, cast.components)
    return replace(court, attributes={key: learn(method, found) for key, found in sorted(chosen.items())})


def _on_attributes(court: Court, groups: Iterable[Said]) -> dict[tuple[str, str], list[Ballot]]:
    """Return the ballots on each attribute with a closed list, by component type and attribute."""
    found: dict[tuple[str, str], list[Ballot]] = {}
    for said in groups:
        likely = court.leaning(said.ballot).type
        for (type_, attribute), given in said.values.items():
            if type_ == likely:
                found.setdefault((type_, attribute), []).append(given)
    return found
