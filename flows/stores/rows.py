"""Rows of the store, made from what stands in an output file."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

from pydantic_core import from_json, to_json

from flows.stores import files
from flows.stores.tables import versions
from schemas.documents import Document
from schemas.errors import StoreError
from schemas.spans import KEPT

OF_DOCUMENT = tuple(name for name in Document.model_fields if name in versions.c and name != "fingerprint")
"""Columns of a version that the output file knows. Its fingerprint is the run's: a failed document's file has none."""
MISMATCHES = "mismatches"
"""Beside the kinds in the counts of a version: its breakdowns whose parts do not add up, where it has any."""


class SegmentRow(NamedTuple):
    """A segment as the store keeps it, without the versions for which it holds."""

    start_char: int
    end_char: int
    label: str
    rule: str
    number: str | None

    @classmethod
    def of(cls, segment: Mapping[str, Any]) -> Self:
        """The row of a segment as an output file has it."""
        return cls(segment["start"], segment["end"], segment["label"], segment["rule"], segment.get("number"))


class RecordRow(NamedTuple):
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

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """The row of a record as an output file has it."""
        where = record["provenance"]
        sentence_start, sentence_end = where["sentence"]
        return cls(
            record["record_id"],
            record["kind"],
            record["text"],
            to_json(record["value"]).decode(),
            where["start"],
            where["end"],
            where["line"],
            where["page"],
            where["path"],
            where["prefix"],
            where["suffix"],
            sentence_start,
            sentence_end,
            where["segment"],
            where["rule"],
        )

    @property
    def row_hash(self) -> str:
        """Hash of the whole row: rows with the same one are the same."""
        return hashlib.blake2b(to_json([*self]), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Output:
    """An output file as the store takes it in."""

    version: dict[str, Any]
    """The columns of its version, but those that tell how it came about."""
    segments: tuple[SegmentRow, ...]
    records: tuple[RecordRow, ...]

    @classmethod
    def read(cls, output: Path, source: str) -> Self:
        """The output file of a source; it was validated when it was written.

        Raises `OSError` when it is not there, and `StoreError` that names it when it was damaged since.
        """
        path = files.path_of(output, source)
        raw = path.read_bytes()
        try:
            return cls._of(raw, path.stat().st_mtime_ns)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise StoreError(f"{str(path)!r} is damaged: {error!r}; `recital run` makes it anew") from error

    @classmethod
    def _of(cls, raw: bytes, mtime_ns: int) -> Self:
        content = from_json(raw, cache_strings="keys")
        rows = tuple(map(SegmentRow.of, content["segments"]))
        version = {name: content["document"][name] for name in OF_DOCUMENT} | {
            "stripped": sum(row.end_char - row.start_char for row in rows if row.label not in KEPT),
            "counts": counts_of(content["records"]),
            "output_sha256": hashlib.sha256(raw).hexdigest(),
            "output_bytes": len(raw),
            "output_mtime_ns": mtime_ns,
        }
        return cls(version, rows, tuple(map(RecordRow.of, content["records"])))


def counts_of(records: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many of some records are of each kind, and how many are breakdowns that do not add up."""
    counts = Counter(record["kind"] for record in records)
    if mismatched := sum(map(_is_mismatch, records)):
        counts[MISMATCHES] = mismatched
    return dict(sorted(counts.items()))


def _is_mismatch(record: Mapping[str, Any]) -> bool:
    return record["kind"] == "figure" and "breakdown_mismatch" in record["value"]["checks"]
