"""Bringing tasks to a project on the server, so that a second try finds what a first one left behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from annotate.labelstudio._client import Client, RemoteProject
from annotate.labelstudio._plan import RETIRED, Known, Plan, Suggestion, Wanted

BATCH_TASKS = 1_000
"""Tasks a request; the server is fastest at about this many."""

BATCH_BYTES = 32 * 1024 * 1024
"""Bytes a request; the server refuses bodies beyond 250 MiB."""

Keep = Callable[[Mapping[str, Known]], None]
"""Called with tasks by their keys as soon as they are on the server, to be written down."""

Forget = Callable[[Sequence[int]], None]
"""Called with the numbers of tasks as soon as they are gone from the server."""


@dataclass(frozen=True)
class Recorder:
    """Where a push writes down what is on the server, step by step."""

    keep: Keep
    forget: Forget


@dataclass(frozen=True)
class Found:
    """The projects with a marker."""

    project: RemoteProject | None
    """The one to use; None where there is none."""
    copies: tuple[RemoteProject, ...]
    """Further ones, which come of a request that was repeated on its way, or of a person's copying."""


def find_project(client: Client, marker: str, known: int | None = None) -> Found:
    """Look for the projects with a marker: the one of a known number is used, or the first that has tasks, or any."""
    found = client.find_projects(marker)
    order = sorted(found, key=lambda project: (project.id != known, not project.tasks, project.id))
    return Found(next(iter(order), None), tuple(order[1:]))


def ensure_project(
    client: Client, *, title: str, marker: str, config: str, instructions: str, found: Found | None = None
) -> int:
    """Return the number of the project with that marker, made if there is none; its config is brought up to date.

    The marker stands as a line in the project's description: there, and not only in the answer to its making, it is
    found again. Copies without tasks are deleted. `found` is what `find_project` gave, where it was asked already.
    Raises what `Client` raises.
    """
    there = found or find_project(client, marker)
    for copy in there.copies:
        if not copy.tasks:
            client.delete_project(copy.id)
    if there.project is None:
        return client.create_project(title=title, marker=marker, config=config, instructions=instructions)
    if (there.project.config, there.project.instructions) != (config, instructions):
        client.configure(there.project.id, config=config, instructions=instructions)
    return there.project.id


def show_suggestions(client: Client, project: int, model: str) -> None:
    """Have annotators of a project begin with the suggestions of a model, of which some task there has one."""
    if client.project(project).shows != model:
        client.show_suggestions(project, model)


def push(client: Client, project: int, plan: Plan, recorder: Recorder) -> None:
    """Do what a plan says, in an order in which nothing is lost wherever it ends: a next survey finds the rest.

    Every step is written down as soon as the server has answered. Raises what `Client` raises; what was done until
    then holds.
    """
    if plan.learn:
        recorder.keep(dict(plan.learn))
    if plan.forget:
        recorder.forget(plan.forget)
    for number, wanted in (*plan.update, *plan.reopen):
        client.change_data(number, wanted.data)
        recorder.keep({wanted.key: Known(number, wanted.content)})
    for batch in batches(plan.create):
        numbers = client.add_tasks(project, [payload(wanted) for wanted in batch])
        recorder.keep({one.key: _added(number, one) for number, one in zip(numbers, batch, strict=True)})
    if plan.delete:
        client.delete_tasks(project, plan.delete)
        recorder.forget(plan.delete)
    for number in plan.retire:
        _retire(client, project, number, recorder)


def _added(number: int, wanted: Wanted) -> Known:
    return Known(number, wanted.content, suggestion=wanted.suggestion.model if wanted.suggestion else None)


def _retire(client: Client, project: int, number: int, recorder: Recorder) -> None:
    """Mark a task that holds work as wanted no more; its annotations stay as they are."""
    for raw in client.export(project, [number]):
        data = raw["data"]
        if isinstance(data, dict) and isinstance(key := data.get("key"), str):
            client.change_data(number, {**data, RETIRED: True})
            recorder.keep({key: Known(number, retired=True)})


def payload(wanted: Wanted) -> dict[str, JsonValue]:
    """Return a task as the server's import takes it."""
    task: dict[str, JsonValue] = {"data": dict(wanted.data)}
    if wanted.suggestion is not None:
        task["predictions"] = [_prediction(wanted.suggestion)]
    return task


def _prediction(suggestion: Suggestion) -> dict[str, JsonValue]:
    made: dict[str, JsonValue] = {
        "model_version": suggestion.model,
        "result": [dict(result) for result in suggestion.results],
    }
    return made if suggestion.score is None else {**made, "score": suggestion.score}


def batches(
    tasks: Sequence[Wanted], most: int = BATCH_TASKS, most_bytes: int = BATCH_BYTES
) -> Iterator[Sequence[Wanted]]:
    """Cut tasks into runs of at most so many tasks and bytes of JSON; a task beyond the bytes is a run of its own."""
    batch: list[Wanted] = []
    size = 0
    for task in tasks:
        length = len(json.dumps(payload(task)))
        if batch and (len(batch) == most or size + length > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += length
    if batch:
        yield batch
