"""Rows of the store, made from what stands in an output file."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import msgspec
from msgspec.structs import astuple

from flows import places
from flows.places import Place
from flows.stores import files, packs
from flows.stores.tables import versions
from schemas.documents import Document
from schemas.errors import StoreError
from schemas.spans import KEPT

OF_DOCUMENT = tuple(name for name in Document.model_fields if name in versions.c and name != "fingerprint")
"""Columns of a version that the output file knows. Its fingerprint is the run's: a failed document's file has none."""
MISMATCHES = "mismatches"
"""Beside the kinds in the counts of a version: its breakdowns whose parts do not add up, where it has any."""
_MISMATCH = "breakdown_mismatch"
"""The check of a figure that says so."""

_REQUESTS_AT_ONCE = 16
"""Objects that are read beside each other: each request is answered after a wait in which there is nothing to do."""


class _Segment(msgspec.Struct, gc=False):
    """A segment as an output file has it."""

    start: int
    end: int
    label: str
    rule: str
    number: str | None = None


class _Provenance(msgspec.Struct, gc=False):
    """Where a record stands, as an output file has it, but for what the document says."""

    start: int
    end: int
    line: int
    page: int | None
    path: str | None
    prefix: str
    suffix: str
    sentence: tuple[int, int]
    segment: str
    rule: str


class _Record(msgspec.Struct, gc=False):
    """A record as an output file has it; its value is not read but taken over as the JSON that it is."""

    record_id: str
    kind: str
    text: str
    provenance: _Provenance
    value: msgspec.Raw


class _File(msgspec.Struct):
    """An output file."""

    document: dict[str, Any]
    segments: list[_Segment]
    records: list[_Record]


_read = msgspec.json.Decoder(_File).decode
_written = msgspec.json.Encoder().encode


class SegmentRow(msgspec.Struct, gc=False, frozen=True):
    """A segment as the store keeps it, without the versions for which it holds."""

    start_char: int
    end_char: int
    label: str
    rule: str
    number: str | None


class RecordRow(msgspec.Struct, gc=False, frozen=True):
    """A record as the store keeps it, without the versions for which it holds; its source and hash are theirs."""

    record_id: str
    kind: str
    quote: str
    value: str
    """JSON, its keys in the order of the model."""
    start_char: int
    end_char: int
    line: int
    page: int | None
    path: str | None
    prefix: str
    suffix: str
    sentence_start: int
    sentence_end: int
    segment: str
    rule: str
    row_hash: str
    """Hash of all the others: rows with the same one are the same."""


@dataclass(frozen=True, slots=True)
class Output:
    """An output file as the store takes it in."""

    version: dict[str, Any]
    """The columns of its version, but those that tell how it came about."""
    segments: tuple[SegmentRow, ...]
    records: tuple[RecordRow, ...]

    @classmethod
    def read(cls, output: Place, source: str) -> Self:
        """The output file of a source; it was validated when it was written.

        Raises `OSError` when it is not there, and `StoreError` that names it when it was damaged since.
        """
        content = files.read_stamped(output, source)
        try:
            found = cls.of(content.bytes)
        except (ValueError, LookupError, TypeError) as error:
            path = files.path_of(output, source)
            raise StoreError(f"{str(path)!r} is damaged; `recital run` makes it anew") from error
        found.version["output_mtime_ns"] = content.stamp.mtime_ns
        return found

    @classmethod
    def read_all(cls, output: Place, sources: Sequence[str]) -> list[Self]:
        """The output files of some sources; from object storage many at a time. Raises as `read` does."""
        packs.refreshed(output)  # others wrote them
        if not places.is_remote(output):
            return [cls.read(output, source) for source in sources]
        with ThreadPoolExecutor(_REQUESTS_AT_ONCE) as threads:
            return list(threads.map(partial(cls.read, output), sources))

    @classmethod
    def of(cls, raw: bytes) -> Self:
        """What an output file with this content holds; it has no time of change.

        Raises `ValueError`, `LookupError` or `TypeError` for content that is none of an output file.
        """
        content = _read(raw)
        segments = tuple(SegmentRow(*astuple(segment)) for segment in content.segments)
        records = tuple(map(_row, content.records))
        version = {name: content.document[name] for name in OF_DOCUMENT} | {
            "stripped": sum(row.end_char - row.start_char for row in segments if row.label not in KEPT),
            "counts": _counts(records),
            "output_sha256": hashlib.sha256(raw).hexdigest(),
            "output_bytes": len(raw),
        }
        return cls(version, segments, records)


def _row(record: _Record) -> RecordRow:
    where = record.provenance
    row = (
        record.record_id,
        record.kind,
        record.text,
        msgspec.json.format(record.value, indent=-1).decode(),  # without the white space
        where.start,
        where.end,
        where.line,
        where.page,
        where.path,
        where.prefix,
        where.suffix,
        *where.sentence,
        where.segment,
        where.rule,
    )
    return RecordRow(*row, hashlib.blake2b(_written(row), digest_size=16).hexdigest())


def _counts(records: Sequence[RecordRow]) -> dict[str, int]:
    """How many of some records are of each kind, and how many are breakdowns that do not add up."""
    counts = Counter([row.kind for row in records])
    suspects = [row for row in records if _MISMATCH in row.value]  # few: no other value needs to be read
    if mismatched := sum(map(_is_mismatch, suspects)):
        counts[MISMATCHES] = mismatched
    return dict(sorted(counts.items()))


def _is_mismatch(row: RecordRow) -> bool:
    return row.kind == "figure" and _MISMATCH in msgspec.json.decode(row.value)["checks"]
