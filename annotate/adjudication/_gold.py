"""What all decisions together say; computed, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from annotate.adjudication._heads import Head, Said
from annotate.adjudication._held import heads_on, standing
from schema import Decision, Gold, GoldComponent, GoldRelation, Scheme


def gold(decisions: Iterable[Said], article: str, scheme: Scheme | None) -> Gold:
    """Return the gold standard of an article as the decisions in force give it.

    It is over the newest text version that a decision on the article names; what `holding` leaves open is counted. With
    a scheme, it has nothing that the scheme forbids; with None, what was decided.
    An article without decisions has an empty gold over version 1.
    """
    made = standing(decision for decision in decisions if decision.article == article)
    return _gold(article, heads_on(made, scheme).values())


def golds(decisions: Iterable[Decision], scheme: Scheme | None) -> tuple[Gold, ...]:
    """Return the gold standard of every article that has decisions in force, by article; see `gold`."""
    by_article: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        by_article.setdefault(decision.article, []).append(decision)
    return tuple(_gold(article, heads_on(made, scheme).values()) for article, made in sorted(by_article.items()))


def _gold(article: str, heads: Iterable[Head[Said]]) -> Gold:
    every = list(heads)
    results = [head.result for head in every]
    components: list[GoldComponent] = sorted(
        (found for found in results if isinstance(found, GoldComponent)),
        key=attrgetter("start", "end", "type", "id"),
    )
    place: dict[str, int] = {found.id: number for number, found in enumerate(components)}
    relations: list[GoldRelation] = sorted(
        (found for found in results if isinstance(found, GoldRelation)),
        key=lambda found: (place[found.source], place[found.target], found.type, found.id),
    )
    basis = {head.latest.group: head.basis for head in every if head.basis is not None}
    return Gold(
        article=article,
        version=max((head.latest.version for head in every), default=1),
        components=tuple(components),
        relations=tuple(relations),
        open=sum(head.outcome == "open" for head in every),
        basis={id_: basis[id_] for id_ in (*place, *(found.id for found in relations))},
    )
