"""What the checks look at, each fetched once and when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from annotate import labelstudio
from annotate.settings import Environment
from annotate.workflow.labelling.servers import Server, server
from annotate.workflow.project import Project, open_project
from schema import Annotator
from schema import Project as RemoteProject


@dataclass(frozen=True)
class Bench:
    """A project to examine; every property raises the error that says why it cannot be had."""

    folder: Path | None
    """Where the project is; None for the one at or above the working folder."""
    environment: Environment | None
    """Stands in for that of the process."""

    @cached_property
    def project(self) -> Project:
        """The project with its settings."""
        return open_project(self.folder, self.environment)

    @cached_property
    def server(self) -> Server:
        """The server that the project works with, whether it answers or not."""
        return server(self.project)

    @property
    def key(self) -> str:
        """The key to it."""
        return self.server.key.get_secret_value()

    @cached_property
    def reached(self) -> labelstudio.Reached:
        """What it tells anyone."""
        return labelstudio.reach(self.server.url)

    @cached_property
    def holder(self) -> labelstudio.Holder:
        """Whose key it is."""
        return labelstudio.holder(self.server.url, self.key)

    @cached_property
    def listed(self) -> dict[int, labelstudio.ListedProject]:
        """The projects on the server, by number."""
        return {found.id: found for found in labelstudio.list_projects(self.server.url, self.key)}

    @cached_property
    def annotators(self) -> list[Annotator]:
        """The annotators in the store."""
        with self.project.store() as store:
            return store.annotators()

    @cached_property
    def targets(self) -> list[RemoteProject]:
        """The projects on this server that the store knows and does not know to be gone."""
        with self.project.store() as store:
            return [target for target in store.projects() if target.server == self.server.name]

    def tasks(self, target: RemoteProject) -> list[int]:
        """The numbers of the tasks that the store knows in a project."""
        with self.project.store() as store:
            return [task.remote for task in store.tasks(target.id)]
