"""The project folder: made by `init`, opened by every other command."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from annotate import scheme as schemes
from annotate import settings as files
from annotate.errors import ProjectError, StoreError
from annotate.settings import Environment, Settings
from annotate.store import Store, Work, create_store, open_store
from schema import Granularity, Record, Scheme


@dataclass(frozen=True)
class Project:
    """A project folder with its settings."""

    folder: Path
    settings: Settings
    environment: Environment
    held: Scheme | None = None
    """A scheme in place of that of the settings, while annotations pass from one to another."""
    read_only: bool = False
    """Whether nothing is written to its store."""

    @cached_property
    def scheme(self) -> Scheme:
        """The project's scheme, read from its file."""
        return self.held or schemes.load(self.settings.scheme, self.folder)

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the store."""
        return files.store_url(self.folder, self.settings, self.environment)

    @property
    def studio(self) -> Path:
        """Folder of the project's local Label Studio."""
        return self.folder / ".studio"

    @property
    def exports(self) -> Path:
        """Folder of the project's exports."""
        return self.folder / "exports"

    def store(self) -> Store:
        """Open the store."""
        return open_store(self.url, read_only=self.read_only)

    @contextmanager
    def turn(self, *works: Work) -> Iterator[tuple[Project, Store]]:
        """Open the store once no other command does such work on it, and have others wait until the end.

        Who needs several turns names them all here, in the order of `Work`, and none within. The project comes along by
        the scheme that its settings name by then, since what was waited for may have been a change of it.
        """
        with self.store() as store, ExitStack() as turns:
            for work in works:
                turns.enter_context(store.turn(work))
            yield self.renewed(), store

    def renewed(self) -> Project:
        """Return the project by the scheme that its settings name now, which may be another since it was opened."""
        scheme = files.read(self.folder).scheme
        return replace(self, settings=self.settings.model_copy(update={"scheme": scheme}))


class Initialised(Record):
    """A project that was set up."""

    folder: str
    """The project folder."""
    settings: str
    """The settings file."""
    store: str
    """The store's URL without password."""
    scheme: str
    """Name and version of the scheme."""


def init(
    folder: Path,
    *,
    name: str | None = None,
    scheme: str = "policy",
    unit: Granularity = "paragraph",
    language: schemes.Language = "both",
    store: str = "sqlite:///annotate.db",
    environment: Environment | None = None,
) -> Initialised:
    """Make a project folder with settings, an empty store and a folder for exports.

    Raises ProjectError if there is a project already, InputError if the scheme cannot be used; then nothing is made.
    """
    folder = folder.resolve()
    if scheme not in schemes.SHIPPED:
        # Named from where the user stands, kept relative to the project, which may be moved together with its scheme.
        scheme = os.path.relpath(Path(scheme).resolve(), folder)
    if (folder / files.FILE).exists():
        raise ProjectError(str(folder), "there is a project already", cure="use it, or choose another folder")
    loaded = schemes.load(scheme, folder)
    values = {"name": _title(name or folder.name), "id": secrets.token_hex(6), "scheme": scheme, "unit": unit}
    settings = files.checked({**values, "language": language, "store": store}, "annotate init")
    folder.mkdir(parents=True, exist_ok=True)
    with _store(files.store_url(folder, settings, environment or Environment())) as made:
        shown = made.location
    (folder / "exports").mkdir(exist_ok=True)
    path = files.write(folder, settings)
    return Initialised(folder=str(folder), settings=str(path), store=shown, scheme=f"{loaded.name} {loaded.version}")


def _store(url: str) -> Store:
    """Make the store, or open the one that is there: of an `init` that was stopped, or of a team."""
    try:
        return create_store(url)
    except StoreError as refused:
        try:
            return open_store(url)
        except StoreError:
            raise refused from None


def open_project(folder: Path | None = None, environment: Environment | None = None) -> Project:
    """Open the project at a folder, or the one at or above the working folder.

    `environment` stands in for that of the process.
    """
    found = files.find_project((folder or Path.cwd()).resolve())
    return Project(folder=found, settings=files.read(found), environment=environment or Environment())


def _title(name: str) -> str:
    """Label Studio wants three to fifty characters, and the annotator's name follows."""
    return name[:40] if len(name) >= 3 else f"{name or 'new'} project"
