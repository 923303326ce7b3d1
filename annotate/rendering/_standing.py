"""Text of what `status` returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from annotate.rendering._adjudicating import in_gold
from annotate.rendering._corpus import cut
from annotate.rendering._tables import plural, table
from annotate.workflow.labelling.payment import HoursReport
from annotate.workflow.labelling.standing import IDLE, AnnotatorStatus, ArticleCoverage, StatusReport, Tick

_SHOWN = 12
"""Articles and ticks that are printed; `--json` has all."""

_TITLE = 40
"""Columns of a title."""

_REASONS = {"finished": None, "nothing_finished": None, "idle": f"none in {IDLE} days", "less_than_a_day": None}
"""What stands in place of an end; for the others a dash says enough."""


def statusreport(result: StatusReport) -> str:
    """What there is, how far each annotator is, what is covered, what is marked, what came from elsewhere, and gold."""
    texts = ", ".join(
        [
            plural(result.documents, "document"),
            plural(result.articles, "article"),
            plural(result.paragraphs, "paragraph"),
        ]
    )
    return "\n".join(
        [
            texts,
            *([_annotators(result.annotators)] if result.annotators else []),
            *_coverage([one for one in result.coverage if one.annotators]),
            *_ticks(result.ticks),
            *(
                f"imported: {found.annotator}: {plural(found.annotations, 'annotation')} from {found.source}"
                for found in result.imported
            ),
            f"adjudication: {result.decided} groups decided, {result.open} open{in_gold(result.basis)}",
        ]
    )


def _annotators(annotators: Sequence[AnnotatorStatus]) -> str:
    columns = ("annotator", "tasks", "submitted", "skipped", "drafts", "to do", "per hour", "per day", "end")
    rows = [
        (
            one.annotator,
            one.tasks,
            one.submitted,
            one.skipped,
            one.drafts,
            one.remaining,
            _rounded(one.per_hour),
            _rounded(one.per_day),
            one.end.date() if one.end else _REASONS[one.end_reason] if one.end_reason else None,
        )
        for one in annotators
    ]
    return table(columns, rows)


def _rounded(pace: float | None) -> str | None:
    return None if pace is None else f"{pace:,.1f}"


def _coverage(articles: Sequence[ArticleCoverage]) -> Iterator[str]:
    """How many articles were finished by how many of those who have them, and the first that are not by all."""
    if not articles:
        return
    whole = Counter(one.complete for one in articles)
    by_count = ", ".join(f"by {count or 'nobody'}: {number}" for count, number in sorted(whole.items(), reverse=True))
    yield f"{plural(len(articles), 'article')} to annotate; finished {by_count}"
    left = [one for one in articles if one.complete < one.annotators]
    if left:
        columns = ("article", "title", "annotators", "finished by", "units", "finished")
        rows = (
            (one.article, cut(one.title, _TITLE), one.annotators, one.complete, one.units, one.finished)
            for one in left[:_SHOWN]
        )
        yield table(columns, rows)
    yield from _rest(len(left))


def _ticks(ticks: Sequence[Tick]) -> Iterator[str]:
    if not ticks:
        return
    unsure, not_annotatable = sum(tick.unsure for tick in ticks), sum(tick.not_annotatable for tick in ticks)
    noted = sum(tick.note is not None for tick in ticks)
    yield f"marked: {unsure} unsure, {not_annotatable} not annotatable; {plural(noted, 'note')}"
    for tick in ticks[:_SHOWN]:
        said = [
            *(["unsure"] if tick.unsure else []),
            *(["not annotatable"] if tick.not_annotatable else []),
            *([f"note: {' '.join(tick.note.split())}"] if tick.note else []),
        ]
        yield f"{tick.annotator}: {tick.unit}: {', '.join(said)}"
    yield from _rest(len(ticks))


def _rest(count: int) -> Iterator[str]:
    if count > _SHOWN:
        yield f"… and {count - _SHOWN} more; --json lists all"


def hoursreport(result: HoursReport) -> str:
    """A line for each annotator and period, and how it was reckoned."""
    zone = "this machine's time zone" if result.zone == "local" else result.zone
    reckoned = f"at most {result.cap:g} minutes an annotation, drafts left out, days in {zone}"
    if not result.rows:
        return f"no hours to tell; {reckoned}"
    columns = ("annotator", "work", result.by, "annotations", "hours", "capped", "without time")
    rows = (
        (row.annotator, row.work, row.period, row.annotations, f"{row.hours:.2f}", row.capped, row.untimed)
        for row in result.rows
    )
    undated = [f"{plural(result.undated, 'annotation')} without a date are in no {result.by}"] if result.undated else []
    written = [f"written to {result.file}"] if result.file else []
    return "\n".join([table(columns, rows), reckoned, *undated, *written])
