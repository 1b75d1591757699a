"""What goes through dlt, into its DuckDB and its filesystem destination."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.checking import Fault
from flows.publish import publishing
from flows.publish.publishing import Counts, Published
from flows.stores import loading, runs
from flows.stores.database import Database
from flows.stores.runs import About
from schemas.errors import PublishError

pytestmark = pytest.mark.filterwarnings("ignore")
"""dlt warns of itself."""

Publish = Callable[..., Published]
Put = Callable[..., None]

TEXT = "In 1999 it cost 0.1 in all."
YEAR = {"kind": "date", "text": "1999"}
COST = {"kind": "figure", "text": "0.1", "value": {"amount": "0.1"}}


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file behind dlt's DuckDB destination; credentials stand where dlt looks for them."""
    file = tmp_path / "warehouse.duckdb"
    monkeypatch.setenv("DESTINATION__DUCKDB__CREDENTIALS", str(file))
    return file


def ask(file: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(file, read_only=True) as opened:
        return opened.execute(sql).fetchall()


def test_tables_come_with_their_types(put: Put, publish: Publish, warehouse: Path) -> None:
    put(TEXT, YEAR, COST)
    assert publish("dlt:duckdb/facts").total == Counts(2, 0, 0)
    found = ask(warehouse, "SELECT typeof(amount), amount::text, typeof(amount_text) FROM facts.figures")
    assert found == [("DECIMAL(38,9)", "0.100000000", "VARCHAR")]
    assert ask(warehouse, "SELECT typeof(earliest), earliest::text FROM facts.dates") == [("DATE", "1999-01-01")]


def test_publishing_again_loads_nothing(put: Put, publish: Publish, warehouse: Path) -> None:
    put(TEXT, YEAR)
    publish("dlt:duckdb/facts")
    loads = ask(warehouse, "SELECT count(*) FROM facts._dlt_loads")
    assert set(publish("dlt:duckdb/facts").tables.values()) == {Counts(0, 0, 0)}
    assert ask(warehouse, "SELECT count(*) FROM facts._dlt_loads") == loads


def test_what_is_withdrawn_leaves_and_is_announced(
    put: Put, publish: Publish, database: Database, warehouse: Path
) -> None:
    put(TEXT, YEAR)
    put(TEXT, YEAR, source="b.txt")
    publish("dlt:duckdb/facts")
    with database.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    loading.close(database, ["a.txt"], run)
    assert publish("dlt:duckdb/facts").tables["dates"] == Counts(0, 0, 1)
    assert ask(warehouse, "SELECT source FROM facts.dates") == [("b.txt",)]
    assert ask(warehouse, "SELECT source, why FROM facts.withdrawn") == [("a.txt", "its source was removed")]
    assert set(publish("dlt:duckdb/facts").tables.values()) == {Counts(0, 0, 0)}


def test_another_schema_is_refused(put: Put, publish: Publish, warehouse: Path) -> None:
    put(TEXT, YEAR)
    publish("dlt:duckdb/facts", history=True)
    with pytest.raises(PublishError, match=r"dates\.valid_from is not expected"):
        publish("dlt:duckdb/facts")


def test_files_are_a_destination_too(
    put: Put, publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESTINATION__FILESYSTEM__BUCKET_URL", (tmp_path / "lake").as_uri())
    put(TEXT, YEAR)
    publish("dlt:filesystem/facts")
    put(TEXT, YEAR, source="b.txt")
    assert publish("dlt:filesystem/facts").tables["dates"] == Counts(1, 0, 0)
    with duckdb.connect() as memory:
        files = memory.read_parquet(f"{tmp_path}/lake/facts/dates/*.parquet")
        assert sorted(files.project("source").fetchall()) == [("a.txt",), ("b.txt",)]


def test_credentials_that_are_missing_are_named_and_not_shown(
    put: Put, publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESTINATION__SQLALCHEMY__CREDENTIALS", "postgresql://me:hunter2@127.0.0.1:1/none")
    put(TEXT, YEAR)
    with pytest.raises(PublishError) as told:
        publish("dlt:sqlalchemy/facts")
    assert "hunter2" not in str(told.value)


def test_nothing_is_reported_to_anybody(put: Put, publish: Publish, warehouse: Path) -> None:
    import dlt

    put(TEXT, YEAR)
    publish("dlt:duckdb/facts")
    assert dlt.config["runtime.dlthub_telemetry"] is False


def test_a_package_that_is_missing_is_named(put: Put, publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.publish import targets

    put(TEXT, YEAR)
    monkeypatch.setattr(targets, "find_spec", lambda name: None if name == "dlt" else object())
    with pytest.raises(publishing.UsageError, match=r"dlt is not installed; expected `pip install '\.\[warehouse\]'`"):
        publish("dlt:duckdb/facts")


def test_what_stands_in_a_warehouse_is_compared(
    put: Put, publish: Publish, find: Callable[[str], list[Fault]], warehouse: Path
) -> None:
    put(TEXT, YEAR, COST)
    publish("dlt:duckdb/facts")
    assert find("dlt:duckdb/facts") == []
    with duckdb.connect(warehouse) as opened:
        opened.execute("UPDATE facts.figures SET amount = 0.2")
    (fault,) = find("dlt:duckdb/facts")
    assert fault.what.endswith(": amount is 0.2, expected 0.1; `recital publish dlt:duckdb/facts` mends it")
