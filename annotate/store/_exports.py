"""Exports: what each was made from is inserted bit by bit, then finished once, then never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Text, bindparam, cast, delete, func, insert, select, update

from annotate.errors import StoreError
from annotate.store import _annotations, _schemes
from annotate.store._engine import loads
from annotate.store._rows import MANY, insert_all
from annotate.store._tables import (
    AnnotationRow,
    AnnotatorRow,
    DecisionRow,
    ExportAnnotationRow,
    ExportArticleRow,
    ExportRow,
    PseudonymRow,
)
from annotate.store._types import Written
from schema import Annotation, ExportedArticle, ExportedWork, ExportRelease, Gold, Scheme, as_json, scheme_id

_PLACED = {"article", "version", "gold", "split"}
"""Fields of an exported article that are columns."""


def begin(connection: Connection, release: ExportRelease, scheme: Scheme) -> int:
    """Insert an export that is now being made, in place of one that was never finished; return its number."""
    if scheme_id(scheme) != release.scheme:
        raise ValueError(f"export {release.name} labels with another scheme than {scheme.name}")
    for number in connection.scalars(select(ExportRow.number).where(ExportRow.sha256.is_(None))).all():
        drop(connection, number)
    _schemes.keep(connection, scheme, release.made)
    number = (connection.scalar(select(func.max(ExportRow.number))) or 0) + 1
    row = release.model_dump(exclude={"format_version"}) | {"number": number, "sha256": None}
    connection.execute(insert(ExportRow).values(row))
    return number


def add_articles(connection: Connection, number: int, first: int, articles: Sequence[ExportedArticle]) -> None:
    """Insert articles of an export, of which `first` are there."""
    rows: list[dict[str, object]] = [
        {
            "export": number,
            "ordinal": ordinal,
            "article": one.article,
            "version": one.version,
            "facts": one.model_dump(exclude=_PLACED),
            "gold": one.gold and Written(as_json(one.gold)),
            "split": one.split,
        }
        for ordinal, one in enumerate(articles, start=first)
    ]
    insert_all(connection, ExportArticleRow, rows)


def add_works(connection: Connection, number: int, works: Mapping[str, Sequence[ExportedWork]]) -> None:
    """Insert the annotations that an export is made from, by article."""
    rows: list[dict[str, object]] = [
        {"export": number, "article": article, **one.model_dump()} for article, every in works.items() for one in every
    ]
    insert_all(connection, ExportAnnotationRow, rows)


def set_splits(connection: Connection, number: int, splits: Mapping[str, str]) -> None:
    """Note in which split each article of an export is."""
    this = (ExportArticleRow.export == number, ExportArticleRow.article == bindparam("_article"))
    statement = update(ExportArticleRow.__table__).where(*this)  # type: ignore[arg-type]
    rows = [{"_article": article, "_split": split} for article, split in splits.items()]
    if rows:
        connection.execute(statement.values(split=bindparam("_split")), rows)


def finish(connection: Connection, release: ExportRelease) -> None:
    """Note that an export is whole; raises StoreError when another one has dropped it meanwhile."""
    row = release.model_dump(exclude={"format_version", "number"})
    unfinished = (ExportRow.number == release.number, ExportRow.sha256.is_(None), ExportRow.name == release.name)
    if not connection.execute(update(ExportRow).where(*unfinished).values(row)).rowcount:
        raise StoreError(f"export {release.name}", "another export was begun meanwhile", cure="export again")


def drop(connection: Connection, number: int) -> None:
    """Delete an export, unless it is finished."""
    unfinished = select(ExportRow.number).where(ExportRow.number == number, ExportRow.sha256.is_(None))
    for row in (ExportAnnotationRow, ExportArticleRow):
        connection.execute(delete(row).where(row.export.in_(unfinished)))
    connection.execute(delete(ExportRow).where(ExportRow.number.in_(unfinished)))


def exports(connection: Connection, *which: ColumnElement[bool]) -> list[ExportRelease]:
    """Return the finished exports, oldest first."""
    query = select(ExportRow.__table__).where(ExportRow.sha256.is_not(None), *which).order_by(ExportRow.number)
    return [ExportRelease.model_validate(dict(row._mapping)) for row in connection.execute(query)]


def articles(connection: Connection, number: int) -> Iterator[ExportedArticle]:
    """Yield the articles of an export, in order."""
    for article, gold in written(connection, number):
        yield article if gold is None else article.model_copy(update={"gold": _gold(gold)})


def written(connection: Connection, number: int) -> Iterator[tuple[ExportedArticle, str | None]]:
    """Yield the articles of an export without gold, in order, and their gold as JSON."""
    columns = (ExportArticleRow.facts, ExportArticleRow.article, ExportArticleRow.version, ExportArticleRow.split)
    query = select(*columns, cast(ExportArticleRow.gold, Text).label("gold")).where(ExportArticleRow.export == number)
    rows = connection.execute(query.order_by(ExportArticleRow.ordinal).execution_options(yield_per=MANY // 10))
    for facts, article, version, split, gold in rows:
        yield ExportedArticle(article=article, version=version, split=split, gold=None, **facts), gold


def _gold(written: str) -> Gold:
    try:
        return Gold.model_validate_json(written)
    except ValidationError:
        return Gold.model_validate(loads(written))


def splits(connection: Connection, number: int) -> dict[str, str]:
    """Return the split of each article of an export that is in one."""
    query = select(ExportArticleRow.article, ExportArticleRow.split).where(ExportArticleRow.export == number)
    rows = connection.execute(query.where(ExportArticleRow.split.is_not(None)))
    return {row.article: row.split for row in rows}


def works(connection: Connection, number: int, some: Iterable[str]) -> dict[str, list[tuple[Annotation, str | None]]]:
    """Return the annotations of an export on some articles, with why each is left out, by article.

    They come in the order of their units, then by annotator and id.
    """
    wanted: dict[tuple[str, int], str | None] = {}
    of_export = (ExportAnnotationRow.export == number, ExportAnnotationRow.article.in_(list(some)))
    for row in connection.execute(select(ExportAnnotationRow.__table__).where(*of_export)):
        wanted[row.annotation, row.revision] = row.left_out
    found: dict[str, list[tuple[Annotation, str | None]]] = {}
    read = list(_annotations.read(connection, sorted(wanted), raw=False))
    for one in sorted(read, key=_place):
        found.setdefault(one.unit.article, []).append((one, wanted[one.id, one.revision]))
    return found


def works_of(connection: Connection, number: int) -> dict[str, ExportedWork]:
    """Return which revisions an export was made from, by annotation."""
    query = select(ExportAnnotationRow.__table__).where(ExportAnnotationRow.export == number)
    rows = connection.execute(query.order_by(ExportAnnotationRow.annotation))
    return {row.annotation: ExportedWork.model_validate(row, from_attributes=True) for row in rows}


def last_decision(connection: Connection) -> int:
    """Return the number of the newest decision; 0 where there is none."""
    return connection.scalar(select(func.max(DecisionRow.sequence))) or 0


def pseudonyms(connection: Connection) -> dict[str, str]:
    """Return the pseudonym of each annotator who has one."""
    rows = connection.execute(select(PseudonymRow.__table__).where(PseudonymRow.annotator.is_not(None)))
    return {row.annotator: f"A{row.number}" for row in rows}


def add_pseudonyms(connection: Connection, annotators: Iterable[str]) -> None:
    """Give those of the annotators who have no pseudonym the next ones, in this order."""
    known = set(connection.scalars(select(PseudonymRow.annotator)))
    last = connection.scalar(select(func.max(PseudonymRow.number))) or 0
    new = [name for name in annotators if name not in known]
    rows: list[dict[str, object]] = [{"number": n, "annotator": name} for n, name in enumerate(new, start=last + 1)]
    insert_all(connection, PseudonymRow, rows)


def annotators_on(connection: Connection, number: int) -> list[str]:
    """Return the names of those whose annotations an export was made from, sorted."""
    at = (AnnotationRow.id == ExportAnnotationRow.annotation, AnnotationRow.revision == ExportAnnotationRow.revision)
    query = select(AnnotatorRow.name).distinct().join(AnnotationRow, AnnotationRow.annotator == AnnotatorRow.name)
    mine = query.join(ExportAnnotationRow, at[0] & at[1]).where(ExportAnnotationRow.export == number)
    return sorted(connection.scalars(mine))


def _place(annotation: Annotation) -> tuple[int, int, int, str, str, str]:
    unit = annotation.unit
    return unit.version, unit.start, unit.end, unit.kind, annotation.annotator, annotation.id
