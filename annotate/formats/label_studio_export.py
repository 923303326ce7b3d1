"""Label Studio's full JSON export: tasks of any text project with the annotations of any number of people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError

from annotate.errors import InputError
from schema import Unit

_EXPECTED = "a full JSON export of Label Studio (JSON, not JSON-MIN): a list of tasks with `data` and `annotations`"
_CURE = "export the project as JSON"
_FAULTS = {"dict_type": "no object", "model_type": "no object", "tuple_type": "no list", "string_type": "no text"}
"""What is said of values of a wrong type, by pydantic's name of the fault."""


class _Task(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    project: str = ""
    data: dict[str, JsonValue]
    annotations: tuple[dict[str, JsonValue], ...]


_TASKS: TypeAdapter[tuple[_Task, ...]] = TypeAdapter(tuple[_Task, ...])


@dataclass(frozen=True, slots=True)
class ExportedTask:
    """A task of an export."""

    place: str
    """Project and task, by their numbers on the server; the same in every export of it."""
    text: str
    """The text that was labelled."""
    unit: Unit | None
    """The unit that it shows, if this program made the task."""
    annotations: tuple[dict[str, JsonValue], ...]
    """What was done with it."""


def read_export(text: str, where: str, key: str = "text") -> tuple[ExportedTask, ...]:
    """Read an export; `key` names the field of a task's data that was labelled.

    Raises InputError when it is no full export, or a task has no text under that key; every such task is named.
    """
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
        if not isinstance(value, list) or not value:
            raise InputError(
                where, "a list without tasks" if value == [] else "no list", expected=_EXPECTED, cure=_CURE
            )
        tasks = _TASKS.validate_python(value)
    except UnicodeEncodeError as error:
        found = "half of a surrogate pair, which is no character"
        raise InputError(
            where, found, expected="text", cure="find it in the file as \\ud8… to \\udf… and mend it"
        ) from error
    except (ValueError, RecursionError) as error:
        found = _first(error) if isinstance(error, ValidationError) else f"JSON that cannot be read ({error})"
        raise InputError(where, found, expected=_EXPECTED, cure=_CURE) from error
    without = [task for task in tasks if not isinstance(task.data.get(key), str)]
    if without:
        there = sorted({name for task in without for name in task.data})
        raise InputError(
            where,
            f"no text under {key!r} in the data of task {', '.join(task.id for task in without)}",
            expected=f"a string; the data has {', '.join(there) or 'nothing'}",
            cure="name the field that was labelled with --column text=NAME",
        )
    return tuple(_task(task, key) for task in tasks)


def account(annotation: dict[str, JsonValue]) -> str:
    """Return who made an annotation: the e-mail if the export has it, else the number of the account."""
    given = annotation.get("completed_by")
    if isinstance(given, dict):
        given = given.get("email") or given.get("id")
    return str(given) if isinstance(given, str | int) and given != "" else "unknown"


def names(annotations: Iterator[dict[str, JsonValue]]) -> list[str]:
    """Return the accounts in the order of their first annotation."""
    return list(dict.fromkeys(map(account, annotations)))


def _task(task: _Task, key: str) -> ExportedTask:
    try:
        unit = Unit.parse(str(task.data.get("key", "")))
    except ValueError:
        unit = None
    return ExportedTask(f"{task.project}/{task.id}", str(task.data[key]), unit, task.annotations)


def _first(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_input=False)
    number, *inside = faults[0]["loc"]
    key, kind = ".".join(map(str, inside)), faults[0]["type"]
    wrong = f"no `{key}`" if kind == "missing" else _FAULTS.get(kind, faults[0]["msg"])
    if key and kind != "missing":
        wrong = f"`{key}` is {wrong}"
    more = f", and {len(faults) - 1} more such" if len(faults) > 1 else ""
    return f"task {int(number) + 1} of the list: {wrong}{more}"
