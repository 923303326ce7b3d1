"""What commands share: the `--json` option, who decides, printing a result, the progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from annotate.errors import visible_json

if TYPE_CHECKING:
    from annotate.workflow.project import Project
    from schema import Model

T = TypeVar("T")

Json = Annotated[bool, typer.Option("--json", help="Print JSON to stdout and nothing else there.")]
"""The option of every command that reports."""


Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Processes on this machine that do the work.")]
Dask = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask cluster that does it instead, such as tcp://127.0.0.1:8786."),
]
"""The options of commands whose work can be spread."""


def project_of(context: typer.Context) -> Project:
    """Open the project that a command was called in."""
    from annotate.workflow.project import open_project

    return open_project(context.obj)


def person(name: str | None) -> str:
    """Return who decides: the name given, or that of the login."""
    import getpass

    return name or getpass.getuser()


def show(result: Model, as_json: bool) -> None:
    """Print a result as JSON or as text."""
    if as_json:
        typer.echo(visible_json(result.model_dump_json(indent=1)))
    else:
        from annotate.rendering import render

        typer.echo(render(result))


def progress(items: Iterable[T], label: str, total: int | None = None) -> Iterable[T]:
    """Show a bar on a terminal while the items pass, and nothing in a pipe."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, label, total=total, console=Console(stderr=True), transient=True)
