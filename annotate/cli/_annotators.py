"""annotators: who annotates, who stopped, and who wants nothing left of them."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate.cli._common import Json, project_of, show

annotators = typer.Typer(help="Who annotates.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(annotators, name="annotators")


@annotators.command("add")
def annotators_add(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Names of annotators; each gets an account and a project.")],
    json: Json = False,
) -> None:
    """Make an account for each annotator; one who has one keeps it, and one who was retired is back."""
    from annotate.workflow.labelling import servers

    show(servers.add_annotators(project_of(context), names), json)


@annotators.command("list")
def annotators_list(context: typer.Context, json: Json = False) -> None:
    """List the project's annotators."""
    from annotate.workflow.labelling import servers

    show(servers.list_annotators(project_of(context)), json)


@annotators.command("retire")
def annotators_retire(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Names of annotators.")],
    json: Json = False,
) -> None:
    """Give annotators no more work, and take back what they have not begun; account and work stay."""
    from annotate.workflow.assigning import annotators as people

    show(people.retire(project_of(context), names), json)


@annotators.command("erase")
def annotators_erase(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the annotator.")],
    pseudonym: Annotated[
        str | None, typer.Option(metavar="P", help="Keep their annotations under this name instead.")
    ] = None,
    annotations: Annotated[bool, typer.Option("--annotations", help="Remove their annotations too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it, without asking; it cannot be undone.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and do nothing.")] = False,
    json: Json = False,
) -> None:
    """Remove a person from the store: everywhere their name, account and number stand. It cannot be undone."""
    from annotate.workflow.assigning import annotators as people

    if (pseudonym is None) != annotations:
        raise typer.BadParameter("give either --pseudonym P or --annotations")
    project = project_of(context)
    if not (yes or dry_run):
        from annotate.rendering import render

        typer.echo(render(people.erase(project, name, pseudonym, dry_run=True)), err=True)
        typer.confirm("This cannot be undone. Erase?", abort=True, err=True)
    show(people.erase(project, name, pseudonym, dry_run=dry_run), json)
