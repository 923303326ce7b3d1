"""γ with what it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from annotate.agreement._read import columns_of, read_columns
from annotate.agreement.reporting._model import GammaReport
from annotate.agreement.reporting._scope import only_labels, scope
from annotate.agreement.spans._gamma_apart import gamma_apart
from annotate.alignment import Columns, select
from schema import Annotation, Scheme


def gamma_report(
    annotations: Iterable[Annotation] | Columns,
    scheme: Scheme,
    *,
    labels: Collection[str] = (),
    seed: int = 0,
    most_spans: int = 250,
    seconds: float = 60.0,
) -> GammaReport:
    """Return γ of the annotations, measured in a process of its own; takes and raises what `report` does."""
    columns = columns_of(annotations)
    selection = select(columns.entries)
    codings = only_labels(read_columns(selection.units, columns, scheme)[0], labels)
    return GammaReport(
        **dict(scope(columns, selection, codings, scheme)),
        gamma=gamma_apart(codings, seed=seed, most_spans=most_spans, seconds=seconds),
        most_spans=most_spans,
        seconds=seconds,
    )
