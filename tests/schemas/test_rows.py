"""Rows of the flat tables hold what records say, in types that databases have."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from schemas import rows
from schemas.errors import InvalidRecord
from schemas.published import RunSummary, Withdrawn
from schemas.records import Extraction
from schemas.tables import OF_KIND, RUNS, SOURCES, WITHDRAWN, Table

Made = Callable[..., Extraction]


def named(table: Table, row: rows.Row) -> dict[str, Any]:
    return dict(zip(table.names, row, strict=True))


def first(made: Extraction) -> dict[str, Any]:
    record = made.records[0]
    return named(OF_KIND[record.kind], rows.of_record(made.document, record))


def test_a_row_has_its_proof(made: Made) -> None:
    extraction = made("Seen\nby the AU in\nmay", {"kind": "organization", "text": "AU"})
    row, where = first(extraction), extraction.records[0].provenance
    assert (row["record_id"], row["source"], row["quote"]) == (extraction.records[0].record_id, "a.txt", "AU")
    assert (row["start_char"], row["end_char"], row["line"], row["page"]) == (12, 14, 2, None)
    assert (row["prefix"], row["suffix"], row["rule"]) == (where.prefix, where.suffix, where.rule)
    assert (row["sentence_start"], row["sentence_end"]) == where.sentence


def test_words_of_enumerations_are_plain_text(made: Made) -> None:
    row = first(made("AU", {"kind": "organization", "text": "AU"}))
    assert row["type"] == "regional_organization"
    assert {type(row[name]) for name in ("type", "mention", "segment")} == {str}


@pytest.mark.parametrize(
    ("amount", "decimal"),
    [
        ("374", Decimal(374)),
        ("-0.25", Decimal("-0.25")),
        ("99999999999999999999999999999.123456789", Decimal("99999999999999999999999999999.123456789")),
        ("1/3", None),
        ("0.0000000001", None),
    ],
)
def test_an_amount_is_an_exact_decimal_or_none(made: Made, amount: str, decimal: Decimal | None) -> None:
    value = {"measure": "ratio", "amount": amount}
    row = first(made("some of them", {"kind": "figure", "text": "some", "value": value}))
    assert (row["amount"], row["amount_text"]) == (decimal, amount)
    assert row["low"] is row["low_text"] is row["breakdown_sum"] is row["breakdown_agrees"] is None


@pytest.mark.parametrize("amount", ["1" + 29 * "0", "-1" + 29 * "0", "4" + 30 * "0" + "/7"])
def test_an_amount_too_large_is_refused_by_record_and_source(made: Made, amount: str) -> None:
    made_of_it = made("very many grains", {"kind": "figure", "text": "very many", "value": {"amount": amount}})
    with pytest.raises(InvalidRecord, match=r"DECIMAL\(38,9\) holds 29") as error:
        first(made_of_it)
    assert f"record {made_of_it.records[0].record_id} of a.txt, 'very many' at 0" in str(error.value)


@pytest.mark.parametrize(
    ("edtf", "day", "expected"),
    [
        ("1999-06-10", "1999-06-10", date(1999, 6, 10)),
        ("0001-01-01", "0001-01-01", date(1, 1, 1)),
        ("0000-01-01", "0000-01-01", None),
        ("-0043-03-15", "-0043-03-15", None),
    ],
)
def test_a_day_before_year_1_is_left_to_the_edtf(made: Made, edtf: str, day: str, expected: date | None) -> None:
    value = {"edtf": edtf, "earliest": day, "latest": day, "precision": "day"}
    row = first(made("that day", {"kind": "date", "text": "that day", "value": value}))
    assert (row["edtf"], row["earliest"], row["latest"]) == (edtf, expected, expected)


def test_members_of_a_list_are_joined(made: Made) -> None:
    value = {"number": 1701, "paragraphs": ["2 (a)", "3"]}
    row = first(made("1701", {"kind": "resolution", "text": "1701", "value": value}))
    assert (row["paragraphs"], row["checks"]) == ("2 (a); 3", None)


def test_a_member_that_cannot_be_told_apart_is_refused(made: Made) -> None:
    value = {"number": 1701, "paragraphs": ["2; 3"]}
    with pytest.raises(InvalidRecord, match=r"record \w+ of a\.txt.*cannot be joined by '; '"):
        first(made("1701", {"kind": "resolution", "text": "1701", "value": value}))


def test_a_document_is_a_row_of_sources(made: Made) -> None:
    document = made("text").document.model_copy(update={"date": "2004-05-03", "title": "Talks"})
    row = named(SOURCES, rows.row(SOURCES, document))
    assert (row["source"], row["date"], row["title"], row["chars"]) == ("a.txt", date(2004, 5, 3), "Talks", 4)
    assert (row["status"], row["error"]) == ("extracted", None)


def test_moments_are_in_utc() -> None:
    begun = datetime(2020, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    run = RunSummary.model_construct(**{**dict.fromkeys(RunSummary.model_fields), "run": 7, "started": begun})
    assert named(RUNS, rows.row(RUNS, run))["started"].isoformat() == "2020-01-01T00:00:00+00:00"


def test_a_withdrawal_is_a_row() -> None:
    when = datetime(2020, 1, 1, tzinfo=UTC)
    gone = Withdrawn(record_id="0" * 16, kind="date", source="a.txt", quote="1999", withdrawn=when, why="rejected")
    assert rows.row(WITHDRAWN, gone) == ("0" * 16, "date", "a.txt", "1999", when, "rejected")
