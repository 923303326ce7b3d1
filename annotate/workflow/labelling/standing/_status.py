"""The report on how far a project is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from annotate.store import Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.labelling.standing._pace import pace
from annotate.workflow.labelling.standing._report import (
    AnnotatorStatus,
    ArticleCoverage,
    ImportedWork,
    StatusReport,
    Tick,
)
from annotate.workflow.labelling.standing._work import Elsewhere, Ledger, Slot, Work
from annotate.workflow.project import Project
from schema import Annotation


def status(project: Project, now: datetime | None = None) -> StatusReport:
    """Tell how far a project is, from what was pulled; `now`, an aware moment, is that of the call.

    Of several annotations of one task the one counts that says most: submitted before skipped before begun. Deleted
    ones do not count.
    """
    at = now or datetime.now(UTC)
    ticks: list[Tick] = []
    with project.store() as store:
        counts = store.counts()
        ledger = Ledger(store, project.settings.unit)
        for annotation in store.annotations(raw=False):
            if not annotation.deleted:
                ledger.enter(annotation)
                ticks.extend(_ticks(annotation))
        coverage = tuple(_coverage(store, ledger))
        tally = filing.Tally()
        tally.add(filing.holding(store, project.scheme))
    return StatusReport(
        at=at,
        documents=counts["document"],
        articles=counts["article"],
        paragraphs=counts["paragraph"],
        annotators=tuple(_annotator(name, work, at) for name, work in sorted(ledger.work.items())),
        coverage=coverage,
        ticks=tuple(ticks),
        imported=_imported(ledger.elsewhere),
        decided=tally.of("accepted") + tally.of("rejected"),
        open=tally.of("open"),
        basis=tally.basis,
    )


def _annotator(name: str, work: Work, now: datetime) -> AnnotatorStatus:
    done = Counter(slot.status for slot in work.slots)
    remaining = sum(not slot.finished for slot in work.slots)
    found = pace(work.finished, remaining, now)
    return AnnotatorStatus(
        annotator=name,
        basis="assigned" if work.assigned else "pushed",
        tasks=len(work.slots),
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
    slots: defaultdict[str, defaultdict[str, list[Slot]]] = defaultdict(lambda: defaultdict(list))
    for name, work in ledger.work.items():
        for slot in work.slots:
            slots[slot.unit.article][name].append(slot)
    imported = Counter(found.article for found in ledger.elsewhere)
    for facts in store.facts():
        by_annotator: Mapping[str, list[Slot]] = slots.get(facts.id, {})
        every = [slot for mine in by_annotator.values() for slot in mine]
        if every or imported[facts.id]:
            yield ArticleCoverage(
                article=facts.id,
                title=facts.title,
                annotators=len(by_annotator),
                complete=sum(all(slot.finished for slot in mine) for mine in by_annotator.values()),
                units=len(every),
                finished=sum(slot.finished for slot in every),
                imported=imported[facts.id],
            )


def _ticks(annotation: Annotation) -> Iterator[Tick]:
    if annotation.status != "draft" and (annotation.unsure or annotation.not_annotatable or annotation.note):
        yield Tick(
            annotator=annotation.annotator,
            article=annotation.unit.article,
            unit=annotation.unit.key,
            unsure=annotation.unsure,
            not_annotatable=annotation.not_annotatable,
            note=annotation.note,
        )


def _imported(elsewhere: Iterable[Elsewhere]) -> tuple[ImportedWork, ...]:
    counted = Counter((found.annotator, found.form) for found in elsewhere)
    return tuple(
        ImportedWork(annotator=annotator, source=source, annotations=count)
        for (annotator, source), count in sorted(counted.items())
    )
