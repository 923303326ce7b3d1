"""What all decisions together say; computed, never stored."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.adjudication._held import Held, holding
from schema import Decision, Gold, GoldComponent, GoldRelation


def gold(decisions: Iterable[Decision], article: str) -> Gold:
    """Return the gold standard of an article as the decisions in force give it.

    It is over the newest text version that a decision on the article names; what `holding` leaves open is counted.
    An article without decisions has an empty gold over version 1.
    """
    return _gold(article, holding(decision for decision in decisions if decision.article == article))


def golds(decisions: Iterable[Decision]) -> tuple[Gold, ...]:
    """Return the gold standard of every article that has decisions in force, by article; see `gold`."""
    by_article: dict[str, list[Held]] = {}
    for held in holding(decisions):
        by_article.setdefault(held.article, []).append(held)
    return tuple(_gold(article, found) for article, found in by_article.items())


def _gold(article: str, standing: Iterable[Held]) -> Gold:
    every = list(standing)
    results = [held.result for held in every]
    components: list[GoldComponent] = sorted(
        (found for found in results if isinstance(found, GoldComponent)),
        key=lambda found: (found.start, found.end, found.type, found.id),
    )
    place = {found.id: number for number, found in enumerate(components)}
    relations: list[GoldRelation] = sorted(
        (found for found in results if isinstance(found, GoldRelation)),
        key=lambda found: (place[found.source], place[found.target], found.type, found.id),
    )
    basis = {held.group: held.basis for held in every if held.basis is not None}
    return Gold(
        article=article,
        version=max((held.version for held in every), default=1),
        components=tuple(components),
        relations=tuple(relations),
        open=sum(held.outcome == "open" for held in every),
        basis={id_: basis[id_] for id_ in (*place, *(found.id for found in relations))},
    )
