"""The tables of the store, the same on SQLite and PostgreSQL.

    documents ─┬─ versions      a source, and each extraction of it that differs from the one before
               ├─ segments      rows that hold from one version on, until another
               ├─ records       the same
               └─ changes ── decisions
    runs                        what was done, when, by which program

A row of `segments` and `records` holds from the version `valid_from` up to, not including, the version `valid_to`;
null means that it still holds. Rows are closed, never deleted. `record_before` and `record_after` of a change tell what
a run did; `base` and `now` are what a person decides between: what stood when the place was last reviewed, and what
stands there now. What is written here and what the migrations make is held equal by a test.
"""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB


class Instant(TypeDecorator[datetime]):
    """A moment, in UTC; SQLite keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone."""
        return value.replace(tzinfo=UTC) if value is not None and dialect.name == "sqlite" else value


class VersionStatus(StrEnum):
    """What a version is: an extraction, a failure, or the end of its source."""

    EXTRACTED = "extracted"
    FAILED = "failed"
    REMOVED = "removed"
    RENAMED = "renamed"

    @property
    def ended(self) -> bool:
        """Whether the source is gone."""
        return self in (VersionStatus.REMOVED, VersionStatus.RENAMED)


class ChangeState(StrEnum):
    """What became of a change."""

    WAITING = "waiting"
    """For a person."""
    PASSED = "passed"
    """The policy let it pass."""
    HELD = "held"
    """An earlier decision answers it."""
    OVERTAKEN = "overtaken"
    """Before a person decided on it, another change took its place."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"


Big = BigInteger().with_variant(Integer, "sqlite")
"""Numbers that outgrow 32 bits; SQLite counts primary keys only in its own integer."""

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

runs = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("started", Instant, nullable=False),
    Column("ended", Instant),
    Column("state", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("settings", Json, nullable=False),
    Column("counts", Json),
    Column("seconds", Json),
    Column("failures", Json),
)

documents = Table(
    "documents",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("current", Integer, nullable=False),
    Column("renamed_from", Integer, ForeignKey("documents.id")),
)

versions = Table(
    "versions",
    METADATA,
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("run_id", Integer, ForeignKey("runs.id"), nullable=False, index=True),
    Column("cause", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("error", Text),
    Column("sha256", Text, index=True),
    Column("fingerprint", Text, nullable=False),
    Column("media_type", Text),
    Column("encoding", Text),
    Column("bytes", Big),
    Column("mtime_ns", Big),
    Column("chars", Integer),
    Column("stripped", Integer),
    Column("title", Text),
    Column("language", Text),
    Column("date", Text),
    Column("date_from", Text),
    Column("url", Text),
    Column("symbol", Text),
    Column("counts", Json, nullable=False),
    Column("output_sha256", Text),
    Column("output_bytes", Big),
    Column("output_mtime_ns", Big),
)

segments = Table(
    "segments",
    METADATA,
    Column("document_id", Integer, primary_key=True),
    Column("start_char", Integer, primary_key=True, autoincrement=False),
    Column("valid_from", Integer, primary_key=True, autoincrement=False),
    Column("valid_to", Integer),
    Column("end_char", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("number", Text),
    ForeignKeyConstraint(["document_id"], ["documents.id"]),
)

records = Table(
    "records",
    METADATA,
    Column("document_id", Integer, primary_key=True),
    Column("record_id", Text, primary_key=True),
    Column("valid_from", Integer, primary_key=True, autoincrement=False),
    Column("valid_to", Integer),
    Column("closed_because", Text),
    Column("kind", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("value", Json, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("page", Integer),
    Column("path", Text),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("segment", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("row_hash", Text, nullable=False),
    ForeignKeyConstraint(["document_id"], ["documents.id"]),
    Index(
        "ix_records_open",
        "document_id",
        "start_char",
        sqlite_where=text("valid_to IS NULL"),
        postgresql_where=text("valid_to IS NULL"),
    ),
)

changes = Table(
    "changes",
    METADATA,
    Column("id", Big, primary_key=True),
    Column("run_id", Integer, ForeignKey("runs.id"), nullable=False, index=True),
    Column("document_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_before", Text),
    Column("record_after", Text),
    Column("rule_before", Text),
    Column("rule_after", Text),
    Column("state", Text, nullable=False, server_default=ChangeState.OVERTAKEN.value),
    Column("base", Text),
    Column("now", Text),
    ForeignKeyConstraint(["document_id", "version"], ["versions.document_id", "versions.number"]),
    Index("ix_changes_document_id_version", "document_id", "version"),
    Index(
        "ix_changes_waiting",
        "document_id",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

decisions = Table(
    "decisions",
    METADATA,
    Column("id", Big, primary_key=True),
    Column("decided", Instant, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text),
    Column("change_id", Big, ForeignKey("changes.id")),
    Column("number", Integer, nullable=False),
    Column("source", Text, nullable=False, index=True),
    Column("record_id", Text, nullable=False, index=True),
    Column("quote", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("value", Json),
    Column("before", Json),
    Column("after", Json),
    UniqueConstraint("change_id", "number"),
)

properties = Table(
    "properties",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
