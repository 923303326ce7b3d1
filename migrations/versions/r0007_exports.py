"""Numbered exports with what each was made from, and the pseudonyms that annotators bear in them."""

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "pseudonym",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("annotator", TEXT, nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_pseudonym_number")),
        sa.ForeignKeyConstraint(
            ["annotator"],
            ["annotator.name"],
            name=op.f("fk_pseudonym_annotator"),
            onupdate="CASCADE",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pseudonym")),
        sa.UniqueConstraint("annotator", name=op.f("uq_pseudonym_annotator")),
    )
    op.create_table(
        "export",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("name", "kind")),
        sa.Column("made", MOMENT, nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("who", "program", "scheme")),
        *(sa.Column(name, JSON, nullable=False) for name in ("arguments", "statement")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("decisions", "articles", "annotations")),
        sa.Column("inputs", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_export_number")),
        sa.ForeignKeyConstraint(["scheme"], ["scheme.id"], name=op.f("fk_export_scheme")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_export")),
    )
    parts()


def parts() -> None:
    op.create_table(
        "export_article",
        sa.Column("export", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("gold", JSON, nullable=True),
        sa.Column("split", TEXT, nullable=True),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_export_article_ordinal")),
        sa.ForeignKeyConstraint(
            ["article", "version"],
            ["article_text.article", "article_text.version"],
            name=op.f("fk_export_article_article_version"),
        ),
        sa.ForeignKeyConstraint(["export"], ["export.number"], name=op.f("fk_export_article_export")),
        sa.PrimaryKeyConstraint("export", "ordinal", name=op.f("pk_export_article")),
    )
    op.create_index(op.f("ix_export_article_article"), "export_article", ["article"])
    op.create_table(
        "export_annotation",
        sa.Column("export", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("annotation", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.Column("left_out", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["annotation", "revision"],
            ["annotation.id", "annotation.revision"],
            name=op.f("fk_export_annotation_annotation_revision"),
        ),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_export_annotation_article")),
        sa.ForeignKeyConstraint(["export"], ["export.number"], name=op.f("fk_export_annotation_export")),
        sa.PrimaryKeyConstraint("export", "annotation", name=op.f("pk_export_annotation")),
    )
    op.create_index(op.f("ix_export_annotation_annotation"), "export_annotation", ["annotation"])
    op.create_index(op.f("ix_export_annotation_export_article"), "export_annotation", ["export", "article"])
