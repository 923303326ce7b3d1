"""What is to be said of relations between groups, and the scheme's say over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from annotate.adjudication._components import sure, too_few
from annotate.adjudication._court import Court
from annotate.adjudication._graph import faults
from annotate.adjudication._units import Drawn, Seen, Tie
from annotate.adjudication._verdict import NOTHING, Verdict
from annotate.validation import permitted
from schema import GoldComponent, GoldRelation, Scheme

Ends = Mapping[str, GoldComponent | None]
"""What each component group that is decided or judged has in gold; None where it is rejected, absent while open."""


def judge(group: str, tie: Tie, drawn: Mapping[str, Drawn], seen: Seen, ends: Ends, court: Court) -> Verdict:
    """Return what a method says about a relation, by itself.

    Args:
        group: Id of the group, and of the relation that may come of it.
        tie: Type and ends.
        drawn: Who drew it.
        seen: The unit, with all who saw it: those who did not draw it say that there is none.
        ends: What becomes of components.
        court: The method.

    Accepted when the share of those who drew it exceeds the method's `presence`, both ends are in gold, and the scheme
    permits it between the types that the ends have there. Rejected when the share of those who did not draw it
    exceeds `presence`. Else, where an end was dropped or is open, and wherever fewer annotators than the method wants
    saw the unit, open.
    """
    none = court.relations.shares(seen.on_relation(tie, drawn)).get(NOTHING, 0.0)
    voted = f"{tie.type} {tie.source} → {tie.target} drawn by {len(drawn)} of {len(seen.works)}"
    guess = GoldRelation(id=group, type=tie.type, source=tie.source, target=tie.target)
    absent = court.absent(none)
    if len(seen.works) < court.method.fewest:
        return Verdict("open", f"{voted}: {too_few(len(seen.works), court.method.fewest)}", guess)
    if absent == "rejected":
        return Verdict("rejected", voted, guess, none)
    if hindered := _hindered(tie, ends, court.scheme):
        return Verdict("open", f"{voted}{hindered}", guess)
    if absent == "open":
        return Verdict("open", f"{voted}: {court.doubt(none)}", guess)
    return Verdict("accepted", voted, guess, sure(1 - none))


def _hindered(tie: Tie, ends: Ends, scheme: Scheme) -> str | None:
    """Return why a relation cannot be in gold as its ends are, or None."""
    dropped = [end for end in (tie.source, tie.target) if end in ends and ends[end] is None]
    undecided = [end for end in (tie.source, tie.target) if end not in ends]
    if dropped:
        return f"; not in gold: {', '.join(dropped)}"
    if undecided:
        return f"; still open: {', '.join(undecided)}"
    kind, source, target = scheme.relation(tie.type), ends[tie.source], ends[tie.target]
    if kind is None or source is None or target is None or not permitted(kind, source.type, target.type):
        return ", but not permitted between the types that its ends have in gold"
    return None


class Judged(Protocol):
    """Something with a verdict that can be replaced."""

    verdict: Verdict


def obey(judged: Sequence[Judged], held: Iterable[GoldRelation], scheme: Scheme) -> None:
    """Open accepted relations of one article that together break a rule on the graph.

    Each relation may have its majority and yet close a cycle, or give a span too many parents, where the others
    have theirs. Which one is wrong the votes cannot say, so all that take part are left to a person. `held` are
    the relations that a person accepted: they take part, but stay.
    """
    fault = faults(
        [*held, *(edge for found in judged if isinstance(edge := found.verdict.result, GoldRelation))], scheme
    )
    for found in judged:
        edge = found.verdict.result
        if isinstance(edge, GoldRelation) and (why := fault(edge)):
            found.verdict = Verdict("open", f"{found.verdict.why}, but {why}", edge)
