"""Which annotations count, and for which unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from schema import Unit


class Submission(Protocol):
    """What tells whether an annotation counts; `Annotation` and `Entry` are such."""

    @property
    def id(self) -> str: ...
    @property
    def annotator(self) -> str: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def revision(self) -> int: ...
    @property
    def counts(self) -> bool: ...
    @property
    def updated(self) -> datetime | None: ...
    @property
    def release(self) -> str | None: ...


Work = TypeVar("Work", bound=Submission)


@dataclass(frozen=True)
class Selection(Generic[Work]):
    """The work that counts, by unit and annotator, and what was set aside."""

    units: dict[str, dict[str, Work]]
    """Key of the unit → annotator → annotation; units by their place, annotators by name."""
    superseded: tuple[Work, ...]
    """Submissions that a later one of the same annotator for the same unit replaces."""
    missing: tuple[tuple[str, str], ...]
    """Key of the unit and annotator where there is work (skipped, draft, deleted …) but none that counts."""


def select(annotations: Iterable[Work], release: str | None = None) -> Selection[Work]:
    """Group annotations by unit and annotator and keep the one that counts; the order of input is of no matter.

    Only work is looked at that links the components of the gold release `release`; without one, only work whose
    annotators chose their components themselves. The two are never compared.

    Only submitted, undeleted work that was not declared unfit for annotation counts (`Annotation.counts`); it may
    be empty. Of several revisions of one annotation the highest holds; of several submissions of one annotator
    for one unit the latest by `updated` (without a time: earliest), then by id. A unit where nobody's work counts
    is not in `units`.
    """
    submissions: defaultdict[Unit, defaultdict[str, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for annotation in _current(annotations):
        if annotation.release == release:
            submissions[annotation.unit][annotation.annotator].append(annotation)
    units: dict[str, dict[str, Work]] = {}
    superseded: list[Work] = []
    missing: list[tuple[str, str]] = []
    for unit in sorted(submissions, key=_order):
        key, by = unit.key, submissions[unit]
        for annotator in sorted(by):
            counting = [found for found in by[annotator] if found.counts]
            if counting:
                if len(counting) > 1:
                    counting.sort(key=_age)
                *earlier, units.setdefault(key, {})[annotator] = counting
                superseded += earlier
            else:
                missing.append((key, annotator))
    return Selection(units, tuple(superseded), tuple(missing))


def _current(annotations: Iterable[Work]) -> Iterable[Work]:
    latest: dict[str, Work] = {}
    for annotation in annotations:
        known = latest.get(annotation.id)
        if known is None or annotation.revision > known.revision:
            latest[annotation.id] = annotation
    return latest.values()


def _order(unit: Unit) -> tuple[str, int, int, int, str]:
    return unit.article, unit.version, unit.start, unit.end, unit.kind


def _age(annotation: Submission) -> tuple[datetime, str]:
    moment = annotation.updated or datetime.min
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), annotation.id
