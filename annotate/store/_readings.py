"""Documents and their readings: each a view and the blocks that were made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, Row, func, select, tuple_

from annotate.store._rows import chunks, insert_all
from annotate.store._tables import BlockRow, DocumentRow, ReadingRow, ViewRow
from schema import Block, Document, Piece, Place, Reading, SourceView

FEW = 50
"""How many documents or articles are read at once; each may be a book."""


def insert(connection: Connection, document: Document, reading: Reading) -> None:
    """Insert a reading with its blocks, and its view unless that is the one of the reading before."""
    query = select(ViewRow.__table__).where(ViewRow.document == document.id).order_by(ViewRow.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    if last is None or (last.sha256, _view(last)) != (document.sha256, document.view):
        insert_all(connection, ViewRow, [_view_row(document)])
        view = document.reading
    else:
        view = last.number
    decided = reading.model_dump(mode="json", include={"edits", "unfit"})
    named = reading.model_dump(exclude={"format_version", "edits", "unfit"})
    insert_all(connection, ReadingRow, [{**named, **decided, "view": view}])
    insert_all(connection, BlockRow, [_block_row(document, ordinal) for ordinal in range(len(document.blocks))])


def numbers(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the number of the current reading of each of these documents that is there."""
    found: dict[str, int] = {}
    query = select(ReadingRow.document, func.max(ReadingRow.number)).group_by(ReadingRow.document)
    for some in chunks(ids):
        found.update((id_, number) for id_, number in connection.execute(query.where(ReadingRow.document.in_(some))))
    return found


def document_ids(connection: Connection) -> list[str]:
    """Return the ids of all documents, in order."""
    return list(connection.scalars(select(DocumentRow.id).order_by(DocumentRow.id)))


def documents(connection: Connection, ids: Iterable[str]) -> Iterator[Document]:
    """Yield the documents of these ids that are there, as they are read now; by id."""
    for few in chunks(sorted(ids), FEW):
        yield from documents_at(connection, numbers(connection, few))


def documents_at(connection: Connection, wanted: Mapping[str, int]) -> Iterator[Document]:
    """Yield documents as of the numbered readings, where there are these; by id."""
    readings = tuple_(ReadingRow.document, ReadingRow.number).in_(wanted.items())
    query = (
        select(*ViewRow.__table__.c, ReadingRow.number.label("reading"), DocumentRow.source, DocumentRow.record)
        .join(ReadingRow, (ReadingRow.document == ViewRow.document) & (ReadingRow.view == ViewRow.number))
        .join(DocumentRow, DocumentRow.id == ViewRow.document)
        .where(readings)
        .order_by(ViewRow.document)
    )
    rows = connection.execute(query).all()
    texts = {row.document: row.text for row in rows}
    blocks: dict[str, list[Block]] = defaultdict(list)
    of_these = tuple_(BlockRow.document, BlockRow.reading).in_(wanted.items())
    order = (BlockRow.document, BlockRow.ordinal)
    for block in connection.execute(select(BlockRow.__table__).where(of_these).order_by(*order)):
        blocks[block.document].append(_block(block, texts[block.document]))
    for row in rows:
        yield Document(
            id=row.document,
            source=row.source,
            record=row.record,
            sha256=row.sha256,
            reading=row.reading,
            view=_view(row),
            blocks=tuple(blocks[row.document]),
        )


def readings(connection: Connection, document: str) -> list[Reading]:
    """Return the readings of a document, oldest first."""
    columns = [column for column in ReadingRow.__table__.c if column.name != "view"]
    rows = connection.execute(select(*columns).where(ReadingRow.document == document).order_by(ReadingRow.number))
    return [Reading.model_validate(dict(row._mapping)) for row in rows]


def _view_row(document: Document) -> dict[str, object]:
    view = document.view
    return {
        "document": document.id,
        "number": document.reading,
        "sha256": document.sha256,
        **view.model_dump(exclude={"format_version", "places"}),
        "places": [(place.start, place.end, place.page, place.box) for place in view.places],
    }


def _view(row: Row[*tuple[object, ...]]) -> SourceView:
    return SourceView(
        text=row.text,
        extractor=row.extractor,
        extractor_version=row.extractor_version,
        encoding=row.encoding,
        places=tuple(Place(start=start, end=end, page=page, box=tuple(box)) for start, end, page, box in row.places),
    )


def _block_row(document: Document, ordinal: int) -> dict[str, object]:
    block = document.blocks[ordinal]
    if block.text != block.rebuild(document.view.text):
        raise ValueError(f"block {ordinal} of document {document.id} is not what its pieces give")
    return {
        "document": document.id,
        "reading": document.reading,
        "ordinal": ordinal,
        "pieces": [_piece_row(piece) for piece in block.pieces],
        **block.model_dump(exclude={"text", "pieces"}),
    }


def _piece_row(piece: Piece) -> tuple[object, ...]:
    plain = piece.start, piece.end, piece.join
    return plain if piece.text is None else (*plain, piece.text)


def _block(row: Row[*tuple[object, ...]], view: str) -> Block:
    pieces = tuple(Piece(*piece) for piece in row.pieces)
    text = "".join(piece.join + piece.shown(view) for piece in pieces)
    fields = {name: row._mapping[name] for name in ("kind", "article", "level", "doubt")}
    return Block.model_validate({**fields, "text": text, "pieces": pieces})
