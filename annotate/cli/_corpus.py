"""corpus: look at what is in the store."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from annotate.cli import _filters
from annotate.cli._common import Json, progress, project_of, show

corpus = typer.Typer(help="Look at what is in the store, and mend it.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(corpus, name="corpus")


@corpus.command("list")
def corpus_list(
    context: typer.Context,
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
    sort: Annotated[
        Literal["id", "title", "date", "source", "paragraphs", "characters", "doubts", "annotations"],
        typer.Option(help="What to sort by."),
    ] = "id",
    reverse: Annotated[bool, typer.Option("--reverse", help="Sort the other way round.")] = False,
    json: Json = False,
) -> None:
    """List articles: all, or those that fit the options, which are those of `select make`."""
    from annotate.workflow.corpus import overview

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
    )
    show(overview.list_articles(project_of(context), criteria, sort, reverse=reverse), json)


@corpus.command("show")
def corpus_show(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="The article, by the beginning of its id.")],
    trace: Annotated[
        str | None,
        typer.Option(metavar="PARAGRAPH", help="Tell where this heading or paragraph comes from; by its id likewise."),
    ] = None,
    json: Json = False,
) -> None:
    """Print an article with its headings, the ids of its paragraphs, and what is uncertain."""
    from annotate.workflow.corpus import passages

    show(passages.show(project_of(context), article, trace), json)


@corpus.command("stats")
def corpus_stats(context: typer.Context, selection: _filters.Selection = None, json: Json = False) -> None:
    """Count and measure: articles, paragraphs, lengths, languages, sources, years."""
    from annotate.workflow.corpus import overview

    show(overview.stats(project_of(context), selection), json)


@corpus.command("search")
def corpus_search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What to search for, exactly as it stands.")],
    regex: Annotated[bool, typer.Option("--regex", help="It is a regular expression, of Python's kind.")] = False,
    around: Annotated[int, typer.Option("--context", min=0, help="Characters to show on each side.")] = 20,
    limit: Annotated[int, typer.Option(min=0, help="Places to show at most; 0 for all.")] = 200,
    json: Json = False,
) -> None:
    """Find text in all articles; places are code points of the article text."""
    from annotate.workflow.corpus import passages

    show(passages.search(project_of(context), text, regex=regex, context=around, limit=limit or None), json)


@corpus.command("remove")
def corpus_remove(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="DOCUMENT|ARTICLE...", help="Whole ids.")],
    with_work: Annotated[
        bool,
        typer.Option("--with-work", help="Also where tasks, annotations, decisions, corrections or selections go too."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
    json: Json = False,
) -> None:
    """Remove documents with their articles, or single articles; all of them or, if one cannot go, none."""
    from annotate.workflow.corpus import overview

    show(overview.remove(project_of(context), ids, with_work=with_work, dry_run=dry_run), json)


@corpus.command("duplicates")
def corpus_duplicates(context: typer.Context, json: Json = False) -> None:
    """Find articles and paragraphs that are in the store twice, exactly or nearly, and cut reprints."""
    from annotate.workflow.corpus import overview

    show(overview.duplicates(project_of(context), progress), json)
