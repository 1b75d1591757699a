"""CSV and Parquet hold the flat tables: DuckDB and pyarrow read back what the records say."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest

from flows.cli import main
from flows.exports.facts import Facts
from flows.exports.flat import write_csv
from schemas import rows
from schemas.records import KINDS, Extraction
from schemas.tables import NAMES, OF_KIND, SOURCES, Table, Type

from .conftest import Folders

TABLES = (*OF_KIND.values(), SOURCES)
SQL_TYPES = {
    Type.TEXT: "VARCHAR",
    Type.LIST: "VARCHAR",
    Type.INTEGER: "BIGINT",
    Type.BOOLEAN: "BOOLEAN",
    Type.DECIMAL: "DECIMAL(38,9)",
    Type.DATE: "DATE",
}


def expected(folders: Folders, table: Table) -> list[rows.Row]:
    """The rows of a table, made from the records."""
    if table is SOURCES:
        return [rows.row(SOURCES, document) for document, _ in folders.facts]
    return [
        rows.of_record(document, record)
        for document, records in folders.facts
        for record in records
        if OF_KIND[record.kind] is table
    ]


def without_guards(cell: object) -> object:
    """What an apostrophe guards, and nothing for an empty text: CSV cannot tell it from null."""
    if isinstance(cell, str):
        return cell.removeprefix("'") or None
    return cell


def asked(query: str) -> list[tuple[Any, ...]]:
    """What DuckDB answers."""
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def described(query: str) -> list[tuple[str, str]]:
    """The columns that DuckDB finds, with their types."""
    return [(name, kind) for name, kind, *_ in asked(f"DESCRIBE {query}")]


def columns(table: Table) -> list[tuple[str, str]]:
    return [(column.name, SQL_TYPES[column.type]) for column in table.columns]


@pytest.fixture
def exported(folders: Folders, tmp_path: Path) -> Any:
    """A folder of tables in a format."""

    def export(form: str, *more: str) -> Path:
        folder = tmp_path / "out"
        assert main(["export", "--format", form, "--to", str(folder), *folders.flags, *more]) == 0
        return folder

    return export


def test_the_examples_fill_every_table(folders: Folders) -> None:
    assert all(expected(folders, table) for table in TABLES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_reads_parquet_as_it_was_written(exported: Any, folders: Folders, table: Table) -> None:
    query = f"FROM '{exported('parquet')}/{table.name}.parquet'"
    assert described(query) == columns(table)
    assert asked(query) == expected(folders, table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_pyarrow_reads_parquet_as_it_was_written(exported: Any, folders: Folders, table: Table) -> None:
    read = pyarrow.parquet.read_table(f"{exported('parquet')}/{table.name}.parquet")
    assert [tuple(row[name] for name in table.names) for row in read.to_pylist()] == expected(folders, table)
    for column, field in zip(table.columns, read.schema, strict=True):
        assert field.nullable == column.nullable
        assert field.metadata[b"says"].decode() == column.says
        assert field.metadata.get(b"unit", b"").decode() == (column.unit or "")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_reads_csv_with_its_types(exported: Any, folders: Folders, table: Table) -> None:
    read = f"FROM read_csv('{exported('csv')}/{table.name}.csv', header = true, columns = {dict(columns(table))})"
    found = [tuple(without_guards(cell) for cell in row) for row in asked(read)]
    assert found == [tuple(without_guards(cell) for cell in row) for row in expected(folders, table)]


def test_amounts_and_days_are_what_the_texts_say(exported: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(exported("parquet"))
    figures = asked("SELECT quote, amount, amount_text FROM 'figures.parquet'")
    assert ("$2.1 billion", Decimal("2100000000.000000000"), "2100000000") in figures
    assert ("A third", None, "1/3") in figures
    dates = asked("SELECT edtf, earliest, latest FROM 'dates.parquet'")
    assert ("2011-10/2015-08", date(2011, 10, 1), date(2015, 8, 31)) in dates
    assert ("-0043", None, None) in dates


def test_tables_join_on_source_and_record_id(exported: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(exported("parquet"))
    parts = asked(
        "SELECT whole.amount, sum(part.amount) FROM 'figures.parquet' AS whole "
        "JOIN 'figures.parquet' AS part ON part.part_of = whole.record_id GROUP BY ALL"
    )
    assert parts == [(374, 374)]
    failed = asked("SELECT source, error FROM 'sources.parquet' WHERE status = 'failed'")
    assert failed == [("broken.txt", "it is empty")]


def test_a_group_of_rows_is_written_when_it_is_full(
    exported: Any, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.exports import parquet

    monkeypatch.setattr(parquet, "_ROWS", 2)
    path = exported("parquet") / "dates.parquet"
    assert pyarrow.parquet.ParquetFile(path).num_row_groups == 2
    assert asked(f"FROM '{path}'") == expected(folders, OF_KIND["date"])


def test_a_table_without_rows_has_its_columns(exported: Any) -> None:
    query = f"FROM '{exported('parquet', '--source', 'broken.txt')}/figures.parquet'"
    assert described(query) == columns(OF_KIND["figure"])
    assert asked(query) == []


def test_kinds_that_were_not_asked_for_have_no_file(exported: Any) -> None:
    folder = exported("csv", "--kind", "date", "--kind", "figure")
    assert sorted(path.name for path in folder.glob("[a-z]*")) == ["dates.csv", "figures.csv", "sources.csv"]


def test_a_quote_that_looks_like_a_formula_is_guarded_and_numbers_are_not(exported: Any) -> None:
    with (exported("csv") / "figures.csv").open(encoding="utf-8", newline="") as file:
        (cold,) = (row for row in csv.DictReader(file) if row["measure"] == "temperature")
    assert (cold["quote"], cold["amount"], cold["amount_text"]) == ("'-5 °C", "-5", "-5")


@pytest.mark.parametrize("around", ["\r", "\n", "\r\n", '"', ",", "\x85"])
def test_a_cell_is_one_whatever_stands_around_a_quote(
    made: Callable[..., Extraction], tmp_path: Path, around: str
) -> None:
    extraction = made(f"x{around}in 1999{around}x", {"kind": "date", "text": "1999"})
    with (tmp_path / "one.csv").open("wb") as file:
        write_csv([Facts(extraction.document, extraction.records)], OF_KIND["date"], file)
    (prefix, suffix), *more = asked(f"SELECT prefix, suffix FROM '{tmp_path}/one.csv'")  # noqa: S608
    assert (prefix, suffix, more) == (f"x{around}in ", f"{around}x" if around in '",\x85' else f"'{around}x", [])


@pytest.mark.parametrize(("flags", "start"), [([], b"record_id,"), (["--bom"], b"\xef\xbb\xbfrecord_id,")])
def test_a_byte_order_mark_stands_where_it_was_asked_for(exported: Any, flags: list[str], start: bytes) -> None:
    assert (exported("csv", *flags) / "dates.csv").read_bytes().startswith(start)


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_is_one_file_of_csv(
    folders: Folders, kind: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    arguments = ["export", "--format", "csv", "--kind", kind, *folders.flags]
    assert main(arguments) == 0
    printed = capfdbinary.readouterr().out
    assert printed.startswith(",".join(OF_KIND[kind].names).encode())
    assert main([*arguments, "--to", str(tmp_path / "one.csv")]) == 0
    assert (tmp_path / "one.csv").read_bytes() == printed
    assert main([*arguments, "--to", str(tmp_path / "some")]) == 0
    assert (tmp_path / "some" / f"{NAMES[kind]}.csv").read_bytes() == printed


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_amount_too_large_stops_the_export_and_leaves_nothing(
    folders: Folders, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folders.output / "a.txt.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"2100000000"', f'"1{29 * "0"}"'), encoding="utf-8")
    assert main(["export", "--format", form, "--to", str(tmp_path / "out"), *folders.flags]) == 3
    told = capsys.readouterr().err
    assert "of a.txt, '$2.1 billion' at " in told
    assert "DECIMAL(38,9) holds 29" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output", "raw"]
