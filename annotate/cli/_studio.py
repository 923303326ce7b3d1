"""studio: a local Label Studio, and a look at the server that the project works with."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate.cli._common import Json, project_of, show

studio = typer.Typer(help="Run a local Label Studio, by default for this machine alone.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(studio, name="studio")


@studio.command("start")
def studio_start(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(help="The port; otherwise 8080 or the next free one.")] = None,
    host: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Let other machines in: the address to listen at, 0.0.0.0 for all."),
    ] = None,
    json: Json = False,
) -> None:
    """Start the project's local server and wait until it answers; only --host lets other machines reach it."""
    from annotate.workflow.labelling import studio as local

    typer.echo("starting Label Studio; the first time takes about a minute", err=True)
    show(local.start(project_of(context), port, host), json)


@studio.command("stop")
def studio_stop(context: typer.Context, json: Json = False) -> None:
    """End the project's local server."""
    from annotate.workflow.labelling import studio as local

    show(local.stop(project_of(context)), json)


@studio.command("status")
def studio_status(context: typer.Context, json: Json = False) -> None:
    """Tell whether the project's local server runs, where, and where its logins are kept."""
    from annotate.workflow.labelling import studio as local

    show(local.status(project_of(context)), json)


@studio.command("logs")
def studio_logs(
    context: typer.Context,
    lines: Annotated[int, typer.Option(min=0, help="How many of the last lines.")] = 50,
    follow: Annotated[bool, typer.Option("--follow", help="Go on with each new line until Ctrl-C.")] = False,
    json: Json = False,
) -> None:
    """Print the end of the local server's log, without secrets."""
    from annotate.errors import visible
    from annotate.workflow.labelling import studio as local

    if not follow:
        show(local.logs(project_of(context), lines), json)
        return
    if json:
        raise typer.BadParameter("--json does not go with --follow")
    try:
        for line in local.follow(project_of(context), lines):
            typer.echo(visible(line))
    except KeyboardInterrupt:
        raise typer.Exit from None


@studio.command("open")
def studio_open(context: typer.Context, json: Json = False) -> None:
    """Show Label Studio in the browser; where there is none, print the address."""
    from annotate.workflow.labelling import studio as local

    show(local.show(project_of(context)), json)


@studio.command("users")
def studio_users(context: typer.Context, json: Json = False) -> None:
    """List the accounts on the server that the project works with, and whose they are."""
    from annotate.workflow.labelling import studio as local

    show(local.users(project_of(context)), json)
