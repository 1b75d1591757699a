"""What changed between two versions, and what people said of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")

_NEVER_AGAIN = {
    "sqlite": (
        """
        CREATE TRIGGER decisions_stay_{what} BEFORE {what} ON decisions
        BEGIN SELECT RAISE(ABORT, 'decisions are only added; another row takes one back'); END
        """,
    ),
    "postgresql": (
        """
        CREATE OR REPLACE FUNCTION decisions_stay() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'decisions are only added; another row takes one back'; END $$
        """,
        """
        CREATE TRIGGER decisions_stay_{what} BEFORE {what} ON decisions
        FOR EACH ROW EXECUTE FUNCTION decisions_stay()
        """,
    ),
}


def upgrade() -> None:
    """Makes the tables that the review needs; decisions can be added and nothing else."""
    op.create_table(
        "changes",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("record_before", sa.Text),
        sa.Column("record_after", sa.Text),
        sa.Column("rule_before", sa.Text),
        sa.Column("rule_after", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_changes_run_id"),
        sa.ForeignKeyConstraint(
            ["document_id", "version"],
            ["versions.document_id", "versions.number"],
            name="fk_changes_document_id_version",
        ),
    )
    op.create_index("ix_changes_run_id", "changes", ["run_id"])
    op.create_index("ix_changes_document_id_version", "changes", ["document_id", "version"])
    op.create_table(
        "decisions",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("change_id", _BIG),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("prefix", sa.Text, nullable=False),
        sa.Column("suffix", sa.Text, nullable=False),
        sa.Column("value", _JSON),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name="fk_decisions_change_id"),
        sa.UniqueConstraint("change_id", "number", name="uq_decisions_change_id_number"),
    )
    op.create_index("ix_decisions_record_id", "decisions", ["record_id"])
    for statement in _NEVER_AGAIN[op.get_context().dialect.name]:
        for what in ("UPDATE", "DELETE") if "{what}" in statement else ("",):
            op.execute(statement.replace("{what}", what))
