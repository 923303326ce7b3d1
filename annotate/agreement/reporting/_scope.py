"""What a report is about: who did what, and what of it is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import numpy as np

from annotate.agreement._codings import Codings, Ints
from annotate.agreement.reporting._model import Extent, Worker
from annotate.alignment import Columns, Entry, Selection
from annotate.errors import InputError
from schema import Scheme


def scope(
    columns: Columns, selection: Selection[Entry], codings: Codings, scheme: Scheme, release: str | None = None
) -> Extent:
    """Return what work the columns hold from whose entries the selection, of a release if one is named, was made."""
    shared = codings.shared
    return Extent(
        scheme=scheme.name,
        scheme_version=scheme.version,
        annotators=codings.annotators,
        workers=tuple(_workers(columns, selection, release)),
        articles=len(set(codings.units.article[shared].tolist())),
        annotations=sum(map(len, selection.units.values())),
        units=len(selection.units),
        shared_units=int(shared.sum()),
        superseded=len(selection.superseded),
        missing=len(selection.missing),
    )


def only_labels(codings: Codings, labels: Collection[str]) -> Codings:
    """Return the codings with spans of some labels only; all, if none is given.

    Raises InputError for a label that they do not have.
    """
    for label in labels:
        if label not in codings.labels:
            known = ", ".join(codings.labels)
            raise InputError(f"label {label}", "there is no such label", expected=f"one of {known}")
    if not labels:
        return codings
    rows = [row for row, label in enumerate(codings.labels) if label in labels]
    return codings.keep_spans(np.isin(codings.spans.label, rows))


def completed(selection: Selection[Entry]) -> dict[str, datetime]:
    """Return when the last of its annotators submitted a unit, by its key; only where all of them tell."""
    moments = {key: [work.updated for work in by.values()] for key, by in selection.units.items()}
    dated = {key: [moment for moment in found if moment is not None] for key, found in moments.items()}
    return {key: max(found) for key, found in dated.items() if found and len(found) == len(moments[key])}


@dataclass(slots=True)
class _Tally:
    """What one annotator did."""

    done: list[Entry] = field(default_factory=list)
    missing: list[Entry] = field(default_factory=list)
    touched: Counter[str] = field(default_factory=Counter)
    """Units with any work of theirs, by article."""


def _workers(columns: Columns, selection: Selection[Entry], release: str | None) -> Iterator[Worker]:
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    there: Counter[str] = Counter()
    for by in selection.units.values():
        article = next(iter(by.values())).unit.article
        there[article] += 1
        for name, entry in by.items():
            tallies[name].done.append(entry)
            tallies[name].touched[article] += 1
    last = _last(entry for entry in columns.entries if entry.release == release)
    for key, name in selection.missing:
        entry = last[key, name]
        tallies[name].missing.append(entry)
        # A unit of which nobody's work counts is not there for others either.
        tallies[name].touched[entry.unit.article] += key in selection.units
    many = len(columns.entries)
    spans, relations = (np.bincount(of.entry, minlength=many) for of in (columns.spans, columns.relations))
    for name, tally in sorted(tallies.items()):
        rows = [entry.row for entry in tally.done]
        yield _worker(name, tally, there, spans[rows], relations[rows])


def _worker(name: str, tally: _Tally, there: Counter[str], spans: Ints, relations: Ints) -> Worker:
    """Units that others did, in an article of which one did some, were to be done: articles are never divided.

    `spans` and `relations` are how many there are in each of what was done.
    """
    why = Counter(map(_why, tally.missing))
    return Worker(
        annotator=name,
        seen=len(tally.done),
        empty=int((spans == 0).sum()),
        skipped=why["skipped"],
        begun=why["begun"],
        unfit=why["unfit"],
        unseen=sum(there[article] - touched for article, touched in tally.touched.items()),
        spans=int(spans.sum()),
        relations=int(relations.sum()),
    )


def _last(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """Return, by unit and annotator, the work that does not count, in its latest revision."""
    latest: dict[str, Entry] = {}
    for entry in entries:
        known = latest.get(entry.id)
        if not entry.counts and (known is None or entry.revision > known.revision):
            latest[entry.id] = entry
    ordered = sorted(latest.values(), key=lambda entry: (entry.revision, entry.id))
    return {(entry.unit.key, entry.annotator): entry for entry in ordered}


def _why(entry: Entry) -> Literal["skipped", "begun", "unfit"]:
    if entry.deleted or entry.not_annotatable:
        return "unfit"
    return "skipped" if entry.status == "skipped" else "begun"
