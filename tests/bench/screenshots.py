"""Pictures of the review page for the README: `make screenshots` writes docs/review-*.png."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.bench.review import store
from tests.flows.review.serving import chromium, served

DOCS = Path(__file__).parent.parent.parent / "docs"

TEXT = """REPORT ON THE OBSERVER MISSION IN THE EASTERN VALLEYS

The mission was established on 14 March 2003 and began its work in May 2003. By resolution 1509 (2003) the Security \
Council asked for quarterly reports.

At the end of the period it had 374 personnel: 356 civilian and 18 uniformed. Some 40 observers came from the \
African Union; the others had been lent by the United Nations Development Programme.

Share this page   facebook   twitter   e-mail

The budget of $2.1 million covers the time until 30 June 2004. Three posts at the river crossing were closed in \
early 2004, when the ceasefire commission took over.
"""
SEGMENTS = (
    ("heading", TEXT.split("\n\n", maxsplit=1)[0]),
    *(("share_bar" if "facebook" in part else "paragraph", part) for part in TEXT.strip().split("\n\n")[1:]),
)


def date(text: str, edtf: str, first: str, last: str, precision: str) -> dict[str, Any]:
    value = {"edtf": edtf, "earliest": first, "latest": last, "precision": precision}
    return {"kind": "date", "text": text, "rule": "dates.day-month-year", "value": value}


def figure(text: str, amount: str, **value: Any) -> dict[str, Any]:
    return {"kind": "figure", "text": text, "rule": "figures.number", "value": {"amount": amount, **value}}


DATES = (
    date("14 March 2003", "2003-03-14", "2003-03-14", "2003-03-14", "day"),
    date("May 2003", "2003-05", "2003-05-01", "2003-05-31", "month"),
    date("30 June 2004", "2004-06-30", "2004-06-30", "2004-06-30", "day"),
)
UNION = {"kind": "organization", "text": "African Union", "rule": "organizations.registry"}
PROGRAMME = {
    **UNION,
    "text": "United Nations Development Programme",
    "value": {"name": "United Nations Development Programme", "id": "local:undp", "acronym": "UNDP"},
}
BEFORE = (*DATES, figure("374", "374", item="personnel"), figure("40", "40", item="observers"), UNION)
AFTER = (
    *DATES,
    date("early 2004", "2004", "2004-01-01", "2004-04-30", "year"),
    figure("374", "374", item="personnel"),
    figure("356", "356", item="civilian"),
    figure("40", "40", item="observers", comparison="about"),
    figure("$2.1 million", "2100000", measure="money", unit="USD"),
    PROGRAMME,
    UNION,
)


def take(chrome: Browser, url: str) -> None:
    page = chrome.new_page(viewport={"width": 1200, "height": 820})
    page.goto(f"{url}/d/1")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.screenshot(path=DOCS / "review-document.png")
    page.goto(url)
    page.screenshot(path=DOCS / "review-inbox.png", clip={"x": 0, "y": 0, "width": 1200, "height": 420})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{url}/overview")
    page.screenshot(path=DOCS / "review-overview.png")


if __name__ == "__main__":
    with store() as (desk, put), served(desk) as url, chromium() as chrome:
        for source in ("2003/valleys.txt", "2003/annex.txt"):
            put(TEXT, *BEFORE, source=source, segments=SEGMENTS)
            put(TEXT, *AFTER, source=source, segments=SEGMENTS)
        take(chrome, url)
