"""Records, changes and whole extractions, read back from the store as what they were before."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, Select, Table, and_, func, or_, select

from flows.stores import entries
from flows.stores.tables import VersionStatus, documents, records, segments, versions
from schemas.documents import Document
from schemas.records import Extraction, Record
from schemas.spans import Segment

_RECORD: TypeAdapter[Record] = TypeAdapter(Record)

_OF_DOCUMENT = tuple(versions.c[name] for name in Document.model_fields if name in versions.c)
_OF_SEGMENT = tuple(segments.c[name] for name in Segment.model_fields if name in segments.c)
"""But where it starts and ends, whose columns have other names: those are words of SQL."""


def record_rows() -> Select[Any]:
    """Every row of records, with its source and the bytes in which it stood last; `record` makes a record of one."""
    last = func.coalesce(records.c.valid_to - 1, documents.c.current)
    return (
        select(records, documents.c.source, versions.c.sha256)
        .join_from(records, documents, documents.c.id == records.c.document_id)
        .join(versions, and_(versions.c.document_id == documents.c.id, versions.c.number == last))
    )


def record(row: RowMapping) -> Record:
    """The record in a row."""
    return _RECORD.validate_python(_plain(row, row["source"], row["sha256"]))


def versions_at(connection: Connection, run: int) -> dict[str, tuple[int, int]]:
    """Document and version of each source as they were after a run; sources that were gone are not among them."""
    newest = (
        select(versions.c.document_id, func.max(versions.c.number).label("number"))
        .where(versions.c.run_id <= run)
        .group_by(versions.c.document_id)
        .subquery()
    )
    found = (
        select(documents.c.source, newest.c.document_id, newest.c.number)
        .join(newest, newest.c.document_id == documents.c.id)
        .join(versions, and_(versions.c.document_id == documents.c.id, versions.c.number == newest.c.number))
        .where(versions.c.status.in_([VersionStatus.EXTRACTED, VersionStatus.FAILED]))
        .order_by(documents.c.source)
    )
    return {source: (document_id, number) for source, document_id, number in connection.execute(found)}


class Numbered(NamedTuple):
    """A document at its newest version, with its number in the store."""

    id: int
    document: Document


def list_documents(connection: Connection, *, after: int, limit: int) -> list[Numbered]:
    """The documents whose sources are there, in the order of their numbers, from the first after the given one."""
    there = versions.c.status.in_([VersionStatus.EXTRACTED, VersionStatus.FAILED])
    wanted = (
        select(documents.c.id, documents.c.source, *_OF_DOCUMENT)
        .join_from(documents, versions, versions.c.document_id == documents.c.id)
        .where(documents.c.id > after, versions.c.number == documents.c.current, there)
        .order_by(documents.c.id)
        .limit(limit)
    )
    rows = (dict(row) for row in connection.execute(wanted).mappings())
    return [Numbered(row.pop("id"), Document.model_validate(row)) for row in rows]


def documents_of(connection: Connection, sources: Iterable[str]) -> Iterator[Document]:
    """Some sources at every version that they had, but at those that only say that they are gone."""
    told = versions.c.status.in_([VersionStatus.EXTRACTED, VersionStatus.FAILED])
    wanted = (
        select(documents.c.source, *_OF_DOCUMENT)
        .join_from(documents, versions, versions.c.document_id == documents.c.id)
        .where(documents.c.source.in_(sorted(sources)), told)
    )
    yield from map(Document.model_validate, connection.execute(wanted).mappings())


def newest(connection: Connection, source: str) -> tuple[int, int] | None:
    """Document and newest version of a source; None where it is gone or unknown."""
    known = entries.read_some(connection, [source]).get(source)
    return None if known is None or known.status.ended else (known.document_id, known.number)


def extraction(connection: Connection, document_id: int, number: int) -> Extraction:
    """The extraction that a version of a document was."""
    wanted = (
        select(documents.c.source, *_OF_DOCUMENT)
        .join_from(documents, versions, versions.c.document_id == documents.c.id)
        .where(documents.c.id == document_id, versions.c.number == number)
    )
    about = connection.execute(wanted).mappings().one()
    return Extraction.model_validate(
        {
            "document": dict(about),
            "segments": [
                {"start": row["start_char"], "end": row["end_char"], **{c.name: row[c.name] for c in _OF_SEGMENT}}
                for row in _held(connection, segments, document_id, number)
            ],
            "records": [
                _plain(row, about["source"], about["sha256"]) for row in _held(connection, records, document_id, number)
            ],
        }
    )


def _held(connection: Connection, table: Table, document_id: int, number: int) -> Iterator[RowMapping]:
    """The rows of a document that held in a version, in the order of the text."""
    begun, still = table.c.valid_from <= number, or_(table.c.valid_to.is_(None), table.c.valid_to > number)
    order = [table.c[name] for name in ("start_char", "end_char", "kind") if name in table.c]
    yield from connection.execute(
        select(table).where(table.c.document_id == document_id, begun, still).order_by(*order)
    ).mappings()


def _plain(row: RowMapping, source: str, sha256: str) -> dict[str, Any]:
    """A record as an output file has it."""
    return {
        "record_id": row["record_id"],
        "kind": row["kind"],
        "text": row["quote"],
        "provenance": {
            "source": source,
            "sha256": sha256,
            "start": row["start_char"],
            "end": row["end_char"],
            "sentence": (row["sentence_start"], row["sentence_end"]),
            **{name: row[name] for name in ("line", "page", "path", "prefix", "suffix", "segment", "rule")},
        },
        "value": row["value"],
    }
