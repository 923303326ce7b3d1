"""Bringing home what changed in a project on the server."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import JsonValue

from annotate.labelstudio._client import Client, moment, task_filter

CHUNK = 200
"""Tasks a request; exports of this size are the fastest."""

OVERLAP = timedelta(minutes=2)
"""How far behind the last seen change a pull starts: changes may become visible out of order."""

_DRAFTED = task_filter("draft_exists", "equal", "Boolean", True)
"""Drafts do not move a task's time of change, so tasks with drafts are looked at each time."""


@dataclass(frozen=True)
class PulledTask:
    """A task that changed, with everything on it."""

    number: int
    """Its number on the server."""
    key: str | None
    """The key in its data, None for a task that was not pushed."""
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
    client: Client, project: int, since: datetime | None, also: Collection[int] = ()
) -> tuple[tuple[int, datetime], ...]:
    """Return number and time of the tasks that changed since a moment (with some overlap), or have a draft.

    Without a moment: of the tasks that anybody annotated or began to. `also` are numbers of tasks to look at in any
    case: those on which drafts are known, since a draft that is thrown away leaves no trace. No time is before
    `since`, so that looking at an old draft does not set a pull back.

    Raises what `Client` raises.
    """
    if since is None:
        counts = ("total_annotations", "cancelled_annotations")
        filters = [task_filter(count, "greater", "Number", 0) for count in counts]
    else:
        filters = [task_filter("updated_at", "greater_or_equal", "Datetime", moment(since - OVERLAP))]
    first = since or datetime.fromtimestamp(0, UTC)
    found = dict.fromkeys(also, first)
    found |= {number: max(time, first) for number, time in client.list_tasks(project, *filters, _DRAFTED)}
    return tuple(sorted(found.items()))


def pull(client: Client, project: int, changed: tuple[tuple[int, datetime], ...]) -> Iterator[Change]:
    """Yield the changed tasks chunk by chunk, oldest change first, so that an interrupted pull goes on where it was.

    A task that is gone by now is left out. Raises what `Client` raises; chunks that came before hold.
    """
    order = sorted(changed, key=lambda task: (task[1], task[0]))
    for start in range(0, len(order), CHUNK):
        chunk = order[start : start + CHUNK]
        found = client.export(project, [number for number, _ in chunk])
        tasks = sorted((_task(raw) for raw in found), key=lambda task: task.number)
        yield Change(tasks=tuple(tasks), until=chunk[-1][1])


def gone(client: Client, project: int, numbers: Collection[int]) -> frozenset[int]:
    """Return which of these tasks are no longer on the server; they leave no other trace there.

    Raises what `Client` raises.
    """
    return frozenset(numbers) - client.existing(project, numbers)


def _task(raw: dict[str, JsonValue]) -> PulledTask:
    data = raw.get("data")
    key = data.get("key") if isinstance(data, dict) else None
    number = raw["id"]
    assert isinstance(number, int), "Label Studio numbers its tasks"  # noqa: S101
    annotations = tuple(_objects(raw.get("annotations")))
    drafts = (draft for draft in _objects(raw.get("drafts")) if draft_of(draft, annotations) is None)
    return PulledTask(
        number=number,
        key=key if isinstance(key, str) else None,
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
