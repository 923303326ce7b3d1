"""Label Studio's full JSON export: tasks of any text project with the annotations of any number of people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from annotate.errors import InputError
from schema import Unit

_EXPECTED = "a full JSON export of Label Studio (JSON, not JSON-MIN): a list of tasks with `data` and `annotations`"
_CURE = "export the project as JSON"
NOT_FINITE = "NaN, Infinity, or a number too large to be kept"
"""What is said of what is not `finite`."""
_FAULTS = {"dict_type": "no object", "model_type": "no object", "tuple_type": "no list", "string_type": "no text"}
"""What is said of values of a wrong type, by pydantic's name of the fault."""


class _Task(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    project: str = ""
    data: dict[str, JsonValue]
    annotations: tuple[dict[str, JsonValue], ...]


@dataclass(frozen=True, slots=True)
class ExportedTask:
    """A task of an export."""

    where: str
    """Where it stands: the file, and its place in the list."""
    place: str
    """Project and task, by their numbers on the server; the same in every export of it."""
    text: str
    """The text that was labelled."""
    unit: Unit | None
    """The unit that it shows, if this program made the task."""
    data: dict[str, JsonValue]
    """All that the task shows, by field."""
    annotations: tuple[dict[str, JsonValue], ...]
    """What was done with it."""


def read_export(text: str, where: str, key: str = "text") -> tuple[list[ExportedTask], list[InputError]]:
    """Return the tasks of an export, and what is wrong with those that cannot be used.

    Args:
        text: the export.
        where: what an error calls it.
        key: the field of a task's data that was labelled.

    Raises:
        InputError: it is no full export, or none of its tasks can be used.
    """
    tasks: list[ExportedTask] = []
    faults: list[InputError] = []
    for number, value in enumerate(read_list(text, where), start=1):
        try:
            tasks.append(_task(value, f"{where}, task {number} of the list", key))
        except InputError as fault:
            faults.append(fault)
    if not tasks:
        first, more = faults[0], f", and {len(faults) - 1} more such" if len(faults) > 1 else ""
        raise InputError(first.where, f"{first.found}{more}", expected=first.expected, cure=first.cure)
    return tasks, faults


def read_list(text: str, where: str) -> list[JsonValue]:
    """Return the items of a file with tasks, whatever they are; raises InputError where it is no list, or empty."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(where, f"JSON that cannot be read ({error})", expected=_EXPECTED, cure=_CURE) from error
    if not isinstance(value, list) or not value:
        found = "a list without tasks" if value == [] else "no list"
        raise InputError(where, found, expected=_EXPECTED, cure=_CURE)
    return value


def finite(value: JsonValue) -> bool:
    """Whether a value holds only numbers that JSON has; Python reads others too, which no database takes."""
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True


def account(annotation: dict[str, JsonValue]) -> str:
    """Return who made an annotation: the e-mail if the export has it, else the number of the account."""
    given = annotation.get("completed_by")
    if isinstance(given, dict):
        given = given.get("email") or given.get("id")
    return str(given) if isinstance(given, str | int) and given != "" else "unknown"


def names(annotations: Iterator[dict[str, JsonValue]]) -> list[str]:
    """Return the accounts in the order of their first annotation."""
    return list(dict.fromkeys(map(account, annotations)))


def _task(value: JsonValue, where: str, key: str) -> ExportedTask:
    """Return one task; raises InputError where it is none, or has no text under the key."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        task = _Task.model_validate(value)
    except UnicodeEncodeError as error:
        found = "half of a surrogate pair, which is no character"
        cure = "find it in the file as \\ud8… to \\udf… and mend it"
        raise InputError(where, found, expected="text", cure=cure) from error
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        wrong = ", ".join(_wrong(fault["type"], fault["loc"], fault["msg"]) for fault in faults)
        raise InputError(where, wrong, expected=_EXPECTED, cure=_CURE) from error
    except ValueError as error:
        raise InputError(where, NOT_FINITE, expected="JSON", cure=_CURE) from error
    text = task.data.get(key)
    if not isinstance(text, str):
        raise InputError(
            where,
            f"no text under {key!r} in the data of task {task.id}",
            expected=f"a string; the data has {', '.join(task.data) or 'nothing'}",
            cure="name the field that was labelled with --column text=NAME",
        )
    try:
        unit = Unit.parse(str(task.data.get("key", "")))
    except ValueError:
        unit = None
    return ExportedTask(where, f"{task.project}/{task.id}", text, unit, task.data, task.annotations)


def _wrong(kind: str, place: Sequence[int | str], message: str) -> str:
    key = ".".join(map(str, place))
    if kind == "missing":
        return f"no `{key}`"
    wrong = _FAULTS.get(kind, message)
    return f"`{key}` is {wrong}" if key else wrong
