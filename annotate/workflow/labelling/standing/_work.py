"""What there is to do for whom, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotate.store import Done, Store
from annotate.workflow.labelling.standing._pace import Finished
from schema import Assignment, Granularity, Project, Status, cut

_RANK: Mapping[Status, int] = {"draft": 0, "skipped": 1, "submitted": 2}
"""Of several annotations of one task, the one that says most of how far it is."""


@dataclass
class Place:
    """The tasks of one project that are to be done."""

    prefix: str
    """What the origins of its annotations begin with."""
    units: dict[int, str]
    """Key of the unit of each task, by the task's number."""
    status: dict[int, Status] = field(default_factory=dict)
    """How far each task is that somebody began."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of the task of each unit."""
        return {unit: number for number, unit in self.units.items()}

    def enter(self, number: int, status: Status) -> None:
        """Note what became of a task."""
        self.status[number] = max(self.status.get(number, status), status, key=_RANK.__getitem__)


@dataclass(slots=True)
class Work:
    """One annotator's work."""

    assigned: bool
    """Whether articles are assigned; otherwise it is the tasks that were pushed."""
    places: list[Place]
    """What is to be done, by project; those without such tasks too."""
    unsent: Counter[str]
    """How many units are to be done that were not pushed yet, by article."""
    finished: list[Finished] = field(default_factory=list)
    """What was submitted or skipped, also of other units."""
    beyond: set[str] = field(default_factory=set)
    """Keys of units of those others."""

    def units(self) -> Counter[str]:
        """Return how many units are to be done, by article."""
        pushed = Counter(article_of(unit) for place in self.places for unit in place.units.values())
        return pushed + self.unsent

    def done(self) -> Counter[str]:
        """Return how many of these are submitted or skipped, by article."""
        return Counter(
            article_of(place.units[number])
            for place in self.places
            for number, status in place.status.items()
            if status != "draft"
        )

    def by_status(self) -> Counter[Status]:
        """Return how many of these somebody began, by what became of them."""
        return Counter(status for place in self.places for status in place.status.values())


class Ledger:
    """The work of all annotators; what became of annotations is entered one by one."""

    def __init__(self, store: Store, granularity: Granularity) -> None:
        """Read projects, tasks and assignments; `granularity` cuts articles that were assigned but not pushed."""
        self.work: dict[str, Work] = {}
        self.imported: Counter[tuple[str, str]] = Counter()
        """Annotations that were made in none of the projects, by annotator and what they came from."""
        self.imported_on: Counter[str] = Counter()
        """The same by article."""
        held: defaultdict[str, list[Assignment]] = defaultdict(list)
        for assignment in store.assignments():
            held[assignment.annotator].append(assignment)
        projects = [project for project in store.projects(ended=True) if project.purpose != "adjudicate"]
        for name in sorted({*held, *(project.annotator for project in projects)}):
            mine = [project for project in projects if project.annotator == name]
            self.work[name] = _work(store, mine, held[name], granularity)

    def enter(self, done: Done) -> None:
        """Note what became of a unit, or that the annotation was made elsewhere."""
        work = self.work.get(done.annotator)
        # A plain loop: there may be hundreds of thousands of annotations, and one place of each annotator.
        for place in work.places if work else ():
            if done.origin.startswith(place.prefix):
                break
        else:
            work = None
        if work is None:
            self.imported[done.annotator, done.origin.partition("/")[0]] += 1
            self.imported_on[article_of(done.unit)] += 1
            return
        if done.status != "draft":
            work.finished.append(Finished(done.updated, done.lead_time))
        task = _task(place, work.places, done)
        if task is not None:
            of, number = task
            of.enter(number, done.status)
        elif done.status != "draft":
            work.beyond.add(done.unit)


def article_of(unit: str) -> str:
    """Return the article of a unit by its key; of hundreds of thousands of them, without reading the rest of it."""
    return unit.partition("@")[0]


def _work(store: Store, projects: Sequence[Project], held: Sequence[Assignment], granularity: Granularity) -> Work:
    """Return what one annotator is to do."""
    assigned = {assignment.article for assignment in held}
    places = [Place(f"{project.server}/{project.remote}/", _wanted(store, project, assigned)) for project in projects]
    missing = assigned - {article_of(unit) for place in places for unit in place.units.values()}
    order = [assignment.article for assignment in held if assignment.article in missing]
    unsent = Counter({article.id: len(cut(article.current, granularity)) for article in store.articles(order)})
    return Work(assigned=bool(assigned), places=places, unsent=unsent)


def _wanted(store: Store, project: Project, assigned: Iterable[str]) -> dict[int, str]:
    if project.ended is not None:
        return {}
    units = store.open_tasks(project.id)
    return {number: unit for number, unit in units.items() if article_of(unit) in assigned} if assigned else units


def _task(place: Place, places: Iterable[Place], done: Done) -> tuple[Place, int] | None:
    """Return the task that it was made on, or else that of its unit, in case the task was made anew."""
    text = done.origin.removeprefix(place.prefix).split("/", 1)[0]
    if text.isdigit() and (number := int(text)) in place.units:
        return place, number
    return next(((other, other.numbers[done.unit]) for other in places if done.unit in other.numbers), None)
