"""init, import, scheme: a project and what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from annotate.cli._common import Json, progress, project_of, show

scheme = typer.Typer(help="Look at the annotation scheme.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(init)
    app.command("import")(import_)
    app.add_typer(scheme, name="scheme")


def init(
    folder: Annotated[Path, typer.Argument(help="The project folder to make.")] = Path(),
    name: Annotated[str | None, typer.Option(help="Name of the project; otherwise that of its folder.")] = None,
    scheme: Annotated[str, typer.Option(help="Name of a shipped scheme, or a scheme file.")] = "policy",
    unit: Annotated[
        Literal["paragraph", "section", "article"], typer.Option(help="What one task shows.")
    ] = "paragraph",
    store: Annotated[str, typer.Option(help="SQLAlchemy URL of the store.")] = "sqlite:///annotate.db",
    json: Json = False,
) -> None:
    """Set a project up: settings, an empty store, a folder for exports."""
    from annotate.workflow import project

    show(project.init(folder, name=name, scheme=scheme, unit=unit, store=store), json)


def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders with files: .txt, .md, .jsonl.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be stored, one block a line.")] = False,
    json: Json = False,
) -> None:
    """Import documents: articles, headings and paragraphs, each traceable to its file."""
    from annotate.workflow import documents

    if dry_run:
        raise typer.Exit(_print_blocks(paths, json))
    report = documents.import_files(project_of(context), paths, progress)
    show(report, json)
    raise typer.Exit(1 if report.failed else 0)


def _print_blocks(paths: list[Path], json: bool) -> int:
    from annotate.rendering import block_line
    from annotate.workflow import documents

    failed = 0
    for block in documents.dry_run(paths):
        if isinstance(block, Exception):
            typer.echo(f"error: {block}", err=True)
            failed = 1
        else:
            typer.echo(block_line(block, json))
    return failed


@scheme.command("show")
def scheme_show(context: typer.Context, json: Json = False) -> None:
    """Print the project's scheme: components, relations, attributes."""
    show(project_of(context).scheme, json)


@scheme.command("labels")
def scheme_labels(context: typer.Context) -> None:
    """Print the Label Studio labelling config that is derived from the scheme."""
    from annotate.scheme import labelling_config

    typer.echo(labelling_config(project_of(context).scheme))
