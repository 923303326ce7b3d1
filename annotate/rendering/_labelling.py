"""Text of what `annotators` and `push` return."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.rendering._tables import plural, table
from annotate.workflow.labelling.pushing import PushReport
from annotate.workflow.labelling.sending import PushedProject
from annotate.workflow.labelling.servers import AnnotatorReport, AnnotatorsReport

_SHOWN = 12
"""Suggestions left out that are printed; `--json` has all."""

_PUSHED = ("updated", "removed", "retired", "reopened", "found")
"""What a push tells only where it happened."""


def annotatorsreport(result: AnnotatorsReport) -> str:
    """Names and logins; passwords only where they are kept nowhere."""
    if not result.annotators:
        return "no annotators yet; annotate annotators add NAME…"
    shown = any(found.password for found in result.annotators)
    columns = ("annotator", "login", "password") if shown else ("annotator", "login")
    named = ((_standing(found), found) for found in result.annotators)
    rows = ((name, found.login, found.password)[: len(columns)] for name, found in named)
    where = f"passwords in {result.credentials}" if result.credentials else "passwords are shown only once"
    return f"{table(columns, rows)}\n{where}" if shown or result.credentials else table(columns, rows)


def _standing(found: AnnotatorReport) -> str:
    """A name, with what is to be known of who does not annotate."""
    told = "retired" if found.retired else found.role
    return found.name if told == "annotator" else f"{found.name} ({told})"


def pushreport(result: PushReport) -> str:
    """One line per annotator, with columns for what happened at all, and the tasks that a person must look at."""
    chosen = f" in selection {result.selection.name}" if result.selection else ""
    assigned = f"{plural(result.units, 'unit')}{chosen}"
    conflicts = [f"{found.task}  {found.unit}\n  {found.why}" for one in result.projects for found in one.conflicts]
    planned = [] if result.done else ["nothing was done; annotate push does it"]
    none = "nothing new" if result.folder else "to be made"
    shown = [*_linked(result), *_suggested(result)]
    if result.folder and result.done:
        shown.append(f"written to {result.folder}, with a page on how to import it")
    return "\n".join([pushed_table(result.projects, none), assigned, *shown, *conflicts, *planned])


def _linked(result: PushReport) -> list[str]:
    if result.release is None:
        return []
    left = [f"not linked: {found.article}: {found.why}" for found in result.not_linked]
    return [f"with the components of release {result.release}, to draw relations between them", *left]


def _suggested(result: PushReport) -> list[str]:
    if result.suggestion is None:
        return []
    lines = [f"not suggested: {found.where}: {found.found}" for found in result.misfits[:_SHOWN]]
    more = len(result.misfits) - _SHOWN
    rest = [f"… and {more} more; --json lists all"] if more > 0 else []
    return [f"{plural(result.suggested, 'unit')} with suggestions of {result.suggestion}", *lines, *rest]


def pushed_table(projects: Sequence[PushedProject], none: str = "to be made") -> str:
    """One line per annotator, with columns for what happened at all."""
    told = [name for name in _PUSHED if any(getattr(one, name) for one in projects)]
    columns = ("annotator", "added", *told, "to do", "project")
    rows = (
        (one.annotator, one.added, *(getattr(one, name) for name in told), one.tasks, one.url or none)
        for one in projects
    )
    return table(columns, rows)
