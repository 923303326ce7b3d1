"""The store as a file or database: its revision, upgrades, copies."""

from __future__ import annotations

from pathlib import Path

from annotate import store
from annotate.store import Examined, Restored, StoreCopied, StoreStatus, Upgrade
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


def restore(project: Project, file: Path, *, replace: bool = False) -> Restored:
    """Put a copy in the place of the store; what was there is kept, and nothing is replaced unless told."""
    return store.restore(project.url, file, replace=replace)


def check(project: Project) -> Examined:
    """Look at the whole store, and tell what is not as it has to be."""
    return store.examine(project.url)


def copy(source: str, target: str) -> StoreCopied:
    """Copy a store to an empty database, from and to whatever kind, and compare both."""
    return store.copy_store(source, target)
