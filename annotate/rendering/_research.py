"""Text of what `check`, `adjudicate` and `export` return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotate.exporters import Exported
from annotate.rendering._checking import finding_lines, looked_at, rules_table
from annotate.rendering._tables import plural, table
from annotate.workflow.freezing import Frozen, ReleaseLine, ReleasesReport
from annotate.workflow.research import Adjudicated, CheckReport, Notified

_SHOWN = 12
"""Findings or open groups that are printed; `--json` has all."""


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


def adjudicated(result: Adjudicated) -> str:
    """How gold stands, and what is open with its reason."""
    standing = (
        f"{plural(result.decisions, 'decision')} made now; gold holds {plural(result.components, 'component')} and "
        f"{plural(result.relations, 'relation')}; {result.rejected} rejected, {len(result.open)} open"
    )
    lines = [f"open: {found.kind} {found.group} in {found.article}: {found.why}" for found in result.open[:_SHOWN]]
    return "\n".join([standing, *lines, *_rest(len(result.open))])


def frozen(result: Frozen) -> str:
    """The release, and what to do with it."""
    told = "frozen" if result.new else "there already, with the same gold"
    return f"{told}\n{_releases((result.release,))}"


def releasesreport(result: ReleasesReport) -> str:
    """One line per release."""
    return _releases(result.releases) if result.releases else "nothing was frozen yet; annotate adjudicate freeze NAME"


def _releases(found: Iterable[ReleaseLine]) -> str:
    columns = ("release", "made", "by", "articles", "components", "relations", "open", "SHA-256")
    rows = (
        (one.name, one.made, one.who, one.articles, one.components, one.relations, one.open, one.sha256[:16])
        for one in found
    )
    return table(columns, rows)


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
