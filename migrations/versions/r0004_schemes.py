"""Versions of the scheme, where each was used, and migrations of annotations from one to another."""

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    versions()
    migrations()


def versions() -> None:
    op.create_table(
        "scheme",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("first", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme")),
    )
    op.create_table(
        "scheme_use",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.CheckConstraint("ordinal >= 1", name=op.f("ck_scheme_use_ordinal")),
        sa.ForeignKeyConstraint(["project"], ["project.id"], name=op.f("fk_scheme_use_project")),
        sa.ForeignKeyConstraint(["scheme"], ["scheme.id"], name=op.f("fk_scheme_use_scheme")),
        sa.PrimaryKeyConstraint("project", "ordinal", name=op.f("pk_scheme_use")),
    )


def migrations() -> None:
    op.create_table(
        "migration",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("old", TEXT, nullable=False),
        sa.Column("new", TEXT, nullable=False),
        sa.Column("operations", JSON, nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("finished", MOMENT, nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_migration_number")),
        sa.ForeignKeyConstraint(["new"], ["scheme.id"], name=op.f("fk_migration_new")),
        sa.ForeignKeyConstraint(["old"], ["scheme.id"], name=op.f("fk_migration_old")),
        sa.ForeignKeyConstraint(["undoes"], ["migration.number"], name=op.f("fk_migration_undoes")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_migration")),
    )
    op.create_table(
        "migrated",
        sa.Column("migration", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("annotation", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation", "revision"],
            ["annotation.id", "annotation.revision"],
            name=op.f("fk_migrated_annotation_revision"),
        ),
        sa.ForeignKeyConstraint(["migration"], ["migration.number"], name=op.f("fk_migrated_migration")),
        sa.PrimaryKeyConstraint("migration", "annotation", name=op.f("pk_migrated")),
    )
