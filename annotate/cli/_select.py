"""select: choose what to annotate."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from annotate.cli import _filters
from annotate.cli._common import Json, project_of, show

select = typer.Typer(
    help="Choose what to annotate: selections of articles, which push, agreement and export take.",
    no_args_is_help=True,
)

_Name = Annotated[str, typer.Argument(help="Name of the selection.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(select, name="select")


@select.command("make")
def select_make(
    context: typer.Context,
    name: _Name,
    article: _filters.Article = None,
    source: _filters.Source = None,
    from_: _filters.From = None,
    to: _filters.To = None,
    min_length: _filters.MinLength = None,
    max_length: _filters.MaxLength = None,
    section: _filters.Section = None,
    search: _filters.Search = None,
    language: _filters.Language = None,
    exclude: _filters.Exclude = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Draw so many of what fits.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of the draw; otherwise 0.")] = None,
    stratify: Annotated[
        Literal["source", "year", "length", "language"] | None,
        typer.Option(help="Spread the sample over these in proportion; length: over quarters."),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="In place of another selection of that name.")] = False,
    json: Json = False,
) -> None:
    """Keep the articles that fit all options, or a sample of them, under a name."""
    from annotate.workflow.corpus import selecting

    if sample is None and (seed is not None or stratify is not None):
        raise typer.BadParameter("--seed and --stratify go with --sample")
    criteria = _filters.criteria(
        articles=article,
        sources=source,
        date_from=from_,
        date_to=to,
        min_length=min_length,
        max_length=max_length,
        section=section,
        search=search,
        language=language,
        exclude=exclude,
        sample=sample,
        seed=None if sample is None else seed or 0,
        stratify=stratify,
    )
    show(selecting.make(project_of(context), name, criteria, replace=replace), json)


@select.command("list")
def select_list(context: typer.Context, json: Json = False) -> None:
    """List the selections with how they were made."""
    from annotate.workflow.corpus import selecting

    show(selecting.list_selections(project_of(context)), json)


@select.command("show")
def select_show(context: typer.Context, name: _Name, json: Json = False) -> None:
    """List the articles of a selection."""
    from annotate.workflow.corpus import selecting

    show(selecting.show(project_of(context), name), json)


@select.command("remove")
def select_remove(context: typer.Context, name: _Name, json: Json = False) -> None:
    """Remove a selection; its articles stay."""
    from annotate.workflow.corpus import selecting

    show(selecting.remove(project_of(context), name), json)
