"""Splits: which article is in which, so that nothing that belongs together is parted, and labels are spread evenly."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_ARTICLES = ""
"""Stands among the labels for the articles themselves; no label is called so."""


class Tie(NamedTuple):
    """Articles that belong together."""

    why: str
    """What they have in common."""
    articles: tuple[str, ...]


def assign(
    articles: Sequence[str],
    ties: Iterable[Tie],
    labels: Mapping[str, Mapping[str, int]],
    shares: Mapping[str, float],
    seed: int,
    kept: Mapping[str, str],
) -> dict[str, str]:
    """Return the split of each article.

    Args:
        articles: Ids of the articles.
        ties: What is not to be parted; articles that hang together by way of others are one group.
        labels: How often each article has each label.
        shares: Share of the articles, and of each label, that every split is to get; together 1.
        seed: What chance follows from: the order in which groups of one size are placed.
        kept: The split of articles that had one before. They keep it, and what is new in their group joins them.

    The largest groups are placed first, each where the squared difference to the shares grows least. As long as there
    are groups enough, no split stays empty. The order of the articles is of no matter.
    """
    groups = grouped(articles, ties)
    totals = _sum(groups, labels)
    placed = {split: Counter[str]() for split in shares}
    found: dict[str, str] = {}
    free: list[tuple[str, ...]] = []
    for group in groups:
        before = Counter(kept[article] for article in group if kept.get(article) in shares)
        if not before:
            free.append(group)
            continue
        most = min(before, key=lambda split: (-before[split], split))
        for article in group:
            had = kept.get(article)
            found[article] = had if had in shares and had is not None else most
            placed[found[article]] += _sum([(article,)], labels)
    free.sort(key=lambda group: (-len(group), _chance(seed, *group)))
    for number, group in enumerate(free):
        empty = [split for split in shares if not placed[split][_ARTICLES]]
        open_ = empty if len(free) - number <= len(empty) else list(shares)
        own = _sum([group], labels)
        growth = {split: _growth(own, placed[split], totals, shares[split]) for split in open_}
        best = min(growth, key=lambda split: (growth[split], _chance(seed, split, *group)))
        placed[best] += own
        found.update(dict.fromkeys(group, best))
    return {article: found[article] for article in articles}


def grouped(articles: Iterable[str], ties: Iterable[Tie]) -> list[tuple[str, ...]]:
    """Return the articles that hang together, each group sorted, the groups by their first."""
    leader = {article: article for article in articles}

    def root(article: str) -> str:
        while leader[article] != article:
            leader[article] = leader[leader[article]]
            article = leader[article]
        return article

    for tie in ties:
        roots = sorted({root(article) for article in tie.articles if article in leader})
        for other in roots[1:]:
            leader[other] = roots[0]
    groups: dict[str, list[str]] = {}
    for article in sorted(leader):
        groups.setdefault(root(article), []).append(article)
    return [tuple(group) for group in groups.values()]


def leaks(splits: Mapping[str, str], ties: Iterable[Tie]) -> tuple[str, ...]:
    """Tell which of the ties are parted, each with the articles, by split."""
    found = []
    for tie in ties:
        by_split: dict[str, list[str]] = {}
        for article in tie.articles:
            if article in splits:
                by_split.setdefault(splits[article], []).append(article)
        if len(by_split) > 1:
            told = "; ".join(f"{split}: {', '.join(some)}" for split, some in sorted(by_split.items()))
            found.append(f"{tie.why} ({told})")
    return tuple(found)


def _sum(groups: Iterable[tuple[str, ...]], labels: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    found = Counter[str]()
    for group in groups:
        found[_ARTICLES] += len(group)
        for article in group:
            found.update(labels.get(article, {}))
    return found


def _growth(own: Mapping[str, int], placed: Mapping[str, int], totals: Mapping[str, int], share: float) -> float:
    """Return by how much the squared differences to the share grow; articles weigh as much as all labels together."""
    growth = 0.0
    for label, total in totals.items():
        before = placed.get(label, 0) / total - share
        after = before + own.get(label, 0) / total
        weight = 1.0 if label == _ARTICLES else 1 / max(1, len(totals) - 1)
        growth += weight * (after**2 - before**2)
    return growth


def _chance(seed: int, *words: str) -> bytes:
    return hashlib.sha256("\0".join([str(seed), *words]).encode()).digest()
