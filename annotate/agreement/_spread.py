"""Runs of numbers, laid one after the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def spread(begin: NDArray[np.int64], many: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every position with each of the numbers from its `begin` on, of which there are `many`."""
    position = np.repeat(np.arange(len(begin)), many)
    step = np.arange(len(position)) - (np.cumsum(many) - many)[position]
    return position, begin[position] + step
