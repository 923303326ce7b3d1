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


@db.command("restore")
def db_restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A copy that `db backup` made.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where there is a store already; that is kept beside it.")
    ] = False,
    json: Json = False,
) -> None:
    """Put a copy in the place of the store, once it is known to be sound."""
    from annotate.workflow import database

    show(database.restore(project_of(context), file, replace=replace), json)


@db.command("check")
def db_check(context: typer.Context, json: Json = False) -> None:
    """Tell what is damaged in the store: files, tables, numbers, hashes, texts; exit status 4 if anything is."""
    from annotate.workflow import database

    found = database.check(project_of(context))
    show(found, json)
    raise typer.Exit(4 if found.errors else 0)


@db.command("copy")
def db_copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="URL of the store, as sqlite:///annotate.db.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="URL of an empty database, or a file to be made.")],
    json: Json = False,
) -> None:
    """Copy a store between SQLite and PostgreSQL, either way, and compare what is there after."""
    from annotate.workflow import database

    show(database.copy(source, target), json)
