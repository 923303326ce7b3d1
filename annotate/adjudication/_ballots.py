"""What annotators said of everything, in as little memory as it takes: what a method that learns learns from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotate.adjudication._units import Seen, Vote
from annotate.adjudication._verdict import NOTHING, Ballot
from schema import Attribute, Scheme


@dataclass(frozen=True)
class Said:
    """What was said on a group of spans."""

    ballot: Ballot
    """Which type everybody chose who saw the unit, or NOTHING."""
    types: Ballot
    """Which type those chose who say that there is a component."""
    values: Mapping[tuple[str, str], Ballot]
    """By type and attribute with a closed list, which value those gave who chose the type."""


@dataclass
class Ballots:
    """All ballots, in the order of the units; equal ones are one object, of which there are few."""

    components: list[Said] = field(default_factory=list)
    """On each group of spans."""
    relations: list[Ballot] = field(default_factory=list)
    """On each relation between such groups within a unit."""

    @classmethod
    def of(cls, units: Iterable[Seen], scheme: Scheme) -> Ballots:
        """Return the ballots on all units, which are gone through once, and not kept."""
        found = cls()
        groups: dict[object, Said] = {}
        drawings: dict[object, Ballot] = {}
        for seen in units:
            for votes in seen.clusters:
                ballot, values = seen.on_component(votes), _values(votes, scheme)
                key = _key(ballot), tuple((of, _key(given)) for of, given in values.items())
                found.components.append(groups.setdefault(key, Said(ballot, typed(ballot), values)))
            for tie, drawn in seen.drawn(seen.places, scheme).items():
                ballot = seen.on_relation(tie, drawn)
                found.relations.append(drawings.setdefault(_key(ballot), ballot))
        return found


def typed(ballot: Ballot) -> Ballot:
    """Return the votes of those who say that there is a component."""
    return {annotator: choice for annotator, choice in ballot.items() if choice != NOTHING}


def value(attribute: Attribute, vote: Vote) -> str:
    """Return the value that an annotator gave; NOTHING for none, a blank one, or one that is not on a closed list."""
    given = vote.span.attributes.get(attribute.id, NOTHING).strip()
    if not attribute.values or any(one.id == given for one in attribute.values):
        return given
    return NOTHING


def _values(votes: Sequence[Vote], scheme: Scheme) -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for vote in votes:
        component = scheme.component(vote.mark.type)
        for attribute in component.attributes if component else ():
            if attribute.values:
                given = found.setdefault((vote.mark.type, attribute.id), {})
                given[vote.mark.annotator] = value(attribute, vote)
    return found


def _key(ballot: Ballot) -> tuple[tuple[str, str], ...]:
    return tuple(ballot.items())
