"""A project without any server, whose store holds what servers would have told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotate.settings import NOTHING
from annotate.store import Store
from annotate.workflow.importing import documents
from annotate.workflow.project import Project, init, open_project
from schema import Annotation, Annotator, Granularity, Purpose, Status, Task, Unit, cut
from schema import Project as Remote
from tests.workflow.conftest import ESSAY

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""When work begins."""


def day(number: float) -> datetime:
    """Return so many days after the begin."""
    return MONDAY + timedelta(days=number)


@dataclass
class Desk:
    """A project with articles, whose annotators each have a project on a server that nobody ever asks."""

    project: Project
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Number of the task of an annotator and a unit."""

    @contextmanager
    def store(self) -> Iterator[Store]:
        with self.project.store() as store:
            yield store

    def units(self, granularity: Granularity = "paragraph", article: int = 0) -> list[Unit]:
        with self.store() as store:
            return list(cut(list(store.articles())[article].current, granularity))

    def push(
        self, annotator: str, units: list[Unit], granularity: Granularity = "paragraph", purpose: Purpose = "label"
    ) -> str:
        """Give an annotator a project with these units, and return its id."""
        with self.store() as store:
            store.add_annotator(Annotator(name=annotator, account=f"{annotator}@annotators.local"))
            remote = len(store.projects(ended=True)) + 1
            target = Remote(
                id=Remote.id_of("local", remote),
                server="local",
                remote=remote,
                name=f"{granularity} {remote}",
                purpose=purpose,
                annotator=annotator,
                granularity=granularity,
                scheme="policy",
            )
            store.add_project(target)
            made = [Task(project=target.id, unit=unit, remote=n) for n, unit in enumerate(units, 10 * remote)]
            store.add_tasks(made)
        self.numbers |= {(annotator, task.unit.key): task.remote for task in made}
        return target.id

    def did(
        self,
        annotator: str,
        unit: Unit,
        when: datetime | None,
        *,
        status: Status = "submitted",
        seconds: float | None = 60.0,
        number: int = 1,
        origin: str | None = None,
        **more: object,
    ) -> Annotation:
        """Store what an annotator did on the task of a unit; the same number once more is a revision of it."""
        with self.store() as store:
            remote = next((target.remote for target in store.projects() if target.annotator == annotator), 0)
            kind = "draft/" if status == "draft" else ""
            task = self.numbers.get((annotator, unit.key), 999)
            place = origin or f"local/{remote}/{task}/{kind}{number}"
            made = Annotation(
                id=Annotation.id_of(unit, annotator, place),
                annotator=annotator,
                unit=unit,
                origin=place,
                status=status,
                updated=when,
                lead_time=seconds,
                **more,
            )
            store.add_annotator(Annotator(name=annotator))
            store.save_annotations([made])
        return made


def desk(folder: Path, essays: int = 1) -> Desk:
    """Return the desk of a new project with so many articles, each of a title and three paragraphs."""
    init(folder / "essays", environment=NOTHING)
    project = open_project(folder / "essays", NOTHING)
    for number in range(essays):
        (folder / f"{number}.txt").write_text(ESSAY.replace("四里", f"{number + 4} 里"), encoding="utf-8")
    documents.import_files(project, [folder / f"{number}.txt" for number in range(essays)])
    return Desk(project)
