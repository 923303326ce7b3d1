"""Text of the agreement figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from rich.cells import cell_len, chop_cells

from annotate.agreement import (
    HEADLINE,
    Against,
    AgreementReport,
    GammaReport,
    Interval,
    Line,
    LinkingReport,
    Measure,
    Scope,
    Subset,
)
from annotate.rendering._agreement_nothing import nothing_shared
from annotate.rendering._tables import plural, table

NAMES: dict[Measure, str] = {
    "span_f1_exact": "span F1, exact",
    "span_f1_iou50": "span F1, IoU ≥ .5",
    "span_f1_overlap": "span F1, any overlap",
    "span_f1_unlabelled_exact": "span F1, exact, unlabelled",
    "span_f1_unlabelled_iou50": "span F1, IoU ≥ .5, unlabelled",
    "u_alpha": "uα",
    "u_alpha_binary": "|uα (marked or not)",
    "cu_alpha": "cuα (which label)",
    "cu_coverage": "  on this share of the text",
    "ku_alpha": "(k)uα",
    "alpha_u": "αU (1995, 2004)",
    "relation_f1_exact": "relation F1, exact ends",
    "relation_f1_iou50": "relation F1, ends IoU ≥ .5",
    "relation_alpha": "relation α, aligned spans",
    "relation_fleiss": "  Fleiss' κ",
    "relation_alpha_undirected": "  α without direction",
    "relation_alpha_untyped": "  α without types",
    "relation_aligned": "  share of spans aligned",
    "attribute_alpha": "attribute α",
    "attribute_ac1": "attribute AC1",
}
"""What measures are called in tables."""

SHORT: dict[Measure, str] = {
    "span_f1_exact": "F1 exact",
    "span_f1_iou50": "F1 IoU",
    "u_alpha": "uα",
    "relation_f1_exact": "rel. F1",
    "relation_f1_iou50": "rel. IoU",
    "relation_alpha": "rel. α",
}
"""What those of the headline are called where several stand side by side."""

MOST = 10
"""Rows of a table of pairs, articles or gold that are shown; `--json` has all."""

_Rows = Sequence[Sequence[object]]


def agreementreport(result: AgreementReport) -> str:
    """Every figure, first all together, then by label, pair, annotator, article and time; and what was left out."""
    unusable = {"spans": result.spans_left_out, "relations": result.relations_left_out}
    if nothing := nothing_shared(result, result.subset):
        return _without_figures(result, nothing, unusable)
    sections = [
        about(result),
        _headline(result),
        _by_label(result),
        _by_type(result),
        _by_attribute(result),
        _pairs(result),
        _annotators(result),
        _articles(result),
        _windows(result),
        *(_against(found) for found in (result.gold, result.earlier) if found),
        _left_out(result, unusable),
        "what pulls it down: annotate agreement --why; the disagreements themselves: annotate agreement --list",
    ]
    return "\n\n".join(filter(None, sections))


def linkingreport(result: LinkingReport) -> str:
    """Relations between given components, pairs of annotators, and what was left out."""
    given = f"relations between the components of release {result.release}"
    unusable = {"relations": result.relations_left_out, "on another text": result.elsewhere}
    if nothing := nothing_shared(result, result.subset):
        return f"{given}\n\n{_without_figures(result, nothing, unusable)}"
    sections = [
        given,
        about(result),
        _headline(result),
        _by_type(result),
        _pairs(result),
        _annotators(result),
        _left_out(result, unusable),
    ]
    return "\n\n".join(filter(None, sections))


def _without_figures(result: Scope, nothing: str, unusable: dict[str, int]) -> str:
    """Return what can be said where no figure has a value."""
    sections = [about(result), nothing, _annotators(result), _left_out(result, unusable) if result.workers else ""]
    return "\n\n".join(filter(None, sections))


def about(result: Scope | GammaReport) -> str:
    """Tell whose work on what the figures are about."""
    shared = "1 unit" if result.shared_units == 1 else f"{result.shared_units:,} units"
    lines = [
        f"{plural(result.annotations, 'annotation')} by {', '.join(result.annotators) or 'nobody'}; {shared} in "
        f"{plural(result.articles, 'article')} seen by at least two (scheme {result.scheme} {result.scheme_version})",
        *map("only {}".format, subset_words(result.subset)),
    ]
    return "\n".join(lines)


def subset_words(subset: Subset) -> Iterator[str]:
    """Yield what was asked for, one thing at a time."""
    if subset.selection:
        yield f"of selection {subset.selection.name}, {plural(subset.selection.articles, 'article')}"
    if subset.calibration:
        yield "on the calibration set"
    words: tuple[tuple[str, str | None], ...] = (
        ("on {}", ", ".join(subset.articles)),
        ("by {}", ", ".join(subset.annotators)),
        ("submitted from {}", subset.since),
        ("submitted up to {}", subset.until),
        ("done before version {} of the scheme", subset.before_scheme),
        ("done under version {} of the scheme or a later one", subset.after_scheme),
        ("{}, and relations between these", ", ".join(subset.labels)),
        ("what tells when it was made: {} passed over", plural(subset.undated, "annotation") if subset.undated else ""),
    )
    for pattern, given in words:
        if given:
            yield pattern.format(given)


def interval_words(interval: Interval | None) -> str:
    """Return the two ends, or nothing where there are none."""
    if interval is None or interval.low is None or interval.high is None:
        return ""
    return f"[{interval.low:.3f}, {interval.high:.3f}]"


def share(value: float | None) -> str:
    """Return a share as per cent."""
    return "" if value is None else f"{value:.1%}"


def _headline(result: Scope) -> str:
    lines = [line for line in result.figures if line.of is None]
    level = next((line.interval.level for line in lines if line.interval), 0.95)
    columns = ("measure", "value", f"{level:.0%} interval", "percent", "units", "items", "annotators")
    rows = [
        (
            NAMES[line.measure],
            line.value if line.value is not None else f"– ({line.reason})",
            interval_words(line.interval),
            share(line.percent),
            line.units,
            line.items,
            line.annotators,
        )
        for line in lines
    ]
    few = [line.interval for line in lines if line.interval and line.interval.reason == "few_articles"]
    note = "\nno intervals: they are drawn over articles, and there are fewer than two" if few else ""
    return table(columns, rows) + note if rows else ""


def _by_label(result: AgreementReport) -> str:
    measures: tuple[tuple[str, Measure], ...] = (
        ("F1 exact", "span_f1_exact"),
        ("IoU ≥ .5", "span_f1_iou50"),
        ("uα", "u_alpha"),
        ("(k)uα", "ku_alpha"),
        ("coverage", "cu_coverage"),
        ("αU", "alpha_u"),
    )
    return _of_each(result, "label", "spans", measures)


def _by_type(result: Scope) -> str:
    measures: tuple[tuple[str, Measure], ...] = (
        ("F1 exact", "relation_f1_exact"),
        ("IoU ≥ .5", "relation_f1_iou50"),
        ("α", "relation_alpha"),
    )
    return _of_each(result, "relation", "relations", measures)


def _of_each(result: Scope, what: str, items: str, measures: Sequence[tuple[str, Measure]]) -> str:
    """Return the figures of each label or type, those that occur first named by the first measure."""
    found = {(line.measure, line.of): line for line in result.figures if line.of is not None}
    present = [(title, measure) for title, measure in measures if any(key[0] == measure for key in found)]
    names = [of for measure, of in found if present and measure == present[0][1] and of is not None]
    rows = [
        (
            name,
            found[present[0][1], name].items,
            *(_value(found.get((measure, name))) for _, measure in present),
            interval_words(found[present[0][1], name].interval),
        )
        for name in names
    ]
    columns = (what, items, *(title for title, _ in present), f"interval of {present[0][0]}" if present else "")
    return table(columns, rows) if rows else ""


def _value(line: Line | None) -> float | None:
    return line.value if line else None


def _by_attribute(result: AgreementReport) -> str:
    found = {(line.measure, line.of): line for line in result.figures}
    names = [line.of for line in result.figures if line.measure == "attribute_alpha"]
    rows = []
    for name in names:
        alpha, ac1 = found["attribute_alpha", name], found.get(("attribute_ac1", name))
        value = alpha.value if alpha.value is not None else f"– ({alpha.reason})"
        rows.append((name, value, interval_words(alpha.interval), _value(ac1), share(alpha.percent), alpha.items))
    return table(("attribute", "α", "interval", "AC1", "percent", "items"), rows) if rows else ""


def _pairs(result: Scope) -> str:
    measures = [measure for measure in HEADLINE if result.of_pairs(measure)]
    columns = {measure: {(pair.first, pair.second): pair for pair in result.of_pairs(measure)} for measure in measures}
    if not measures:
        return ""
    first = columns[measures[0]]
    rows = [
        (f"{one} – {other}", found.units, *(columns[measure][one, other].value for measure in measures))
        for (one, other), found in first.items()
    ]
    rows.sort(key=lambda row: (row[2] is None, row[2]))
    return table(("pair", "units", *(SHORT[measure] for measure in measures)), rows[:MOST]) + rest(len(rows))


def _annotators(result: Scope) -> str:
    either: tuple[Measure, ...] = ("span_f1_iou50", "relation_f1_exact")
    measure = next((measure for measure in either if result.of_pairs(measure)), None)
    rows = []
    for one in result.workers:
        pairs = result.of_pairs(measure) if measure else ()
        with_others = [
            pair.value for pair in pairs if one.annotator in (pair.first, pair.second) and pair.value is not None
        ]
        rows.append(
            (
                one.annotator,
                one.seen,
                one.empty,
                one.skipped,
                one.begun,
                one.unfit,
                one.unseen,
                one.spans,
                one.relations,
                fmean(with_others) if with_others else None,
            )
        )
    columns = ("annotator", "seen", "empty", "skipped", "begun", "unfit", "unseen", "spans", "relations")
    return table((*columns, f"mean {SHORT[measure]}" if measure else "mean"), rows) if rows else ""


def _articles(result: AgreementReport) -> str:
    """The articles on which agreement is lowest, by the first measure of the headline."""
    if len(result.by_article) < 2:
        return ""
    measures = list(result.by_article[0].values)
    ranked = sorted(
        result.by_article, key=lambda one: (one.values[measures[0]] is None, one.values[measures[0]], one.article)
    )
    rows = [
        (
            shortened(one.title or one.article, 24),
            one.units,
            one.spans,
            *(one.values[measure] for measure in measures),
        )
        for one in ranked[:MOST]
    ]
    columns = ("article, lowest first", "units", "spans", *(SHORT[measure] for measure in measures))
    return table(columns, rows) + rest(len(ranked))


def _windows(result: AgreementReport) -> str:
    if not result.windows:
        return ""
    measures = list(result.windows[0].values)
    rows = [
        (
            f"{one.first:%Y-%m-%d} – {one.last:%Y-%m-%d}",
            one.units,
            one.spans,
            *(one.values[measure] for measure in measures),
        )
        for one in result.windows
    ]
    return table(("done", "units", "spans", *(SHORT[measure] for measure in measures)), rows)


def _against(found: Against) -> str:
    """Precision, recall and F1 of each annotator, by label and for relations."""
    exact = {(line.annotator, line.of): line.f1 for line in found.lines if line.measure == "span_f1_exact"}
    rows = [
        (
            line.annotator,
            line.of or ("relations" if line.measure.startswith("relation") else "spans"),
            line.precision,
            line.recall,
            line.f1,
            None if line.measure.startswith("relation") else exact.get((line.annotator, line.of)),
            line.items,
            line.reference,
        )
        for line in found.lines
        if line.measure == "span_f1_iou50" or (line.measure == "relation_f1_iou50" and line.of is None)
        if line.items or line.reference
    ]
    columns = ("annotator", "of", "precision", "recall", "F1", "F1 exact", "theirs", found.reference)
    title = f"against {found.reference}, {plural(found.units, 'unit')} (IoU ≥ .5)"
    return f"{title}\n{table(columns, rows)}"


def _left_out(result: Scope, unusable: dict[str, int]) -> str:
    """Say in one line each what of the work took no part."""
    missing = {
        "skipped": sum(one.skipped for one in result.workers),
        "only begun": sum(one.begun for one in result.workers),
        "unfit or deleted": sum(one.unfit for one in result.workers),
        "not opened": sum(one.unseen for one in result.workers),
    }
    empty = sum(one.empty for one in result.workers)
    lines = [
        f"seen and empty: {empty:,} of {result.annotations:,} (they count: agreement on nothing)",
        f"missing: {', '.join(f'{name} {count:,}' for name, count in missing.items())} (they count for nobody)",
        f"left out: seen by one only {result.units - result.shared_units:,}, superseded {result.superseded:,}, "
        f"unusable {', '.join(f'{name} {count:,}' for name, count in unusable.items())}",
    ]
    return "\n".join(lines)


def shortened(text: str, columns: int) -> str:
    """Return as much of a text, on one line, as fits into so many columns of the terminal."""
    plain = " ".join(text.split())
    return plain if cell_len(plain) <= columns else f"{chop_cells(plain, columns - 1)[0]}…"


def rest(count: int) -> str:
    """Say how many rows are not shown."""
    return f"\n… and {count - MOST:,} more; --json has all" if count > MOST else ""
