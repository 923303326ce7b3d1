"""Text of how sound work is, by the rules of the scheme: of all of it, and of what a command changed."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.errors import visible
from annotate.rendering._tables import plural, table
from annotate.workflow.checking import CheckSummary
from schema import Finding


def summary_lines(found: CheckSummary) -> list[str]:
    """Return how much was looked at and what was found; nothing where nothing was changed."""
    if not found.annotations:
        return []
    looked = looked_at(found.annotations, found.articles)
    if not found.rules:
        return [f"checked {looked}: nothing found"]
    rest = found.errors + found.warnings - len(found.first)
    return [
        f"checked {looked}: {plural(found.errors, 'error')}, {plural(found.warnings, 'warning')}",
        rules_table((broken.severity, broken.rule, broken.findings) for broken in found.rules),
        *finding_lines(found.first),
        *([f"… and {rest} more; annotate check lists them"] if rest else []),
    ]


def looked_at(annotations: int, articles: int) -> str:
    """Return how much was looked at."""
    return f"{plural(annotations, 'annotation')} on {plural(articles, 'article')}"


def rules_table(rows: Iterable[tuple[str, str, int]]) -> str:
    """Return a table of severities, rules and how often these are broken."""
    return table(("severity", "rule", "findings"), rows)


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """Return a line for each finding."""
    return [visible(f"{found.severity}: {found.rule}: {found.annotator}: {found.message}") for found in findings]
