"""Without a network: tasks as files that are imported by hand, one set of files for each annotator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue

from annotate import labelstudio
from annotate.errors import ExportError, InputError, ProjectError
from annotate.formats.label_studio_export import read_list
from annotate.labelstudio import Known, Wanted
from annotate.store import Store
from annotate.workflow.labelling.sending import (
    Conflict,
    Kind,
    PushedProject,
    carried_over,
    known_of,
    screen_of,
    target_of,
    task_of,
)
from annotate.workflow.progress import Progress
from annotate.workflow.project import Project
from schema import Annotator, Unit
from schema import Project as RemoteProject

FILES = "files"
"""Name under which the store knows what was handed out as files, in place of a server's."""

MARKER = "marker"
"""Name in the data of a task in a file: whose it is, and in which kind of project, as projects on a server have it."""

_README = """\
# {title}: tasks for Label Studio

Made by argument-annotate; nothing here is needed again once it was imported. For each annotator, on a server that the
annotator's account can reach:

1. Make a project, and paste `{stem}.xml` into its labelling interface (Settings, Labeling Interface, Code).
2. Paste `{stem}.html` into its instructions (Settings, Annotation), and have them shown before labelling.
3. Import the annotator's files, in their order, each of them once. A file that a later run adds goes to the same
   project.
4. Where tasks come with suggestions, have them shown (Settings, Annotation: use predictions to prelabel tasks).
5. When there is work to bring home, export the project as JSON (not JSON-MIN), and run
   `annotate pull --from FILE`. Exports may be taken as often as one likes.

| annotator | files |
|---|---|
{rows}
"""


def hand_out(
    project: Project,
    store: Store,
    kind: Kind,
    folder: Path,
    names: Sequence[str],
    progress: Progress,
    *,
    dry_run: bool = False,
) -> tuple[PushedProject, ...]:
    """Write each annotator's tasks that were not handed out before to a file, with config, instructions and a page.

    Args:
        project: The project.
        store: Its store, which keeps what was handed out.
        kind: What the tasks are for.
        folder: Where files go; made if need be. Files of earlier runs in it count as handed out.
        names: Annotators, who are added where they are not known; if none is named, all who annotate.
        progress: Shows how far it is.
        dry_run: Only tell what would be done.

    Nothing that was handed out can be changed or taken back: where it should be, that is told. Raises ProjectError
    without annotators, ExportError when a file cannot be written, InputError when one of an earlier run is damaged.
    """
    known = {one.name: one for one in store.annotators()}
    everybody = [one for one in known.values() if one.annotates]
    chosen = [known.get(name, Annotator(name=name)) for name in names] if names else everybody
    if not chosen:
        cure = "annotate annotators add NAME…, or --annotator NAME"
        raise ProjectError(str(project.folder), "there are no annotators", cure=cure)
    desk = _Desk(project, store, kind, folder, dry_run)
    try:
        pushed = tuple(desk.hand(one) for one in progress(chosen, "writing", len(chosen)))
        if not dry_run:
            desk.explain([one.name for one in chosen])
    except OSError as error:
        raise ExportError(
            str(error.filename or folder),
            f"cannot be written: {error.strerror}",
            expected="a folder that can be written to",
            cure="check its rights, or name another with --to",
        ) from error
    return pushed


