import json
from pathlib import Path
from typing import Any

import pytest

from flows.evaluation.gold import GoldDocument, parse_gold, read_gold
from schemas.errors import UsageError

TEXT = "Menu\nIn 1999 the AU sent 3 envoys."


def line(**changes: Any) -> str:
    item = {"kind": "date", "start": 8, "end": 12, "text": "1999", "value": {"edtf": "1999"}, "optional": False}
    stretch = {"start": 0, "end": 4, "label": "navigation"}
    document = {"source": "a.txt", "sha256": "0" * 64, "stripped": [stretch], "gold": [item]}
    for path, new in changes.items():
        target, _, key = path.rpartition("__")
        {"": document, "item": item, "stretch": stretch}[target][key] = new
    return json.dumps(document)


def parsed(text: str) -> list[GoldDocument]:
    return list(parse_gold(text, name="g.jsonl"))


def test_gold_reads_a_document_a_line_and_skips_blank_lines() -> None:
    first, second = parsed(f"\n{line()}\n\n{line(source='b.txt')}\n")
    assert (first.source, second.source) == ("a.txt", "b.txt")
    assert first.gold[0].value == {"edtf": "1999"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [("1999|null", "1999|null"), (1999, 1999), (True, True), (None, None), (["11 (j)", "12"], ("11 (j)", "12"))],
    ids=["text", "number", "truth", "absent", "several"],
)
def test_gold_keeps_a_given_value_and_its_type(given: Any, kept: Any) -> None:
    document = parsed(line(item__kind="resolution", item__value={"paragraphs": given}))[0]
    assert repr(document.gold[0].value) == repr({"paragraphs": kept})


def test_gold_stretch_is_optional_by_its_label() -> None:
    assert not parsed(line())[0].stripped[0].optional
    assert parsed(line(stretch__label="residue_opt"))[0].stripped[0].optional


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"item__kind": "rumour"}, "'rumour'; expected one of date, figure"),
        ({"item__value": {"edtff": "1999"}}, "a date has no field 'edtff'"),
        ({"item__end": 13}, r"'1999' does not fill \[8, 13\)"),
        ({"item__text": ""}, "gold.0.text"),
        ({"item__colour": "red"}, "gold.0.colour"),
        ({"stretch__label": "paragraph"}, "'paragraph'; expected one of social_post"),
        ({"stretch__label": "banner_opt"}, "'banner_opt'"),
        ({"sha256": "abc"}, "sha256"),
        ({"source": ""}, "source"),
    ],
    ids=str,
)
def test_gold_line_that_breaks_its_rules_is_refused_with_file_and_line(change: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=r"^g\.jsonl:2: .*" + message):
        parsed(f"\n{line(**change)}")


def test_gold_that_is_no_json_is_refused_with_file_and_line() -> None:
    with pytest.raises(UsageError, match=r"^g\.jsonl:1: "):
        parsed("not gold")


def test_gold_source_that_stands_twice_is_refused_with_both_lines() -> None:
    with pytest.raises(UsageError, match=r"^g\.jsonl:2: 'a\.txt' stands already in line 1"):
        parsed(f"{line()}\n{line()}")


def test_gold_file_that_is_not_there_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl"):
        read_gold(tmp_path / "none.jsonl")


def test_gold_file_in_another_encoding_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b"\xe9")
    with pytest.raises(UsageError, match=r"latin\.jsonl"):
        read_gold(path)


def test_gold_fits_the_text_it_quotes() -> None:
    parsed(line())[0].check_text(TEXT)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"item__start": 9, "item__end": 13}, r"a\.txt: text \[9, 13\) is '999 '; gold quotes '1999'"),
        ({"stretch__end": 99}, r"a\.txt: stretch \[0, 99\)"),
        ({"stretch__start": 4}, r"a\.txt: stretch \[4, 4\) is empty"),
    ],
    ids=str,
)
def test_gold_that_does_not_fit_the_text_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parsed(line(**change))[0].check_text(TEXT)
