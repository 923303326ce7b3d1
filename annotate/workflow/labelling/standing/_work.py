"""What there is to do for whom, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotate.store import Store
from annotate.workflow.labelling.standing._pace import Finished
from schema import Annotation, Assignment, Granularity, Project, Status, Task, Unit, cut

_RANK: Mapping[Status | None, int] = {None: 0, "draft": 1, "skipped": 2, "submitted": 3}
"""Of several annotations of one task, the one that says most of how far it is."""


@dataclass(slots=True)
class Slot:
    """A unit as the work of one annotator in one project."""

    unit: Unit
    status: Status | None = None
    """None where nobody began."""

    @property
    def finished(self) -> bool:
        """Whether it is submitted or skipped."""
        return self.status in ("submitted", "skipped")


@dataclass(slots=True)
class Work:
    """One annotator's work."""

    assigned: bool
    """Whether articles are assigned; otherwise `slots` are the tasks that were pushed."""
    slots: list[Slot]
    """What is to be done."""
    finished: list[Finished] = field(default_factory=list)
    """What was submitted or skipped, also of other units."""
    beyond: set[str] = field(default_factory=set)
    """Keys of units of those others."""


class Elsewhere(NamedTuple):
    """An annotation that was made in none of the projects."""

    annotator: str
    article: str
    form: str
    """What it came from."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A project, by what the origins of its annotations begin with."""

    prefix: str
    slots: dict[int, Slot]
    """By number of the task."""
    by_unit: dict[str, Slot]


class Ledger:
    """The work of all annotators; annotations are entered one by one."""

    def __init__(self, store: Store, granularity: Granularity) -> None:
        """Read projects, tasks and assignments; `granularity` cuts articles that were assigned but not pushed."""
        self.work: dict[str, Work] = {}
        self.elsewhere: list[Elsewhere] = []
        """Annotations that were made in none of the projects."""
        self._places: defaultdict[str, list[_Place]] = defaultdict(list)
        held: defaultdict[str, list[Assignment]] = defaultdict(list)
        for assignment in store.assignments():
            held[assignment.annotator].append(assignment)
        projects = [project for project in store.projects(ended=True) if project.purpose != "adjudicate"]
        for name in sorted({*held, *(project.annotator for project in projects)}):
            mine = [project for project in projects if project.annotator == name]
            self._read(store, name, mine, held[name], granularity)

    def _read(
        self,
        store: Store,
        name: str,
        projects: Sequence[Project],
        held: Sequence[Assignment],
        granularity: Granularity,
    ) -> None:
        assigned = {assignment.article for assignment in held}
        slots: list[Slot] = []
        for project in projects:
            tasks = [task for task in store.tasks(project.id) if _wanted(project, task, assigned)]
            made = {task.remote: Slot(task.unit) for task in tasks}
            by_unit = {slot.unit.key: slot for slot in made.values()}
            self._places[name].append(_Place(f"{project.server}/{project.remote}/", made, by_unit))
            slots.extend(made.values())
        missing = assigned - {slot.unit.article for slot in slots}
        order = [assignment.article for assignment in held if assignment.article in missing]
        slots.extend(Slot(unit) for article in store.articles(order) for unit in cut(article.current, granularity))
        self.work[name] = Work(assigned=bool(assigned), slots=slots)

    def enter(self, annotation: Annotation) -> None:
        """Note what became of a unit, or that the annotation was made elsewhere."""
        places = self._places.get(annotation.annotator, [])
        place = next((place for place in places if annotation.origin.startswith(place.prefix)), None)
        if place is None:
            form = annotation.origin.partition("/")[0]
            self.elsewhere.append(Elsewhere(annotation.annotator, annotation.unit.article, form))
            return
        work = self.work[annotation.annotator]
        slot = _slot(place, places, annotation)
        if annotation.status != "draft":
            work.finished.append(Finished(annotation.updated, annotation.lead_time))
        if slot is not None:
            slot.status = max(slot.status, annotation.status, key=_RANK.__getitem__)
        elif annotation.status != "draft":
            work.beyond.add(annotation.unit.key)


def _wanted(project: Project, task: Task, assigned: Iterable[str]) -> bool:
    return project.ended is None and task.state == "open" and (not assigned or task.unit.article in assigned)


def _slot(place: _Place, places: Iterable[_Place], annotation: Annotation) -> Slot | None:
    """Return the task that it was made on, or else that of its unit, in case the task was made anew."""
    number = annotation.origin.removeprefix(place.prefix).split("/")[0]
    made_on = place.slots.get(int(number)) if number.isdigit() else None
    others = (other.by_unit[annotation.unit.key] for other in places if annotation.unit.key in other.by_unit)
    return made_on or next(others, None)
