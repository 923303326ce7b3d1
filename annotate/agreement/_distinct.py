"""Distinct numbers, counted where that is quicker than sorting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_SPARSE = 16
"""Where there are more possible numbers than this many times those given, sorting takes less time and memory."""


def distinct(numbers: Ints, size: int) -> tuple[Ints, Ints]:
    """Return the distinct ones of N numbers from 0 and below `size`, in order, and for each of the N which of these."""
    if size > _SPARSE * len(numbers):
        return np.unique(numbers, return_inverse=True)
    occurs = np.zeros(size, dtype=bool)
    occurs[numbers] = True
    found = np.flatnonzero(occurs)
    place = np.empty(size, dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place[numbers]


def counted(numbers: Ints, size: int) -> tuple[Ints, Ints]:
    """Return the distinct ones of some numbers from 0 and below `size`, in order, and how often each occurs."""
    if size > _SPARSE * len(numbers):
        return np.unique(numbers, return_counts=True)
    times = np.bincount(numbers)
    found = np.flatnonzero(times)
    return found, times[found]
