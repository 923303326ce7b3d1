"""What is to be said of one group of aligned spans."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.adjudication._ballots import value
from annotate.adjudication._boundaries import boundaries
from annotate.adjudication._court import Court
from annotate.adjudication._units import Seen, Vote
from annotate.adjudication._verdict import Verdict
from schema import GoldComponent


def judge(group: str, votes: Sequence[Vote], seen: Seen, court: Court) -> Verdict:
    """Return what a method says about a group of aligned spans.

    Args:
        group: Id of the group, and of the component that may come of it.
        votes: The marks of the group, at most one per annotator, of types that the scheme knows.
        seen: The unit, with all who saw it: those without a span in the group say that there is none.
        court: The method.

    Accepted when the share of those who marked it exceeds the method's `presence` and that of its type among them the
    method's `type`; rejected when the share of those who did not mark it exceeds `presence`; else, and wherever fewer
    annotators than the method wants saw the unit, open. For a model, that of the type is a probability. `unanimous`
    accepts what all marked with one type, and rejects nothing. Boundaries and attributes leave nothing open: a
    component gets a range in any case (`_boundaries`), and an attribute without a clear value gets none.
    """
    method, seers = court.method, len(seen.works)
    none, type_, share, types = court.leaning(seen.on_component(votes))
    (start, end), borders = boundaries([vote.mark for vote in votes], method.boundaries, court.ranks)
    values, reasons = _attributes(votes, type_, court)
    guess = GoldComponent(id=group, type=type_, start=start, end=end, attributes=values)
    marked = f"marked by {len(votes)} of {seers}"
    if seers < method.fewest:
        return Verdict("open", too_few(seers, method.fewest), guess)
    if outcome := court.absent(none):
        why = marked if outcome == "rejected" else f"{marked}: {court.doubt(none)}; type: {types}"
        return Verdict(outcome, why, guess, none if outcome == "rejected" else None)
    if not court.clear(share, method.type):
        return Verdict("open", f"{marked}; no majority for a type: {types}", guess)
    why = "; ".join([marked, f"type: {types}", f"boundaries: [{start}, {end}) {borders}", *reasons])
    return Verdict("accepted", why, guess, sure((1 - none) * share))


def too_few(seers: int, fewest: int) -> str:
    """Say that fewer annotators than a method wants saw a unit."""
    return "seen by one annotator" if seers == 1 else f"seen by {seers} annotators, of {fewest} that are wanted"


def sure(confidence: float) -> float:
    """Return a confidence without what rounding may have added."""
    return min(1.0, max(0.0, confidence))


def _attributes(votes: Sequence[Vote], type_: str, court: Court) -> tuple[dict[str, str], list[str]]:
    """Return the value of each attribute that is clear, and the reasons."""
    values: dict[str, str] = {}
    reasons: list[str] = []
    component = court.scheme.component(type_)
    for attribute in component.attributes if component else ():
        given = {vote.mark.annotator: value(attribute, vote) for vote in votes if vote.mark.type == type_}
        choice, reason = court.value_of(type_, attribute, given)
        reasons.append(f"{attribute.id}: {reason}")
        if choice:
            values[attribute.id] = choice
    return values, reasons
