"""Tasks of any kind to the annotators' projects on the server: planned, then carried out and written down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from annotate import labelstudio
from annotate.errors import ProjectError
from annotate.labelstudio import Client, Known, Plan, Recorder, Wanted
from annotate.scheme import instructions, labelling_config
from annotate.store import Store
from annotate.workflow.labelling.servers import Server, server
from annotate.workflow.progress import Progress
from annotate.workflow.project import Project
from schema import Annotator, Model, Task, Unit
from schema import Project as RemoteProject


class Conflict(Model):
    """A task that is left as it is for a person to decide, since somebody has worked on it."""

    task: str
    """Its address in Label Studio, or that of a whole project."""
    unit: str
    """Key of its unit; empty for a whole project."""
    why: str
    """What is the matter, and what can be done."""


class PushedProject(Model):
    """What a push did, or would do, for one annotator."""

    annotator: str
    """Name of the annotator."""
    url: str | None
    """The annotator's project in Label Studio; None where it would be made."""
    config: bool
    """Whether the labelling config or the instructions were brought up to date."""
    added: int
    """Tasks added."""
    updated: int
    """Tasks that nobody had touched and that show another text or context now."""
    removed: int
    """Tasks that nobody had touched and that are wanted no more."""
    retired: int
    """Tasks that are wanted no more and stay, marked, for the work on them."""
    reopened: int
    """Tasks that were marked so and are wanted again."""
    found: int
    """Tasks that were on the server without being known here."""
    conflicts: tuple[Conflict, ...]
    """Tasks left for a person to decide."""
    tasks: int
    """Tasks there that are to be done, in all."""


@dataclass(frozen=True)
class Kind:
    """What a project is for, and what its tasks show."""

    name: str
    """Name of the project in the store."""
    marker: str
    """What its projects are found by on the server, before the annotator's name."""
    title: str
    """What annotators see, before their own name."""
    wanted: Callable[[str], Iterable[Wanted]]
    """The tasks that an annotator is to have, in their order."""
    obsolete: Callable[[str, Unit], bool]
    """Whether a unit is none of an annotator's any more."""
    project: Mapping[str, object]
    """What the store is told of the project beside what every project has."""
    shows: str | None = None
    """Model version of the suggestions that annotators are to see; None: those that they saw before, if any."""


def send(
    project: Project,
    store: Store,
    kind: Kind,
    progress: Progress,
    *,
    only: Collection[str] | None = None,
    dry_run: bool = False,
) -> tuple[PushedProject, ...]:
    """Bring each annotator's tasks of a kind to a project of theirs, or tell what that would do.

    `only` names those who are meant, whether they annotate or not; None: all who annotate.
    """
    place = server(project)
    client = Client(place.url, place.key)
    # Annotators whose work was imported have no account, and so no projects; those who stopped get no new one.
    theirs = {target.annotator for target in store.projects() if target.name == kind.name}
    annotators = [
        known
        for known in store.annotators()
        if known.account and (known.annotates or known.name in theirs if only is None else known.name in only)
    ]
    if not annotators:
        raise ProjectError(str(project.folder), "there are no annotators", cure="annotate annotators add NAME…")
    sender = _Sender(project, store, place, client, kind, screen_of(project, kind))
    return tuple(sender.send(one, dry_run=dry_run) for one in progress(annotators, "pushing", len(annotators)))


