"""The store as a file or database: its revision, upgrades, copies."""

from __future__ import annotations

from pathlib import Path

from annotate import store
from annotate.store import StoreStatus, Upgrade
from annotate.workflow.project import Project
from schema import Record


class BackedUp(Record):
    """A copy of the store."""

    path: str
    """The file that was written."""


def status(project: Project) -> StoreStatus:
    """Tell the store's revision and what it holds, also of a store that needs an upgrade."""
    return store.status(project.url)


def upgrade(project: Project) -> Upgrade:
    """Bring the store to this program's revision; a copy is made first."""
    return store.upgrade(project.url)


def backup(project: Project, target: Path) -> BackedUp:
    """Copy the store to a file that does not exist yet."""
    return BackedUp(path=str(store.backup(project.url, target)))
