"""The command line. A command parses, calls one function of `annotate.workflow`, prints and exits.

Nothing heavy is imported before a command runs: `annotate --help` answers at once.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from annotate import __version__
from annotate.cli import (
    _adjudicate,
    _annotators,
    _assign,
    _corpus,
    _database,
    _demo,
    _documents,
    _export,
    _labelling,
    _report,
    _research,
    _review,
    _reviewing,
    _scheme,
    _select,
    _serve,
    _standing,
    _studio,
)
from annotate.errors import AnnotateError

_OBJECTS = 20_000
"""New objects after which Python looks for cycles of garbage; its own choice is seven hundred."""

app = typer.Typer(
    name="annotate",
    help="Annotate the argument structure of policy essays in Label Studio and publish the dataset.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"annotate {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    project: Annotated[
        Path | None,
        typer.Option("--project", envvar="ANNOTATE_PROJECT", help="The project folder; otherwise the working folder."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take what holds for every command."""
    context.obj = project


for _register in (
    _documents,
    _scheme,
    _corpus,
    _review,
    _select,
    _studio,
    _annotators,
    _assign,
    _labelling,
    _standing,
    _research,
    _adjudicate,
    _report,
    _serve,
    _reviewing,
    _export,
    _database,
    _demo,
):
    _register.register(app)


def collect_seldom() -> None:
    """Have Python look for garbage more seldom: of the millions of objects that pass hardly any is in a cycle.

    Looking for some took up to four tenths of a command's time.
    """
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])


def main() -> None:
    """Run the command line; an error that a user can cure is printed as one message, without a traceback."""
    collect_seldom()
    try:
        app()
    except AnnotateError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(error.status)
