"""What a push is to do, found by comparing what there should be with what is on the server.

Tasks are known by the key in their data. What is annotated, skipped or begun is never changed or deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pydantic import JsonValue

from annotate.labelstudio._client import Client
from annotate.labelstudio._listing import Listed, task_filter

FEW = 4
"""Asking for a key by name costs about as much as listing so many tasks."""

CHUNK = 200
"""Tasks whose work is asked for at a time."""

RETIRED = "retired"
"""Name in the data of a task whose unit is wanted no more; annotators' tasks have it only then."""

Data = Mapping[str, JsonValue]
"""The data of a task; its `key` is what it is found by."""


@dataclass(frozen=True)
class Suggestion:
    """Labels to show to the annotator."""

    model: str
    """Name and version of what made them."""
    results: tuple[Mapping[str, JsonValue], ...]
    """The labels, as an annotation has them."""
    score: float | None = None
    """How sure it was."""

    @property
    def prediction(self) -> dict[str, JsonValue]:
        """The labels as the server's import takes them."""
        made: dict[str, JsonValue] = {"model_version": self.model, "result": [dict(result) for result in self.results]}
        return made if self.score is None else {**made, "score": self.score}


@dataclass(frozen=True)
class Wanted:
    """A task that there is to be."""

    data: Data
    """Its data."""
    suggestion: Suggestion | None = None
    """What it suggests."""
    beside: tuple[Suggestion, ...] = ()
    """What is shown beside that on demand, each of a model of its own; only where there is a suggestion."""

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """All labels that come with it, those that are suggested last."""
        return (*self.beside, self.suggestion) if self.suggestion is not None else ()

    @property
    def key(self) -> str:
        """What it is found by."""
        return str(self.data["key"])

    @cached_property
    def content(self) -> str:
        """Hash of its data."""
        return content_of(self.data)

    @cached_property
    def payload(self) -> dict[str, JsonValue]:
        """The task as the server's import takes it."""
        task: dict[str, JsonValue] = {"data": dict(self.data)}
        if self.suggestions:
            task["predictions"] = [one.prediction for one in self.suggestions]
        return task

    @cached_property
    def body(self) -> str:
        """The task as it goes to the server: JSON, in ASCII. The same task goes to many annotators."""
        return json.dumps(self.payload, separators=(",", ":"))


@dataclass(frozen=True)
class Known:
    """A task that is known to be on the server, or was."""

    number: int
    """Its number there."""
    content: str | None = None
    """Hash of its data; None where that is not known."""
    retired: bool = False
    """Whether it is marked as wanted no more."""
    suggestion: str | None = None
    """Name and version of what made its suggestion."""


@dataclass(frozen=True)
class Plan:
    """What is to be done in one project, in the order of the fields; nothing of it has been."""

    learn: tuple[tuple[str, Known], ...] = ()
    """Tasks that are there and not known, or known otherwise, by key."""
    update: tuple[tuple[int, Wanted], ...] = ()
    """Numbers of tasks that nobody has touched, and what they are to show."""
    create: tuple[Wanted, ...] = ()
    """Tasks to add."""
    delete: tuple[int, ...] = ()
    """Numbers of tasks that are wanted no more and that nobody has touched."""
    retire: tuple[int, ...] = ()
    """Numbers of tasks that are wanted no more and hold work: they stay and are marked."""
    reopen: tuple[tuple[int, Wanted], ...] = ()
    """Numbers of tasks that are marked and wanted again."""
    forget: tuple[int, ...] = ()
    """Numbers of tasks that are wanted no more and were gone already."""
    differing: Mapping[str, int] = field(default_factory=dict)
    """Numbers of tasks that hold work and show something else than they should, by key: for a person to decide."""
    repeated: Mapping[int, str] = field(default_factory=dict)
    """Further tasks of one key that hold work: their key by their number; for a person to decide."""

    @property
    def idle(self) -> bool:
        """Whether nothing is to be done on the server."""
        return not (self.update or self.create or self.delete or self.retire or self.reopen)


