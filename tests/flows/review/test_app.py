"""The pages, asked for as a browser asks."""

import re
from collections.abc import Callable
from html import unescape
from inspect import iscoroutinefunction

import pytest

from flows.review import desk as desks
from flows.review.app import application
from flows.review.desk import Desk
from flows.review.guard import Guard
from flows.stores.policy import Policy
from schemas.records import Identities
from tests.flows.review.conftest import Browser
from tests.flows.review.examples import FIGURE, LATER, TEXT, YEAR

Put = Callable[..., None]


def ids(page: str) -> list[int]:
    """The changes in the list that wait."""
    return [int(number) for number in re.findall(r'data-change="(\d+)"[^>]* data-state="waiting"', page)]


def test_inbox_lists_documents_with_what_waits(browser: Browser, changed: None) -> None:
    page = browser.get("/").text
    assert '<a href="/d/1" data-row>a.txt</a>' in page
    assert "date 1</span>" in page
    assert "Reviewing as" in page


def test_inbox_says_when_nothing_waits(browser: Browser) -> None:
    assert "Nothing waits." in browser.get("/").text


def test_inbox_filters_and_keeps_what_was_asked(browser: Browser, changed: None) -> None:
    page = browser.get("/?kind=figure&search=zz").text
    assert "Nothing waits that fits the filter." in page
    assert "<option selected>figure</option>" in page
    assert 'value="zz"' in page


def test_inbox_pages_by_name(browser: Browser, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "_DOCUMENTS", 2)
    for source in ("a & b.txt", "c.txt", "d.txt"):
        put(TEXT, source=source)
        put(TEXT, YEAR, source=source)
    first = browser.get("/?kind=date").text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = browser.get(unescape(following)).text
    assert ["d.txt" in page for page in (first, second)] == [False, True]
    assert 'rel="next"' not in second


def test_document_shows_its_text_with_records_and_changes(browser: Browser, changed: None) -> None:
    page = browser.get("/d/1").text
    assert re.search(
        r'<a class="mark date" href="/d/1/\w{16}" data-tip="date · 1999 · dates.by-hand · line 1">1999<', page
    )
    assert re.search(
        r'<a class="mark figure added" id="c2" href="/d/1/\w{16}" data-tip="figure · 40 [^"]*">40</a>', page
    )
    assert ids(page) == [1, 2]


def test_removed_record_is_marked_where_its_text_stands(browser: Browser, put: Put) -> None:
    put(TEXT, YEAR)
    put(TEXT)
    page = browser.get("/d/1").text
    assert re.search(r'class="mark date removed" id="c1"[^>]*>1999</a>', page)


def test_removed_record_is_in_the_list_alone_where_its_text_is_gone(browser: Browser, put: Put) -> None:
    put(TEXT, YEAR)
    put(TEXT.replace("1999", "time"))
    page = browser.get("/d/1").text
    assert 'id="c1"' not in page
    assert "the document does not have these words any more" in page


def test_changed_record_is_shown_field_by_field(browser: Browser, put: Put) -> None:
    put(TEXT, FIGURE)
    put(TEXT, {**FIGURE, "value": {"amount": "40", "comparison": "about", "item": "observers"}})
    assert "comparison: <del>exact</del> → <ins>about</ins>" in browser.get("/d/1").text


def test_stripped_text_is_folded_with_its_reason(browser: Browser, put: Put) -> None:
    put("facebook twitter\n\nIn 1999.", YEAR, segments=(("share_bar", "facebook twitter"), ("paragraph", "In 1999.")))
    page = browser.get("/d/1").text
    assert '<details class="block stripped"><summary>share bar · segments.share-bar · 18 characters' in page


def test_list_of_changes_pages(browser: Browser, changed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "_ITEMS", 1)
    first = browser.get("/d/1").text
    (following,) = re.findall(r'rel="next" href="([^"]+)" data-more', first)
    assert (ids(first), ids(browser.get(unescape(following)).text)) == ([1], [2])


def test_long_document_comes_in_parts(browser: Browser, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "_PART", 70)
    put(TEXT, YEAR, FIGURE)
    first, second = browser.get("/d/1").text, browser.get("/d/1?part=2").text
    assert ["Part 1 of 2" in first, "Part 2 of 2" in second] == [True, True]
    assert [">1999</a>" in page for page in (first, second)] == [True, False]
    assert [">40</a>" in page for page in (first, second)] == [False, True]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"other", "the source changed since it was extracted"), (None, "the source cannot be read")],
    ids=["changed", "gone"],
)
def test_document_without_its_text_says_why(
    browser: Browser, changed: None, desk: Desk, content: bytes | None, says: str
) -> None:
    path = desk._texts.raw / "a.txt"
    path.unlink() if content is None else path.write_bytes(content)
    page = browser.get("/d/1").text
    assert says in page
    assert ids(page) == [1, 2]


def test_text_is_the_rendering_where_there_is_one(browser: Browser, changed: None, desk: Desk) -> None:
    (desk._texts.output / "a.txt.txt").write_text(TEXT.replace("They", "Them"), encoding="utf-8")
    assert "Them had not" in browser.get("/d/1").text


def test_record_page_tells_its_history(browser: Browser, put: Put, changed: None, desk: Desk) -> None:
    browser.say("/c/2", what="reject", seen=0, why="no count")
    put(TEXT, YEAR, LATER)
    with desk.database.reading() as connection:
        record = connection.exec_driver_sql("SELECT record_id FROM records WHERE quote = '40'").scalar_one()
    page = browser.get(f"/d/1/{record}").text
    assert "closed: the rules changed" in page
    assert "Ada: reject</b> – no count" in page
    assert "<b>rejected</b>" in page