@dataclass(frozen=True)
class _Sender:
    project: Project
    store: Store
    place: Server
    client: Client
    kind: Kind
    screen: tuple[str, str]
    """Labelling config and instructions."""

    def send(self, annotator: Annotator, *, dry_run: bool) -> PushedProject:
        """Bring an annotator's tasks to the server, or tell what that would do."""
        marker = f"{self.kind.marker} {annotator.name}"
        config, told = self.screen
        before = self._before(annotator.name)
        found = labelstudio.find_project(self.client, marker, before.remote if before else None)
        there = found.project
        drifted = there is not None and (there.config, there.instructions) != (config, told)
        if there is None and dry_run:
            wanted = list(self.kind.wanted(annotator.name))
            return _told(annotator.name, None, Plan(create=tuple(wanted)), drifted, 0)
        if not dry_run:
            if before is not None and (there is None or there.id != before.remote):
                # It was deleted on the server; what came from it stays.
                self.store.end_project(before.id, datetime.now(UTC))
            title = f"{self.kind.title} · {annotator.name}"[:50]
            remote = labelstudio.ensure_project(
                self.client, title=title, marker=marker, config=config, instructions=told, found=found
            )
            target = target_of(self.project, self.kind, self.place.name, remote, annotator.name)
            self.store.add_project(target)
            self.store.use_scheme(target.id, self.project.scheme, datetime.now(UTC))
        else:
            assert there is not None  # noqa: S101 - told above
            target = target_of(self.project, self.kind, self.place.name, there.id, annotator.name)
        plan, known = self._plan(target)
        if not dry_run:
            labelstudio.push(self.client, target.remote, plan, self._recorder(target))
            self._show(target)
        url = f"{self.client.url}/projects/{target.remote}"
        told_of = _told(annotator.name, url, plan, drifted, _open(plan, known))
        return told_of.model_copy(update={"conflicts": (*told_of.conflicts, *self._copies(found))})

    def _copies(self, found: labelstudio.Found) -> Iterator[Conflict]:
        for copy in found.copies:
            if copy.tasks:
                why = f"a copy of the annotator's project, with {copy.tasks} tasks that are not pulled: delete it there"
                yield Conflict(task=f"{self.client.url}/projects/{copy.id}", unit="", why=why)

    def _show(self, target: RemoteProject) -> None:
        """Have annotators see the suggestions of this push, once there are any: the server asks for that order."""
        shows = self.kind.shows
        if shows is not None and any(task.suggestion == shows for task in self.store.tasks(target.id)):
            labelstudio.show_suggestions(self.client, target.remote, shows)

    def _before(self, annotator: str) -> RemoteProject | None:
        """Return the annotator's project of this kind, as far as the store knows."""
        mine = (self.place.name, annotator, self.kind.name)
        every = self.store.projects()
        return next((one for one in every if (one.server, one.annotator, one.name) == mine), None)

    def _plan(self, target: RemoteProject) -> tuple[Plan, Mapping[str, Known]]:
        tasks = {task.unit.key: task for task in self.store.tasks(target.id)}
        known = {key: known_of(task) for key, task in tasks.items()}
        every = list(self.kind.wanted(target.annotator))
        carried, used = carried_over(self.store, target, tasks.values(), {one.key for one in every})

        def obsolete(key: str) -> bool:
            try:
                unit = Unit.parse(key)
            except ValueError:
                return False
            in_use = key in known and known[key].number in used
            return not in_use and self.kind.obsolete(target.annotator, unit)

        wanted = [one for one in every if one.key not in carried]
        return labelstudio.survey(self.client, target.remote, wanted, known, obsolete), known

    def _recorder(self, target: RemoteProject) -> Recorder:
        def keep(found: Mapping[str, Known]) -> None:
            # A unit of an article that was removed from the store cannot be written down; its mark on the server can.
            gone = self._without_article(key for key, known in found.items() if known.retired)
            self.store.add_tasks(task_of(target, key, known) for key, known in found.items() if key not in gone)

        def forget(numbers: Sequence[int]) -> None:
            self.store.remove_tasks(target.id, numbers)

        return Recorder(keep, forget)

    def _without_article(self, keys: Iterable[str]) -> set[str]:
        """Return the keys of units whose article the store does not have."""
        articles = {key: Unit.parse(key).article for key in keys}
        there = {article.id for article in self.store.articles(sorted(set(articles.values())))}
        return {key for key, article in articles.items() if article not in there}


