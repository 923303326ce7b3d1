"""All figures of a corpus, and what explains them, in one record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Executor
from typing import get_args

from annotate.agreement._read import columns_of, read_columns
from annotate.agreement.reporting._against import against_earlier, against_gold
from annotate.agreement.reporting._aligned import align
from annotate.agreement.reporting._boundaries import boundaries
from annotate.agreement.reporting._confusion import confusion
from annotate.agreement.reporting._drift import drift
from annotate.agreement.reporting._figures import measured
from annotate.agreement.reporting._headline import by_article
from annotate.agreement.reporting._influence import influences
from annotate.agreement.reporting._listing import disagreements, percent_of_text
from annotate.agreement.reporting._listing_model import DisagreementList
from annotate.agreement.reporting._model import AgreementReport, Part
from annotate.agreement.reporting._scope import completed, only_labels, scope
from annotate.agreement.reporting._texts import Texts
from annotate.alignment import Columns, select
from schema import Annotation, Gold, Scheme

PARTS: tuple[Part, ...] = get_args(Part)


def report(
    annotations: Iterable[Annotation] | Columns,
    scheme: Scheme,
    *,
    parts: Collection[Part] = PARTS,
    labels: Collection[str] = (),
    texts: Texts | None = None,
    titles: Mapping[str, str] | None = None,
    golds: Iterable[Gold] = (),
    reference: str = "decisions",
    resamples: int = 1000,
    seed: int = 0,
    executor: Executor | None = None,
) -> AgreementReport:
    """Return all agreement figures of the annotations under a scheme; their order is of no matter.

    Args:
        annotations: Units may be of any kind; a unit's continuum is its range. An annotation that breaks a rule of
            the scheme takes part as far as it can be read; what cannot is counted. As columns, if there are many.
        scheme: The scheme.
        parts: What is measured.
        labels: Only spans of these component types, and the relations between them; all, if none is given.
        texts: Keys of the units, with their own texts; without them ends of spans are not told by their characters.
        titles: Titles of articles, by id.
        golds: Gold that annotators are held against, if there is any.
        reference: What the gold is called.
        resamples: How often articles are drawn for the intervals; without intervals, 0.
        seed: What the draws follow from.
        executor: What draws; this thread, unless told. The report is the same, whatever does.

    Every figure is None with a reason where it is undefined. Raises InputError for a label that neither the scheme
    nor an annotator has, and for a text that does not fit its unit.
    """
    columns = columns_of(annotations)
    selection = select(columns.entries)
    every, left_out = read_columns(selection.units, columns, scheme)
    codings = only_labels(every, labels)
    aligned = align(codings) if "spans" in parts else None
    figures, family = measured(codings, scheme, parts, percent=percent_of_text(aligned) if aligned else None)
    gold = against_gold(selection.units, columns, golds, reference, scheme, parts)
    earlier = against_earlier(selection, columns, scheme, parts)
    return AgreementReport(
        **dict(scope(columns, selection, codings, scheme)),
        relations_left_out=left_out.relations,
        figures=figures.with_intervals(resamples, seed, executor),
        pairs=tuple(figures.pairs),
        parts=tuple(part for part in PARTS if part in parts),
        spans_left_out=left_out.spans,
        merged=family.merged if family else 0,
        overlapping=family.overlapping if family else 0,
        by_article=by_article(codings, figures.headline, titles or {}),
        windows=drift(codings, scheme, completed(selection), figures.headline),
        influences=influences(codings, scheme, figures),
        confusion=confusion(aligned) if aligned else None,
        boundaries=boundaries(aligned, texts) if aligned else None,
        gold=gold if gold.lines else None,
        earlier=earlier if earlier.lines else None,
    )


def list_disagreements(
    annotations: Iterable[Annotation] | Columns,
    scheme: Scheme,
    *,
    parts: Collection[Part] = PARTS,
    labels: Collection[str] = (),
    texts: Texts | None = None,
    limit: int | None = None,
) -> DisagreementList:
    """Return what annotators disagree on, the costliest of each part first, up to `limit` of each part.

    Takes and raises what `report` does.
    """
    columns = columns_of(annotations)
    codings = only_labels(read_columns(select(columns.entries).units, columns, scheme)[0], labels)
    aligned = align(codings)
    listed = [disagreements(aligned, scheme, texts, part=part, limit=limit) for part in PARTS if part in parts]
    counts = {kind: count for found in listed for kind, count in found.counts.items()}
    return DisagreementList(
        annotators=codings.annotators,
        shared_units=len(aligned.codings.units.key),
        total=sum(counts.values()),
        counts=counts,
        disagreements=tuple(one for found in listed for one in found.disagreements),
    )
