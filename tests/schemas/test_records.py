from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.documents import DocumentText
from schemas.records import Extraction, Identities, Record

TEXT = "It was set up\non 10 June 1999 by vote."
SHA = "0" * 64


def record(**changes: Any) -> dict[str, Any]:
    where = {
        "source": "a.txt", "sha256": SHA, "start": 17, "end": 29, "line": 2, "page": None,
        "prefix": "It was set up\non ", "suffix": " by vote.", "sentence": [0, 38], "segment": "paragraph",
        "rule": "dates.day-month-year",
    }  # fmt: skip
    value = {"edtf": "1999-06-10", "earliest": "1999-06-10", "latest": "1999-06-10", "precision": "day"}
    whole = {"record_id": "0" * 16, "kind": "date", "text": "10 June 1999", "provenance": where, "value": value}
    for path, new in changes.items():
        target, _, key = path.rpartition("__")
        (whole[target] if target else whole)[key] = new  # type: ignore[index]
    return whole


def validate(*records: dict[str, Any], text: str | None = TEXT) -> Any:
    context = None if text is None else {"text": DocumentText(text)}
    return TypeAdapter(tuple[Record, ...]).validate_python(records, context=context)


def extraction(*records: dict[str, Any], **changes: Any) -> Extraction:
    document = {"source": "a.txt", "sha256": SHA, "chars": len(TEXT), "status": "extracted"}
    segments = [{"start": 0, "end": len(TEXT), "label": "paragraph", "rule": "segments.paragraph"}]
    whole = {"document": document, "segments": segments, "records": records, **changes}
    return Extraction.model_validate(whole, context={"text": DocumentText(TEXT)})


def test_record_that_fits_its_text_is_valid() -> None:
    assert validate(record())[0].value.edtf == "1999-06-10"


@pytest.mark.parametrize(
    "change",
    [
        {"text": "11 June 1999"},
        {"text": "10 June 19"},
        {"provenance__start": 16},
        {"provenance__prefix": "somewhere else on "},
        {"provenance__suffix": " by voice"},
        {"provenance__line": 1},
        {"provenance__sentence": [20, 38]},
        {"provenance__sentence": [0, 39]},
        {"provenance__segment": "social_post"},
        {"provenance__sha256": "abc"},
        {"provenance__rule": "no rule"},
        {"provenance__page": 0},
        {"record_id": "xyz"},
        {"kind": "figure"},
        {"kind": "rumour"},
        {"value__edtf": "1999-06-31"},
        {"value__latest": "1999-06-01"},
        {"value__latest": "2001-01-01"},
        {"value__latest": None},
        {"value__mood": "good"},
    ],
    ids=lambda change: "-".join(f"{key}={value}" for key, value in change.items()),
)
def test_record_that_does_not_fit_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        validate(record(**change))


def test_record_without_its_text_must_still_fill_its_span() -> None:
    assert validate(record(text="12 June 1999"), text=None)
    with pytest.raises(ValidationError, match="does not fill"):
        validate(record(text="12 June"), text=None)


def test_record_is_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        validate(record())[0].text = "11 June 1999"


def test_extraction_of_fitting_parts_is_valid() -> None:
    assert len(extraction(record()).records) == 1


@pytest.mark.parametrize(
    ("records", "changes", "message"),
    [
        ([record()], {"segments": []}, "segments end at 0"),
        ([record()], {"segments": [{"start": 1, "end": 38, "label": "paragraph", "rule": "x"}]}, "starts at 1"),
        ([record(), record()], {}, "stands twice"),
        ([record(provenance__source="b.txt")], {}, "from another document"),
        ([record(value__resolved_from="f" * 16)], {}, "points to a record that is not there"),
    ],
    ids=["hole", "late start", "same id", "other source", "dangling reference"],
)
def test_extraction_of_parts_that_do_not_fit_is_refused(
    records: list[dict[str, Any]], changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        extraction(*records, **changes)


def test_extraction_with_unsorted_records_is_refused() -> None:
    early = record(
        record_id="1" * 16, text="10 June", provenance__end=24, provenance__suffix=TEXT[24:56],
        value__edtf="XXXX-06-10", value__earliest=None, value__latest=None,
    )  # fmt: skip
    assert extraction(early, record())
    with pytest.raises(ValidationError, match="not sorted"):
        extraction(record(), early)


def test_ids_ignore_references_and_tell_equal_records_apart() -> None:
    value = {"edtf": "1999-06-08", "precision": "day"}
    identities = Identities("a.txt")
    first = identities.next("date", "8 June", value)
    assert first == Identities("a.txt").next("date", "8 June", value | {"resolved_from": "f" * 16})
    assert first != identities.next("date", "8 June", value)
    assert first != Identities("a.txt").next("date", "8 June", value | {"edtf": "2000-06-08"})
    assert first != Identities("b.txt").next("date", "8 June", value)


def test_ids_of_a_value_do_not_depend_on_whether_its_defaults_are_written() -> None:
    value = {"edtf": "1999-06-08", "precision": "day"}
    written = value | {"approximate": False, "checks": [], "relation": None}
    assert Identities("a.txt").next("date", "8 June", value) == Identities("a.txt").next("date", "8 June", written)


def test_extraction_with_parts_that_do_not_add_up_is_refused() -> None:
    part = record(
        record_id="1" * 16, kind="figure", text="10", provenance__end=19, provenance__suffix=TEXT[19:51],
        value={"measure": "count", "amount": "10"},
    )  # fmt: skip
    breakdown = {"parts": ["1" * 16], "sum": "9", "agrees": True}
    whole = record(
        record_id="2" * 16, kind="figure", text="1999", provenance__start=25, provenance__prefix=TEXT[:25],
        value={"measure": "count", "amount": "9", "breakdown": breakdown},
    )  # fmt: skip
    with pytest.raises(ValidationError, match="do not add up"):
        extraction(part, whole)
