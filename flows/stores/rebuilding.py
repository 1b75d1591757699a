"""The history of a document, built again from its rows: what each version's output file held, byte for byte.

    versions   1  extracted  output_sha256 ab…       the rows that hold at 1, as JSON  ->  sha256 ab…
               2  failed     output_sha256 cd…       none                              ->  sha256 cd…
               3  removed                            none, and no output file

The hash of a version's output file is thus a proof of each of its rows, also of those that were closed long ago.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, Table, select

from flows.stores import files
from flows.stores.rows import OF_DOCUMENT, RecordRow
from flows.stores.tables import VersionStatus, records, segments, versions
from schemas.records import Extraction
from schemas.spans import KEPT


@dataclass(frozen=True, eq=False)
class Version:
    """A version of a source, with the rows that hold in it."""

    source: str
    row: RowMapping
    """Its row in `versions`."""
    segments: tuple[RowMapping, ...]
    """In the order of the text."""
    records: tuple[RowMapping, ...]
    """In the order of an output file."""

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return int(self.row["number"])

    @property
    def ended(self) -> bool:
        """Whether it is the end of its source. Raises `ValueError` for a status that is none."""
        return VersionStatus(self.row["status"]).ended

    @cached_property
    def content(self) -> bytes | None:
        """Its output file with the hash that its row has; null when its rows make none with that hash."""
        for fingerprint in (self.row["fingerprint"], None):  # what could not be read was not seen by any rule
            content = self._content(fingerprint)
            if content is not None and hashlib.sha256(content).hexdigest() == self.row["output_sha256"]:
                return content
        return None

    def _content(self, fingerprint: str | None) -> bytes | None:
        document = {name: self.row[name] for name in OF_DOCUMENT} | {"source": self.source, "fingerprint": fingerprint}
        plain = {
            "document": document,
            "segments": [_segment(row) for row in self.segments],
            "records": [_record(row, self.source, self.row["sha256"]) for row in self.records],
        }
        try:
            return files.serialized(Extraction.model_validate(plain))
        except ValidationError:
            return None

    @property
    def stripped(self) -> int:
        """Characters in segments that are not kept."""
        return sum(row["end_char"] - row["start_char"] for row in self.segments if row["label"] not in KEPT)


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a source, and all rows that ever held."""

    source: str
    versions: tuple[Version, ...]
    segments: tuple[RowMapping, ...]
    records: tuple[RowMapping, ...]

    @classmethod
    def read(cls, connection: Connection, document_id: int, source: str) -> Self:
        """The history of a document, its versions in their order."""
        of_segments = _rows(connection, segments, document_id)
        of_records = _rows(connection, records, document_id)
        ordered = sorted(of_records, key=lambda row: (row["start_char"], row["end_char"], row["kind"]))
        found = [
            Version(
                source,
                row,
                tuple(_holding(sorted(of_segments, key=lambda row: row["start_char"]), row["number"])),
                tuple(_holding(ordered, row["number"])),
            )
            for row in _rows(connection, versions, document_id)
        ]
        found.sort(key=lambda version: version.number)
        return cls(source, tuple(found), of_segments, of_records)


def _rows(connection: Connection, table: Table, document_id: int) -> tuple[RowMapping, ...]:
    return tuple(connection.execute(select(table).where(table.c.document_id == document_id)).mappings())


def _holding(rows: list[RowMapping], number: int) -> Iterator[RowMapping]:
    """The rows that hold at a version."""
    for row in rows:
        if row["valid_from"] <= number and (row["valid_to"] is None or number < row["valid_to"]):
            yield row


def _segment(row: RowMapping) -> dict[str, Any]:
    plain = {"start": row["start_char"], "end": row["end_char"], "label": row["label"], "rule": row["rule"]}
    return plain if row["number"] is None else {**plain, "number": row["number"]}


def _record(row: RowMapping, source: str, sha256: str | None) -> dict[str, Any]:
    as_it_is = ("line", "page", "path", "prefix", "suffix", "segment", "rule")
    provenance = {name: row[name] for name in as_it_is} | {
        "source": source,
        "sha256": sha256,
        "start": row["start_char"],
        "end": row["end_char"],
        "sentence": (row["sentence_start"], row["sentence_end"]),
    }
    return {
        "record_id": row["record_id"],
        "kind": row["kind"],
        "text": row["quote"],
        "provenance": provenance,
        "value": row["value"],
    }


def row_of(record: RowMapping, version: Version) -> RecordRow:
    """The row that a record has, made anew from what the row says."""
    return RecordRow.of(_record(record, version.source, version.row["sha256"]))
