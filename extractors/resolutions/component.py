"""Citations of resolutions, of other documents by their symbols, and of numbered meetings.

    Security Council resolution 1701     -> S/RES/1701 (2006), adopted 2006-08-11
    General Assembly resolution 46/182   -> A/RES/46/182
    S/25354 and Add.1                    -> S/25354; S/25354/Add.1
    at its 5511th meeting                -> S/PV.5511

How citations are written stands in `citations`, `headings` and `pinpoints`, numbers apart from their noun in `apart`,
whose they are in `bodies`; the other documents in `documents`, `meetings` and `plenaries`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from operator import attrgetter
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractors.findings import Finding, Findings
from extractors.resolutions.apart import RULES as APART_RULES
from extractors.resolutions.apart import apart
from extractors.resolutions.bodies import Mentions, beside, by_form, names
from extractors.resolutions.citations import Citation, Form, Listing, Number, full_year, listings
from extractors.resolutions.documents import RULES as DOCUMENT_RULES
from extractors.resolutions.documents import documents
from extractors.resolutions.headings import NUMBER_FIRST, headings
from extractors.resolutions.meetings import MEETING, meetings
from extractors.resolutions.own import Head
from extractors.resolutions.plenaries import PLENARY, announced, plenaries
from extractors.resolutions.sessions import adopted_in
from extractors.resolutions.unsc import Checked, adoptions, check
from extractors.rules import Rule
from extractors.steps import Component, Steps
from extractors.tokens import Flags
from extractors.view import View
from schemas.resolutions import document_fields, resolution_fields
from schemas.symbols import resolution_symbol

FLAGS: Flags = {}
_COUNCIL = "Security Council"
_DECIDING = frozenset(
    {"General Assembly", "Human Rights Council", "Economic and Social Council", "Commission on Human Rights"}
)
"""Who numbers decisions as `63/550` or `2004/280`. Of other bodies a decision so numbered may be a court's."""
_FIRST_DECISION = 300

RULES: tuple[Rule, ...] = (
    Rule(
        id="resolutions.word",
        says="The word resolution with a number is a citation; the body's name before it is not part of it.",
        matches=(
            "Pursuant to Security Council «resolution 1701 (2006)», the parties",
            "The Security Council adopted «Resolution 1325» on women and peace.",
            "recalling General Assembly «resolution 217 A (III)» and «resolution S/RES/955 (1994)»",
            "Human Rights Council «resolution 16/18», ECOSOC «resolution 1996/31», UN SC «Res. 955»",
            "UNSC «Resolution No. 1701/2006», «RESOLUTION 46/182»",
        ),
        rejects=(
            "the resolution, adopted in 2006, and resolution of 11 August 2006",
            "in the Journal of Conflict Resolution 45 (2001)",
            "Cancer Res. 45, 112–119.",
            "images at a resolution 30 m or better",
            "high-resolution 1080 displays",
            "a resolution 12 October approved",
        ),
    ),
    Rule(
        id="resolutions.acronym",
        says="UNSCR or SCR with a number is a resolution of the Security Council.",
        matches=("in line with «UNSCR 1325»", "«SCR 1701 (2006)», «UNSCRs 1559» and 1680", "«UNSCR 2250 (2015)»"),
        rejects=("the SCR committee", "UNSCR compliance in 2015", "ticket DESCR 1325"),
    ),
    Rule(
        id="resolutions.symbol",
        says="The symbol of a resolution is a citation.",
        matches=(
            "«S/RES/1701 (2006)» and «A/RES/60/1»",
            "«S/RES/2728(2024)», «A/RES/377 (V)»; «A/HRC/RES/31/18»",
            "(«S/RES/955») and «E/RES/2023/14»",
        ),
        rejects=("the S/RES series", "at https://undocs.org/S/RES/1701(2006)", "docs/A/RES/60/1"),
    ),
    Rule(
        id="resolutions.in-list",
        says="Further numbers under one head are citations of their own.",
        matches=(
            "resolutions 1559 (2004), «1680 (2006)» and «1701 (2006)»",
            "its resolutions 765 (1992) of 16 July 1992 and «772 (1992)» of 17 August 1992",
            "General Assembly resolutions 46/182, «58/114» and «62/91»",
            "UN Security Council resolutions 1325, «1820» and «1888»",
        ),
        rejects=(
            "resolution 1701 and 10,000 soldiers",
            "resolution 1701, 12 States abstaining",
            "resolutions 1559 (2004) and 45 reports",
            "resolution 46/182 and 3/4 of all funds",
        ),
    ),
    Rule(
        id="resolutions.decision",
        says="A numbered decision of a body that counts decisions beside its resolutions is a citation of that body.",
        matches=(
            "The General Assembly took «decision 63/550» on the report.",
            "as set out in «decision 54/493» and, later, «decision 49/426 B»",
            "Human Rights Council «decision 2/102», and Economic and Social Council «decisions 2004/280» and 2004/281",
        ),
        rejects=(
            "pursuant to Council Decision 2014/145/CFSP",
            "Council Decision 2010/413 on restrictive measures",
            "the court's decision 12/31 of 4 May 2003",
            "The Conference of the Parties, in its decision 14/5, urged States to act.",
            "decision 1244 (1999) and decision 12",
        ),
    ),
    NUMBER_FIRST,
    *APART_RULES,
    *DOCUMENT_RULES,
    MEETING,
    PLENARY,
)