def test_decision_takes_a_change_out_of_the_inbox(browser: Browser, changed: None) -> None:
    answer = browser.say("/c/1", what="accept", seen=0)
    assert answer.json() == {"changes": {"1": "accepted"}, "number": 1, "left": 1}
    assert ids(browser.get("/d/1").text) == [2]


def test_rejected_record_is_shown_as_out(browser: Browser, changed: None) -> None:
    browser.say("/c/2", what="reject", seen=0)
    assert 'class="mark figure out"' in browser.get("/d/1").text


def test_undo_lets_a_change_wait_again(browser: Browser, changed: None) -> None:
    browser.say("/c/1", what="accept", seen=0)
    assert re.search(r'data-change="1" data-seen="1"[^>]* data-state="accepted"', browser.get("/d/1").text)
    answer = browser.say("/c/1", what="undo", seen=1)
    assert answer.json() == {"changes": {"1": "waiting"}, "number": 2, "left": 2}


def test_second_reviewer_is_told_who_decided(browser: Browser, changed: None) -> None:
    browser.say("/c/1", what="accept", seen=0)
    answer = browser.say("/c/1", what="reject", seen=0)
    assert answer.status_code == 409
    assert answer.json()["problem"].startswith("Ada has said accept of it")


def test_second_person_is_asked_for_where_two_are_needed(browser: Browser, changed: None, desk: Desk) -> None:
    desk._policy = Policy(two_people=frozenset({"date"}))
    assert browser.say("/c/1", what="accept", seen=0).json()["changes"] == {"1": "waiting"}
    assert "Ada: accept" in browser.get("/d/1").text
    browser.say("/name", who="Ben")
    assert browser.say("/c/1", what="accept", seen=1).json()["changes"] == {"1": "accepted"}


def test_form_holds_the_value(browser: Browser, changed: None) -> None:
    form = browser.get("/c/2/edit").text
    assert '<input type="text" id="f-amount" name="amount" value="40"' in form
    assert '<option value="exact" selected>' in form
    assert "part_of" not in form


def test_edit_keeps_what_the_person_gave(browser: Browser, changed: None) -> None:
    fields = {"measure": "count", "amount": "41", "comparison": "about", "item": ""}
    assert browser.say("/c/2", what="edit", seen=0, fields=fields).json()["changes"] == {"2": "edited"}
    assert 'class="mark figure edited"' in browser.get("/d/1").text


def test_edit_is_refused_at_its_field(browser: Browser, changed: None) -> None:
    answer = browser.say("/c/2", what="edit", seen=0, fields={"amount": "1,000"})
    assert answer.status_code == 422
    assert answer.json()["errors"]["amount"].startswith("'1,000' is no amount")


def test_rule_is_accepted_at_once(browser: Browser, changed: None) -> None:
    answer = browser.say("/d/1/accept", rule="dates.by-hand", upto=2)
    assert answer.json() == {"changes": {"1": "accepted"}, "number": 1, "left": 1}


def test_orphaned_decision_is_shown(browser: Browser, put: Put, changed: None) -> None:
    browser.say("/c/2", what="reject", seen=0)
    put(TEXT.replace("40 observers", "50 observers"), YEAR, LATER)
    page = browser.get("/d/1").text
    assert "Decisions that do not hold any more" in page
    assert "the text around it changed, or the quote is gone" in page


def test_overview_counts_and_plots(browser: Browser, put: Put, changed: None) -> None:
    page = browser.get("/overview?first=2008&last=2008").text
    assert "<title>date: 2</title>" in page
    assert "<title>1999: 1</title>" in page
    assert re.search(r'<li><a href="/d/1/\w{16}">2008</a> <bdi>', page)
    assert "None." in page


def test_overview_lists_figures_that_do_not_add_up(browser: Browser, put: Put) -> None:
    text = "50 people, 40 of them observers."
    identities = Identities("a.txt")
    part_value = {"measure": "count", "amount": "40"}
    part_id = identities.next("figure", "40", part_value)
    whole = {
        "amount": "50",
        "breakdown": {"parts": [part_id], "sum": "40", "agrees": False},
        "checks": ["breakdown_mismatch"],
    }
    put(text, {"kind": "figure", "text": "50", "value": whole}, {"kind": "figure", "text": "40", "value": part_value})
    page = browser.get("/overview").text
    assert re.search(r'<th scope="row"><a href="/d/1/\w{16}">50</a></th><td>40</td>', page)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/d/9", 404),
        ("/d/1/0123456789abcdef", 404),
        ("/c/9/edit", 404),
        ("/d/99999999999999999999", 422),
        ("/d/x", 422),
        ("/static/app.py", 404),
        ("/static/..%2Fapp.py", 404),
        ("/static/%2e%2e/app.py", 404),
        ("/d/..%2f..%2fetc%2fpasswd", 404),
        ("/docs", 404),
        ("/openapi.json", 404),
    ],
)
def test_nothing_else_is_served(browser: Browser, changed: None, path: str, status: int) -> None:
    assert browser.get(path).status_code == status


def test_each_page_works_without_anything_in_the_store(browser: Browser) -> None:
    assert [browser.get(path).status_code for path in ("/", "/overview")] == [200, 200]


def test_pages_do_not_run_on_the_event_loop(desk: Desk) -> None:
    app = application(desk, Guard(hosts=frozenset(), who="Ada"))
    asked = {route.path: route.endpoint for route in app.routes if hasattr(route, "endpoint")}
    assert {path for path, endpoint in asked.items() if iscoroutinefunction(endpoint)} == {"/login"}
