"""What a report is about: who did what, and what of it is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from annotate.agreement._codings import Codings
from annotate.agreement.reporting._model import Extent, Worker
from annotate.alignment import Selection
from schema import Annotation, Scheme


def scope(
    given: Sequence[Annotation], selection: Selection, codings: Codings, scheme: Scheme, release: str | None = None
) -> Extent:
    """Return what work the annotations are that the selection, of a release if one is named, was made from."""
    shared = codings.shared
    return Extent(
        scheme=scheme.name,
        scheme_version=scheme.version,
        annotators=codings.annotators,
        workers=tuple(_workers(given, selection, release)),
        articles=len(set(codings.units.article[shared].tolist())),
        annotations=sum(map(len, selection.units.values())),
        units=len(selection.units),
        shared_units=int(shared.sum()),
        superseded=len(selection.superseded),
        missing=len(selection.missing),
    )


def completed(selection: Selection) -> dict[str, datetime]:
    """Return when the last of its annotators submitted a unit, by its key; only where all of them tell."""
    moments = {key: [work.updated for work in by.values()] for key, by in selection.units.items()}
    dated = {key: [moment for moment in found if moment is not None] for key, found in moments.items()}
    return {key: max(found) for key, found in dated.items() if found and len(found) == len(moments[key])}


@dataclass(slots=True)
class _Tally:
    """What one annotator did."""

    done: list[Annotation] = field(default_factory=list)
    missing: list[Annotation] = field(default_factory=list)
    touched: Counter[str] = field(default_factory=Counter)
    """Units with any work of theirs, by article."""


def _workers(given: Sequence[Annotation], selection: Selection, release: str | None) -> Iterator[Worker]:
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    there: Counter[str] = Counter()
    for by in selection.units.values():
        article = next(iter(by.values())).unit.article
        there[article] += 1
        for name, annotation in by.items():
            tallies[name].done.append(annotation)
            tallies[name].touched[article] += 1
    last = _last(annotation for annotation in given if annotation.release == release)
    for key, name in selection.missing:
        annotation = last[key, name]
        tallies[name].missing.append(annotation)
        # A unit of which nobody's work counts is not there for others either.
        tallies[name].touched[annotation.unit.article] += key in selection.units
    for name, tally in sorted(tallies.items()):
        yield _worker(name, tally, there)


def _worker(name: str, tally: _Tally, there: Counter[str]) -> Worker:
    """Units that others did, in an article of which one did some, were to be done: articles are never divided."""
    why = Counter(map(_why, tally.missing))
    return Worker(
        annotator=name,
        seen=len(tally.done),
        empty=sum(not annotation.spans for annotation in tally.done),
        skipped=why["skipped"],
        begun=why["begun"],
        unfit=why["unfit"],
        unseen=sum(there[article] - touched for article, touched in tally.touched.items()),
        spans=sum(len(annotation.spans) for annotation in tally.done),
        relations=sum(len(annotation.relations) for annotation in tally.done),
    )


def _last(given: Iterable[Annotation]) -> dict[tuple[str, str], Annotation]:
    """Return, by unit and annotator, the work that does not count, in its latest revision."""
    latest: dict[str, Annotation] = {}
    for annotation in given:
        known = latest.get(annotation.id)
        if not annotation.counts and (known is None or annotation.revision > known.revision):
            latest[annotation.id] = annotation
    ordered = sorted(latest.values(), key=lambda annotation: (annotation.revision, annotation.id))
    return {(annotation.unit.key, annotation.annotator): annotation for annotation in ordered}


def _why(annotation: Annotation) -> Literal["skipped", "begun", "unfit"]:
    if annotation.deleted or annotation.not_annotatable:
        return "unfit"
    return "skipped" if annotation.status == "skipped" else "begun"
