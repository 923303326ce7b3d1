"""Documents have readings, which are appended: what is stored becomes the first. Blocks have doubts."""

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    views()
    readings()
    blocks()
    with op.batch_alter_table("document") as batch:
        batch.drop_constraint(op.f("ck_document_sha256"), type_="check")
        for column in ("sha256", "text", "extractor", "extractor_version", "encoding"):
            batch.drop_column(column)
    op.add_column("article", sa.Column("language", TEXT, nullable=True))
    op.add_column("article_text", sa.Column("reading", sa.Integer(), server_default="1", nullable=False))


def views() -> None:
    op.create_table(
        "view",
        sa.Column("document", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("extractor", TEXT, nullable=False),
        sa.Column("extractor_version", TEXT, nullable=False),
        sa.Column("encoding", TEXT, nullable=True),
        sa.Column("places", JSON, nullable=False),
        sa.CheckConstraint("length(sha256) > 0", name=op.f("ck_view_sha256")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_view_number")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_view_document")),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_view")),
    )
    op.create_index(op.f("ix_view_sha256"), "view", ["sha256"])
    op.execute(
        "INSERT INTO view (document, number, sha256, text, extractor, extractor_version, encoding, places)"
        " SELECT id, 1, sha256, text, extractor, extractor_version, encoding, '[]' FROM document"
    )


def readings() -> None:
    op.create_table(
        "reading",
        sa.Column("document", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("view", sa.Integer(), nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("when", MOMENT, nullable=True),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("edits", JSON, nullable=False),
        sa.Column("unfit", JSON, nullable=False),
        sa.CheckConstraint("number >= view", name=op.f("ck_reading_number")),
        sa.ForeignKeyConstraint(
            ["document", "view"], ["view.document", "view.number"], name=op.f("fk_reading_document_view")
        ),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_reading")),
    )
    op.execute(
        "INSERT INTO reading (document, number, view, who, why, edits, unfit)"
        " SELECT id, 1, 1, extractor || ' ' || extractor_version, 'imported', '[]', '[]' FROM document"
    )


def blocks() -> None:
    """Make the table anew, since its key grows; the names of its constraints are free only once it is gone."""
    op.execute("CREATE TABLE kept AS SELECT * FROM block")
    op.drop_table("block")
    op.create_table(
        "block",
        sa.Column("document", TEXT, nullable=False),
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("pieces", JSON, nullable=False),
        sa.Column("doubt", JSON, nullable=True),
        sa.CheckConstraint(
            "kind IN ('title', 'subtitle', 'byline', 'abstract', 'keywords', 'heading', "
            "'paragraph', 'list_item', 'quote_box', 'table', 'caption', 'footnote', 'reference', "
            "'boilerplate', 'duplicate', 'markup')",
            name=op.f("ck_block_kind"),
        ),
        sa.CheckConstraint("article >= 0", name=op.f("ck_block_article")),
        sa.CheckConstraint("level >= 1", name=op.f("ck_block_level")),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_block_ordinal")),
        sa.ForeignKeyConstraint(
            ["document", "reading"], ["reading.document", "reading.number"], name=op.f("fk_block_document_reading")
        ),
        sa.PrimaryKeyConstraint("document", "reading", "ordinal", name=op.f("pk_block")),
    )
    op.execute(
        "INSERT INTO block (document, reading, ordinal, kind, article, level, pieces)"
        " SELECT document, 1, ordinal, kind, article, level, pieces FROM kept"
    )
    op.drop_table("kept")
