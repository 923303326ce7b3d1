"""push, pull: what passes between a project and Label Studio."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from annotate.cli._common import Json, progress, project_of, show
from annotate.cli._filters import Selection


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(push)
    app.command()(pull)


def push(
    context: typer.Context,
    selection: Selection = None,
    link: Annotated[
        str | None,
        typer.Option(metavar="RELEASE", help="Whole articles with the components of this gold, to draw relations."),
    ] = None,
    suggest: Annotated[
        str | None,
        typer.Option(metavar="FROM", help="Labels to begin with: an annotator's, a release's, or a JSON Lines file's."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Files to import by hand, in place of a server's projects.")
    ] = None,
    annotator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="With --to: only this one, new or not; again for more."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and do nothing.")] = False,
    json: Json = False,
) -> None:
    """Bring units and labelling config to Label Studio, one project per annotator; again changes nothing."""
    from annotate.workflow.labelling import pushing

    report = pushing.push(
        project_of(context),
        progress,
        selection,
        dry_run=dry_run,
        link=link,
        suggest=suggest,
        to=to,
        annotators=annotator or (),
    )
    show(report, json)


def pull(
    context: typer.Context,
    full: Annotated[
        bool, typer.Option("--full", help="Compare every task and annotation, whatever the server says has changed.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Pull again and again, until Ctrl-C; more seldom while nothing changes.")
    ] = False,
    every: Annotated[float, typer.Option(min=1, help="With --watch: seconds to the next pull after a change.")] = 15,
    file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Label Studio's JSON export of tasks of push --to.")
    ] = None,
    annotator: Annotated[
        str | None, typer.Option(metavar="NAME", help="With --from: whose work it is, where the tasks do not say.")
    ] = None,
    json: Json = False,
) -> None:
    """Bring new, changed and deleted annotations into the store."""
    from annotate.workflow.labelling import collecting, pulling, watching

    project = project_of(context)
    if file is not None:
        show(collecting.collect(project, file, progress, annotator=annotator), json)
    elif watch:
        show(watching.watch(project, partial(typer.echo, err=True), progress, every=every, full=full), json)
    else:
        show(pulling.pull(project, progress, full=full), json)
