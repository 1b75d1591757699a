r"""Gold without offsets, given a place in a text: that of the records with its quotes, else where the text has them.

    gold "1999", "1999"; records "1999" at 10    -> one at 10; the other where "1999" stands next
    gold "Security Council"; the text "Security\nCouncil"  -> equal: white space does not count
    gold "Kosovo Force"; no such words in the text  -> lost: its reader lost it

So the multisets of quotes are compared: of a quote that gold has twice and the records once, one is found.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from flows.evaluation.gold import GoldDocument, GoldItem, QuotedDocument, QuotedItem
from schemas.records import Extraction
from schemas.spans import Span


class Placed(NamedTuple):
    """Gold with offsets, and the required items that no text stands for."""

    gold: GoldDocument
    lost: tuple[GoldItem, ...]
    """Their offsets say nothing."""


def placed(gold: QuotedDocument, extraction: Extraction, text: str) -> Placed:
    """Gold for the text of an extraction."""
    items: list[GoldItem] = []
    lost: list[GoldItem] = []
    for _, of_kind in groupby(sorted(gold.gold, key=lambda item: item.kind), key=lambda item: item.kind):
        required_first = sorted(of_kind, key=lambda item: item.optional)
        for item, span in _placed_of_kind(required_first, extraction, text):
            if span is not None:
                items.append(_at(item, span, text[span.start : span.end]))
            elif not item.optional:
                lost.append(_at(item, Span(0, len(item.text)), item.text))
    sha256 = extraction.document.sha256 or "0" * 64
    return Placed(GoldDocument(source=gold.source, sha256=sha256, stripped=(), gold=tuple(items)), tuple(lost))


def bare(quote: str) -> str:
    r"""A quote without white space and without characters that are not seen.

    >>> bare("Security\nCoun\u00adcil")
    'SecurityCouncil'
    """
    return "".join(c for c in quote if not c.isspace() and unicodedata.category(c) != "Cf")


def _placed_of_kind(
    items: list[QuotedItem], extraction: Extraction, text: str
) -> Iterator[tuple[QuotedItem, Span | None]]:
    """Each item, required ones first, with its place. Those with a record go before those without."""
    records: defaultdict[str, list[Span]] = defaultdict(list)
    for record in reversed(extraction.records):
        if record.kind == items[0].kind:
            records[bare(record.text)].append(Span(record.provenance.start, record.provenance.end))
    taken: list[Span] = []
    without: list[QuotedItem] = []
    for item in items:
        if spans := records[bare(item.text)]:
            taken.append(spans.pop())
            yield item, taken[-1]
        else:
            without.append(item)
    for item in without:
        span = next((span for span in _occurrences(item.text, text) if not any(map(span.overlaps, taken))), None)
        if span is not None:
            taken.append(span)
        yield item, span


def _occurrences(quote: str, text: str) -> Iterator[Span]:
    """Where a text has the words of a quote, whatever white space stands between its characters."""
    pattern = r"[\s\u00ad]*".join(map(re.escape, bare(quote)))
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
        yield Span(*match.span())


def _at(item: QuotedItem, span: Span, quote: str) -> GoldItem:
    return GoldItem(**item.model_dump(exclude={"text"}), text=quote, start=span.start, end=span.end)
