"""Assignment, frozen gold, what is known of each task, and of each annotation who changed it and what it was shown."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    releases()
    projects()
    with op.batch_alter_table("task") as batch:
        batch.add_column(sa.Column("content", TEXT, nullable=True))
        batch.add_column(sa.Column("state", TEXT, server_default="open", nullable=False))
        batch.add_column(sa.Column("suggestion", TEXT, nullable=True))
        batch.create_check_constraint(op.f("ck_task_state"), "state IN ('open', 'retired')")
    for column in ("updated_by", "unique_id", "suggestion", "release", "raw_sha256"):
        op.add_column("annotation", sa.Column(column, TEXT, nullable=True))
    assignments()


def releases() -> None:
    op.create_table(
        "release",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["scheme"], ["scheme.id"], name=op.f("fk_release_scheme")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_release")),
    )
    op.create_table(
        "release_gold",
        sa.Column("release", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_release_gold_ordinal")),
        sa.ForeignKeyConstraint(
            ["article", "version"],
            ["article_text.article", "article_text.version"],
            name=op.f("fk_release_gold_article_version"),
        ),
        sa.ForeignKeyConstraint(["release"], ["release.name"], name=op.f("fk_release_gold_release")),
        sa.PrimaryKeyConstraint("release", "ordinal", name=op.f("pk_release_gold")),
    )
    op.create_index(op.f("ix_release_gold_article"), "release_gold", ["article"])


def projects() -> None:
    op.add_column("annotator", sa.Column("retired", MOMENT, nullable=True))
    with op.batch_alter_table("project") as batch:
        batch.add_column(sa.Column("purpose", TEXT, server_default="label", nullable=False))
        batch.add_column(sa.Column("release", TEXT, nullable=True))
        batch.add_column(sa.Column("ended", MOMENT, nullable=True))
        batch.drop_constraint(op.f("uq_project_server_annotator_name"), type_="unique")
        batch.create_check_constraint(op.f("ck_project_purpose"), "purpose IN ('label', 'link', 'adjudicate')")
        batch.create_foreign_key(op.f("fk_project_release"), "release", ["release"], ["name"])
    there = sa.text("ended IS NULL")
    op.create_index(
        "ix_project_server_annotator_name",
        "project",
        ["server", "annotator", "name"],
        unique=True,
        sqlite_where=there,
        postgresql_where=there,
    )


def assignments() -> None:
    op.create_table(
        "design",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_design_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_design")),
    )
    op.create_table(
        "assignment",
        sa.Column("annotator", TEXT, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.Column("design", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phase", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("opened", MOMENT, nullable=True),
        sa.Column("ended", MOMENT, nullable=True),
        sa.Column("reason", TEXT, nullable=True),
        sa.CheckConstraint("phase IN ('calibration', 'main')", name=op.f("ck_assignment_phase")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_assignment_position")),
        sa.CheckConstraint("(ended IS NULL) = (reason IS NULL)", name=op.f("ck_assignment_ended")),
        sa.ForeignKeyConstraint(
            ["annotator"], ["annotator.name"], name=op.f("fk_assignment_annotator"), onupdate="CASCADE"
        ),
        sa.ForeignKeyConstraint(["article"], ["article.id"], name=op.f("fk_assignment_article")),
        sa.ForeignKeyConstraint(["design"], ["design.number"], name=op.f("fk_assignment_design")),
        sa.PrimaryKeyConstraint("annotator", "article", "design", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_article"), "assignment", ["article"])
    op.create_table(
        "erasure",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("when", MOMENT, nullable=False),
        sa.Column("pseudonym", TEXT, nullable=True),
        sa.Column("annotations", sa.Integer(), nullable=False),
        sa.CheckConstraint("annotations >= 0", name=op.f("ck_erasure_count")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_erasure_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_erasure")),
    )
