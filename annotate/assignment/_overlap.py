"""Who shares how much with whom: what agreement can be measured on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations_with_replacement
from typing import NamedTuple

from annotate.assignment._deal import Pair


class Shared(NamedTuple):
    """What two annotators have in common; of an annotator with themself, what they have in all."""

    first: str
    """Name of the one."""
    second: str
    """Name of the other; names are in order."""
    articles: int
    """Articles that both have."""
    units: int
    """Units of work in these."""


def overlaps(pairs: Collection[Pair], units: Mapping[str, int]) -> tuple[Shared, ...]:
    """Return what every two annotators share, those without a common article too, by name.

    `units` holds how many units each article has.
    """
    mine: dict[str, set[str]] = {}
    for annotator, article in pairs:
        mine.setdefault(annotator, set()).add(article)
    found: list[Shared] = []
    for first, second in combinations_with_replacement(sorted(mine), 2):
        common = mine[first] & mine[second]
        found.append(Shared(first, second, len(common), sum(units[article] for article in common)))
    return tuple(found)
