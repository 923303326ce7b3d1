"""The first store."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    setting = op.create_table(
        "setting",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.bulk_insert(setting, [{"name": "format", "value": "1"}])
    documents()
    articles()
    projects()
    tasks()
    annotations()
    items()
    decisions()


def documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("record", TEXT, nullable=True),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("extractor", TEXT, nullable=False),
        sa.Column("extractor_version", TEXT, nullable=False),
        sa.Column("encoding", TEXT, nullable=True),
        sa.CheckConstraint("length(sha256) > 0", name=op.f("ck_document_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_table(
        "block",
        sa.Column("document", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("pieces", JSON, nullable=False),
        sa.CheckConstraint(
            "kind IN ('title', 'subtitle', 'byline', 'abstract', 'keywords', 'heading', "
            "'paragraph', 'list_item', 'quote_box', 'table', 'caption', 'footnote', 'reference', "
            "'boilerplate', 'duplicate', 'markup')",
            name=op.f("ck_block_kind"),
        ),
        sa.CheckConstraint("article >= 0", name=op.f("ck_block_article")),
        sa.CheckConstraint("level >= 1", name=op.f("ck_block_level")),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_block_ordinal")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_block_document")),
        sa.PrimaryKeyConstraint("document", "ordinal", name=op.f("pk_block")),
    )


def articles() -> None:
    op.create_table(
        "article",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("authors", JSON, nullable=False),
        sa.Column("source", TEXT, nullable=True),
        sa.Column("date", TEXT, nullable=True),
        sa.CheckConstraint("ordinal >= 1", name=op.f("ck_article_ordinal")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_article_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("document", "ordinal", name=op.f("uq_article_document_ordinal")),
    )
    op.create_table(
        "article_text",
        sa.Column("article", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_article_text_version")),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_article_text_article")),
        sa.PrimaryKeyConstraint("article", "version", name=op.f("pk_article_text")),
    )
    op.create_table(
        "part",
        sa.Column("article", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("role", TEXT, nullable=True),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'heading' AND level IS NOT NULL AND level >= 0 AND role IS NULL)"
            " OR (kind = 'paragraph' AND level IS NULL AND role IS NOT NULL AND role IN ('body', 'abstract'))",
            name=op.f("ck_part_kind"),
        ),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_part_range")),
        sa.CheckConstraint("block >= 0", name=op.f("ck_part_block")),
        sa.ForeignKeyConstraint(
            ["article", "version"],
            ["article_text.article", "article_text.version"],
            name=op.f("fk_part_article_version"),
        ),
        sa.PrimaryKeyConstraint("article", "version", "start", name=op.f("pk_part")),
        sa.UniqueConstraint("article", "version", "id", name=op.f("uq_part_article_version_id")),
    )


def projects() -> None:
    op.create_table(
        "annotator",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=True),
        sa.Column("remote", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_annotator_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_annotator")),
        sa.UniqueConstraint("account", name=op.f("uq_annotator_account")),
    )
    op.create_table(
        "project",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("server", TEXT, nullable=False),
        sa.Column("remote", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("annotator", TEXT, nullable=False),
        sa.Column("granularity", TEXT, nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("watermark", MOMENT, nullable=True),
        sa.CheckConstraint("granularity IN ('paragraph', 'section', 'article')", name=op.f("ck_project_granularity")),
        sa.CheckConstraint("remote >= 1", name=op.f("ck_project_remote")),
        sa.ForeignKeyConstraint(
            ["annotator"], ["annotator.name"], name=op.f("fk_project_annotator"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("server", "annotator", "name", name=op.f("uq_project_server_annotator_name")),
        sa.UniqueConstraint("server", "remote", name=op.f("uq_project_server_remote")),
    )


def tasks() -> None:
    op.create_table(
        "unit",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('title', 'heading', 'abstract', 'paragraph', 'section', 'article')", name=op.f("ck_unit_kind")
        ),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_unit_range")),
        sa.ForeignKeyConstraint(
            ["article", "version"],
            ["article_text.article", "article_text.version"],
            name=op.f("fk_unit_article_version"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_unit")),
        sa.UniqueConstraint(
            "article", "version", "start", "end", "kind", name=op.f("uq_unit_article_version_start_end_kind")
        ),
    )
    op.create_table(
        "task",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("remote", sa.Integer(), nullable=False),
        sa.CheckConstraint("remote >= 1", name=op.f("ck_task_remote")),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_task_project")),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_task_unit")),
        sa.PrimaryKeyConstraint("project", "unit", name=op.f("pk_task")),
        sa.UniqueConstraint("project", "remote", name=op.f("uq_task_project_remote")),
    )


def annotations() -> None:
    op.create_table(
        "annotation",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("annotator", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("not_annotatable", sa.Boolean(), nullable=False),
        sa.Column("note", JSON, nullable=True),
        sa.Column("lead_time", sa.Double(), nullable=True),
        sa.Column("updated", MOMENT, nullable=True),
        sa.Column("completed_by", TEXT, nullable=True),
        sa.Column("unreadable", JSON, nullable=False),
        sa.Column("raw", JSON, nullable=True),
        sa.CheckConstraint("status IN ('submitted', 'skipped', 'draft')", name=op.f("ck_annotation_status")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_annotation_revision")),
        sa.ForeignKeyConstraint(
            ["annotator"], ["annotator.name"], name=op.f("fk_annotation_annotator"), onupdate="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_annotation_unit")),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_annotation")),
    )
    with op.batch_alter_table("annotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_annotation_annotator"), ["annotator"], unique=False)
        batch_op.create_index(batch_op.f("ix_annotation_unit"), ["unit"], unique=False)


def items() -> None:
    op.create_table(
        "span",
        sa.Column("annotation", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("types", JSON, nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("attributes", JSON, nullable=False),
        sa.Column("preloaded", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_span_ordinal")),
        sa.ForeignKeyConstraint(
            ["annotation", "revision"],
            ["annotation.id", "annotation.revision"],
            name=op.f("fk_span_annotation_revision"),
        ),
        sa.PrimaryKeyConstraint("annotation", "revision", "ordinal", name=op.f("pk_span")),
    )
    op.create_table(
        "relation",
        sa.Column("annotation", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("types", JSON, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("direction", TEXT, nullable=False),
        sa.CheckConstraint("direction IN ('right', 'left', 'bi')", name=op.f("ck_relation_direction")),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_relation_ordinal")),
        sa.ForeignKeyConstraint(
            ["annotation", "revision"],
            ["annotation.id", "annotation.revision"],
            name=op.f("fk_relation_annotation_revision"),
        ),
        sa.PrimaryKeyConstraint("annotation", "revision", "ordinal", name=op.f("pk_relation")),
    )


def decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("group", TEXT, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("result", JSON, nullable=True),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("when", MOMENT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("evidence", JSON, nullable=False),
        sa.CheckConstraint("(outcome = 'accepted') = (result IS NOT NULL)", name=op.f("ck_decision_result")),
        sa.CheckConstraint("kind IN ('component', 'relation')", name=op.f("ck_decision_kind")),
        sa.CheckConstraint("outcome IN ('accepted', 'rejected', 'open')", name=op.f("ck_decision_outcome")),
        sa.ForeignKeyConstraint(
            ["article", "version"],
            ["article_text.article", "article_text.version"],
            name=op.f("fk_decision_article_version"),
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_article"), ["article"], unique=False)
