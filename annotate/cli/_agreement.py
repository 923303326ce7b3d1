"""agreement: how far annotators agree, why not further, and on what they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from annotate.cli._common import Dask, Json, Workers, project_of, show
from annotate.cli._filters import Article, Selection

if TYPE_CHECKING:
    from annotate.agreement import Scope
    from annotate.workflow.project import Project

Annotator = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this annotator; again for more.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what was submitted from this day, month or year on.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only what was submitted up to the end of it.")]
Zone = Annotated[
    str | None, typer.Option(metavar="ZONE", help="Where these days begin, such as Asia/Shanghai; otherwise here.")
]
Label = Annotated[
    list[str] | None,
    typer.Option(metavar="TYPE", help="Only spans of this type, and relations between such; again for more."),
]
Calibration = Annotated[bool, typer.Option("--calibration", help="Only the calibration set.")]
BeforeScheme = Annotated[
    str | None, typer.Option(metavar="VERSION", help="Only what was done before this version of the scheme.")
]
AfterScheme = Annotated[
    str | None, typer.Option(metavar="VERSION", help="Only what was done under this version or a later one.")
]
Only = Annotated[Literal["spans", "relations", "attributes"] | None, typer.Option(help="Measure only these.")]
Release = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Only relations drawn between the components of this gold release."),
]
Gold = Annotated[
    str | None, typer.Option(metavar="NAME", help="Hold annotators against this release, not against decisions.")
]
Why = Annotated[bool, typer.Option("--why", help="Tell on one screen what pulls the figures down.")]
Listed = Annotated[bool, typer.Option("--list", help="List the disagreements, the costliest first.")]
Limit = Annotated[int, typer.Option(min=1, help="How many of each part --list shows.")]
Csv = Annotated[Path | None, typer.Option(metavar="FILE", help="Write all disagreements as CSV; a new file.")]
Gamma = Annotated[bool, typer.Option("--gamma", help="Measure γ; give it few articles, since its cost grows fast.")]
MostSpans = Annotated[int, typer.Option(min=1, help="With more spans in shared units, --gamma measures nothing.")]
Seconds = Annotated[float, typer.Option(min=1, help="After so many seconds --gamma gives up.")]
Table = Annotated[
    Literal["csv", "latex", "markdown"] | None, typer.Option(help="Print the figures as a table for a paper.")
]
Methods = Annotated[Literal["en", "zh"] | None, typer.Option(help="Print a paragraph on methods for a paper.")]
Plots = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Draw the figures as SVG and PNG into a folder.")]
Resamples = Annotated[int, typer.Option(min=0, help="How often articles are drawn for an interval; 0 for none.")]
Seed = Annotated[int, typer.Option(help="What the draws follow from.")]


def agreement(
    context: typer.Context,
    article: Article = None,
    annotator: Annotator = None,
    since: Since = None,
    until: Until = None,
    zone: Zone = None,
    label: Label = None,
    selection: Selection = None,
    calibration: Calibration = False,
    before_scheme: BeforeScheme = None,
    after_scheme: AfterScheme = None,
    only: Only = None,
    release: Release = None,
    gold: Gold = None,
    why: Why = False,
    listed: Listed = False,
    limit: Limit = 10,
    csv: Csv = None,
    gamma: Gamma = False,
    most_spans: MostSpans = 250,
    seconds: Seconds = 60,
    table: Table = None,
    methods: Methods = None,
    plots: Plots = None,
    resamples: Resamples = 1000,
    seed: Seed = 0,
    workers: Workers = 1,
    dask: Dask = None,
    json: Json = False,
) -> None:
    """Measure how far annotators agree on spans, relations and attributes, and find why not further."""
    from annotate.workflow import agreement as measuring
    from annotate.workflow import parallel
    from annotate.workflow.subset import Wanted

    views: dict[str, object] = {"--why": why, "--list": listed or csv, "--gamma": gamma}
    views |= {"--table": table, "--methods": methods, "--plots": plots}
    asked = [name for name, wanted in views.items() if wanted]
    if len(asked) > 1 or (release is not None and {"--why", "--list", "--gamma"} & {*asked}):
        raise typer.BadParameter(f"these do not go together: {', '.join(asked + ['--release'] * bool(release))}")
    days = {"since": since, "until": until, "zone": zone}
    schemes = {"before_scheme": before_scheme, "after_scheme": after_scheme}
    chosen = Wanted(article or (), annotator or (), label or (), selection, calibration, **days, **schemes)
    how = measuring.Measuring(chosen, measuring.PARTS if only is None else (only,), gold, resamples, seed)
    project = project_of(context)
    if listed or csv is not None:
        show(measuring.disagreements(project, how, limit=limit, file=csv), json)
    elif gamma:
        show(measuring.measure_gamma(project, how, most_spans=most_spans, seconds=seconds), json)
    else:
        with parallel.workers(parallel.Crew(workers, dask)) as (executor, _):
            if why:
                result: Scope = measuring.diagnose(project, how, executor)
            elif release is None:
                result = measuring.measure(project, how, executor)
            else:
                result = measuring.measure_linking(project, release, how, executor)
        _print(result, project, table, methods, plots, json)


def _print(
    result: Scope,
    project: Project,
    table: Literal["csv", "latex", "markdown"] | None,
    methods: Literal["en", "zh"] | None,
    plots: Path | None,
    json: bool,
) -> None:
    """Print the report in the form that is asked for, or draw it and print the files."""
    if table is None and methods is None and plots is None:
        show(result, json)
        return
    from annotate.rendering import papers
    from annotate.rendering.plots import draw

    if table is not None:
        typer.echo(papers.table(result, table), nl=False)
    if methods is not None:
        typer.echo(papers.methods(result, methods), nl=False)
    if plots is not None:
        language: Literal["en", "zh"] = "zh" if project.settings.language == "zh" else "en"
        typer.echo("\n".join(map(str, draw(result, project.scheme, plots, language))))
