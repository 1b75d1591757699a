"""Breakdowns that do not add up: what an analyst most wants to see of a document's figures.

a.txt:12: '1,125 troops': the parts add up to 1154 (900 + 200 + 54), 29 more
"""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

from flows.places import Place
from flows.stores import files
from schemas.figures import amount_text, amount_value
from schemas.records import Extraction, FigureRecord


class Mismatch(NamedTuple):
    """A whole whose parts do not add up to it."""

    source: str
    line: int
    """Line of the whole in the document text, from 1."""
    quote: str
    """The whole as written, with what it counts."""
    parts: tuple[str, ...]
    """Amounts of the parts, in the order of the text."""
    sum: str
    difference: str
    """The sum less the whole."""

    def __str__(self) -> str:
        parts = " + ".join(self.parts)
        apart = self.difference.removeprefix("-")
        less = "less" if self.difference.startswith("-") else "more"
        return f"{self.source}:{self.line}: {self.quote!r}: the parts add up to {self.sum} ({parts}), {apart} {less}"


def of_extraction(extraction: Extraction) -> Iterator[Mismatch]:
    """The mismatches in one document, in the order of the text."""
    figures = {record.record_id: record for record in extraction.records if isinstance(record, FigureRecord)}
    for whole in figures.values():
        value = whole.value
        if value.breakdown is not None and value.breakdown.agrees is False and value.amount is not None:
            difference = amount_value(value.breakdown.sum) - amount_value(value.amount)
            yield Mismatch(
                source=extraction.document.source,
                line=whole.provenance.line,
                quote=" ".join(filter(None, (whole.text, value.item))),
                parts=tuple(figures[part].value.amount or "" for part in value.breakdown.parts),
                sum=value.breakdown.sum,
                difference=amount_text(difference),
            )


def of_output(output: Place) -> Iterator[Mismatch]:
    """The mismatches in all output files; one that is none, or cannot be read, is for `recital check` to report."""
    for source in files.sources(output):
        try:
            extraction = files.parse(files.read(output, source))
        except (OSError, ValidationError):
            continue
        yield from of_extraction(extraction)
