"""scheme: begin, look at, check and compare schemes, and what is derived from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from annotate.cli import _migrate
from annotate.cli._common import Json, show

scheme = typer.Typer(help="Begin, check and compare schemes, and write what follows from them.", no_args_is_help=True)

Name = Annotated[
    str | None,
    typer.Argument(metavar="[NAME_OR_FILE]", help="A shipped scheme, or a scheme file; otherwise that of the project."),
]
Shown = Annotated[Literal["both", "zh", "en"], typer.Option(help="Chinese, English, or both beside each other.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    _migrate.register(scheme)
    app.add_typer(scheme, name="scheme")


@scheme.command("new")
def scheme_new(
    name: Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="Name of the scheme, or the file to write.")],
    start: Annotated[str, typer.Option("--from", help="The shipped scheme to begin with.")] = "policy",
    extend: Annotated[bool, typer.Option("--extend", help="Add to that scheme instead of copying it.")] = False,
    json: Json = False,
) -> None:
    """Begin a scheme file to edit, with a JSON Schema beside it by which editors complete and check it."""
    from annotate.workflow.schemes import files

    show(files.new(name, start, extend=extend), json)


@scheme.command("list")
def scheme_list(json: Json = False) -> None:
    """List the schemes that come with the program."""
    from annotate.workflow.schemes import files

    show(files.shipped(), json)


@scheme.command("show")
def scheme_show(context: typer.Context, name: Name = None, json: Json = False) -> None:
    """Print a scheme: components, relations, attributes."""
    from annotate.workflow.schemes import files

    show(files.chosen(context.obj, name), json)


@scheme.command("check")
def scheme_check(context: typer.Context, name: Name = None, json: Json = False) -> None:
    """Tell all that is wrong with a scheme file, or may be; exit status 4 if there are any errors."""
    from annotate.workflow.schemes import files

    report = files.check(context.obj, name)
    show(report, json)
    raise typer.Exit(4 if report.errors else 0)


@scheme.command("diff")
def scheme_diff(
    old: Annotated[str, typer.Argument(help="A shipped scheme, or a scheme file.")],
    new: Annotated[str, typer.Argument(help="Another one.")],
    json: Json = False,
) -> None:
    """Tell what changed from one scheme to another, and what it means for annotations that exist."""
    from annotate.workflow.schemes import files

    show(files.compare(old, new), json)


@scheme.command("guidelines")
def scheme_guidelines(
    context: typer.Context,
    name: Name = None,
    out: Annotated[Path | None, typer.Option(help="File to write, in place of what there is.")] = None,
    form: Annotated[
        Literal["md", "html"] | None, typer.Option("--format", help="Otherwise as the file's name says, or md.")
    ] = None,
    language: Shown = "both",
    json: Json = False,
) -> None:
    """Write the handbook for annotators: every label with its tests and drawn examples, and the rules."""
    from annotate.workflow.schemes import files

    text, written = files.guidelines(files.chosen(context.obj, name), form, language, out)
    if written is None:
        typer.echo(text, nl=False)
    else:
        show(written, json)


@scheme.command("labels")
def scheme_labels(context: typer.Context, name: Name = None, language: Shown = "both") -> None:
    """Print the Label Studio labelling config that is derived from a scheme."""
    from annotate.scheme import labelling_config
    from annotate.workflow.schemes import files

    typer.echo(labelling_config(files.chosen(context.obj, name), language))


@scheme.command("json-schema")
def scheme_json_schema() -> None:
    """Print the JSON Schema of scheme files, for editors."""
    from annotate.scheme import json_schema_text

    typer.echo(json_schema_text(), nl=False)


@scheme.command("brat")
def scheme_brat(
    context: typer.Context,
    name: Name = None,
    visual: Annotated[bool, typer.Option("--visual", help="Print visual.conf: names and colours.")] = False,
) -> None:
    """Print the annotation.conf that brat would need for a scheme."""
    from annotate.scheme import annotation_conf, visual_conf
    from annotate.workflow.schemes import files

    found = files.chosen(context.obj, name)
    typer.echo((visual_conf if visual else annotation_conf)(found), nl=False)
