from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import asdict
from pydantic_core import from_json

from flows.stores import files
from flows.stores.comparing import OpenRecord, compare
from flows.stores.rows import Output, RecordRow
from schemas.changes import ChangeKind
from schemas.records import Extraction

Made = Callable[..., Extraction]


def new(extraction: Extraction) -> tuple[RecordRow, ...]:
    return Output.of(files.serialized(extraction)).records


def old(extraction: Extraction) -> list[OpenRecord]:
    rows = [asdict(row) | {"value": from_json(row.value)} for row in new(extraction)]
    return [OpenRecord(**{name: row[name] for name in OpenRecord._fields}) for row in rows]


def date(text: str, **more: Any) -> dict[str, Any]:
    return {"kind": "date", "text": text, **more}


def changed(before: Extraction, after: Extraction) -> list[tuple[str, str | None, str | None]]:
    found = compare(old(before), new(after), same_text=False)
    return [(str(d.kind), d.before and d.before.quote, d.after and d.after.quote) for d in found]


def test_the_same_records_have_no_changes(made: Made) -> None:
    extraction = made("In 1999 and 2008.", date("1999"), date("2008"))
    assert changed(extraction, extraction) == []


def test_what_only_moved_is_told_from_what_changed(made: Made) -> None:
    after = made("A word before. In 1999.", date("1999"))
    assert changed(made("In 1999.", date("1999")), after) == [("moved", "1999", "1999")]


def test_a_record_added_above_its_equal_is_found_where_it_was_added(made: Made) -> None:
    text = "After all the years in the hills they left in 1999, which was long ago for all of them."
    before, after = made(text, date("1999")), made(f"In 1999 it began. {text}", date("1999"), date("1999", at=2))
    (added,) = [d for d in compare(old(before), new(after), same_text=False) if d.kind is ChangeKind.ADDED]
    assert added.row.start_char == 3


def test_records_come_and_go(made: Made) -> None:
    before, after = (made("In 1999 and 2008.", date(year)) for year in ("1999", "2008"))
    assert changed(before, after) == [("removed", "1999", None), ("added", None, "2008")]


def test_another_reading_of_the_same_quote_is_a_change(made: Made) -> None:
    narrow = {"edtf": "1999~", "approximate": True}
    before, after = made("In 1999.", date("1999")), made("In 1999.", date("1999", value=narrow))
    assert changed(before, after) == [("changed", "1999", "1999")]


def test_a_record_that_points_elsewhere_is_a_change(made: Made) -> None:
    text = "In 1999 and 2008."
    before = made(text, date("1999"), date("2008"))
    lender = before.records[0].record_id
    after = made(text, date("1999"), date("2008", value={"resolved_from": lender}))
    assert changed(before, after) == [("changed", "2008", "2008")]


@pytest.mark.parametrize("kind", ["figure", "organization"])
def test_the_same_quote_as_another_kind_is_no_change_but_two(made: Made, kind: str) -> None:
    before, after = made("In 1999.", date("1999")), made("In 1999.", {"kind": kind, "text": "1999"})
    assert [what for what, *_ in changed(before, after)] == ["added", "removed"]


def test_equal_quotes_in_equal_surroundings_have_no_exact_partner(made: Made) -> None:
    around = "x" * 40
    text = f"{around}1999{around}1999{around}"
    other = {"edtf": "1999~", "approximate": True}
    before = made(text, date("1999"), date("1999", at=2))
    after = made(text, date("1999", value=other), date("1999", at=2, value=other))
    assert [what for what, *_ in changed(before, after)] == ["added", "removed", "added", "removed"]