def screen_of(project: Project, kind: Kind) -> tuple[str, str]:
    """Return labelling config and instructions of the projects of a kind."""
    scheme, language = project.scheme, project.settings.language
    curating = kind.project.get("purpose") == "adjudicate"
    # What is decided on units other than those that are labelled are relations between given components.
    given = curating and kind.project.get("granularity") != project.settings.unit
    shown = {"linking": given or kind.project.get("purpose") == "link", "curating": curating}
    return labelling_config(scheme, language, **shown), instructions(scheme, language, **shown)


def target_of(project: Project, kind: Kind, server: str, remote: int, annotator: str) -> RemoteProject:
    """Return an annotator's project of a kind as the store has it."""
    values = {
        "id": RemoteProject.id_of(server, remote),
        "server": server,
        "remote": remote,
        "name": kind.name,
        "annotator": annotator,
        "granularity": project.settings.unit,
        "scheme": project.scheme.name,
    }
    return RemoteProject.model_validate({**values, **kind.project})


def mark_of(project: Project) -> str:
    """Return how every marker of a project begins."""
    return f"argument-annotate {project.settings.id} "


def marker_of(project: Project, granularity: str, release: str | None = None) -> str:
    """Return what projects, and tasks in files, are found by, before the annotator's name."""
    return f"{mark_of(project)}{f'link:{release}' if release else granularity}"


def known_of(task: Task) -> Known:
    """Return what is known of a task, without its unit."""
    return Known(task.remote, task.content, retired=task.state == "retired", suggestion=task.suggestion)


def task_of(target: RemoteProject, key: str, known: Known) -> Task:
    """Return a task as the store has it; raises ValueError for a key that is no unit's."""
    return Task(
        project=target.id,
        unit=Unit.parse(key),
        remote=known.number,
        content=known.content,
        state="retired" if known.retired else "open",
        suggestion=known.suggestion,
    )


def carried_over(
    store: Store, target: RemoteProject, tasks: Collection[Task], wanted: Collection[str]
) -> tuple[set[str], set[int]]:
    """Return the units that were labelled on a task of an earlier version of the text, and the numbers of such tasks.

    They are not asked again, and their tasks stay in use.
    """
    known = {task.unit.key for task in tasks}
    if not any(task.unit.key not in wanted for task in tasks):
        return set(), set()
    place = f"{target.server}/{target.remote}/"
    carried: set[str] = set()
    used: set[int] = set()
    for found in store.annotations(annotator=target.annotator, raw=False):
        if found.origin.startswith(place) and not found.deleted and found.unit.key not in known:
            carried.add(found.unit.key)
            used.add(int(found.origin.removeprefix(place).split("/")[0]))
    return carried, used


def _open(plan: Plan, known: Mapping[str, Known]) -> int:
    """Return how many tasks an annotator has to do once a plan is carried out."""
    numbers = {found.number for found in known.values() if not found.retired}
    numbers |= {found.number for _, found in plan.learn if not found.retired}
    numbers |= {number for number, _ in plan.reopen}
    return len(numbers.difference(plan.delete, plan.retire, plan.forget)) + len(plan.create)


def _told(annotator: str, url: str | None, plan: Plan, drifted: bool, tasks: int) -> PushedProject:
    return PushedProject(
        annotator=annotator,
        url=url,
        config=drifted,
        added=len(plan.create),
        updated=len(plan.update),
        removed=len(plan.delete),
        retired=len(plan.retire),
        reopened=len(plan.reopen),
        found=len(plan.learn),
        conflicts=tuple(_conflicts(url, plan)),
        tasks=tasks if url else len(plan.create),
    )


def _conflicts(url: str | None, plan: Plan) -> Iterator[Conflict]:
    for key, number in plan.differing.items():
        why = "its text or context changed after work on it began: delete that work to have it updated, or leave it"
        yield Conflict(task=f"{url}/data?task={number}", unit=key, why=why)
    for number, key in plan.repeated.items():
        why = "another task shows the same unit, and there is work on both: delete the work that is not to count"
        yield Conflict(task=f"{url}/data?task={number}", unit=key, why=why)
