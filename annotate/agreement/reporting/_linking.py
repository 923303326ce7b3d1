"""Agreement on relations between components that everybody was given."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import replace

from annotate.agreement._read import columns_of, read_columns
from annotate.agreement.reporting._figures import Figures, add_relation_alpha, add_relation_f1
from annotate.agreement.reporting._model import LinkingReport
from annotate.agreement.reporting._scope import scope
from annotate.alignment import Columns, SpanColumns, select
from schema import Annotation, Gold, Release, Scheme, Span


def linking_report(
    annotations: Iterable[Annotation] | Columns,
    release: Release,
    scheme: Scheme,
    *,
    resamples: int = 1000,
    seed: int = 0,
    executor: Executor | None = None,
) -> LinkingReport:
    """Return agreement on relations of the annotations that link the components of a release; others are passed over.

    Every annotator is taken to have had the components of gold, as they are there, whatever became of the spans on
    their screen. Every figure is None with a reason where it is undefined; intervals as in `report`.
    """
    golds = {(gold.article, gold.version): gold for gold in release.golds}
    columns = columns_of(annotations)
    ours = [entry for entry in columns.entries if entry.release == release.name]
    on = {entry: golds[place] for entry in ours if (place := (entry.unit.article, entry.unit.version)) in golds}
    given = [(entry.row, span) for entry, gold in on.items() for span in _given(gold)]
    selection, linked = select(on, release.name), replace(columns, spans=SpanColumns.of(given))
    codings, left_out = read_columns(selection.units, linked, scheme)
    figures = Figures()
    add_relation_f1(figures, "relation_f1_exact", codings, scheme, threshold=1.0)
    add_relation_alpha(figures, codings, scheme, threshold=1.0)
    return LinkingReport(
        **dict(scope(linked, selection, codings, scheme, release.name)),
        relations_left_out=left_out.relations,
        figures=figures.with_intervals(resamples, seed, executor),
        pairs=tuple(figures.pairs),
        release=release.name,
        elsewhere=len(ours) - len(on),
    )


def _given(gold: Gold) -> tuple[Span, ...]:
    return tuple(
        Span(id=part.id, types=(part.type,), start=part.start, end=part.end, text="", preloaded=True)
        for part in gold.components
    )
