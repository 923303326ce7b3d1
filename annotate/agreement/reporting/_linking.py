"""Agreement on relations between components that everybody was given."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.agreement._read import read
from annotate.agreement.reporting._figures import Figures, add_relation_alpha, add_relation_f1
from annotate.agreement.reporting._model import LinkingReport
from annotate.agreement.reporting._scope import scope
from annotate.alignment import select
from schema import Annotation, Gold, Release, Scheme, Span


def linking_report(
    annotations: Iterable[Annotation], release: Release, scheme: Scheme, *, resamples: int = 1000, seed: int = 0
) -> LinkingReport:
    """Return agreement on relations of the annotations that link the components of a release; others are passed over.

    Every annotator is taken to have had the components of gold, as they are there, whatever became of the spans on
    their screen. Every figure is None with a reason where it is undefined; intervals as in `report`.
    """
    golds = {(gold.article, gold.version): gold for gold in release.golds}
    ours = [annotation for annotation in annotations if annotation.release == release.name]
    on = [one.model_copy(update={"spans": _given(golds[place])}) for one in ours if (place := _place(one)) in golds]
    selection = select(on, release.name)
    codings, left_out = read(selection, scheme)
    figures = Figures()
    add_relation_f1(figures, "relation_f1_exact", codings, scheme, threshold=1.0)
    add_relation_alpha(figures, codings, scheme, threshold=1.0)
    return LinkingReport(
        **dict(scope(on, selection, codings, scheme, release.name)),
        relations_left_out=left_out.relations,
        figures=figures.with_intervals(resamples, seed),
        pairs=tuple(figures.pairs),
        release=release.name,
        elsewhere=len(ours) - len(on),
    )


def _place(annotation: Annotation) -> tuple[str, int]:
    return annotation.unit.article, annotation.unit.version


def _given(gold: Gold) -> tuple[Span, ...]:
    return tuple(
        Span(id=part.id, types=(part.type,), start=part.start, end=part.end, text="", preloaded=True)
        for part in gold.components
    )
