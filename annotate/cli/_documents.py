"""init, import: a project and what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from annotate.cli._common import Json, person, progress, project_of, show

if TYPE_CHECKING:
    from annotate.workflow.importing.documents import How

_FORMATS = ".txt .md .html .mhtml .pdf .docx .csv .tsv .jsonl"


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(init)
    app.command("import")(import_)


def init(
    folder: Annotated[Path, typer.Argument(help="The project folder to make.")] = Path(),
    name: Annotated[str | None, typer.Option(help="Name of the project; otherwise that of its folder.")] = None,
    scheme: Annotated[str, typer.Option(help="Name of a shipped scheme, or a scheme file.")] = "policy",
    unit: Annotated[
        Literal["paragraph", "section", "article"], typer.Option(help="What one task shows.")
    ] = "paragraph",
    language: Annotated[
        Literal["both", "zh", "en"], typer.Option(help="Language of the labels and instructions that annotators see.")
    ] = "both",
    store: Annotated[str, typer.Option(help="SQLAlchemy URL of the store.")] = "sqlite:///annotate.db",
    json: Json = False,
) -> None:
    """Set a project up: settings, an empty store, a folder for exports."""
    from annotate.workflow import project

    show(project.init(folder, name=name, scheme=scheme, unit=unit, language=language, store=store), json)


def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(readable=False, help=f"Files, or folders with files: {_FORMATS}. Or an edited review folder."),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be stored, one block a line.")] = False,
    review: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Store nothing; write Markdown files for a person to correct.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who corrected a review folder; otherwise your login name.")
    ] = None,
    reimport: Annotated[bool, typer.Option("--reimport", help="Read stored documents anew with this version.")] = False,
    replaces: Annotated[
        str | None, typer.Option(metavar="DOCUMENT", help="The file is the new state of this stored document.")
    ] = None,
    annotator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose the annotations in files are (brat, Label Studio).")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of text files; otherwise it is found out.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=NAME", help="Column of a record file, such as text=正文.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read and segment.")] = 1,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask cluster that reads and segments instead.")
    ] = None,
    json: Json = False,
) -> None:
    """Import documents: articles, headings and paragraphs, each traceable to its file."""
    from annotate.workflow.importing import bringing

    how = bringing.How(encoding=encoding, columns=_columns(column or []), workers=workers, dask=dask)
    if dry_run:
        if review or reimport or replaces:
            raise typer.BadParameter("stores and writes nothing; --review, --reimport and --replaces do")
        raise typer.Exit(_print_blocks(paths, how, json))
    wanted = bringing.Wanted(
        paths=tuple(paths),
        how=how,
        review=review,
        who=person(by),
        reimport=reimport,
        replaces=replaces,
        annotator=annotator,
    )
    report = bringing.bring(project_of(context), wanted, progress)
    show(report, json)
    raise typer.Exit(1 if bringing.failed(report) else 0)


def _columns(given: list[str]) -> dict[str, str]:
    """Read what was given as FIELD=COLUMN."""
    pairs = [found.partition("=") for found in given]
    for field, equals, column in pairs:
        if not (field and equals and column):
            raise typer.BadParameter(f"{field}{equals}{column} is not FIELD=COLUMN", param_hint="--column")
    return {field: column for field, _, column in pairs}


def _print_blocks(paths: list[Path], how: How, json: bool) -> int:
    from annotate.rendering import block_line
    from annotate.workflow.importing import documents

    failed = 0
    for block in documents.dry_run(paths, how):
        if isinstance(block, Exception):
            typer.echo(f"error: {block}", err=True)
            failed = 1
        else:
            typer.echo(block_line(block, json))
    return failed
