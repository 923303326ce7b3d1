"""Charts of a report on agreement. This module needs the extra `plots`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import altair as alt

from annotate.agreement import AgreementReport, Edge, Line, Measure, PairLine, Scope, Window
from annotate.rendering._papers_names import NAMES
from annotate.rendering._plots_words import MEASURES, WORDS
from schema import Scheme

Layers = alt.LayerChart | alt.FacetChart
"""Several marks on one another."""

Figure = alt.HConcatChart | Layers | alt.Chart
"""What becomes a file."""

_PLAIN = "#4c78a8"
"""Colour of what has none in the scheme."""
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Colours of measures (Okabe and Ito)."""
_FAR = 10
"""Ends further apart than this many code points share a bar."""
_CELL, _BAR, _WIDTH = 46, 24, 190
"""Side of a cell of a heat map, height of a bar with the room around it, and width of all bars, in pixels."""
_SHORT = 8
"""Bytes of a name that fits below a cell."""


@dataclass(frozen=True, slots=True)
class Look:
    """What things are called and coloured."""

    scheme: Scheme
    """Names and colours of labels."""
    zh: bool
    """Whether things have their Chinese names."""

    def word(self, name: str) -> str:
        """Return the title of a chart or an axis."""
        return WORDS[name][self.zh]

    def measure(self, measure: Measure) -> str:
        """Return what a measure is called."""
        return MEASURES[measure] if self.zh else NAMES[measure].plain

    def label(self, name: str) -> str:
        """Return what a component or relation type is called; one that the scheme does not have as it is."""
        known = self.scheme.component(name) or self.scheme.relation(name)
        if known is None:
            return name
        return known.label.zh if self.zh else known.label.en

    def colour(self, name: str) -> str:
        """Return the colour of a component type; relation types have none of their own."""
        known = self.scheme.component(name)
        return known.color if known else _PLAIN


def pairs(report: Scope, look: Look) -> Figure | None:
    """Return heat maps of every two annotators, for a measure of each kind."""
    measures: tuple[Measure, ...] = ("span_f1_iou50", "u_alpha", "relation_f1_iou50")
    maps = [_heat_map(found, look.measure(measure)) for measure in measures if (found := report.of_pairs(measure))]
    return alt.hconcat(*maps, spacing=30) if maps else None


def _heat_map(found: Sequence[PairLine], title: str) -> Layers:
    rows = [
        {"first": first, "second": second, "value": pair.value, "shown": _shown(pair.value)}
        for pair in found
        for first, second in ((pair.first, pair.second), (pair.second, pair.first))
    ]
    names = sorted({first for pair in found for first in (pair.first, pair.second)})
    angle = 0 if all(len(name.encode()) <= _SHORT for name in names) else -40
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("first:N", sort=names, title=None, axis=alt.Axis(labelAngle=angle)),
        y=alt.Y("second:N", sort=names, title=None),
    )
    scale = alt.Scale(scheme="blues", domain=[0, 1], clamp=True)
    defined, dark = "isValid(datum.value)", "datum.value > 0.5"
    cells = base.mark_rect(stroke="white").encode(
        color=alt.condition(defined, alt.Color("value:Q", scale=scale, legend=None), alt.value("#dddddd"))
    )
    values = base.mark_text(fontSize=12).encode(
        text="shown:N", color=alt.condition(dark, alt.value("white"), alt.value("black"))
    )
    side = max(len(names) * _CELL, _WIDTH)  # a title is as wide as a few cells
    return alt.layer(cells, values).properties(width=side, height=side, title=title)


def labels(report: Scope, look: Look) -> Figure | None:
    """Return bars with intervals for each label."""
    return _bars(report, ("span_f1_exact", "span_f1_iou50", "u_alpha"), look)


def relations(report: Scope, look: Look) -> Figure | None:
    """Return bars with intervals for each relation type."""
    return _bars(report, ("relation_f1_exact", "relation_f1_iou50", "relation_alpha"), look)


def _bars(report: Scope, measures: Sequence[Measure], look: Look) -> Figure | None:
    charts = [
        _bar_chart(lines, look).properties(title=look.measure(measure))
        for measure in measures
        if (lines := [line for line in report.figures if line.measure == measure and line.of is not None])
    ]
    return alt.hconcat(*charts, spacing=20) if charts else None


