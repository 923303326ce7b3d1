"""Work of several annotators in exports of Label Studio, without a store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from annotate.agreement.sources._sources import PathLike, Source, Text, Work, decoded, expect_same, scheme_of, source
from annotate.errors import InputError
from annotate.formats import label_studio
from annotate.formats.label_studio_export import ExportedTask, account, read_export
from annotate.formats.standoff import Mismatch, Names
from schema import Annotation, Scheme, Unit, digest


@dataclass(frozen=True, slots=True)
class _Task:
    """A task, and what tells whether a task of another export is the same."""

    file: str
    """Name of its export."""
    exported: ExportedTask
    """The task."""
    same: str
    """Equal for tasks that show the same unit."""
    article: str
    """Name of the article that it belongs to; of tasks that show the same unit, the first one's holds."""


def from_label_studio(
    *paths: PathLike, scheme: Scheme | None = None, text: str = "text", article: str | None = None
) -> Source:
    """Return the work in full JSON exports of Label Studio (JSON, not JSON-MIN), of one project or several.

    Annotators are told by `completed_by`: the e-mail, or the number of the account. Tasks that this program made are
    the units that they name. Any other task is a unit, the same in all exports where its text is the same (the n-th of
    several equal ones in each); those of one article stand in it one after the other. A task that an annotator
    skipped is missing, not empty. What cannot be taken is listed among the mismatches.

    Args:
        paths: The exports.
        scheme: The scheme of the work, whose names may be ids or labels in any case. Otherwise labels and choices are
            those that occur, every attribute is nominal, and a relation may join any two labels.
        text: The field of the tasks' data that was labelled.
        article: The field of the tasks' data that says to which article each belongs; without one, each task that this
            program did not make is an article, and a bootstrap takes them as independent.

    Raises:
        InputError: a file cannot be used, texts of one unit differ, there is only one annotator, or the scheme does
            not have a label.
    """
    where = ", ".join(map(str, paths)) or "from_label_studio without an export"
    tasks: list[_Task] = []
    mismatches: list[Mismatch] = []
    for path in map(Path, paths):
        exported, faults = read_export(decoded(path)[0], str(path), text)
        mismatches.extend(Mismatch(place=one.where, found=one.found, expected=one.expected or "") for one in faults)
        tasks.extend(_tasks(exported, path.name, article))
    raws = [(task, raw) for task in tasks for raw in task.exported.annotations]
    found = scheme or scheme_of((label_studio.standoff(raw, _place(task, raw)) for task, raw in raws), where)
    units, names = _units(tasks), Names(found)
    annotations: list[Annotation] = []
    for task, raw in raws:
        annotation, more = _annotation(task, raw, units[task.same], names)
        annotations.append(annotation)
        mismatches.extend(more)
    texts = {units[task.same].key: task.exported.text for task in tasks}
    return source(annotations, found, where, texts=texts, mismatches=mismatches)


def _tasks(exported: Iterable[ExportedTask], file: str, article: str | None) -> Iterator[_Task]:
    """Yield the tasks of an export that have a text."""
    equal: Counter[str] = Counter()
    for task in exported:
        if not task.text.strip():
            continue
        equal[task.text] += 1
        same = task.unit.key if task.unit else digest(task.text, equal[task.text])
        yield _Task(file, task, same, _article(task, article) if article else f"{file}, task {task.place}")


def _article(task: ExportedTask, field: str) -> str:
    given = task.data.get(field)
    if not isinstance(given, str | int) or given == "":
        expected = f"the name of its article; the data has {', '.join(task.data)}"
        cure = "name the field that has it: article='FIELD'"
        raise InputError(task.where, f"no name under {field!r} in its data", expected=expected, cure=cure)
    return str(given)


def _units(tasks: Sequence[_Task]) -> dict[str, Unit]:
    """Return the unit of each task, by what is equal in tasks that show the same one.

    Raises InputError where the texts of two that say to show the same unit differ.
    """
    texts: dict[str, Text] = {}
    units: dict[str, Unit] = {}
    lengths: defaultdict[str, int] = defaultdict(int)
    for task in tasks:
        text = Text(task.same, task.exported.text, task.exported.where)
        expect_same(text, texts.setdefault(task.same, text))
        if task.same in units:
            continue
        if task.exported.unit is not None:
            units[task.same] = task.exported.unit
            continue
        start = lengths[task.article]
        end = start + len(text.text)
        units[task.same] = Unit(article=task.article, version=1, kind="paragraph", start=start, end=end)
        lengths[task.article] = end + 1  # parts of an article's text are joined by a line feed
    return units


def _annotation(
    task: _Task, raw: dict[str, JsonValue], unit: Unit, names: Names
) -> tuple[Annotation, Sequence[Mismatch]]:
    who, where = account(raw), _place(task, raw)
    if task.exported.unit is not None:
        ours = label_studio.read(raw, unit=unit, annotator=who, origin=where, scheme=names.scheme)
        return ours, [Mismatch(place=where, found=one, expected="what can be read") for one in ours.unreadable]
    told = label_studio.envelope(raw)
    text = Text(task.same, task.exported.text, task.exported.where)
    standoff = label_studio.standoff(raw, f"annotation {raw.get('id')}")
    return Work(text, unit, who, where, standoff, told.status, told.updated).annotation(names)


def _place(task: _Task, raw: dict[str, JsonValue]) -> str:
    return f"{task.file}, task {task.exported.place}, annotation {raw.get('id')}"
