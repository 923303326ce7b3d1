"""Whether what is stored of documents and articles fits together, which no constraint of a database can tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from annotate.store import _readings
from annotate.store._rows import chunks
from annotate.store._tables import ArticleRow, ArticleTextRow, BlockRow, PartRow, ReadingRow, ViewRow
from annotate.store._values import StoreFault

_FEW = 10
"""Documents that are looked at at once, with all their readings."""

CURE = "annotate db restore FILE, with a copy from before the damage"
"""What cures that the program's own numbers are wrong."""

One = Row[*tuple[Any, ...]]

Rows = Sequence[One]

Groups = defaultdict[tuple[object, ...], list[One]]


def texts(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield what is wrong with views, readings, blocks, articles, versions of their texts and the parts of these."""
    for ids in chunks(_readings.document_ids(connection), _FEW):
        views = _grouped(connection.execute(select(ViewRow.__table__).where(ViewRow.document.in_(ids))).all(), 1)
        readings = connection.execute(
            select(ReadingRow.document, ReadingRow.number, ReadingRow.view)
            .where(ReadingRow.document.in_(ids))
            .order_by(ReadingRow.document, ReadingRow.number)
        ).all()
        blocks = _blocks(connection, ids)
        seen.update(document=len(ids), reading=len(readings), block=sum(map(len, blocks.values())))
        for key, of_it in _grouped(readings, 1).items():
            yield from numbered("document", key[0], "reading", [row.number for row in of_it])
        shown: dict[tuple[object, ...], list[str]] = {}
        for document, number, view in readings:
            (text,) = (row.text for row in views[document,] if row.number == view)
            shown[document, number] = [_shown(block.pieces, text) for block in blocks[document, number]]
            yield from _reading(f"reading {number} of document {document}", blocks[document, number], text)
        for row in (row for rows in views.values() for row in rows):
            yield from _places(row)
        yield from _articles(connection, ids, shown, seen)


def numbered(kind: str, id_: object, of: str, numbers: Sequence[object], first: int = 1) -> Iterator[StoreFault]:
    """Yield a fault unless what something has is numbered on from the first number."""
    if list(numbers) != list(range(first, first + len(numbers))):
        found = f"{of}s have the numbers {', '.join(map(str, numbers[:20]))}"
        wanted = f"{first} to {first + len(numbers) - 1}"
        yield StoreFault(where=f"{kind} {id_}", found=found, expected=wanted, cure=CURE)


def _blocks(connection: Connection, ids: Sequence[str]) -> Groups:
    columns = (BlockRow.document, BlockRow.reading, BlockRow.ordinal, BlockRow.pieces)
    query = select(*columns).where(BlockRow.document.in_(ids))
    return _grouped(connection.execute(query.order_by(*columns[:3])), 2)


def _reading(where: str, blocks: Rows, view: str) -> Iterator[StoreFault]:
    yield from numbered("blocks of", where, "block", [block.ordinal for block in blocks], first=0)
    for block in blocks:
        for start, end, *_ in block.pieces:
            if not 0 <= start < end <= len(view):
                at = f"block {block.ordinal} of {where}"
                yield StoreFault(where=at, found=f"piece [{start}, {end})", expected=within(len(view)), cure=CURE)


def _places(view: One) -> Iterator[StoreFault]:
    for start, end, *_ in view.places:
        if not 0 <= start < end <= len(view.text):
            where = f"view {view.number} of document {view.document}"
            yield StoreFault(where=where, found=f"place [{start}, {end})", expected=within(len(view.text)), cure=CURE)


def _articles(
    connection: Connection, documents: Sequence[str], shown: dict[tuple[object, ...], list[str]], seen: Counter[str]
) -> Iterator[StoreFault]:
    found = connection.execute(select(ArticleRow.id, ArticleRow.document).where(ArticleRow.document.in_(documents)))
    document_of = {row.id: row.document for row in found}
    in_articles = ArticleTextRow.article.in_(document_of)
    order = (ArticleTextRow.article, ArticleTextRow.version)
    texts_ = connection.execute(select(ArticleTextRow.__table__).where(in_articles).order_by(*order)).all()
    versions = _grouped(texts_, 1)
    of_parts = select(PartRow.__table__).where(PartRow.article.in_(document_of))
    parts = _grouped(connection.execute(of_parts.order_by(PartRow.article, PartRow.version, PartRow.start)), 2)
    seen.update(article=len(document_of), text=len(texts_), part=sum(map(len, parts.values())))
    for article in sorted(document_of):
        if not versions[article,]:
            yield StoreFault(where=f"article {article}", found="has no text", expected="a version", cure=CURE)
        yield from numbered("article", article, "version", [row.version for row in versions[article,]])
    for row in texts_:
        blocks = shown.get((document_of[row.article], row.reading))
        yield from _text(row, parts[row.article, row.version], blocks)


def _text(row: One, parts: Rows, blocks: Sequence[str] | None) -> Iterator[StoreFault]:
    """A text is its parts, joined by line feeds, and each part is what its block shows."""
    where = f"version {row.version} of article {row.article}"
    if blocks is None:
        found = f"is of reading {row.reading}, which its document has not"
        yield StoreFault(where=where, found=found, expected="a reading of its document", cure=CURE)
        return
    if row.text != "\n".join(row.text[part.start : part.end] for part in parts):
        found = f"its {len(parts)} parts do not make up its text of {len(row.text)} characters"
        yield StoreFault(
            where=where, found=found, expected="parts that follow each other, a line feed between", cure=CURE
        )
    for part in parts:
        words = row.text[part.start : part.end]
        if part.block >= len(blocks) or blocks[part.block] != words:
            yield StoreFault(
                where=f"{part.kind} [{part.start}, {part.end}) of {where}",
                found=f"is not what block {part.block} of reading {row.reading} shows",
                expected="the text that the pieces of its source give",
                cure=CURE,
            )


def within(length: int) -> str:
    """Return what is expected of a range."""
    return f"a range within [0, {length})"


def _shown(pieces: Iterable[Sequence[Any]], view: str) -> str:
    """Return the text of a block; its pieces are as `_readings` writes them."""
    return "".join(join + "".join(words or [view[start:end]]) for start, end, join, *words in pieces)


def _grouped(rows: Iterable[One], by: int) -> Groups:
    """Return rows by their first columns, in their order."""
    found: Groups = defaultdict(list)
    for row in rows:
        found[tuple(row[:by])].append(row)
    return found
