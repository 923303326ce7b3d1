"""check, adjudicate, export: what researchers ask."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate.cli._agreement import agreement
from annotate.cli._common import Json, person, progress, project_of, show
from annotate.cli._filters import Article, Selection

adjudicate = typer.Typer(help="Make gold of several opinions.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(check)
    app.command()(agreement)
    app.add_typer(adjudicate, name="adjudicate")
    app.command()(export)


def check(
    context: typer.Context,
    rule: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this rule; again for more.")] = None,
    annotator: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this annotator; again for more.")
    ] = None,
    article: Article = None,
    notify: Annotated[
        bool, typer.Option("--notify", help="Show annotators what was found, on the tasks in Label Studio.")
    ] = False,
    json: Json = False,
) -> None:
    """List annotations that break a rule of the scheme; exit status 4 if there are any errors."""
    from annotate.workflow import research
    from annotate.workflow.labelling import notifying

    chosen = {"rules": rule or (), "annotators": annotator or (), "articles": article or ()}
    act = notifying.check_and_notify if notify else research.check
    report = act(project_of(context), progress, **chosen)
    show(report, json)
    raise typer.Exit(4 if report.errors else 0)


@adjudicate.command("auto")
def adjudicate_auto(context: typer.Context, json: Json = False) -> None:
    """Decide by majority what a majority decides; leave the rest open."""
    from annotate.workflow import research

    show(research.adjudicate(project_of(context)), json)


@adjudicate.command("list")
def adjudicate_list(context: typer.Context, json: Json = False) -> None:
    """List what is still open, with the reason."""
    from annotate.workflow import research

    show(research.open_groups(project_of(context)), json)


@adjudicate.command("freeze")
def adjudicate_freeze(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the release; never given again.")],
    why: Annotated[str, typer.Option(help="What it is for.")] = "",
    who: Annotated[str | None, typer.Option(help="Who freezes it; otherwise the login.")] = None,
    open_left_out: Annotated[
        bool, typer.Option("--open-left-out", help="Freeze also where components are open, without them.")
    ] = False,
    json: Json = False,
) -> None:
    """Freeze gold as it stands now, for a linking project or a dataset; what is decided later does not change it."""
    from annotate.workflow import freezing

    frozen = freezing.freeze(project_of(context), name, who=person(who), why=why, open_left_out=open_left_out)
    show(frozen, json)


@adjudicate.command("releases")
def adjudicate_releases(context: typer.Context, json: Json = False) -> None:
    """List the gold that was frozen."""
    from annotate.workflow import freezing

    show(freezing.releases(project_of(context)), json)


def export(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="FORMAT", help="The format: jsonl.")],
    name: Annotated[str, typer.Option(help="Name of the folder under exports/.")],
    selection: Selection = None,
    json: Json = False,
) -> None:
    """Write a dataset into exports/NAME; the same store gives the same bytes."""
    from annotate.workflow import research

    show(research.export(project_of(context), kind, name, progress, selection), json)
