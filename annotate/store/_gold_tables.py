"""Tables of decisions, frozen gold, and versions of the scheme."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import JsonValue
from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from annotate.store._bases import Base, one_of
from annotate.store._types import DOCUMENT, TEXT


class DecisionRow(Base):
    """Rows are only ever appended; `sequence` is the order in which they were."""

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(["article", "version"], ["article_text.article", "article_text.version"]),
        one_of("kind", ("component", "relation")),
        one_of("outcome", ("accepted", "rejected", "open")),
        CheckConstraint("(outcome = 'accepted') = (result IS NOT NULL)", name="result"),
        CheckConstraint("\"into\" IS NULL OR (kind = 'component' AND outcome = 'rejected')", name="into"),
        CheckConstraint("\"by\" IN ('rule', 'curator', 'arbiter')", name="by"),
        CheckConstraint("(\"by\" = 'rule') = (rule IS NOT NULL)", name="rule"),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
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
    into: Mapped[str | None]
    by: Mapped[Literal["rule", "curator", "arbiter"]] = mapped_column(TEXT)
    rule: Mapped[dict[str, JsonValue] | None] = mapped_column(DOCUMENT)
    confidence: Mapped[float | None]


class UndoRow(Base):
    """Rows are only ever appended: a decision is taken back once."""

    __tablename__ = "undo"

    decision: Mapped[int] = mapped_column(ForeignKey("decision.sequence"), primary_key=True, autoincrement=False)
    who: Mapped[str]
    when: Mapped[datetime]
    why: Mapped[str]


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


class ReleaseRow(Base):
    """Frozen gold; never changed."""

    __tablename__ = "release"

    name: Mapped[str] = mapped_column(primary_key=True)
    made: Mapped[datetime]
    who: Mapped[str]
    why: Mapped[str]
    scheme: Mapped[str] = mapped_column(ForeignKey("scheme.id"))
    sha256: Mapped[str]
    stale: Mapped[list[str]] = mapped_column(DOCUMENT, server_default="[]")


class ReleaseGoldRow(Base):
    __tablename__ = "release_gold"
    __table_args__ = (
        ForeignKeyConstraint(["article", "version"], ["article_text.article", "article_text.version"]),
        CheckConstraint("ordinal >= 0", name="ordinal"),
        Index(None, "article"),
    )

    release: Mapped[str] = mapped_column(ForeignKey("release.name"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article: Mapped[str]
    version: Mapped[int]
    content: Mapped[dict[str, JsonValue]] = mapped_column(DOCUMENT)
