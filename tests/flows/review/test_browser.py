"""The page in a real browser, by keyboard and for those who cannot see it."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from flows.review.desk import Desk
from flows.stores import decisions, inbox
from schemas.records import KINDS
from tests.flows.review.examples import FIGURE, LATER, TEXT, YEAR
from tests.flows.review.serving import chromium, served

pytestmark = pytest.mark.slow

Put = Callable[..., None]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def url(desk: Desk) -> Iterator[str]:
    with served(desk) as address:
        yield address


@pytest.fixture
def context(chrome: Browser) -> Iterator[BrowserContext]:
    context = chrome.new_context()
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing goes wrong: no script fails, and the policy blocks nothing."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if _is_error(message) else None)
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield page
    assert wrong == []


def _is_error(message: ConsoleMessage) -> bool:
    refused = "status of 409" in message.text or "status of 422" in message.text  # which the page shows itself
    return message.type == "error" and not refused


def said(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.database.reading() as connection:
        return [(one.who, str(one.what), one.record.text) for one in decisions.everything(connection)]


def left(desk: Desk) -> int:
    with desk.database.reading() as connection:
        return inbox.count(connection)


@pytest.mark.parametrize("kind", KINDS)
def test_the_marks_of_a_kind_stand_in_their_line(page: Page, url: str, put: Put, kind: str) -> None:
    put("It wrote S/2008/692 then.", {"kind": kind, "text": "S/2008/692"})
    page.goto(f"{url}/d/1")
    mark = page.locator(f".mark.{kind}")
    assert mark.evaluate("mark => getComputedStyle(mark).display") == "inline"


def test_from_a_changed_document_to_an_empty_inbox_by_keyboard(page: Page, url: str, desk: Desk, put: Put) -> None:
    eighty = {"kind": "figure", "text": "80", "value": {"amount": "80"}}
    text = f"{TEXT} And 80 more."
    put(text, YEAR)
    put(text, YEAR, LATER, FIGURE, eighty)
    page.goto(url)
    link = page.locator("[data-row]")
    for _ in range(20):  # by tabulator, as far as it takes
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/1", wait_until="load")
    page.keyboard.press("j")
    expect(page.locator(".item[aria-current]")).to_contain_text("2008")
    page.keyboard.press("a")
    expect(page.locator("[data-status]")).to_have_text("accepted; 2 left")
    expect(page.locator(".item[aria-current]")).to_contain_text("40")
    page.keyboard.press("r")
    expect(page.locator(".item[aria-current]")).to_contain_text("80")
    page.keyboard.press("u")
    expect(page.locator("[data-status]")).to_have_text("Undone; 2 left")
    page.keyboard.press("e")
    amount = page.get_by_label("amount")
    amount.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("4,0")
    page.keyboard.press("Enter")
    expect(amount).to_have_attribute("aria-invalid", "true")
    expect(amount).to_be_focused()
    expect(page.locator("#e-amount")).to_contain_text("'4,0' is no amount")
    page.keyboard.press("Control+A")
    page.keyboard.type("41")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_have_text("edited; 1 left")
    page.keyboard.press("A")
    expect(page.locator("[data-status]")).to_have_text("Nothing waits in this document any more")
    assert said(desk) == [
        ("Ada", "accept", "2008"),
        ("Ada", "reject", "40"),
        ("Ada", "undo", "40"),
        ("Ada", "edit", "40"),
        ("Ada", "accept", "80"),
    ]
    page.goto(url)
    expect(page.get_by_text("Nothing waits.")).to_be_visible()


def test_keys_that_come_fast_are_taken_one_after_the_other(page: Page, url: str, desk: Desk, changed: None) -> None:
    page.goto(f"{url}/d/1")
    for key in "jar":
        page.keyboard.press(key)
    expect(page.locator("[data-status]")).to_have_text("Nothing waits in this document any more")
    assert said(desk) == [("Ada", "accept", "2008"), ("Ada", "reject", "40")]


def test_decision_of_yesterday_can_be_undone(page: Page, url: str, desk: Desk, changed: None) -> None:
    page.goto(f"{url}/d/1")
    for key in "jar":
        page.keyboard.press(key)
    expect(page.locator("[data-left]")).to_have_text("0")
    page.reload()
    for key in "ju":
        page.keyboard.press(key)
    expect(page.locator("[data-left]")).to_have_text("1")
    expect(page.locator(".item[aria-current]")).to_contain_text("40")
    assert said(desk)[-1] == ("Ada", "undo", "40")


def test_help_opens_and_closes(page: Page, url: str, changed: None) -> None:
    page.goto(f"{url}/d/1")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("accept all that is left of this rule")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_mouse_decides_as_keys_do(page: Page, url: str, desk: Desk, changed: None) -> None:
    page.goto(f"{url}/d/1")
    page.locator("#i2").get_by_role("button", name="Reject").click()
    expect(page.locator("[data-left]")).to_have_text("1")
    assert said(desk) == [("Ada", "reject", "40")]


def test_hover_and_focus_show_value_rule_and_place(page: Page, url: str, changed: None) -> None:
    page.goto(f"{url}/d/1")
    page.get_by_role("link", name="1999").hover()
    expect(page.locator("[data-tip-shown]")).to_have_text("date · 1999 · dates.by-hand · line 1")
    page.get_by_role("link", name="40").focus()
    expect(page.locator("[data-tip-shown]")).to_have_text("figure · 40 · figures.by-hand · line 3")


def test_emoji_before_a_record_do_not_shift_it(page: Page, url: str, put: Put) -> None:
    text = "🙂🙂🙂 👩‍👩‍👧 𝒜𝒷 it was 1999 when 🏳️‍🌈 they left."
    put(text)
    put(text, YEAR)
    page.goto(f"{url}/d/1")
    assert page.locator(".mark").all_inner_texts() == ["1999"]
    assert page.locator(".block").inner_text() == text


def test_document_cannot_run_a_script(page: Page, url: str, put: Put) -> None:
    words = "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>x</a>"
    text = f"{words} 1999 {words}"
    name = {"kind": "organization", "text": text, "value": {"name": words}}
    put(text, segments=(("paragraph", text),))
    put(text, YEAR, name)
    page.goto(f"{url}/d/1")
    assert page.locator("main img, main script, a[href^=javascript]").count() == 0
    for key in "jje":
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.locator("dialog img, dialog script").count() == 0
    page.goto(f"{url}/overview?first=1999&last=1999")
    assert page.locator("main img, main script").count() == 0


def test_second_reviewer_sees_that_it_was_decided(
    page: Page, chrome: Browser, url: str, desk: Desk, changed: None
) -> None:
    other = chrome.new_page()
    other.goto(f"{url}/d/1")
    other.get_by_label("Reviewing as").fill("Ben")
    other.get_by_label("Reviewing as").press("Enter")
    page.goto(f"{url}/d/1")
    for one, keys in ((page, "ja"), (other, "jr")):
        for key in keys:
            one.keyboard.press(key)
        expect(one.locator("[data-status]")).not_to_be_empty()
    expect(other.locator("[data-status]")).to_contain_text("Ada has said accept of it")
    assert said(desk) == [("Ada", "accept", "2008")]
    other.reload()
    assert other.locator(".item[data-state=waiting]").count() == 1
    expect(other.get_by_label("Reviewing as")).to_have_value("Ben")
    other.close()


@pytest.mark.parametrize("path", ["/", "/d/1", "/overview"])
def test_nothing_needs_scrolling_sideways_at_320_pixels(page: Page, url: str, changed: None, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{url}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


BROKEN_WORDS = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), broken = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const word of node.data.matchAll(/\\p{L}+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(part => part.top)).size > 1) broken.push(word[0]);
    }
  return broken;
}"""


def test_the_inbox_breaks_no_word_at_320_pixels(page: Page, url: str, put: Put) -> None:
    kinds = (
        {"kind": kind, "text": word} for kind, word in [("date", "1999"), ("figure", "40"), ("organization", "UN")]
    )
    text = "In 1999 the UN sent 40."
    put(text, source="quarterly assessment of humanitarian access.txt")
    put(text, *kinds, source="quarterly assessment of humanitarian access.txt")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(url)
    expect(page.locator("tbody")).to_contain_text("organization 1")
    assert page.evaluate(BROKEN_WORDS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(page: Page, url: str, put: Put, changed: None, scheme: str) -> None:
    put(TEXT, YEAR, segments=(("share_bar", "They had"), ("paragraph", TEXT[9:])))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of two words
    page.goto(f"{url}/d/1")
    record = page.locator(".mark").first.get_attribute("href")
    for path in ("/", "/d/1", "/overview?first=1999&last=1999", record):
        page.goto(f"{url}{path}")
        page.keyboard.press("j")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_form_and_help_are_accessible(page: Page, url: str, changed: None) -> None:
    page.goto(f"{url}/d/1")
    for key in "je":
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
