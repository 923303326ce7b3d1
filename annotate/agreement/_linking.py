"""Agreement on relations between components that everybody was given."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.agreement._figures import RelationAlpha, TypedF1
from annotate.agreement._readings import read
from annotate.agreement._relation_alpha import relation_alpha
from annotate.agreement._relation_f1 import relation_f1
from annotate.alignment import select
from schema import Annotation, Gold, Record, Release, Scheme, SelectionFacts, Span


class LinkingReport(Record):
    """Agreement on the relations between the components of a gold release; on components there is none to measure."""

    release: str
    """Name of the gold release."""
    selection: SelectionFacts | None = None
    """The selection of articles that the figures are about; None for all."""
    scheme: str
    """Name of the scheme."""
    scheme_version: str
    """Its version."""
    annotators: tuple[str, ...]
    """Everybody with work that counts."""
    annotations: int
    """Annotations that count."""
    units: int
    """Articles with work that counts."""
    shared_units: int
    """Articles seen by at least two annotators; the figures are about these."""
    superseded: int
    """Submissions replaced by a later one of the same annotator for the same article."""
    missing: int
    """Articles that an annotator skipped, only began, deleted or declared unfit, summed over annotators."""
    elsewhere: int
    """Annotations on a version of a text that the release does not speak of; they are left out."""
    relations_left_out: int
    """Relations that could not be used: no known type, not from source to target, or on a span that gold lacks."""
    exact: TypedF1
    """F1 of (source, target, type)."""
    alpha: RelationAlpha
    """α of the types on all pairs of components between which the scheme permits a relation."""


def linking_report(annotations: Iterable[Annotation], release: Release, scheme: Scheme) -> LinkingReport:
    """Return agreement on relations of the annotations that link the components of a release; others are passed over.

    Every annotator is taken to have had the components of gold, as they are there, whatever became of the spans on
    their screen. Every figure is None with a reason where it is undefined.
    """
    golds = {(gold.article, gold.version): gold for gold in release.golds}
    ours = [annotation for annotation in annotations if annotation.release == release.name]
    on = [one.model_copy(update={"spans": _given(golds[place])}) for one in ours if (place := _place(one)) in golds]
    selection = select(on, release.name)
    units, left_out = read(selection, scheme)
    counted = [annotation for by in selection.units.values() for annotation in by.values()]
    return LinkingReport(
        release=release.name,
        scheme=scheme.name,
        scheme_version=scheme.version,
        annotators=tuple(sorted({annotation.annotator for annotation in counted})),
        annotations=len(counted),
        units=len(units),
        shared_units=sum(unit.shared for unit in units),
        superseded=len(selection.superseded),
        missing=len(selection.missing),
        elsewhere=len(ours) - len(on),
        relations_left_out=left_out.relations,
        exact=relation_f1(units, scheme, threshold=1.0),
        alpha=relation_alpha(units, scheme, threshold=1.0),
    )


def _place(annotation: Annotation) -> tuple[str, int]:
    return annotation.unit.article, annotation.unit.version


def _given(gold: Gold) -> tuple[Span, ...]:
    return tuple(
        Span(id=part.id, types=(part.type,), start=part.start, end=part.end, text="", preloaded=True)
        for part in gold.components
    )
