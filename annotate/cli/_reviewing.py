"""adjudicate review, adjudicate curators: a person at a terminal, and how far such persons agree."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated

import typer

from annotate.cli._adjudicate import Arbiter, By, Disputed, Kind, Stale, adjudicate
from annotate.cli._common import Json, person, project_of, show
from annotate.cli._filters import Article
from annotate.errors import InputError

if TYPE_CHECKING:
    from annotate.workflow.adjudicating.desk import Told
    from annotate.workflow.adjudicating.scenes import Scene
    from schema import Scheme


def register(_app: typer.Typer) -> None:
    """Add these commands to `adjudicate`."""
    adjudicate.command("review")(adjudicate_review)
    adjudicate.command("curators")(adjudicate_curators)


def adjudicate_review(
    context: typer.Context,
    article: Article = None,
    kind: Kind = None,
    stale: Stale = False,
    disputed: Disputed = False,
    by: By = None,
    blind: Annotated[
        bool,
        typer.Option(
            "--blind/--rest",
            help="Ask also what other curators have decided, and show nothing of it; or only what nobody has decided.",
        ),
    ] = True,
    arbiter: Arbiter = False,
    json: Json = False,
) -> None:
    """Decide one question after the other: one key for each. Every answer is kept at once, and can be undone.

    As a curator you see what annotators and the rule say, and by default nothing of what other curators decided. As
    the arbiter you see all of it, and are asked where curators differ or what they decided does not hold any more.
    """
    from annotate.workflow.adjudicating import reviewing
    from annotate.workflow.adjudicating.seats import Seat

    seat = Seat(person(by), "arbiter" if arbiter else "curator", blind, disputed)
    project = project_of(context)
    show(reviewing.review(project, Terminal(), seat, articles=article or (), kind=kind, stale=stale), json)


def adjudicate_curators(context: typer.Context, article: Article = None, json: Json = False) -> None:
    """Tell who decided how much, how far curators agree, and on which groups they differ."""
    from annotate.workflow.adjudicating import curators

    show(curators.report(project_of(context), articles=article or ()), json)


class Terminal:
    """A person at a terminal; everything is shown on stderr, so that stdout holds the result only."""

    def __init__(self) -> None:
        """Raise InputError where nobody could see a question or press a key."""
        from rich.console import Console

        for name, stream in (("stdin", sys.stdin), ("stderr", sys.stderr)):
            if not stream.isatty():
                raise InputError(
                    name,
                    "it is no terminal",
                    expected="a person who presses keys",
                    cure="annotate adjudicate list, then annotate adjudicate decide GROUP; or annotate adjudicate push",
                )
        self._console = Console(stderr=True, highlight=False)

    def choose(self, shown: Scene, scheme: Scheme) -> str:
        """Show a question and return a key; `?` lists the keys, the end of the input stops the review."""
        from annotate.rendering import _reviewing

        drawn = _reviewing.scene(shown, scheme, self._console.width)
        self._console.print(drawn, soft_wrap=True)
        while True:
            typer.echo(_reviewing.prompt(shown), err=True, nl=False)
            key = self._key()
            typer.echo(key, err=True)
            if key != "?":
                return key
            typer.echo(_reviewing.choices(shown), err=True)

    def end(self) -> str:
        """Say that nothing more is asked, and return a key."""
        typer.echo("   nothing more is asked · u undo your last decision · any other key stops  ", err=True, nl=False)
        key = self._key()
        typer.echo(key, err=True)
        return key

    def words(self, question: str, given: str = "") -> str:
        """Ask for a line; an empty one stands for what is given. Raises InputError when it is given up."""
        try:
            answer: str = typer.prompt(f"   {question}", default=given, show_default=bool(given), err=True)
        except typer.Abort:
            typer.echo(err=True)
            raise InputError(question, "was given up; nothing was decided") from None
        return answer

    def refuse(self, message: str) -> None:
        """Show why not."""
        typer.echo(f"   {message}", err=True)

    def tell(self, told: Told) -> None:
        """Show what an answer did."""
        from annotate.rendering import _reviewing

        typer.echo(_reviewing.told(told), err=True)

    def _key(self) -> str:
        """Return one key, also one of full width; Ctrl-C and the end of the input stop."""
        try:
            return unicodedata.normalize("NFKC", typer.getchar()).lower()
        except (EOFError, KeyboardInterrupt):
            return "q"
