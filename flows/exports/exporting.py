"""The formats, and what each is asked for: a file or a folder, everything or what was selected.

jsonl, webannotation, prov   one file, or standard output
csv                          a folder of tables; of one kind of fact also a file, or standard output
parquet, timex3              a folder
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from flows.exports import annotations, flat, timeml
from flows.exports.addresses import BASE
from flows.exports.facts import Facts
from flows.exports.writing import new_file, new_folder
from flows.texts import Texts
from schemas.documents import Document
from schemas.errors import UsageError
from schemas.records import KINDS
from schemas.tables import OF_KIND, SOURCES, Table

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[!#-;=?-\[\]_a-z~]*[/:#?])?", re.ASCII)
"""An absolute IRI of characters that need no escape, which ends where a name may follow."""


class Format(StrEnum):
    """How facts are written."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    WEBANNOTATION = "webannotation"
    TIMEX3 = "timex3"
    PROV = "prov"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written, and where to."""

    form: Format
    to: Path | None
    """Null is standard output."""
    kinds: tuple[str, ...] = KINDS
    bom: bool = False
    """Whether CSV begins with a byte order mark, by which Excel knows UTF-8."""
    base: str = BASE
    """What the addresses of annotations, and the identifiers of PROV, begin with."""

    def __post_init__(self) -> None:
        """Raises `UsageError` for what does not fit the format."""
        if self.bom and self.form is not Format.CSV:
            raise UsageError(f"--bom is for csv, not {self.form}")
        if self.to is None and not self.is_one_file:
            raise UsageError(f"--format {self.form} is a folder of files; name one with --to")
        if not _ADDRESS.fullmatch(self.base):
            raise UsageError(
                f"--base {self.base!r}; expected an IRI that ends in one of / : # ?, as https://a.org/facts/"
            )
        if self.form is Format.TIMEX3 and self.kinds != ("date",):
            raise UsageError(f"--format timex3 says dates, not {', '.join(self.kinds)}")
        if self.form is Format.CSV and self.is_one_file and len(self.kinds) > 1:
            raise UsageError("one file of CSV is one table; name one --kind, or a folder with --to")

    @property
    def tables(self) -> tuple[Table, ...]:
        """The flat tables of the kinds, and that of the sources."""
        return (*(OF_KIND[kind] for kind in self.kinds), SOURCES)

    @property
    def is_one_file(self) -> bool:
        """Whether it is one file, or standard output; else a folder."""
        return self.form in (Format.JSONL, Format.WEBANNOTATION, Format.PROV) or (
            self.form is Format.CSV and (self.to is None or self.to.suffix.lower() == ".csv")
        )


@dataclass(slots=True)
class Tally:
    """How much was exported."""

    documents: int = 0
    records: int = 0

    def of(self, facts: Iterable[Facts]) -> Iterator[Facts]:
        """The same documents, counted as they pass."""
        for document, records in facts:
            self.documents += 1
            self.records += len(records)
            yield Facts(document, records)


def export(order: Order, facts: Iterable[Facts], texts: Texts) -> Tally:
    """Writes facts as they come, each document once; how much it was.

    Raises `UsageError` for a place that does not fit the format.
    """
    tally = Tally()
    counted = tally.of(facts)
    if order.to is None or order.is_one_file:
        _write_file(order, counted)
    else:
        _write_folder(order, order.to, counted, texts)
    return tally


def _write_file(order: Order, facts: Iterable[Facts]) -> None:
    with new_file(order.to) as file:
        if order.form is Format.CSV:
            flat.write_csv(facts, order.tables[0], file, bom=order.bom)
        elif order.form is Format.WEBANNOTATION:
            annotations.write(facts, file, base=order.base)
        else:
            for _, records in facts:
                file.writelines(f"{record.model_dump_json()}\n".encode() for record in records)


def _write_folder(order: Order, to: Path, facts: Iterable[Facts], texts: Texts) -> None:
    with new_folder(to) as folder:
        if order.form is Format.CSV:
            flat.write_csv_folder(facts, order.tables, folder, bom=order.bom)
        elif order.form is Format.TIMEX3:
            timeml.write_folder(facts, folder, text_of=partial(text_of, texts))
        else:
            _parquet(order, facts, folder)


def text_of(texts: Texts, document: Document) -> str:
    """The text in which the records of a document stand. Raises `UsageError` when it is gone, or has changed since."""
    found = texts.read(document.source, sha256=document.sha256, chars=document.chars)
    if found.problem:
        raise UsageError(f"{document.source}: {found.problem}")
    return found.text


def _parquet(order: Order, facts: Iterable[Facts], folder: Path) -> None:
    try:
        from flows.exports import parquet  # noqa: PLC0415 # large, and an extra
    except ImportError as error:
        raise UsageError(
            f"--format parquet: {error}; `pip install '.[parquet]'` in Recital's folder brings it"
        ) from error
    parquet.write_folder(facts, order.tables, folder)
