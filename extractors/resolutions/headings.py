"""Resolutions whose number opens the heading.

    128 (1958). Resolution of 11 June 1958           -> Security Council, 1958
    2625 (XXV). Declaration on Principles of …       -> General Assembly, twenty-fifth session
    60/1. 2005 World Summit Outcome                  -> the body that the lines above name, or a symbol below

`60/1.` alone could number a chapter: what shows the body is "Resolution adopted by the General Assembly" above it, or
the symbol `A/RES/60/1` anywhere.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.resolutions.bodies import by_form, full_name
from extractors.resolutions.citations import DAY, Citation, Form, Listing, iso_day, listed, positions
from extractors.rules import Rule

NUMBER_FIRST = Rule(
    id="resolutions.number-first",
    says="In headings the number can stand before the word, or before the title of the resolution.",
    matches=(
        "«128 (1958)». Resolution of 11 June 1958",
        "«83 (1950)». Resolution of 27 June 1950\n[S/1511]",
        "«2625 (XXV)». Declaration on Friendly Relations",
        "Resolution adopted by the General Assembly on 22 December 2003\n\n«58/214». Strategy for Disaster Reduction",
        "Resolution adopted by the Human Rights Council\n\n«16/18». Combating intolerance\n\nThe Human Rights Council,",
        "A/RES/64/292\n\n«64/292». The human right to water and sanitation",
    ),
    rejects=(
        "In chapter 12 (1958). Resolution of the conflict",
        "see note 83 (1950). Resolution of 27 June 1950",
        "58/214. Strategy for Disaster Reduction",
        "Resolution adopted by the General Assembly\n\nWork goes on 24/7. Staff rest.",
        "A/RES/64/292\n\n12/31. The last page",
        "12 (XX). An appendix\n\n4 (1950). Census",
    ),
)
_OPENING = re.compile(
    r"\n(?=(?:[1-9]\d{0,3}[ ]?\(\d{4}\)\.[ ]Resolution[ ]of[ ]"
    r"|[1-9]\d{0,3}(?:[ ]?[A-Z])?[ ]?\((?:E?S-)?[CLXVI]{1,8}\)(?:[ ]?[A-Z])?\.[ ][A-Z“]"
    r"|(?:E?S-)?\d{1,4}/\d{1,3}(?:[ ]?[A-Z])?\.[ ][A-Z0-9“]))",
    re.ASCII,
)
_ADOPTER = re.compile(
    rf"""
    (?i:resolutions?(?:[ ]and[ ]decisions?)?[ ]adopted[ ]by[ ]the)[ ](?P<body>[A-Z][A-Za-z ]{{4,32}}?)
    (?=[\n.,]|$|[ ](?i:on|at|during|without)\b) (?:[ ]on[ ]{DAY})?
    """,
    re.VERBOSE | re.ASCII,
)
_SIGHT = 32  # code points before "dopted": room for "Resolutions and decisions "
_LEAST = 100
"""Smaller numbers before a Roman one in parentheses are chapters and annexes as often as resolutions."""


class _Adopter(NamedTuple):
    """Who adopted the resolutions below a line, and when, if it says so."""

    end: int
    body: str
    adopted: str | None


def headings(text: str, cited: Iterable[Listing]) -> Iterator[Listing]:
    """Every resolution whose number opens a line, in the order of the view, given those under a head."""
    opening = [citation for start in _line_starts(text) for citation in _numbered(text, start)]
    if not opening:
        return
    symbols = {_key(citation): listing.body for listing in cited for citation in listing.citations if listing.body}
    adopters = list(_adopters(text))
    for citation in opening:
        place = bisect_right(adopters, citation.start, key=lambda adopter: adopter.end)
        above = adopters[place - 1] if place else None
        if body := _counted_by(citation) or symbols.get(_key(citation)) or (above and above.body):
            adopted = citation.adopted or (above.adopted if above and above.body == body else None)
            yield Listing(body, (citation._replace(adopted=adopted),))


def _line_starts(text: str) -> Iterator[int]:
    """Where lines start that a number may open."""
    if _OPENING.match("\n" + text[:_SIGHT]):
        yield 0
    for match in _OPENING.finditer(text):
        yield match.end()


def _numbered(text: str, start: int) -> Iterator[Citation]:
    return listed(text, start, start, plural=False, rule=NUMBER_FIRST.id)


def _key(citation: Citation) -> tuple[str | int | None, int]:
    return citation.number.session or citation.number.year, citation.number.number


def _counted_by(citation: Citation) -> str | None:
    """The body that opens its headings with such numbers; null for a number that could be a chapter's."""
    said = citation.number
    if said.form is Form.YEAR or (said.form is Form.SESSION and said.number >= _LEAST):
        return by_form(said)
    return None


def _adopters(text: str) -> Iterator[_Adopter]:
    for at in positions(text, ("dopted by the ", "DOPTED BY THE ")):
        match = _ADOPTER.search(text, max(0, at - _SIGHT), at + 96)
        if match and match.start() < at and (body := full_name(match["body"])):
            yield _Adopter(match.end(), body, iso_day(match) if match["year"] or match["year_last"] else None)
