"""Articles and their texts, with the documents that they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Exists, exists, func, select, update
from sqlalchemy.orm import aliased

from annotate.errors import StoreError
from annotate.store import _readings
from annotate.store._readings import FEW
from annotate.store._rows import chunks, fetched, insert_all
from annotate.store._tables import ArticleRow, ArticleTextRow, DocumentRow, PartRow, ViewRow
from annotate.store._values import Outcome
from schema import Article, ArticleText, Heading, Imported, Paragraph, Reading


def add(connection: Connection, imported: Imported, when: datetime | None) -> Outcome:
    """Insert a document with its articles, unless one of its id or of the same file is there.

    Raises ValueError when a block's text is not what its pieces of the view give, since it is not stored apart.
    """
    document = imported.document
    if document.record is None and connection.scalar(select(_file_replaced_another(document.sha256))):
        return "known"
    if connection.scalar(select(exists().where(DocumentRow.id == document.id))):
        same = exists().where(ViewRow.document == document.id, ViewRow.sha256 == document.sha256)
        return "known" if connection.scalar(select(same)) else "changed"
    who = f"{document.view.extractor} {document.view.extractor_version}"
    reading = Reading(document=document.id, number=document.reading, who=who, when=when, why="imported")
    insert_all(connection, DocumentRow, [document.model_dump(include={"id", "source", "record"})])
    _readings.insert(connection, document, reading)
    insert_all(connection, ArticleRow, [_article_row(article) for article in imported.articles])
    _insert_texts(connection, [text for article in imported.articles for text in article.texts])
    return "added"


def revise(connection: Connection, imported: Imported, reading: Reading) -> None:
    """Append a reading of a document that is there, with what it changes: articles, their facts, versions of texts.

    Raises StoreError when the reading is not the next one: somebody else made that meanwhile.
    """
    document = imported.document
    last = _readings.numbers(connection, [document.id]).get(document.id)
    if last is None:
        raise StoreError(f"document {document.id}", "is not in the store", cure="annotate import PATH…")
    if not last + 1 == reading.number == document.reading:
        raise StoreError(
            f"document {document.id}",
            f"its newest reading is number {last}, and this one would be number {reading.number}",
            expected=f"number {last + 1}, made of the newest",
            cure="do it again, on the document as it is now",
        )
    _readings.insert(connection, document, reading)
    known = {article.id: article for article in articles(connection, [article.id for article in imported.articles])}
    insert_all(connection, ArticleRow, [_article_row(new) for new in imported.articles if new.id not in known])
    for article in imported.articles:
        if article.id in known:
            connection.execute(update(ArticleRow).where(ArticleRow.id == article.id).values(_article_row(article)))
    texts = [text for article in imported.articles for text in article.texts]
    there = {(text.article, text.version) for article in known.values() for text in article.texts}
    _insert_texts(connection, [text for text in texts if (text.article, text.version) not in there])


def article_ids(connection: Connection, document: str | None = None) -> list[str]:
    """Return the ids of all articles, or those of one document: by document, and as they stand in it."""
    query = select(ArticleRow.id).order_by(ArticleRow.document, ArticleRow.ordinal)
    if document is not None:
        query = query.where(ArticleRow.document == document)
    return list(connection.scalars(query))


def articles(connection: Connection, ids: Iterable[str]) -> Iterator[Article]:
    """Yield the articles of these ids that are there, with all versions of their texts, in the order of the ids."""
    for few in chunks(ids, FEW):
        rows = {row.id: row for row in connection.execute(select(ArticleRow.__table__).where(ArticleRow.id.in_(few)))}
        texts = _texts(connection, few)
        for article in few:
            if row := rows.get(article):
                yield Article.model_validate({**row._mapping, "texts": tuple(texts[article])})


def newest(table: type[PartRow | ArticleTextRow]) -> ColumnElement[bool]:
    """Return the condition that a row is of the newest version of its article's text."""
    other = aliased(ArticleTextRow)
    last = select(func.max(other.version)).where(other.article == table.article).scalar_subquery()
    return table.version == last


def _file_replaced_another(sha256: str) -> Exists:
    """Whether a file was read as the new state of a document, whose id comes from an earlier file."""
    of_file = exists().where(DocumentRow.id == ViewRow.document, DocumentRow.record.is_(None))
    return exists().where(ViewRow.sha256 == sha256, ViewRow.number > 1, of_file)


def _texts(connection: Connection, articles: list[str]) -> dict[str, list[ArticleText]]:
    headings: dict[tuple[str, int], list[dict[str, object]]] = defaultdict(list)
    paragraphs: dict[tuple[str, int], list[dict[str, object]]] = defaultdict(list)
    order = (PartRow.article, PartRow.version, PartRow.start)
    columns = (PartRow.kind, PartRow.level, PartRow.role, PartRow.id, PartRow.end, PartRow.block)
    parts = select(*order, *columns).where(PartRow.article.in_(articles)).order_by(*order)
    for article, version, start, kind, level, role, id_, end, block in fetched(connection, parts):
        found: dict[str, object] = {"id": id_, "start": start, "end": end, "block": block}
        if kind == "heading":
            headings[article, version].append({**found, "level": level})
        else:
            paragraphs[article, version].append({**found, "role": role})
    texts: dict[str, list[ArticleText]] = defaultdict(list)
    query = select(ArticleTextRow.__table__).where(ArticleTextRow.article.in_(articles))
    for row in connection.execute(query.order_by(ArticleTextRow.article, ArticleTextRow.version)):
        key = row.article, row.version
        of_text = {"headings": headings[key], "paragraphs": paragraphs[key]}
        texts[row.article].append(ArticleText.model_validate({**row._mapping, **of_text}))
    return texts


def _insert_texts(connection: Connection, texts: list[ArticleText]) -> None:
    apart = {"headings", "paragraphs", "format_version"}
    insert_all(connection, ArticleTextRow, [text.model_dump(exclude=apart) for text in texts])
    insert_all(connection, PartRow, [_part_row(text, part) for text in texts for part in text.parts()])


def _article_row(article: Article) -> dict[str, object]:
    return article.model_dump(exclude={"texts", "format_version"})


def _part_row(text: ArticleText, part: Heading | Paragraph) -> dict[str, object]:
    kind, level, role = ("heading", part.level, None) if isinstance(part, Heading) else ("paragraph", None, part.role)
    named = {"id": part.id, "start": part.start, "end": part.end, "block": part.block}
    return {"article": text.article, "version": text.version, "kind": kind, "level": level, "role": role, **named}
