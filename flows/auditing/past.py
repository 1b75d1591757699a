"""Whether published rows of which nothing stands any more can have been: what was withdrawn, and what was closed.

withdrawn '9f8e7d6c5b4a3928' '2026-11-22 06:45:00.000000': kind is 'dote', expected 'date'; …
dates '0c1d2e3f40516273': line is 400, expected 4 or 6; …

The store knows their records, and every version of their sources. What it does not know is the moment of a publish, and
what became of a record that a person changed: that has an id of its own, and the rule `people.decided`.
"""

from ast import literal_eval
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection

from flows.auditing.expected import Words, said
from flows.auditing.sheets import Sheet
from flows.publish import withdrawals
from flows.publish.targets import Target
from flows.stores import reading
from flows.stores.tables import records
from schemas import rows
from schemas.decisions import PERSON
from schemas.documents import Document
from schemas.records import detached
from schemas.rows import Row
from schemas.tables import BEHIND, NAMES, SOURCES

_ROWS = 500
"""Rows of which the store is asked at once; databases limit the names in a query."""

_ADVICE = "no publish mends that: write there what is expected, or take the row away"
_OF_PEOPLE = said(PERSON)

Choices = Mapping[str, set[str]]
"""What each column may say."""


def of_withdrawn(connection: Connection, target: Target, sheet: Sheet) -> Iterator[str]:
    """What was announced, and cannot have been."""
    at = sheet.names.index("record_id")
    for batch in _batches(sheet.holding(target)):
        known = withdrawals.announced(connection, [_text(row[at]) for row in batch])
        for row in batch:
            told = known.get(_text(row[at]))
            choices = {"why": {said(withdrawals.UNKNOWN)}}
            if told is not None:
                choices = {name: {said(getattr(told, name))} for name in ("kind", "source", "quote")}
                choices["why"] = set(map(said, told.whys))
            yield from _of_row(sheet, row, choices)


def of_closed(connection: Connection, target: Target, sheet: Sheet) -> Iterator[str]:
    """What ceased to hold, and cannot have held so."""
    at = sheet.names.index(sheet.table.key[0])
    for batch in _batches(sheet.closed(target)):
        keys = {_text(row[at]) for row in batch}
        known = _choices(sheet, target, _once(connection, sheet, keys))
        for row in batch:
            yield from _of_closed(sheet, row, known.get(row[at]))


def _of_closed(sheet: Sheet, row: Words, known: Choices | None) -> Iterator[str]:
    *_, begun, ended = row
    if begun >= ended:
        yield f"{sheet.named(sheet.key_of(row))}: it held from {begun} to {ended}, expected a later moment; {_ADVICE}"
    by_people = sheet.name != SOURCES.name and row[sheet.names.index("rule")] == _OF_PEOPLE
    if known is None:
        if not by_people:
            yield f"{sheet.named(sheet.key_of(row))}: expected a row that once stood; the store never had it; {_ADVICE}"
        return
    moved = {column.name for column in BEHIND} if by_people else ()
    yield from _of_row(sheet, row, {name: words for name, words in known.items() if name not in moved})


def _of_row(sheet: Sheet, row: Words, choices: Choices) -> Iterator[str]:
    for name, cell in zip(sheet.names, row, strict=False):
        if name in choices and cell not in choices[name]:
            expected = " or ".join(sorted(choices[name]))
            yield f"{sheet.named(sheet.key_of(row))}: {name} is {cell}, expected {expected}; {_ADVICE}"


def _once(connection: Connection, sheet: Sheet, keys: set[str]) -> Iterator[Row]:
    """Every row that ever was to be published of some sources, or of some records."""
    if sheet.name == SOURCES.name:
        yield from (rows.row(SOURCES, document) for document in reading.documents_of(connection, keys))
        return
    held = connection.execute(reading.record_rows().where(records.c.record_id.in_(keys))).mappings().all()
    documents: dict[str, list[Document]] = defaultdict(list)
    for document in reading.documents_of(connection, {row["source"] for row in held}):
        documents[document.source].append(document)
    for record in map(reading.record, held):
        if NAMES[record.kind] == sheet.name:
            for document in documents[record.provenance.source]:
                yield rows.of_record(document, record)
                yield rows.of_record(document, detached(record, {}))


def _choices(sheet: Sheet, target: Target, once: Iterable[Row]) -> Mapping[str, Choices]:
    """What each column may say of a source or of a record, by what the key says of it."""
    at = sheet.names.index(sheet.table.key[0])
    known: dict[str, dict[str, set[str]]] = {}
    for row in once:
        words = [said(target.held(cell)) for cell in row]
        columns = known.setdefault(words[at], defaultdict(set))
        for name, word in zip(sheet.names, words, strict=True):
            columns[name].add(word)
    return known


def _batches(found: Iterator[Words]) -> Iterator[Sequence[Words]]:
    while batch := list(islice(found, _ROWS)):
        yield batch


def _text(word: str) -> str:
    """The text of a cell; empty, which the store does not know, where it holds none."""
    return str(literal_eval(word)) if word.startswith(("'", '"')) else ""
