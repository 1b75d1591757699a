"""Whether a store is whole, and says of each document what its output file says.

a.txt: the store has title 'A letter'; the output file has 'A report'
b.txt: its records in the store are not those of the output file
sqlite:///output/recital.db: the view 'dates' is missing; `recital run` makes it anew
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import astuple, replace
from pydantic_core import from_json
from sqlalchemy import Connection, Table, select

from flows.places import Place
from flows.stores import entries, files, views
from flows.stores.database import Database
from flows.stores.entries import Entry
from flows.stores.rows import Output, RecordRow, SegmentRow
from flows.stores.tables import records, segments, versions
from flows.stores.upgrades import require_current
from schemas.errors import StoreBusy, StoreError


class Disagreement(NamedTuple):
    """Something of which store and output say different things, or that the store lacks."""

    where: str
    """Name of the document, or of the store."""
    what: str
    """What differs, in words for people."""


def disagreements(database: Database, output: Place) -> Iterator[Disagreement]:
    """What the store lacks; then every document of which it says something else than its output file, by name.

    A store that is too damaged to be read is one thing that it lacks. Raises `UsageError` for one that is not there or
    not current, and `StoreBusy` for one that cannot be reached.
    """
    yield from explained(database, _of_store(database, output))


def explained(database: Database, found: Iterator[Disagreement]) -> Iterator[Disagreement]:
    """What was found; a store in which no more can be looked for, since it cannot be read, is the last thing.

    Raises `StoreBusy` for one that cannot be reached.
    """
    try:
        yield from found
    except StoreBusy:
        raise
    except StoreError as error:
        reason = str(error).removeprefix(f"store {database.name}: ")
        yield Disagreement(database.name, f"the store is damaged: {reason}")
    except (ValueError, LookupError, TypeError) as error:  # a value that is none of its column
        yield Disagreement(database.name, f"the store is damaged: it holds a value that cannot be read: {error}")


def _of_store(database: Database, output: Place) -> Iterator[Disagreement]:
    require_current(database)
    with database.reading() as connection:
        yield from (Disagreement(database.name, what) for what in _damages(connection))
        live = {name: entry for name, entry in entries.read_all(connection).items() if not entry.status.ended}
        for name in sorted({*live, *files.sources(output)}):
            what = _of_document(connection, live[name], output) if name in live else ("it is not in the store",)
            yield from (Disagreement(name, found) for found in what)


def _damages(connection: Connection) -> Iterator[str]:
    """What is wrong with the store itself."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalars()
        yield from (f"the file is damaged: {what}" for what in found if what != "ok")
    yield from (f"the view {name!r} is missing; `recital run` makes it anew" for name in views.missing(connection))


def _of_document(connection: Connection, entry: Entry, output: Place) -> Iterator[str]:
    try:
        found = Output.read(output, entry.source)
    except FileNotFoundError:
        yield "the store has it, but there is no output file; `recital run` makes one, or with --prune closes it"
        return
    except (OSError, StoreError):
        yield "its output file is damaged and cannot be compared with the store; `recital run` makes it again"
        return
    if found.version["output_sha256"] != entry.output_sha256:
        yield "the output file is not the one that is in the store; `recital run` makes it again"
        return
    yield from _of_version(connection, entry, found)
    if _held(connection, records, entry.document_id) != {_plain(row) for row in found.records}:
        yield "its records in the store are not those of the output file"
    if _held(connection, segments, entry.document_id) != set(map(astuple, found.segments)):
        yield "its segments in the store are not those of the output file"


def _of_version(connection: Connection, entry: Entry, found: Output) -> Iterator[str]:
    """The columns of the newest version that differ. Copied files have another time, which says nothing."""
    expected = {name: value for name, value in found.version.items() if name != "output_mtime_ns"}
    newest = select(*(versions.c[name] for name in expected)).where(
        versions.c.document_id == entry.document_id, versions.c.number == entry.number
    )
    for name, held in connection.execute(newest).mappings().one().items():
        if held != expected[name]:
            yield f"the store has {name} {held!r}; the output file has {expected[name]!r}"


def _held(connection: Connection, table: Table, document_id: int) -> set[tuple[Any, ...]]:
    """The rows of a document that hold."""
    columns = RecordRow.__struct_fields__ if table is records else SegmentRow.__struct_fields__
    holds = select(*(table.c[name] for name in columns)).where(
        table.c.document_id == document_id, table.c.valid_to.is_(None)
    )
    return {_comparable(tuple(row)) for row in connection.execute(holds)}


def _plain(row: RecordRow) -> tuple[Any, ...]:
    return _comparable(astuple(replace(row, value=from_json(row.value))))


def _comparable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with JSON in one form: a database may keep its keys in another order."""
    return tuple(_frozen(value) for value in row)


def _frozen(value: Any) -> Any:  # noqa: ANN401 # JSON is of any type
    if isinstance(value, dict):
        return tuple(sorted((name, _frozen(inner)) for name, inner in value.items()))
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
