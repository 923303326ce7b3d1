"""One clustering of the marks of all annotators."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.alignment._marks import Mark
from annotate.alignment._overlap import iou, overlapping


def cluster(marks: Sequence[Mark], *, threshold: float = 0.5) -> tuple[tuple[int, ...], ...]:
    """Return groups of marks that stand for the same span, as indices into `marks`; every mark is in one group.

    Greedy agglomeration with complete linkage: pairs of marks of different annotators are taken by descending IoU,
    and the groups of the two are joined if no annotator is in both and every two marks across them have an IoU of
    at least `threshold` (above 0). So a group holds at most one mark of an annotator, and any two of its marks
    reach the threshold. Types do not decide, except between pairs of equal IoU, where equal types come first; then
    the earlier in the text does, so the order of `marks` is of no matter.

    At a threshold of up to 0.5, spans that differ by one character at an end (a full stop taken in or left out)
    reach it at any length, since n / (n + 1) is never below 0.5. They form one group, unless a span that is closer
    to one of them has joined it before and cannot be in a group with the other.

    Groups are sorted by their first mark in the text, their members by index. All marks must be over one text.
    """
    groups = [[index] for index in range(len(marks))]
    for first, second in _pairs(marks, threshold):
        mine, yours = groups[first], groups[second]
        if mine is not yours and _joinable(marks, mine, yours, threshold):
            mine += yours
            for index in yours:
                groups[index] = mine
    distinct = {id(group): group for group in groups}.values()
    ordered = sorted(distinct, key=lambda group: min(marks[index].place for index in group))
    return tuple(tuple(sorted(group)) for group in ordered)


def _pairs(marks: Sequence[Mark], threshold: float) -> list[tuple[int, int]]:
    """Return the pairs of marks of different annotators that reach the threshold, the closest first."""
    ranked = []
    for first, second in overlapping(marks):
        one, other = marks[first], marks[second]
        closeness = iou(one, other)
        if one.annotator != other.annotator and closeness >= threshold:
            earlier, later = sorted((one.place, other.place))
            ranked.append((-closeness, one.type != other.type, earlier, later, first, second))
    return [(first, second) for *_, first, second in sorted(ranked)]


def _joinable(marks: Sequence[Mark], mine: list[int], yours: list[int], threshold: float) -> bool:
    return all(
        marks[one].annotator != marks[other].annotator and iou(marks[one], marks[other]) >= threshold
        for one in mine
        for other in yours
    )
