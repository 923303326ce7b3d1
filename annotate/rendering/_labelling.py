"""Text of what `studio`, `annotators`, `push` and `pull` return."""

from __future__ import annotations

from annotate.rendering._tables import facts, plural, table
from annotate.workflow.labelling.pulling import PullReport
from annotate.workflow.labelling.pushing import PushReport
from annotate.workflow.labelling.servers import AnnotatorsReport, StudioReport


def studioreport(result: StudioReport) -> str:
    """Where the server is, or that it is not."""
    if not result.running:
        return "Label Studio was ended" if result.changed else "Label Studio does not run"
    return facts(
        [
            ("Label Studio", f"{result.url} ({'started' if result.changed else 'running'})"),
            ("login", result.login),
            ("passwords", result.credentials),
            ("log", result.log),
        ]
    )


def annotatorsreport(result: AnnotatorsReport) -> str:
    """Names and logins; passwords only where they are kept nowhere."""
    if not result.annotators:
        return "no annotators yet; annotate annotators add NAME…"
    shown = any(found.password for found in result.annotators)
    columns = ("annotator", "login", "password") if shown else ("annotator", "login")
    rows = ((found.name, found.login, found.password)[: len(columns)] for found in result.annotators)
    where = f"passwords in {result.credentials}" if result.credentials else "passwords are shown only once"
    return f"{table(columns, rows)}\n{where}" if shown or result.credentials else table(columns, rows)


def pushreport(result: PushReport) -> str:
    """One line per annotator."""
    rows = ((found.annotator, found.added, found.tasks, found.url) for found in result.projects)
    chosen = f" in selection {result.selection.name}" if result.selection else ""
    units = f"{plural(result.units, 'unit')}{chosen} each"
    return f"{table(('annotator', 'tasks added', 'in all', 'project'), rows)}\n{units}"


def pullreport(result: PullReport) -> str:
    """What came."""
    return (
        f"{plural(result.new, 'annotation')} new, {result.revised} changed, {result.deleted} deleted, "
        f"{result.unchanged} as before"
    )
