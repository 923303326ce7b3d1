"""Feedback after the calibration: what an annotator marked beside gold and the others, as a Markdown file each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from annotate import adjudication
from annotate.agreement import AgreementReport, Measure, gold_annotation, report
from annotate.alignment import Mark, cluster, marks, select
from annotate.errors import ProjectError
from annotate.store import Store
from annotate.workflow.files import write_whole
from annotate.workflow.project import Project
from schema import Annotation, Article, Scheme, Unit, cut, digest

GOLD = "gold 金标"
"""What the gold standard is called among annotators."""

_MEASURES: tuple[Measure, ...] = ("span_f1_exact", "span_f1_iou50", "relation_f1_exact", "relation_f1_iou50")
"""What annotators are told of each other."""


def write(project: Project, store: Store, articles: Collection[str], annotators: Iterable[str]) -> tuple[Path, ...]:
    """Write a sheet for each annotator on these articles into the project's folder `feedback`, over an earlier one.

    Gold is what decisions give now, where there are any. Raises ProjectError when a file cannot be written.
    """
    every = list(store.articles(articles))
    work: list[Annotation] = []
    for article in every:
        work.extend(store.annotations(article=article.id, raw=False))
        decisions = list(store.decisions(article.id))
        gold = adjudication.gold(decisions, article.id, project.scheme)
        if decisions and gold.version == article.current.version:
            units = cut(article.current, project.settings.unit)
            work.extend(gold_annotation(gold, unit, GOLD) for unit in units)
    sheets = _Sheets(project.scheme, every, work)
    folder = project.folder / "feedback"
    made: list[Path] = []
    try:
        folder.mkdir(exist_ok=True)
        for name in annotators:
            path = folder / f"{_file(name)}.md"
            write_whole(path, sheets.of(name))
            made.append(path)
    except OSError as error:
        raise ProjectError(
            str(folder), f"cannot be written: {error.strerror}", cure="make it writable, or make room"
        ) from error
    return tuple(made)


class _Sheets:
    """The sheets of all annotators over the same articles."""

    def __init__(self, scheme: Scheme, articles: Sequence[Article], work: Sequence[Annotation]) -> None:
        self.articles = articles
        self.units = select(work).units
        self.figures = report(work, scheme, parts=("spans", "relations"), resamples=0)

    def of(self, name: str) -> str:
        """Return the sheet of an annotator."""
        lines = [f"# Calibration: {_plain(name)}", "", *_table(_figures(self.figures, name)), ""]
        for article in self.articles:
            lines += [f"## {_plain(article.title or article.id)}", ""]
            for key, by in self.units.items():
                unit = Unit.parse(key)
                if (unit.article, unit.version) == (article.id, article.current.version):
                    lines += _unit(unit, article.current.text, by, name)
        return "\n".join(lines)


def _figures(figures: AgreementReport, name: str) -> Iterator[Sequence[str]]:
    """Yield the agreement of an annotator with each other, gold first."""
    yield "with", "units", "span F1, exact", "span F1, IoU ≥ .5", "relation F1, exact", "relation F1, IoU ≥ .5"
    rows: list[tuple[str, ...]] = []
    for pairs in zip(*map(figures.of_pairs, _MEASURES), strict=True):
        if name in (pairs[0].first, pairs[0].second):
            other = pairs[0].second if pairs[0].first == name else pairs[0].first
            values = ("–" if pair.value is None else f"{pair.value:.2f}" for pair in pairs)
            rows.append((other, str(pairs[0].units), *values))
    yield from sorted(rows, key=lambda row: (row[0] != GOLD, row[0]))


def _unit(unit: Unit, text: str, by: dict[str, Annotation], name: str) -> Iterator[str]:
    """Yield a unit's text, its spans side by side, and its relations; one that only others saw, too."""
    order = [name, *([GOLD] if GOLD in by else []), *(other for other in sorted(by) if other not in (name, GOLD))]
    yield f"> {_plain(unit.of(text))}"
    yield ""
    if name not in by:
        yield "(you did not submit this one)"
        yield ""
    every = [mark for other in order if other in by for mark in marks(by[other])[0]]
    if every:
        rows = (_row([every[at] for at in group], order, by, text) for group in cluster(every))
        yield from _table([("text", *order), *rows])
        yield ""
    relations = [f"- {_plain(other)}: {line}" for other in order if other in by for line in _relations(by[other], text)]
    yield from [*relations, ""] if relations else []


def _row(group: Sequence[Mark], order: Sequence[str], by: dict[str, Annotation], text: str) -> tuple[str, ...]:
    """Return spans that stand for the same, by annotator; those of another extent with their words."""
    first = min(group, key=lambda mark: order.index(mark.annotator))
    cells: list[str] = []
    for other in order:
        mine = [mark for mark in group if mark.annotator == other]
        cells.append("; ".join(_cell(mark, first, by[other], text) for mark in mine) or "–")
    return (text[first.start : first.end], *cells)


def _cell(mark: Mark, first: Mark, annotation: Annotation, text: str) -> str:
    span = next(span for span in annotation.spans if span.id == mark.span)
    said = ", ".join(f"{name} {value}" for name, value in sorted(span.attributes.items()))
    extent = "" if (mark.start, mark.end) == (first.start, first.end) else f" “{text[mark.start : mark.end]}”"
    return f"{mark.type}{f' ({said})' if said else ''}{extent}"


def _relations(annotation: Annotation, text: str) -> Iterator[str]:
    words = {span.id: text[max(span.start, 0) : max(span.end, 0)] for span in annotation.spans}
    for one in annotation.relations:
        ends = (_plain(words.get(end, "?")) for end in (one.source, one.target))
        yield f" {', '.join(one.types) or '?'} ".join(f"“{end}”" for end in ends)


def _table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(map(_plain, row))} |"
        if not number:
            yield f"|{' --- |' * len(row)}"


def _plain(text: str) -> str:
    """Return text on one line in which nothing is Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _file(name: str) -> str:
    """Return a file name for an annotator's; names that differ have different ones."""
    plain = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]', "_", name)[:60]
    return plain if plain == name and not name.startswith(".") else f"_{plain.lstrip('.')}-{digest(name)}"
