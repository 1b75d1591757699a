"""What a run made of each source, and from what: the versions that it added to the store."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from flows.stores.tables import VersionStatus, documents, versions

_AT_ONCE = 1000
"""Rows that are fetched together: the memory that a lineage takes does not grow with the run."""


@dataclass(frozen=True, slots=True)
class Made:
    """A version of a source, and the one before."""

    source: str
    status: VersionStatus
    error: str | None
    sha256: str | None
    """Of the bytes of the source; null when they were not read."""
    media_type: str | None
    output_sha256: str | None
    """Of the output file; null where there is none."""
    sha256_before: str | None
    """Of the bytes of the version before; null when there was none, or they were not read."""
    output_before: str | None
    """Of the output file of the version before; null when there was none."""
    renamed_from: str | None
    """The name that the source had before, where this is its first version under another."""


def made_by(connection: Connection, run: int) -> Iterator[Made]:
    """What a run made, in the order of the names; sources that it left as they were are not among them."""
    before, former = versions.alias(), documents.alias()
    of_version = [versions.c[name] for name in ("status", "error", "sha256", "media_type", "output_sha256")]
    wanted = (
        select(
            documents.c.source,
            *of_version,
            before.c.sha256.label("sha256_before"),
            before.c.output_sha256.label("output_before"),
            former.c.source.label("renamed_from"),
        )
        .join_from(versions, documents, documents.c.id == versions.c.document_id)
        .outerjoin(
            before, and_(before.c.document_id == versions.c.document_id, before.c.number == versions.c.number - 1)
        )
        .outerjoin(former, and_(former.c.id == documents.c.renamed_from, versions.c.number == 1))
        .where(versions.c.run_id == run)
        .order_by(documents.c.source, versions.c.number)
    )
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(wanted).mappings():
        yield Made(**{**row, "status": VersionStatus(row["status"])})


def last_that_made(connection: Connection, wants: Callable[[str], bool]) -> int | None:
    """The last run that made anything of a source that is wanted; None where none did."""
    made = (
        select(versions.c.run_id, documents.c.source)
        .join_from(versions, documents, documents.c.id == versions.c.document_id)
        .order_by(versions.c.run_id.desc())
    )
    found = connection.execution_options(yield_per=_AT_ONCE).execute(made)
    return next((run for run, source in found if wants(source)), None)


def sources_of(connection: Connection, run: int) -> frozenset[str]:
    """The sources that stand as a run made them: their newest version is its."""
    newest = (
        select(documents.c.source)
        .join_from(documents, versions, versions.c.document_id == documents.c.id)
        .where(versions.c.number == documents.c.current, versions.c.run_id == run)
    )
    return frozenset(connection.scalars(newest))
