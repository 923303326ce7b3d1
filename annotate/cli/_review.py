"""corpus edit, corpus review: what no rule can know."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli._common import Json, person, project_of, show
from annotate.cli._corpus import corpus

if TYPE_CHECKING:
    from annotate.editing import Stop
    from schema import Imported

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; otherwise your login name.")]
"""The option of every command that takes a person's decisions."""


def register(_app: typer.Typer) -> None:
    """Add these commands to `corpus`."""
    corpus.command("edit")(corpus_edit)
    corpus.command("review")(corpus_review)


def corpus_edit(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="Id of the article, or how it begins.")],
    title: Annotated[str | None, typer.Option(help="Its title; empty for none.")] = None,
    author: Annotated[list[str] | None, typer.Option(help="An author; again for each, all anew.")] = None,
    source: Annotated[str | None, typer.Option(help="Newspaper, journal or site; empty for none.")] = None,
    date: Annotated[str | None, typer.Option(help="Date; empty for none.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="N=KIND", help="What block N is: paragraph, heading2, byline, …")
    ] = None,
    text: Annotated[list[str] | None, typer.Option(metavar="N=TEXT", help="The corrected text of block N.")] = None,
    split: Annotated[
        list[str] | None, typer.Option(metavar="N=WORDS", help="Cut block N in two, the second begins with WORDS.")
    ] = None,
    merge: Annotated[list[str] | None, typer.Option(metavar="N,M", help="Put blocks together, in this order.")] = None,
    move: Annotated[
        list[str] | None, typer.Option(metavar="N=M", help="Put block N behind block M; 0 for the beginning.")
    ] = None,
    drop: Annotated[list[str] | None, typer.Option(metavar="N", help="Take block N out of the article.")] = None,
    settle: Annotated[list[str] | None, typer.Option(metavar="N", help="Confirm an uncertain block N.")] = None,
    split_article: Annotated[
        str | None, typer.Option(metavar="N", help="Begin a new article with block N, of all that follows.")
    ] = None,
    merge_article: Annotated[
        str | None, typer.Option(metavar="ARTICLE", help="Take in the blocks of another article of the document.")
    ] = None,
    why: Annotated[str, typer.Option(help="The reason, for the record.")] = "corpus edit",
    by: By = None,
    json: Json = False,
) -> None:
    """Correct an article; without options, print its blocks with the numbers that options name them by.

    o1, o2, … are blocks outside any article, which --move brings in. All numbers are those from before the command.
    Options can be given again, and are done all together or not at all. Nothing is overwritten: annotations stay on
    the text that they were made on.
    """
    from annotate.workflow.correcting import corrections
    from annotate.workflow.correcting.orders import Orders

    orders = Orders(
        title=title,
        authors=tuple(author or ()),
        source=source,
        date=date,
        settle=tuple(settle or ()),
        kind=tuple(kind or ()),
        text=tuple(text or ()),
        split=tuple(split or ()),
        merge=tuple(merge or ()),
        move=tuple(move or ()),
        drop=tuple(drop or ()),
        split_article=split_article,
        merge_article=merge_article,
    )
    if orders == Orders():
        show(corrections.blocks(project_of(context), article), json)
    else:
        show(corrections.correct(project_of(context), article, orders, person(by), why), json)


def corpus_review(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT|ARTICLE]...", help="What to look at; otherwise all.")
    ] = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Walk through the uncertain places: one key for each. What was decided is not asked again."""
    from annotate.workflow.correcting import walking

    show(walking.walk(project_of(context), ids or (), person(by), Terminal()), json)


class Terminal:
    """A person at a terminal; everything is shown on stderr, so that stdout holds the result only."""

    def choose(self, imported: Imported, stop: Stop, left: int) -> str:
        """Show a place and return a key; `?` lists the keys, the end of the input stops the walk."""
        from annotate.rendering import _review

        typer.echo(_review.stop(imported, stop, left), err=True)
        while True:
            typer.echo("   k keep · a alternative · s skip · u undo · q quit · ? more  ", err=True, nl=False)
            key = self._key()
            typer.echo(key, err=True)
            if key != "?":
                return key
            typer.echo(_review.choices(stop), err=True)

    def words(self, question: str, given: str = "") -> str:
        """Ask for a line; an empty one stands for what is given."""
        answer: str = typer.prompt(f"   {question}", default=given, show_default=bool(given), err=True)
        return answer

    def refuse(self, message: str) -> None:
        """Show why not."""
        typer.echo(f"   {message}", err=True)

    def _key(self) -> str:
        """Return one key of a terminal, or the first character of a line of anything else."""
        try:
            if not sys.stdin.isatty():
                return (sys.stdin.readline().strip().lower() or "q")[0]
            return typer.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            return "q"
