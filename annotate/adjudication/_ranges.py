"""How far two ranges lie over each other."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol


class Ranged(Protocol):
    """Something with a range of code points, half-open and not empty."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Code point after the last."""


def iou(one: Ranged, other: Ranged) -> Fraction:
    """Return intersection over union, exactly: sums of floats would depend on the order of the ranges."""
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return Fraction(shared, one.end - one.start + other.end - other.start - shared)
