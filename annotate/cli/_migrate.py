"""scheme migrate, scheme history: schemes that change while annotations exist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotate.cli._common import Json, person, progress, project_of, show

_Moves = list[str] | None


def register(scheme: typer.Typer) -> None:
    """Add these commands to `scheme`."""
    scheme.command("migrate")(scheme_migrate)
    scheme.command("history")(scheme_history)


def scheme_migrate(
    context: typer.Context,
    new: Annotated[str | None, typer.Argument(metavar="[NEW_SCHEME]", help="A shipped scheme, or a file.")] = None,
    rename: Annotated[
        _Moves, typer.Option(metavar="OLD=NEW", help="A type, attribute or value gets another id.")
    ] = None,
    merge: Annotated[_Moves, typer.Option(metavar="A,B=C", help="Several become one.")] = None,
    split: Annotated[
        _Moves, typer.Option(metavar="TYPE.ATTRIBUTE[=ELSE]", help="A type becomes one for each value of an attribute.")
    ] = None,
    drop_attribute: Annotated[_Moves, typer.Option(metavar="TYPE.ATTRIBUTE", help="It goes, or a value of it.")] = None,
    fill: Annotated[_Moves, typer.Option(metavar="TYPE.ATTRIBUTE=VALUE", help="What has none gets this value.")] = None,
    operations: Annotated[Path | None, typer.Option(metavar="FILE.yaml", help="The same, as a list in a file.")] = None,
    back: Annotated[bool, typer.Option("--back", help="Take the last migration back.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    who: Annotated[str | None, typer.Option(help="Who orders it; otherwise the login.")] = None,
    why: Annotated[str, typer.Option(help="The reason, for the record.")] = "",
    json: Json = False,
) -> None:
    """Lead all annotations to another scheme, in the store and on the server; run again, it goes on."""
    from annotate.workflow.schemes import migrating
    from annotate.workflow.schemes import operations as asked

    ordered = {"who": person(who), "why": why}
    if back == (new is not None):
        raise typer.BadParameter("give either NEW_SCHEME or --back")
    if new is None:
        report = migrating.back(project_of(context), **ordered, dry_run=dry_run, progress=progress)
    else:
        moves = asked.read(rename=rename, merge=merge, split=split, drop=drop_attribute, fill=fill, file=operations)
        report = migrating.migrate(project_of(context), new, moves, **ordered, dry_run=dry_run, progress=progress)
    show(report, json)


def scheme_history(context: typer.Context, json: Json = False) -> None:
    """List the versions of the scheme, what was annotated under each, and the migrations between them."""
    from annotate.workflow.schemes import versions

    show(versions.history(project_of(context)), json)
