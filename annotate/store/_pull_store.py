"""The part of the store that a pull works with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from annotate.store import _annotations, _pulls
from annotate.store._values import Head, Pulled, Saved
from annotate.store._work_store import WorkStore
from schema import Annotation, Unit


class PullStore(WorkStore):
    """What `Store` says of itself holds here too."""

    def pulled(self, project: str) -> Pulled:
        """Return how far a project was pulled."""
        with self._database.read() as connection:
            return _pulls.pulled(connection, project)

    def seen(self, project: str) -> dict[int, datetime]:
        """Return number and time of the changes of tasks that were new when a project was pulled last."""
        with self._database.read() as connection:
            return _pulls.seen(connection, project)

    def task_units(self, project: str) -> dict[int, tuple[str, str | None]]:
        """Return the key of the unit and the suggestion of each task of a project, by its number on the server."""
        with self._database.read() as connection:
            return _pulls.task_units(connection, project)

    def heads(self, annotator: str, prefix: str) -> list[Head]:
        """Return an annotator's annotations whose origin begins so, as they are now, by id; without deleted ones.

        Many times faster than `annotations`, and small.
        """
        with self._database.read() as connection:
            return _pulls.heads(connection, annotator, prefix)

    def revised_articles(self) -> list[str]:
        """Return the ids of the articles whose text has several versions, sorted."""
        with self._database.read() as connection:
            return _pulls.revised_articles(connection)

    def unit_texts(self, units: Iterable[Unit]) -> dict[str, str]:
        """Return the text of each unit by its key; without those whose article text is not in the store."""
        with self._database.read() as connection:
            return _pulls.unit_texts(connection, units)

    def keep_pulled(
        self,
        project: str,
        done: Pulled,
        annotations: Iterable[Annotation] = (),
        deleted: Iterable[str] = (),
        lately: Mapping[int, datetime] | None = None,
    ) -> tuple[Saved, int]:
        """Keep what a pull brought, and how far it is by it, together or not at all.

        Args:
            project: The project.
            done: How far the pull is with these.
            annotations: Kept as `save_annotations` keeps them.
            deleted: Ids of annotations, marked as `mark_deleted` marks them.
            lately: What `seen` is to return from now on; None: what it does.

        Returns what became of the annotations, and how many were marked. Raises StoreError when the project, an
        annotator or the text of a unit is not in the store, and KeyError for an id that was never stored.
        """
        given, gone = list(annotations), list(deleted)
        with self._database.write() as connection:
            saved = _annotations.save(connection, given)
            marked = _annotations.mark_deleted(connection, gone)
            _pulls.keep(connection, project, done, lately)
        return saved, marked
