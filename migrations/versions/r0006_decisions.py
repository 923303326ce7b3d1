"""Decisions say how they were made, and can be taken back; what the one rule of before decided says which that was."""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)

MAJORITY = {
    "name": "majority",
    "version": 1,
    "parameters": {"boundaries": "vote", "presence": 0.5, "type": 0.5, "fewest": 2},
}
"""The rule by which "majority 1" decided."""


def upgrade() -> None:
    op.add_column("decision", sa.Column("into", TEXT, nullable=True))
    op.add_column("decision", sa.Column("by", TEXT, server_default="curator", nullable=False))
    op.add_column("decision", sa.Column("rule", JSON, nullable=True))
    op.add_column("decision", sa.Column("confidence", sa.Double(), nullable=True))
    decision = sa.table("decision", sa.column("who", TEXT), sa.column("by", TEXT), sa.column("rule", JSON))
    op.execute(decision.update().where(decision.c.who == "majority 1").values(by="rule", rule=MAJORITY))
    with op.batch_alter_table("decision") as batch:
        batch.create_check_constraint(
            op.f("ck_decision_into"), "\"into\" IS NULL OR (kind = 'component' AND outcome = 'rejected')"
        )
        batch.create_check_constraint(op.f("ck_decision_by"), "\"by\" IN ('rule', 'curator', 'arbiter')")
        batch.create_check_constraint(op.f("ck_decision_rule"), "(\"by\" = 'rule') = (rule IS NOT NULL)")
        batch.create_check_constraint(op.f("ck_decision_confidence"), "confidence >= 0 AND confidence <= 1")
    op.create_table(
        "undo",
        sa.Column("decision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("when", MOMENT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decision.sequence"], name=op.f("fk_undo_decision")),
        sa.PrimaryKeyConstraint("decision", name=op.f("pk_undo")),
    )
