"""The commands that show what the rules do: `show`, `evaluate`, `rules`."""

import hashlib
import json
from pathlib import Path

import pytest

from flows.cli import main

TEXT = "The talks began on 3 May 2004. They ended in July.\n\nfacebook twitter youtube instagram\n"


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.bin").write_bytes(b"\0")
    return folder


@pytest.fixture
def gold(raw: Path) -> Path:
    items = [
        {"kind": "date", "start": 19, "end": 29, "text": "3 May 2004", "value": {"edtf": "2004-05-03"}},
        {"kind": "date", "start": 41, "end": 50, "text": " in July."},
    ]
    line = {
        "source": "talks.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "stripped": [{"start": 52, "end": 86, "label": "share_bar"}],
        "gold": items,
    }
    path = raw.parent / "gold.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    return path


def test_show_prints_a_document_by_name(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "talks.txt"]) == 0
    assert "The talks began on ⟦date 3 May 2004⟧." in capsys.readouterr().out


def test_show_of_stripped_text_leaves_the_rest_out(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "talks.txt", "--stripped"]) == 0
    shown = capsys.readouterr().out
    assert "share_bar" in shown
    assert "talks began" not in shown


def test_show_of_one_kind_marks_no_other(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "talks.txt", "--kind", "figure"]) == 0
    assert "began on 3 May 2004." in capsys.readouterr().out


def test_show_writes_a_picture_and_prints_nothing(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "talks.txt", "--svg", "talks.svg"]) == 0
    assert (raw.parent / "talks.svg").read_text(encoding="utf-8").startswith("<svg")
    assert capsys.readouterr().out == ""


def test_evaluate_prints_a_table(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--raw", "raw"]) == 0
    printed = capsys.readouterr().out
    assert "date 2 0.500 0.500 0.500 1.000 1.000 1.000 1.000 –" in " ".join(printed.split())
    assert "span" not in printed


def test_evaluate_lists_mistakes(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--errors"]) == 0
    assert capsys.readouterr().out.startswith("talks.txt:45 span date: alks began on 3 May 2004. They ended in ⟦July⟧.")


def test_evaluate_prints_json(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--json", "--kind", "date"]) == 0
    assert json.loads(capsys.readouterr().out)["kinds"]["date"]["exact"]["right"] == 1


def test_rules_are_listed_with_precision_against_gold(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--gold", str(gold), "--module", "dates"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "dates.day-month-year  hits 1  precision 1.000" in lines
    assert "dates.month  hits 1  precision 0.000" in lines


def test_rules_are_listed_with_hits_in_a_folder(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--raw", "raw", "--module", "dates"]) == 0
    assert "dates.day-month-year  hits 1" in capsys.readouterr().out.splitlines()


def test_rules_are_listed_without_reading_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rules"]) == 0
    assert "dates.day-month-year\n" in capsys.readouterr().out


def test_rules_are_printed_as_a_page(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Rules\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["show", "none.txt"], 2, "'none.txt' is no file"),
        (["show", "talks.txt", "--kind", "vote"], 2, "'vote'; expected one of date"),
        (["show", "b.bin"], 3, "b.bin: "),
        (["evaluate", "none.jsonl"], 2, "'none.jsonl' cannot be read"),
        (["evaluate", "gold.jsonl", "--raw", "none"], 2, "none"),
        (["evaluate", "gold.jsonl", "--pin"], 2, "expected --pins FILE beside them"),
        (["evaluate", "gold.jsonl", "--pins", "pins.json", "--kind", "date"], 2, "expected no --kind beside it"),
        (["rules", "--module", "votes"], 2, "'votes'; expected one of segments"),
    ],
    ids=str,
)
def test_wrong_use_is_one_line_and_an_exit_code(
    gold: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert main(arguments) == code
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def evaluated(capsys: pytest.CaptureFixture[str], *flags: str) -> tuple[int, list[str]]:
    code = main(["evaluate", "gold.jsonl", "--pins", "pins.json", *flags])
    return code, capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("gold")
def test_figures_that_fell_are_a_finding_and_are_written_only_with_a_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert evaluated(capsys, "--pin")[0] == 0
    assert evaluated(capsys) == (0, ["as pinned: no gain, no loss"])
    path = Path("pins.json")
    pinned = path.read_text(encoding="utf-8")
    path.write_text(pinned.replace('"2/4"', '"3/4"'), encoding="utf-8")
    assert evaluated(capsys, "--pin") == (
        1,
        ["date.f1 fell from 3/4 to 2/4", "1 figures fell; mend the rule, or let them with --lower WHY"],
    )
    assert evaluated(capsys, "--lower", "months alone")[0] == 0
    assert json.loads(path.read_text(encoding="utf-8"))["lowered"][0]["why"] == "months alone"
    assert evaluated(capsys) == (0, ["as pinned: no gain, no loss"])


@pytest.mark.usefixtures("gold")
def test_what_was_gained_is_offered_to_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    evaluated(capsys, "--pin")
    path = Path("pins.json")
    path.write_text(path.read_text(encoding="utf-8").replace('"2/4"', '"1/4"'), encoding="utf-8")
    assert evaluated(capsys) == (
        0,
        ["date.f1 rose from 1/4 to 2/4", "`--pin` writes what was gained to 'pins.json'"],
    )
