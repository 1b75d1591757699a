"""Sources, their versions, what was extracted from them, and the runs that did it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the first tables."""
    op.create_table(
        "properties",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_properties"),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("started", _INSTANT, nullable=False),
        sa.Column("ended", _INSTANT),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("settings", _JSON, nullable=False),
        sa.Column("counts", _JSON),
        sa.Column("seconds", _JSON),
        sa.Column("failures", _JSON),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    _create_documents()
    _create_contents()


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("current", sa.Integer, nullable=False),
        sa.Column("renamed_from", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("source", name="uq_documents_source"),
        sa.ForeignKeyConstraint(["renamed_from"], ["documents.id"], name="fk_documents_renamed_from"),
    )
    op.create_table(
        "versions",
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("sha256", sa.Text),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text),
        sa.Column("encoding", sa.Text),
        sa.Column("bytes", _BIG),
        sa.Column("mtime_ns", _BIG),
        sa.Column("chars", sa.Integer),
        sa.Column("stripped", sa.Integer),
        sa.Column("title", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("date", sa.Text),
        sa.Column("date_from", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("symbol", sa.Text),
        sa.Column("counts", _JSON, nullable=False),
        sa.Column("output_sha256", sa.Text),
        sa.Column("output_bytes", _BIG),
        sa.Column("output_mtime_ns", _BIG),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_versions"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_versions_document_id"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_versions_run_id"),
    )
    op.create_index("ix_versions_run_id", "versions", ["run_id"])
    op.create_index("ix_versions_sha256", "versions", ["sha256"])


def _create_contents() -> None:
    op.create_table(
        "segments",
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("start_char", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Integer, nullable=False),
        sa.Column("valid_to", sa.Integer),
        sa.Column("end_char", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("number", sa.Text),
        sa.PrimaryKeyConstraint("document_id", "start_char", "valid_from", name="pk_segments"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_segments_document_id"),
    )
    op.create_table(
        "records",
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Integer, nullable=False),
        sa.Column("valid_to", sa.Integer),
        sa.Column("closed_because", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("value", _JSON, nullable=False),
        sa.Column("start_char", sa.Integer, nullable=False),
        sa.Column("end_char", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("path", sa.Text),
        sa.Column("prefix", sa.Text, nullable=False),
        sa.Column("suffix", sa.Text, nullable=False),
        sa.Column("sentence_start", sa.Integer, nullable=False),
        sa.Column("sentence_end", sa.Integer, nullable=False),
        sa.Column("segment", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("row_hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "record_id", "valid_from", name="pk_records"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_records_document_id"),
    )
    still = sa.text("valid_to IS NULL")
    op.create_index(
        "ix_records_open",
        "records",
        ["document_id", "start_char"],
        sqlite_where=still,
        postgresql_where=still,
    )
