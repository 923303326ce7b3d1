"""What votes come to under each rule: shares of them, or probabilities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import fsum
from typing import Protocol

from annotate.adjudication._method import Method
from annotate.adjudication._verdict import Ballot, Shares


class Poll(Protocol):
    """A rule that has learnt what it has to of all ballots of one kind."""

    def shares(self, ballot: Ballot) -> Shares:
        """Return the share or probability of each choice that was made."""


@dataclass(frozen=True)
class Votes:
    """Shares of votes, each with the weight of who gave it; all alike without weights."""

    weights: dict[str, float] = field(default_factory=dict)

    def shares(self, ballot: Ballot) -> Shares:
        """Return the share of the weight of all votes that each choice has; of none, where all weigh nothing."""
        by_choice: defaultdict[str, list[float]] = defaultdict(list)
        for annotator, choice in ballot.items():
            by_choice[choice].append(self.weights.get(annotator, 1.0) if self.weights else 1.0)
        total = fsum(weight for weights in by_choice.values() for weight in weights)
        return {choice: fsum(weights) / total if total else 0.0 for choice, weights in by_choice.items()}


def weigh(method: Method, ballots: Iterable[Ballot]) -> Votes:
    """Return votes with the weights of a method, which all but `weighted` give alike."""
    if method.rule != "weighted":
        return Votes()
    return Votes({annotator: float(weight) for annotator, weight in weights(ballots).items()})


def learn(method: Method, ballots: Iterable[Ballot]) -> Poll:
    """Return the rule of a method; a model learns from the ballots that at least two annotators gave."""
    several = [ballot for ballot in ballots if len(ballot) > 1]
    if several and method.rule == "dawid-skene":
        from annotate.adjudication._dawid_skene import dawid_skene

        return dawid_skene(several)
    if several and method.rule == "mace":
        from annotate.adjudication._mace import mace

        return mace(several)
    return weigh(method, several)


def weights(ballots: Iterable[Ballot]) -> dict[str, Fraction]:
    """Return how much each annotator agrees with the others: of all pairs of their vote and another's, the equal ones.

    For annotator a, over all ballots that a gave: Σ of the others who chose as a did / Σ of the others. This is the
    worker-worker agreement of Dumitrache et al. (2018), CrowdTruth 2.0, section 3.2, with equality for the cosine and
    without their weights of units. Nobody else's vote on any ballot: the annotator is not in the result.
    """
    equal: defaultdict[str, int] = defaultdict(int)
    met: defaultdict[str, int] = defaultdict(int)
    for ballot in ballots:
        choices = list(ballot.values())
        for annotator, choice in ballot.items():
            met[annotator] += len(choices) - 1
            equal[annotator] += choices.count(choice) - 1
    return {annotator: Fraction(equal[annotator], met[annotator]) for annotator in sorted(met) if met[annotator]}


def ranked(ballots: Iterable[Ballot]) -> Sequence[str]:
    """Return the annotators, the one who agrees most with the others first; of equal ones by name."""
    found = weights(ballots)
    return sorted(found, key=lambda annotator: (-found[annotator], annotator))
