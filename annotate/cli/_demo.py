"""demo: the whole way on sample essays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Argument(help="The folder to make the demo project in.")] = Path("annotate-demo"),
    keep: Annotated[bool, typer.Option("--keep", help="Leave the server running, to label by hand.")] = False,
) -> None:
    """Do the whole way on sample essays: import, push, label (simulated), pull, check, agreement, gold, export."""
    from annotate import demo as show

    show.run(folder, keep=keep, say=typer.echo)
