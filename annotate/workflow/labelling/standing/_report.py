"""What `status` returns."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from schema import Basis, Model, Record

NoEnd = Literal["finished", "nothing_finished", "idle", "less_than_a_day"]
"""Why no end is estimated: nothing is left; nothing is finished yet; nothing was finished of late; the first task was
finished less than a day ago, which is too little to judge by."""


class AnnotatorStatus(Model):
    """How far one annotator is, in units of work."""

    annotator: str
    """Name of the annotator."""
    basis: Literal["assigned", "pushed"]
    """What the figures are of: the articles that are assigned, or, where none are, the tasks that were pushed."""
    tasks: int
    """Units to do in all; of assigned articles also those that were not pushed yet."""
    submitted: int
    """Of these, units submitted."""
    skipped: int
    """Of these, units skipped."""
    drafts: int
    """Of these, units only begun."""
    remaining: int
    """Of these, units neither submitted nor skipped; begun ones are among them."""
    beyond: int
    """Units submitted or skipped that are none of these: of articles that were assigned before, of retired tasks."""
    per_hour: float | None
    """Tasks finished in an hour of lead time, each task's at most `MAX_MINUTES`; None where no lead time is known."""
    per_day: float | None
    """Tasks finished in a day, over the last `IDLE` days or since the first; None where `end_reason` says so."""
    end: AwareDatetime | None
    """When nothing will remain at that pace."""
    end_reason: NoEnd | None
    """Why there is no end; None where there is one."""


class ArticleCoverage(Model):
    """How far the work on one article is."""

    article: str
    """Id of the article."""
    title: str
    """Its title; empty where none was found."""
    annotators: int
    """Annotators who have it."""
    complete: int
    """Of these, how many have finished all of its units."""
    units: int
    """Units to do, over all who have it."""
    finished: int
    """Of these, units submitted or skipped."""
    imported: int
    """Annotations of it that were made elsewhere."""


class Tick(Model):
    """An annotation that its annotator marked, or wrote a note on."""

    annotator: str
    """Name of the annotator."""
    article: str
    """Id of the article."""
    unit: str
    """Key of the unit."""
    unsure: bool
    """Whether the annotator is unsure."""
    not_annotatable: bool
    """Whether it cannot be annotated, says the annotator."""
    note: str | None
    """What the annotator noted."""


class ImportedWork(Model):
    """Annotations that were made elsewhere, by one annotator and in one form."""

    annotator: str
    """Name of the annotator."""
    source: str
    """What they came from: brat, label-studio, or argument-annotate for an export of this program."""
    annotations: int
    """How many, without those that were replaced."""


class StatusReport(Record):
    """How far a project is."""

    at: AwareDatetime
    """The moment that paces and ends are reckoned from."""
    documents: int
    """Documents in the store."""
    articles: int
    """Articles in them."""
    paragraphs: int
    """Paragraphs in those."""
    annotators: tuple[AnnotatorStatus, ...]
    """One line for each annotator who has or had work here, by name."""
    coverage: tuple[ArticleCoverage, ...]
    """One line for each article that anyone has or that has imported annotations, in the order of the corpus."""
    ticks: tuple[Tick, ...]
    """What is marked or noted, in the order of the corpus; drafts left out."""
    imported: tuple[ImportedWork, ...]
    """Annotations that were made elsewhere, by annotator and source."""
    decided: int
    """Groups that adjudication has decided."""
    open: int
    """Groups that it has left open."""
    basis: dict[Basis, int]
    """Of what is in gold, how much rests on what."""
