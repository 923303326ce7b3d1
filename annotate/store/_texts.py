"""Documents, articles and their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Row, select

from annotate.store._rows import chunks, insert_all
from annotate.store._tables import ArticleRow, ArticleTextRow, BlockRow, DocumentRow, PartRow
from annotate.store._values import Outcome
from schema import Article, ArticleText, Block, Document, Heading, Imported, Paragraph, Piece, SourceView

_FEW = 50
"""How many documents or articles are read at once; each may be a book."""


def add(connection: Connection, imported: Imported) -> Outcome:
    """Insert a document with its articles, unless one of its id is there.

    Raises ValueError when a block's text is not what its pieces of the view give, since it is not stored apart.
    """
    document = imported.document
    stored = connection.scalar(select(DocumentRow.sha256).where(DocumentRow.id == document.id))
    if stored is not None:
        return "known" if stored == document.sha256 else "changed"
    texts = [text for article in imported.articles for text in article.texts]
    insert_all(connection, DocumentRow, [_document_row(document)])
    insert_all(connection, BlockRow, [_block_row(document, number) for number in range(len(document.blocks))])
    insert_all(connection, ArticleRow, [_article_row(article) for article in imported.articles])
    insert_all(connection, ArticleTextRow, [text.model_dump(include={"article", "version", "text"}) for text in texts])
    insert_all(connection, PartRow, [_part_row(text, part) for text in texts for part in text.parts()])
    return "added"


def document_ids(connection: Connection) -> list[str]:
    """Return the ids of all documents, in order."""
    return list(connection.scalars(select(DocumentRow.id).order_by(DocumentRow.id)))


def documents(connection: Connection, ids: Iterable[str]) -> Iterator[Document]:
    """Yield the documents of these ids that are there, in the order of the ids."""
    for few in chunks(ids, _FEW):
        rows = {row.id: row for row in connection.execute(select(DocumentRow.__table__).where(DocumentRow.id.in_(few)))}
        blocks: dict[str, list[Block]] = defaultdict(list)
        order = (BlockRow.document, BlockRow.ordinal)
        query = select(BlockRow.__table__).where(BlockRow.document.in_(few)).order_by(*order)
        for block in connection.execute(query):
            blocks[block.document].append(_block(block, rows[block.document].text))
        for document in few:
            if row := rows.get(document):
                yield Document(
                    id=row.id,
                    source=row.source,
                    record=row.record,
                    sha256=row.sha256,
                    view=SourceView.model_validate(row, from_attributes=True),
                    blocks=tuple(blocks[document]),
                )


def article_ids(connection: Connection) -> list[str]:
    """Return the ids of all articles: by document, and as they stand in it."""
    return list(connection.scalars(select(ArticleRow.id).order_by(ArticleRow.document, ArticleRow.ordinal)))


def articles(connection: Connection, ids: Iterable[str]) -> Iterator[Article]:
    """Yield the articles of these ids that are there, with all versions of their texts, in the order of the ids."""
    for few in chunks(ids, _FEW):
        rows = {row.id: row for row in connection.execute(select(ArticleRow.__table__).where(ArticleRow.id.in_(few)))}
        texts = _texts(connection, few)
        for article in few:
            if row := rows.get(article):
                yield Article.model_validate({**row._mapping, "texts": tuple(texts[article])})


def _texts(connection: Connection, articles: list[str]) -> dict[str, list[ArticleText]]:
    headings: dict[tuple[str, int], list[Heading]] = defaultdict(list)
    paragraphs: dict[tuple[str, int], list[Paragraph]] = defaultdict(list)
    order = (PartRow.article, PartRow.version, PartRow.start)
    for part in connection.execute(select(PartRow.__table__).where(PartRow.article.in_(articles)).order_by(*order)):
        if part.kind == "heading":
            headings[part.article, part.version].append(Heading.model_validate(part, from_attributes=True))
        else:
            paragraphs[part.article, part.version].append(Paragraph.model_validate(part, from_attributes=True))
    texts: dict[str, list[ArticleText]] = defaultdict(list)
    query = select(ArticleTextRow.article, ArticleTextRow.version, ArticleTextRow.text)
    for article, version, text in connection.execute(
        query.where(ArticleTextRow.article.in_(articles)).order_by(ArticleTextRow.article, ArticleTextRow.version)
    ):
        texts[article].append(
            ArticleText(
                article=article,
                version=version,
                text=text,
                headings=tuple(headings[article, version]),
                paragraphs=tuple(paragraphs[article, version]),
            )
        )
    return texts


def _document_row(document: Document) -> dict[str, object]:
    named = document.model_dump(include={"id", "source", "record", "sha256"})
    return {**named, **document.view.model_dump(exclude={"format_version"})}


def _block_row(document: Document, ordinal: int) -> dict[str, object]:
    block = document.blocks[ordinal]
    if block.text != block.rebuild(document.view.text):
        raise ValueError(f"block {ordinal} of document {document.id} is not what its pieces give")
    pieces = [(piece.start, piece.end, piece.join) for piece in block.pieces]
    named = {"kind": block.kind, "article": block.article, "level": block.level}
    return {"document": document.id, "ordinal": ordinal, "pieces": pieces, **named}


def _block(row: Row[*tuple[object, ...]], view: str) -> Block:
    pieces = tuple(Piece(start=start, end=end, join=join) for start, end, join in row.pieces)
    text = "".join(piece.join + piece.of(view) for piece in pieces)
    return Block(kind=row.kind, article=row.article, level=row.level, text=text, pieces=pieces)


def _article_row(article: Article) -> dict[str, object]:
    return article.model_dump(exclude={"texts", "format_version"})


def _part_row(text: ArticleText, part: Heading | Paragraph) -> dict[str, object]:
    kind, level, role = ("heading", part.level, None) if isinstance(part, Heading) else ("paragraph", None, part.role)
    named = {"id": part.id, "start": part.start, "end": part.end, "block": part.block}
    return {"article": text.article, "version": text.version, "kind": kind, "level": level, "role": role, **named}
