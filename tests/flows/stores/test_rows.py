from collections.abc import Callable
from typing import Any

import pytest
from pydantic_core import from_json

from flows.stores import files
from flows.stores.rows import MISMATCHES, Output, RecordRow
from schemas.records import Extraction

Made = Callable[..., Extraction]


def figure(**value: Any) -> dict[str, Any]:
    return {"kind": "figure", "text": "40", "value": {"amount": "40", **value}}


def row(extraction: Extraction) -> RecordRow:
    (found,) = Output.of(files.serialized(extraction)).records
    return found


def test_the_hash_of_a_row_is_the_one_that_stores_hold(made: Made) -> None:
    extraction = made('They sent "40 observers".\n\u202f1999 \x7f', figure(item="observers \\ \u2028 \t"))
    assert row(extraction).row_hash == "f1dcf955dccd90a346f2d04232f03681"


@pytest.mark.parametrize("item", ["a  b", 'the "third" \\ battalion', "{ : , }", "é\u2028\t\x7f🙂"])
def test_a_value_is_the_json_of_the_file_without_its_white_space(made: Made, item: str) -> None:
    extraction = made("They sent 40.", figure(item=item))
    (record,) = extraction.records
    assert row(extraction).value == record.value.model_dump_json()
    assert from_json(row(extraction).value)["item"] == item


def test_breakdowns_that_do_not_add_up_are_counted(extract: Callable[[str], Extraction]) -> None:
    extraction = extract("They sent 12 observers (5 Ghanaians and 6 Nepalese).")
    assert Output.of(files.serialized(extraction)).version["counts"][MISMATCHES] == 1


def test_a_figure_of_something_called_like_a_check_is_no_mismatch(made: Made) -> None:
    extraction = made("They sent 40.", figure(item="breakdown_mismatch"))
    assert Output.of(files.serialized(extraction)).version["counts"] == {"figure": 1}
