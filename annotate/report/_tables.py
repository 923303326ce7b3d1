"""The figures of agreement as the page's tables show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from annotate.agreement import CUT, NOTHING, AgreementReport, Figure, Line, Measure
from annotate.report._meanings import MEANINGS, MEASURES, REASONS
from annotate.report._words import Language, words
from annotate.workflow.reporting import DayDone
from schema import Scheme

_ALL: tuple[Measure, ...] = tuple(MEANINGS)


class FigureRow(NamedTuple):
    """One figure, ready to be written."""

    name: str
    """What it measures, or is about."""
    value: str
    """The value, or a dash."""
    why: str
    """Why there is none; empty where there is one."""
    interval: str
    """Its interval, or a dash."""
    percent: str
    """Percent agreement, or a dash."""
    on: str
    """What it was computed on."""
    meaning: str
    """What it means; empty in tables that are about one measure."""
    share: float
    """The value within 0 and 1, for a bar."""


class Table(NamedTuple):
    """A table of one measure, by label, relation or attribute."""

    measure: str
    meaning: str
    rows: Sequence[FigureRow]
    percent: bool
    """Whether any row has percent agreement."""


class Matrix(NamedTuple):
    """Rows of cells with a name each, each cell with a shade from 0 to 1."""

    name: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[str, float]]]]


class Figures:
    """What the template of agreement asks for."""

    def __init__(self, report: AgreementReport, scheme: Scheme, language: Language) -> None:
        self._report, self._scheme, self._zh = report, scheme, language == "zh"
        self._words = words(language)

    def headline(self) -> list[FigureRow]:
        """Return every figure of all labels together."""
        found = {line.measure: line for line in self._report.figures if line.of is None}
        return [self._row(found[measure], measure) for measure in _ALL if measure in found]

    def tables(self, kind: str) -> list[Table]:
        """Return the measures by `label`, `relation` or `attribute`."""
        return [
            Table(
                MEASURES[measure][self._zh], MEANINGS[measure][self._zh], rows, any(row.percent != "–" for row in rows)
            )
            for measure in _ALL
            if _kind(measure) == kind
            and (rows := [self._row(line) for line in self._report.figures if line.measure == measure and line.of])
        ]

    def pairs(self) -> list[Matrix]:
        """Return a matrix of every two annotators for each measure that has any."""
        found = dict.fromkeys(pair.measure for pair in self._report.pairs)
        return [self._pairs(measure) for measure in found]

    def _pairs(self, measure: Measure) -> Matrix:
        lines = self._report.of_pairs(measure)
        names = sorted({name for pair in lines for name in (pair.first, pair.second)})
        known = {frozenset((pair.first, pair.second)): pair.value for pair in lines}
        rows = [(one, [_cell(known.get(frozenset((one, other)))) for other in names]) for one in names]
        return Matrix(MEASURES[measure][self._zh], names, rows)

    def confusion(self) -> Matrix | None:
        """Return labels against labels; None where there are none."""
        found = self._report.confusion
        if found is None or not found.pairs:
            return None
        names = [self.label(name) for name in found.labels]
        most = max(max(row) for row in found.counts)
        rows = [
            (name, [(f"{count:,}", count / most if most else 0.0) for count in row])
            for label, name, row in zip(found.labels, names, found.counts, strict=True)
            if label not in (CUT, NOTHING)
        ]
        return Matrix("", names, rows)

    def windows(self) -> Matrix:
        """Return the headline over time."""
        found = self._report.windows
        measures = list(found[0].values) if found else []
        rows = [
            (f"{one.first:%Y-%m-%d} – {one.last:%Y-%m-%d}", [_cell(one.values[measure]) for measure in measures])
            for one in found
        ]
        return Matrix("", [MEASURES[measure][self._zh] for measure in measures], rows)

    def against(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield annotator, measure, precision, recall, F1 and common units against gold, all labels together."""
        for line in self._report.gold.lines if self._report.gold else ():
            if line.of is None:
                values = (_shown(value) for value in (line.precision, line.recall, line.f1))
                precision, recall, f1 = values
                yield line.annotator, MEASURES[line.measure][self._zh], precision, recall, f1, line.units

    def label(self, name: str) -> str:
        """Return what a label, relation type or attribute is called."""
        known = self._scheme.component(name) or self._scheme.relation(name)
        if known is not None:
            return known.label.zh if self._zh else known.label.en
        for _, attribute in self._scheme.attributes():
            if attribute.id == name:
                return attribute.label.zh if self._zh else attribute.label.en
        return {CUT: self._words["cut_otherwise"], NOTHING: self._words["nothing"]}.get(name, name)

    def _row(self, line: Line, measure: Measure | None = None) -> FigureRow:
        interval = line.interval
        ends = "–" if interval is None or interval.low is None else f"{interval.low:.2f} – {interval.high:.2f}"
        return FigureRow(
            name=MEASURES[measure][self._zh] if measure else self.label(line.of or ""),
            value=_shown(line.value),
            why=REASONS[line.reason][self._zh] if line.reason else "",
            interval=ends,
            percent=_percent(line.percent),
            on=self._on(line),
            meaning=MEANINGS[measure][self._zh] if measure else "",
            share=min(max(line.value or 0.0, 0.0), 1.0),
        )

    def _on(self, line: Figure) -> str:
        parts = (("units", line.units), ("items", line.items), ("annotators", line.annotators))
        return " · ".join(f"{count:,} {self._words[name].lower()}" for name, count in parts)


def by_day(days: Sequence[DayDone]) -> Matrix:
    """Return what was finished on each day that has work, by annotator, shaded by how much."""
    names = sorted({one.annotator for one in days})
    most = max((one.finished for one in days), default=1)
    found: dict[date, dict[str, int]] = {}
    for one in days:
        found.setdefault(one.day, {})[one.annotator] = one.finished
    rows = [
        (f"{day}", [(f"{count:,}", count / most) for name in names for count in (done.get(name, 0),)])
        for day, done in found.items()
    ]
    return Matrix("", names, rows)


def _kind(measure: Measure) -> str:
    return "relation" if measure.startswith("relation") else "attribute" if measure.startswith("attr") else "label"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    """Return a share in percent; what is not quite all is not rounded up to it."""
    if value is None:
        return "–"
    return f"{value:.1%}" if 0.995 <= value < 1 else f"{value:.0%}"


def _cell(value: float | None) -> tuple[str, float]:
    return _shown(value), min(max(value or 0.0, 0.0), 1.0)
