"""What is to be reviewed: the state of each change, and the records between which a person decides."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Adds them; of the changes that are there, those wait whose record still holds."""
    op.add_column("changes", sa.Column("state", sa.Text, nullable=False, server_default="overtaken"))
    op.add_column("changes", sa.Column("base", sa.Text))
    op.add_column("changes", sa.Column("now", sa.Text))
    op.execute("UPDATE changes SET base = record_before, now = record_after")
    op.execute(
        "UPDATE changes SET state = 'waiting' "
        "WHERE version = (SELECT current FROM documents WHERE documents.id = changes.document_id)"
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_changes_waiting", "changes", ["document_id", "id"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.add_column("decisions", sa.Column("before", _JSON))
    op.add_column("decisions", sa.Column("after", _JSON))
    op.create_index("ix_decisions_source", "decisions", ["source"])
