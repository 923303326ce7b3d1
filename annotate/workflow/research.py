"""What researchers ask of the store: how sound, how much agreement, what is gold, and the dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from annotate import adjudication, exporters
from annotate.errors import InputError
from annotate.exporters import Exported
from annotate.store import Store
from annotate.workflow import checking
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import RULES, Annotation, ArticleSelection, Decision, Finding, Model, Record


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


class Adjudicated(Record):
    """What adjudication did, and how gold stands after it."""

    decisions: int
    """Decisions appended now."""
    components: int
    """Components in gold."""
    relations: int
    """Relations in gold."""
    rejected: int
    """Groups that did not get into gold."""
    open: tuple[Decision, ...]
    """Groups left for a person, each with the reason."""


def check(
    project: Project,
    progress: Progress = silent,
    *,
    rules: Collection[str] = (),
    annotators: Collection[str] = (),
    articles: Sequence[str] = (),
) -> CheckReport:
    """Hold every annotation in the store against the rules of the scheme, or some of them against some.

    Args:
        project: The project.
        progress: Shows how far it is.
        rules: Only these rules; all, if none is given.
        annotators: Only the work of these annotators.
        articles: Only articles of which the id begins so.

    Raises InputError for a rule, an annotator or an article that there is not.
    """
    _expect_known("rule", rules, RULES)
    findings: list[Finding] = []
    looked_at = on = 0
    with project.store() as store:
        _expect_known("annotator", annotators, [known.name for known in store.annotators()])
        accounts = checking.accounts(store)
        ids = chosen_articles(store, articles)
        count = store.counts()["article"] if ids is None else len(ids)
        for article in progress(store.articles(ids), "checking", count):
            looked = checking.look(store, article, project.scheme, accounts, annotators)
            findings.extend(looked.findings)
            looked_at += looked.annotations
            on += bool(looked.annotations)
    findings = [finding for finding in findings if not rules or finding.rule in rules]
    errors = sum(finding.severity == "error" for finding in findings)
    return CheckReport(
        annotations=looked_at,
        articles=on,
        errors=errors,
        warnings=len(findings) - errors,
        findings=tuple(findings),
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


def adjudicate(project: Project) -> Adjudicated:
    """Append what a majority decides now; a second run on the same annotations appends nothing."""
    with project.store() as store:
        earlier = tuple(store.decisions())
        now = datetime.now(UTC)
        made = adjudication.majority(store.annotations(raw=False), project.scheme, earlier, now)
        store.append(made)
    return _standing((*earlier, *made), len(made))


def open_groups(project: Project) -> Adjudicated:
    """Tell how gold stands and what is open, deciding nothing."""
    with project.store() as store:
        return _standing(tuple(store.decisions()), 0)


def _standing(decisions: tuple[Decision, ...], made: int) -> Adjudicated:
    holding = adjudication.holding(decisions)
    accepted = Counter(decision.kind for decision in holding if decision.outcome == "accepted")
    return Adjudicated(
        decisions=made,
        components=accepted["component"],
        relations=accepted["relation"],
        rejected=sum(decision.outcome == "rejected" for decision in holding),
        open=tuple(decision for decision in holding if decision.outcome == "open"),
    )


def export(
    project: Project, kind: str, name: str, progress: Progress = silent, selection: str | None = None
) -> Exported:
    """Write a dataset of everything in the store, or of the articles of a selection, into `exports/NAME`."""
    write = exporters.find(kind)
    with project.store() as store:
        chosen = store.selection(selection) if selection is not None else None
        ids = chosen.articles if chosen else None
        count = len(ids) if ids is not None else store.counts()["article"]
        annotations, decisions = store.annotations(raw=False), store.decisions()
        return write(
            project.exports,
            name,
            scheme=project.scheme,
            articles=progress(store.articles(ids), "exporting articles", count),
            annotations=_on(annotations, chosen) if chosen else annotations,
            golds=adjudication.golds(_decided(decisions, chosen) if chosen else decisions),
            selection=chosen.facts if chosen else None,
        )


def _on(annotations: Iterable[Annotation], chosen: ArticleSelection) -> Iterator[Annotation]:
    ids = frozenset(chosen.articles)
    return (annotation for annotation in annotations if annotation.unit.article in ids)


def _decided(decisions: Iterable[Decision], chosen: ArticleSelection) -> Iterator[Decision]:
    ids = frozenset(chosen.articles)
    return (decision for decision in decisions if decision.article in ids)
