"""adjudicate: from several opinions to gold."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from annotate.cli._common import Json, person, progress, project_of, show
from annotate.cli._filters import Article

if TYPE_CHECKING:
    from annotate.workflow.adjudicating.filing import Outcome

adjudicate = typer.Typer(help="Make gold of several opinions.", no_args_is_help=True)

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; otherwise your login name.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason.")]
Arbiter = Annotated[
    bool, typer.Option("--arbiter", help="Decide as the arbiter, who holds over curators; otherwise as a curator.")
]


Kind = Annotated[Literal["component", "relation"] | None, typer.Option(help="Only components, or only relations.")]
Stale = Annotated[bool, typer.Option("--stale", help="Only what changed after a person decided.")]
Disputed = Annotated[bool, typer.Option("--disputed", help="Also what a rule decided although annotators differ.")]


class UnitOption(StrEnum):
    """What `--unit` takes."""

    paragraph = "paragraph"
    section = "section"
    article = "article"


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(adjudicate, name="adjudicate")


@adjudicate.command("auto")
def adjudicate_auto(
    context: typer.Context,
    rule: Annotated[
        Literal["majority", "unanimous", "weighted", "dawid-skene", "mace"], typer.Option(help="Who is believed.")
    ] = "majority",
    boundaries: Annotated[
        Literal["vote", "characters", "shortest", "longest", "best"],
        typer.Option(help="Which range a component gets."),
    ] = "vote",
    presence: Annotated[float, typer.Option(min=0.5, max=0.99, help="What the share of votes must exceed.")] = 0.5,
    type_: Annotated[
        float, typer.Option("--type", min=0.5, max=0.99, help="The same for a type, and for an attribute's value.")
    ] = 0.5,
    fewest: Annotated[int, typer.Option(min=1, help="Annotators who must have seen a unit.")] = 2,
    json: Json = False,
) -> None:
    """Decide by a rule what it decides; leave the rest open."""
    from annotate.adjudication import Method
    from annotate.workflow.adjudicating import deciding

    method = Method(rule=rule, boundaries=boundaries, presence=presence, type=type_, fewest=fewest)
    show(deciding.auto(project_of(context), method), json)


@adjudicate.command("list")
def adjudicate_list(
    context: typer.Context,
    article: Article = None,
    kind: Kind = None,
    stale: Stale = False,
    disputed: Disputed = False,
    every: Annotated[bool, typer.Option("--all", help="Also what is decided.")] = False,
    json: Json = False,
) -> None:
    """List what is open or stale, with what an answer settles."""
    from annotate.workflow.adjudicating import listing

    state: Literal["stale"] | None = "stale" if stale else None
    also = {"disputed": disputed, "every": every}
    show(listing.asked(project_of(context), articles=article or (), kind=kind, state=state, **also), json)


@adjudicate.command("log")
def adjudicate_log(
    context: typer.Context,
    group: Annotated[str | None, typer.Argument(metavar="[GROUP]", help="Only on this group.")] = None,
    article: Article = None,
    json: Json = False,
) -> None:
    """List the decisions made, with those that were taken back."""
    from annotate.workflow.adjudicating import listing

    show(listing.log(project_of(context), group, articles=article or ()), json)


@adjudicate.command("undo")
def adjudicate_undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the decision, as `log` tells it.")],
    why: Why = "",
    by: By = None,
    json: Json = False,
) -> None:
    """Take a decision back: gold is as if it had never been made."""
    from annotate.workflow.adjudicating import undoing

    show(undoing.undo(project_of(context), number, who=person(by), why=why), json)


@adjudicate.command("decide")
def adjudicate_decide(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help="Id of the group, or how it begins.")],
    accept: Annotated[
        bool, typer.Option("--accept", help="It is gold, as it is guessed or with these changes.")
    ] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It is not gold.")] = False,
    leave: Annotated[bool, typer.Option("--open", help="It is to stay open.")] = False,
    type_: Annotated[str | None, typer.Option("--type", help="The type that it has.")] = None,
    start: Annotated[int | None, typer.Option(min=0, help="Its first character in the article.")] = None,
    end: Annotated[int | None, typer.Option(min=1, help="The character after its last.")] = None,
    attribute: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="An attribute; empty for none; again for more.")
    ] = None,
    into: Annotated[
        str | None, typer.Option(metavar="GROUP", help="With --reject: the component that it was merged into.")
    ] = None,
    why: Why = "",
    by: By = None,
    arbiter: Arbiter = False,
    json: Json = False,
) -> None:
    """Decide on one group: a component, or a relation."""
    from annotate.workflow.adjudicating import deciding

    named: dict[Outcome, bool] = {"accepted": accept, "rejected": reject, "open": leave}
    chosen = [outcome for outcome, given in named.items() if given]
    if len(chosen) != 1:
        raise typer.BadParameter("give one of --accept, --reject and --open")
    changes = {"type": type_, "start": start, "end": end}
    if chosen != ["accepted"] and (attribute or any(value is not None for value in changes.values())):
        raise typer.BadParameter("--type, --start, --end and --attribute are for --accept")
    if chosen != ["rejected"] and into:
        raise typer.BadParameter("--into is for --reject")
    pairs = [part.partition("=") for part in attribute or ()]
    if bad := [name for name, equal, _ in pairs if not equal]:
        raise typer.BadParameter(f"--attribute {bad[0]}: expected NAME=VALUE")
    show(
        deciding.answer(
            project_of(context),
            group,
            chosen[0],
            changes,
            {name: value for name, _, value in pairs},
            who=person(by),
            by="arbiter" if arbiter else "curator",
            why=why,
            into=into,
        ),
        json,
    )


@adjudicate.command("push")
def adjudicate_push(
    context: typer.Context,
    curator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Who decides; again for more; otherwise all who have a project to do so."),
    ] = None,
    unit: Annotated[UnitOption | None, typer.Option(help="Only units of this size.")] = None,
    article: Article = None,
    second: Annotated[
        bool, typer.Option("--second", help="Also what only other curators have decided, for a second opinion.")
    ] = False,
    disputed: Disputed = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and do nothing.")] = False,
    json: Json = False,
) -> None:
    """Bring what is open to Label Studio, one project per curator; again changes nothing."""
    from annotate.workflow.adjudicating import curating

    report = curating.push(
        project_of(context),
        progress,
        curators=curator or (),
        unit=unit.value if unit else None,
        articles=article or (),
        second=second,
        disputed=disputed,
        dry_run=dry_run,
    )
    show(report, json)


@adjudicate.command("pull")
def adjudicate_pull(context: typer.Context, json: Json = False) -> None:
    """Bring what curators submitted into the store, as decisions."""
    from annotate.workflow.adjudicating import taking

    show(taking.pull(project_of(context), progress), json)


@adjudicate.command("freeze")
def adjudicate_freeze(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the release; never given again.")],
    why: Annotated[str, typer.Option(help="What it is for.")] = "",
    who: Annotated[str | None, typer.Option(help="Who freezes it; otherwise the login.")] = None,
    open_left_out: Annotated[
        bool, typer.Option("--open-left-out", help="Freeze also where components are open, without them.")
    ] = False,
    allow_stale: Annotated[
        bool, typer.Option("--allow-stale", help="Freeze also what annotators have changed since a person decided.")
    ] = False,
    json: Json = False,
) -> None:
    """Freeze gold as it stands now, for a linking project or a dataset; what is decided later does not change it."""
    from annotate.workflow.adjudicating import freezing

    project, leave = project_of(context), {"open_left_out": open_left_out, "allow_stale": allow_stale}
    show(freezing.freeze(project, name, who=person(who), why=why, **leave), json)


@adjudicate.command("releases")
def adjudicate_releases(context: typer.Context, json: Json = False) -> None:
    """List the gold that was frozen."""
    from annotate.workflow.adjudicating import freezing

    show(freezing.releases(project_of(context)), json)