@Language.factory("recital_resolutions")
def create_resolutions(nlp: Language, name: str) -> "Resolutions":  # noqa: ARG001 # spaCy's signature
    """The component."""
    adoptions()  # read when the pipeline is built, not within a document
    return Resolutions()


class Resolutions(Component):
    """Adds a finding for every resolution, then for documents in what is left, then for meetings."""

    def steps(self, doc: Doc) -> Steps[None]:
        """Adds the citations of a doc to its findings, in one step."""
        findings = Findings.of(doc)
        for finding in _findings(findings.view):
            if findings.is_free(finding.start, finding.end):
                findings.claim(finding.start, finding.end)
                findings.add((finding,))
        yield


def _findings(view: View) -> Iterator[Finding]:
    """What a view cites: resolutions first, because a symbol among them looks like that of a document."""
    mentions, held, adopting, head = Mentions(view.text), set[int](), set[str](), Head(view.text)
    for citation, body in _attributed(view, mentions):
        known_by = None if citation.number.number in adoptions() else head.day
        value = resolution_value(citation, body, known_by=known_by)
        if value["body"] == _COUNCIL and (adoption := adoptions().get(value["number"])) and adoption.meeting:
            held.add(adoption.meeting)
        adopting.add(value["body"])
        yield Finding("resolution", citation.start, citation.end, citation.rule, value)
    symbols = list(documents(view.text))
    for cited in chain(
        symbols,
        meetings(view.text, mentions, view.sentence, held),
        plenaries(view.text, mentions, view.sentence, adopting),
        announced(view.text, symbols),
    ):
        value = _stated(document_fields(cited.symbol))
        yield Finding("document", cited.start, cited.end, cited.rule, value)


def _attributed(view: View, mentions: Mentions) -> Iterator[tuple[Citation, str | None]]:
    """Every citation with the body that adopted it.

    What a citation leaves open is taken from others of the same number, else from others of the same form, else from
    the only body that the text names; where that says two things or none, it stays open.
    """
    headed = list(listings(view.text))
    headed += headings(view.text, headed)
    headed.sort(key=attrgetter("start"))
    read = [
        (citation, _body(citation, listing, view, mentions))
        for listing in sorted([*headed, *apart(view, headed)], key=attrgetter("start"))
        for citation in listing.citations
    ]
    said: defaultdict[object, set[str]] = defaultdict(set)
    for citation, body in read:
        if body is not None:
            for key in _likeness(citation):
                said[key].add(body)
    for citation, body in read:
        known = body or _likely(citation, said, mentions)
        if known in _DECIDING or not citation.is_decision:
            yield citation, known


