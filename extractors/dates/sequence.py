"""The year of a date that is told by its place before or after another: what *following*, *that*, *same* say.

In May 1968 he came … the following March        -> 1969
In May 1968 he came … in December of that year   -> 1968
In May 1968 he came … the previous November      -> 1967
3 June 1968 – They have come since August last year  -> 1967
3 June 1968 – They will come next May            -> 1969
"""

import re
from enum import StrEnum
from functools import cache

from extractors.dates.context import Before
from extractors.dates.words import any_of, numbers, phrases


class Step(StrEnum):
    """Where a date stands, seen from the one before it in the text."""

    AFTER = "after"
    BEFORE = "before"
    SAME = "same"
    YEAR_AFTER = "year after"
    YEAR_BEFORE = "year before"
    OWN_YEAR = "this year"
    LAST_YEAR = "last year"
    """Told from when the document was written, not from the date before."""
    AHEAD = "ahead"
    """Still to come when the document was written."""
    BEHIND = "behind"
    """Over when the document was written."""

    @property
    def is_from_now(self) -> bool:
        """Whether it is told from when the document was written."""
        return self in (Step.OWN_YEAR, Step.LAST_YEAR, Step.AHEAD, Step.BEHIND)


_OF_YEAR = {"after": Step.YEAR_AFTER, "before": Step.YEAR_BEFORE, "same": Step.SAME}

_OWN = {"this": Step.OWN_YEAR, "last": Step.LAST_YEAR}
_FROM_NOW = {"next": Step.AHEAD, "this": Step.OWN_YEAR, "last": Step.BEHIND}


_SAME_CLAUSE = r"(?:(?![;–—]|\b(?:after|since|that|when|where|which|who|whose)\b).)*\Z"
_WILL = (
    r"(?:\b(?:will|shall|(?:is|are)[ ](?:due|expected|planned|scheduled|to))|[’']ll)\b"
    r"|\b(?:expires?|runs[ ]out|falls[ ]due|is[ ]valid|takes[ ]effect|(?:comes|enters)[ ]into[ ]force)\b"
    r"|\b[Nn]ext[ ](?:[a-z]+[ ]){0,2}[a-z]+:?[ ]"
)
_TO_COME = re.compile(rf"(?:{_WILL}){_SAME_CLAUSE}")
_MAY_BE = re.compile(rf"(?:{_WILL}|\b(?:may|must|should)\b){_SAME_CLAUSE}")
"""What says that the date after it was still to come: *will be back by July*, *Next meeting: 12 March*."""
_LASTS = re.compile(rf"\b(?:is|are|remains?|stays?|lasts?|runs?|continues?)\b{_SAME_CLAUSE}")
"""What goes on until the date after it: *The bridge remains closed until 3 May*, *is authorized until Dec. 31*."""
_REACH = 128
"""Characters before a date in which its clause says so."""


def is_to_come(text: str, start: int, before: Before) -> bool:
    """Whether the clause of a date, which begins at `start` at the earliest, says that it is still to come.

    >>> text = "Talks will resume on 3 May"
    >>> is_to_come(text, 0, Before.of(text, 21))
    True
    """
    if before.word == "of" and before.noun not in numbers("weekday"):
        return False
    first, last = max(start, before.outset - _REACH), before.outset
    if before.relation == "until" and _LASTS.search(text, first, last):
        return True
    expression = _MAY_BE if before.relation in ("by", "until") else _TO_COME
    return expression.search(text, first, last) is not None


_PLANS = re.compile(
    r"\b(?:will|would|shall|should|may|might|can|could|must|is|are|be|to[ ][a-z]+|not|before|if|unless|until|by|next"
    r"|due|ahead|for|upcoming|said|told"
    r"|(?:agre|announc|call|decid|expect|extend|plan|postpon|promis|propos|schedul|urg)[a-z]*)\b"
)
"""What may make something to come of what was: *They agreed to meet in March*, *The vote was postponed until May*."""
_WAS = re.compile(
    r"\b(?:was|were|had|did|began|broke|brought|came|fell|fled|found|gave|held|killed|left|led|lost|made|met|rose|ran|saw"
    r"|sent|shot|spoke|stood|struck|took|went|won|wrote|[a-z]{2,}ed)\b"
)
_SAID = frozenset("announced claimed confirmed declared reported said says stated told tweeted warned".split())
_OPENING = 24
"""Characters before a date that opens its sentence: *In Moura, between* 27 and 31 March, *people were killed*."""


def is_reported(before: Before) -> bool:
    """Whether a date says when something was said: *as the bank said on 7 January*, which mostly is news."""
    return before.word == "on" and before.noun.lower() in _SAID


def is_past(text: str, sentence: tuple[int, int], before: Before, end: int) -> bool:
    """Whether the clause of a date says that it was over, and nothing in it that something was still to come.

    >>> text = "The lorries went in January, he says."
    >>> is_past(text, (0, len(text)), Before.of(text, 20), 27)
    True
    """
    first, last = max(sentence[0], before.outset - _REACH), before.outset
    if _PLANS.search(text, first, last):
        return False
    if _WAS.search(text, first, last):
        return True
    if last - sentence[0] > _OPENING:
        return False
    after = end, min(sentence[1], end + _REACH)
    return _WAS.search(text, *after) is not None and _PLANS.search(text, *after) is None


@cache
def _of_year() -> re.Pattern[str]:
    words = any_of(phrases("sequence"))
    return re.compile(rf",?[ ](?:of[ ])?(?:the[ ])?(?:that[ ])?(?P<word>{words}|next|this|last)[ ]year\b")


def step(text: str, before: Before, end: int) -> Step | None:
    """The step that the words on both sides of a date tell; None where they tell none.

    >>> text = "the following March"
    >>> step(text, Before.of(text, 14), 19)
    <Step.AFTER: 'after'>
    """
    if match := _of_year().match(text, end):
        return _OWN.get(match["word"]) or _OF_YEAR[phrases("sequence").get(match["word"], "after")]
    if before.points_back:
        return Step.SAME
    if before.is_told_from_now:
        return _FROM_NOW[before.word]
    return Step(phrases("sequence")[before.sequence]) if before.sequence else None
