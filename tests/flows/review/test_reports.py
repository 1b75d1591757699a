import io
import json
from collections.abc import Callable

import pytest
from rich.console import Console

from flows.review import reports
from flows.review.comparing import SourceChanges
from schemas.changes import Change, compare
from schemas.records import Extraction

Made = Callable[..., Extraction]

TEXT = "Some 3 observers came in 1999."


@pytest.fixture
def changed(made: Made) -> SourceChanges:
    before = made(TEXT, {"kind": "figure", "text": "3", "rule": "figures.old"})
    about = {"kind": "figure", "text": "3", "rule": "figures.new", "value": {"comparison": "about"}}
    after = made(TEXT, about, {"kind": "date", "text": "1999"})
    return SourceChanges("a.txt", compare(before, after))


def printed(*groups: reports.Group) -> str:
    file = io.StringIO()
    reports.print_groups(groups, console=Console(file=file, width=40))
    return file.getvalue()


def test_terminal_shows_each_change_in_its_surroundings(changed: SourceChanges) -> None:
    assert printed(*reports.by_source([changed])).splitlines() == [
        "a.txt  1 added, 1 changed",
        "  ~ figure  comparison: exact → about  Some ⟦3⟧ observers came in 1999."
        "  a.txt:1  figures.old → figures.new  (rules)",
        "  + date  1999  Some 3 observers came in ⟦1999⟧.  a.txt:1  dates.by-hand  (rules)",
    ]


def test_rules_come_with_counts_and_samples(made: Made) -> None:
    text = "1999 " * 9
    years = [{"kind": "date", "text": "1999", "at": at, "rule": "dates.year"} for at in range(1, 10)]
    changes = SourceChanges("a.txt", compare(made(text, *years), made(text)))
    (group,) = reports.by_rule([changes])
    assert (group.heading, group.counts, len(group.lines), group.hidden) == ("dates.year", "9 removed", 3, 6)
    assert "… and 6 more; --all shows them" in printed(group)


def test_rules_come_with_all_their_changes_where_that_is_asked_for(made: Made) -> None:
    text = "1999 " * 9
    years = [{"kind": "date", "text": "1999", "at": at, "rule": "dates.year"} for at in range(1, 10)]
    changes = SourceChanges("a.txt", compare(made(text, *years), made(text)))
    (group,) = reports.by_rule([changes], samples=False)
    assert (len(group.lines), group.hidden) == (9, 0)
    assert "more" not in printed(group)


def test_rules_with_most_changes_come_first(made: Made) -> None:
    text = "1999 and 3 and 3"
    threes = [{"kind": "figure", "text": "3", "at": at} for at in (1, 2)]
    changes = SourceChanges("a.txt", compare(made(text), made(text, {"kind": "date", "text": "1999"}, *threes)))
    assert [group.heading for group in reports.by_rule([changes])] == ["figures.by-hand", "dates.by-hand"]


def test_json_lines_hold_the_whole_change(changed: SourceChanges) -> None:
    lines = [json.loads(line) for line in reports.as_json_lines([changed])]
    assert lines[0]["fields"] == [{"field": "comparison", "before": "exact", "after": "about"}]
    whole = [Change.model_validate({key: line[key] for key in line if key != "fields"}) for line in lines]
    assert whole == list(changed.changes)


@pytest.fixture
def hostile(made: Made) -> SourceChanges:
    text = "<script>alert(1)</script> | *1999* \x1b[31m\u202e&amp; `x` [a](javascript:b)"
    return SourceChanges("<b>.txt", compare(made(text), made(text, {"kind": "date", "text": "1999"})))


def test_html_escapes_what_the_document_says(hostile: SourceChanges) -> None:
    page = reports.as_page(reports.by_source([hostile]), form="html")
    assert "<script" not in page
    assert "&lt;b&gt;.txt" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_html_fetches_nothing(changed: SourceChanges) -> None:
    page = reports.as_page(reports.by_source([changed]), form="html")
    assert "default-src 'none'" in page
    assert "http:" not in page
    assert "https:" not in page


def test_markdown_keeps_one_row_a_change(hostile: SourceChanges) -> None:
    page = reports.as_page(reports.by_source([hostile]), form="markdown")
    (row,) = [line for line in page.splitlines() if line.startswith("| +")]
    assert row.replace("\\|", "").count("|") == 8
    assert "\\<script\\>" in row
    assert "\\[a\\](javascript" in row


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_page_without_changes_says_so(form: str) -> None:
    assert "Nothing." in reports.as_page([], form=form)