def _likely(citation: Citation, said: Mapping[object, AbstractSet[str]], mentions: Mentions) -> str | None:
    """The body of citations like one, else the only body that the text names; None where there are two or none."""
    first, second = _likeness(citation)
    hints = said.get(first) or said.get(second) or (frozenset() if citation.is_decision else mentions.bodies)
    return min(hints) if len(hints) == 1 else None


def _likeness(citation: Citation) -> tuple[object, object]:
    """What citations of one body share, the surer first: number and session, then the form."""
    number = citation.number
    form = Form.YEAR if number.form is Form.BARE else number.form
    return (citation.is_decision, number.number, number.session), (citation.is_decision, form)


def _body(citation: Citation, listing: Listing, view: View, mentions: Mentions) -> str | None:
    """The body named beside the list, else the one that counts so, else the one named nearest in the sentence.

    The registry has a word in it: a year in parentheses means the Security Council when it fits the number.
    """
    named = listing.body or beside(view.text, listing.start, listing.end)
    if named in names():
        return named
    sentence = view.sentence(listing.start, listing.end)
    if citation.is_decision:
        counted = _decided_by(citation.number)
        return counted or mentions.nearest(listing.start, listing.end, sentence, adopting=False)
    counted = by_form(citation.number, named)
    if counted not in (None, _COUNCIL):
        return counted
    if _fits_registry(citation):
        return _COUNCIL
    return mentions.nearest(listing.start, listing.end, sentence, adopting=True) or counted


def _decided_by(said: Number) -> str | None:
    """The body that counts its decisions so: only the General Assembly starts at three hundred each session."""
    return "General Assembly" if said.form is Form.SESSION_FIRST and said.number > _FIRST_DECISION else None


def _fits_registry(citation: Citation) -> bool:
    """Whether the Security Council adopted a resolution of that number in the year, or on the day, that is given."""
    adoption = adoptions().get(citation.number.number)
    if adoption is None or citation.number.form not in (Form.BARE, Form.YEAR):
        return False
    return citation.number.year == adoption.year or (
        citation.adopted is not None and citation.adopted == adoption.adopted
    )


def resolution_value(citation: Citation, body: str | None, *, known_by: str | None = None) -> dict[str, Any]:
    """Fields of the value of a citation, given the body that adopted the resolution; defaults are left out.

    `known_by` is the day of the document, on which the resolution existed; it matters beyond the registry.

    >>> (cited,) = next(listings("resolution 1701")).citations
    >>> resolution_value(cited, "Security Council")["symbol"], resolution_value(cited, None)["symbol"]
    ('S/RES/1701 (2006)', None)
    """
    said = _as_counted(citation.number, body)
    adopted = citation.adopted or adopted_in(citation, body)
    known = Checked(said.year, adopted, [])
    if body == _COUNCIL and said.form in (Form.BARE, Form.YEAR):
        known = check(said.number, year=said.year, adopted=adopted, known_by=known_by)
    symbol = None
    if body and not citation.is_decision:  # decisions are not issued as documents of their own
        symbol = resolution_symbol(body, said.number, year=known.year, session=said.session, parts=said.parts)
    value: dict[str, Any] = {"body": body, "symbol": None, "number": said.number, "url": None}
    value |= {"year": known.year, "session": said.session}
    value |= resolution_fields(symbol) if symbol else {}
    value |= {"adopted": known.adopted, "paragraphs": list(citation.paragraphs), "checks": known.checks}
    return _stated(value)


def _as_counted(said: Number, body: str | None) -> Number:
    """The number as its body counts: the Security Council does not restart, so that `1970/11` is 1970 of 2011."""
    if body == _COUNCIL and said.form is Form.YEAR_FIRST and said.year is not None and said.number < 100:
        return Number(Form.YEAR, said.year, year=full_year(said.number))
    return said


def _stated(value: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something, and those without a default."""
    return {field: said for field, said in value.items() if said or field in ("body", "symbol", "url")}