def content_of(data: Data) -> str:
    """Return the hash of a task's data, as SHA-256 in hexadecimal."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def survey(
    client: Client,
    project: int,
    wanted: Iterable[Wanted],
    known: Mapping[str, Known],
    obsolete: Callable[[str], bool],
) -> Plan:
    """Compare the tasks that there should be with those that there are.

    Args:
        client: The server.
        project: Number of the project.
        wanted: Tasks that there should be, each with a key of its own.
        known: What is known to be there, by key.
        obsolete: Whether a key that is not wanted stands for something that is wanted no more; else it is left alone.

    What is known is trusted where the server has as many tasks as are known and can be found by name, and each of
    these; otherwise all its tasks are listed. Raises what `Client` raises.
    """
    return _Survey(client, project, {one.key: one for one in wanted}, known, obsolete).plan()


class _Survey:
    def __init__(
        self,
        client: Client,
        project: int,
        wanted: Mapping[str, Wanted],
        known: Mapping[str, Known],
        obsolete: Callable[[str], bool],
    ) -> None:
        self.client, self.project = client, project
        self.wanted, self.known, self.obsolete = wanted, known, obsolete

    def plan(self) -> Plan:
        there, copies = self._there()
        gone = {key: found for key, found in there.items() if key not in self.wanted and self.obsolete(key)}
        other = {key: found for key, found in there.items() if self._differs(key, found)}
        asked = [found.number for found in (*gone.values(), *other.values()) if not found.retired]
        touched = self._touched({*asked, *copies, *(there[key].number for key in copies.values())})
        there, copies = _worked_on(there, copies, touched)
        free = {key: found for key, found in gone.items() if found.number not in touched and not found.retired}
        untouched = {key: found for key, found in other.items() if found.number not in touched}
        anew = {key for key, found in untouched.items() if found.suggestion or self.wanted[key].suggestion}
        missing = [one for key, one in self.wanted.items() if key not in there or key in anew]
        moved = {one.key: key for key, one in _paired(free, missing)}
        return Plan(
            learn=tuple((key, found) for key, found in there.items() if self._is_news(key, found)),
            update=(
                *((free[old].number, self.wanted[key]) for key, old in moved.items()),
                *((found.number, self.wanted[key]) for key, found in untouched.items() if key not in anew),
            ),
            create=tuple(one for one in missing if one.key not in moved),
            delete=(
                *(found.number for key, found in free.items() if key not in moved.values()),
                *(untouched[key].number for key in anew),
                *(number for number in copies if number not in touched),
            ),
            retire=tuple(found.number for found in gone.values() if found.number in touched),
            reopen=tuple((found.number, self.wanted[key]) for key, found in there.items() if self._is_back(key, found)),
            forget=tuple(self._lost({found.number for found in there.values()})),
            differing={
                key: found.number
                for key, found in other.items()
                # Who has begun does without a suggestion; that is nothing to decide.
                if found.number in touched and found.content != self.wanted[key].content
            },
            repeated={number: key for number, key in copies.items() if number in touched},
        )

    def _there(self) -> tuple[dict[str, Known], dict[int, str]]:
        """Return the task of each key that is on the server, and the key of each further one by its number."""
        count = self.client.project(self.project).tasks
        if not count:
            return {}, {}
        unknown = [key for key in self.wanted if key not in self.known]
        unread = any(key in self.wanted and known.content is None for key, known in self.known.items())
        if not unread and len(unknown) * FEW < count:
            found = self.client.listed(self.project, unknown)
            numbers = {known.number for known in self.known.values()}
            if count == len(self.known) + len(found) and self.client.existing(self.project, numbers) == numbers:
                there, copies = self._chosen(found)
                return {**self.known, **there}, copies
        return self._chosen(self.client.listed(self.project))

    def _chosen(self, found: Iterable[Listed]) -> tuple[dict[str, Known], dict[int, str]]:
        """Choose one task of each key, the one that is known or else the oldest."""
        tasks: defaultdict[str, list[Listed]] = defaultdict(list)
        for task in sorted(found, key=lambda task: task.number):
            tasks[task.key].append(task)
        suggested = self._suggested() if tasks else {}
        there: dict[str, Known] = {}
        copies: dict[int, str] = {}
        for key, same in tasks.items():
            known = self.known.get(key)
            first = next((task for task in same if known and task.number == known.number), same[0])
            there[key] = self._known(first, suggested.get(first.number))
            copies |= {task.number: key for task in same if task is not first}
        return there, copies

    def _suggested(self) -> dict[int, str]:
        """Return which of the models that are wanted a task has a suggestion of, by its number."""
        models = sorted({one.suggestion.model for one in self.wanted.values() if one.suggestion})
        return {
            number: model
            for model in models
            for number, _ in self.client.list_tasks(
                self.project, task_filter("predictions_model_versions", "contains", "List", [model])
            )
        }

    def _known(self, task: Listed, suggestion: str | None) -> Known:
        wanted, known = self.wanted.get(task.key), self.known.get(task.key)
        content = content_of({name: task.data.get(name) for name in wanted.data}) if wanted else None
        if suggestion is None and known and known.number == task.number:
            suggestion = known.suggestion
        return Known(task.number, content, retired=bool(task.data.get(RETIRED)), suggestion=suggestion)

    def _differs(self, key: str, found: Known) -> bool:
        wanted = self.wanted.get(key)
        if wanted is None or found.retired:
            return False
        suggests = wanted.suggestion is not None and wanted.suggestion.model != found.suggestion
        return suggests or found.content != wanted.content

    def _is_back(self, key: str, found: Known) -> bool:
        return found.retired and key in self.wanted

    def _is_news(self, key: str, found: Known) -> bool:
        return self.known.get(key) != found and (key in self.wanted or key in self.known)

    def _lost(self, numbers: Collection[int]) -> Iterator[int]:
        """Yield the numbers of tasks that are gone and wanted no more; one that shows another unit now is not gone."""
        for key, known in self.known.items():
            if key not in self.wanted and known.number not in numbers:
                yield known.number

    def _touched(self, numbers: Collection[int]) -> frozenset[int]:
        """Return which of these tasks hold work: an annotation, a skip or a draft."""
        order = sorted(numbers)
        found: set[int] = set()
        for start in range(0, len(order), CHUNK):
            for raw in self.client.export(self.project, order[start : start + CHUNK]):
                number = raw["id"]
                if isinstance(number, int) and (raw.get("annotations") or raw.get("drafts")):
                    found.add(number)
        return frozenset(found)


def _worked_on(
    there: Mapping[str, Known], copies: Mapping[int, str], touched: Collection[int]
) -> tuple[dict[str, Known], dict[int, str]]:
    """Prefer, of tasks with one key, one that holds work."""
    chosen, further = dict(there), dict(copies)
    for number, key in copies.items():
        if number in touched and chosen[key].number not in touched:
            further[chosen[key].number] = key
            del further[number]
            chosen[key] = replace(chosen[key], number=number, suggestion=None)
    return chosen, further


def _paired(free: Mapping[str, Known], missing: Iterable[Wanted]) -> Iterator[tuple[str, Wanted]]:
    """Yield which task that is free can show which that is missing, of the same article, both in their order.

    Tasks with a suggestion are no use: it would be that of another text.
    """
    rest: defaultdict[str, list[str]] = defaultdict(list)
    for key, found in sorted(free.items(), key=lambda item: item[1].number, reverse=True):
        if found.suggestion is None:
            rest[_article(key)].append(key)
    for one in missing:
        if one.suggestion is None and (waiting := rest[_article(one.key)]):
            yield waiting.pop(), one


def _article(key: str) -> str:
    return key.partition("@")[0]
