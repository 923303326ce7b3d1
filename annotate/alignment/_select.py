"""Which annotations count, and for which unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from schema import Annotation, Unit


@dataclass(frozen=True)
class Selection:
    """The work that counts, by unit and annotator, and what was set aside."""

    units: dict[str, dict[str, Annotation]]
    """Key of the unit → annotator → annotation; units by their place, annotators by name."""
    superseded: tuple[Annotation, ...]
    """Submissions that a later one of the same annotator for the same unit replaces."""
    missing: tuple[tuple[str, str], ...]
    """Key of the unit and annotator where there is work (skipped, draft, deleted …) but none that counts."""


def select(annotations: Iterable[Annotation], release: str | None = None) -> Selection:
    """Group annotations by unit and annotator and keep the one that counts; the order of input is of no matter.

    Only work is looked at that links the components of the gold release `release`; without one, only work whose
    annotators chose their components themselves. The two are never compared.

    Only submitted, undeleted work that was not declared unfit for annotation counts (`Annotation.counts`); it may
    be empty. Of several revisions of one annotation the highest holds; of several submissions of one annotator
    for one unit the latest by `updated` (without a time: earliest), then by id. A unit where nobody's work counts
    is not in `units`.
    """
    submissions: dict[tuple[Unit, str], list[Annotation]] = {}
    for annotation in _current(annotations):
        if annotation.release != release:
            continue
        submissions.setdefault((annotation.unit, annotation.annotator), []).append(annotation)
    units: dict[str, dict[str, Annotation]] = {}
    superseded: list[Annotation] = []
    missing: list[tuple[str, str]] = []
    for unit, annotator in sorted(submissions, key=lambda place: (*_order(place[0]), place[1])):
        counting = [found for found in submissions[unit, annotator] if found.counts]
        if counting:
            *earlier, units.setdefault(unit.key, {})[annotator] = sorted(counting, key=_age)
            superseded += earlier
        else:
            missing.append((unit.key, annotator))
    return Selection(units, tuple(superseded), tuple(missing))


def _current(annotations: Iterable[Annotation]) -> Iterable[Annotation]:
    latest: dict[str, Annotation] = {}
    for annotation in annotations:
        known = latest.get(annotation.id)
        if known is None or annotation.revision > known.revision:
            latest[annotation.id] = annotation
    return latest.values()


def _order(unit: Unit) -> tuple[str, int, int, int, str]:
    return unit.article, unit.version, unit.start, unit.end, unit.kind


def _age(annotation: Annotation) -> tuple[datetime, str]:
    moment = annotation.updated or datetime.min
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), annotation.id
