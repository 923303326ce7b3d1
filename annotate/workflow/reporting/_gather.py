"""Everything that a report shows, from the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, tzinfo

from annotate.agreement import list_disagreements, report
from annotate.workflow.adjudicating import filing
from annotate.workflow.labelling import standing
from annotate.workflow.project import Project
from annotate.workflow.reporting._aliases import aliases, renamed
from annotate.workflow.reporting._model import DayDone, ReportData
from annotate.workflow.reporting._texts import texts_of
from schema import Annotation, Unit


def gather(
    project: Project, *, named: bool = False, resamples: int = 1000, seed: int = 0, now: datetime | None = None
) -> ReportData:
    """Read what a report shows; nothing is written.

    Args:
        project: the project.
        named: whether annotators have their names; otherwise they are A1, A2, … by name, also in figures, and what
            they noted is left out.
        resamples: how often articles are drawn for the intervals of agreement; 0 for none.
        seed: what the draws follow from.
        now: the aware moment that it is about, in whose time zone days begin; otherwise that of the call.
    """
    at, project = now or datetime.now().astimezone(), project.renewed()
    # Before names are read, so that everybody in it has one, even if a pull brings somebody new meanwhile.
    status = standing.status(project, at)
    with project.store() as store:
        found = list(store.annotations(raw=False))
        known = aliases(
            [*(one.annotator for one in found), *(one.name for one in store.annotators())],
            named=named,
        )
        annotations = [one.model_copy(update={"annotator": known[one.annotator]}) for one in found]
        golds = tuple(filing.golds(store, project.scheme))
        texts = tuple(texts_of(store.articles(), annotations, golds))
    words = {(text.article, text.version): text.text for text in texts}
    units: dict[str, Unit] = {one.unit.key: one.unit for one in annotations}
    return ReportData(
        project=project.settings.name,
        made=at,
        scheme=project.scheme,
        named=named,
        annotators=tuple(sorted({one.annotator for one in annotations})),
        texts=texts,
        status=renamed(status, known, named=named),
        days=tuple(_days(annotations, at.tzinfo)),
        agreement=report(
            annotations,
            project.scheme,
            texts={key: unit.of(words.get((unit.article, unit.version), "")) for key, unit in units.items()},
            titles={text.article: text.title for text in texts},
            golds=golds,
            resamples=resamples,
            seed=seed,
        ),
        disagreements=list_disagreements(annotations, project.scheme),
    )


def _days(annotations: Iterable[Annotation], zone: tzinfo | None) -> list[DayDone]:
    finished = Counter(
        (one.updated.astimezone(zone).date(), one.annotator)
        for one in annotations
        if one.updated is not None and one.status != "draft" and not one.deleted
    )
    return [DayDone(day=day, annotator=name, finished=count) for (day, name), count in sorted(finished.items())]
