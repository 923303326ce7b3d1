"""db: look after the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotate.cli._common import Json, project_of, show

db = typer.Typer(help="Look after the store.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(db, name="db")


@db.command("status")
def db_status(context: typer.Context, json: Json = False) -> None:
    """Tell the store's revision, whether it needs an upgrade, and what it holds."""
    from annotate.workflow import database

    show(database.status(project_of(context)), json)


@db.command("upgrade")
def db_upgrade(context: typer.Context, json: Json = False) -> None:
    """Bring the store to this program's revision; a copy is made first."""
    from annotate.workflow import database

    show(database.upgrade(project_of(context)), json)


@db.command("backup")
def db_backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="File to write; it must not exist yet.")],
    json: Json = False,
) -> None:
    """Copy the store while it may be in use."""
    from annotate.workflow import database

    show(database.backup(project_of(context), target), json)
