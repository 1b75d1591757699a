"""The history of a document, built again from its rows: what each version's output file held, byte for byte.

    versions   1  extracted  output_sha256 ab…       the rows that hold at 1, as JSON  ->  sha256 ab…
               2  failed     output_sha256 cd…       none                              ->  sha256 cd…
               3  removed                            none, and no output file

The hash of a version's output file is thus a proof of each of its rows, also of those that were closed long ago.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, Table, select

from flows.stores import files, reading
from flows.stores.tables import VersionStatus, records, segments, versions


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a source, with the rows that hold in it."""

    row: RowMapping
    """Its row in `versions`."""
    segments: tuple[RowMapping, ...]
    records: tuple[RowMapping, ...]
    content: bytes | None
    """Its output file with the hash that its row has; null when its rows make none with that hash."""

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return int(self.row["number"])

    @property
    def ended(self) -> bool:
        """Whether it is the end of its source. Raises `ValueError` for a status that is none."""
        return VersionStatus(self.row["status"]).ended


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a source, and all rows that ever held."""

    versions: tuple[Version, ...]
    segments: tuple[RowMapping, ...]
    records: tuple[RowMapping, ...]

    @classmethod
    def read(cls, connection: Connection, document_id: int) -> Self:
        """The history of a document, its versions in their order."""
        of_segments, of_records = (_rows(connection, table, document_id) for table in (segments, records))
        found = (
            Version(
                row,
                tuple(_holding(of_segments, row["number"])),
                tuple(_holding(of_records, row["number"])),
                _content(connection, row),
            )
            for row in sorted(_rows(connection, versions, document_id), key=lambda row: row["number"])
        )
        return cls(tuple(found), of_segments, of_records)


def _rows(connection: Connection, table: Table, document_id: int) -> tuple[RowMapping, ...]:
    return tuple(connection.execute(select(table).where(table.c.document_id == document_id)).mappings())


def _holding(rows: tuple[RowMapping, ...], number: int) -> Iterator[RowMapping]:
    """The rows that hold at a version."""
    for row in rows:
        if row["valid_from"] <= number and (row["valid_to"] is None or number < row["valid_to"]):
            yield row


def _content(connection: Connection, version: RowMapping) -> bytes | None:
    try:
        extraction = reading.extraction(connection, version["document_id"], version["number"])
    except ValidationError:  # also of a version that is an end: it is no extraction
        return None
    unseen = extraction.document.model_copy(update={"fingerprint": None})  # what could not be read, no rule has seen
    for document in (extraction.document, unseen):
        content = files.serialized(extraction.model_copy(update={"document": document}))
        if hashlib.sha256(content).hexdigest() == version["output_sha256"]:
            return content
    return None
