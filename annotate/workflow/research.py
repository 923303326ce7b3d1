"""What researchers ask of the store: how far, how sound, how much agreement, what is gold, and the dataset."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from annotate import adjudication, exporters
from annotate.agreement import AgreementReport, report
from annotate.exporters import Exported
from annotate.validation import check as find
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Decision, Finding, Model, Record


class AnnotatorStatus(Model):
    """How far one annotator is."""

    annotator: str
    """Name of the annotator."""
    tasks: int
    """Units pushed to the annotator."""
    submitted: int
    """Units submitted."""
    skipped: int
    """Units skipped."""
    drafts: int
    """Units only begun."""


class StatusReport(Record):
    """How far a project is."""

    documents: int
    """Documents in the store."""
    articles: int
    """Articles in them."""
    paragraphs: int
    """Paragraphs in those."""
    annotators: tuple[AnnotatorStatus, ...]
    """One line per annotator."""
    decided: int
    """Groups that adjudication has decided."""
    open: int
    """Groups that it has left open."""


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


def status(project: Project) -> StatusReport:
    """Count what the store holds."""
    with project.store() as store:
        counts = store.counts()
        tasks: Counter[str] = Counter()
        for known in store.projects():
            tasks[known.annotator] += len(store.tasks(known.id))
        done: Counter[tuple[str, str]] = Counter()
        for annotation in store.annotations(raw=False):
            done[annotation.annotator, annotation.status] += not annotation.deleted
        holding = Counter(decision.outcome for decision in adjudication.holding(store.decisions()))
    return StatusReport(
        documents=counts["document"],
        articles=counts["article"],
        paragraphs=counts["paragraph"],
        annotators=tuple(
            AnnotatorStatus(
                annotator=name,
                tasks=pushed,
                submitted=done[name, "submitted"],
                skipped=done[name, "skipped"],
                drafts=done[name, "draft"],
            )
            for name, pushed in sorted(tasks.items())
        ),
        decided=holding["accepted"] + holding["rejected"],
        open=holding["open"],
    )


def check(project: Project, progress: Progress = silent) -> CheckReport:
    """Hold every annotation in the store against the rules of the scheme."""
    findings: list[Finding] = []
    looked_at = on = 0
    with project.store() as store:
        accounts = {known.name: known.account for known in store.annotators() if known.account}
        for article in progress(store.articles(), "checking", store.counts()["article"]):
            annotations = tuple(store.annotations(article=article.id, raw=False))
            for text in article.texts:
                of_version = [found for found in annotations if found.unit.version == text.version]
                findings.extend(find(text, of_version, project.scheme, accounts))
            looked_at += len(annotations)
            on += bool(annotations)
    errors = sum(finding.severity == "error" for finding in findings)
    return CheckReport(
        annotations=looked_at,
        articles=on,
        errors=errors,
        warnings=len(findings) - errors,
        findings=tuple(findings),
    )


def agreement(project: Project) -> AgreementReport:
    """Measure agreement over everything that was submitted."""
    with project.store() as store:
        return report(store.annotations(raw=False), project.scheme)


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


def export(project: Project, kind: str, name: str, progress: Progress = silent) -> Exported:
    """Write a dataset of everything in the store into `exports/NAME`."""
    write = exporters.find(kind)
    with project.store() as store:
        return write(
            project.exports,
            name,
            scheme=project.scheme,
            articles=progress(store.articles(), "exporting articles", store.counts()["article"]),
            annotations=store.annotations(raw=False),
            golds=adjudication.golds(store.decisions()),
        )
