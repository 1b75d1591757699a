"""What the store knows of each source: its newest version. The ledger decides from it what is new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from flows.stores.among import among
from flows.stores.files import Written
from flows.stores.rows import MISMATCHES
from flows.stores.tables import VersionStatus, documents, versions

_AT_ONCE = 1000
"""Rows that are fetched together."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The newest version of a source."""

    document_id: int
    source: str
    number: int
    """Number of the version; the first of a source is 1."""
    status: VersionStatus
    error: str | None
    sha256: str | None
    """Null when the bytes were not read."""
    fingerprint: str
    bytes: int | None
    mtime_ns: int | None
    """When the source was changed last; null where that was too near to the run to tell it from a later change."""
    chars: int | None
    stripped: int | None
    counts: Mapping[str, int]
    """Records of each kind."""
    output_sha256: str | None
    output_bytes: int | None
    output_mtime_ns: int | None
    mismatches: int = 0
    """Breakdowns whose parts do not add up."""

    @property
    def written(self) -> Written:
        """Its output file."""
        return Written(self.source, self.output_sha256, (self.output_bytes, self.output_mtime_ns))


_OF_VERSION = (
    *(
        versions.c[name]
        for name in ("number", "status", "error", "sha256", "fingerprint", "bytes", "mtime_ns", "chars")
    ),
    *(versions.c[name] for name in ("stripped", "counts", "output_sha256", "output_bytes", "output_mtime_ns")),
)
_SELECTED = (
    select(documents.c.id.label("document_id"), documents.c.source, *_OF_VERSION)
    .join_from(documents, versions, versions.c.document_id == documents.c.id)
    .where(versions.c.number == documents.c.current)
)


def read_all(connection: Connection) -> dict[str, Entry]:
    """What is known of every source, those that are gone included, by name."""
    rows = connection.execute(_SELECTED.order_by(documents.c.source)).mappings()
    return {row["source"]: _entry(row) for row in rows}


def written(connection: Connection) -> Iterator[Written]:
    """The output file of each source that is not gone, in no order."""
    of_output = [versions.c[name] for name in ("output_sha256", "output_bytes", "output_mtime_ns")]
    known = select(documents.c.source, *of_output).join_from(
        documents, versions, versions.c.document_id == documents.c.id
    )
    live = versions.c.status.in_([status for status in VersionStatus if not status.ended])
    wanted = known.where(versions.c.number == documents.c.current, live)
    for source, sha256, *stamp in connection.execution_options(yield_per=_AT_ONCE).execute(wanted):
        yield Written(source, sha256, tuple(stamp))


def read_some(connection: Connection, sources: Sequence[str]) -> dict[str, Entry]:
    """What is known of these sources, by name."""
    return {entry.source: entry for entry in _some(connection, sources)}


def _some(connection: Connection, sources: Sequence[str]) -> Iterator[Entry]:
    for some in among(documents.c.source, sources):
        yield from map(_entry, connection.execute(_SELECTED.where(some)).mappings())


def _entry(row: RowMapping) -> Entry:
    counts = dict(row["counts"])
    mismatches = counts.pop(MISMATCHES, 0)
    return Entry(**{**row, "status": VersionStatus(row["status"]), "counts": counts, "mismatches": mismatches})
