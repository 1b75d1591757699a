import io
import json
from collections.abc import Callable

import pytest
from rich.console import Console

from flows.evaluation.gold import GoldDocument
from flows.evaluation.judging import judge
from flows.evaluation.reports import Report
from schemas.records import Extraction

TEXT = "Home\n\nIn 1999 and 2001 the AU [red]sent 3 envoys."


@pytest.fixture
def report(made: Callable[..., Extraction]) -> Report:
    extraction = made(
        TEXT,
        {"kind": "date", "text": "1999"},
        {"kind": "organization", "text": "the AU"},
        segments=(("heading", "Home"), ("paragraph", TEXT[6:])),
    )
    items = [
        {"kind": "date", "start": 9, "end": 13, "text": "1999", "value": {"edtf": "1999"}},
        {"kind": "date", "start": 18, "end": 22, "text": "2001"},
        {"kind": "organization", "start": 27, "end": 29, "text": "AU", "value": {"name": "Arab Union"}},
    ]
    stripped = [{"start": 0, "end": 4, "label": "navigation"}]
    gold = {"source": "a.txt", "sha256": "0" * 64, "stripped": stripped, "gold": items}
    return Report((judge(GoldDocument.model_validate(gold), extraction, TEXT),))


def printed(report: Report) -> list[str]:
    console = Console(file=io.StringIO(), width=80, color_system=None)
    report.print(console)
    assert isinstance(console.file, io.StringIO)
    return [line.strip() for line in console.file.getvalue().splitlines() if line.strip()]


def test_report_has_a_row_for_each_kind_and_a_line_for_segments(report: Report) -> None:
    lines = printed(report)
    assert lines[0].split() == "kind gold exact P R F1 overlap P R F1 values items".split()
    assert lines[2].split() == "date 2 1.000 0.500 0.667 1.000 0.500 0.667 1.000 –".split()
    assert lines[3].split() == "figure 0 – – – – – – – –".split()
    assert lines[4].split() == "organization 1 0.000 0.000 0.000 1.000 1.000 1.000 0.000 –".split()
    assert lines[-1] == "segments: 0.897 of 39 characters right; stripping: precision –, recall 0.000"


def test_report_has_a_line_for_the_fields_of_values(report: Report) -> None:
    assert [line for line in printed(report) if line.startswith("values")] == [
        "values of date: edtf 1.000 of 1",
        "values of organization: name 0.000 of 1",
    ]


def test_report_fits_a_terminal(report: Report) -> None:
    assert max(map(len, printed(report))) <= 80


def test_report_of_one_kind_has_its_row_alone(report: Report) -> None:
    lines = printed(Report(report.documents, kinds=("date",)))
    assert [line.split()[0] for line in lines[2:]] == ["date", "values", "segments:"]


def test_report_lists_mistakes_where_they_are_asked_for(report: Report) -> None:
    lines = printed(Report(report.documents, with_mistakes=True))
    assert [line.split(":")[1].split(maxsplit=1)[1] for line in lines if line.startswith("a.txt")] == [
        "missed date",
        "span organization",
        "value organization",
        "kept segment",
    ]
    assert "[red]sent 3" in lines[0]


def test_report_of_one_kind_lists_its_mistakes_alone(report: Report) -> None:
    lines = printed(Report(report.documents, kinds=("date",), with_mistakes=True))
    assert [line.split()[1] for line in lines if line.startswith("a.txt")] == ["missed"]


def test_report_for_machines_holds_counts_and_ratios(report: Report) -> None:
    data = json.loads(report.as_json())
    assert data["documents"] == 1
    assert data["kinds"]["date"]["exact"] == {
        "right": 1, "extra": 0, "missed": 1, "precision": 1.0, "recall": 0.5, "f1": 2 / 3,
    }  # fmt: skip
    assert data["kinds"]["organization"]["values"] == {"right": 0, "of": 1, "share": 0.0}
    assert data["kinds"]["date"]["fields"] == {"edtf": {"right": 1, "of": 1, "share": 1.0}}
    assert data["kinds"]["figure"]["items"] == {"right": 0, "of": 0, "share": None}
    assert data["segments"]["stripped"]["missed"] == 4
    assert "mistakes" not in data


def test_report_for_machines_holds_mistakes_where_they_are_asked_for(report: Report) -> None:
    data = json.loads(Report(report.documents, with_mistakes=True).as_json())
    assert [(m["what"], m["start"], m["text"], m["wanted"]) for m in data["mistakes"][:2]] == [
        ("missed", 18, "2001", None),
        ("span", 23, "the AU", "AU"),
    ]
