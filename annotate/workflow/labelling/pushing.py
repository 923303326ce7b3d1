"""From the store to Label Studio: units and labelling config."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial

from annotate import labelstudio
from annotate.errors import ProjectError
from annotate.formats import label_studio as foreign
from annotate.formats.label_studio import TaskData
from annotate.scheme import instructions, labelling_config
from annotate.store import Store
from annotate.workflow.labelling.servers import Server, server
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from annotate.workflow.schemes import versions
from schema import Article, Model, Record, SelectionFacts, Task, Unit, cut
from schema import Project as RemoteProject


class PushedProject(Model):
    """What a push did for one annotator."""

    annotator: str
    """Name of the annotator."""
    url: str
    """The annotator's project in Label Studio."""
    added: int
    """Tasks added now."""
    tasks: int
    """Tasks there in all."""


class PushReport(Record):
    """What a push did."""

    projects: tuple[PushedProject, ...]
    """One per annotator."""
    units: int
    """Units of work that each annotator has now, of the store or of the selection."""
    selection: SelectionFacts | None = None
    """The selection that was pushed; None for the whole store. What was pushed before stays."""


def push(project: Project, progress: Progress = silent, selection: str | None = None) -> PushReport:
    """Bring units and labelling config to the server, one project per annotator; a second push adds nothing.

    Units of all articles, or of those in a selection, in its order; units that were pushed before stay.
    What is on the server is written down batch by batch, so that a push that was stopped goes on where it was.
    """
    place = server(project)
    client = labelstudio.Client(place.url, place.key)
    pushed: list[PushedProject] = []
    with project.store() as store:
        # Annotators whose work was imported have no account, and so no projects.
        annotators = [known for known in store.annotators() if known.account is not None]
        if not annotators:
            raise ProjectError(str(project.folder), "there are no annotators", cure="annotate annotators add NAME…")
        versions.expect_no_loss(project, store)
        chosen = store.selection(selection) if selection is not None else None
        articles = store.articles(chosen.articles if chosen else None)
        tasks = [task for article in articles for task in _tasks(article, project)]
        for annotator in progress(annotators, "pushing", len(annotators)):
            target = _target(project, client, place, annotator.name)
            store.add_project(target)
            store.use_scheme(target.id, project.scheme, datetime.now(UTC))
            known = {task.unit.key: task.remote for task in store.tasks(target.id)}
            carried = _carried(store, target, known)
            asked = [task for task in tasks if task["key"] not in carried]
            done = labelstudio.push(client, target.remote, asked, known, partial(_keep, store, target))
            url = f"{client.url}/projects/{target.remote}"
            there = len(store.tasks(target.id))
            pushed.append(PushedProject(annotator=annotator.name, url=url, added=done.added, tasks=there))
    return PushReport(projects=tuple(pushed), units=len(tasks), selection=chosen.facts if chosen else None)


def _carried(store: Store, target: RemoteProject, known: Collection[str]) -> set[str]:
    """Return the units that an annotator has labelled on a task of an earlier version of the text: not asked again."""
    place = f"{target.server}/{target.remote}/"
    every = store.annotations(annotator=target.annotator, raw=False)
    ours = (found for found in every if found.origin.startswith(place) and not found.deleted)
    return {found.unit.key for found in ours if found.unit.key not in known}


def _tasks(article: Article, project: Project) -> Iterator[TaskData]:
    text = article.current
    for unit in cut(text, project.settings.unit):
        yield foreign.task(text, unit)


def _target(project: Project, client: labelstudio.Client, place: Server, annotator: str) -> RemoteProject:
    """The annotator's project on the server, made or brought up to date."""
    settings, scheme = project.settings, project.scheme
    remote = labelstudio.ensure_project(
        client,
        title=f"{settings.name} · {annotator}"[:50],
        marker=f"argument-annotate {settings.id} {settings.unit} {annotator}",
        config=labelling_config(scheme, settings.language),
        instructions=instructions(scheme, settings.language),
    )
    return RemoteProject(
        id=RemoteProject.id_of(place.name, remote),
        server=place.name,
        remote=remote,
        name=f"{settings.name} ({settings.unit})",
        annotator=annotator,
        granularity=settings.unit,
        scheme=scheme.name,
    )


def _keep(store: Store, target: RemoteProject, found: Mapping[str, int]) -> None:
    store.add_tasks(Task(project=target.id, unit=Unit.parse(key), remote=number) for key, number in found.items())
