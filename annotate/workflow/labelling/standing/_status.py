"""The report on how far a project is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from annotate.store import Marked, Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.labelling.standing._pace import pace
from annotate.workflow.labelling.standing._report import (
    AnnotatorStatus,
    ArticleCoverage,
    ImportedWork,
    StatusReport,
    Tick,
)
from annotate.workflow.labelling.standing._work import Ledger, Work, article_of
from annotate.workflow.project import Project


def status(project: Project, now: datetime | None = None) -> StatusReport:
    """Tell how far a project is, from what was pulled; `now`, an aware moment, is that of the call.

    Of several annotations of one task the one counts that says most: submitted before skipped before begun. Deleted
    ones do not count.
    """
    at = now or datetime.now(UTC)
    with project.store() as store:
        extent = store.extent()
        ledger = Ledger(store, project.settings.unit)
        for done in store.done():
            ledger.enter(done)
        ticks = tuple(_tick(marked) for marked in store.marked())
        coverage = tuple(_coverage(store, ledger))
        tally = filing.Tally()
        tally.add(filing.holding(store, project.scheme))
    return StatusReport(
        at=at,
        documents=extent.documents,
        articles=extent.articles,
        paragraphs=extent.paragraphs,
        annotators=tuple(_annotator(name, work, at) for name, work in sorted(ledger.work.items())),
        coverage=coverage,
        ticks=ticks,
        imported=tuple(
            ImportedWork(annotator=annotator, source=source, annotations=count)
            for (annotator, source), count in sorted(ledger.imported.items())
        ),
        decided=tally.of("accepted") + tally.of("rejected"),
        open=tally.of("open"),
        basis=tally.basis,
    )


def _annotator(name: str, work: Work, now: datetime) -> AnnotatorStatus:
    done = work.by_status()
    tasks = sum(len(place.units) for place in work.places) + work.unsent.total()
    remaining = tasks - done["submitted"] - done["skipped"]
    found = pace(work.finished, remaining, now)
    return AnnotatorStatus(
        annotator=name,
        basis="assigned" if work.assigned else "pushed",
        tasks=tasks,
        submitted=done["submitted"],
        skipped=done["skipped"],
        drafts=done["draft"],
        remaining=remaining,
        beyond=len(work.beyond),
        per_hour=found.per_hour,
        per_day=found.per_day,
        end=found.end,
        end_reason=found.end_reason,
    )


def _coverage(store: Store, ledger: Ledger) -> Iterator[ArticleCoverage]:
    counted = [(work.units(), work.done()) for work in ledger.work.values()]
    for article, title in store.titles():
        on = [(units[article], done[article]) for units, done in counted if units[article]]
        if on or ledger.imported_on[article]:
            yield ArticleCoverage(
                article=article,
                title=title,
                annotators=len(on),
                complete=sum(units == done for units, done in on),
                units=sum(units for units, _ in on),
                finished=sum(done for _, done in on),
                imported=ledger.imported_on[article],
            )


def _tick(marked: Marked) -> Tick:
    return Tick(
        annotator=marked.annotator,
        article=article_of(marked.unit),
        unit=marked.unit,
        unsure=marked.unsure,
        not_annotatable=marked.not_annotatable,
        note=marked.note,
    )
