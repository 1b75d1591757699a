import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from flows.stores import among, entries, files, runs, views
from flows.stores.agreement import disagreements
from flows.stores.database import Database
from flows.stores.loading import Item, close, load
from flows.stores.runs import About, Begun
from flows.stores.tables import VersionStatus, changes, documents, records, segments, versions
from schemas.documents import Document, Status
from schemas.errors import StoreError
from schemas.records import Extraction, renamed

Made = Callable[..., Extraction]
TEXT = "In 1999 they left.\n\nThey came back in 2008 with 40 observers."
DATES = ({"kind": "date", "text": "1999"}, {"kind": "date", "text": "2008"})
FIGURE = {"kind": "figure", "text": "40", "value": {"amount": "40", "item": "observers"}}


@pytest.fixture
def run(database: Database) -> Begun:
    with database.writing() as connection:
        return runs.begin(connection, About("1", "rules 1", {}))


@pytest.fixture
def put(tmp_path: Path, database: Database, run: Begun) -> Callable[..., None]:
    """Writes extractions and loads them: `put(extraction, …, sha="1", rules="rules 2")`."""

    def put_all(*extractions: Extraction, sha: str = "0", rules: str = "rules 1", origin: str | None = None) -> None:
        for extraction in extractions:
            files.write(tmp_path, of_version(extraction, sha))
        items = [Item(extraction.document.source, 5, origin) for extraction in extractions]
        load(database, tmp_path, items, Begun(run.id, rules))

    return put_all


def of_version(extraction: Extraction, sha: str) -> Extraction:
    plain = extraction.model_dump_json().replace("0" * 64, sha * 64)
    return Extraction.model_validate_json(plain)


def rows(database: Database, table: Table, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
    wanted = select(*(table.c[column] for column in columns)).filter_by(**where).order_by(*table.primary_key)
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted)]


def quotes(database: Database) -> set[str]:
    return {quote for (quote,) in rows(database, records, "quote", valid_to=None)}


def test_what_was_put_in_is_in_the_store(
    database: Database, put: Callable[..., None], made: Made, tmp_path: Path
) -> None:
    put(made(TEXT, *DATES, FIGURE), renamed(made(TEXT, FIGURE), "2024/b.txt"))
    assert list(disagreements(database, tmp_path)) == []
    assert rows(database, documents, "source", "current") == [("a.txt", 1), ("2024/b.txt", 1)]
    assert rows(database, versions, "number", "cause", "status", "chars", "counts", "mtime_ns") == [
        (1, "new", "extracted", len(TEXT), {"date": 2, "figure": 1}, 5),
        (1, "new", "extracted", len(TEXT), {"figure": 1}, 5),
    ]
    assert rows(database, changes, "what") == []


def test_loading_again_changes_nothing(database: Database, put: Callable[..., None], made: Made) -> None:
    def everything() -> list[list[tuple[Any, ...]]]:
        return [rows(database, table, *table.c.keys()) for table in (documents, versions, segments, records, changes)]

    put(made(TEXT, *DATES))
    first = everything()
    put(made(TEXT, *DATES))
    assert everything() == first


def test_another_text_closes_what_is_gone_and_leaves_the_rest_open(
    database: Database, put: Callable[..., None], made: Made
) -> None:
    put(made(TEXT, *DATES))
    put(made(TEXT.replace("2008", "2009"), DATES[0], {"kind": "date", "text": "2009"}), sha="1")
    found = {
        quote: rest for quote, *rest in rows(database, records, "quote", "valid_from", "valid_to", "closed_because")
    }
    # The surroundings of the first quote changed with the text, its identity did not: the new row follows the old.
    assert found["2008"] == [1, 2, "text"]
    assert found["2009"] == [2, None, None]
    assert quotes(database) == {"1999", "2009"}
    assert rows(database, versions, "number", "cause") == [(1, "new"), (2, "text")]


def test_a_record_in_an_unchanged_place_keeps_its_row(database: Database, put: Callable[..., None], made: Made) -> None:
    before = "In 1999 they left. " + "They stayed away for long, and sent word. " * 3
    put(made(before + "Back in 2008.", *DATES))
    put(made(before + "Back in 2009.", DATES[0], {"kind": "date", "text": "2009"}), sha="1")
    assert rows(database, records, "valid_from", "valid_to", quote="1999") == [(1, None)]
    assert rows(database, records, "valid_from", "valid_to", quote="2008") == [(1, 2)]


@pytest.mark.parametrize(
    ("version", "cause"),
    [
        ({"sha": "1"}, "text"),
        ({"rules": "rules 2"}, "rules"),
        ({"sha": "1", "rules": "rules 2"}, "both"),
        ({}, "retry"),
    ],
)
def test_a_change_carries_its_cause(
    database: Database, put: Callable[..., None], made: Made, version: dict[str, str], cause: str
) -> None:
    put(made(TEXT, *DATES))
    put(made(TEXT, DATES[0], FIGURE), **version)
    assert rows(database, changes, "what", "cause", "kind", "rule_before", "rule_after") == [
        ("removed", cause, "date", "dates.by-hand", None),
        ("added", cause, "figure", None, "figures.by-hand"),
    ]
    assert rows(database, records, "closed_because", quote="2008") == [(cause,)]


