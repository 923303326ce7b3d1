"""Text of what `status`, `check`, `adjudicate` and `export` return."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from annotate.exporters import Exported
from annotate.rendering._tables import plural, table
from annotate.workflow.research import Adjudicated, CheckReport, Notified, StatusReport

_SHOWN = 12
"""Findings or open groups that are printed; `--json` has all."""


def statusreport(result: StatusReport) -> str:
    """What there is, and how far each annotator is."""
    texts = ", ".join(
        [
            plural(result.documents, "document"),
            plural(result.articles, "article"),
            plural(result.paragraphs, "paragraph"),
        ]
    )
    columns = ("annotator", "tasks", "submitted", "skipped", "drafts", "to do")
    rows = (
        (a.annotator, a.tasks, a.submitted, a.skipped, a.drafts, a.tasks - a.submitted - a.skipped)
        for a in result.annotators
    )
    gold = f"adjudication: {result.decided} groups decided, {result.open} open"
    return "\n".join([texts, *([table(columns, rows)] if result.annotators else []), gold])


def checkreport(result: CheckReport) -> str:
    """How many findings of each rule, and the first of the worst."""
    looked = f"{plural(result.annotations, 'annotation')} on {plural(result.articles, 'article')}"
    if not result.findings:
        return "\n".join([f"{looked}: nothing found", *_notified(result.notified)])
    rules = Counter((finding.severity, finding.rule) for finding in result.findings)
    rows = ((severity, rule, count) for (severity, rule), count in sorted(rules.items()))
    worst = sorted(result.findings, key=lambda finding: finding.severity)
    lines = [f"{f.severity}: {f.rule}: {f.annotator}: {f.message}" for f in islice(worst, _SHOWN)]
    return "\n".join(
        [
            f"{looked}: {plural(result.errors, 'error')}, {plural(result.warnings, 'warning')}",
            table(("severity", "rule", "findings"), rows),
            *lines,
            *_rest(len(result.findings)),
            *_notified(result.notified),
        ]
    )


def _notified(told: Notified | None) -> list[str]:
    if told is None:
        return []
    return [f"{plural(told.tasks, 'task')} show findings: {told.written} written now, {told.cleared} cleared"]


def adjudicated(result: Adjudicated) -> str:
    """How gold stands, and what is open with its reason."""
    standing = (
        f"{plural(result.decisions, 'decision')} made now; gold holds {plural(result.components, 'component')} and "
        f"{plural(result.relations, 'relation')}; {result.rejected} rejected, {len(result.open)} open"
    )
    lines = [f"open: {found.kind} {found.group} in {found.article}: {found.why}" for found in result.open[:_SHOWN]]
    return "\n".join([standing, *lines, *_rest(len(result.open))])


def exported(result: Exported) -> str:
    """Where, which files, and what could not be said in the format."""
    manifest = result.manifest
    rows = ((name, facts.size, facts.sha256[:16]) for name, facts in manifest.files.items())
    lost = [
        f"left out: {left.count} {what}: {reason} (for example {left.examples[0]})"
        for what, reasons in manifest.left_out.items()
        for reason, left in reasons.items()
    ]
    chosen = f" (selection {manifest.selection.name})" if manifest.selection else ""
    return "\n".join([f"written to {result.folder}{chosen}", table(("file", "bytes", "SHA-256"), rows), *lost])


def _rest(count: int) -> list[str]:
    return [f"… and {count - _SHOWN} more; --json lists all"] if count > _SHOWN else []
