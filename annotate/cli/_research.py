"""check, agreement: what researchers ask."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate.cli._agreement import agreement
from annotate.cli._common import Dask, Json, Workers, progress, project_of, show
from annotate.cli._filters import Article


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(check)
    app.command()(agreement)


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
    workers: Workers = 1,
    dask: Dask = None,
    json: Json = False,
) -> None:
    """List annotations that break a rule of the scheme; exit status 4 if there are any errors."""
    from annotate.workflow import research
    from annotate.workflow.labelling import notifying
    from annotate.workflow.parallel import Crew

    act = notifying.check_and_notify if notify else research.check
    report = act(
        project_of(context),
        progress,
        rules=rule or (),
        annotators=annotator or (),
        articles=article or (),
        crew=Crew(workers, dask),
    )
    show(report, json)
    raise typer.Exit(4 if report.errors else 0)
