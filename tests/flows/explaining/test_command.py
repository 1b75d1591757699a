"""The command `recital explain`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from flows.exits import COULD_NOT_RUN, DONE, WRONG_USE
from flows.summary import Summary

TEXT = "The talks in Juba began on 3 May 2011, under resolution 1701 (2006).\n\nfacebook twitter youtube instagram\n"


@pytest.fixture
def records(recital: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The records of one source, by their quotes."""
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/talks.txt").write_text(TEXT, encoding="utf-8")
    Path("raw/scan.bin").write_bytes(b"\0")
    recital(output=tmp_path / "output", store=f"sqlite:///{tmp_path}/recital.db")
    written = json.loads(Path("output/talks.txt.json").read_text(encoding="utf-8"))
    return {record["text"]: record for record in written["records"]}


def test_a_record_is_explained_by_the_first_digits_of_its_id(
    records: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    record_id = records["3 May 2011"]["record_id"]
    assert main(["explain", record_id[:6]]) == DONE
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == f"date '3 May 2011' talks.txt:1 [27, 37) {record_id}"
    told = {line.split()[0]: " ".join(line.split()[1:]) for line in lines}
    assert told["in"] == "The talks in Juba began on ⟦3 May 2011⟧, under resolution 1701 (2006)."
    assert told["segment"].startswith("paragraph, by segments.paragraph: ")
    assert told["rule"].startswith("dates.day-month-year: ")
    assert told["pattern"].startswith("DAY_NUMBER 'day'?")
    assert told["tokens"].startswith("3 DAY_NUMBER")
    assert told["value"].startswith("edtf 2011-05-03")


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("quote", "says"),
    [
        ("3 May", "date '3 May 2011' talks.txt:1"),
        ("2006", "not       '2006' of dates.year: an earlier component claimed 'resolution 1701 (2006)'"),
        ("began", "stopped   no rule tried it: no token here shows that there may be a fact"),
        ("twitter", "segment   share_bar, stripped, by segments.share-bar: "),
    ],
)
def test_a_place_of_a_source_is_explained(quote: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "talks.txt", "--at", str(TEXT.index(quote))]) == DONE
    assert says in capsys.readouterr().out


def test_a_record_of_a_source_that_changed_is_told_as_it_was_written(
    records: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    record_id = records["3 May 2011"]["record_id"]
    Path("raw/talks.txt").write_text(TEXT.replace("2011", "2012"), encoding="utf-8")
    assert main(["explain", record_id]) == DONE
    assert "these rules make another record of the source as it is" in capsys.readouterr().out
    Path("raw/talks.txt").unlink()
    assert main(["explain", record_id]) == DONE
    assert "no more can be told: 'talks.txt' is no file" in capsys.readouterr().out


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["0000"], WRONG_USE, "no record '0000' in 'output'"),
        (["talks.txt"], WRONG_USE, "'talks.txt' is no record's id; expected 4 to 16 hexadecimal digits"),
        (["talks.txt", "--at", "9999"], WRONG_USE, "--at 9999: the text of 'talks.txt' has 105 characters"),
        (["none.txt", "--at", "0"], WRONG_USE, "'none.txt' is no file"),
        (["scan.bin", "--at", "0"], COULD_NOT_RUN, "scan.bin: no reader for '.bin'"),
    ],
)
def test_what_cannot_be_explained_is_one_line(
    arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", *arguments]) == code
    shown = capsys.readouterr()
    assert says in shown.err
    assert (shown.out, shown.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("left", [None, 300], ids=["lost", "damaged"])
def test_a_record_whose_output_file_is_lost_or_damaged_is_told_of_with_it(
    records: dict[str, Any], left: int | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECITAL_STORE", f"sqlite:///{Path.cwd()}/recital.db")
    path = Path("output/talks.txt.json")
    content = path.read_bytes()
    path.unlink()
    if left is not None:
        path.write_bytes(content[:left])
    assert main(["explain", record_id := records["3 May 2011"]["record_id"]]) == COULD_NOT_RUN
    assert capsys.readouterr().err == (
        f"recital: no record '{record_id}' in what is left of 'output': lost or altered is what a run wrote of "
        "'talks.txt', as its store says; `recital run` extracts it again\n"
    )


def test_digits_that_begin_several_ids_are_refused_with_those(
    records: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.explaining.records import find
    from schemas.errors import UsageError

    first = records["3 May 2011"]["record_id"]
    copied = json.loads(Path("output/talks.txt.json").read_text(encoding="utf-8"))
    copied["document"]["source"] = "copy.txt"
    for record in copied["records"]:
        record["provenance"]["source"] = "copy.txt"
    Path("output/copy.txt.json").write_text(json.dumps(copied), encoding="utf-8")
    compact = Path("output/copy.txt.json").read_text(encoding="utf-8")
    assert '"record_id": "' in compact
    with pytest.raises(UsageError, match=rf"'{first[:8]}' begins 2 ids; expected more digits of one: {first} \(copy"):
        find(Path("output"), first[:8])
