"""Annotators who stop, and those who want nothing left of them."""

from __future__ import annotations

import mmap
import os
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from annotate.errors import ProjectError
from annotate.store import Store
from annotate.workflow.assigning.dealt import Done
from annotate.workflow.project import Project
from schema import Annotator, Model, Record

RETIRED = "retired before beginning it"
"""Why articles are taken back from somebody who stops."""


class Retired(Model):
    """Somebody who stopped."""

    annotator: str
    """Name of the annotator."""
    taken_back: int
    """Articles that they had not begun and that are theirs no more."""
    unfinished: int
    """Articles that they have begun and not finished; `annotate assign --reassign` gives them to others."""


class RetireReport(Record):
    """Who stopped."""

    annotators: tuple[Retired, ...]
    """In the order in which they were named."""


class EraseReport(Record):
    """What an erasure removed, or would remove, and where the name is still to be found."""

    done: bool
    """Whether it was done; else it was only planned."""
    pseudonym: str | None
    """The name that their annotations are kept under; None where the annotations went too."""
    annotations: int
    """How many annotations, each counted once, were renamed or removed."""
    server: tuple[str, ...]
    """What a server has of them and has to be deleted there: their account, their projects."""
    files: tuple[str, ...]
    """Files in the project folder, beside the store, in whose name or bytes the name or the account stands."""


def retire(project: Project, names: Sequence[str]) -> RetireReport:
    """Give annotators no more work, and take back what they have not begun as far as it was pulled.

    Their accounts and what they did stay; the next push takes the tasks that nobody touched out of their projects.
    Raises ProjectError when one of them is unknown; then nothing has changed.
    """
    with project.store() as store:
        known = {found.name for found in store.annotators()}
        for name in names:
            if name not in known:
                raise ProjectError(f"annotator {name}", "is not in the project", cure="annotate annotators list")
        return RetireReport(annotators=tuple(_retire(project, store, name) for name in dict.fromkeys(names)))


def _retire(project: Project, store: Store, name: str) -> Retired:
    work, held, now = Done(project, store, name), store.assignments(name), datetime.now(UTC)
    fresh = [one.article for one in held if not work.begun(one.article)]
    store.set_retired(name, now)
    store.end_assignments([(name, article) for article in fresh], now, RETIRED)
    left = [one.article for one in held if one.article not in fresh and not work.finished(one.article)]
    return Retired(annotator=name, taken_back=len(fresh), unfinished=len(left))


def erase(project: Project, name: str, pseudonym: str | None, *, dry_run: bool = False) -> EraseReport:
    """Remove a person from the store: a pseudonym takes their place, or, without one, their annotations go too.

    What a server has, and copies and exports that were made before, is beyond the store and is told. Raises StoreError
    when nobody has that name, the pseudonym is taken or holds the name, or another program uses the store.
    """
    with project.store() as store:
        person = next((found for found in store.annotators() if found.name == name), Annotator(name=name))
        server = tuple(_on_server(store, person))
        now = datetime.now(UTC)
        erasure = store.erase(name, pseudonym, now, dry_run=True)
        if not dry_run:
            _retire(project, store, name)
            store.erase(name, pseudonym, now)
            store.compact()
    words = {word for word in (person.name, person.account) if word}
    return EraseReport(
        done=not dry_run,
        pseudonym=erasure.pseudonym,
        annotations=erasure.annotations,
        server=server,
        files=tuple(_holding(project, words)),
    )


def _on_server(store: Store, person: Annotator) -> Iterator[str]:
    if person.account:
        yield f"account {person.account}"
    for target in store.projects(ended=True):
        if target.annotator == person.name:
            yield f"project {target.remote} at {target.server}"


def _holding(project: Project, words: Collection[str]) -> Iterator[str]:
    """Yield the files of the project folder in whose bytes a person is named, beside the store."""
    store = Path(project.url.partition("?")[0].partition(":///")[2])
    for path in sorted(project.folder.rglob("*")):
        of_store = path.parent == store.parent and path.name.removesuffix("-wal").removesuffix("-shm") == store.name
        if path.is_file() and not of_store and (_named(path.name, words) or _holds(path, words)):
            yield str(path)


def _named(text: str, words: Collection[str]) -> bool:
    return any(word in text for word in words)


def _holds(path: Path, words: Collection[str]) -> bool:
    if not path.stat().st_size or not os.access(path, os.R_OK):
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(word.encode()) >= 0 for word in words)
