"""What exports read of articles: a few columns of many rows, without the models that are made of whole ones."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError
from sqlalchemy import Connection, Text, cast, select, tuple_

from annotate.alignment import Ruling
from annotate.store._engine import loads
from annotate.store._readings import FEW
from annotate.store._rows import chunks, fetched
from annotate.store._tables import (
    ArticleRow,
    ArticleTextRow,
    BlockRow,
    DecisionRow,
    DocumentRow,
    PartRow,
    ReadingRow,
    UndoRow,
    ViewRow,
)
from annotate.store._texts import newest
from annotate.store._types import in_utc
from annotate.store._values import PieceRow, Trace
from schema import ExportedArticle, GoldComponent, GoldRelation

_RESULTS: TypeAdapter[list[GoldComponent | GoldRelation | None]] = TypeAdapter(
    list[Annotated[GoldComponent | GoldRelation, Field(discriminator="kind")] | None]
)

_FACTS = (ArticleRow.title, ArticleRow.authors, ArticleRow.source, ArticleRow.date, ArticleRow.language)


def exportable(connection: Connection, ids: Iterable[str]) -> Iterator[tuple[str, ExportedArticle]]:
    """Yield the articles of these ids that are there as they are now, each after its document, in the order given."""
    query = select(ArticleRow.id, ArticleRow.document, ArticleTextRow.version, *_FACTS).join(
        ArticleTextRow, ArticleTextRow.article == ArticleRow.id
    )
    for few in chunks(ids):
        rows = connection.execute(query.where(ArticleRow.id.in_(few), newest(ArticleTextRow)))
        found = {row.id: row._mapping for row in rows}
        for article in few:
            if article in found:
                facts = {name: value for name, value in found[article].items() if name not in {"id", "document"}}
                yield found[article]["document"], ExportedArticle(article=article, gold=None, **facts)


def rulings(connection: Connection, articles: Collection[str]) -> dict[str, list[Ruling]]:
    """Return the decisions in force on some articles that have any, without their evidence, oldest first."""
    row = DecisionRow
    query = (
        select(
            *(row.article, row.group, row.version, row.kind, row.outcome, row.into, row.by, row.who, row.when, row.why),
            *(cast(row.rule, Text), cast(row.result, Text)),
        )
        .outerjoin(UndoRow, UndoRow.decision == row.sequence)
        .where(row.article.in_(articles), UndoRow.decision.is_(None))
        .order_by(row.sequence)
    )
    rows = fetched(connection, query)
    results = _results([row[-1] for row in rows])
    moment = cache(_moment)
    found: dict[str, list[Ruling]] = defaultdict(list)
    for (article, group, version, kind, outcome, into, by, who, when, why, rule, _), result in zip(
        rows, results, strict=True
    ):
        found[article].append(
            Ruling(article, group, version, kind, outcome, result, into, by, who, moment(when), why, rule)
        )
    return dict(found)


def _moment(given: str | datetime) -> datetime:
    """Return a moment as a driver gives it: as text where the database has no type for it."""
    return in_utc(datetime.fromisoformat(given) if isinstance(given, str) else given)


def _results(written: Sequence[str | None]) -> list[GoldComponent | GoldRelation | None]:
    """Read what is written as JSON; all at once, unless half surrogates are in it, which pydantic does not read."""
    try:
        return _RESULTS.validate_json(f"[{','.join(text or 'null' for text in written)}]")
    except ValidationError:
        return _RESULTS.validate_python([text and loads(text) for text in written])


def traces(connection: Connection, wanted: Mapping[str, Collection[int]]) -> Iterator[Trace]:
    """Yield where these versions of the texts of articles stand in their sources, in order of articles and versions."""
    query = (
        select(
            *(ArticleTextRow.article, ArticleTextRow.version, ArticleTextRow.text, ArticleRow.document),
            *(DocumentRow.source, DocumentRow.record, ViewRow.number, ViewRow.sha256),
            *(ViewRow.extractor, ViewRow.extractor_version),
        )
        .join(ArticleRow, ArticleRow.id == ArticleTextRow.article)
        .join(DocumentRow, DocumentRow.id == ArticleRow.document)
        .join(ReadingRow, (ReadingRow.document == DocumentRow.id) & (ReadingRow.number == ArticleTextRow.reading))
        .join(ViewRow, (ViewRow.document == ReadingRow.document) & (ViewRow.number == ReadingRow.view))
        .order_by(ArticleTextRow.version)
    )
    for few in chunks(wanted, FEW):
        rows = defaultdict(list)
        for row in connection.execute(query.where(ArticleTextRow.article.in_(few))):
            if row.version in wanted[row.article]:
                rows[row.article].append(row)
        pieces = _pieces(connection, few)
        views = _views(connection, {(row.document, row.number) for some in rows.values() for row in some})
        for article in few:
            for row in rows[article]:
                yield Trace(
                    article=article,
                    version=row.version,
                    text=row.text,
                    document=row.document,
                    file=row.source,
                    record=row.record,
                    sha256=row.sha256,
                    extractor=row.extractor,
                    extractor_version=row.extractor_version,
                    view_sha256=views[row.document, row.number],
                    parts=pieces[article, row.version],
                )


def _pieces(
    connection: Connection, articles: Sequence[str]
) -> Mapping[tuple[str, int], list[tuple[int, list[PieceRow]]]]:
    """Return where each part of the texts of some articles begins, with the pieces of its block."""
    query = (
        select(PartRow.article, PartRow.version, PartRow.start, BlockRow.pieces)
        .join(ArticleRow, ArticleRow.id == PartRow.article)
        .join(ArticleTextRow, (ArticleTextRow.article == PartRow.article) & (ArticleTextRow.version == PartRow.version))
        .join(
            BlockRow,
            (BlockRow.document == ArticleRow.document)
            & (BlockRow.reading == ArticleTextRow.reading)
            & (BlockRow.ordinal == PartRow.block),
        )
        .where(PartRow.article.in_(articles))
        .order_by(PartRow.article, PartRow.version, PartRow.start)
    )
    found: dict[tuple[str, int], list[tuple[int, list[PieceRow]]]] = defaultdict(list)
    for article, version, start, pieces in connection.execute(query):
        found[article, version].append((start, pieces))
    return found


def _views(connection: Connection, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return the hash of each of these views, one of which is in memory at a time."""
    query = select(ViewRow.document, ViewRow.number, ViewRow.text)
    rows = connection.execute(
        query.where(tuple_(ViewRow.document, ViewRow.number).in_(wanted)).execution_options(yield_per=1)
    )
    return {(row.document, row.number): hashlib.sha256(row.text.encode()).hexdigest() for row in rows}
