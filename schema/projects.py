"""Who annotates, and where: annotators, their projects on the server, and the tasks in them."""

from __future__ import annotations

from pydantic import Field

from schema._base import Model, digest
from schema.units import Granularity, Unit


class Annotator(Model):
    """A person who annotates, by the name that their work is kept under."""

    name: str = Field(min_length=1)
    """The name; unique."""
    account: str | None = None
    """E-mail of their account on the server; None until it is known."""
    remote: int | None = None
    """Id of that account on the server; None until it is known."""


class Project(Model):
    """One annotator's project on a server."""

    id: str
    """Permanent: hash of server and remote id."""
    server: str
    """Address of the server."""
    remote: int = Field(ge=1)
    """Id of the project on the server."""
    name: str
    """Name of the project; unique for an annotator on a server."""
    annotator: str
    """Name of the annotator whose project it is."""
    granularity: Granularity
    """How articles are cut into its tasks."""
    scheme: str
    """Name of the scheme that it labels with."""

    @staticmethod
    def id_of(server: str, remote: int) -> str:
        """Id of a project at its first push."""
        return digest("project", server, remote)


class Task(Model):
    """A unit as a task of a project."""

    project: str
    """Id of the project."""
    unit: Unit
    """The unit that it shows."""
    remote: int = Field(ge=1)
    """Id of the task on the server."""
