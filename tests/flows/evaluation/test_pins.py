from collections.abc import Callable
from pathlib import Path

import pytest

from flows.evaluation import pins
from flows.evaluation.gold import GoldDocument
from flows.evaluation.judging import judge
from flows.evaluation.pins import Lowering, Move, Pins
from flows.evaluation.reports import Report
from schemas.errors import UsageError
from schemas.records import Extraction

TEXT = "In 1999 and 2008 they met."
PINNED = Pins(figures={"date.f1": "3/4", "figure.f1": "2/2"}, mistakes={"a.txt": ("missed date [3, 7) '1999'",)})


def report(made: Callable[..., Extraction], *found: str) -> Report:
    """What is said of a text with two dates, of which some were found."""
    wanted = [
        {"kind": "date", "start": TEXT.index(year), "end": TEXT.index(year) + 4, "text": year, "value": {"edtf": year}}
        for year in ("1999", "2008")
    ]
    gold = GoldDocument.model_validate({"source": "a.txt", "sha256": "0" * 64, "stripped": [], "gold": wanted})
    records = ({"kind": "date", "text": year, "value": {"edtf": "1999"}} for year in found)
    return Report((judge(gold, made(TEXT, *records), TEXT),))


def test_figures_are_exact_shares_and_mistakes_are_named(made: Callable[..., Extraction]) -> None:
    found = pins.measured(report(made, "2008"))
    assert found.figures == {"date.f1": "2/3", "date.values": "0/1", "segment.characters": "21/21"}
    assert found.mistakes == {"a.txt": ("value date [12, 16) '2008'", "missed date [3, 7) '1999'")}


def test_gains_and_losses_are_told_document_by_document() -> None:
    now = Pins(figures={"date.f1": "9/10", "figure.f1": "1/2"}, mistakes={"b.txt": ("extra figure [0, 1) '5'",)})
    assert list(pins.compared(PINNED, now).lines()) == [
        "a.txt: 1 gained, 0 lost",
        "  gained  missed date [3, 7) '1999'",
        "b.txt: 0 gained, 1 lost",
        "  lost    extra figure [0, 1) '5'",
        "date.f1 rose from 3/4 to 9/10",
        "figure.f1 fell from 2/2 to 1/2",
    ]


def test_what_is_as_pinned_is_one_line() -> None:
    same = PINNED.model_copy(update={"figures": {"date.f1": "6/8", "figure.f1": "5/5", "new.f1": "0/1"}})
    assert list(pins.compared(PINNED, same).lines()) == ["as pinned: no gain, no loss"]


def test_a_figure_that_is_measured_no_more_fell() -> None:
    gone = PINNED.model_copy(update={"figures": {"date.f1": "3/4"}})
    assert pins.compared(PINNED, gone).fallen == (Move("figure.f1", "2/2", None),)


def test_a_fall_is_noted_beside_those_before_it() -> None:
    first = Lowering(figure="date.f1", was="1/1", now="3/4", why="years alone")
    before = PINNED.model_copy(update={"lowered": (first,)})
    now = PINNED.model_copy(update={"figures": {"date.f1": "3/4", "figure.f1": "1/2"}})
    noted = pins.lowered(before, now, why="tables")
    assert noted.lowered == (first, Lowering(figure="figure.f1", was="2/2", now="1/2", why="tables"))


def test_pins_are_read_as_they_were_written(tmp_path: Path) -> None:
    pins.write(tmp_path / "pins.json", PINNED)
    assert pins.read(tmp_path / "pins.json") == PINNED


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read: No such file or directory; `--pin` makes them"),
        ("[]", "`--pin` writes them"),
        ('{"figures": {"date.f1": "1/0"}, "mistakes": {}}', "figures.date.f1: expected something of the form"),
    ],
)
def test_a_file_without_pins_is_refused(tmp_path: Path, content: str | None, says: str) -> None:
    path = tmp_path / "pins.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"pins\.json") as caught:
        pins.read(path)
    assert says in str(caught.value)
