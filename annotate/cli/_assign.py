"""assign: who annotates which articles."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate.cli._common import Json, person, project_of, show
from annotate.cli._filters import Selection

_DEALING = ("per_article", "calibration", "calibrate", "selection", "pin", "seed", "shuffle")
"""Options that deal articles out."""


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(assign)


def assign(
    context: typer.Context,
    per_article: Annotated[
        int | None, typer.Option(min=1, metavar="K", help="Annotators for each article; otherwise as before, or 2.")
    ] = None,
    selection: Selection = None,
    calibration: Annotated[
        str | None, typer.Option(metavar="SELECTION", help="Articles that everyone does first, before the others open.")
    ] = None,
    calibrate: Annotated[int | None, typer.Option(min=1, metavar="N", help="Draw so many articles for that.")] = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(metavar="ANNOTATOR=ARTICLE", help="Give an article to an annotator; again for more."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of everything random; otherwise as before, or 0.")] = None,
    shuffle: Annotated[
        bool, typer.Option("--shuffle", help="Give each annotator an order of their own, against effects of order.")
    ] = False,
    annotators: Annotated[
        list[str] | None,
        typer.Option("--annotator", metavar="NAME", help="Only among these; again for more. Otherwise all."),
    ] = None,
    show_: Annotated[bool, typer.Option("--show", help="Only show who has what and who shares with whom.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Open the other articles to those who have finished the calibration.")
    ] = False,
    reassign: Annotated[
        str | None, typer.Option(metavar="NAME", help="Give what this annotator has not finished to others.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who decides; otherwise the login.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and do nothing.")] = False,
    json: Json = False,
) -> None:
    """Deal articles out to annotators; what was given before stays. The next push sends what is assigned and open."""
    from annotate.workflow.assigning import designing, releasing

    chosen = [name for name in _DEALING if context.params[name] not in (None, [], ())]
    given = [f"--{name.replace('_', '-')}" for name in chosen if context.params[name] is not False]
    modes = [name for name, wanted in (("--show", show_), ("--release", release), ("--reassign", reassign)) if wanted]
    if len(modes) > 1 or (modes and given) or (annotators and (show_ or reassign)) or (calibration and calibrate):
        raise typer.BadParameter(f"{' and '.join([*modes, *given])} do not go together")
    project = project_of(context)
    if show_:
        show(designing.show(project), json)
    elif release:
        show(releasing.release(project, annotators or (), dry_run=dry_run), json)
    elif reassign:
        show(designing.reassign(project, reassign, person(by), dry_run=dry_run), json)
    else:
        wish = designing.Wish(
            per_article=per_article,
            calibration=calibration,
            calibrate=calibrate,
            selection=selection,
            pins=tuple(pin or ()),
            seed=seed,
            shuffle=shuffle,
            annotators=tuple(annotators or ()),
        )
        show(designing.assign(project, wish, person(by), dry_run=dry_run), json)
