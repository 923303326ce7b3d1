"""Questions to Label Studio's lists of tasks and projects, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

Item = TypeVar("Item", int, str)

Filter = Mapping[str, object]
"""One condition on the task list, in the words of Label Studio's data manager."""


class ChangedTask(BaseModel):
    """A task as far as it tells whether there is anything to pull."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int = Field(alias="id")
    """Its number on the server."""
    changed: AwareDatetime = Field(alias="updated_at")
    """When it, or an annotation on it, was made, changed, skipped or deleted last."""
    submitted: int = Field(alias="total_annotations")
    """Annotations on it that were submitted."""
    skipped: int = Field(alias="cancelled_annotations")
    """Annotations on it by which it was skipped."""


class Page(BaseModel):
    """The first tasks of those that were asked for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    tasks: tuple[ChangedTask, ...]
    """By number."""
    total: int
    """How many there are in all."""


class ListedProject(BaseModel):
    """A project as far as it tells whose it is."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: int
    """Its number on the server."""
    description: str | None = None
    """What stands there about it."""


class ProjectPage(BaseModel):
    """Some of the projects."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    projects: tuple[ListedProject, ...] = Field(alias="results")
    """Those of this page."""
    total: int = Field(alias="count")
    """How many there are in all."""
    next: str | None
    """Address of the next page; None on the last."""


class Added(BaseModel):
    """What the server says of an import."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    task_ids: tuple[int, ...]
    """Numbers of the tasks, in the order in which they were sent."""
    suggestions: int | None = Field(None, alias="prediction_count")
    """How many predictions were taken; None where the server does not tell."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A task as the server lists it."""

    number: int
    """Its number on the server."""
    key: str
    """The key in its data."""
    data: Mapping[str, JsonValue]
    """All its data."""


@dataclass(frozen=True)
class RemoteProject:
    """A project as the server has it."""

    id: int
    """Its number on the server."""
    marker: str
    """Its description, in which it has a line by which it is found again."""
    config: str
    """Its labelling config."""
    instructions: str
    """What annotators are told."""
    tasks: int
    """Number of tasks in it."""
    shows: str | None
    """Name and version of what made the suggestions that annotators see; None where they see none, or any."""


def task_filter(column: str, operator: str, kind: str, value: object) -> Filter:
    """Return one condition on the task list."""
    return {"filter": f"filter:tasks:{column}", "operator": operator, "type": kind, "value": value}


def after(number: int) -> Filter:
    """Return the condition that a task's number is beyond this one."""
    return task_filter("id", "greater", "Number", number)


def moment(time: datetime) -> str:
    """Return a time as conditions on the task list have it."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def first_page(project: int, filters: Sequence[Filter], most: int) -> dict[str, str | int]:
    """Return what to ask for the first tasks, by number, that meet all of the conditions."""
    query = {"filters": {"conjunction": "and", "items": list(filters)}, "ordering": ["tasks:id"]}
    return {
        "project": project,
        "include": "id,updated_at,total_annotations,cancelled_annotations",
        "fields": "task_only",
        "page_size": most,
        "query": json.dumps(query),
    }


def task_list(project: int, include: str, filters: Sequence[Filter], page_size: int) -> dict[str, object]:
    """Return what to ask the SDK for the tasks that meet one of the conditions, page by page."""
    query = {"filters": {"conjunction": "or", "items": list(filters)}} if filters else {}
    return {
        "project": project,
        "include": include,
        "query": json.dumps(query),
        "page_size": page_size,
        "fields": "task_only",
    }


def runs(items: Collection[Item], most: int) -> Iterator[list[Item]]:
    """Cut items, in order, into runs of at most so many."""
    order = sorted(items)
    for start in range(0, len(order), most):
        yield order[start : start + most]
