"""Telling annotators what `check` found, on the screen on which they can mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from pydantic import JsonValue

from annotate import labelstudio
from annotate.errors import ProjectError
from annotate.scheme import RULE_WORDS, tags
from annotate.workflow import research
from annotate.workflow.labelling.servers import server
from annotate.workflow.parallel import HERE, Crew
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from annotate.workflow.research import CheckReport, Notified
from schema import Finding
from schema import Project as RemoteProject

_MARKS = {"error": "✗", "warning": "⚠"}


def check_and_notify(
    project: Project,
    progress: Progress = silent,
    *,
    rules: Collection[str] = (),
    annotators: Collection[str] = (),
    articles: Sequence[str] = (),
    crew: Crew = HERE,
) -> CheckReport:
    """Check, and write what was found into the data of the tasks, where the screen shows it.

    Tasks without findings (of these rules, annotators and articles) lose what was written there before. Annotations
    are not touched. Arguments and errors as for `research.check`.

    Raises ProjectError when nothing was pushed, or the screens are from before they could show it, and what the
    server's client raises.
    """
    report = research.check(project, progress, rules=rules, annotators=annotators, articles=articles, crew=crew)
    place = server(project)
    client = labelstudio.Client(place.url, place.key)
    findings: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        findings[finding.annotator, finding.unit].append(finding)
    told: list[Notified] = []
    with project.store() as store:
        ids = research.chosen_articles(store, articles)
        here = [one for one in store.projects() if one.server == place.name]
        targets = [one for one in here if one.purpose != "adjudicate"]
        if not targets:
            raise ProjectError(str(project.folder), "nothing was pushed to this server yet", cure="annotate push")
        for target in targets:
            if annotators and target.annotator not in annotators:
                continue
            words = {
                task.remote: _words(findings[target.annotator, task.unit.key])
                for task in store.tasks(target.id)
                if ids is None or task.unit.article in ids
            }
            told.append(_tell(client, target, words, progress))
    sums = {name: sum(getattr(one, name) for one in told) for name in Notified.model_fields}
    return report.model_copy(update={"notified": Notified(**sums)})


def _tell(client: labelstudio.Client, target: RemoteProject, words: Mapping[int, str], progress: Progress) -> Notified:
    """Write what is to be said on each task, and count it; an empty text is nothing to say."""
    if f"${tags.FINDINGS}" not in client.project(target.remote).config:
        raise ProjectError(
            f"project {target.remote} of {target.annotator}",
            "its screen is from before it could show findings",
            cure="annotate push",
        )
    telling = labelstudio.task_filter(f"data.{tags.FINDINGS}", "empty", "String", False)
    there = {number for number, _ in client.list_tasks(target.remote, telling)}
    looked_at = sorted(number for number in words if words[number] or number in there)
    written = cleared = 0
    chunks = [looked_at[at : at + labelstudio.CHUNK] for at in range(0, len(looked_at), labelstudio.CHUNK)]
    for chunk in progress(chunks, f"telling {target.annotator}", len(chunks)):
        for raw in client.export(target.remote, chunk):
            number, data = raw["id"], raw["data"]
            assert isinstance(number, int), "Label Studio numbers its tasks"  # noqa: S101
            assert isinstance(data, dict), "data are a map"  # noqa: S101
            if data.get(tags.FINDINGS, "") != words[number]:
                said: JsonValue = words[number]
                client.change_data(number, {**data, tags.FINDINGS: said})
                written += bool(said)
                cleared += not said
    return Notified(tasks=sum(bool(said) for said in words.values()), written=written, cleared=cleared)


def _words(findings: Sequence[Finding]) -> str:
    """Return what annotators read: a line for each finding, the worst first."""
    order = sorted(findings, key=lambda finding: finding.severity)
    return "\n".join(_line(finding) for finding in order)


def _line(finding: Finding) -> str:
    words = RULE_WORDS.get(finding.rule)
    rule = f"应做到：{words.zh}" if words else ""
    return f"{_MARKS[finding.severity]} {rule}{finding.rule}: {finding.message}"
