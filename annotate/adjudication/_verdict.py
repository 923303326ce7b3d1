"""What a rule says about one group, before it is known whether that is anything new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from schema import GoldComponent, GoldRelation

Ballot = Mapping[str, str]
"""What each annotator chose, by name: a type or a value, or NOTHING."""

NOTHING = ""
"""The choice of those who saw the unit and marked nothing, or gave no value."""

Shares = Mapping[str, float]
"""The share of votes or the probability of each choice; they add up to 1."""


@dataclass(frozen=True)
class Verdict:
    """An outcome with its reason."""

    outcome: Literal["accepted", "rejected", "open"]
    """In gold, not in gold, or left for a person."""
    why: str
    """The reason, with the votes; it names no annotator, so that nobody has to be erased from it."""
    guess: GoldComponent | GoldRelation | None = None
    """What goes into gold if it is accepted, else what is most likely; None where nothing is left of the group."""
    confidence: float | None = None
    """How sure the rule is; None where it leaves the group open, or nothing was voted on."""
    into: str | None = None
    """Group of the component that a rejected one was merged into."""

    @property
    def result(self) -> GoldComponent | GoldRelation | None:
        """What goes into gold; None unless accepted."""
        return self.guess if self.outcome == "accepted" else None


def tally(votes: Counter[str]) -> str:
    """Votes for a message, the most first: `claim 2, problem 1`."""
    return ", ".join(
        f"{choice} {count}" for choice, count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    )
