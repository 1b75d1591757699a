"""The distinct organizations of an output folder, as a table."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.exports import organizations
from flows.exports.cells import harmless
from flows.exports.facts import of_output
from flows.exports.organizations import Format
from flows.stores import files, outputs
from schemas.errors import UsageError
from schemas.records import Extraction

UNMIL = {"name": "United Nations Mission in Liberia", "id": "local:unmil", "acronym": "UNMIL", "known": True}


@pytest.fixture
def output(tmp_path: Path, made: Callable[..., Extraction]) -> Path:
    """An output folder of two documents, in which three organizations are named."""
    mission = {"kind": "organization", "text": "UNMIL", "value": UNMIL}
    first = made(
        "UNMIL left. UNMIL men and the =Guild stayed.",
        mission,
        {**mission, "at": 2, "value": {**UNMIL, "mention": "acronym"}},
        {"kind": "organization", "text": "=Guild", "value": {"name": "=Guild", "id": "local:guild", "known": False}},
    )
    second = made("UNMIL and the AU left in 1999.", mission, {"kind": "organization", "text": "AU"})
    files.write(tmp_path, first)
    path = files.write(tmp_path, second).rename(tmp_path / "second.json")
    text = path.read_text(encoding="utf-8").replace('"a.txt"', '"b.txt"')
    path.unlink()
    files.path_of(tmp_path, "b.txt").write_text(text, encoding="utf-8")
    files.write(tmp_path, first)
    return tmp_path


def test_each_organization_stands_once_with_counts_and_sources(output: Path) -> None:
    table = organizations.rows(of_output(output, outputs.whole(output)))
    assert [(row.id, row.mentions, row.documents, row.sources) for row in table] == [
        ("local:unmil", 3, 2, ("a.txt", "b.txt")),
        ("local:guild", 1, 1, ("a.txt",)),
        ("local:african-union", 1, 1, ("b.txt",)),
    ]


def test_table_is_csv_without_formulas(output: Path) -> None:
    table = organizations.rows(of_output(output, outputs.whole(output)))
    read = list(csv.DictReader(io.StringIO(organizations.serialized(table, Format.CSV))))
    assert [row["name"] for row in read] == ["United Nations Mission in Liberia", "'=Guild", "African Union"]
    assert read[0]["sources"] == "a.txt;b.txt"
    assert read[0]["known"] == "true"


def test_table_is_json_or_lines_of_json(output: Path) -> None:
    table = organizations.rows(of_output(output, outputs.whole(output)))
    as_json = json.loads(organizations.serialized(table, Format.JSON))
    assert as_json[1]["name"] == "=Guild"
    assert [json.loads(line) for line in organizations.serialized(table, Format.JSONL).splitlines()] == as_json


@pytest.mark.parametrize("cell", ["=1", "+1", "-1+2", "@x", "\tx", "\rx"])
def test_cell_that_would_be_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "text"), [("a=1", "a=1"), ("", ""), (None, ""), (True, "true"), (-1, "-1"), ("-1.5", "-1.5")]
)
def test_other_cell_stays_as_it_is(cell: object, text: str) -> None:
    assert harmless(cell) == text


def test_folder_without_output_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no output file"):
        list(of_output(tmp_path, outputs.whole(tmp_path)))


def test_file_that_is_no_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.txt\.json' is no output file"):
        list(of_output(tmp_path, outputs.whole(tmp_path)))


def test_command_prints_the_table(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "organizations", "--output", str(output), "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["id"] == "local:unmil"


def test_command_says_why_a_table_is_empty(
    tmp_path: Path, made: Callable[..., Extraction], capsys: pytest.CaptureFixture[str]
) -> None:
    files.write(tmp_path, made("In 1999 they left."))
    assert main(["export", "organizations", "--output", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("id,name,")
    assert shown.err == "recital: 1 documents name no organization; what is written is empty\n"


def test_command_refuses_another_format(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "organizations", "--output", str(output), "--format", "xls"]) == 2
    assert "--format 'xls'; expected one of csv, json, jsonl" in capsys.readouterr().err
