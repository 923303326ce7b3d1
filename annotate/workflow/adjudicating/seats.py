"""From where a person decides: as a curator who sees nothing of what others decided, or all of it, or as an arbiter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from annotate import adjudication
from annotate.adjudication import Issue, Question
from schema import Decision, Undo


@dataclass(frozen=True)
class Seat:
    """Who decides, as what, and what of others' decisions they get to see."""

    who: str
    """The person."""
    by: Literal["curator", "arbiter"] = "curator"
    """As what."""
    blind: bool = True
    """Whether others' decisions are hidden, so that each curator judges alone. An arbiter is never blind."""
    disputed: bool = False
    """Whether a curator is asked also what a rule decided although annotators differ."""

    def mine(self, decision: Decision) -> bool:
        """Whether the person made a decision, in this role."""
        return (decision.who, decision.by) == (self.who, self.by)

    def sees(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Return decisions as the person sees them: others' as if they were taken back, which keeps ids of groups."""
        if not self.hidden:
            return tuple(decisions)
        return tuple(one if one.by == "rule" or self.mine(one) else _taken_back(one) for one in decisions)

    def asks(self, question: Question, voices: Sequence[Decision]) -> bool:
        """Whether a question is for this person.

        Args:
            question: The question, as the person sees it.
            voices: What persons decided on its group and was not taken back, hidden or not.

        An arbiter is asked what persons have decided and is open or stale all the same. A curator is asked what is open
        or stale, unless a rule decides it now, and, if wanted, what annotators dispute and no person has decided; of
        what persons have decided, what the curator left open or what has changed since the curator decided it, and a
        blind one also what only another curator decided; nothing that an arbiter did.
        """
        mine = [voice for voice in voices if self.mine(voice)]
        others = {voice.by for voice in voices if not self.mine(voice)}
        due = question.state != "decided"
        if self.by == "arbiter":
            return due and bool(voices)
        if not voices:
            return (due and not settled(question)) or (self.disputed and question.cost > 0)
        if "arbiter" in others:
            return False
        if not mine:
            return self.blind
        if self.hidden or not others:
            return due
        # That others differ is no reason to ask somebody who sees it again.
        return any(one.outcome == "open" or adjudication.stale(one, question.evidence) for one in mine)

    @property
    def hidden(self) -> bool:
        """Whether anything is hidden."""
        return self.blind and self.by == "curator"


def settled(question: Question) -> bool:
    """Whether a rule decides now what is open and no person has decided: it is to be run, nobody need be asked."""
    held = question.holding
    undecided = held is None or held.basis == "automatic"
    return undecided and question.state == "open" and question.proposal.outcome != "open"


def automatic(question: Question | Issue) -> bool:
    """Whether a rule decided it and no person did."""
    return question.state == "decided" and question.holding is not None and question.holding.basis == "automatic"


def ruled(question: Question | Issue) -> bool:
    """Whether a rule decided a component to which annotators gave different ranges, so that nobody need be asked."""
    return automatic(question) and question.ranges > 1


def spoken(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Return what persons decided on each group, the latest of each, oldest first."""
    found: dict[str, list[Decision]] = {}
    for decision in adjudication.standing(decisions):
        if decision.by != "rule":
            found.setdefault(decision.group, []).append(decision)
    return found


def _taken_back(decision: Decision) -> Decision:
    if decision.undone is not None:
        return decision
    hidden = Undo(decision=decision.number or 1, who=decision.who, when=decision.when, why="")
    return decision.model_copy(update={"undone": hidden})
