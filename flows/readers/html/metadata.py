"""What a page says of itself: title, date, address. Read from `<meta>`, `<link>`, `<time>` and JSON-LD, in that order.

<meta property="article:published_time" content="2019-07-12T08:00Z"> -> 2019-07-12, "meta article:published_time"
<time datetime="2019-07-12">                                        -> 2019-07-12, "time"
<link rel="canonical" href="https://example.org/a">                 -> https://example.org/a
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from flows.readers.dates import Found, written
from flows.readers.html.tree import Element

_DATES = (
    *("article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date"),
    *("citation_publication_date", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date", "date"),
)
"""Names of `<meta>` that give the day a page was published, the surest first."""
_TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
_URLS = ("og:url",)
_LONGEST = 500
"""Characters of a title or an address; the longest title of the pages tried has 78, the longest address 58."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; null for what it does not."""

    title: str | None
    date: Found | None
    url: str | None

    @classmethod
    def of(cls, page: Element) -> Self:
        """Reads it from the elements of a page."""
        stated = _stated(page)
        link = next((e.get("href") for e in page.iter("link") if "canonical" in (e.get("rel") or "").split()), None)
        return cls(
            title=_first(stated, _TITLES) or _heading(page),
            date=_date(page, stated),
            url=_address(link) or _address(_first(stated, _URLS)),
        )


def _stated(page: Element) -> dict[str, str]:
    """The contents of `<meta>` by name in lower case; of several with one name the first."""
    stated: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            stated.setdefault(name.casefold(), content[:_LONGEST])
    return stated


def _first(stated: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((stated[name] for name in names if name in stated), None)


def _heading(page: Element) -> str | None:
    """The only first-level heading of a page; else what its head calls it."""
    headings = [" ".join("".join(h.itertext()).split()) for h in page.iter("h1")]
    if len(headings) == 1 and 0 < len(headings[0]) <= _LONGEST and "{" not in headings[0]:
        return headings[0]
    title = " ".join("".join(text for t in page.iter("title") for text in t.itertext()).split())
    return title[:_LONGEST] or None


def _date(page: Element, stated: dict[str, str]) -> Found | None:
    for name in _DATES:
        if name in stated and (day := written(stated[name])):
            return Found(day, f"meta {name}")
    for script in page.iter("script"):
        if (script.get("type") or "").casefold() == "application/ld+json" and (day := _linked(script.text or "")):
            return Found(day, "JSON-LD datePublished")
    for time in page.iter("time"):
        stamp = time.get("datetime") or "".join(time.itertext())
        if day := written(stamp):
            return Found(day, "time")
    return None


def _linked(text: str) -> str | None:
    """The first `datePublished` in linked data."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return next((day for value in _published(data) if (day := written(value))), None)


def _published(data: Any) -> Iterator[str]:  # noqa: ANN401 # any JSON
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if isinstance(stamp := item.get("datePublished"), str):
                yield stamp
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item


def _address(url: str | None) -> str | None:
    """An absolute web address, else null: what a page states is shown to people."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    fits = parts.scheme in ("http", "https") and parts.netloc and url is not None and len(url) <= _LONGEST
    return url.strip() if fits and url and url.isprintable() else None
