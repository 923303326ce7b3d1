"""The tables, with everything that the database itself is to hold them to. Rows never leave this package.

Keys are the ids of the `schema`, which are permanent. The text of a block is not stored: its pieces of the view
give it. Nothing is asked of annotated spans but that they are numbers: they may break every rule and are kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from pydantic import JsonValue
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from annotate.store._types import DOCUMENT, TEXT, Moment
from schema import BlockKind, Granularity, Status, UnitKind

CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Names of constraints, so that a later migration can name what it changes."""


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map = {str: TEXT, datetime: Moment}  # noqa: RUF012 - read once, by SQLAlchemy


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def ranged() -> CheckConstraint:
    return CheckConstraint('"start" >= 0 AND "end" > "start"', name="range")


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


class AnnotatorRow(Base):
    __tablename__ = "annotator"
    __table_args__ = (UniqueConstraint("account"), CheckConstraint("length(name) > 0", name="name"))

    name: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str | None]
    remote: Mapped[int | None]


class ProjectRow(Base):
    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("server", "remote"),
        UniqueConstraint("server", "annotator", "name"),
        one_of("granularity", get_args(Granularity)),
        CheckConstraint("remote >= 1", name="remote"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    server: Mapped[str]
    remote: Mapped[int]
    name: Mapped[str]
    annotator: Mapped[str] = mapped_column(ForeignKey("annotator.name", onupdate="CASCADE"))
    granularity: Mapped[Granularity] = mapped_column(TEXT)
    scheme: Mapped[str]
    watermark: Mapped[datetime | None]
    """Latest change on the server that has been pulled."""


class UnitRow(Base):
    __tablename__ = "unit"
    __table_args__ = (
        ForeignKeyConstraint(["article", "version"], ["article_text.article", "article_text.version"]),
        UniqueConstraint("article", "version", "start", "end", "kind"),
        one_of("kind", get_args(UnitKind)),
        ranged(),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    article: Mapped[str]
    version: Mapped[int]
    kind: Mapped[UnitKind] = mapped_column(TEXT)
    start: Mapped[int]
    end: Mapped[int]


class TaskRow(Base):
    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("project", "remote"), CheckConstraint("remote >= 1", name="remote"))

    project: Mapped[str] = mapped_column(ForeignKey("project.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.key"), primary_key=True)
    remote: Mapped[int]


class AnnotationRow(Base):
    """One revision of an annotation; the latest is the one with the highest number."""

    __tablename__ = "annotation"
    __table_args__ = (
        CheckConstraint("revision >= 1", name="revision"),
        one_of("status", get_args(Status)),
        Index(None, "unit"),
        Index(None, "annotator"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    annotator: Mapped[str] = mapped_column(ForeignKey("annotator.name", onupdate="CASCADE"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.key"))
    origin: Mapped[str]
    status: Mapped[Status] = mapped_column(TEXT)
    deleted: Mapped[bool]
    unsure: Mapped[bool]
    not_annotatable: Mapped[bool]
    note: Mapped[str | None] = mapped_column(DOCUMENT)
    lead_time: Mapped[float | None]
    updated: Mapped[datetime | None]
    completed_by: Mapped[str | None]
    unreadable: Mapped[list[str]] = mapped_column(DOCUMENT)
    raw: Mapped[JsonValue] = mapped_column(DOCUMENT, nullable=True)


class SpanRow(Base):
    __tablename__ = "span"
    __table_args__ = (
        ForeignKeyConstraint(["annotation", "revision"], ["annotation.id", "annotation.revision"]),
        CheckConstraint("ordinal >= 0", name="ordinal"),
    )

    annotation: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str]
    types: Mapped[list[str]] = mapped_column(DOCUMENT)
    start: Mapped[int] = mapped_column(BigInteger)
    end: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(DOCUMENT)
    attributes: Mapped[dict[str, str]] = mapped_column(DOCUMENT)
    preloaded: Mapped[bool]


class RelationRow(Base):
    __tablename__ = "relation"
    __table_args__ = (
        ForeignKeyConstraint(["annotation", "revision"], ["annotation.id", "annotation.revision"]),
        CheckConstraint("ordinal >= 0", name="ordinal"),
        one_of("direction", ("right", "left", "bi")),
    )

    annotation: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str]
    types: Mapped[list[str]] = mapped_column(DOCUMENT)
    source: Mapped[str]
    target: Mapped[str]
    direction: Mapped[Literal["right", "left", "bi"]] = mapped_column(TEXT)


class DecisionRow(Base):
    """Rows are only ever appended; `sequence` is the order in which they were."""

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(["article", "version"], ["article_text.article", "article_text.version"]),
        one_of("kind", ("component", "relation")),
        one_of("outcome", ("accepted", "rejected", "open")),
        CheckConstraint("(outcome = 'accepted') = (result IS NOT NULL)", name="result"),
        Index(None, "article"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[str]
    article: Mapped[str]
    version: Mapped[int]
    kind: Mapped[Literal["component", "relation"]] = mapped_column(TEXT)
    outcome: Mapped[Literal["accepted", "rejected", "open"]] = mapped_column(TEXT)
    result: Mapped[JsonValue] = mapped_column(DOCUMENT, nullable=True)
    who: Mapped[str]
    when: Mapped[datetime]
    why: Mapped[str]
    evidence: Mapped[list[dict[str, JsonValue]]] = mapped_column(DOCUMENT)


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


class SchemeRow(Base):
    """A version of the scheme."""

    __tablename__ = "scheme"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    content: Mapped[dict[str, JsonValue]] = mapped_column(DOCUMENT)
    first: Mapped[datetime]


class SchemeUseRow(Base):
    """Rows are only ever appended; a project has the scheme of its highest ordinal."""

    __tablename__ = "scheme_use"
    __table_args__ = (CheckConstraint("ordinal >= 1", name="ordinal"),)

    project: Mapped[str] = mapped_column(ForeignKey("project.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    scheme: Mapped[str] = mapped_column(ForeignKey("scheme.id"))
    since: Mapped[datetime]


class MigrationRow(Base):
    """Rows are only ever appended; `finished` is filled in once."""

    __tablename__ = "migration"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    old: Mapped[str] = mapped_column(ForeignKey("scheme.id"))
    new: Mapped[str] = mapped_column(ForeignKey("scheme.id"))
    operations: Mapped[list[dict[str, JsonValue]]] = mapped_column(DOCUMENT)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("migration.number"))
    who: Mapped[str]
    why: Mapped[str]
    started: Mapped[datetime]
    finished: Mapped[datetime | None]


class MigratedRow(Base):
    """Which revision of an annotation a migration found."""

    __tablename__ = "migrated"
    __table_args__ = (ForeignKeyConstraint(["annotation", "revision"], ["annotation.id", "annotation.revision"]),)

    migration: Mapped[int] = mapped_column(ForeignKey("migration.number"), primary_key=True)
    annotation: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(autoincrement=False)
