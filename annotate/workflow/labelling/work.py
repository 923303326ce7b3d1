"""What annotators are to do: all tasks there are, or those of the articles that are assigned to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from annotate.labelstudio import Wanted
from annotate.store import Store
from schema import Article, Unit


class Work:
    """Tasks by article, in their order, and whose they are."""

    def __init__(self, store: Store, articles: Mapping[str, Article], tasks: Mapping[str, Sequence[Wanted]]) -> None:
        """Take all articles of the store, and the tasks that are asked of some of them."""
        self.articles, self.tasks = articles, tasks
        self.idle = {annotator.name for annotator in store.annotators() if not annotator.annotates}
        self.assigned: dict[str, list[str]] | None = None
        if store.designs():
            self.assigned = {}
            for assignment in store.assignments():
                if assignment.opened is not None:
                    self.assigned.setdefault(assignment.annotator, []).append(assignment.article)

    @property
    def units(self) -> int:
        """How many tasks there are, before they are given to annotators."""
        return sum(map(len, self.tasks.values()))

    def wanted(self, annotator: str) -> Iterator[Wanted]:
        """Yield the tasks that an annotator is to have, in their order."""
        for article in self._articles(annotator):
            yield from self.tasks.get(article, ())

    def obsolete(self, annotator: str, unit: Unit) -> bool:
        """Whether a unit that is not wanted is none of an annotator's any more."""
        article = self.articles.get(unit.article)
        if article is None or unit.version != article.current.version:
            return True
        if (self.assigned is not None or annotator in self.idle) and unit.article not in self._articles(annotator):
            return True
        return unit.article in self.tasks

    def _articles(self, annotator: str) -> Collection[str]:
        if self.assigned is not None:
            return self.assigned.get(annotator, ())
        return () if annotator in self.idle else self.tasks.keys()
