"""Selections of articles."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "selection",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("criteria", JSON, nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_selection_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_selection")),
    )
    op.create_table(
        "selection_article",
        sa.Column("selection", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_selection_article_ordinal")),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_selection_article_article")),
        sa.ForeignKeyConstraint(["selection"], ["selection.name"], name=op.f("fk_selection_article_selection")),
        sa.PrimaryKeyConstraint("selection", "ordinal", name=op.f("pk_selection_article")),
        sa.UniqueConstraint("selection", "article", name=op.f("uq_selection_article_selection_article")),
    )
    with op.batch_alter_table("selection_article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_selection_article_article"), ["article"], unique=False)
