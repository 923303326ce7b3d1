"""Text of what `adjudicate push` and `adjudicate pull` return."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.rendering._adjudicating import unasked
from annotate.rendering._checking import finding_lines
from annotate.rendering._labelling import pushed_table
from annotate.rendering._tables import plural, table
from annotate.workflow.adjudicating.curating import CuratePush, PushedUnits
from annotate.workflow.adjudicating.taking import CuratePull

_SHOWN = 12
"""Lines of one kind that are printed; `--json` has all."""


def curatepush(result: CuratePush) -> str:
    """A table for each size of units, the tasks that a person must look at, and new logins."""
    lines = [line for units in result.units for line in _units(units)]
    if not any(units.questions for units in result.units):
        lines.insert(0, "nothing is open")
    if result.accounts:
        rows = ((one.name, one.login, one.password or "kept with the local server") for one in result.accounts)
        lines.append(table(("curator", "login", "password"), rows))
    lines += unasked(result.settled, result.ruled, "annotate adjudicate push --disputed")
    if not result.done:
        lines.append("nothing was done; annotate adjudicate push does it")
    return "\n".join(lines)


def _units(units: PushedUnits) -> Iterator[str]:
    yield f"{plural(units.questions, 'question')} on {plural(units.units, 'unit')} by {units.unit}"
    yield pushed_table(units.projects)
    for conflict in (found for one in units.projects for found in one.conflicts):
        yield f"{conflict.task}  {conflict.unit}\n  {conflict.why}"


def curatepull(result: CuratePull) -> str:
    """What came, what was decided by it, and what decides nothing."""
    lines = [
        f"{result.new} new, {result.revised} changed, {result.deleted} deleted; "
        f"{plural(result.submitted, 'unit')} submitted in all",
        f"{plural(result.decisions, 'decision')}: {result.accepted} accepted, {result.rejected} rejected, "
        f"{result.open} left open by a broken rule",
    ]
    lines += finding_lines(result.broken[:_SHOWN])
    left = [f"decides nothing: {one.unit} of {one.curator}: {one.why}" for one in result.not_taken]
    left += [f"{one.unit} of {one.annotator}: changed last by {one.account}" for one in result.by_others]
    more = max(len(result.broken) - _SHOWN, 0) + max(len(left) - _SHOWN, 0)
    rest = [f"… and {more} more; --json lists all"] if more else []
    return "\n".join([*lines, *left[:_SHOWN], *rest])
