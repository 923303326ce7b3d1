"""All figures of a corpus in one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate.agreement._figures import RelationAlpha, TypedF1, UAlpha
from annotate.agreement._readings import Readings, read
from annotate.agreement._relation_alpha import relation_alpha
from annotate.agreement._relation_f1 import relation_f1
from annotate.agreement._span_f1 import span_f1
from annotate.agreement._u_alpha import u_alpha
from annotate.alignment import select
from schema import Annotation, Model, Record, Scheme, SelectionFacts


class SpanAgreement(Model):
    """Whether annotators mark the same stretches and give them the same type."""

    exact: TypedF1
    """F1 with equal range and type."""
    iou50: TypedF1
    """F1 with equal type and an IoU of at least .5."""
    unlabelled_exact: TypedF1
    """F1 with equal range, whatever the type."""
    unlabelled_iou50: TypedF1
    """F1 with an IoU of at least .5, whatever the type."""
    u_alpha: UAlpha
    """The uα family."""


class RelationAgreement(Model):
    """Whether annotators relate the same spans in the same way."""

    exact: TypedF1
    """F1 of (source, target, type), end to end: both ends equal in range and type."""
    iou50: TypedF1
    """F1 of (source, target, type), end to end: both ends of equal type with an IoU of at least .5."""
    alpha: RelationAlpha
    """α given the spans that annotators agree on."""


class AgreementReport(Record):
    """Agreement over all units that at least two annotators saw."""

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
    """Units with work that counts."""
    shared_units: int
    """Units seen by at least two annotators; the figures are about these."""
    superseded: int
    """Submissions replaced by a later one of the same annotator for the same unit."""
    missing: int
    """Units that an annotator skipped, only began, deleted or declared unfit, summed over annotators."""
    spans_left_out: int
    """Spans that could not be used, since they have no single type, an impossible range or a region id taken."""
    relations_left_out: int
    """Relations that could not be used: no known type, not drawn from source to target, or on an unusable span."""
    spans: SpanAgreement
    """Agreement on spans."""
    relations: RelationAgreement
    """Agreement on relations."""


def report(annotations: Iterable[Annotation], scheme: Scheme) -> AgreementReport:
    """Return all agreement figures of the annotations under a scheme; their order is of no matter.

    Units may be of any kind; a unit's continuum is its range. An annotation that breaks a rule of the scheme takes
    part as far as it can be read; what cannot is counted. Every figure is None with a reason where it is undefined.
    """
    selection = select(annotations)
    units, left_out = read(selection, scheme)
    counted = [annotation for by in selection.units.values() for annotation in by.values()]
    return AgreementReport(
        scheme=scheme.name,
        scheme_version=scheme.version,
        annotators=tuple(sorted({annotation.annotator for annotation in counted})),
        annotations=len(counted),
        units=len(units),
        shared_units=sum(unit.shared for unit in units),
        superseded=len(selection.superseded),
        missing=len(selection.missing),
        spans_left_out=left_out.spans,
        relations_left_out=left_out.relations,
        spans=_spans(units, [component.id for component in scheme.components]),
        relations=RelationAgreement(
            exact=relation_f1(units, scheme, threshold=1.0),
            iou50=relation_f1(units, scheme, threshold=0.5),
            alpha=relation_alpha(units, scheme),
        ),
    )


def _spans(units: Sequence[Readings], types: Sequence[str]) -> SpanAgreement:
    return SpanAgreement(
        exact=span_f1(units, threshold=1.0, types=types),
        iou50=span_f1(units, threshold=0.5, types=types),
        unlabelled_exact=span_f1(units, threshold=1.0, labelled=False),
        unlabelled_iou50=span_f1(units, threshold=0.5, labelled=False),
        u_alpha=u_alpha(units, labels=types),
    )
