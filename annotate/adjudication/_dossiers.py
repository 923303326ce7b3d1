"""What there is on one article: adjudication goes through articles one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schema import Annotation, Decision


@dataclass(frozen=True)
class Dossier:
    """All work and all decisions on an article."""

    article: str
    """Id of the article."""
    annotations: Sequence[Annotation]
    """All annotations of its units, in their current revisions, in any order; only those are heard that
    `annotate.alignment.select` lets count."""
    decisions: Sequence[Decision]
    """All decisions, those that were taken back too: they keep the ids of groups. In the order of the store."""


def dossiers(annotations: Iterable[Annotation], decisions: Iterable[Decision]) -> list[Dossier]:
    """Return a dossier for each article of which these annotations and decisions speak, by article."""
    works: defaultdict[str, list[Annotation]] = defaultdict(list)
    for work in annotations:
        works[work.unit.article].append(work)
    made: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        made[decision.article].append(decision)
    return [
        Dossier(article, works.get(article, ()), made.get(article, ()))
        for article in sorted(works.keys() | made.keys())
    ]
