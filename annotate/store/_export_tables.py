"""Tables of exports, and of the pseudonyms that annotators bear in them."""

from __future__ import annotations

from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from annotate.store._bases import Base
from annotate.store._types import DOCUMENT


class PseudonymRow(Base):
    """Rows are only ever appended: the number of somebody who was erased is nobody else's."""

    __tablename__ = "pseudonym"
    __table_args__ = (UniqueConstraint("annotator"), CheckConstraint("number >= 1", name="number"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    annotator: Mapped[str | None] = mapped_column(ForeignKey("annotator.name", onupdate="CASCADE", ondelete="SET NULL"))


class ExportRow(Base):
    """What an export was made from; `sha256` is filled in once its files are written, and until then it is none."""

    __tablename__ = "export"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    kind: Mapped[str]
    made: Mapped[datetime]
    who: Mapped[str]
    program: Mapped[str]
    scheme: Mapped[str] = mapped_column(ForeignKey("scheme.id"))
    arguments: Mapped[dict[str, JsonValue]] = mapped_column(DOCUMENT)
    statement: Mapped[dict[str, JsonValue]] = mapped_column(DOCUMENT)
    decisions: Mapped[int]
    articles: Mapped[int]
    annotations: Mapped[int]
    inputs: Mapped[str]
    sha256: Mapped[str | None]


class ExportArticleRow(Base):
    __tablename__ = "export_article"
    __table_args__ = (
        ForeignKeyConstraint(["article", "version"], ["article_text.article", "article_text.version"]),
        CheckConstraint("ordinal >= 0", name="ordinal"),
        Index(None, "article"),
    )

    export: Mapped[int] = mapped_column(ForeignKey("export.number"), primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article: Mapped[str]
    version: Mapped[int]
    facts: Mapped[dict[str, JsonValue]] = mapped_column(DOCUMENT)
    gold: Mapped[JsonValue] = mapped_column(DOCUMENT, nullable=True)
    split: Mapped[str | None]


class ExportAnnotationRow(Base):
    __tablename__ = "export_annotation"
    __table_args__ = (
        ForeignKeyConstraint(["annotation", "revision"], ["annotation.id", "annotation.revision"]),
        Index(None, "export", "article"),
        Index(None, "annotation"),
    )

    export: Mapped[int] = mapped_column(ForeignKey("export.number"), primary_key=True, autoincrement=False)
    annotation: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(autoincrement=False)
    article: Mapped[str] = mapped_column(ForeignKey("article.id"))
    left_out: Mapped[str | None]
