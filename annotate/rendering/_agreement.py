"""Text of what `agreement` returns: a table of figures, each with what it was computed on."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.agreement import AgreementReport, Figure, LinkingReport, TypedF1
from annotate.rendering._tables import facts, plural, table

_Row = tuple[str, str, float | str | None, int, int, int]


def agreementreport(result: AgreementReport) -> str:
    """Spans, relations, pairs of annotators, and what was left out."""
    chosen = result.selection
    columns = ("measure", "of", "value", "units", "items", "annotators")
    left_out = {
        "seen by one annotator only": result.units - result.shared_units,
        "missing (skipped, begun, unfit)": result.missing,
        "superseded submissions": result.superseded,
        "spans left out": result.spans_left_out,
        "relations left out": result.relations_left_out,
    }
    return "\n\n".join(
        [
            *([f"only of selection {chosen.name}, {plural(chosen.articles, 'article')}"] if chosen else []),
            f"{result.annotations} annotations by {', '.join(result.annotators) or 'nobody'}; "
            f"{result.shared_units} units seen by at least two (scheme {result.scheme} {result.scheme_version})",
            table(columns, (*_spans(result), *_relations(result))),
            table(("pair", "span F1 exact", "IoU ≥ .5", "relation F1 exact", "IoU ≥ .5", "units"), _pairs(result)),
            facts(left_out.items()),
        ]
    )


def linkingreport(result: LinkingReport) -> str:
    """Relations between given components, pairs of annotators, and what was left out."""
    chosen, alpha = result.selection, result.alpha
    columns = ("measure", "of", "value", "units", "items", "annotators")
    left_out = {
        "seen by one annotator only": result.units - result.shared_units,
        "missing (skipped, begun, unfit)": result.missing,
        "superseded submissions": result.superseded,
        "on another version of the text": result.elsewhere,
        "relations left out": result.relations_left_out,
    }
    figures = [*_typed("relation F1", result.exact), _row("relation α", "typed", alpha)]
    figures += [_row("", "untyped", alpha.untyped), *(_row("", name, found) for name, found in alpha.types.items())]
    pairs = ((f"{pair.first} – {pair.second}", pair.value, pair.units) for pair in result.exact.pairs)
    return "\n\n".join(
        [
            *([f"only of selection {chosen.name}, {plural(chosen.articles, 'article')}"] if chosen else []),
            f"components of release {result.release}, related by {', '.join(result.annotators) or 'nobody'}; "
            f"{plural(result.shared_units, 'article')} seen by at least two "
            f"(scheme {result.scheme} {result.scheme_version})",
            table(columns, figures),
            table(("pair", "relation F1", "units"), pairs),
            facts(left_out.items()),
        ]
    )


def _spans(result: AgreementReport) -> Iterator[_Row]:
    spans, family = result.spans, result.spans.u_alpha
    yield from _typed("span F1, exact", spans.exact)
    yield from _typed("span F1, IoU ≥ .5", spans.iou50)
    yield _row("span F1, unlabelled", "exact", spans.unlabelled_exact)
    yield _row("", "IoU ≥ .5", spans.unlabelled_iou50)
    yield _row("uα", "all", family.overall)
    for name, label in family.labels.items():
        yield _row("", name, label.u_alpha)
    yield _row("|uα (marked or not)", "all", family.binary)
    yield _row("cuα (which label)", "all", family.cu)
    for name, label in family.labels.items():
        yield _row("(k)uα", name, label.ku_alpha)


def _relations(result: AgreementReport) -> Iterator[_Row]:
    relations = result.relations
    yield from _typed("relation F1, exact ends", relations.exact)
    yield from _typed("relation F1, ends IoU ≥ .5", relations.iou50)
    yield _row("relation α, agreed spans", "typed", relations.alpha)
    yield _row("", "untyped", relations.alpha.untyped)
    for name, alpha in relations.alpha.types.items():
        yield _row("", name, alpha)
    yield _row("share of spans aligned", "all", relations.alpha.aligned)


def _typed(measure: str, figure: TypedF1) -> Iterator[_Row]:
    yield _row(measure, "all", figure)
    for name, of_type in figure.types.items():
        yield _row("", name, of_type)


def _row(measure: str, of: str, figure: Figure) -> _Row:
    value = figure.value if figure.value is not None else f"– ({figure.reason})"
    return measure, of, value, figure.units, figure.items, figure.annotators


def _pairs(
    result: AgreementReport,
) -> Iterator[tuple[str, float | None, float | None, float | None, float | None, int]]:
    spans, relations = result.spans, result.relations
    every = zip(spans.exact.pairs, spans.iou50.pairs, relations.exact.pairs, relations.iou50.pairs, strict=True)
    for exact, iou, ends, ends_iou in every:
        yield f"{exact.first} – {exact.second}", exact.value, iou.value, ends.value, ends_iou.value, exact.units
