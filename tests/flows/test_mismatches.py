from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.exits import DONE, FINDINGS
from flows.mismatches import Mismatch, of_extraction, of_output
from flows.stores import files
from flows.summary import Line, Outcome, Summary
from schemas.records import Extraction

Extract = Callable[[str], Extraction]

SHORT = Mismatch("example.txt", 3, "30 staff", ("18", "11"), "29", "-1")


@pytest.fixture
def wrong(extract: Extract) -> Extraction:
    return extract("In Juba.\n\nIt has 30 staff (18 men; 11 women) and 9 guards (4 men; 5 women).")


def test_a_mismatch_says_where_what_and_how_much(wrong: Extraction) -> None:
    assert list(of_extraction(wrong)) == [SHORT]
    assert str(SHORT) == "example.txt:3: '30 staff': the parts add up to 29 (18 + 11), 1 less"


def test_an_excess_is_more(extract: Extract) -> None:
    (found,) = of_extraction(extract("It has 30 staff (18 men; 14.5 women)."))
    assert str(found).endswith("32.5 (18 + 14.5), 2.5 more")


def test_what_adds_up_or_may_be_incomplete_is_no_mismatch(extract: Extract) -> None:
    assert list(of_extraction(extract("It has 30 staff (18 men; 12 women) and 9 guards, including 4 men."))) == []


def test_output_files_are_searched_and_broken_ones_left_to_check(tmp_path: Path, wrong: Extraction) -> None:
    files.write(tmp_path, wrong)
    (tmp_path / "broken.txt.json").write_text("{}")
    assert list(of_output(tmp_path)) == [SHORT]


def test_a_run_reports_every_mismatch(wrong: Extraction) -> None:
    summary = Summary.of([Outcome("a.txt"), Outcome.of(wrong)])
    assert list(summary.lines())[-1] == Line("mismatch", "", str(SHORT))


def test_check_lists_mismatches_when_asked(
    tmp_path: Path, wrong: Extraction, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    files.write(Path("output"), wrong)
    assert main(["check", "--figures"]) == FINDINGS
    assert str(SHORT) in capsys.readouterr().out.splitlines()
    main(["check"])
    assert str(SHORT) not in capsys.readouterr().out.splitlines()


def test_check_of_figures_that_add_up_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("raw", "output"):
        Path(folder).mkdir()
    assert main(["check", "--figures"]) == DONE
