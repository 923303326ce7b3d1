"""Tables of who annotates what, and of annotations.

Nothing is asked of annotated spans but that they are numbers: they may break every rule and are kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from pydantic import JsonValue
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from annotate.store._bases import Base, one_of, ranged
from annotate.store._types import DOCUMENT, TEXT
from schema import Granularity, Phase, Purpose, Role, Status, TaskState, UnitKind


class AnnotatorRow(Base):
    __tablename__ = "annotator"
    __table_args__ = (
        UniqueConstraint("account"),
        CheckConstraint("length(name) > 0", name="name"),
        one_of("role", get_args(Role)),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str | None]
    remote: Mapped[int | None]
    retired: Mapped[datetime | None]
    role: Mapped[Role] = mapped_column(TEXT, server_default="annotator")


class ProjectRow(Base):
    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("server", "remote"),
        # Among those that are there; what a project that was deleted by hand held stays, and another takes its place.
        Index(
            "ix_project_server_annotator_name",
            "server",
            "annotator",
            "name",
            unique=True,
            sqlite_where=text("ended IS NULL"),
            postgresql_where=text("ended IS NULL"),
        ),
        one_of("granularity", get_args(Granularity)),
        one_of("purpose", get_args(Purpose)),
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
    purpose: Mapped[Purpose] = mapped_column(TEXT, server_default="label")
    release: Mapped[str | None] = mapped_column(ForeignKey("release.name"))
    ended: Mapped[datetime | None]


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
    __table_args__ = (
        UniqueConstraint("project", "remote"),
        CheckConstraint("remote >= 1", name="remote"),
        one_of("state", get_args(TaskState)),
    )

    project: Mapped[str] = mapped_column(ForeignKey("project.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.key"), primary_key=True)
    remote: Mapped[int]
    content: Mapped[str | None]
    state: Mapped[TaskState] = mapped_column(TEXT, server_default="open")
    suggestion: Mapped[str | None]


class AnnotationRow(Base):
    """One revision of an annotation; the latest is the one with the highest number."""

    __tablename__ = "annotation"
    __table_args__ = (
        CheckConstraint("revision >= 1", name="revision"),
        one_of("status", get_args(Status)),
        Index(None, "unit"),
        # All that is told of annotations without their labels, so that neither these nor what came raw are read.
        Index(
            "ix_annotation_standing",
            *("annotator", "id", "revision", "unit", "origin", "status", "deleted", "updated", "lead_time"),
            "raw_sha256",
        ),
        Index("ix_annotation_revised", "id", sqlite_where=text("revision > 1"), postgresql_where=text("revision > 1")),
        Index(
            "ix_annotation_marked",
            "id",
            sqlite_where=text("unsure = 1 OR not_annotatable = 1 OR note IS NOT NULL"),
            postgresql_where=text("unsure OR not_annotatable OR note IS NOT NULL"),
        ),
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
    updated_by: Mapped[str | None]
    unique_id: Mapped[str | None]
    suggestion: Mapped[str | None]
    release: Mapped[str | None]
    raw_sha256: Mapped[str | None]
    """Of what came, as JSON with sorted keys; None where nothing came raw, and for what older programs kept."""


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


class DesignRow(Base):
    """Rows are only ever appended."""

    __tablename__ = "design"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made: Mapped[datetime]
    who: Mapped[str]
    content: Mapped[dict[str, JsonValue]] = mapped_column(DOCUMENT)


class AssignmentRow(Base):
    """`ended` and `reason` are filled in once; at most one of an annotator and an article holds."""

    __tablename__ = "assignment"
    __table_args__ = (
        one_of("phase", get_args(Phase)),
        CheckConstraint("position >= 0", name="position"),
        CheckConstraint("(ended IS NULL) = (reason IS NULL)", name="ended"),
        Index(None, "article"),
    )

    annotator: Mapped[str] = mapped_column(ForeignKey("annotator.name", onupdate="CASCADE"), primary_key=True)
    article: Mapped[str] = mapped_column(ForeignKey("article.id"), primary_key=True)
    design: Mapped[int] = mapped_column(ForeignKey("design.number"), primary_key=True, autoincrement=False)
    phase: Mapped[Phase] = mapped_column(TEXT)
    position: Mapped[int]
    since: Mapped[datetime]
    opened: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    reason: Mapped[str | None]


class ErasureRow(Base):
    """Rows are only ever appended."""

    __tablename__ = "erasure"
    __table_args__ = (CheckConstraint("number >= 1", name="number"), CheckConstraint("annotations >= 0", name="count"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    when: Mapped[datetime]
    pseudonym: Mapped[str | None]
    annotations: Mapped[int]