@dataclass(frozen=True)
class _Desk:
    project: Project
    store: Store
    kind: Kind
    folder: Path
    dry_run: bool

    @property
    def stem(self) -> str:
        release = self.kind.project.get("release")
        return f"link-{_safe(str(release))}" if release else "label"

    def hand(self, annotator: Annotator) -> PushedProject:
        """Write what an annotator lacks, and tell."""
        target = self._target(annotator.name)
        before = {task.unit.key: known_of(task) for task in self.store.tasks(target.id)}
        every = {one.key: one for one in self.kind.wanted(annotator.name)}
        found = self._found(annotator.name, before, every)
        known = {**before, **found}
        carried, used = carried_over(self.store, target, self.store.tasks(target.id), set(every))
        missing = [one for key, one in every.items() if key not in known and key not in carried]
        gone = {
            key: one
            for key, one in known.items()
            if key not in every and one.number not in used and self.kind.obsolete(annotator.name, Unit.parse(key))
        }
        path = self._next(annotator.name)
        if not self.dry_run:
            self._write(annotator, target, path, missing, known, gone)
        return PushedProject(
            annotator=annotator.name,
            url=str(path) if missing else None,
            config=False,
            added=len(missing),
            updated=0,
            removed=0,
            retired=sum(not one.retired for one in gone.values()),
            reopened=sum(one.retired and key in every for key, one in known.items()),
            found=len(found),
            conflicts=tuple(_conflicts(every, known, gone)),
            tasks=len(known) - len(gone) + len(missing),
        )

    def explain(self, annotators: Sequence[str]) -> None:
        """Write the labelling config, the instructions, and the page on what to do with it all."""
        config, told = screen_of(self.project, self.kind)
        _save(self.folder / f"{self.stem}.xml", config)
        _save(self.folder / f"{self.stem}.html", told)
        rows = []
        for name in annotators:
            files = ", ".join(path.name for path in self._files(name)) or "none"
            rows.append(f"| {name.replace('|', chr(92) + '|')} | {files} |")
        page = _README.format(title=self.kind.title, stem=self.stem, rows="\n".join(rows))
        _save(self.folder / f"{self.stem}-README.md", page)

    def _target(self, annotator: str) -> RemoteProject:
        """Return the annotator's project: the one that there is, or else with the next number."""
        every = [one for one in self.store.projects(ended=True) if one.server == FILES]
        mine = (one.remote for one in every if (one.annotator, one.name) == (annotator, self.kind.name))
        number = next(mine, max((one.remote for one in every), default=0) + 1)
        return target_of(self.project, self.kind, FILES, number, annotator)

    def _marker(self, annotator: str) -> str:
        return f"{self.kind.marker} {annotator}"

    def _numbered(self, annotator: str) -> dict[int, Path]:
        """Return the files with the annotator's name, oldest first; names that look alike in files share numbers."""
        shape = re.compile(rf"{re.escape(f'{self.stem}-{_safe(annotator)}')}-(\d{{3,}})\.json")
        every = ((shape.fullmatch(path.name), path) for path in self.folder.glob("*.json"))
        return dict(sorted((int(found[1]), path) for found, path in every if found))

    def _files(self, annotator: str) -> list[Path]:
        """Return the files with the annotator's tasks that are there, oldest first."""
        marker = self._marker(annotator)
        every = self._numbered(annotator).values()
        return [path for path in every if any(data.get(MARKER) == marker for data, _ in _handed(path))]

    def _next(self, annotator: str) -> Path:
        number = max(self._numbered(annotator), default=0) + 1
        return self.folder / f"{self.stem}-{_safe(annotator)}-{number:03d}.json"

    def _found(self, annotator: str, known: Mapping[str, Known], wanted: Mapping[str, Wanted]) -> dict[str, Known]:
        """Return the tasks in the annotator's files that are not known: of a run that was stopped, or a lost store."""
        number = max((one.number for one in known.values()), default=0)
        found: dict[str, Known] = {}
        for path in self._files(annotator):
            for data, model in _handed(path):
                key = str(data.get("key"))
                if key in wanted and key not in known and key not in found:
                    number += 1
                    content = labelstudio.content_of({name: data[name] for name in data if name != MARKER})
                    found[key] = Known(number, content, suggestion=model)
        return found

    def _write(
        self,
        annotator: Annotator,
        target: RemoteProject,
        path: Path,
        missing: Sequence[Wanted],
        known: Mapping[str, Known],
        gone: Mapping[str, Known],
    ) -> None:
        """Write the file first: where this ends before the store knows, the next run finds it."""
        self.store.add_annotator(annotator)
        self.store.add_project(target)
        self.store.use_scheme(target.id, self.project.scheme, datetime.now(UTC))
        number = max((one.number for one in known.values()), default=0)
        made = {
            one.key: Known(at, one.content, suggestion=one.suggestion.model if one.suggestion else None)
            for at, one in enumerate(missing, start=number + 1)
        }
        if missing:
            marked = {MARKER: self._marker(annotator.name)}
            tasks = [Wanted({**one.data, **marked}, one.suggestion).payload for one in missing]
            _save(path, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")
        now = {key: Known(one.number, one.content, key in gone, one.suggestion) for key, one in known.items()} | made
        self.store.add_tasks(task_of(target, key, one) for key, one in now.items())


def _conflicts(
    wanted: Mapping[str, Wanted], known: Mapping[str, Known], gone: Mapping[str, Known]
) -> Iterator[Conflict]:
    for key in gone:
        why = "it was handed out and is wanted no more: delete its task by hand where nobody has worked on it"
        yield Conflict(task=key, unit=key, why=why)
    for key, one in known.items():
        if key in wanted and one.content not in (None, wanted[key].content):
            why = "its context changed after it was handed out: change its task by hand, or leave it"
            yield Conflict(task=key, unit=key, why=why)


def _handed(path: Path) -> Iterator[tuple[dict[str, JsonValue], str | None]]:
    """Yield the data and the suggestion of each task of a file; raises InputError when it is damaged."""
    for task in read_list(path.read_text(encoding="utf-8"), str(path)):
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(task, dict) or not isinstance(data, dict):
            raise InputError(str(path), "a task without data", expected="a file as it was written", cure="move it away")
        shown = task.get("predictions")
        first = shown[0] if isinstance(shown, list) and shown else None
        model = first.get("model_version") if isinstance(first, dict) else None
        yield data, model if isinstance(model, str) else None


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name)


def _save(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
