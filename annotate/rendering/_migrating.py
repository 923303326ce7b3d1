"""Text of what `scheme migrate` and `scheme history` return."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.rendering._tables import plural, table
from annotate.workflow.schemes.migrating import MigrationReport
from annotate.workflow.schemes.migration_plan import Revisit
from annotate.workflow.schemes.versions import SchemeHistory

_SHOWN = 12
"""Tasks that are printed; `--json` has all."""


def migrationreport(result: MigrationReport) -> str:
    """What becomes of names, how much that is, and what is left to people."""
    head = f"{result.old} → {result.new}"
    rows = (
        (move.what, move.to or "(goes)", move.count, " · ".join(quote.replace("\n", "⏎") for quote in move.examples))
        for move in result.moves
    )
    moves = table(("from", "to", "times", "for example"), rows) if result.moves else "no name in annotations changes"
    count = plural(result.annotations, "annotation")
    if result.done:
        done = (
            f"migration {result.number} done: {result.changed} changed on the server, {result.stored} in the store; "
            f"{plural(result.decided, 'decision')} made again"
        )
    else:
        done = f"nothing was done yet: {count} would change, in about {_time(result.seconds)} on a server"
    return "\n".join(
        [
            head,
            moves,
            done,
            *_listed("to look at again", result.revisit),
            *_listed("edited since", result.edited),
        ]
    )


def schemehistory(result: SchemeHistory) -> str:
    """Versions, then migrations."""
    if not result.versions:
        return "no scheme was pushed yet"
    columns = ("version", "scheme", "first used", "annotations", "of them uncertain")
    rows = ((line.id, line.scheme, line.first, line.annotations, line.uncertain) for line in result.versions)
    lines = [table(columns, rows)]
    if result.unknown:
        lines.append(f"{plural(result.unknown, 'annotation')} of an unknown version")
    for found in result.migrations:
        what = f"takes {found.undoes} back" if found.undoes else plural(len(found.operations), "operation")
        when = found.finished.isoformat(timespec="seconds") if found.finished else "stopped, not done"
        why = f": {found.why}" if found.why else ""
        lines.append(f"migration {found.number}: {found.old} → {found.new}, {what}, {found.who}, {when}{why}")
    return "\n".join(lines)


def _listed(title: str, found: Sequence[Revisit]) -> list[str]:
    if not found:
        return []
    lines = [f"{plural(len(found), 'task')} {title}:"]
    lines += [f"  {one.annotator}: {one.url or one.unit}: {one.reasons[0]}" for one in found[:_SHOWN]]
    return [*lines, *([f"  … and {len(found) - _SHOWN} more; --json lists all"] if len(found) > _SHOWN else [])]


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
