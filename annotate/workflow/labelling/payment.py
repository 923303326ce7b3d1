"""Hours of work for payment: lead times by annotator and day, week or month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Literal, get_args

from annotate.corpus import Period
from annotate.errors import InputError
from annotate.workflow.labelling.standing import MAX_MINUTES
from annotate.workflow.periods import between, time_zone
from annotate.workflow.project import Project
from annotate.workflow.sheets import write_sheet
from schema import Model, Record

By = Literal["day", "week", "month"]

Work = Literal["annotation", "adjudication"]
"""What somebody did in Label Studio: annotate or link, or decide between those who did."""

_WORKS: tuple[Work, ...] = get_args(Work)

_COLUMNS = ("annotator", "work", "period", "from", "to", "annotations", "hours", "capped", "untimed")


class Hours(Model):
    """One person's work of one kind in one period."""

    annotator: str
    """Name of the annotator or curator, or the account where it is nobody's that is known."""
    work: Work
    """Which work it was."""
    period: str
    """The day, ISO week or month: 2026-11-22, 2026-W47, 2026-11."""
    first: date
    """Its first day, or the first that was asked for."""
    last: date
    """Its last day, or the last that was asked for."""
    annotations: int
    """Annotations submitted or skipped in it, or that time was spent on again; each counted once."""
    hours: float
    """Time spent, capped, in hours to four decimals."""
    capped: int
    """Of the annotations, how many had time cut off."""
    untimed: int
    """Of the annotations, how many have no lead time, so that nothing is counted for them."""


class HoursReport(Record):
    """Hours by annotator and period."""

    by: By
    """What a period is."""
    cap: float
    """Minutes that count at most for one annotation, over all changes of it."""
    zone: str
    """In which time zone days begin."""
    rows: tuple[Hours, ...]
    """By annotator, work and time; periods without work are left out."""
    undated: int
    """Annotations that do not say when they were made, and so stand in no period."""
    file: str | None
    """The CSV file that was written; None where none was asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which hours are asked for, as they are typed."""

    by: By = "month"
    """What a period is."""
    first: str | None = None
    """The first day, month or year that counts, such as 2026-11-01, 2026-11 or 2026."""
    last: str | None = None
    """The last one, to its end."""
    cap: float | None = None
    """Minutes that count at most for one annotation; None for `MAX_MINUTES`."""
    zone: str | None = None
    """The time zone in which days begin, such as Asia/Shanghai; None for that of this machine."""

    def within(self) -> Period:
        """Return the days that count; raises InputError for what is no date."""
        return between(self.first, self.last, ("--from", "--to"))

    def timezone(self) -> tzinfo | None:
        """Return the time zone; raises InputError for what is none."""
        return time_zone(self.zone)

    def minutes(self) -> float:
        """Return the cap; raises InputError unless it is more than nothing."""
        minutes = MAX_MINUTES if self.cap is None else self.cap
        if not 0 < minutes < float("inf"):
            raise InputError("--cap", f"is {minutes:g}", expected="minutes, more than none", cure="--cap 30")
        return minutes


@dataclass(slots=True)
class _Tally:
    seconds: float = 0.0
    annotations: set[str] = field(default_factory=set)
    capped: set[str] = field(default_factory=set)
    untimed: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Revision:
    """What of a revision counts."""

    id: str
    number: int
    whose: str
    work: Work
    lead_time: float | None
    updated: datetime | None


@dataclass(frozen=True, slots=True)
class _Step:
    """What one revision of an annotation adds."""

    revision: _Revision
    seconds: float
    capped: bool


