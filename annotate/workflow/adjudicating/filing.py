"""What adjudication looks at, read from the store a few articles at a time: memory does not grow with their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, get_args

from annotate import adjudication
from annotate.adjudication import Dossier, Held, Inquiry, Method, RuleName
from annotate.store import Store
from schema import Basis, Gold, Scheme

_FEW = 50
"""Articles that are in memory at once."""

Kind = Literal["component", "relation"]
Outcome = Literal["accepted", "rejected", "open"]


@dataclass
class Tally:
    """How many groups came to what, counted article by article."""

    counts: Counter[tuple[Kind, Outcome, Basis | None]] = field(default_factory=Counter)

    def add(self, held: Iterable[Held]) -> None:
        """Count what holds on some groups."""
        self.counts.update((one.kind, one.outcome, one.basis) for one in held)

    def of(self, outcome: Outcome, kind: Kind | None = None) -> int:
        """Return how many groups came to this, of one kind or of both."""
        return sum(
            count for (of, what, _), count in self.counts.items() if what == outcome and (kind is None or of == kind)
        )

    @property
    def basis(self) -> dict[Basis, int]:
        """How much of what is in gold rests on what, by name of the basis; those of nothing are left out."""
        found: Counter[Basis] = Counter()
        for (_, outcome, basis), count in self.counts.items():
            if outcome == "accepted" and basis is not None:
                found[basis] += count
        return dict(sorted(found.items()))


def batches(store: Store, articles: Iterable[str] | None = None) -> Iterator[list[Dossier]]:
    """Yield what there is on all articles that bear work or decisions, or on some, by id, a few articles at a time.

    Each few are read when they are asked for, so that decisions may be stored in between.
    """
    for some in _few(_with_work(store) if articles is None else articles):
        work = store.annotations(articles=some, raw=False)
        yield adjudication.dossiers(work, store.decisions(articles=some, undone=True))


def dossiers(store: Store, articles: Iterable[str] | None = None) -> Iterator[Dossier]:
    """Yield the same one by one."""
    for some in batches(store, articles):
        yield from some


def inquiry(store: Store, scheme: Scheme, method: Method) -> Inquiry:
    """Return a method that has learnt what it has to from all articles."""
    return Inquiry.of(method, scheme, dossiers(store))


def latest_method(store: Store) -> Method:
    """Return the method of the latest decision in force that a rule of today's made; the default one without any."""
    rule = store.latest_rule(get_args(RuleName))
    return Method.of(rule) if rule else Method()


def holding(store: Store, scheme: Scheme) -> Iterator[Held]:
    """Yield what holds on each group, by article, kind and group."""
    for some in _few(store.decided_articles()):
        yield from adjudication.holding(store.decisions(articles=some), scheme)


def golds(store: Store, scheme: Scheme) -> Iterator[Gold]:
    """Yield the gold standard of every article that has decisions in force, by article."""
    for some in _few(store.decided_articles()):
        yield from adjudication.golds(store.decisions(articles=some), scheme)


def _with_work(store: Store) -> set[str]:
    return {*store.worked_articles(), *store.decided_articles()}


def _few(articles: Iterable[str]) -> Iterator[list[str]]:
    ids = iter(sorted(articles))
    while some := list(islice(ids, _FEW)):
        yield some
