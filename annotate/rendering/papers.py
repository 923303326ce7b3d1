"""Agreement as it stands in papers: tables in CSV, LaTeX and Markdown, and a paragraph on methods."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from annotate.agreement import Line, Measure, Scope
from annotate.rendering._papers_methods import Language, methods
from annotate.rendering._papers_names import NAMES, in_latex, in_markdown
from annotate.rendering._tables import cell, plural
from annotate.workflow.sheets import harmless

__all__ = ["Format", "Language", "methods", "table"]

Format = Literal["csv", "latex", "markdown"]
"""How a table is written."""

_FIGURE = ("measure", "of", "value", "reason", "percent", "units", "items", "annotators")
_INTERVAL = ("low", "high", "level", "method", "resamples")
_COLUMNS = ("measure", "of", "first", "second", "value", "reason", *_INTERVAL, *_FIGURE[4:])


_MINUS = re.compile(r"-(?=\d)")


def table(report: Scope, form: Format) -> str:
    """Return the figures of a report as a table that ends with a line feed.

    `csv` is tidy, a figure a row and every number in full: the figures of all annotators, then those of two, who stand
    in `first` and `second`; a name that spreadsheets would take for a formula has an apostrophe before it. What is
    undefined is empty, and has a reason. `latex` (for booktabs) and `markdown` have
    value, interval and n of the figures of all annotators; what is undefined is a dash with the reason.
    """
    return _FORMS[form](report)


def _csv(report: Scope) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for line in report.figures:
        ends = line.interval.model_dump(include=set(_INTERVAL)) if line.interval else {}
        writer.writerow(_harmless(line.model_dump(include=set(_FIGURE)) | ends))
    for pair in report.pairs:
        row = pair.model_dump(include=set(_COLUMNS))
        writer.writerow(_harmless(row | {"items": pair.first_items + pair.second_items, "annotators": 2}))
    return buffer.getvalue()


def _harmless(row: Mapping[str, object]) -> dict[str, object]:
    return {column: harmless(value) if isinstance(value, str) else value for column, value in row.items()}


def _markdown(report: Scope) -> str:
    head = _head(report, "%")
    rows = [
        (
            "" if repeated else in_markdown(NAMES[line.measure].plain),
            in_markdown(line.of or "all"),
            *_numbers(line, "–"),
        )
        for repeated, line in _grouped(report)
    ]
    lines = [head, ("---", "---", *["---:"] * (len(head) - 2)), *rows]
    return f"{_caption(report, '%')}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


_LATEX = r"""% \usepackage{{booktabs}}
\begin{{table}}
\centering
\caption{{{caption}}}
\label{{tab:agreement}}
\begin{{tabular}}{{llrrrr}}
\toprule
{head} \\
\midrule
{rows}
\bottomrule
\end{{tabular}}
\end{{table}}
"""


def _latex(report: Scope) -> str:
    rows: list[str] = []
    for repeated, line in _grouped(report):
        name = "" if repeated else NAMES[line.measure].latex
        numbers = (_MINUS.sub("$-$", number) for number in _numbers(line, "--"))
        cells = (name, in_latex(line.of or "all"), *numbers)
        rows.append(f"{' & '.join(cells)} \\\\")
    caption, head = _caption(report, r"\%"), " & ".join(_head(report, r"\%"))
    return _LATEX.format(caption=caption, head=head, rows="\n".join(rows))


_FORMS: dict[Format, Callable[[Scope], str]] = {"csv": _csv, "latex": _latex, "markdown": _markdown}


def _grouped(report: Scope) -> Iterator[tuple[bool, Line]]:
    """Yield the figures, each with whether the one before is of the same measure."""
    last: Measure | None = None
    for line in report.figures:
        yield line.measure == last, line
        last = line.measure


def _head(report: Scope, per_cent: str) -> Sequence[str]:
    level = next((line.interval.level for line in report.figures if line.interval), 0.95)
    return "Measure", "Label", "Value", f"{100 * level:g} {per_cent} interval", "n", "Units"


def _caption(report: Scope, per_cent: str) -> str:
    """Return what the table is about, in words that need no escapes but that of per cent."""
    about = f"Agreement of {plural(len(report.annotators), 'annotator')} on {plural(report.shared_units, 'unit')} in "
    about += plural(report.articles, "article")
    drawn = next((line.interval for line in report.figures if line.interval and line.interval.low is not None), None)
    if drawn:
        kind = {"bca": "bias-corrected and accelerated", "percentile": "percentile"}[drawn.method]
        about += f", with {100 * drawn.level:g} {per_cent} intervals by {kind} bootstrap over articles "
        about += f"({drawn.resamples:,} resamples)"
    return f"{about}; n counts what was rated: spans, relations, or pairs of aligned spans."


def _numbers(line: Line, dash: str) -> tuple[str, str, str, str]:
    value = f"{line.value:z.3f}" if line.value is not None else dash
    if line.reason:
        value += f" ({line.reason.replace('_', ' ')})"
    ends = line.interval
    interval = "" if ends is None or ends.low is None or ends.high is None else f"[{ends.low:z.3f}, {ends.high:z.3f}]"
    return value, interval, cell(line.items), cell(line.units)
