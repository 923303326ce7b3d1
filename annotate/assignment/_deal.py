"""Dealing articles out: so many annotators for each, even loads, and pairs of annotators that share evenly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from schema import digest


class Pair(NamedTuple):
    """An article as the work of an annotator."""

    annotator: str
    """Name of the annotator."""
    article: str
    """Id of the article."""


def deal(
    annotators: Collection[str],
    articles: Mapping[str, int],
    *,
    per_article: int,
    seed: int,
    held: Mapping[Pair, int] | None = None,
    pins: Iterable[Pair] = (),
) -> tuple[Pair, ...]:
    """Return what to give to whom in addition to what is held already, pinned pairs first.

    Args:
        annotators: Names of those who get work.
        articles: What is to be dealt out, with the size of each, at least 0; an article is never divided.
        per_article: How many annotators each article is to have; all, where there are fewer.
        seed: What decides between annotators who are equal otherwise.
        held: What was given before, with the size of each article, also to annotators who get no more; it stays. An
            article that as many hold as it is to have, or more, gets nobody else.
        pins: Pairs that are given whatever the rest; ValueError for one of an unknown annotator or article.

    Where nothing is held and nothing pinned, the loads, sums of the sizes, differ by at most the size of the largest
    article. Otherwise no article takes an annotator further than that above the one with the least load, unless there
    is no other choice. Within these bounds annotators are put together who share least so far. The order of the
    arguments is of no matter. Takes time in proportion to articles x annotators.
    """
    return _Deal(sorted(annotators), articles, per_article, seed, held or {}).run(sorted(set(pins)))


class _Deal:
    def __init__(
        self,
        annotators: Sequence[str],
        articles: Mapping[str, int],
        per_article: int,
        seed: int,
        held: Mapping[Pair, int],
    ) -> None:
        self.articles, self.per_article, self.seed = articles, per_article, seed
        self.largest = max(articles.values(), default=0)
        self.load = dict.fromkeys(annotators, 0)
        self.shared: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.holders: defaultdict[str, list[str]] = defaultdict(list)
        for pair, size in sorted(held.items()):
            self._hold(pair, size)

    def run(self, pins: Sequence[Pair]) -> tuple[Pair, ...]:
        given: list[Pair] = []
        for pin in pins:
            if pin.annotator not in self.load or pin.article not in self.articles:
                raise ValueError(f"{pin.annotator} or {pin.article} is not among those to deal with")
            if pin.annotator not in self.holders[pin.article]:
                given.append(self._give(pin))
        # The largest first, as the small ones even out what is left.
        for article in sorted(self.articles, key=lambda article: (-self.articles[article], self._chance(article))):
            while chosen := self._next(article):
                given.append(self._give(Pair(chosen, article)))
        return tuple(given)

    def _next(self, article: str) -> str | None:
        """Return who gets an article next, or None when it has enough."""
        holders = self.holders[article]
        free = [name for name in self.load if name not in holders]
        if not free or len(holders) >= self.per_article:
            return None
        size, least = self.articles[article], min(self.load.values())
        fitting = [name for name in free if self.load[name] + size <= least + self.largest]
        if len(fitting) < self.per_article - len(holders):
            lowest = min(self.load[name] for name in free)
            fitting = [name for name in free if self.load[name] == lowest]
        return min(
            fitting, key=lambda name: (self._common(name, holders), self.load[name], self._chance(article, name))
        )

    def _common(self, name: str, holders: Iterable[str]) -> int:
        return sum(self.shared[_sorted(name, other)] for other in holders)

    def _give(self, pair: Pair) -> Pair:
        self._hold(pair, self.articles[pair.article])
        return pair

    def _hold(self, pair: Pair, size: int) -> None:
        holders = self.holders[pair.article]
        for other in holders:
            self.shared[_sorted(pair.annotator, other)] += size
        holders.append(pair.annotator)
        if pair.annotator in self.load:
            self.load[pair.annotator] += size

    def _chance(self, *parts: str) -> str:
        return digest(self.seed, *parts)


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
