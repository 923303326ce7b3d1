"""Measures that add up over articles, so that leaving articles out or drawing them anew is a matter of sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
"""Numbers, shaped as the place says."""


@dataclass(frozen=True, eq=False, slots=True)
class Additive:
    """A measure as sums over articles: its value on any articles is `value` of the sum of their rows."""

    statistics: Reals
    """Articles × k: for each article, in the order of `Codings.articles`, what is added up."""
    value: Callable[[Reals], Reals]
    """The measure for one or more sums, shape (…, k) → (…); nan where it is undefined."""

    def total(self) -> float | None:
        """Return the value on all articles, None where it is undefined."""
        value = float(self.value(self.statistics.sum(axis=0)))
        return None if np.isnan(value) else value

    def per_article(self) -> Reals:
        """Return the value on each article alone, nan where it is undefined; of length articles."""
        return self.value(self.statistics)

    def leaving_out(self) -> Reals:
        """Return the value on all articles but one, nan where it is undefined; of length articles."""
        return self.value(self.statistics.sum(axis=0) - self.statistics)


def ratio(part: Reals, whole: Reals) -> Reals:
    """Return part / whole, element by element, nan where the whole is 0."""
    shape = np.broadcast_shapes(part.shape, whole.shape)
    share: Reals = np.divide(part, whole, out=np.full(shape, np.nan), where=whole != 0)
    return share
