"""Without a network: what was done on tasks that were handed out as files, from Label Studio's JSON export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import JsonValue

from annotate import labelstudio
from annotate.errors import InputError
from annotate.formats.label_studio_export import NOT_FINITE, account, finite, read_list
from annotate.labelstudio import PulledTask
from annotate.workflow.checking import CheckSummary, summarise
from annotate.workflow.correcting.revision import carry
from annotate.workflow.labelling.offline import FILES, MARKER
from annotate.workflow.labelling.pulling import PullReport
from annotate.workflow.labelling.sending import marker_of
from annotate.workflow.labelling.taking import Found, Taker
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Annotation, Unit
from schema import Project as RemoteProject

_EXPECTED = "Label Studio's full JSON export (JSON, not JSON-MIN) of a project with tasks of annotate push --to"


def collect(
    project: Project, path: Path, progress: Progress = silent, *, annotator: str | None = None, check: bool = True
) -> PullReport:
    """Bring what an export holds into the store, as a pull does; the same export once more brings nothing new.

    Args:
        project: The project.
        path: Label Studio's JSON export of a project into which files of `hand_out` were imported.
        progress: Shows how far it is.
        annotator: Whose work it is, where the tasks do not say so.
        check: Hold what changed against the rules of the scheme, and tell what was found.

    Tasks are known by key and marker, whatever their numbers are. What is missing on a task that the export has was
    deleted; a task that came in a later state before is passed over; of tasks that are not in it nothing is said.
    Raises InputError for a file that is no such export, or tasks of another annotator than the one that is named.
    """
    tasks = _read(path)
    with project.turn("labelling") as (project, store):
        handed = [target for target in store.projects() if target.server == FILES]
        targets = {f"{marker_of(project, one.granularity, one.release)} {one.annotator}": one for one in handed}
        found: list[Found] = []
        unknown = 0
        for marker, some in progress(tasks.items(), "collecting", len(tasks)):
            target = _target(targets, marker, annotator, path)
            if target is None:
                unknown += len(some)
                continue
            taker = _FileTaker(store, target, project.scheme, {})
            unknown += taker.collect(some)
            found.append(taker.found)
        if any(one.new or one.revised for one in found):
            carry(store, store.articles(store.revised_articles()))
        touched = {pair for one in found for pair in one.touched}
        checked = summarise(store, project.scheme, touched, progress) if check else CheckSummary()
    return PullReport(
        new=sum(one.new for one in found),
        revised=sum(one.revised for one in found),
        deleted=sum(one.deleted for one in found),
        unchanged=sum(one.unchanged for one in found),
        foreign=unknown,
        edited=tuple(task for one in found for task in one.edited),
        checked=checked,
    )


class _FileTaker(Taker):
    """Takes what came in a file, whose numbers are those of a server that is not known."""

    def name(self, raw: Mapping[str, JsonValue]) -> str:
        """Return the id that an annotation keeps also on another server; drafts have only their number."""
        return str(raw.get("unique_id") or raw.get("id"))

    def read(self, raw: dict[str, JsonValue], unit: Unit, origin: str, suggestion: str | None) -> Annotation:
        """Return an annotation or draft; accounts that came as numbers are nobody's here."""
        made = super().read(raw, unit, origin, suggestion)
        who = account(raw)
        return made.model_copy(update={"completed_by": who if "@" in who else None, "updated_by": None})

    def collect(self, tasks: Sequence[PulledTask]) -> int:
        """Take tasks, but not from an export that is older than one that was taken; return how many are not known."""
        numbers = {key: number for number, (key, _) in self.tasks.items()}
        ours = _merged(task for task in tasks if task.key in numbers)
        seen = self.store.seen(self.target.id)
        found = [replace(task, number=numbers[key]) for key, task in ours.items()]
        fresh = [task for task in found if task.changed is None or task.changed >= seen.get(task.number, task.changed)]
        done = self.store.pulled(self.target.id)
        self.take(fresh, done)
        self.keep(done, lately=seen | {task.number: task.changed for task in fresh if task.changed})
        return sum(task.key not in numbers for task in tasks)


def _read(path: Path) -> dict[str | None, list[PulledTask]]:
    """Return the tasks of an export by the marker in their data, None for those without one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}", expected=_EXPECTED) from error
    found: dict[str | None, list[PulledTask]] = {}
    for number, raw in enumerate(read_list(text, str(path)), start=1):
        where = f"{path}, task {number} of the list"
        if not finite(raw):
            raise InputError(where, NOT_FINITE, expected="JSON", cure="export the project as JSON")
        data = raw.get("data") if isinstance(raw, dict) else None
        whole = isinstance(raw, dict) and isinstance(raw.get("id"), int) and isinstance(raw.get("annotations"), list)
        if not isinstance(raw, dict) or not isinstance(data, dict) or not whole:
            raise InputError(
                where,
                "no number, no data or no annotations",
                expected=_EXPECTED,
                cure="export the project as JSON",
            )
        marker = data.get(MARKER)
        found.setdefault(marker if isinstance(marker, str) else None, []).append(labelstudio.pulled_task(raw))
    return found


def _target(
    targets: Mapping[str, RemoteProject], marker: str | None, annotator: str | None, path: Path
) -> RemoteProject | None:
    """Return whose tasks those with a marker are; None where they are nobody's here."""
    if marker is None:
        mine = (one for one in targets.values() if one.annotator == annotator and one.purpose == "label")
        return next(mine, None)
    target = targets.get(marker)
    if target is not None and annotator not in (None, target.annotator):
        raise InputError(
            str(path), f"tasks of {target.annotator}", expected=f"tasks of {annotator}", cure="leave out --annotator"
        )
    return target


def _merged(tasks: Iterable[PulledTask]) -> dict[str, PulledTask]:
    """Return the task of each key; what was done on several of one key, as a file imported twice gives, is together."""
    found: dict[str, PulledTask] = {}
    for task in tasks:
        key = task.key or ""
        known = found.get(key)
        if known is None:
            found[key] = task
            continue
        changed = max(filter(None, (known.changed, task.changed)), default=None)
        annotations, drafts = (*known.annotations, *task.annotations), (*known.drafts, *task.drafts)
        found[key] = replace(known, changed=changed, annotations=annotations, drafts=drafts)
    return found
