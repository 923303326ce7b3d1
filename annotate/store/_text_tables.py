"""Tables of documents and articles. The text of a block is not stored: its pieces of the view give it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from pydantic import JsonValue
from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from annotate.store._bases import Base, one_of, ranged
from annotate.store._types import DOCUMENT, TEXT
from schema import BlockKind


class SettingRow(Base):
    """What the store says of itself. The row `format` is also what writers lock where there is no other lock."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DocumentRow(Base):
    __tablename__ = "document"

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    record: Mapped[str | None]


class ViewRow(Base):
    """What an extractor read of a document; several readings may be of one view."""

    __tablename__ = "view"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(sha256) > 0", name="sha256"),
        Index(None, "sha256"),
    )

    document: Mapped[str] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Number of the reading that it came with."""
    sha256: Mapped[str]
    """Of the file that was read."""
    text: Mapped[str]
    extractor: Mapped[str]
    extractor_version: Mapped[str]
    encoding: Mapped[str | None]
    places: Mapped[list[tuple[int, int, int, list[float]]]] = mapped_column(DOCUMENT)
    """Start, end, page and box of each place."""


class ReadingRow(Base):
    """Rows are only ever appended; the current reading of a document is the one with the highest number."""

    __tablename__ = "reading"
    __table_args__ = (
        ForeignKeyConstraint(["document", "view"], ["view.document", "view.number"]),
        CheckConstraint("number >= view", name="number"),
    )

    document: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    view: Mapped[int]
    who: Mapped[str]
    when: Mapped[datetime | None]
    why: Mapped[str]
    edits: Mapped[list[dict[str, JsonValue]]] = mapped_column(DOCUMENT)
    unfit: Mapped[list[dict[str, JsonValue]]] = mapped_column(DOCUMENT)


class BlockRow(Base):
    __tablename__ = "block"
    __table_args__ = (
        ForeignKeyConstraint(["document", "reading"], ["reading.document", "reading.number"]),
        one_of("kind", get_args(BlockKind)),
        CheckConstraint("ordinal >= 0", name="ordinal"),
        CheckConstraint("article >= 0", name="article"),
        CheckConstraint("level >= 1", name="level"),
    )

    document: Mapped[str] = mapped_column(primary_key=True)
    reading: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[BlockKind] = mapped_column(TEXT)
    article: Mapped[int]
    level: Mapped[int | None]
    pieces: Mapped[list[tuple[int, int, str] | tuple[int, int, str, str]]] = mapped_column(DOCUMENT)
    """Start, end and join of each piece, and the text in place of its characters where there is one."""
    doubt: Mapped[dict[str, JsonValue] | None] = mapped_column(DOCUMENT)


class ArticleRow(Base):
    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("document", "ordinal"), CheckConstraint("ordinal >= 1", name="ordinal"))

    id: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(ForeignKey("document.id"))
    ordinal: Mapped[int]
    title: Mapped[str]
    authors: Mapped[list[str]] = mapped_column(DOCUMENT)
    source: Mapped[str | None]
    date: Mapped[str | None]
    language: Mapped[str | None]


class ArticleTextRow(Base):
    __tablename__ = "article_text"
    __table_args__ = (CheckConstraint("version >= 1", name="version"),)

    article: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    reading: Mapped[int] = mapped_column(server_default="1")
    """Reading of the document whose blocks its parts are."""


class PartRow(Base):
    """A heading or a paragraph of an article text. Parts do not overlap, so one is known by where it starts."""

    __tablename__ = "part"
    __table_args__ = (
        ForeignKeyConstraint(["article", "version"], ["article_text.article", "article_text.version"]),
        UniqueConstraint("article", "version", "id"),
        Index(None, "kind"),
        ranged(),
        CheckConstraint("block >= 0", name="block"),
        CheckConstraint(
            "(kind = 'heading' AND level IS NOT NULL AND level >= 0 AND role IS NULL)"
            " OR (kind = 'paragraph' AND level IS NULL AND role IS NOT NULL AND role IN ('body', 'abstract'))",
            name="kind",
        ),
    )

    article: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    end: Mapped[int]
    kind: Mapped[Literal["heading", "paragraph"]] = mapped_column(TEXT)
    id: Mapped[str]
    level: Mapped[int | None]
    role: Mapped[Literal["body", "abstract"] | None] = mapped_column(TEXT)
    block: Mapped[int]


class SelectionRow(Base):
    __tablename__ = "selection"
    __table_args__ = (CheckConstraint("length(name) > 0", name="name"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    made: Mapped[datetime]
    criteria: Mapped[dict[str, JsonValue]] = mapped_column(DOCUMENT)


class SelectionArticleRow(Base):
    __tablename__ = "selection_article"
    __table_args__ = (
        UniqueConstraint("selection", "article"),
        CheckConstraint("ordinal >= 0", name="ordinal"),
        Index(None, "article"),
    )

    selection: Mapped[str] = mapped_column(ForeignKey("selection.name"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article: Mapped[str] = mapped_column(ForeignKey("article.id"))
