"""What there is to do for whom, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from annotate.store import Store
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
    def articles(self) -> dict[int, str]:
        """Article of each task, by the task's number."""
        return {number: article_of(unit) for number, unit in self.units.items()}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of the task of each unit."""
        return {unit: number for number, unit in self.units.items()}

    def enter(self, number: int, status: Status) -> None:
        """Note what became of a task."""
        known = self.status.get(number)
        if known is None or _RANK[known] < _RANK[status]:
            self.status[number] = status


@dataclass(slots=True)
class Work:
    """One annotator's work, and what became of it."""

    assigned: bool
    """Whether articles are assigned; otherwise it is the tasks that were pushed."""
    places: list[Place]
    """What is to be done, by project; those without such tasks too."""
    unsent: Counter[str]
    """How many units are to be done that were not pushed yet, by article."""
    beyond: set[str] = field(default_factory=set)
    """Keys of units, none of these, that are submitted or skipped."""

    def units(self) -> Counter[str]:
        """Return how many units are to be done, by article."""
        counted = Counter(self.unsent)
        for place in self.places:
            counted.update(place.articles.values())
        return counted

    def done(self) -> Counter[str]:
        """Return how many of these are submitted or skipped, by article."""
        counted: Counter[str] = Counter()
        for place in self.places:
            counted.update(place.articles[number] for number, status in place.status.items() if status != "draft")
        return counted

    def by_status(self) -> Counter[Status]:
        """Return how many of these somebody began, by what became of them."""
        return Counter(chain.from_iterable(place.status.values() for place in self.places))


def works(store: Store, granularity: Granularity) -> dict[str, Work]:
    """Return all work by the name of its annotator; `granularity` cuts articles that were assigned but not pushed."""
    held: defaultdict[str, list[Assignment]] = defaultdict(list)
    for assignment in store.assignments():
        held[assignment.annotator].append(assignment)
    projects = [project for project in store.projects(ended=True) if project.purpose != "adjudicate"]
    found: dict[str, Work] = {}
    for name in sorted({*held, *(project.annotator for project in projects)}):
        mine = [project for project in projects if project.annotator == name]
        found[name] = _work(store, mine, held[name], granularity)
        for place in found[name].places:
            _enter(store, name, place, found[name])
    return found


def _enter(store: Store, annotator: str, place: Place, work: Work) -> None:
    """Note what became of the tasks of one place, from annotations that were made on them."""
    units, stray = place.units, False
    for number, status in store.begun(annotator, place.prefix):
        if number in units:
            place.enter(number, status)
        else:
            stray = True
    if stray:
        for number, status, unit in store.begun_units(annotator, place.prefix):
            if number not in units:
                _enter_elsewhere(work, unit, status)


def _enter_elsewhere(work: Work, unit: str, status: Status) -> None:
    """Note what became of a unit whose task is no longer to be done, in case the task was made anew."""
    for other in work.places:
        if unit in other.numbers:
            other.enter(other.numbers[unit], status)
            return
    if status != "draft":
        work.beyond.add(unit)


def article_of(unit: str) -> str:
    """Return the article of a unit by its key; of hundreds of thousands of them, without reading the rest of it."""
    return unit.partition("@")[0]


def _work(store: Store, projects: Sequence[Project], held: Sequence[Assignment], granularity: Granularity) -> Work:
    """Return what one annotator is to do."""
    assigned = {assignment.article for assignment in held}
    places = [Place(f"{project.server}/{project.remote}/", _wanted(store, project, assigned)) for project in projects]
    missing = assigned.difference(*(place.articles.values() for place in places))
    order = [assignment.article for assignment in held if assignment.article in missing]
    unsent = Counter({article.id: len(cut(article.current, granularity)) for article in store.articles(order)})
    return Work(assigned=bool(assigned), places=places, unsent=unsent)


def _wanted(store: Store, project: Project, assigned: Iterable[str]) -> dict[int, str]:
    if project.ended is not None:
        return {}
    units = store.open_tasks(project.id)
    return {number: unit for number, unit in units.items() if article_of(unit) in assigned} if assigned else units
