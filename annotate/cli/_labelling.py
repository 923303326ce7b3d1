"""studio, annotators, push, pull: everything that talks to Label Studio."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate.cli._common import Json, progress, project_of, show
from annotate.cli._filters import Selection

studio = typer.Typer(help="Run a local Label Studio on 127.0.0.1.", no_args_is_help=True)
annotators = typer.Typer(help="Who annotates.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(studio, name="studio")
    app.add_typer(annotators, name="annotators")
    app.command()(push)
    app.command()(pull)


@studio.command("start")
def studio_start(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(help="The port; otherwise 8080 or the next free one.")] = None,
    json: Json = False,
) -> None:
    """Start the project's local server and wait until it answers."""
    from annotate.workflow.labelling import servers

    typer.echo("starting Label Studio; the first time takes about a minute", err=True)
    show(servers.studio_start(project_of(context), port), json)


@studio.command("stop")
def studio_stop(context: typer.Context, json: Json = False) -> None:
    """End the project's local server."""
    from annotate.workflow.labelling import servers

    show(servers.studio_stop(project_of(context)), json)


@studio.command("status")
def studio_status(context: typer.Context, json: Json = False) -> None:
    """Tell whether the project's local server runs, where, and where its logins are kept."""
    from annotate.workflow.labelling import servers

    show(servers.studio_status(project_of(context)), json)


@annotators.command("add")
def annotators_add(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Names of annotators; each gets an account and a project.")],
    json: Json = False,
) -> None:
    """Make an account for each annotator; one who has one keeps it."""
    from annotate.workflow.labelling import servers

    show(servers.add_annotators(project_of(context), names), json)


@annotators.command("list")
def annotators_list(context: typer.Context, json: Json = False) -> None:
    """List the project's annotators."""
    from annotate.workflow.labelling import servers

    show(servers.list_annotators(project_of(context)), json)


def push(context: typer.Context, selection: Selection = None, json: Json = False) -> None:
    """Bring units and labelling config to Label Studio, one project per annotator; again adds nothing."""
    from annotate.workflow.labelling import pushing

    show(pushing.push(project_of(context), progress, selection), json)


def pull(context: typer.Context, json: Json = False) -> None:
    """Bring new, changed and deleted annotations into the store."""
    from annotate.workflow.labelling import pulling

    show(pulling.pull(project_of(context), progress), json)
