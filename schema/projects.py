"""Who annotates, and where: annotators, their projects on the server, and the tasks in them."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from schema._base import Model, digest
from schema.units import Granularity, Unit

Role = Literal["annotator", "curator"]
"""What somebody is there for: to annotate, or only to decide between those who do. Annotators may decide too."""


class Annotator(Model):
    """A person who annotates, or who decides between those who do, by the name that their work is kept under."""

    name: str = Field(min_length=1)
    """The name; unique."""
    account: str | None = None
    """E-mail of their account on the server; None until it is known."""
    remote: int | None = None
    """Id of that account on the server; None until it is known."""
    retired: AwareDatetime | None = None
    """When they stopped annotating; None while they go on."""
    role: Role = "annotator"
    """What they are there for."""

    @property
    def annotates(self) -> bool:
        """Whether they are to get work to annotate."""
        return self.role == "annotator" and self.retired is None


Purpose = Literal["label", "link", "adjudicate"]
"""What is done in a project: components and relations, relations between given components, or decisions."""

TaskState = Literal["open", "retired"]
"""Whether a task is to be done, or its unit is wanted no more and the task stays for what was annotated on it."""


class Project(Model):
    """One annotator's project on a server."""

    id: str
    """Permanent: hash of server and remote id."""
    server: str
    """Address of the server."""
    remote: int = Field(ge=1)
    """Id of the project on the server."""
    name: str
    """Name of the project; unique for an annotator on a server among those that are there."""
    annotator: str
    """Name of the annotator whose project it is."""
    granularity: Granularity
    """How articles are cut into its tasks."""
    scheme: str
    """Name of the scheme that it labels with."""
    purpose: Purpose = "label"
    """What is done in it."""
    release: str | None = None
    """Name of the gold release whose components it shows; None where it shows none."""
    ended: AwareDatetime | None = None
    """When it was found to be gone from the server; None while it is there. Another may have its name then."""

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
    content: str | None = None
    """Hash of the data that the server has; None where that is not known."""
    state: TaskState = "open"
    """Whether it is to be done."""
    suggestion: str | None = None
    """Model version of the labels that it suggests; None where it suggests none."""
