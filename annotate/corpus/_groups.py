"""Equal and similar items joined to groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Items that hang together by pairs that are similar enough."""

    members: tuple[int, ...]
    """The items, ascending; at least two."""
    similarity: float
    """The lowest similarity among the pairs that hold it together; 1 where all are equal."""


class Partition:
    """Which items are joined (a union-find over the numbers below `size`)."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def root(self, item: int) -> int:
        """Return what stands for all that the item is joined with: the smallest of them."""
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item

    def join(self, one: int, other: int) -> bool:
        """Join two items; tell whether they were apart."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low
        return low != high


def group(
    size: int,
    equal: Iterable[Sequence[int]],
    candidates: Iterable[tuple[int, int]],
    similarity: Callable[[int, int], float],
    threshold: float,
) -> tuple[Group, ...]:
    """Return the groups of two and more among the numbers below `size`, by their first member.

    Candidates whose items are together already are not compared; of the others those join that are at least as
    similar as the threshold. So two members of a group may be less similar to each other, by way of a third.
    """
    parts = Partition(size)
    lowest: dict[int, float] = {}
    for items in equal:
        for item in items[1:]:
            parts.join(items[0], item)
    for one, other in candidates:
        first, second = parts.root(one), parts.root(other)
        if first != second and (value := similarity(one, other)) >= threshold:
            parts.join(first, second)
            least = min(value, lowest.pop(first, 1.0), lowest.pop(second, 1.0))
            lowest[min(first, second)] = least
    members: dict[int, list[int]] = defaultdict(list)
    for item in range(size):
        members[parts.root(item)].append(item)
    return tuple(Group(tuple(found), lowest.get(root, 1.0)) for root, found in members.items() if len(found) > 1)
