"""The part of the store that keeps schemes, and what became of annotations when they changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from annotate.store import _annotations, _schemes
from annotate.store._engine import Database
from annotate.store._turns import Work, turn
from annotate.store._values import Saved
from schema import Annotation, Migration, Operation, Scheme, SchemeUse, SchemeVersion


class SchemeStore:
    """What `Store` says of itself holds here too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def turn(self, work: Work) -> AbstractContextManager[None]:
        """Wait until no other command does such work on this store, and have others wait until the end.

        Who waits is told so; who is killed lets go. Not to be asked for again within it.
        """
        return turn(self._database, work)

    def use_scheme(self, project: str, scheme: Scheme, since: datetime) -> bool:
        """Note from when on a project has a scheme, and keep that version; tell whether the project had another.

        Raises StoreError when there is no such project.
        """
        with self._database.write() as connection:
            return _schemes.use(connection, project, scheme, since)

    def scheme_uses(self) -> list[SchemeUse]:
        """Return which project had which version from when on: by project, oldest first."""
        with self._database.read() as connection:
            return _schemes.uses(connection)

    def scheme_versions(self) -> list[SchemeVersion]:
        """Return every version of the scheme that was ever used, oldest first."""
        with self._database.read() as connection:
            return _schemes.versions(connection)

    def begin_migration(
        self,
        old: Scheme,
        new: Scheme,
        operations: tuple[Operation, ...],
        *,
        who: str,
        why: str,
        when: datetime,
        undoes: int | None = None,
    ) -> Migration:
        """Append a migration that is now under way, and keep both versions; return it with its number."""
        with self._database.write() as connection:
            return _schemes.begin(connection, old, new, operations, who, why, when, undoes)

    def finish_migration(self, number: int, when: datetime) -> None:
        """Note that a migration is done."""
        with self._database.write() as connection:
            _schemes.finish(connection, number, when)

    def migrations(self) -> list[Migration]:
        """Return all migrations, oldest first."""
        with self._database.read() as connection:
            return _schemes.migrations(connection)

    def note_migrated(self, number: int, revisions: Mapping[str, int]) -> None:
        """Note which revision of an annotation a migration found, by its id; one that was noted stays as it is.

        Raises StoreError when such a revision is not in the store.
        """
        with self._database.write() as connection:
            _schemes.note(connection, number, revisions)

    def migrated(self, number: int) -> dict[str, int]:
        """Return the revision that a migration found of each annotation that it changed, by the annotation's id."""
        with self._database.read() as connection:
            return _schemes.migrated(connection, number)

    def save_migrated(self, number: int, annotations: Iterable[Annotation]) -> Saved:
        """Keep annotations as a migration made them of the revisions that they bear, and note those; all or none."""
        given = list(annotations)
        with self._database.write() as connection:
            _schemes.note(connection, number, {annotation.id: annotation.revision for annotation in given})
            return _annotations.save(connection, given)

    def revisions(self, keys: Mapping[str, int]) -> Iterator[Annotation]:
        """Yield certain revisions of annotations, by id; raises KeyError for one that is not there."""
        with self._database.read() as connection:
            yield from _annotations.read(connection, sorted(keys.items()), raw=True)
