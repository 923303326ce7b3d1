"""How far the work is can be told from indices, without reading labels and what came raw."""

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None

STANDING = ["annotator", "id", "revision", "unit", "origin", "status", "deleted", "updated", "lead_time", "raw_sha256"]


def upgrade() -> None:
    op.create_index("ix_annotation_standing", "annotation", STANDING)
    # The new one begins with the same column.
    op.drop_index(op.f("ix_annotation_annotator"), "annotation")
    revised = sa.text("revision > 1")
    op.create_index("ix_annotation_revised", "annotation", ["id"], sqlite_where=revised, postgresql_where=revised)
    op.create_index(
        "ix_annotation_marked",
        "annotation",
        ["id"],
        sqlite_where=sa.text("unsure = 1 OR not_annotatable = 1 OR note IS NOT NULL"),
        postgresql_where=sa.text("unsure OR not_annotatable OR note IS NOT NULL"),
    )
    op.create_index(op.f("ix_part_kind"), "part", ["kind"])
