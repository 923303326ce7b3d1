"""Text of what pulls agreement down, on one screen."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.agreement import CUT, HEADLINE, NOTHING, Boundaries, Confusion, Diagnosis, Edge, Influence, Measure
from annotate.rendering._agreement import NAMES, about, share, shortened
from annotate.rendering._agreement_nothing import nothing_shared
from annotate.rendering._tables import cell, plural, table

_STEPS = ((1, 1), (2, 2), (3, 5), (6, 10), (11, None))
"""Distances that are counted together, in code points."""

_PIECES = 4
"""How many pieces at the ends of spans are shown."""

_PAIRS = 3
"""How many confusions are shown in words."""


def diagnosis(result: Diagnosis) -> str:
    """What labels are taken for which, how ends differ, and who or what pulls the figures down."""
    if nothing := nothing_shared(result, result.subset):
        return f"{about(result)}\n\n{nothing}"
    sections = [about(result)]
    if result.confusion is not None:
        sections.append(_confusion(result.confusion))
    if result.boundaries is not None:
        sections.append("\n".join(_boundaries(result, result.boundaries)))
    sections.append(_relations(result))
    sections.append(_influences(result))
    sections.append("the disagreements themselves, costliest first: annotate agreement --list")
    return "\n\n".join(filter(None, sections))


def _confusion(found: Confusion) -> str:
    if not found.pairs:
        return ""
    rows = [
        (label, *counts, _agreed(row, counts))
        for row, (label, counts) in enumerate(zip(found.labels, found.counts, strict=True))
        if label not in (CUT, NOTHING)
    ]
    title = f"labels: what two annotators said of the same words, {plural(found.pairs, 'pair')}"
    shown = table(("", *found.labels, "the same"), rows)
    ranked = sorted(_confused(found), reverse=True)[:_PAIRS]
    worst = ", ".join(f"{one} – {other} {count:,} ({share(count / found.pairs)})" for count, one, other in ranked)
    return "\n".join(filter(None, [title, shown, f"most often apart: {worst}" if worst else ""]))


def _agreed(row: int, counts: tuple[int, ...]) -> str:
    return share(counts[row] / sum(counts)) if sum(counts) else ""


def _confused(found: Confusion) -> Iterator[tuple[int, str, str]]:
    for row, one in enumerate(found.labels):
        for column, other in enumerate(found.labels[row + 1 :], row + 1):
            if found.counts[row][column]:
                yield found.counts[row][column], one, other


def _boundaries(result: Diagnosis, found: Boundaries) -> Iterator[str]:
    if not found.pairs:
        return
    yield (
        f"boundaries: of {plural(found.pairs, 'pair')} of aligned spans "
        f"{found.equal:,} ({share(found.equal / found.pairs)}) have the same ends"
    )
    heads = [f"{low}" if low == high else f"{low}–{high}" if high else f"> {low - 1}" for low, high in _STEPS]
    rows = [("start", *_steps(found.start)), ("end", *_steps(found.end))]
    yield table(("apart by characters", "0", *heads, "punctuation only"), rows)
    if found.pieces:
        most = ", ".join(f"“{piece.text}” at the {piece.side} {piece.count:,}×" for piece in found.pieces[:_PIECES])
        yield f"taken in by one only: {most}"
    exact = next((line.value for line in result.figures if (line.measure, line.of) == ("span_f1_exact", None)), None)
    if found.trimmed is not None and cell(found.trimmed.value) != cell(exact):
        yield f"without punctuation at the ends span F1, exact, would be {cell(found.trimmed.value)}, not {cell(exact)}"


def _steps(edge: Edge) -> Iterator[object]:
    yield edge.equal
    for low, high in _STEPS:
        yield sum(count for far, count in edge.offsets.items() if low <= far and (high is None or far <= high))
    yield edge.punctuation


def _relations(result: Diagnosis) -> str:
    """Tell whether spans, direction or type make relations differ: each figure forgives one thing more."""
    steps: tuple[tuple[Measure, str], ...] = (
        ("relation_f1_exact", "F1, exact ends"),
        ("relation_f1_iou50", "F1, near ends"),
        ("relation_alpha", "α, aligned spans"),
        ("relation_alpha_undirected", "without direction"),
        ("relation_alpha_untyped", "without types"),
    )
    values = {line.measure: line.value for line in result.figures if line.of is None}
    told = [(words, values[measure]) for measure, words in steps if values.get(measure) is not None]
    if not told:
        return ""
    return (
        f"relations: each figure forgives one thing more\n{table([words for words, _ in told], [[v for _, v in told]])}"
    )


def _influences(result: Diagnosis) -> str:
    values = {line.measure: line.value for line in result.figures if line.of is None}
    rows = []
    for measure in HEADLINE:
        best = {
            one.kind: one for one in reversed(result.influences) if one.measure == measure and (one.change or 0) > 0
        }
        if best:
            row = (_without(result, best.get(kind)) for kind in ("annotator", "label", "article"))
            rows.append((NAMES[measure], values.get(measure), *row))
    columns = ("would be", "is", "without annotator", "without label", "without article")
    return table(columns, rows) if rows else ""


def _without(result: Diagnosis, one: Influence | None) -> str:
    if one is None:
        return "–"
    titles = {article.article: article.title for article in result.by_article}
    name = titles.get(one.name) or one.name if one.kind == "article" else one.name
    return f"{shortened(name, 18)} {cell(one.without)}"
