"""Text of what `check` and `export` return."""

from __future__ import annotations

from collections import Counter

from annotate.rendering._checking import finding_lines, looked_at, rules_table
from annotate.rendering._tables import plural
from annotate.workflow.research import CheckReport, Notified

_SHOWN = 12
"""Findings that are printed; `--json` has all."""


def checkreport(result: CheckReport) -> str:
    """How many findings of each rule, and the first of the worst."""
    looked = looked_at(result.annotations, result.articles)
    if not result.findings:
        return "\n".join([f"{looked}: nothing found", *_notified(result.notified)])
    rules = Counter((finding.severity, finding.rule) for finding in result.findings)
    rows = ((severity, rule, count) for (severity, rule), count in sorted(rules.items()))
    worst = sorted(result.findings, key=lambda finding: finding.severity)
    return "\n".join(
        [
            f"{looked}: {plural(result.errors, 'error')}, {plural(result.warnings, 'warning')}",
            rules_table(rows),
            *finding_lines(worst[:_SHOWN]),
            *_rest(len(result.findings)),
            *_notified(result.notified),
        ]
    )


def _notified(told: Notified | None) -> list[str]:
    if told is None:
        return []
    return [f"{plural(told.tasks, 'task')} show findings: {told.written} written now, {told.cleared} cleared"]


def _rest(count: int) -> list[str]:
    return [f"… and {count - _SHOWN} more; --json lists all"] if count > _SHOWN else []
