"""Bringing tasks to a project on the server, so that a second try finds what a first one left behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.labelstudio._client import Client

BATCH_TASKS = 1_000
"""Tasks a request; the server is fastest at about this many."""

BATCH_BYTES = 32 * 1024 * 1024
"""Bytes a request; the server refuses bodies beyond 250 MiB."""

FEW = 4
"""Asking for a key by name costs about as much as listing so many tasks."""

Data = Mapping[str, object]
"""The data of a task, fit for JSON; its `key` is what it is found by."""


@dataclass(frozen=True)
class Pushed:
    """What a push did."""

    added: int
    """Tasks added."""
    found: int
    """Tasks that were on the server already without being known here."""


def ensure_project(client: Client, *, title: str, marker: str, config: str, instructions: str) -> int:
    """Return the number of the project with that marker, made if there is none; its config is brought up to date.

    The marker stands as a line in the project's description: there, and not only in the answer to its making, it is
    found again. Raises what `Client` raises.
    """
    found = client.find_project(marker)
    if found is None:
        return client.create_project(title=title, marker=marker, config=config, instructions=instructions)
    if (found.config, found.instructions) != (config, instructions):
        client.configure(found.id, config=config, instructions=instructions)
    return found.id


def push(
    client: Client,
    project: int,
    tasks: Sequence[Data],
    known: Mapping[str, int],
    keep: Callable[[Mapping[str, int]], None],
) -> Pushed:
    """Add the tasks whose key is not on the server.

    Args:
        client: The server.
        project: Number of the project.
        tasks: Data of all tasks that there should be, each with a `key` of its own.
        known: Number of each task that is known to be there, by key.
        keep: Called with keys and numbers as soon as they are on the server, batch by batch, to be written down.

    A known task that has since been deleted on the server is added again. Raises what `Client` raises; what was kept
    until then is on the server, and another call does the rest, also when the answer to a batch was lost.
    """
    wanted = {str(task["key"]): task for task in tasks}
    on_server = _keys(client, project, wanted.keys(), known)
    found = {key: number for key, number in on_server.items() if key in wanted and known.get(key) != number}
    if found:
        keep(found)
    missing = [task for key, task in wanted.items() if key not in on_server]
    for batch in batches(missing):
        numbers = client.add_tasks(project, batch)
        keep({str(task["key"]): number for task, number in zip(batch, numbers, strict=True)})
    return Pushed(added=len(missing), found=len(found))


def _keys(client: Client, project: int, wanted: Collection[str], known: Mapping[str, int]) -> Mapping[str, int]:
    """Return the number of each task on the server by its key, asking no more than is needed.

    When there are as many tasks as are known and found by name, these are they, and need not be listed.
    """
    there = client.project(project).tasks
    if not there:
        return {}
    unknown = [key for key in wanted if key not in known]
    if len(unknown) * FEW < there:
        both = {**known, **client.keys(project, unknown)}
        if len(both) == there:
            return both
    return client.keys(project)


def batches(tasks: Sequence[Data], most: int = BATCH_TASKS, most_bytes: int = BATCH_BYTES) -> Iterator[Sequence[Data]]:
    """Cut tasks into runs of at most so many tasks and bytes of JSON; a task beyond the bytes is a run of its own."""
    batch: list[Data] = []
    size = 0
    for task in tasks:
        length = len(json.dumps(task))
        if batch and (len(batch) == most or size + length > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += length
    if batch:
        yield batch