def _bar_chart(lines: Sequence[Line], look: Look) -> Layers:
    rows = [_bar(line, str(line.of), look) for line in lines]
    names = [str(row["label"]) for row in rows]
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("label:N", sort=names, title=None))
    ends = [line.interval.low for line in lines if line.interval] + [line.value for line in lines]
    scale = alt.Scale(domain=[_least(ends), 1])
    x = alt.X("value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=5))
    return alt.layer(
        base.mark_bar(height=14).encode(x=x, color=alt.Color("colour:N", scale=None)),
        base.mark_rule(strokeWidth=1.5).encode(x="low:Q", x2="high:Q"),
        *(base.mark_tick(thickness=1.5, height=7, color="black").encode(x=f"{end}:Q") for end in ("low", "high")),
        base.mark_text(align="left", dx=6).encode(x=alt.value(_WIDTH), text="shown:N"),
    ).properties(width=_WIDTH, height=_BAR * len(rows))


def _bar(line: Line, name: str, look: Look) -> dict[str, object]:
    return {
        "label": look.label(name),
        "colour": look.colour(name),
        "value": line.value,
        "low": line.interval.low if line.interval else None,
        "high": line.interval.high if line.interval else None,
        "shown": _shown(line.value),
    }


def drift(report: Scope, look: Look) -> Figure | None:
    """Return lines of the headline over windows of time."""
    if not isinstance(report, AgreementReport) or not report.windows:
        return None
    rows = [
        {
            "window": f"{_days(window)}\n({number}) n = {window.units:,}",
            "measure": look.measure(measure),
            "value": value,
        }
        for number, window in enumerate(report.windows, start=1)
        for measure, value in window.values.items()
    ]
    names, windows = (list(dict.fromkeys(str(row[column]) for row in rows)) for column in ("measure", "window"))
    values = [value for window in report.windows for value in window.values.values()]
    lines = alt.Axis(labelAngle=0, labelExpr="split(datum.label, '\\n')")
    drawn: Figure = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point=alt.OverlayMarkDef(filled=True, size=40))
        .encode(
            x=alt.X("window:N", sort=windows, title=look.word("window"), axis=lines),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[_least(values), 1])),
            color=alt.Color(
                "measure:N", sort=names, title=None, scale=alt.Scale(domain=names, range=SERIES[: len(names)])
            ),
        )
        .properties(width=110 * len(report.windows), height=260, title=look.word("drift"))
    )
    return drawn


def _days(window: Window) -> str:
    first, last = f"{window.first:%Y-%m-%d}", f"{window.last:%Y-%m-%d}"
    return first if first == last else f"{first}\n– {last}"


def boundaries(report: Scope, look: Look) -> Figure | None:
    """Return how far the starts and the ends of aligned spans are apart, and how often."""
    if not isinstance(report, AgreementReport) or report.boundaries is None or not report.boundaries.pairs:
        return None
    edges = {"start": report.boundaries.start, "end": report.boundaries.end}
    charts = [_histogram(edge, look).properties(title=look.word(name)) for name, edge in edges.items()]
    beside: Figure = alt.hconcat(*charts, spacing=30).resolve_scale(y="shared")
    return beside


def _histogram(edge: Edge, look: Look) -> Layers:
    far = sum(count for offset, count in edge.offsets.items() if offset > _FAR)
    counts = {"0": edge.equal} | {str(offset): edge.offsets.get(offset, 0) for offset in range(1, _FAR + 1)}
    rows = [{"offset": offset, "count": count} for offset, count in (*counts.items(), (f"> {_FAR}", far))]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("offset:N", sort=None, title=look.word("offset"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("count:Q", title=look.word("count")),
    )
    numbers = base.mark_text(dy=-6, fontSize=9).encode(text=alt.Text("count:Q", format=","))
    return alt.layer(base.mark_bar(color=_PLAIN), numbers).properties(width=320, height=200)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _least(values: Sequence[float | None]) -> float:
    """Return where an axis begins: at 0, or below it where a value does."""
    return min(0.0, *(value for value in values if value is not None), 0.0)


CHARTS: dict[str, Callable[[Scope, Look], Figure | None]] = {
    "pairs": pairs,
    "labels": labels,
    "relations": relations,
    "drift": drift,
    "boundaries": boundaries,
}
"""Charts by the name of their file; None where the report has nothing to show."""
