"""The part of the store that tells how far the work is, at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.store import _standing
from annotate.store._export_store import ExportStore
from annotate.store._values import Done, Extent, Marked


class StandingStore(ExportStore):
    """What `Store` says of itself holds here too."""

    def extent(self) -> Extent:
        """Return how large the corpus is."""
        with self._database.read() as connection:
            return _standing.extent(connection)

    def done(self) -> Iterator[Done]:
        """Yield what became of each annotation that is not deleted, in any order, without its labels.

        Many times faster than `annotations`; like there, what was decided between annotators is left out.
        """
        with self._database.read() as connection:
            yield from _standing.done(connection)

    def marked(self) -> Iterator[Marked]:
        """Yield what annotators marked or noted on work that is no draft, in the order of `annotations`."""
        with self._database.read() as connection:
            yield from _standing.marked(connection)

    def open_tasks(self, project: str) -> dict[int, str]:
        """Return the key of the unit of each task of a project that is to be done, by its number on the server."""
        with self._database.read() as connection:
            return _standing.open_tasks(connection, project)

    def worked_articles(self) -> list[str]:
        """Return the ids of the articles that anybody annotated: by document, and as they stand in it."""
        with self._database.read() as connection:
            return _standing.worked_articles(connection)

    def decided_articles(self) -> list[str]:
        """Return the ids of the articles on which anything was decided, sorted."""
        with self._database.read() as connection:
            return _standing.decided_articles(connection)
