"""Curators have a standing of their own, and frozen gold tells what annotators have changed since persons decided."""

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)

CURATED = """
    UPDATE annotator SET role = 'curator', retired = NULL WHERE retired IS NOT NULL
    AND EXISTS (SELECT 1 FROM project WHERE project.annotator = annotator.name AND project.purpose = 'adjudicate')
    AND NOT EXISTS (SELECT 1 FROM project WHERE project.annotator = annotator.name AND project.purpose <> 'adjudicate')
    AND NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.annotator = annotator.name)
    AND NOT EXISTS (
        SELECT 1 FROM annotation WHERE annotation.annotator = annotator.name AND NOT EXISTS (
            SELECT 1 FROM project
            WHERE project.annotator = annotator.name
            AND substr(annotation.origin, 1, length(project.server || '/' || project.remote || '/'))
                = project.server || '/' || project.remote || '/'
        )
    )
"""
"""Those whom older programs kept as retired annotators, though all that was ever asked of them was to decide."""


def upgrade() -> None:
    with op.batch_alter_table("annotator") as batch:
        batch.add_column(sa.Column("role", TEXT, server_default="annotator", nullable=False))
        batch.create_check_constraint(op.f("ck_annotator_role"), "role IN ('annotator', 'curator')")
    op.execute(CURATED)
    op.add_column("release", sa.Column("stale", JSON, server_default="[]", nullable=False))
