"""What is published is compared with what stands: each cell that somebody altered is found, and told with its cure."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pyarrow import parquet

from flows.auditing.expected import said
from flows.checking import Fault
from flows.publish.destinations import Destination
from flows.publish.merging import FROM, TO, published_tables
from flows.publish.publishing import Published
from flows.stores import inbox, loading, runs
from flows.stores.database import Database
from flows.stores.deciding import Said, decide
from flows.stores.policy import Policy
from flows.stores.runs import About, Begun, End, RunState
from schemas.decisions import Verdict
from schemas.errors import PublishBusy
from schemas.tables import Column, Table, Type
from tests.flows.publish.places import parquet_file, query, write

Publish = Callable[..., Published]
Put = Callable[..., None]
Find = Callable[[str], list[Fault]]

TEXT = "In 1999 the African Union sent 40 observers, by resolution 1701 and S/2006/560. It cost 7.25 million in 2008."
FOUND: list[dict[str, Any]] = [
    {"kind": "date", "text": "1999"},
    {"kind": "organization", "text": "African Union"},
    {"kind": "figure", "text": "40", "value": {"amount": "40", "item": "observers"}},
    {"kind": "figure", "text": "7.25 million", "value": {"measure": "money", "amount": "7250000", "unit": "USD"}},
    {"kind": "resolution", "text": "resolution 1701"},
    {"kind": "document", "text": "S/2006/560"},
]

CHANCE = 20110503
ROUNDS, AT_ONCE = 5, 12
"""240 cells in four places, of twelve rows at a time."""

WITHOUT_WITNESS = {"withdrawn", FROM.name, TO.name}
"""Moments of a publish, of which nothing else tells."""

LITERALS: dict[Type, Any] = {
    Type.TEXT: "x",
    Type.LIST: "x",
    Type.INTEGER: 7,
    Type.BOOLEAN: True,
    Type.DECIMAL: 7,
    Type.DATE: date(2001, 2, 3),
    Type.INSTANT: datetime(2001, 2, 3, tzinfo=UTC),
}
"""What is written where there was nothing."""

STEPS: dict[type, Any] = {
    datetime: timedelta(microseconds=1),
    date: timedelta(days=1),
    Decimal: Decimal("0.000000001"),
}
"""What is added to a cell; to numbers a thousand, which no other row has for a key."""


@pytest.fixture
def past(put: Put, publish: Publish, database: Database, place: Callable[[str], str]) -> Callable[..., str]:
    """Fills a destination by two publishes, between which a source went, another moved, and a person spoke."""

    def fill(engine: str, **manner: Any) -> str:
        destination = place(engine)
        put(TEXT, *FOUND)
        put(TEXT, *FOUND, source="b.txt")
        put(TEXT, *FOUND, source="sub/c.txt")
        publish(destination, **manner)
        put(f"Some years ago.\n\n{TEXT}", *FOUND)
        put(TEXT, *FOUND[:2], source="b.txt")
        with database.reading() as connection:
            change, *_ = inbox.list_changes(connection, 2, limit=None)
        decide(database, change.id, Said("Ada", Verdict.REJECT), seen=0, policy=Policy())
        with database.writing() as connection:
            run = runs.begin(connection, About("1", "rules", {}))
        loading.close(database, ["sub/c.txt"], run)
        with database.writing() as connection:
            runs.finish(connection, run, End(RunState.DONE, {"documents": 2, "records": {"date": 2}}))
        publish(destination, **manner)
        return destination

    return fill


class Place(NamedTuple):
    """A cell of a published table."""

    table: Table
    column: Column
    key: dict[str, Any]
    cell: Any

    def writing(self, cell: Any, **key: Any) -> tuple[str, tuple[Any, ...]]:
        """What writes a cell, where the key is as it was or as given."""
        where = {**self.key, **key}
        conditions = " AND ".join(f'"{name}" = ?' for name in where)
        sql = f'UPDATE "{self.table.name}" SET "{self.column.name}" = ? WHERE {conditions}'  # noqa: S608 # our names
        return sql, (cell, *where.values())

    def is_told(self, cell: Any, told: Sequence[str]) -> bool:
        """Whether a finding names the row and the column, now that the cell says something else."""
        now = {**self.key, **({self.column.name: cell} if self.column.name in self.key else {})}
        row = " ".join((self.table.name, *(said(cell) for name, cell in now.items() if name != FROM.name)))
        columns = (
            (f"{self.column.name} is ",) if now == self.key else ("expected no such row", "expected a row", "why is")
        )
        return any(what.removeprefix(f"{row}: ").startswith(columns) for what in told if what.startswith(f"{row}: "))


def rows_of(destination: str, *, history: bool) -> list[list[Place]]:
    """The cells of every row that something bears witness to."""
    found = []
    for table in published_tables(history=history):
        names = ", ".join(f'"{name}"' for name in table.names)
        for row in sorted(query(destination, f"SELECT {names} FROM {table.name}"), key=repr):  # noqa: S608 # our names
            cells = dict(zip(table.names, row, strict=True))
            key = {name: cells[name] for name in table.key}
            found.append([Place(table, c, key, cells[c.name]) for c in table.columns if c.name not in WITHOUT_WITNESS])
    return found


@contextmanager
def altered(destination: str, cells: Sequence[tuple[Place, Any]]) -> Iterator[None]:
    """The cells say something else for a while."""
    write(destination, *(at.writing(cell) for at, cell in cells))
    yield
    moved = ({at.column.name: cell} if at.column.name in at.key else {} for at, cell in cells)
    write(destination, *(at.writing(at.cell, **key) for (at, _), key in zip(cells, moved, strict=True)))


def another(choice: random.Random, column: Column, cell: Any) -> Any:
    """Something else than a cell says, of its type."""
    if cell is None:
        literal = LITERALS[column.type]
        return literal.isoformat() if isinstance(literal, date) else literal
    if column.nullable and choice.random() < 0.25:
        return None
    if isinstance(cell, str):
        at = choice.randrange(len(cell)) if cell else 0
        return f"{cell[:at]}{'y' if cell[at : at + 1] == 'x' else 'x'}{cell[at + 1 :]}"
    return not cell if isinstance(cell, bool) else cell + STEPS.get(type(cell), 1000)


@pytest.mark.parametrize(
    ("engine", "history"),
    [("sqlite", False), ("duckdb", False), ("postgresql", False), ("postgresql", True)],
    ids=["sqlite", "duckdb", "postgresql", "history"],
)
def test_each_altered_cell_is_found(past: Callable[..., str], find: Find, engine: str, history: bool) -> None:
    destination = past(engine, history=history)
    assert find(destination) == []
    choice = random.Random(CHANCE)  # noqa: S311 # the same cells each time
    missed = []
    for _ in range(ROUNDS):
        rows = choice.sample(rows_of(destination, history=history), AT_ONCE)
        cells = [(at, another(choice, at.column, at.cell)) for at in map(choice.choice, rows)]
        with altered(destination, cells):
            told = [fault.what for fault in find(destination)]
        missed += [(at, cell, told) for at, cell in cells if not at.is_told(cell, told)]
    assert missed == []
    assert find(destination) == []


@pytest.mark.parametrize("engine", ["sqlite", "duckdb", "postgresql"])
def test_publishing_again_mends_what_was_altered(
    past: Callable[..., str], publish: Publish, find: Find, engine: str
) -> None:
    destination = past(engine)
    write(
        destination,
        ("UPDATE figures SET item = 'tanks' WHERE item = 'observers' AND source = 'a.txt'", ()),
        ("DELETE FROM dates WHERE source = 'b.txt'", ()),
        ("UPDATE sources SET source = 'z.txt' WHERE source = 'a.txt'", ()),
    )
    shown = str(Destination.parse(destination))
    command = f"`recital publish {shown}`"
    assert {(fault.where, re.sub(r"'[0-9a-f]{16}'", "ID", fault.what)) for fault in find(destination)} == {
        (shown, f"figures ID: item is 'tanks', expected 'observers'; {command} mends it"),
        (shown, f"dates ID: the row is missing; {command} adds it"),
        (shown, f"sources 'z.txt': expected no such row; {command} takes it away"),
        (shown, f"sources 'a.txt': the row is missing; {command} adds it"),
    }
    publish(destination)
    assert find(destination) == []


@pytest.mark.parametrize("engine", ["sqlite", "duckdb", "postgresql"])
def test_publishing_again_takes_away_a_row_whose_id_is_none(
    past: Callable[..., str], publish: Publish, find: Find, engine: str
) -> None:
    destination = past(engine)
    before = query(destination, "SELECT count(*) FROM withdrawn")
    write(destination, ("UPDATE dates SET record_id = 'zzz' WHERE source = 'b.txt'", ()))
    assert any("expected no such row" in fault.what for fault in find(destination))
    publish(destination)
    assert find(destination) == []
    assert query(destination, "SELECT count(*) FROM withdrawn") == before


def test_what_is_there_twice_or_more_is_found(past: Callable[..., str], find: Find) -> None:
    destination = past("duckdb")  # which has no keys
    write(destination, ("INSERT INTO dates SELECT * FROM dates WHERE source = 'a.txt'", ()))
    (fault,) = find(destination)
    assert fault.what.endswith(
        f": it stands there twice; drop the table, and `recital publish {destination}` makes it anew"
    )


@pytest.mark.parametrize("column", ["started", "run"])
def test_a_run_of_another_store_is_told_with_what_takes_it_over(
    past: Callable[..., str], publish: Publish, find: Find, column: str
) -> None:
    destination = past("sqlite")
    altered = {"started": "UPDATE runs SET started = '2001-01-01 00:00:00.000000' WHERE run = 1",
               "run": "UPDATE runs SET run = 99 WHERE run = 1"}[column]  # fmt: skip
    write(destination, (altered, ()))
    assert any(f"`recital publish {destination} --take-over`" in fault.what for fault in find(destination))
    publish(destination, take_over=True)
    assert find(destination) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TABLE dates", "dates: the table is missing; `recital publish {}` makes it"),
        ("ALTER TABLE dates DROP COLUMN page", "dates.page is missing; `recital publish {}` adds it"),
        (
            "ALTER TABLE dates ADD COLUMN note TEXT",
            "dates.note is not expected; drop the table, and `recital publish {}` makes it anew",
        ),
    ],
    ids=["table", "column", "another"],
)
def test_tables_and_columns_are_those_that_a_publish_makes(
    past: Callable[..., str], publish: Publish, find: Find, statement: str, told: str
) -> None:
    destination = past("sqlite")
    write(destination, (statement, ()))
    assert [fault.what for fault in find(destination)] == [told.format(destination)]
    if "drop the table" in told:
        write(destination, ("DROP TABLE dates", ()))
    publish(destination)
    assert find(destination) == []


def test_rows_of_parquet_files_are_compared(past: Callable[..., str], find: Find) -> None:
    import pyarrow as pa

    destination = past("parquet")
    assert find(destination) == []
    file = parquet_file(destination, "figures")
    table = parquet.read_table(file)
    names = table.schema.names
    items = pa.array(["tanks"] * len(table))
    parquet.write_table(table.set_column(names.index("item"), table.schema.field("item"), items), file)
    assert {re.sub("'[0-9a-f]+'", "ID", fault.what.partition(";")[0]) for fault in find(destination)} == {
        "figures ID: item is 'tanks', expected 'observers'",
        "figures ID: item is 'tanks', expected null",
    }


@pytest.mark.parametrize("engine", ["sqlite", "duckdb", "parquet", "postgresql"])
def test_a_place_without_tables_is_one_thing_that_differs(
    put: Put, place: Callable[[str], str], find: Find, tmp_path: Path, engine: str
) -> None:
    put(TEXT, *FOUND)
    destination = place(engine)
    (fault,) = find(destination)
    assert fault.what == f"nothing is published there; `recital publish {fault.where}` does it"
    assert not list(tmp_path.glob("facts*"))  # nothing was made by looking


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_a_file_that_is_none_of_its_kind_is_one_thing_that_differs(
    put: Put, place: Callable[[str], str], find: Find, engine: str
) -> None:
    put(TEXT, *FOUND)
    destination = place(engine)
    Destination.parse(destination).file.write_bytes(b"no database at all, but long enough to be one" * 100)
    (fault,) = find(destination)
    assert fault.where == destination
    assert fault.what.startswith("what is published cannot be compared: ")


def test_a_server_that_does_not_answer_is_no_finding(put: Put, find: Find) -> None:
    put(TEXT, *FOUND)
    with pytest.raises(PublishBusy):
        find("postgresql://me@127.0.0.1:1/facts")


def test_what_cannot_be_told_is_named_and_its_rows_are_left(
    past: Callable[..., str], find: Find, tmp_path: Path
) -> None:
    destination = past("sqlite")
    (tmp_path / "raw/b.txt").unlink()  # of which a record was put back
    (fault,) = find(destination)
    assert fault.what == (
        "what must be published of b.txt cannot be told: the source cannot be read: No such file or directory"
    )


def test_a_run_that_publishes_by_itself_is_published_as_it_was_then(
    past: Callable[..., str], database: Database, find: Find
) -> None:
    destination = past("sqlite")
    with database.writing() as connection:
        runs.finish(connection, Begun(1, "rules 1"), End(RunState.DONE, {"documents": 1, "records": {"date": 1}}))
    write(destination, ("UPDATE runs SET state = 'running' WHERE run = 1", ()))
    assert find(destination) == []
    write(destination, ("UPDATE runs SET documents = 7 WHERE run = 1", ()))
    assert [fault.what.partition(";")[0] for fault in find(destination)] == ["runs 1: documents is 7, expected null"]


def test_rows_that_history_closed_must_have_stood(past: Callable[..., str], find: Find) -> None:
    destination = past("sqlite", history=True)
    assert find(destination) == []
    write(destination, ("UPDATE dates SET valid_to = '2001-01-01 00:00:00.000000' WHERE source = 'sub/c.txt'", ()))
    (fault,) = find(destination)
    assert "expected a later moment; no publish mends that" in fault.what
    write(destination, ("UPDATE dates SET record_id = 'nobody', valid_to = '2999' WHERE source = 'sub/c.txt'", ()))
    (fault,) = find(destination)
    assert fault.what.startswith("dates 'nobody': expected a row that once stood; the store never had it")
