"""What researchers ask of the store: how sound it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from annotate.errors import InputError
from annotate.store import Store, open_store
from annotate.workflow import checking
from annotate.workflow.parallel import HERE, Crew, mapped, workers
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import RULES, Finding, Model, Record, Scheme


class Notified(Model):
    """What was written into the data of tasks, where annotators see it."""

    tasks: int
    """Tasks that show findings now."""
    written: int
    """Of these, how many did not, or showed others."""
    cleared: int
    """Tasks that showed findings, which are mended."""


class CheckReport(Record):
    """Which annotations break which rules."""

    annotations: int
    """Annotations looked at."""
    articles: int
    """Articles that they are on."""
    errors: int
    """Findings of severity error."""
    warnings: int
    """Findings of severity warning."""
    findings: tuple[Finding, ...]
    """All of them, by article, unit and annotator."""
    notified: Notified | None = None
    """What annotators were told of it; None where they were not."""


def check(
    project: Project,
    progress: Progress = silent,
    *,
    rules: Collection[str] = (),
    annotators: Collection[str] = (),
    articles: Sequence[str] = (),
    crew: Crew = HERE,
) -> CheckReport:
    """Hold every annotation in the store against the rules of the scheme, or some of them against some.

    Args:
        project: The project.
        progress: Shows how far it is.
        rules: Only these rules; all, if none is given.
        annotators: Only the work of these annotators.
        articles: Only articles of which the id begins so.
        crew: Who does it; the report is the same, whoever does.

    Raises InputError for a rule, an annotator or an article that there is not, and what `workers` raises.
    """
    _expect_known("rule", rules, RULES)
    findings: list[Finding] = []
    looked_at = on = 0
    with project.store() as store:
        _expect_known("annotator", annotators, [known.name for known in store.annotators()])
        accounts = checking.accounts(store)
        ids = chosen_articles(store, articles)
        some = list(checking.few(store.worked_articles() if ids is None else ids))
    look = partial(_looked, project.url, project.scheme, accounts, tuple(annotators))
    with workers(crew) as (executor, window):
        for found in mapped(look, progress(some, "checking", len(some)), executor, window):
            for looked in found:
                findings.extend(finding for finding in looked.findings if not rules or finding.rule in rules)
                looked_at += looked.annotations
                on += 1
    errors = sum(finding.severity == "error" for finding in findings)
    return CheckReport(
        annotations=looked_at,
        articles=on,
        errors=errors,
        warnings=len(findings) - errors,
        findings=tuple(findings),
    )


def _looked(
    url: str, scheme: Scheme, accounts: Mapping[str, str], annotators: Collection[str], articles: Sequence[str]
) -> list[checking.Looked]:
    """Look at a few articles, here or in another process, which reads them itself: that is half of the work."""
    with open_store(url, read_only=True) as store:
        return checking.look(
            store, articles, scheme, accounts, lambda one: not annotators or one.annotator in annotators
        )


def chosen_articles(store: Store, beginnings: Sequence[str]) -> list[str] | None:
    """Return the articles of which the ids begin so, None if no beginning is given.

    Raises InputError for one that begins no article's id, or several.
    """
    found: list[str] = []
    for beginning in beginnings:
        articles, _ = store.beginning(beginning)
        if len(articles) != 1:
            listed = ", ".join(articles) or "no article"
            raise InputError(
                f"article {beginning}", f"it is {listed}", expected="one article", cure="annotate corpus list"
            )
        found.extend(articles)
    return list(dict.fromkeys(found)) if beginnings else None


def _expect_known(what: str, given: Collection[str], known: Iterable[str]) -> None:
    there = list(known)
    for name in given:
        if name not in there:
            raise InputError(f"{what} {name}", f"there is no such {what}", expected=f"one of {', '.join(there)}")
