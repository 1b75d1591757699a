"""Numbers of resolutions that stand apart from their noun, behind a phrase in the same sentence.

    resolutions on Haiti, in particular 1542 (2004)     -> 1542 (2004): the registry knows it of that year
    resolution 1325 (2000) and its successor 1820 (2008) -> 1820 (2008), likewise
    resolutions on Lebanon, notably 1559 and 1701        -> 1559; 1701: a word introduces them
    UNSC 1701                                            -> 1701 of the Security Council

What the registry does not confirm needs a word that introduces it, and no noun that it could count.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice, pairwise, takewhile
from operator import attrgetter
from typing import NamedTuple

from extractors.resolutions.bodies import beside, names
from extractors.resolutions.citations import Citation, Form, Listing, Number, listed, positions
from extractors.resolutions.unsc import adoptions
from extractors.rules import Rule
from extractors.view import View

APART = Rule(
    id="resolutions.apart",
    says="Behind a noun earlier in the sentence, a number with its year, or that a word introduces, is a citation.",
    matches=(
        "Recalling its previous resolutions on Haiti, in particular «1529 (2004)», 1542 (2004) and 1576 (2004),",
        "resolution 1325 (2000) and subsequent resolutions, including «1820 (2008)», 1888 (2009)",
        "Recalling resolution 1674 (2006) on civilians, «1325 (2000)» on women, and «1612 (2005)» on children,",
        "Security Council resolutions on Lebanon, notably «1559» and 1701, call for elections.",
        "Relevant Security Council resolutions: «1820», 1888, 1889 and 1960",
        "the resolutions of the Security Council «242» and 338, which remain the basis",
        "General Assembly resolutions on relief, such as «46/182» and 58/114,",
    ),
    rejects=(
        "resolutions on 12 States and, in 2004, 150 (2005) staff",
        "resolutions adopted in 1999 (2000 pages)",
        "the report, including 1820 (2008) pages",
        "resolutions on relief, including 120 pages of annexes and 1542 tables",
        "resolutions: 54, of which 12 on Haiti",
        "resolutions of three years, including 2004 and 2005",
        "The Council adopted two resolutions. In the annex, 1542 (2004) stands for Haiti.",
        "resolutions applied under Law 1542 (2004)",
    ),
)
COUNCIL = Rule(
    id="resolutions.council",
    says="A number directly behind UNSC is a resolution of the Security Council, unless it is a year or counts a noun.",
    matches=("in violation of UNSC «2334»", "UNSC «1325 (2000)» and UNSC «1820», 1888"),
    rejects=("the UNSC 2015 report", "UNSC 15 members", "the UNSC 1540 Committee", "UNSC 1200 delegates"),
)
RULES = (APART, COUNCIL)

_LEAD = re.compile(
    r"""
    (?: (?P<word>                                                     # what introduces numbers …
          (?<!\w)(?: includ(?:ing|e|es|ed) | in[ ]particular | (?:particular|notab|especial|specifical|name)ly
                   | such[ ]as | e\.g\. | i\.e\.
                   | of[ ]the[ ](?:UN[ ]|United[ ]Nations[ ])?(?:Security[ ]Council|General[ ]Assembly)
          )[,:]?[ ](?:[Nn]os?\.?[ ])?)
      | [,;:(–—][ ]?                                                  # … and what may stand before one with its year
      | (?<!\w)(?:and|or|by|with|later|then|also|both|(?:success|predecess)ors?)[ ]
    )(?=[1-9])
    """,
    re.VERBOSE,
)
_FIGURE = re.compile(r"[1-9]")
_COUNCIL = "Security Council"
_OPENINGS = (":", "(")
_COUNTS_NOTHING = re.compile(r"[]).,;:'’\"”\n]|$|[ ]?[;/&]|[ ](?:and|as|but|is|or|that|was|which)\b")
_YEARS = range(1900, 2100)


class _Anchor(NamedTuple):
    """What numbers may stand behind: a noun without any, or a citation."""

    start: int
    end: int
    is_noun: bool = False
    """So that a word may introduce numbers that the registry does not confirm."""
    body: str | None = None
    """The body that is named beside the noun, or by it: `UNSCRs`."""


def apart(view: View, headed: Iterable[Listing]) -> list[Listing]:
    """Every list of numbers apart from its noun, in the order of the view, given the lists under a head."""
    found = list(_behind_acronyms(view.text))
    anchors = sorted([*_nouns(view.text), *(_Anchor(listing.start, listing.end) for listing in (*headed, *found))])
    free = 0
    for anchor, following in pairwise([*anchors, _Anchor(len(view.text), len(view.text))]):
        stop = min(following.start, view.sentence(anchor.start, anchor.end)[1])
        if _FIGURE.search(view.text, max(free, anchor.end), stop) is None:
            continue
        for lead in _LEAD.finditer(view.text, max(free, anchor.end), stop):
            if lead.end() >= free and (listing := _led(view.text, anchor, lead)):
                found.append(listing)
                free = listing.end
    return sorted(found, key=attrgetter("start"))


def _behind_acronyms(text: str) -> Iterator[Listing]:
    for at in positions(text, ("UNSC ",)):
        end = at + len("UNSC ")
        if not text[at - 1 : at].isalnum() and (citations := tuple(_counting_nothing(text, end, COUNCIL))):
            first = citations[0].number
            if _is_confirmed(first) or (first.form is Form.BARE and first.number not in _YEARS):
                yield Listing(_COUNCIL, citations)


def _nouns(text: str) -> Iterator[_Anchor]:
    for at in positions(text, ("esolutions", "ESOLUTIONS")):
        end = at + len("esolutions")
        if not text[end : end + 1].isalnum():
            named = beside(text, at - 1, end)
            yield _Anchor(at - 1, end, is_noun=True, body=named if named in names() else None)
    for at in positions(text, ("SCRs",)):
        yield _Anchor(at, at + len("SCRs"), is_noun=True, body=_COUNCIL)


def _led(text: str, anchor: _Anchor, lead: re.Match[str]) -> Listing | None:
    """The numbers behind what leads to them, when they can be nothing else."""
    citations = _counting_nothing(text, lead.end(), APART)
    beginning = tuple(islice(citations, 2))  # no more is read before they are judged: rejected lists cost little
    if not beginning:
        return None
    first = beginning[0].number
    if _is_confirmed(first) or (anchor.is_noun and _is_introduced(first, anchor, lead, several=len(beginning) > 1)):
        return Listing(anchor.body, (*beginning, *citations))
    return None


def _counting_nothing(text: str, position: int, rule: Rule) -> Iterator[Citation]:
    """The citations that start at `position`, up to a number that stands before what it could count."""
    return takewhile(partial(_counts_nothing, text), listed(text, position, position, plural=True, rule=rule.id))


def _counts_nothing(text: str, citation: Citation) -> bool:
    said = citation.number
    if said.form in (Form.YEAR, Form.SESSION):
        return True
    is_known = said.form is not Form.BARE or (said.number >= 100 and said.number in adoptions())
    return is_known and _COUNTS_NOTHING.match(text, citation.end) is not None


def _is_confirmed(said: Number) -> bool:
    """Whether the number stands with the year in which the Security Council adopted it."""
    adoption = adoptions().get(said.number)
    return said.form is Form.YEAR and adoption is not None and adoption.year == said.year


def _is_introduced(first: Number, anchor: _Anchor, lead: re.Match[str], *, several: bool) -> bool:
    """Whether a word introduces numbers, or a colon or parenthesis directly behind the noun opens their list.

    Bare numbers start with none that could be a year, and are several, or one of four figures behind a word.
    """
    opens = lead[0].strip() in _OPENINGS and lead.start() - anchor.end <= 1
    if not (lead["word"] or opens):
        return False
    if first.form is not Form.BARE:
        return True
    return first.number not in _YEARS and (several or (lead["word"] is not None and first.number >= 1000))
