"""The options by which articles are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from schema import Criteria

Article = Annotated[
    list[str] | None,
    typer.Option("--article", metavar="ID", help="Only this article, by the beginning of its id; again for more."),
]
Source = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="TEXT", help="Only where source or file name hold this; again for others too."),
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only from this day, month or year on: 2026-01-06, 2026.")
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only up to the end of this day, month or year.")]
MinLength = Annotated[int | None, typer.Option(min=0, help="Only texts of at least so many characters.")]
MaxLength = Annotated[int | None, typer.Option(min=0, help="Only texts of at most so many characters.")]
Section = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Only articles (whole ones) with a heading that holds this.")
]
Search = Annotated[str | None, typer.Option(metavar="TEXT", help="Only articles whose text holds this.")]
Language = Annotated[str | None, typer.Option(metavar="TAG", help="Only this language: zh, zh-Hans, zh-Hant, en.")]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="SELECTION", help="Without the articles of this selection; again for more."),
]
Selection = Annotated[str | None, typer.Option("--selection", metavar="NAME", help="Only the articles of a selection.")]
"""The option of commands that work on a selection."""


def criteria(**given: object) -> Criteria:
    """Return the criteria that options give; lists that were not given are empty."""
    from schema import Criteria

    return Criteria.model_validate({name: value for name, value in given.items() if value is not None})
