"""What the page refuses, and what it sends along."""

from collections.abc import Callable

import httpx
import pytest

from flows.review.app import application
from flows.review.desk import Desk
from flows.review.guard import COOKIE, Guard
from flows.review.serving import Address
from tests.flows.review.conftest import Browser
from tests.flows.review.examples import YEAR

HERE = "127.0.0.1:8111"
SESAME = "open sesame"


@pytest.fixture
def elsewhere(desk: Desk) -> Browser:
    """The page as others reach it."""
    keeper = Guard(hosts=frozenset({"review.example:8111"}), who="Ada", token=SESAME)
    return Browser(application(desk, keeper), "http://review.example:8111")


def logged_in(browser: Browser, token: str = SESAME, who: str = "Ben") -> httpx.Response:
    return browser.ask("POST", "/login", data={"token": token, "who": who})


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8112", "localhost.evil.example:8111", ""])
def test_other_names_are_refused(browser: Browser, host: str) -> None:
    assert browser.get("/", host=host).status_code == 421


@pytest.mark.parametrize("path", ["/", "/d/1", "/d/9", "/overview", "/static/review.js", "/nowhere"])
def test_every_answer_has_a_strict_policy(browser: Browser, changed: None, path: str) -> None:
    headers = browser.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'")
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


@pytest.mark.parametrize("path", ["/", "/d/1", "/overview", "/login"])
def test_no_page_has_a_script_or_style_within(browser: Browser, changed: None, path: str) -> None:
    page = browser.get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page
    assert page.count("<script") == page.count('<script src="/static/review.js" defer></script>')


def test_cookie_is_for_this_page_alone(browser: Browser) -> None:
    cookie = browser.get("/").headers["set-cookie"].lower()
    assert COOKIE in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["/c/1", "/d/1/accept", "/name"])
@pytest.mark.parametrize("csrf", [{}, {"x-csrf-token": "guess"}, {"x-csrf-token": "é"}], ids=["none", "wrong", "odd"])
def test_writing_needs_the_token_of_the_session(
    browser: Browser, changed: None, path: str, csrf: dict[str, str]
) -> None:
    browser.get("/")
    headers = {name: value.encode() for name, value in csrf.items()}
    assert browser.ask("POST", path, json={}, headers=headers).status_code == 403


def test_token_of_another_session_is_none(browser: Browser, changed: None) -> None:
    other = browser.csrf()
    browser.cookies = httpx.Cookies()
    browser.get("/")
    body = {"what": "accept", "seen": 0}
    assert browser.ask("POST", "/c/1", json=body, headers={"x-csrf-token": other}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9000"])
def test_other_origins_may_not_write(browser: Browser, changed: None, origin: str) -> None:
    headers = {"x-csrf-token": browser.csrf(), "origin": origin}
    assert browser.ask("POST", "/c/1", json={"what": "accept", "seen": 0}, headers=headers).status_code == 403


def test_too_much_is_refused(browser: Browser, changed: None) -> None:
    headers = {"x-csrf-token": browser.csrf()}
    assert browser.ask("POST", "/c/1", content=b"x" * 1_000_001, headers=headers).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        {"what": "delete", "seen": 0},
        {"what": "accept"},
        {"what": "accept", "seen": 0, "who": "Eve"},
        {"what": "accept", "seen": -1},
    ],
)
def test_decision_of_another_form_is_refused(browser: Browser, changed: None, body: dict[str, object]) -> None:
    assert browser.say("/c/1", **body).status_code == 422


@pytest.mark.parametrize("path", ["/", "/d/1", "/c/1/edit", "/overview"])
def test_elsewhere_the_token_comes_first(elsewhere: Browser, changed: None, path: str) -> None:
    answer = elsewhere.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert elsewhere.ask("POST", "/c/1", json={"what": "accept", "seen": 0}).status_code == 403


@pytest.mark.parametrize(
    ("token", "who"), [("guess", "Ben"), ("", "Ben"), ("é", "Ben"), (SESAME, ""), (SESAME, "x" * 101)]
)
def test_wrong_token_opens_nothing(elsewhere: Browser, token: str, who: str) -> None:
    assert logged_in(elsewhere, token, who).status_code == 403
    assert elsewhere.get("/").status_code == 303


def test_token_opens_the_page_under_a_name(elsewhere: Browser, changed: None, desk: Desk) -> None:
    assert logged_in(elsewhere).status_code == 303
    assert elsewhere.say("/c/1", what="accept", seen=0).status_code == 200
    with desk.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT who FROM decisions").scalar_one() == "Ben"


def test_many_sessions_do_not_fill_the_memory(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.review.guard._MOST_SESSIONS", 2)
    keeper = Guard(hosts=frozenset({HERE}), who="Ada")
    app = application(desk, keeper)
    for _ in range(3):
        Browser(app).get("/")
    assert len(keeper._sessions) == 2


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.9.9.9", True), ("::", False), ("10.0.0.1", False)],
)
def test_address_is_here_or_needs_a_token(host: str, is_here: bool) -> None:
    assert Address(host, 8111).is_here is is_here


def test_address_answers_to_its_names() -> None:
    assert {"127.0.0.1:8111", "localhost:8111", "[::1]:8111"} <= Address("127.0.0.1", 8111).hosts
    assert "review.example:8111" in Address("0.0.0.0", 8111, ("review.example",)).hosts  # noqa: S104 # not bound
    assert Address("::1", 80).url == "http://[::1]:80/"


HOSTILE = (
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "\u202e1999\u202c\u2066",
    "{{ 7 * 7 }} {% raw %}",
    "'\"><svg onload=alert(1)>",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_documents_are_text(browser: Browser, put: Callable[..., None], words: str) -> None:
    text = f"{words} in 1999 {words}"
    name = {"kind": "organization", "text": text, "value": {"name": words, "acronym": words}}
    source = f"{words.replace('/', '|').replace(chr(92), '')}.txt"
    put(text, source=source)
    put(text, YEAR, name, source=source)
    record = browser.get("/d/1").text.partition('href="/d/1/')[2][:16]
    for path in ("/", "/d/1", f"/d/1/{record}", "/c/1/edit", "/overview?first=1999&last=1999"):
        page = browser.get(path)
        assert page.status_code == 200
        assert not any(part in page.text for part in ("<script>", "<img", "<svg onload", 'href="javascript'))
        assert "\u202e" not in page.text or path == "/c/1/edit"  # what is edited is what it was


def test_line_of_ten_megabytes_is_a_document(browser: Browser, put: Callable[..., None]) -> None:
    put("x" * 10_000_000)
    page = browser.get("/d/1")
    assert "Part 1 of 5" in page.text
    assert len(page.content) < 3_000_000
