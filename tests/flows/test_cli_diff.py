"""`recital diff`: two output folders side by side."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.stores import files
from schemas.records import Extraction


@pytest.fixture
def folders(tmp_path: Path, made: Callable[..., Extraction], monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.chdir(tmp_path)
    year = {"kind": "date", "text": "1999"}
    files.write(tmp_path / "old", made("Since 1999", year))
    files.write(tmp_path / "new", made("Since 1999"))
    return "old", "new"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "- date  1999  Since ⟦1999⟧"),
        (["--by", "rule"], "dates.by-hand  1 removed"),
        (["--format", "json"], '"kind": "removed"'),
        (["--format", "markdown"], "| - | date | 1999 |"),
        (["--format", "html"], "<b>removed date</b>"),
    ],
    ids=["text", "by rule", "json", "markdown", "html"],
)
def test_diff_shows_changes_and_says_so(
    folders: tuple[str, str], options: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *folders, *options]) == 1
    assert expected in capsys.readouterr().out


def test_diff_of_equal_folders_is_silent(folders: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old", "old"]) == 0
    assert capsys.readouterr().out == ""


def test_diff_in_json_is_one_object_a_line(folders: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", *folders, "--format", "json"])
    assert [json.loads(line)["after"] for line in capsys.readouterr().out.splitlines()] == [None]


@pytest.mark.parametrize("arguments", [[], ["old"], ["old", "new", "new"], ["old", "new", "--git", "HEAD"]])
def test_diff_needs_two_sides(
    folders: tuple[str, str], arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *arguments]) == 2
    assert "expected two output folders, or --git REV" in capsys.readouterr().err