def test_the_same_quote_in_the_same_place_with_another_value_is_changed(
    database: Database, put: Callable[..., None], made: Made
) -> None:
    put(made(TEXT, FIGURE))
    put(made(TEXT, {**FIGURE, "value": {"amount": "40", "item": "military observers"}}), rules="rules 2")
    ((what, before, after),) = rows(database, changes, "what", "record_before", "record_after")
    assert what == "changed"
    assert before != after


def test_a_document_that_fails_keeps_its_records_as_history(
    database: Database, put: Callable[..., None], made: Made, tmp_path: Path
) -> None:
    put(made(TEXT, *DATES))
    failed = Document(source="a.txt", sha256="1" * 64, status=Status.FAILED, error="it is empty")
    put(Extraction(document=failed, segments=(), records=()), sha="1")
    assert quotes(database) == set()
    assert rows(database, records, "valid_to", "closed_because") == [(2, "text")] * 2
    assert rows(database, versions, "status", "error", number=2) == [("failed", "it is empty")]
    put(made(TEXT, *DATES))
    assert quotes(database) == {"1999", "2008"}
    assert list(disagreements(database, tmp_path)) == []


def test_a_removed_source_is_closed_with_its_records(
    database: Database, put: Callable[..., None], run: Begun, made: Made
) -> None:
    put(made(TEXT, *DATES))
    for _ in range(2):
        close(database, ["a.txt", "never.txt"], run)
        assert rows(database, versions, "number", "status", "cause") == [
            (1, "extracted", "new"),
            (2, "removed", "removed"),
        ]
    assert rows(database, records, "valid_to", "closed_because") == [(2, "removed")] * 2
    assert rows(database, segments, "valid_to") == [(2,)]


def test_a_source_that_comes_back_is_new_again(
    database: Database, put: Callable[..., None], run: Begun, made: Made
) -> None:
    put(made(TEXT, *DATES))
    close(database, ["a.txt"], run)
    put(made(TEXT, *DATES))
    assert rows(database, versions, "number", "cause") == [(1, "new"), (2, "removed"), (3, "new")]
    assert rows(database, records, "valid_from", valid_to=None) == [(3,)] * 2
    assert rows(database, changes, "what") == []


def test_a_renamed_source_is_recorded_as_renamed(database: Database, put: Callable[..., None], made: Made) -> None:
    put(made(TEXT, *DATES))
    put(renamed(made(TEXT, *DATES), "b.txt"), origin="a.txt")
    ((first, _), (_, origin)) = rows(database, documents, "id", "renamed_from")
    assert origin == first
    with database.reading() as connection:
        assert entries.read_all(connection)["a.txt"].status is VersionStatus.RENAMED
    assert set(rows(database, records, "valid_to", "closed_because")) == {(2, "renamed"), (None, None)}
    assert rows(database, changes, "what") == []


def test_a_shard_is_loaded_whole_or_not_at_all(
    database: Database, put: Callable[..., None], made: Made, tmp_path: Path, run: Begun
) -> None:
    files.write(tmp_path, made(TEXT, *DATES))
    with pytest.raises(FileNotFoundError):
        load(database, tmp_path, [Item("a.txt", None), Item("b.txt", None)], run)
    assert rows(database, documents, "source") == []


@pytest.mark.parametrize("table", ["segments", "records"])
def test_rows_that_the_database_refuses_are_told_as_its_error(
    database: Database, put: Callable[..., None], made: Made, table: str
) -> None:
    with database.writing() as connection:
        views.drop(connection)
        connection.exec_driver_sql(f"DROP TABLE {table}")
    with pytest.raises(StoreError, match=rf"^store .*{table}"):
        put(made(TEXT, *DATES))
    assert rows(database, documents, "source") == []


def test_more_names_than_a_query_may_hold_are_found(
    database: Database, put: Callable[..., None], made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(among, "_AT_ONCE", 2)
    put(*(renamed(made("In 1999."), f"{name}.txt") for name in "abcde"))
    with database.reading() as connection:
        assert len(entries.read_some(connection, [f"{name}.txt" for name in "abcdef"])) == 5


@pytest.mark.parametrize("text", ["\u202e1999\u202c 🙂 'it''s' \\N \\. \t\"x\"", "1999 % ; -- %s ? :name {} \x7f"])
def test_no_character_of_a_text_means_anything_to_a_database(
    database: Database, put: Callable[..., None], made: Made, tmp_path: Path, text: str
) -> None:
    put(made(text, {"kind": "date", "text": "1999"}, {"kind": "figure", "text": text[-3:], "value": {"item": text}}))
    assert list(disagreements(database, tmp_path)) == []
    assert quotes(database) == {"1999", text[-3:]}


def test_every_field_of_a_document_has_a_column() -> None:
    assert set(Document.model_fields) <= {*documents.c.keys(), *versions.c.keys()}


def test_every_field_of_a_record_and_a_segment_has_a_column(made: Made) -> None:
    plain = json.loads(made("In 1999.", DATES[0]).model_dump_json())
    (record,), (segment,) = plain["records"], plain["segments"]
    names = {"start": "start_char", "end": "end_char", "text": "quote"}
    in_version = {"source", "sha256"}
    nested = {"provenance", "sentence"}
    fields = {names.get(field, field) for field in {*record, *record["provenance"]} - in_version - nested}
    assert fields | {"sentence_start", "sentence_end"} <= set(records.c.keys())
    assert {names.get(field, field) for field in segment} <= set(segments.c.keys())
