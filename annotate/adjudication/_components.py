"""The vote on one group of aligned spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from annotate.adjudication._verdict import Verdict, tally, winner
from annotate.alignment import Mark
from schema import Attribute, GoldComponent, Scheme, Span

Boundaries = tuple[int, int]


class Vote(NamedTuple):
    """What one annotator says about a group: there is such a span, here, of this type, with these attributes."""

    mark: Mark
    span: Span


def judge(group: str, votes: Sequence[Vote], seen: int, scheme: Scheme) -> Verdict:
    """Return what the majority says about a group of aligned spans.

    Args:
        group: Id of the group, and of the component that may come of it.
        votes: The marks of the group, at most one per annotator, of types that the scheme knows.
        seen: How many annotators have seen the unit, those without a span in the group included.
        scheme: The scheme.

    A component is accepted when more than half of those who saw the unit marked it and more than half of these
    gave it the same type; rejected when fewer than half marked it; else, and wherever only one annotator saw the
    unit, open. Boundaries and attributes leave nothing open, see `_boundaries` and `_attributes`.
    """
    marked = f"marked by {len(votes)} of {seen}"
    if seen == 1:
        return Verdict("open", "seen by one annotator")
    if 2 * len(votes) < seen:
        return Verdict("rejected", marked)
    types = Counter(vote.mark.type for vote in votes)
    component = scheme.component(winner(types))
    if 2 * len(votes) == seen:
        return Verdict("open", f"{marked}: a tie; type: {tally(types)}")
    if component is None:
        return Verdict("open", f"{marked}; no majority for a type: {tally(types)}")
    (start, end), borders = _boundaries([vote.mark for vote in votes])
    reasons = [marked, f"type: {tally(types)}", borders]
    attributes = {}
    voters = [vote.span for vote in votes if vote.mark.type == component.id]
    for attribute in component.attributes:
        value, reason = _attribute(attribute, voters)
        reasons.append(reason)
        if value:
            attributes[attribute.id] = value
    result = GoldComponent(id=group, type=component.id, start=start, end=end, attributes=attributes)
    return Verdict("accepted", "; ".join(reasons), result)


def _boundaries(marks: Sequence[Mark]) -> tuple[Boundaries, str]:
    """Return the range that most annotators chose, and why.

    Start and end are voted on together, so that the result is a range that somebody chose. Among ranges with as
    many votes the one closest to all marks wins (the greatest sum of intersection over union with each of them),
    then the longest, so that two who differ by a full stop keep it, then the one that starts first.
    """
    votes = Counter((mark.start, mark.end) for mark in marks)
    most = max(votes.values())
    tied = [chosen for chosen, count in votes.items() if count == most]
    if len(tied) > 1:
        tied.sort(key=lambda chosen: (-_closeness(chosen, marks), chosen[0] - chosen[1], chosen))
    start, end = tied[0]
    reason = f"boundaries: [{start}, {end}) {most} of {len(marks)}"
    return (start, end), reason + (f", the closest to all of {len(tied)} ranges with as many votes" if tied[1:] else "")


def _closeness(chosen: Boundaries, marks: Sequence[Mark]) -> Fraction:
    """Exact, as sums of floats would depend on the order of the marks."""
    start, end = chosen
    total = Fraction(0)
    for mark in marks:
        shared = max(0, min(mark.end, end) - max(mark.start, start))
        total += Fraction(shared, mark.end - mark.start + end - start - shared)
    return total


def _attribute(attribute: Attribute, spans: Sequence[Span]) -> tuple[str, str]:
    """Return the value that more than half of those who chose the type gave ('' for none), and why.

    Giving no value, a blank one, or one that is not on the closed list is a vote for none.
    """
    known = {value.id for value in attribute.values}
    given = (span.attributes.get(attribute.id, "").strip() for span in spans)
    votes = Counter(value if value in known or not known else "" for value in given)
    choice = winner(votes)
    shown = tally(Counter({value or "none": count for value, count in votes.items()}))
    return choice or "", f"{attribute.id}: {'left out, no majority: ' if choice is None else ''}{shown}"
