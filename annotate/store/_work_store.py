"""The part of the store that keeps who annotates what, and from which gold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from annotate.errors import StoreError
from annotate.store import _assignments, _erasure, _releases, _work
from annotate.store._decision_store import DecisionStore
from schema import Annotator, Assignment, Design, Erasure, Gold, Project, Release, Scheme, Task, Unit


class WorkStore(DecisionStore):
    """What `Store` says of itself holds here too."""

    def add_annotator(self, annotator: Annotator) -> bool:
        """Add an annotator, or learn the account and number of one who is there; tell whether anything changed.

        The role of one who is there stays (`set_retired`). Raises StoreError when the account is another annotator's.
        """
        with self._database.write() as connection:
            return _work.add_annotator(connection, annotator)

    def annotators(self) -> list[Annotator]:
        """Return all annotators, by name."""
        with self._database.read() as connection:
            return _work.annotators(connection)

    def add_project(self, project: Project) -> bool:
        """Add a project, unless it is there; tell whether it was added.

        Raises StoreError when it is there but differs, another has its place, or its annotator is unknown.
        """
        with self._database.write() as connection:
            return _work.add_project(connection, project)

    def projects(self, *, ended: bool = False) -> list[Project]:
        """Return all projects, by server, annotator and name; with those that are gone from the server, if asked."""
        with self._database.read() as connection:
            return _work.projects(connection, ended=ended)

    def end_project(self, project: str, when: datetime) -> None:
        """Note that a project is gone from the server; raises StoreError when there is no such project."""
        with self._database.write() as connection:
            _work.end_project(connection, project, when)

    def add_tasks(self, tasks: Iterable[Task]) -> int:
        """Add tasks with their units; return how many were not there as they are.

        A unit whose task was made anew on the server gets the new number, and a task that shows another unit now is
        that unit's. Raises StoreError when a unit's text is not in the store.
        """
        given = list(tasks)
        with self._database.write() as connection:
            return _work.add_tasks(connection, given)

    def tasks(self, project: str) -> list[Task]:
        """Return the tasks of a project, in reading order; none when there is no such project."""
        with self._database.read() as connection:
            return _work.tasks(connection, project)

    def remove_tasks(self, project: str, numbers: Iterable[int]) -> None:
        """Forget tasks that are gone from the server, by their numbers there; their units stay."""
        given = list(numbers)
        with self._database.write() as connection:
            _work.remove_tasks(connection, project, given)

    def units(self) -> list[Unit]:
        """Return all units that are or were tasks or have annotations, in reading order."""
        with self._database.read() as connection:
            return _work.units(connection)

    def watermark(self, project: str) -> datetime | None:
        """Return the latest change on the server that was pulled from a project, or None before the first pull."""
        with self._database.read() as connection:
            return _work.watermark(connection, project)

    def set_watermark(self, project: str, moment: datetime) -> None:
        """Note the latest change on the server that was pulled; raises StoreError when there is no such project."""
        with self._database.write() as connection:
            _work.set_watermark(connection, project, moment)

    def assign(self, design: Design, assignments: Iterable[Assignment]) -> None:
        """Keep a design with what came of it, all or nothing.

        Raises StoreError when an annotator is not in the store, or a design of this number is, or of a later one.
        """
        given = list(assignments)
        with self._database.write() as connection:
            _assignments.assign(connection, design, given)

    def designs(self) -> list[Design]:
        """Return all designs, oldest first."""
        with self._database.read() as connection:
            return _assignments.designs(connection)

    def assignments(self, annotator: str | None = None, *, ended: bool = False) -> list[Assignment]:
        """Return what holds, by annotator, phase and place; with what was taken back, if asked."""
        with self._database.read() as connection:
            return _assignments.assignments(connection, annotator, ended=ended)

    def open_assignments(self, annotators: Iterable[str], when: datetime) -> int:
        """Open what waits for the calibration of these annotators; return how many articles that were."""
        given = list(annotators)
        with self._database.write() as connection:
            return _assignments.open_(connection, given, when)

    def end_assignments(self, pairs: Iterable[tuple[str, str]], when: datetime, reason: str) -> int:
        """Take articles back, each an annotator's name and an article's id; return how many were theirs."""
        given = list(pairs)
        with self._database.write() as connection:
            return _assignments.end(connection, given, when, reason)

    def set_retired(self, annotator: str, when: datetime | None) -> None:
        """Note since when somebody has stopped, or, with None, that they annotate, whatever they were there for.

        Raises StoreError for no annotator.
        """
        with self._database.write() as connection:
            _assignments.set_retired(connection, annotator, when)

    def erase(self, annotator: str, pseudonym: str | None, when: datetime, *, dry_run: bool = False) -> Erasure:
        """Replace a person by a pseudonym, or, without one, remove their annotations too; return the record of it.

        Ids of annotations follow from the name, and so become others; decisions and migrations refer to the new ones.
        A dry run changes nothing. Until `compact`, what was erased can be read from the files of the database.
        Raises StoreError when nobody has that name, or the pseudonym is taken or holds the name.
        """
        with self._database.write() as connection:
            within = connection.begin_nested()
            erasure = _erasure.erase(connection, annotator, pseudonym, when)
            if dry_run:
                within.rollback()
            return erasure

    def erasures(self) -> list[Erasure]:
        """Return all erasures, oldest first."""
        with self._database.read() as connection:
            return _erasure.erasures(connection)

    def compact(self) -> None:
        """Write the file anew, without what was removed; raises StoreError while another program uses it.

        Does nothing where a server keeps the database.
        """
        _erasure.compact(self._database)

    def add_release(self, release: Release, scheme: Scheme) -> bool:
        """Keep frozen gold with its version of the scheme; tell whether it was new.

        Raises StoreError when a release of its name holds other gold, or a text is not in the store, and ValueError
        when the scheme is not the one that it names.
        """
        with self._database.write() as connection:
            return _releases.add(connection, release, scheme)

    def releases(self) -> list[Release]:
        """Return all releases, oldest first."""
        with self._database.read() as connection:
            return _releases.releases(connection)

    def golds_on(self, article: str) -> dict[str, Gold]:
        """Return the gold of an article in each release that has any, by the name of the release."""
        with self._database.read() as connection:
            return _releases.golds_on(connection, article)

    def release(self, name: str) -> Release:
        """Return the release of a name; raises StoreError, which names those there are, when it is not there."""
        with self._database.read() as connection:
            for found in _releases.releases(connection, name):
                return found
            names = ", ".join(known.name for known in _releases.releases(connection))
        raise StoreError(
            f"release {name}",
            "is not in the store",
            expected=f"one of {names}" if names else None,
            cure="annotate adjudicate freeze NAME",
        )
