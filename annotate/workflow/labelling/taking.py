"""What came of one annotator's project, compared with what the store has of it: the same however it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from annotate.formats import label_studio as foreign
from annotate.labelstudio import PulledTask
from annotate.store import Head, Pulled, Store, raw_hash
from annotate.workflow.checking import Touched
from schema import Annotation, Model, Project, Scheme, Unit


class ChangedByOther(Model):
    """An annotation that somebody else changed than who made it."""

    annotator: str
    """Name of the annotator whose project it is in."""
    unit: str
    """Key of the unit."""
    account: str
    """Who changed it last."""


class EditedTask(Model):
    """A task whose text on the server is not the one that was sent."""

    annotator: str
    """Name of the annotator whose project it is in."""
    unit: str
    """Key of the unit."""
    task: int
    """Number of the task on the server."""


@dataclass
class Found:
    """What came of a comparison."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    deleted: int = 0
    missing: int = 0
    foreign: int = 0
    by_others: list[ChangedByOther] = field(default_factory=list)
    edited: list[EditedTask] = field(default_factory=list)
    touched: Touched = field(default_factory=set)


EDITED = "the text of the task on the server is not the one that was sent: its offsets may count other characters"
"""What is said of an annotation that was made or changed on such a task."""


class Taker:
    """Takes tasks with everything on them into the store, and counts what was new about them."""

    def __init__(
        self, store: Store, target: Project, scheme: Scheme, users: Mapping[int, str], *, full: bool = False
    ) -> None:
        """Learn what the store has; `users` has the name of each account, `full` reads also what looks unchanged."""
        self.store, self.target, self.scheme, self.users, self.full = store, target, scheme, users, full
        self.found = Found()
        self.origin = f"{target.server}/{target.remote}/"
        self.tasks = self.store.task_units(target.id)
        heads = self.store.heads(target.annotator, self.origin)
        self.known = {head.origin: head for head in heads}
        self.on: dict[int, list[Head]] = {}
        for head in heads:
            self.on.setdefault(self._number(head), []).append(head)

    def _number(self, head: Head) -> int:
        """Return the number of the task that an annotation was made on, though its unit may be another by now."""
        return int(head.origin.removeprefix(self.origin).split("/")[0])

    def take(self, tasks: Iterable[PulledTask], done: Pulled) -> None:
        """Keep what is on some tasks; what is known on them and no longer there is marked deleted."""
        ours = [task for task in tasks if task.number in self.tasks]
        units = {task.number: Unit.parse(self.tasks[task.number][0]) for task in ours}
        sent = self.store.unit_texts(units.values())
        fresh: list[Annotation] = []
        deleted: list[Head] = []
        for task in ours:
            unit = units[task.number]
            as_sent = task.text == sent.get(unit.key)
            if not as_sent:
                edited = EditedTask(annotator=self.target.annotator, unit=unit.key, task=task.number)
                self.found.edited.append(edited)
            came = dict(self.came(task))
            fresh.extend(self._fresh(came, unit, self.tasks[task.number][1], as_sent))
            deleted.extend(head for head in self.on.get(task.number, ()) if head.origin not in came)
        self.keep(done, fresh, deleted)

    def came(self, task: PulledTask) -> Iterator[tuple[str, dict[str, JsonValue]]]:
        """Yield what is on a task, with where it was made."""
        for raw in task.annotations:
            yield f"{self.origin}{task.number}/{self.name(raw)}", raw
        for raw in task.drafts:
            yield f"{self.origin}{task.number}/draft/{self.name(raw)}", raw

    def name(self, raw: Mapping[str, JsonValue]) -> str:
        """Return what an annotation or draft is called on its task."""
        return str(raw["id"])

    def read(self, raw: dict[str, JsonValue], unit: Unit, origin: str, suggestion: str | None) -> Annotation:
        """Return an annotation or draft as it came."""
        return foreign.read(
            raw,
            unit=unit,
            annotator=self.target.annotator,
            origin=origin,
            scheme=self.scheme,
            accounts=self.users,
            suggestion=suggestion,
            release=self.target.release,
        )

    def _fresh(
        self, came: Mapping[str, dict[str, JsonValue]], unit: Unit, suggestion: str | None, as_sent: bool
    ) -> Iterator[Annotation]:
        """Yield the annotations of a task that are not as the store has them."""
        for origin, raw in came.items():
            head = self.known.get(origin)
            if head and not self.full and head.raw_sha256 == raw_hash(raw):
                self.found.unchanged += 1
                continue
            annotation = self.read(raw, unit, origin, suggestion)
            if head and head.unit != unit.key and head.updated == annotation.updated:
                # As it was when it went along with its text to a newer version.
                self.found.unchanged += 1
                continue
            if annotation.updated_by not in (None, annotation.completed_by):
                self._note_other(annotation)
            if not as_sent:
                annotation = annotation.model_copy(update={"unreadable": (*annotation.unreadable, EDITED)})
            yield annotation

    def _note_other(self, annotation: Annotation) -> None:
        account = annotation.updated_by or ""
        other = ChangedByOther(annotator=annotation.annotator, unit=annotation.unit.key, account=account)
        self.found.by_others.append(other)

    def keep(
        self,
        done: Pulled,
        annotations: Sequence[Annotation] = (),
        deleted: Sequence[Head] = (),
        lately: Mapping[int, datetime] | None = None,
    ) -> None:
        """Keep what came, and how far the pull is by it."""
        ids = [head.id for head in deleted]
        saved, marked = self.store.keep_pulled(self.target.id, done, annotations, ids, lately)
        changed = [Unit.parse(head.unit) for head in deleted]
        if saved.new or saved.revised:
            changed += [annotation.unit for annotation in annotations]
        self.found.touched |= {(unit.article, self.target.annotator) for unit in changed}
        self.found.new += saved.new
        self.found.revised += saved.revised
        self.found.unchanged += saved.unchanged
        self.found.deleted += marked
