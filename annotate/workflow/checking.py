"""The rules of the scheme held against what the store has: article by article, or all that a command changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from annotate.store import Store
from annotate.validation import check as find
from annotate.workflow.progress import Progress, silent
from schema import Annotation, Article, Finding, Model, Scheme, Severity, Unit

FIRST = 5
"""Findings that a summary holds."""

_FEW = 20
"""Articles that are in memory at once."""

Touched = set[tuple[str, str]]
"""Articles, by id, each with the name of an annotator whose work on it was changed: little, however much that was."""


class BrokenRule(Model):
    """How often a rule is broken."""

    severity: Severity
    """How bad that is under the scheme."""
    rule: str
    """Id of the rule."""
    findings: int
    """How often."""


class CheckSummary(Model):
    """How sound the work is that a pull or an import changed; `annotate check` tells all of it."""

    annotations: int = 0
    """Annotations looked at: all that those annotators did on those articles, since some rules are over all of it."""
    articles: int = 0
    """Articles that they are on."""
    errors: int = 0
    """Findings of severity error."""
    warnings: int = 0
    """Findings of severity warning."""
    rules: tuple[BrokenRule, ...] = ()
    """The rules that are broken, by severity, the worst first, and id."""
    first: tuple[Finding, ...] = ()
    """The first few findings, errors before warnings; otherwise by article, unit and annotator."""


class Looked(NamedTuple):
    """What there is to say of the work on one article."""

    article: str
    """Id of the article."""
    annotations: int
    """Annotations looked at; deleted ones are not."""
    findings: tuple[Finding, ...]
    """By version of the text, unit and annotator."""


def accounts(store: Store) -> dict[str, str]:
    """Return the account that each annotator works with, by the annotator's name, where it is known."""
    return {known.name: known.account for known in store.annotators() if known.account}


def look(
    store: Store,
    articles: Sequence[str],
    scheme: Scheme,
    accounts: Mapping[str, str],
    asked: Callable[[Annotation], bool] = lambda _: True,
    annotator: str | None = None,
) -> list[Looked]:
    """Hold the work on a few articles against every rule; return what there is to say of those that bear any.

    Args:
        store: The store.
        articles: Ids of the articles; the order of what is returned.
        scheme: The scheme.
        accounts: As `accounts` returns them.
        asked: Which annotations are looked at, of those that are not deleted.
        annotator: Name of the only one whose work is read; None for that of all.
    """
    work: defaultdict[str, list[Annotation]] = defaultdict(list)
    for one in store.annotations(articles=articles, annotator=annotator, raw=False):
        if not one.deleted and asked(one):
            work[one.unit.article].append(one)
    return [
        Looked(
            article.id, len(work[article.id]), held_against_rules(store, article, work[article.id], scheme, accounts)
        )
        for article in store.articles(id_ for id_ in articles if id_ in work)
    ]


def few(articles: Iterable[str]) -> Iterator[list[str]]:
    """Yield articles as many at a time as are looked at together."""
    rest = iter(articles)
    while some := list(islice(rest, _FEW)):
        yield some


def held_against_rules(
    store: Store, article: Article, work: Collection[Annotation], scheme: Scheme, accounts: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Hold all of some annotators' work on one article, none of it deleted, against every rule."""
    frozen = store.golds_on(article.id) if any(one.release for one in work) else {}
    findings: list[Finding] = []
    for text in article.texts:
        on = [one for one in work if one.unit.version == text.version]
        golds = {name: gold for name, gold in frozen.items() if gold.version == text.version}
        findings.extend(find(text, on, scheme, accounts, golds))
    return tuple(findings)


class Checker:
    """Holds work against the rules bit by bit, and tells at the end how sound all of it is."""

    def __init__(self, store: Store, scheme: Scheme) -> None:
        self.store, self.scheme = store, scheme
        self.accounts = accounts(store)
        self.done: Touched = set()
        self._annotations = 0
        self._articles: set[str] = set()
        self._counted: Counter[tuple[Severity, str]] = Counter()
        self._first: dict[Severity, list[Finding]] = {"error": [], "warning": []}

    def look(self, touched: Collection[tuple[str, str]], progress: Progress = silent) -> None:
        """Look at the work that was touched and not looked at yet; only those articles are read, a few at a time."""
        whose: defaultdict[str, set[str]] = defaultdict(set)
        for id_, annotator in sorted(set(touched) - self.done):
            whose[id_].add(annotator)

        def asked(one: Annotation) -> bool:
            return one.annotator in whose[one.unit.article]

        for some in progress(list(few(whose)), "checking"):
            names = set().union(*(whose[id_] for id_ in some))
            only = names.pop() if len(names) == 1 else None
            for looked in look(self.store, some, self.scheme, self.accounts, asked, only):
                self._count(looked)
        self.done.update(touched)

    def _count(self, looked: Looked) -> None:
        self._annotations += looked.annotations
        self._articles.add(looked.article)
        self._counted.update((finding.severity, finding.rule) for finding in looked.findings)
        for severity, first in self._first.items():
            # A stable sort: findings of one unit and annotator stay in the order in which the rules gave them.
            more = [finding for finding in looked.findings if finding.severity == severity]
            self._first[severity] = sorted([*first, *more], key=_place)[:FIRST]

    def summary(self) -> CheckSummary:
        """Return how sound the work is that was looked at."""
        errors = sum(count for (severity, _), count in self._counted.items() if severity == "error")
        return CheckSummary(
            annotations=self._annotations,
            articles=len(self._articles),
            errors=errors,
            warnings=self._counted.total() - errors,
            rules=tuple(
                BrokenRule(severity=at[0], rule=at[1], findings=self._counted[at]) for at in sorted(self._counted)
            ),
            first=tuple([*self._first["error"], *self._first["warning"]][:FIRST]),
        )


def summarise(store: Store, scheme: Scheme, touched: Touched, progress: Progress = silent) -> CheckSummary:
    """Return how sound the work is that was touched."""
    checker = Checker(store, scheme)
    checker.look(touched, progress)
    return checker.summary()


def _place(finding: Finding) -> tuple[str, int, int, int, str]:
    unit = _unit(finding.unit)
    return unit.article, unit.version, unit.start, unit.end, finding.annotator


@lru_cache(maxsize=1_000)
def _unit(key: str) -> Unit:
    """Return a unit by its key, read once for all findings on it."""
    return Unit.parse(key)
