"""Changing what annotators did, on the server, so that nothing is lost and a second try does the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import JsonValue

from annotate.labelstudio._client import Client
from annotate.labelstudio._pull import CHUNK, draft_of

RATE = 6.0
"""Annotations that Label Studio changes in a second."""

Results = Sequence[JsonValue]


class Place(NamedTuple):
    """Where results are on the server."""

    task: int
    """Number of the task."""
    number: int
    """Number of the annotation, or of the draft of none."""
    kind: Literal["annotation", "draft", "changes"]
    """An annotation; a draft of none; or a draft of changes to the annotation."""


@dataclass(frozen=True)
class _Work:
    """What is to be changed together: an annotation with its drafts, or one draft."""

    place: Place
    drafts: tuple[int, ...] = ()
    """Drafts of changes to the annotation: they are there until it is submitted again."""


Change = Callable[[Place, Results], list[JsonValue]]
"""Returns what results are to be; what it returned once, it returns again unchanged."""


def rewrite(
    client: Client, project: int, tasks: Sequence[int], change: Change, note: Callable[[Sequence[Place]], None]
) -> Iterator[int]:
    """Change annotations and drafts of tasks, and yield chunk by chunk how many were.

    Args:
        client: The server.
        project: Number of the project.
        tasks: Numbers of its tasks.
        change: What becomes of results.
        note: Called with what will be changed before it is, to be written down.

    Each is read again right before it is changed, since somebody may be working on it. Label Studio deletes the drafts
    of an annotation that is changed: they are taken off it meanwhile, and bear its number in `import_id`, by which
    they are put back, also by the next call if this one is stopped. Raises what `Client` raises.
    """
    for start in range(0, len(tasks), CHUNK):
        found = [work for raw in client.export(project, tasks[start : start + CHUNK]) for work in _work(raw, change)]
        if found:
            note([work.place for work in found])
        yield sum(_carry_out(client, work, change) for work in found)


def _work(raw: dict[str, JsonValue], change: Change) -> Iterator[_Work]:
    """Yield what of a task is to be changed, or was left behind by a call that was stopped."""
    task = _number(raw, "id")
    annotations = list(_objects(raw.get("annotations")))
    drafts = [(draft, draft_of(draft, annotations)) for draft in _objects(raw.get("drafts"))]
    for annotation in annotations:
        place = Place(task, _number(annotation, "id"), "annotation")
        mine = [draft for draft, whose in drafts if whose == place.number]
        changes = place._replace(kind="changes")
        drafted = any(not draft.get("annotation") or _differs(changes, draft, change) for draft in mine)
        if drafted or _differs(place, annotation, change):
            yield _Work(place, tuple(_number(draft, "id") for draft in mine))
    for draft, whose in drafts:
        place = Place(task, _number(draft, "id"), "draft")
        if whose is None and _differs(place, draft, change):
            yield _Work(place)


def _carry_out(client: Client, work: _Work, change: Change) -> int:
    place = work.place
    if place.kind == "draft":
        client.change_draft(place.number, {"result": change(place, client.draft(place.number))})
        return 1
    before = client.annotation(place.number)
    after = change(place, before)
    if after != before:
        for draft in work.drafts:
            client.change_draft(draft, {"annotation": None, "import_id": place.number})
        client.change_annotation(place.number, after)
    for draft in work.drafts:
        results = change(place._replace(kind="changes"), client.draft(draft))
        client.change_draft(draft, {"result": results, "annotation": place.number, "import_id": None})
    return 1


def _differs(place: Place, raw: dict[str, JsonValue], change: Change) -> bool:
    results = raw.get("result")
    return isinstance(results, list) and change(place, results) != results


def _number(raw: dict[str, JsonValue], name: str) -> int:
    number = raw[name]
    assert isinstance(number, int), "Label Studio numbers what it has"  # noqa: S101
    return number


def _objects(value: JsonValue) -> Iterator[dict[str, JsonValue]]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))
