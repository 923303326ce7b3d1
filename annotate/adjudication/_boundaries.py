"""Which range a component gets of the ranges that were marked.

`vote`        the range that most chose; of several, the closest to all
`characters`  the characters that more than half marked
`shortest`    the shortest range that anybody chose
`longest`     the longest
`best`        that of the annotator who agrees most with the others
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from annotate.adjudication._method import BoundaryRule
from annotate.adjudication._ranges import iou
from annotate.alignment import Mark

Boundaries = tuple[int, int]
Chosen = tuple[Boundaries, str]
"""A range, and why it is this one."""


def boundaries(marks: Sequence[Mark], how: BoundaryRule, ranks: Mapping[str, int]) -> Chosen:
    """Return the range of a group of aligned marks, and why; their order is of no matter.

    Args:
        marks: One for each annotator who marked the component. Every two of them share characters.
        how: The rule.
        ranks: Place of each annotator by agreement with the others, for `best`; who is not in it comes last.
    """
    if how == "best":
        return _best(marks, ranks)
    return _RULES[how](marks)


def _vote(marks: Sequence[Mark]) -> Chosen:
    """Start and end are voted on together, so that the result is a range that somebody chose.

    Among ranges with as many votes the one closest to all marks wins (the greatest sum of intersection over union
    with each of them), then the longest, so that two who differ by a full stop keep it, then the one that starts first.
    """
    votes = Counter((mark.start, mark.end) for mark in marks)
    most = max(votes.values())
    tied = {(mark.start, mark.end): mark for mark in marks if votes[mark.start, mark.end] == most}
    order = list(tied)
    if len(order) > 1:
        order.sort(key=lambda chosen: (-_closeness(tied[chosen], marks), chosen[0] - chosen[1], chosen))
    reason = f"{most} of {len(marks)}"
    return order[0], reason + (f", the closest to all of {len(order)} ranges with as many votes" if order[1:] else "")


def _characters(marks: Sequence[Mark]) -> Chosen:
    """One range: ranges of which every two overlap have a character in common, and fewer cover each one further off.

    So the start is where more than half have begun, and the end where more than half have not yet ended.
    """
    half = len(marks) // 2
    start = sorted(mark.start for mark in marks)[half]
    end = sorted((mark.end for mark in marks), reverse=True)[half]
    return (start, end), "the characters that more than half marked"


def _shortest(marks: Sequence[Mark]) -> Chosen:
    return min(((mark.start, mark.end) for mark in marks), key=lambda found: (found[1] - found[0], found)), "shortest"


def _longest(marks: Sequence[Mark]) -> Chosen:
    return min(((mark.start, mark.end) for mark in marks), key=lambda found: (found[0] - found[1], found)), "longest"


def _best(marks: Sequence[Mark], ranks: Mapping[str, int]) -> Chosen:
    mark = min(marks, key=lambda mark: (ranks.get(mark.annotator, len(ranks)), mark.place))
    return (mark.start, mark.end), "of who agrees most with the others"


def _closeness(chosen: Mark, marks: Sequence[Mark]) -> Fraction:
    return sum((iou(chosen, mark) for mark in marks), Fraction(0))


_RULES: Mapping[str, Callable[[Sequence[Mark]], Chosen]] = {
    "vote": _vote,
    "characters": _characters,
    "shortest": _shortest,
    "longest": _longest,
}
