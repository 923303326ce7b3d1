"""The part of the store that tells how far the work is, at a glance."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from annotate.store import _standing
from annotate.store._export_store import ExportStore
from annotate.store._values import Elsewhere, Extent, Finished, Marked
from schema import Status


class StandingStore(ExportStore):
    """What `Store` says of itself holds here too."""

    def extent(self) -> Extent:
        """Return how large the corpus is."""
        with self._database.read() as connection:
            return _standing.extent(connection)

    def begun(self, annotator: str, place: str) -> Iterator[tuple[int | None, Status]]:
        """Yield what became of each annotation of an annotator whose origin begins with `place`, in any order.

        With it comes the number of the task in its origin; None or 0 where there is none. Deleted ones are left out.
        Many times faster than `annotations`, and with less than a project's worth of work in memory.
        """
        with self._database.read() as connection:
            yield from _standing.begun(connection, annotator, place)

    def begun_units(self, annotator: str, place: str) -> Iterator[tuple[int | None, Status, str]]:
        """Yield the same with the key of the unit that the annotation is on."""
        with self._database.read() as connection:
            yield from _standing.begun_units(connection, annotator, place)

    def finished(self, annotator: str, places: Collection[str], since: datetime, longest: float) -> Finished:
        """Add up an annotator's submitted and skipped annotations whose origins begin with one of `places`.

        Recent are those since `since`, which has a zone; of a lead time `longest` seconds count at most.
        """
        with self._database.read() as connection:
            return _standing.finished(connection, annotator, places, since, longest)

    def elsewhere(self, places: Mapping[str, Collection[str]]) -> Iterator[Elsewhere]:
        """Yield the annotations that were made at none of the places of their annotator, in any order.

        `places` are the beginnings of origins, by name of the annotator. Deleted annotations, and what was decided
        between annotators, are left out.
        """
        with self._database.read() as connection:
            yield from _standing.elsewhere(connection, places)

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
