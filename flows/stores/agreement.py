"""Whether a store says of each document what its output file says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Connection, Table, select

from flows.stores import entries
from flows.stores.database import Database
from flows.stores.rows import Output, RecordRow, SegmentRow
from flows.stores.tables import records, segments
from schemas.errors import StoreError


class Disagreement(NamedTuple):
    """A document of which store and output say different things."""

    source: str
    what: str
    """What differs, in words for people."""


def disagreements(database: Database, output: Path) -> Iterator[Disagreement]:
    """Every document of which the store says something else than its output file, in the order of their names."""
    with database.reading() as connection:
        for entry in entries.read_all(connection).values():
            if entry.status.ended:
                continue
            try:
                found = Output.read(output, entry.source)
            except OSError:
                yield Disagreement(entry.source, "the store has it, but there is no output file")
                continue
            except StoreError:
                yield Disagreement(entry.source, "its output file is damaged and cannot be compared with the store")
                continue
            if found.version["output_sha256"] != entry.output_sha256:
                yield Disagreement(entry.source, "the output file is not the one that is in the store")
            elif _held(connection, records, entry.document_id) != {_plain(row) for row in found.records}:
                yield Disagreement(entry.source, "its records in the store are not those of the output file")
            elif _held(connection, segments, entry.document_id) != set(found.segments):
                yield Disagreement(entry.source, "its segments in the store are not those of the output file")


def _held(connection: Connection, table: Table, document_id: int) -> set[tuple[Any, ...]]:
    """The rows of a document that hold."""
    columns = RecordRow._fields if table is records else SegmentRow._fields
    holds = select(*(table.c[name] for name in columns)).where(
        table.c.document_id == document_id, table.c.valid_to.is_(None)
    )
    return {_comparable(tuple(row)) for row in connection.execute(holds)}


def _plain(row: RecordRow) -> tuple[Any, ...]:
    return _comparable(tuple(row._replace(value=from_json(row.value))))


def _comparable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with JSON in one form: a database may keep its keys in another order."""
    return tuple(_frozen(value) for value in row)


def _frozen(value: Any) -> Any:  # noqa: ANN401 # JSON is of any type
    if isinstance(value, dict):
        return tuple(sorted((name, _frozen(inner)) for name, inner in value.items()))
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
