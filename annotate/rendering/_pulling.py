"""Text of what `pull` returns."""

from __future__ import annotations

from annotate.rendering._checking import summary_lines
from annotate.rendering._tables import plural
from annotate.workflow.labelling.pulling import PullReport
from annotate.workflow.labelling.watching import WatchReport

_SHOWN = 10
"""Lines of one kind that are shown; `--json` has all."""


def pullreport(result: PullReport) -> str:
    """What came, what is odd about it, and how sound it is."""
    compared = "every task was compared: " if result.full else ""
    came = (
        f"{compared}{plural(result.new, 'annotation')} new, {result.revised} changed, {result.deleted} deleted, "
        f"{result.unchanged} as before"
    )
    lines = [came]
    if result.missing:
        lines.append(f"{plural(result.missing, 'task')} deleted on the server; annotate push makes them anew")
    if result.foreign:
        lines.append(f"{plural(result.foreign, 'task')} that were not pushed from here; what is on them is left alone")
    lines += _some([f"{one.unit} of {one.annotator}: changed last by {one.account}" for one in result.by_others])
    lines += _some(
        [f"{one.unit} of {one.annotator}: task {one.task} shows another text than was sent" for one in result.edited]
    )
    lines += summary_lines(result.checked)
    return "\n".join(lines)


def watchreport(result: WatchReport) -> str:
    """What came in all."""
    away = f", {result.unreachable} without an answer" if result.unreachable else ""
    return (
        f"{plural(result.pulls, 'pull')}{away}: {plural(result.new, 'annotation')} new, "
        f"{result.revised} changed, {result.deleted} deleted"
    )


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], f"and {more} more such"] if more > 0 else lines
