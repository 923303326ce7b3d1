"""serve: the report, live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli._common import Json, project_of, show
from annotate.cli._report import Tongue

if TYPE_CHECKING:
    from annotate.workflow.reporting import Serving


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(serve)


def serve(
    context: typer.Context,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="The port; otherwise 8100 or the next free one.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    language: Tongue = None,
    names: Annotated[bool, typer.Option("--names", help="Annotators with their names, not as A1, A2.")] = False,
    resamples: Annotated[int, typer.Option(min=0, help="How often articles are drawn for an interval.")] = 1000,
    json: Json = False,
) -> None:
    """Show the report to this machine's browsers until Ctrl-C, made anew whenever a pull brought something."""
    from annotate import serving

    def announce(found: Serving) -> None:
        show(found, json)
        if open_:
            typer.launch(found.url)

    typer.echo("reading the project", err=True)
    serving.serve(project_of(context), announce, port=port, language=language, named=names, resamples=resamples)
