"""The report on how far a project is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from annotate.store import Marked, Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.labelling.standing._pace import MAX_MINUTES, pace, since
from annotate.workflow.labelling.standing._report import (
    AnnotatorStatus,
    ArticleCoverage,
    ImportedWork,
    StatusReport,
    Tick,
)
from annotate.workflow.labelling.standing._work import Work, article_of, works
from annotate.workflow.project import Project


def status(project: Project, now: datetime | None = None) -> StatusReport:
    """Tell how far a project is, from what was pulled; `now`, an aware moment, is that of the call.

    Of several annotations of one task the one counts that says most: submitted before skipped before begun. Deleted
    ones do not count.
    """
    at = now or datetime.now(UTC)
    with project.store() as store:
        extent = store.extent()
        work = works(store, project.settings.unit)
        annotators = tuple(_annotator(store, name, found, at) for name, found in work.items())
        places = {name: [place.prefix for place in found.places] for name, found in work.items()}
        elsewhere = [(made.annotator, made.origin, article_of(made.unit)) for made in store.elsewhere(places)]
        ticks = tuple(_tick(marked) for marked in store.marked())
        coverage = tuple(_coverage(store, work, Counter(article for _, _, article in elsewhere)))
        tally = filing.Tally()
        tally.add(filing.holding(store, project.scheme))
    imported = Counter((annotator, origin.partition("/")[0]) for annotator, origin, _ in elsewhere)
    return StatusReport(
        at=at,
        documents=extent.documents,
        articles=extent.articles,
        paragraphs=extent.paragraphs,
        annotators=annotators,
        coverage=coverage,
        ticks=ticks,
        imported=tuple(
            ImportedWork(annotator=annotator, source=source, annotations=count)
            for (annotator, source), count in sorted(imported.items())
        ),
        decided=tally.of("accepted") + tally.of("rejected"),
        open=tally.of("open"),
        basis=tally.basis,
    )


def _annotator(store: Store, name: str, work: Work, now: datetime) -> AnnotatorStatus:
    done = work.by_status()
    tasks = sum(len(place.units) for place in work.places) + work.unsent.total()
    remaining = tasks - done["submitted"] - done["skipped"]
    places = [place.prefix for place in work.places]
    found = pace(store.finished(name, places, since(now), 60 * MAX_MINUTES), remaining, now)
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


def _coverage(store: Store, work: Mapping[str, Work], imported: Counter[str]) -> Iterator[ArticleCoverage]:
    counted = [(one.units(), one.done()) for one in work.values()]
    told = set(imported).union(*(units for units, _ in counted))
    for article, title in store.titles():
        if article in told:
            on = [(units[article], done[article]) for units, done in counted if units[article]]
            yield ArticleCoverage(
                article=article,
                title=title,
                annotators=len(on),
                complete=sum(units == done for units, done in on),
                units=sum(units for units, _ in on),
                finished=sum(done for _, done in on),
                imported=imported[article],
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
