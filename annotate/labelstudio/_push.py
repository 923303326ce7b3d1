"""Bringing tasks to a project on the server, so that a second try finds what a first one left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from annotate.errors import ServerError
from annotate.labelstudio._client import Client
from annotate.labelstudio._listing import RemoteProject
from annotate.labelstudio._plan import RETIRED, Known, Plan, Wanted

BATCH_TASKS = 1_000
"""Tasks a request; the server is fastest at about this many."""

BATCH_BYTES = 32 * 1024 * 1024
"""Bytes a request; far less than the server takes."""

MOST_BYTES = 250 * 1024 * 1024
"""Bytes that the server takes in a request; beyond them it fails without saying why."""

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
    Once a project is made, it is looked for again: a request of an earlier try, given up long ago, may have been
    carried out in between. Raises what `Client` raises.
    """
    there = found or find_project(client, marker)
    if there.project is None:
        made = client.create_project(title=title, marker=marker, config=config, instructions=instructions)
        there = find_project(client, marker)
        if there.project is None:
            return made
    for copy in there.copies:
        if not copy.tasks:
            client.delete_project(copy.id)
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
    _create(client, project, plan.create, recorder)
    if plan.delete:
        client.delete_tasks(project, plan.delete)
        recorder.forget(plan.delete)
    for number in plan.retire:
        _retire(client, project, number, recorder)


def _create(client: Client, project: int, tasks: Sequence[Wanted], recorder: Recorder) -> None:
    """Add tasks batch by batch; one is written down while the server takes the next."""

    def keep(batch: Sequence[Wanted], numbers: Sequence[int]) -> None:
        recorder.keep({one.key: _added(number, one) for number, one in zip(numbers, batch, strict=True)})

    for one in tasks:
        if len(one.body) > MOST_BYTES:
            raise ServerError(
                f"the task of unit {one.key}",
                f"{len(one.body):,} bytes",
                expected=f"at most {MOST_BYTES:,}, which is what Label Studio takes",
                cure="split its text with annotate corpus edit, then push again",
            )
    with ThreadPoolExecutor(1, "push") as sender:
        sent: tuple[Sequence[Wanted], Future[tuple[int, ...]]] | None = None
        for batch in batches(tasks):
            before, numbers = (sent[0], sent[1].result()) if sent else ((), ())
            suggestions = sum(len(one.suggestions) for one in batch)
            sent = batch, sender.submit(client.add_tasks, project, [one.body for one in batch], suggestions)
            if before:
                keep(before, numbers)
        if sent:
            keep(sent[0], sent[1].result())


def _added(number: int, wanted: Wanted) -> Known:
    return Known(number, wanted.content, suggestion=wanted.suggestion.model if wanted.suggestion else None)


def _retire(client: Client, project: int, number: int, recorder: Recorder) -> None:
    """Mark a task that holds work as wanted no more; its annotations stay as they are."""
    for raw in client.export(project, [number]):
        data = raw["data"]
        if isinstance(data, dict) and isinstance(key := data.get("key"), str):
            client.change_data(number, {**data, RETIRED: True})
            recorder.keep({key: Known(number, retired=True)})


def batches(
    tasks: Iterable[Wanted], most: int = BATCH_TASKS, most_bytes: int = BATCH_BYTES
) -> Iterator[Sequence[Wanted]]:
    """Cut tasks into runs of at most so many tasks and bytes of JSON; a task beyond the bytes is a run of its own."""
    batch: list[Wanted] = []
    size = 0
    for task in tasks:
        length = len(task.body)
        if batch and (len(batch) == most or size + length > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += length
    if batch:
        yield batch
