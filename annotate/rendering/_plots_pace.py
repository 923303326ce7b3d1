"""A chart of how much was finished when. This module needs the extra `plots`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import altair as alt

from annotate.rendering._plots_charts import SERIES, Figure, Look
from annotate.workflow.reporting import DayDone

_DAYS = 92
"""Days that have a bar each; over a longer time weeks have."""
_WIDTH, _HEIGHT, _BAR = 860, 180, 48
"""Of the plot, and of a bar at most, in pixels."""
_TICKS = 12
"""Bars that are named at most."""
_STEPS = 5
"""About how many counts are named."""


def pace(done: Sequence[DayDone], look: Look) -> Figure:
    """Return bars of what was finished on each day, or in each week from Monday on, one colour for each annotator.

    `done` is not empty and by day. The axis goes from the first day of work to the last: days without any are gaps.
    """
    weekly = (done[-1].day - done[0].day).days >= _DAYS
    finished: Counter[tuple[date, str]] = Counter()
    for one in done:
        start = one.day - timedelta(days=one.day.weekday()) if weekly else one.day
        finished[start, one.annotator] += one.finished
    rows = [
        {"start": f"{start}", "annotator": name, "finished": count} for (start, name), count in sorted(finished.items())
    ]
    first, last = (date.fromisoformat(str(rows[at]["start"])) for at in (0, -1))
    step = timedelta(days=7 if weekly else 1)
    starts = [f"{first + number * step}" for number in range((last - first) // step + 1)]
    names = sorted({one.annotator for one in done})
    colours = alt.Scale(domain=names, range=SERIES[: len(names)]) if len(names) <= len(SERIES) else alt.Scale()
    axis = alt.Axis(labelAngle=0, values=starts[:: -(-len(starts) // _TICKS)], labelExpr="slice(datum.label, 5)")
    drawn: Figure = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(stroke="white", strokeWidth=0.4)
        .encode(
            x=alt.X("start:O", title=None, scale=alt.Scale(domain=starts), axis=axis),
            y=alt.Y("finished:Q", title=None, stack="zero", axis=_counts(finished)),
            color=alt.Color("annotator:N", sort=names, title=None, scale=colours),
        )
        .properties(
            width=alt.Step(min(_BAR, _WIDTH / len(starts))),
            height=_HEIGHT,
            title=look.word("weeks" if weekly else "days"),
        )
    )
    return drawn


def _counts(finished: Mapping[tuple[date, str], int]) -> alt.Axis:
    """Return an axis of counts; few of them are all named, since there is nothing between them."""
    bars: Counter[date] = Counter()
    for (start, _), count in finished.items():
        bars[start] += count
    highest = max(bars.values())
    return alt.Axis(values=[*range(highest + 1)], format="d") if highest < _STEPS else alt.Axis(tickCount=_STEPS)
