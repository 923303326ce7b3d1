"""What the majority says about one group, before it is known whether that is anything new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Self, TypeVar

from schema import Decision, Evidence, GoldComponent, GoldRelation

RULE = "majority 1"
"""Who decides here: the rule and its version, raised whenever it may decide otherwise on the same evidence."""

T = TypeVar("T", bound=Hashable)


def automatic(decision: Decision) -> bool:
    """Whether a decision was made by this rule in any version; all others are a person's, and hold against it."""
    return re.fullmatch(r"majority \d+", decision.who) is not None


@dataclass(frozen=True)
class Verdict:
    """An outcome with its reason."""

    outcome: Literal["accepted", "rejected", "open"]
    """In gold, not in gold, or left for a person."""
    why: str
    """The reason, with the votes; it names no annotator, so that nobody has to be erased from it."""
    result: GoldComponent | GoldRelation | None = None
    """What goes into gold; None unless accepted."""


@dataclass(frozen=True)
class Judged:
    """A verdict on a group, with the place and the evidence that a decision names."""

    group: str
    """Id of the group."""
    article: str
    """Id of the article."""
    version: int
    """Version of the article text."""
    kind: Literal["component", "relation"]
    """What is judged."""
    verdict: Verdict
    """The verdict."""
    evidence: tuple[Evidence, ...] = ()
    """What it rests on, sorted by annotation and item."""

    def but(self, verdict: Verdict) -> Self:
        """The same with another verdict."""
        return replace(self, verdict=verdict)

    def decision(self, when: datetime) -> Decision:
        """The decision that this comes to."""
        return Decision(
            group=self.group,
            article=self.article,
            version=self.version,
            kind=self.kind,
            outcome=self.verdict.outcome,
            result=self.verdict.result,
            who=RULE,
            when=when,
            why=self.verdict.why,
            evidence=self.evidence,
        )


def winner(votes: Counter[T]) -> T | None:
    """Return what more than half of the votes are for, or None."""
    return next((choice for choice, count in votes.items() if 2 * count > votes.total()), None)


def tally(votes: Counter[str]) -> str:
    """Votes for a message, the most first: `claim 2, problem 1`."""
    return ", ".join(
        f"{choice} {count}" for choice, count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    )


def evidence(items: Iterable[tuple[str, int, str]]) -> tuple[Evidence, ...]:
    """Return (annotation, revision, item) as evidence, sorted."""
    return tuple(
        Evidence(annotation=annotation, revision=revision, item=item) for annotation, revision, item in sorted(items)
    )
