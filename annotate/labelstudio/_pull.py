"""Bringing home what changed in a project on the server."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.pool import AsyncResult, ThreadPool

from pydantic import JsonValue

from annotate.labelstudio._client import Client
from annotate.labelstudio._export import Export
from annotate.labelstudio._listing import moment, task_filter

CHUNK = 200
"""Tasks a request; exports of this size are as fast as any, and their numbers fit into an address."""

AHEAD = 2
"""Chunks that are on the way or wait while one is worked on."""

OVERLAP = timedelta(minutes=2)
"""How far behind the last pull the next one starts: changes may become visible out of order."""

_BY_SOMEBODY = task_filter("annotators", "empty", "List", False)
"""Asks for the annotations themselves: Label Studio may lose a task's counts of them when its database is busy."""

_COUNTED = tuple(task_filter(count, "greater", "Number", 0) for count in ("total_annotations", "cancelled_annotations"))
"""Asks for the counts, since annotations of a deleted account are nobody's."""

_DRAFTED = task_filter("draft_exists", "equal", "Boolean", True)
"""Drafts do not move a task's time of change, so tasks with drafts are looked at each time."""


@dataclass(frozen=True)
class PulledTask:
    """A task that changed, with everything on it."""

    number: int
    """Its number on the server."""
    key: str | None
    """The key in its data, None for a task that was not pushed."""
    text: str | None
    """The text that it shows; None where it shows none."""
    changed: datetime | None
    """When the server says that it changed last."""
    annotations: tuple[dict[str, JsonValue], ...]
    """Its annotations, submitted and skipped, exactly as they came."""
    drafts: tuple[dict[str, JsonValue], ...]
    """Drafts of annotations that were never submitted, as they came but for what tells how long ago that was."""


@dataclass(frozen=True)
class Change:
    """A chunk of what changed."""

    tasks: tuple[PulledTask, ...]
    """The tasks, by number."""
    until: datetime
    """The latest change in this chunk and those before it; where to go on from once all chunks are stored."""


def changes(
    client: Client,
    project: int,
    since: datetime | None,
    also: Collection[int] = (),
    *,
    seen: Mapping[int, datetime] | None = None,
    annotated: Collection[int] | None = None,
) -> tuple[tuple[int, datetime], ...]:
    """Return number and time of the tasks that changed since a moment (with some overlap), or have a draft.

    Args:
        client: The server.
        project: Number of the project.
        since: Every change until then is known. None: nothing is; tasks that anybody annotated or began to are told.
        also: Numbers of tasks to look at in any case: those on which drafts are known, since a draft that is thrown
            away leaves no trace.
        seen: Changes in the overlap that are known, by the number of the task, and are left out.
        annotated: Numbers of the tasks on which annotations are known. Others on which there are none are left out;
            None: they are not.

    No time is before `since`, so that looking at an old draft does not set a pull back. By number. Raises what
    `Client` raises.
    """
    first = since or datetime.fromtimestamp(0, UTC)
    found = dict.fromkeys(also, first)
    if since is None:
        listed = [task for condition in (_BY_SOMEBODY, *_COUNTED) for task in client.changed_tasks(project, condition)]
    else:
        lately = task_filter("updated_at", "greater_or_equal", "Datetime", moment(since - OVERLAP))
        listed = list(client.changed_tasks(project, lately))
        if annotated is not None:
            on = {task.number for task in listed if task.submitted or task.skipped or task.number in annotated}
            if len(on) < len(listed):
                on |= {task.number for task in client.changed_tasks(project, lately, _BY_SOMEBODY)}
            listed = [task for task in listed if task.number in on]
    known = seen or {}
    found |= {task.number: max(task.changed, first) for task in listed if known.get(task.number) != task.changed}
    found |= {task.number: max(task.changed, first) for task in client.changed_tasks(project, _DRAFTED)}
    return tuple(sorted(found.items()))


def annotated(client: Client, project: int) -> int:
    """Return about how many tasks are annotated or skipped; one with several annotations is counted for each."""
    return client.count_tasks(project, _BY_SOMEBODY)


def pull(client: Client, project: int, changed: tuple[tuple[int, datetime], ...]) -> Iterator[Change]:
    """Yield the changed tasks chunk by chunk, oldest change first, so that an interrupted pull goes on where it was.

    A task that is gone by now is left out. While a chunk is worked on, the next ones come. Raises what `Client`
    raises; chunks that came before hold.
    """
    order = sorted(changed, key=lambda task: (task[1], task[0]))
    chunks = [order[start : start + CHUNK] for start in range(0, len(order), CHUNK)]
    coming = download(client, project, [[number for number, _ in chunk] for chunk in chunks])
    with closing(coming):
        for chunk, tasks in zip(chunks, coming, strict=True):
            yield Change(tasks=tasks, until=chunk[-1][1])


def download(
    client: Client, project: int, chunks: Sequence[Sequence[int]]
) -> Generator[tuple[PulledTask, ...], None, None]:
    """Yield the tasks of each chunk, given by their numbers; those that are gone are left out.

    A thread of its own asks for the next chunks, one after the other and unread, so that the server always has one to
    make and never two, for which it would take longer. When the iterator is closed that thread is left to itself, and
    does not keep the process from ending. Raises what `Client` raises.
    """
    waiting: deque[AsyncResult[Export]] = deque()
    pool = ThreadPool(1)
    try:
        for chunk in chunks:
            waiting.append(pool.apply_async(client.fetch, (project, chunk)))
            if len(waiting) > AHEAD:
                yield _tasks(waiting.popleft().get())
        while waiting:
            yield _tasks(waiting.popleft().get())
    finally:
        pool.terminate()


def _tasks(export: Export) -> tuple[PulledTask, ...]:
    return tuple(sorted(map(pulled_task, export.tasks()), key=lambda task: task.number))


def gone(client: Client, project: int, numbers: Collection[int]) -> frozenset[int]:
    """Return which of these tasks are no longer on the server; they leave no other trace there.

    Raises what `Client` raises.
    """
    return frozenset(numbers) - client.existing(project, numbers)


def pulled_task(raw: Mapping[str, JsonValue]) -> PulledTask:
    """Return a task with everything on it from Label Studio's full JSON; it has a number."""
    data, changed, number = raw.get("data"), raw.get("updated_at"), raw["id"]
    key, text = (data.get("key"), data.get("text")) if isinstance(data, dict) else (None, None)
    assert isinstance(number, int), "Label Studio numbers its tasks"  # noqa: S101
    annotations = tuple(_objects(raw.get("annotations")))
    drafts = (draft for draft in _objects(raw.get("drafts")) if draft_of(draft, annotations) is None)
    return PulledTask(
        number=number,
        key=key if isinstance(key, str) else None,
        text=text if isinstance(text, str) else None,
        changed=datetime.fromisoformat(changed) if isinstance(changed, str) else None,
        annotations=annotations,
        drafts=tuple({name: value for name, value in draft.items() if name != "created_ago"} for draft in drafts),
    )


def draft_of(draft: Mapping[str, JsonValue], annotations: Collection[Mapping[str, JsonValue]]) -> int | None:
    """Return the number of the annotation that a draft is one of changes to; None for the draft of a new one.

    While the annotation is being changed by us, it stands in `import_id`: see `rewrite`.
    """
    number = draft.get("annotation") or draft.get("import_id")
    return number if isinstance(number, int) and number in {one.get("id") for one in annotations} else None


def _objects(value: JsonValue) -> Iterator[dict[str, JsonValue]]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))
