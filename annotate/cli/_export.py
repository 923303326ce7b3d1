"""export: write a dataset, make it again, verify, compare and join it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from annotate.cli._common import Dask, Json, Workers, person, progress, project_of, show
from annotate.cli._filters import Selection

if TYPE_CHECKING:
    from typer._click.core import Command, Context

Number = Annotated[int, typer.Argument(metavar="N", min=1, help="Number of the release.")]


class Formats(TyperGroup):
    """Takes what is none of its commands for the name of a format."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Have `write` be called with a name that is no command's."""
        given = args if args[0] in self.commands else ["write", *args]
        return super().resolve_command(ctx, given)


export = typer.Typer(
    cls=Formats,
    help="Write a dataset: annotate export FORMAT --name NAME. Every export is a release that can be made again.",
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="FORMAT | COMMAND [ARGS]...",
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(export, name="export")


@export.callback()
def look(
    context: typer.Context,
    list_: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    check: Annotated[
        str | None, typer.Option(metavar="NAME", help="Verify an export: its files, its manifest, its release.")
    ] = None,
    json: Json = False,
) -> None:
    """Write a dataset: annotate export FORMAT --name NAME. Every export is a release that can be made again."""
    if context.invoked_subcommand is not None:
        return
    from annotate.workflow.exporting import verifying

    if list_:
        show(verifying.formats(), json)
    elif check is not None:
        found = verifying.verify(project_of(context), check)
        show(found, json)
        raise typer.Exit(4 if found.faults else 0)


@export.command("write")
def write(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="FORMAT", help="The format; --list names them.")],
    name: Annotated[str, typer.Option(help="Name of the folder under exports/.")],
    gold: Annotated[bool, typer.Option("--gold", help="Gold; with --annotations, both.")] = False,
    annotations: Annotated[bool, typer.Option("--annotations", help="What each annotator says.")] = False,
    frozen: Annotated[
        str | None, typer.Option("--release", metavar="NAME", help="Gold as it was frozen under this name.")
    ] = None,
    selection: Selection = None,
    names: Annotated[bool, typer.Option("--names", help="Name annotators; otherwise they are A1, A2, …")] = False,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Offsets and hashes only; `annotate export join` adds the texts.")
    ] = False,
    include_invalid: Annotated[
        bool, typer.Option("--include-invalid", help="Also annotations that break a rule of the scheme.")
    ] = False,
    allow_open: Annotated[
        bool, typer.Option("--allow-open", help="Also while gold is open; what is open is left out and counted.")
    ] = False,
    splits: Annotated[
        str | None, typer.Option(metavar="SHARES|FILE", help="train=.8,dev=.1,test=.1, or a CSV file: article,split.")
    ] = None,
    split_seed: Annotated[int, typer.Option(help="What chance in splits follows from.")] = 0,
    split_by: Annotated[
        str, typer.Option(metavar="source|document|article", help="What splits keep together, beside near-duplicates.")
    ] = "source",
    words: Annotated[
        str, typer.Option(metavar="characters|jieba", help="Tokens of formats that have some.")
    ] = "characters",
    licence: Annotated[str | None, typer.Option(help="Licence; otherwise that of annotate.toml.")] = None,
    citation: Annotated[str | None, typer.Option(help="How to cite it; otherwise as in annotate.toml.")] = None,
    contact: Annotated[str | None, typer.Option(help="Who answers for it; otherwise as in annotate.toml.")] = None,
    no_agreement: Annotated[
        bool, typer.Option("--no-agreement", help="Do not measure agreement for the data statement.")
    ] = False,
    who: Annotated[str | None, typer.Option(help="Who makes it; otherwise the login.")] = None,
    workers: Workers = 1,
    dask: Dask = None,
    json: Json = False,
) -> None:
    """Write a dataset into exports/NAME; the same store gives the same bytes. `write` itself may be left out."""
    from annotate.workflow.exporting import requests, writing
    from annotate.workflow.parallel import Crew

    request = requests.asked(
        kind,
        layer={(True, False): "gold", (False, True): "annotations", (True, True): "all"}.get((gold, annotations)),
        names=names,
        text=not no_text,
        include_invalid=include_invalid,
        allow_open=allow_open,
        words=words,
        frozen=frozen,
        splits=requests.asked_splits(splits, split_seed, split_by) if splits else None,
        licence=licence,
        citation=citation,
        contact=contact,
        agreement=not no_agreement,
    )
    made = writing.export(
        project_of(context),
        kind,
        name,
        request,
        selection=selection,
        who=person(who),
        progress=progress,
        crew=Crew(workers, dask),
    )
    show(made, json)


@export.command("again")
def again(
    context: typer.Context,
    number: Number,
    to: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder to write into; otherwise exports/.")] = None,
    json: Json = False,
) -> None:
    """Make a release once more, byte for byte, whatever was pulled and decided since."""
    from annotate.workflow.exporting import writing

    show(writing.again(project_of(context), number, to), json)


@export.command("releases")
def releases(context: typer.Context, json: Json = False) -> None:
    """List the releases."""
    from annotate.workflow.exporting import verifying

    show(verifying.releases(project_of(context)), json)


@export.command("diff")
def diff(
    context: typer.Context,
    first: Number,
    second: Annotated[int, typer.Argument(metavar="M", min=1, help="Number of the later release.")],
    json: Json = False,
) -> None:
    """Tell which units, spans and decisions are different in two releases, and why."""
    from annotate.workflow.exporting import differing

    show(differing.diff(project_of(context), first, second), json)


@export.command("join")
def join(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A dataset that was exported with --no-text.")],
    sources: Annotated[
        list[Path],
        typer.Option(metavar="PATH", help="Own copy of the sources: a file or folder; again for more."),
    ],
    to: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where it goes; otherwise FOLDER-joined.")] = None,
    json: Json = False,
) -> None:
    """Put texts back into a dataset without texts, from one's own copy of the sources; each is verified."""
    from annotate.workflow.exporting import joining

    show(joining.join(folder, sources, to, progress), json)
