"""Who annotates what: annotators, projects, units and tasks."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from annotate.errors import StoreError
from annotate.store._rows import chunks, insert_all
from annotate.store._tables import AnnotatorRow, ArticleRow, ArticleTextRow, ProjectRow, TaskRow, UnitRow
from schema import Annotator, Project, Task, Unit

UNIT_ORDER = (ArticleRow.document, ArticleRow.ordinal, UnitRow.version, UnitRow.start, UnitRow.end, UnitRow.kind)
"""Reading order, for queries that join units and articles."""


def add_annotator(connection: Connection, annotator: Annotator) -> bool:
    """Insert an annotator, or learn what was not known of a stored one; tell whether anything changed."""
    if annotator.account is not None:
        whose = select(AnnotatorRow.name).where(AnnotatorRow.account == annotator.account)
        other = connection.scalar(whose.where(AnnotatorRow.name != annotator.name))
        if other is not None:
            raise StoreError(
                f"annotator {annotator.name}",
                f"the account {annotator.account} is that of {other}",
                expected="an account for each annotator",
            )
    stored = next((known for known in annotators(connection) if known.name == annotator.name), None)
    if stored is None:
        connection.execute(insert(AnnotatorRow).values(annotator.model_dump()))
        return True
    learnt = stored.model_copy(update=annotator.model_dump(exclude={"role"}, exclude_none=True))
    connection.execute(update(AnnotatorRow).where(AnnotatorRow.name == learnt.name).values(learnt.model_dump()))
    return learnt != stored


def annotators(connection: Connection) -> list[Annotator]:
    """Return all annotators, by name."""
    rows = connection.execute(select(AnnotatorRow.__table__).order_by(AnnotatorRow.name))
    return [Annotator.model_validate(row, from_attributes=True) for row in rows]


def add_project(connection: Connection, project: Project) -> bool:
    """Insert a project, unless it is there as it is; tell whether it was inserted."""
    need_annotators(connection, {project.annotator})
    for stored in projects(connection, ended=True):
        if stored == project:
            return False
        if stored.id == project.id or (stored.ended is None and _place(stored) == _place(project)):
            raise StoreError(
                f"project {project.name!r} of {project.annotator}",
                f"another is in its place: {_described(stored)}",
                expected=_described(project),
                cure="give the new project another name",
            )
    connection.execute(insert(ProjectRow).values(project.model_dump()))
    return True


def projects(connection: Connection, *, ended: bool = False) -> list[Project]:
    """Return all projects, by server, annotator and name; those that are gone from the server only if asked for."""
    order = (ProjectRow.server, ProjectRow.annotator, ProjectRow.name, ProjectRow.remote)
    columns = [column for column in ProjectRow.__table__.c if column.name != "watermark"]
    query = select(*columns).order_by(*order)
    rows = connection.execute(query if ended else query.where(ProjectRow.ended.is_(None)))
    return [Project.model_validate(row, from_attributes=True) for row in rows]


def add_tasks(connection: Connection, tasks_: Iterable[Task]) -> int:
    """Insert tasks and their units; return how many were not there as they are.

    A unit whose task was made anew on the server gets the new number, and a task that shows another unit now is
    that unit's.
    """
    given = {(task.project, task.unit.key): task for task in tasks_}
    stored = {
        (project, task.unit.key): task
        for project in sorted({project for project, _ in given})
        for units_ in chunks(sorted(unit for of, unit in given if of == project))
        for task in _tasks(connection, TaskRow.project == project, TaskRow.unit.in_(units_))
    }
    changed = {key: task for key, task in given.items() if stored.get(key) != task}
    # Deleted and inserted rather than updated: numbers may have been swapped, and each is unique at every moment.
    if remade := [{"_project": project, "_unit": unit} for project, unit in changed if (project, unit) in stored]:
        same = (TaskRow.project == bindparam("_project"), TaskRow.unit == bindparam("_unit"))
        connection.execute(delete(TaskRow).where(*same), remade)
    for project in sorted({project for project, _ in changed}):
        remove_tasks(connection, project, [task.remote for key, task in changed.items() if key[0] == project])
    add_units(connection, [task.unit for task in changed.values()])
    rows = [{**task.model_dump(exclude={"unit"}), "unit": task.unit.key} for task in changed.values()]
    insert_all(connection, TaskRow, rows)
    return len(changed)


def tasks(connection: Connection, project: str) -> list[Task]:
    """Return the tasks of a project, in reading order."""
    return _tasks(connection, TaskRow.project == project)


def remove_tasks(connection: Connection, project: str, numbers: Iterable[int]) -> None:
    """Delete tasks, by their numbers on the server; their units stay."""
    for some in chunks(numbers):
        connection.execute(delete(TaskRow).where(TaskRow.project == project, TaskRow.remote.in_(some)))


def end_project(connection: Connection, project: str, when: datetime) -> None:
    """Note that a project is gone from the server; raises StoreError when there is no such project."""
    done = connection.execute(update(ProjectRow).where(ProjectRow.id == project).values(ended=when))
    if not done.rowcount:
        raise StoreError(f"project {project}", "is not in the store", cure="annotate push")


def add_units(connection: Connection, units_: Iterable[Unit]) -> None:
    """Insert the units that are not there; raises StoreError when the store lacks the text of one."""
    wanted = {unit.key: unit for unit in units_}
    for keys in chunks(sorted(wanted)):
        there = set(connection.scalars(select(UnitRow.key).where(UnitRow.key.in_(keys))))
        missing = [wanted[key] for key in keys if key not in there]
        need_texts(connection, {(unit.article, unit.version) for unit in missing})
        insert_all(connection, UnitRow, [{"key": unit.key, **unit.model_dump()} for unit in missing])


def units(connection: Connection) -> list[Unit]:
    """Return all units, in reading order."""
    return [_unit(row) for row in connection.execute(_units())]


def watermark(connection: Connection, project: str) -> datetime | None:
    """Return the latest change on the server that was pulled, or None before the first pull."""
    return connection.scalar(select(ProjectRow.watermark).where(ProjectRow.id == project))


def set_watermark(connection: Connection, project: str, moment: datetime) -> None:
    """Note the latest change on the server that was pulled; raises StoreError when there is no such project."""
    done = connection.execute(update(ProjectRow).where(ProjectRow.id == project).values(watermark=moment))
    if not done.rowcount:
        raise StoreError(f"project {project}", "is not in the store", cure="annotate push")


def need_annotators(connection: Connection, names: Set[str]) -> None:
    """Raise StoreError when the store lacks some of these annotators."""
    unknown = names - {known.name for known in annotators(connection)}
    if unknown:
        listed = ", ".join(sorted(unknown))
        raise StoreError(f"annotator {listed}", "is not in the store", cure="annotate annotators add NAME…")


def need_texts(connection: Connection, texts: Set[tuple[str, int]]) -> None:
    """Raise StoreError when the store lacks some of these article texts, each an article's id and a version."""
    there: set[tuple[str, int]] = set()
    query = select(ArticleTextRow.article, ArticleTextRow.version)
    for articles in chunks(sorted({article for article, _ in texts})):
        there.update(connection.execute(query.where(ArticleTextRow.article.in_(articles))))
    for article, version in sorted(texts - there):
        raise StoreError(f"article {article}, version {version}", "is not in the store", cure="annotate import PATH…")


def _place(project: Project) -> tuple[str, str, str]:
    return project.server, project.annotator, project.name


def _described(project: Project) -> str:
    number = f"number {project.remote} at {project.server}"
    return f"{project.name!r} of {project.annotator}, {number}, by {project.granularity}, scheme {project.scheme}"


def _tasks(connection: Connection, *which: ColumnElement[bool]) -> list[Task]:
    more = (TaskRow.project, TaskRow.remote, TaskRow.content, TaskRow.state, TaskRow.suggestion)
    query = _units(*more).join(TaskRow, TaskRow.unit == UnitRow.key).where(*which)
    return [
        Task(
            project=row.project,
            unit=_unit(row),
            remote=row.remote,
            content=row.content,
            state=row.state,
            suggestion=row.suggestion,
        )
        for row in connection.execute(query)
    ]


def _units(*more: InstrumentedAttribute[object]) -> Select[*tuple[object, ...]]:
    query = select(*UnitRow.__table__.c, *more).join(ArticleRow, ArticleRow.id == UnitRow.article)
    return query.order_by(*UNIT_ORDER)


def _unit(row: Row[*tuple[object, ...]]) -> Unit:
    return Unit.model_validate(row, from_attributes=True)