def hours(project: Project, choice: Choice | None = None, file: Path | None = None) -> HoursReport:
    """Add up the lead times of what was submitted or skipped, and write them as CSV to `file`, if one is named.

    A lead time goes on growing when an annotation is changed later. What it had grown by at each pull counts where
    that change was made, so that a later change takes nothing out of a period that was paid. Drafts, which become
    annotations with their time, do not count; deleted annotations do; what was made elsewhere does not. Curators' time
    in Label Studio stands apart; how long decisions at a terminal took is not known.

    Raises InputError for a date, a zone or a cap that is none, ExportError when the file exists or cannot be written.
    """
    choice = choice or Choice()
    within, there, cap = choice.within(), choice.timezone(), choice.minutes()
    undated: set[str] = set()
    tallies: defaultdict[tuple[str, Work, Period], _Tally] = defaultdict(_Tally)
    for step in _steps(project, cap * 60):
        made = step.revision.updated
        if made is None:
            undated.add(step.revision.id)
            continue
        day = made.astimezone(there).date()
        if within.first <= day <= within.last:
            _count(tallies[step.revision.whose, step.revision.work, _period(day, choice.by)], step)
    order = sorted(tallies, key=lambda key: (key[0], _WORKS.index(key[1]), key[2]))
    rows = [_row(*key, within, choice.by, tallies[key]) for key in order]
    if file is not None:
        write_sheet(file, (_COLUMNS, *map(_cells, rows)))
    return HoursReport(
        by=choice.by,
        cap=cap,
        zone=choice.zone or "local",
        rows=tuple(rows),
        undated=len(undated),
        file=str(file) if file is not None else None,
    )


def _steps(project: Project, most: float) -> Iterator[_Step]:
    """Yield what each revision adds of annotations that were made in a project; `most` is in seconds."""
    found: defaultdict[str, list[_Revision]] = defaultdict(list)
    with project.store() as store:
        names = {known.account: known.name for known in store.annotators() if known.account}
        places = tuple(f"{target.server}/{target.remote}/" for target in store.projects(ended=True))
        for work in _WORKS:
            for one in store.annotations(latest=False, raw=False, curated=work == "adjudication"):
                if one.status != "draft" and one.origin.startswith(places):
                    account = one.completed_by
                    whose = names.get(account, account) if account else one.annotator
                    found[one.id].append(_Revision(one.id, one.revision, whose, work, one.lead_time, one.updated))
    for revisions in found.values():
        yield from _grown(sorted(revisions, key=lambda revision: revision.number), most)


def _grown(revisions: Iterable[_Revision], most: float) -> Iterator[_Step]:
    """Yield what the first revision has, and what each later one adds to the most that was seen before, if anything."""
    counted = 0.0
    for number, revision in enumerate(revisions):
        spent = revision.lead_time or 0.0
        added = max(0.0, min(spent, most) - counted)
        counted += added
        if added or not number:
            yield _Step(revision, added, spent > most)


def _count(tally: _Tally, step: _Step) -> None:
    id_ = step.revision.id
    tally.seconds += step.seconds
    tally.annotations.add(id_)
    if step.capped:
        tally.capped.add(id_)
    if step.revision.lead_time is None:
        tally.untimed.add(id_)


def _row(name: str, work: Work, whole: Period, within: Period, by: By, tally: _Tally) -> Hours:
    return Hours(
        annotator=name,
        work=work,
        period=_named(whole.first, by),
        first=max(whole.first, within.first),
        last=min(whole.last, within.last),
        annotations=len(tally.annotations),
        hours=round(tally.seconds / 3600, 4),
        capped=len(tally.capped),
        untimed=len(tally.untimed),
    )


def _period(day: date, by: By) -> Period:
    """Return the day, ISO week or month that a day lies in."""
    if by == "day":
        return Period(day, day)
    if by == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _named(day: date, by: By) -> str:
    if by == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat() if by == "day" else f"{day:%Y-%m}"


def _cells(row: Hours) -> tuple[object, ...]:
    return (
        row.annotator,
        row.work,
        row.period,
        row.first,
        row.last,
        row.annotations,
        f"{row.hours:.4f}",
        row.capped,
        row.untimed,
    )
