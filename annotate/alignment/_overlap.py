"""How far marks lie over each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.alignment._marks import Mark


def overlap(a: Mark, b: Mark) -> int:
    """Return how many code points two marks share; 0 where they only touch."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def iou(a: Mark, b: Mark) -> float:
    """Return intersection over union of two ranges: 1.0 only for equal ranges, 0.0 without a shared code point."""
    shared = overlap(a, b)
    return shared / (a.end - a.start + b.end - b.start - shared)


def overlapping(marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Yield the indices of every two marks that share a code point, whoever made them, once.

    A sweep over the starts: time grows with the number of marks and of such pairs, not with its square.
    """
    starts = [mark.start for mark in marks]
    ends = [mark.end for mark in marks]
    open_: list[int] = []
    for index in sorted(range(len(marks)), key=starts.__getitem__):
        start = starts[index]
        open_ = [other for other in open_ if ends[other] > start]
        for other in open_:
            yield other, index
        open_.append(index)
