"""The rules of the scheme held against what the store has: article by article, or all that a command changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from annotate.store import Store
from annotate.validation import check as find
from annotate.workflow.progress import Progress, silent
from schema import Annotation, Article, Finding, Model, Scheme, Severity, Unit

FIRST = 5
"""Findings that a summary holds."""

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

    annotations: int
    """Annotations looked at; deleted ones are not."""
    findings: tuple[Finding, ...]
    """By version of the text, unit and annotator."""


def accounts(store: Store) -> dict[str, str]:
    """Return the account that each annotator works with, by the annotator's name, where it is known."""
    return {known.name: known.account for known in store.annotators() if known.account}


def look(
    store: Store, article: Article, scheme: Scheme, accounts: Mapping[str, str], annotators: Collection[str] = ()
) -> Looked:
    """Hold the work on one article against every rule.

    Args:
        store: The store.
        article: The article, with all versions of its text.
        scheme: The scheme.
        accounts: As `accounts` returns them.
        annotators: Only the work of these; of all, if none is given.
    """
    work = [
        one
        for one in store.annotations(article=article.id, raw=False)
        if not one.deleted and (not annotators or one.annotator in annotators)
    ]
    return Looked(len(work), held_against_rules(store, article, work, scheme, accounts))


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
        """Look at the work that was touched and not looked at yet; only those articles are read, one after another."""
        whose: defaultdict[str, set[str]] = defaultdict(set)
        for id_, annotator in sorted(set(touched) - self.done):
            whose[id_].add(annotator)
        for article in progress(self.store.articles(whose), "checking", len(whose)):
            looked = look(self.store, article, self.scheme, self.accounts, whose[article.id])
            self._annotations += looked.annotations
            if looked.annotations:
                self._articles.add(article.id)
            self._counted.update((finding.severity, finding.rule) for finding in looked.findings)
            for severity, first in self._first.items():
                # A stable sort: findings of one unit and annotator stay in the order in which the rules gave them.
                more = [finding for finding in looked.findings if finding.severity == severity]
                self._first[severity] = sorted([*first, *more], key=_place)[:FIRST]
        self.done.update(touched)

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
