"""report, show, search: a project and its articles, to be looked at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from annotate.cli._common import Json, project_of, show

Tongue = Annotated[
    Literal["en", "zh"] | None, typer.Option("--language", help="Its language; otherwise that of the project.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(report)
    app.command("show")(show_article)
    app.command()(search)


def report(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to; otherwise report.html in the project.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    language: Tongue = None,
    names: Annotated[bool, typer.Option("--names", help="Annotators with their names, not as A1, A2.")] = False,
    resamples: Annotated[int, typer.Option(min=0, help="How often articles are drawn for an interval.")] = 1000,
    article: Annotated[
        str | None, typer.Option(metavar="ID", help="Draw the gold of this article as a picture instead.")
    ] = None,
    format_: Annotated[Literal["svg", "png"], typer.Option("--format", help="What the picture is written as.")] = "svg",
    view: Annotated[Literal["graph", "text"], typer.Option(help="What of the article is drawn.")] = "graph",
    narrow: Annotated[
        bool, typer.Option("--narrow", help="Draw it to be read in one of two columns of a page, 8 cm wide.")
    ] = False,
    json: Json = False,
) -> None:
    """Write progress, agreement, disagreements, articles and scheme as one HTML file that needs nothing else."""
    from annotate import report as reports

    project = project_of(context)
    if article is None:
        written = reports.write(project, out, language=language, named=names, resamples=resamples)
        show(written, json)
    else:
        drawn = reports.figure(project, article, out, kind=view, form=format_, language=language, narrow=narrow)
        show(drawn, json)
    if open_:
        typer.launch(written.file if article is None else drawn.file)


def show_article(
    context: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article, by the beginning of its id.")],
    annotator: Annotated[
        str | None, typer.Option(metavar="NAME", help="What this annotator said; otherwise gold.")
    ] = None,
    json: Json = False,
) -> None:
    """Show an article with its labels, in colours on a terminal."""
    from annotate.workflow.reporting import showing

    found = showing.show(project_of(context), article, annotator)
    if json or not sys.stdout.isatty():
        show(found, json)
        return
    from rich.console import Console

    from annotate.rendering.colours import coloured

    Console(highlight=False).print(coloured(found))


def search(
    context: typer.Context,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="Words that stand there.")] = None,
    label: Annotated[
        list[str] | None, typer.Option(metavar="TYPE", help="Only in spans of this type; again for more.")
    ] = None,
    attribute: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=TEXT", help="Only spans with this in an attribute; again for more."),
    ] = None,
    actor: Annotated[str | None, typer.Option(metavar="TEXT", help="Short for --attribute actor=TEXT.")] = None,
    annotator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Spans of this annotator; otherwise of gold.")
    ] = None,
    around: Annotated[int, typer.Option("--context", min=0, help="Characters shown on either side.")] = 20,
    limit: Annotated[int, typer.Option(min=1, help="How many places are shown.")] = 200,
    json: Json = False,
) -> None:
    """List the places that hold some words, or bear some label, each with what stands around it."""
    from annotate.workflow.reporting.concordance import Sought, concordance

    pairs = [f"actor={actor}"] if actor is not None else []
    held = dict(pair.partition("=")[::2] for pair in (*(attribute or ()), *pairs))
    if any("=" not in pair for pair in attribute or ()):
        raise typer.BadParameter("an attribute is given as NAME=TEXT")
    sought = Sought(text, tuple(label or ()), held, annotator)
    found = concordance(project_of(context), sought, context=around, limit=limit)
    if json or not sys.stdout.isatty():
        show(found, json)
        return
    from rich.console import Console

    from annotate.rendering.lines import lined

    console = Console(highlight=False)
    console.print(lined(found, console.width), soft_wrap=True)
