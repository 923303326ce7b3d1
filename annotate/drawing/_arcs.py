"""How high arcs go, so that one does not run through another."""

from __future__ import annotations

from collections.abc import Sequence


def arcs_of(ends: Sequence[tuple[float, float]]) -> list[int]:
    """Return a level from 1 for each arc, given the places of its two ends on one line.

    Shorter arcs lie below; an arc is one level above the highest that it overlaps among the shorter ones.
    """
    order = sorted(range(len(ends)), key=lambda at: (abs(ends[at][0] - ends[at][1]), at))
    levels = [0] * len(ends)
    for rank, at in enumerate(order):
        low, high = sorted(ends[at])
        under = (levels[other] for other in order[:rank] if _overlap(sorted(ends[other]), low, high))
        levels[at] = 1 + max(under, default=0)
    return levels


def _overlap(other: Sequence[float], low: float, high: float) -> bool:
    return (other[0] < high and low < other[1]) or (other[0], other[1]) == (low, high)
