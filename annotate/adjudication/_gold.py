"""What all decisions together say; computed, never stored."""

from __future__ import annotations

from collections.abc import Iterable

from schema import Decision, Gold, GoldComponent, GoldRelation


def chronological(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions oldest first; of one moment, in the order given."""
    return sorted(decisions, key=lambda decision: decision.when)


def holding(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decision that holds on each group, which is the latest, by article, kind and group."""
    latest = {decision.group: decision for decision in chronological(decisions)}
    return tuple(sorted(latest.values(), key=lambda decision: (decision.article, decision.kind, decision.group)))


def open_groups(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold and leave their group open, by article, kind and group."""
    return tuple(decision for decision in holding(decisions) if decision.outcome == "open")


def gold(decisions: Iterable[Decision], article: str) -> Gold:
    """Return the gold standard of an article as its decisions give it.

    It is over the newest text version that a decision on the article names. What was accepted on an older one,
    and a relation with an end that is not in gold, cannot be in it, and is counted as open until decided anew.
    An article without decisions has an empty gold over version 1.
    """
    return _gold(article, [decision for decision in holding(decisions) if decision.article == article])


def golds(decisions: Iterable[Decision]) -> tuple[Gold, ...]:
    """Return the gold standard of every article that has decisions, by article; see `gold`."""
    by_article: dict[str, list[Decision]] = {}
    for decision in holding(decisions):
        by_article.setdefault(decision.article, []).append(decision)
    return tuple(_gold(article, found) for article, found in sorted(by_article.items()))


def _gold(article: str, standing: list[Decision]) -> Gold:
    version = max((decision.version for decision in standing), default=1)
    accepted = [decision for decision in standing if decision.outcome == "accepted"]
    results = [decision.result for decision in accepted if decision.version == version]
    components = sorted(
        (found for found in results if isinstance(found, GoldComponent)),
        key=lambda found: (found.start, found.end, found.type, found.id),
    )
    place = {found.id: number for number, found in enumerate(components)}
    relations = sorted(
        (
            found
            for found in results
            if isinstance(found, GoldRelation) and {found.source, found.target} <= place.keys()
        ),
        key=lambda found: (place[found.source], place[found.target], found.type, found.id),
    )
    undecided = sum(decision.outcome == "open" for decision in standing)
    return Gold(
        article=article,
        version=version,
        components=tuple(components),
        relations=tuple(relations),
        open=undecided + len(accepted) - len(components) - len(relations),
    )
