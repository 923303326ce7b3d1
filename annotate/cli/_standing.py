"""status, doctor: how far a project is, and whether it is well."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from annotate.cli._common import Json, project_of, show

_HOURS = ("by", "from_", "to", "cap", "zone", "csv")
"""Options that go with `--hours`."""


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(status)
    app.command()(doctor)


def status(
    context: typer.Context,
    hours: Annotated[bool, typer.Option("--hours", help="The hours of work instead, from lead times.")] = False,
    by: Annotated[
        Literal["day", "week", "month"] | None, typer.Option(help="Hours by these; otherwise by month.")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Hours from this day, month or year on.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Hours up to the end of this day, month or year.")
    ] = None,
    cap: Annotated[
        float | None, typer.Option(metavar="MINUTES", help="What counts at most for one annotation; otherwise 30.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(metavar="NAME", help="Time zone of the days, such as Asia/Shanghai; otherwise ours.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the hours to a new CSV file, for spreadsheets.")
    ] = None,
    json: Json = False,
) -> None:
    """Tell how far everyone is, at which pace, and what is covered and marked; or the hours of work."""
    from annotate.workflow.labelling import payment, standing

    if not hours:
        if given := [name.strip("_") for name in _HOURS if context.params[name] is not None]:
            raise typer.BadParameter(f"--{given[0]} goes with --hours")
        show(standing.status(project_of(context)), json)
        return
    chosen = payment.Choice(by=by or "month", first=from_, last=to, cap=cap, zone=zone)
    show(payment.hours(project_of(context), chosen, csv), json)


def doctor(context: typer.Context, json: Json = False) -> None:
    """Look at settings, store, server, key and projects, change nothing; exit status 4 if anything is not well."""
    from annotate.workflow.labelling.doctor import examine

    report = examine(context.obj)
    show(report, json)
    raise typer.Exit(0 if report.well else 4)
