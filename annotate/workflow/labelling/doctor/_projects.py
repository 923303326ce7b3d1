"""Checks of the project's projects on the server: they are there, once, and as they were pushed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotate import labelstudio
from annotate.scheme import labelling_config
from annotate.workflow.labelling.doctor._bench import Bench
from annotate.workflow.labelling.doctor._drift import drift
from annotate.workflow.labelling.doctor._report import Finding, error, ok, warning
from annotate.workflow.labelling.sending import mark_of
from schema import Project as RemoteProject


def projects(bench: Bench) -> Iterator[Finding]:
    """The projects that were pushed are there, and are ours."""
    gone = [target for target in bench.targets if not _ours(bench, target)]
    if bench.targets and len(gone) == len(bench.targets):
        yield error(
            f"none of the {len(gone)} projects that were pushed is there: the server was replaced, or emptied",
            f"the server that they were pushed to ({', '.join(_named(target) for target in gone)})",
            "restore the server's data, or set LABEL_STUDIO_URL to the right one; annotate push makes all anew",
        )
    elif gone:
        yield error(
            f"not on the server any more: {', '.join(_named(target) for target in gone)}",
            "the projects that were pushed",
            "annotate push makes them anew; what was pulled stays in the store",
        )
    doubled = list(_doubled(bench))
    yield from doubled
    if not gone and not doubled:
        there = f"all {len(bench.targets)} projects are there" if bench.targets else "nothing was pushed here yet"
        yield ok(there)


def config(bench: Bench) -> Iterator[Finding]:
    """Their labelling configs are those of the scheme, without labels added or removed by hand."""
    scheme, language = bench.project.scheme, bench.project.settings.language
    looked_at = [target for target in bench.targets if target.purpose != "adjudicate" and _ours(bench, target)]
    changed = False
    for target in looked_at:
        ours = labelling_config(scheme, language, linking=target.purpose == "link")
        theirs = bench.listed[target.remote].config
        if theirs == ours:
            continue
        changed = True
        different = drift(ours, theirs)
        if different.parts:
            yield error(
                f"{_named(target)}: {different}",
                f"what scheme {scheme.name} {scheme.version} says",
                "annotate push sets it back; to keep the change, put it into the scheme (annotate scheme migrate)",
            )
        else:
            yield warning(
                f"{_named(target)}: words, colours or layout differ from those of the scheme",
                "the labelling config that was pushed",
                "annotate push sets it back",
            )
    if not changed:
        yield ok(f"all {len(looked_at)} are as the scheme says" if looked_at else "there are none to look at")


def tasks(bench: Bench) -> Iterator[Finding]:
    """Their tasks are those that were pushed, none deleted or added by hand."""
    looked_at = [target for target in bench.targets if _ours(bench, target)]
    if not looked_at:
        yield ok("there are none to look at")
        return
    client = labelstudio.Client(bench.server.url, bench.server.key)
    total = 0
    changed = False
    for target in looked_at:
        known = bench.tasks(target)
        there = len(client.existing(target.remote, known)) if known else 0
        foreign = bench.listed[target.remote].tasks - there
        total += there
        changed = changed or there < len(known) or foreign > 0
        if there < len(known):
            yield error(
                f"{_named(target)}: {len(known) - there} of {len(known)} tasks were deleted on the server",
                "the tasks that were pushed",
                "annotate pull notes it; annotate push makes them again, if they are still wanted",
            )
        if foreign > 0:
            yield warning(
                f"{_named(target)}: {foreign} tasks are not ours, or of another copy of this project",
                "only tasks that were pushed from here; what is labelled on others is not pulled",
                "delete them in Label Studio if nobody needs them; annotate push takes over what is ours",
            )
    if not changed:
        yield ok(f"all {total:,} tasks are there, and no others")


def _doubled(bench: Bench) -> Iterator[Finding]:
    """Projects that bear the same marker: push goes on with one, and work in the others is lost from sight."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    begin = mark_of(bench.project)
    for number, listed in bench.listed.items():
        for marker in sorted({line for line in listed.description.splitlines() if line.startswith(begin)}):
            bearers[marker].append(number)
    for marker, numbers in sorted(bearers.items()):
        if len(numbers) > 1:
            yield error(
                f"projects {', '.join(map(str, numbers))} have the same line in their description: {marker}",
                "one project with it",
                "delete the one that nobody labelled in, or take the line out of its description",
            )


def _ours(bench: Bench, target: RemoteProject) -> bool:
    """Whether the project is on the server, and not another one by its number."""
    listed = bench.listed.get(target.remote)
    return listed is not None and mark_of(bench.project) in listed.description


def _named(target: RemoteProject) -> str:
    return f"project {target.remote} of {target.annotator}"
