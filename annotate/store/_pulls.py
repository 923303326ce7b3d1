"""How far each project was pulled, and what the store has of it, without the labels themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import AwareDatetime, TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from annotate.store import _work
from annotate.store._annotations import latest
from annotate.store._rows import chunks
from annotate.store._tables import AnnotationRow, ArticleTextRow, SettingRow, TaskRow
from annotate.store._values import Head, Pulled
from schema import Unit

_SEEN: TypeAdapter[dict[int, datetime]] = TypeAdapter(dict[int, AwareDatetime])


def pulled(connection: Connection, project: str) -> Pulled:
    """Return how far a project was pulled; nothing of it where there is none."""
    value = connection.scalar(select(SettingRow.value).where(SettingRow.name == _name("pulled", project)))
    found = Pulled() if value is None else Pulled.model_validate_json(value)
    return found.model_copy(update={"until": _work.watermark(connection, project)})


def seen(connection: Connection, project: str) -> dict[int, datetime]:
    """Return the change that was pulled last of those tasks of a project that had changed shortly before its pull."""
    value = connection.scalar(select(SettingRow.value).where(SettingRow.name == _name("seen", project)))
    return {} if value is None else _SEEN.validate_json(value)


def keep(connection: Connection, project: str, done: Pulled, lately: Mapping[int, datetime] | None = None) -> None:
    """Note how far a project was pulled, and which changes were seen lately; raises StoreError without that project."""
    if done.until is not None:
        _work.set_watermark(connection, project, done.until)
    _set(connection, _name("pulled", project), done.model_dump_json(exclude={"until"}))
    if lately is not None:
        _set(connection, _name("seen", project), _SEEN.dump_json(dict(lately)).decode())


def task_units(connection: Connection, project: str) -> dict[int, tuple[str, str | None]]:
    """Return the key of the unit and the suggestion of each task of a project, by its number on the server."""
    query = select(TaskRow.remote, TaskRow.unit, TaskRow.suggestion).where(TaskRow.project == project)
    return {remote: (unit, suggestion) for remote, unit, suggestion in connection.execute(query)}


def heads(connection: Connection, annotator: str, prefix: str) -> list[Head]:
    """Return an annotator's annotations whose origin begins so, as they are now, by id; deleted ones are left out."""
    query = (
        select(*(getattr(AnnotationRow, name) for name in Head._fields))
        .where(AnnotationRow.annotator == annotator, latest(), ~AnnotationRow.deleted)
        .where(AnnotationRow.origin.startswith(prefix, autoescape=True))
        .order_by(AnnotationRow.id)
    )
    return [Head(*row) for row in connection.execute(query)]


def revised_articles(connection: Connection) -> list[str]:
    """Return the ids of the articles whose text has several versions, sorted."""
    several = select(ArticleTextRow.article).where(ArticleTextRow.version > 1).distinct()
    return list(connection.scalars(several.order_by(ArticleTextRow.article)))


def unit_texts(connection: Connection, units: Iterable[Unit]) -> dict[str, str]:
    """Return the text of each unit by its key; without those whose article text is not there."""
    given = list(units)
    query = select(ArticleTextRow.article, ArticleTextRow.version, ArticleTextRow.text)
    texts: dict[tuple[str, int], str] = {}
    for some in chunks(sorted({unit.article for unit in given})):
        rows = connection.execute(query.where(ArticleTextRow.article.in_(some)))
        texts |= {(article, version): text for article, version, text in rows}
    return {unit.key: unit.of(text) for unit in given if (text := texts.get((unit.article, unit.version))) is not None}


def _name(what: str, project: str) -> str:
    return f"{what} {project}"


def _set(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(SettingRow).where(SettingRow.name == name))
    connection.execute(insert(SettingRow).values(name=name, value=value))
