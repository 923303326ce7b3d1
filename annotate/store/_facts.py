"""What is known of articles without reading their texts, and ids by their beginnings."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from annotate.store._rows import fetched_by_parts
from annotate.store._tables import (
    AnnotationRow,
    ArticleRow,
    ArticleTextRow,
    BlockRow,
    DocumentRow,
    PartRow,
    ReadingRow,
    UnitRow,
)
from annotate.store._texts import newest
from schema import ArticleFacts

FEW = 5
"""How many of the ids that begin alike are told."""

_FEW_TEXTS = 100
"""How many texts are in memory at once."""

_LAST = "\U0010ffff"
"""The character after which none comes."""


def facts(connection: Connection) -> Iterator[ArticleFacts]:
    """Yield the facts of all articles: by document, and as they stand in it."""
    article = ArticleRow.id
    columns = [column for column in ArticleRow.__table__.c if column.name != "ordinal"]
    query = (
        select(
            *columns,
            DocumentRow.source.label("file"),
            ArticleTextRow.version,
            func.length(ArticleTextRow.text).label("characters"),
            _paragraphs(article).scalar_subquery().label("paragraphs"),
            _doubts().scalar_subquery().label("doubts"),
            _annotations(article).scalar_subquery().label("annotations"),
        )
        .join(DocumentRow, DocumentRow.id == ArticleRow.document)
        .join(ArticleTextRow, ArticleTextRow.article == ArticleRow.id)
        .where(newest(ArticleTextRow))
        .order_by(ArticleRow.document, ArticleRow.ordinal)
    )
    for row in connection.execute(query):
        yield ArticleFacts.model_validate(dict(row._mapping))


def texts(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the id and the newest text of each article, in the same order."""
    query = select(ArticleRow.id, ArticleTextRow.text).join(ArticleTextRow, ArticleTextRow.article == ArticleRow.id)
    in_order = query.where(newest(ArticleTextRow)).order_by(ArticleRow.document, ArticleRow.ordinal)
    rows = connection.execute(in_order.execution_options(yield_per=_FEW_TEXTS))
    yield from ((article, text) for article, text in rows)


def titles(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the id and the title of each article, in the same order."""
    query = select(ArticleRow.id, ArticleRow.title).order_by(ArticleRow.document, ArticleRow.ordinal)
    for some in fetched_by_parts(connection, query):
        yield from some


def headings(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the article and the text of each heading of the newest texts, without titles."""
    words = func.substr(ArticleTextRow.text, PartRow.start + 1, PartRow.end - PartRow.start)
    same = (ArticleTextRow.article == PartRow.article, ArticleTextRow.version == PartRow.version)
    query = select(PartRow.article, words).join(ArticleTextRow, and_(*same)).where(PartRow.level > 0, newest(PartRow))
    yield from ((article, text) for article, text in connection.execute(query))


def paragraph_lengths(connection: Connection) -> Iterator[tuple[str, int]]:
    """Yield the article and the length of each paragraph of the newest texts."""
    query = select(PartRow.article, PartRow.end - PartRow.start).where(PartRow.kind == "paragraph", newest(PartRow))
    yield from ((article, length) for article, length in connection.execute(query))


def parts(connection: Connection) -> dict[str, int]:
    """Return how many headings and paragraphs the newest texts have.

    All that there are are counted in an index, and then those of earlier versions, which are few: to ask of each of
    a million whether it is of the newest takes seconds.
    """
    counted = select(PartRow.kind, func.count()).group_by(PartRow.kind)
    revised = select(ArticleTextRow.article).where(ArticleTextRow.version > 1)
    every, earlier = (
        dict(connection.execute(query).all())
        for query in (counted, counted.where(PartRow.article.in_(revised), ~newest(PartRow)))
    )
    return {kind: every.get(kind, 0) - earlier.get(kind, 0) for kind in ("heading", "paragraph")}


def beginning(connection: Connection, id_: InstrumentedAttribute[str], prefix: str) -> list[str]:
    """Return the id that is `prefix`, or else the first few that begin with it, in order."""
    if connection.scalar(select(id_).where(id_ == prefix)) is not None:
        return [prefix]
    return list(connection.scalars(select(id_).where(id_ >= prefix, id_ < prefix + _LAST).order_by(id_).limit(FEW)))


def _paragraphs(article: InstrumentedAttribute[str]) -> Select[int]:
    of_text = (PartRow.article == article, PartRow.version == ArticleTextRow.version)
    return select(func.count()).where(*of_text, PartRow.kind == "paragraph").correlate(ArticleRow, ArticleTextRow)


def _doubts() -> Select[int]:
    """Those of the newest reading, in which some may have been settled without the text becoming another."""
    last = select(func.max(ReadingRow.number)).where(ReadingRow.document == ArticleRow.document).scalar_subquery()
    of_article = (BlockRow.document == ArticleRow.document, BlockRow.article == ArticleRow.ordinal)
    doubtful = select(func.count()).where(*of_article, BlockRow.reading == last, BlockRow.doubt.is_not(None))
    return doubtful.correlate(ArticleRow)


def _annotations(article: InstrumentedAttribute[str]) -> Select[int]:
    later = aliased(AnnotationRow)
    revised = select(later.id).where(later.id == AnnotationRow.id, later.revision > AnnotationRow.revision).exists()
    counted = select(func.count()).select_from(AnnotationRow).join(UnitRow, UnitRow.key == AnnotationRow.unit)
    current = counted.where(UnitRow.article == article, ~revised, AnnotationRow.deleted.is_(False))
    return current.correlate(ArticleRow)
