"""Numbers that name something, number something or tell the time, and so are no figures.

    Article 5, phase two, paragraphs 3 to 5  -> names: a label stands before them
    MiG-21, G-8, 24/7, 04871, 10 a.m.        -> names: they are parts of longer signs
    12. The Council …, (2), [54]             -> names: they number a paragraph, an item, a note

What a label looks like is data; what the characters around a number look like is written here.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from extractors.dates.words import MONTHS
from extractors.figures import numbers, references, times
from extractors.lexicon import Entry, Forms, load


class LabelEntry(Entry):
    """One line of `labels.csv`."""

    names: Literal["always", "unless-determined", "unless-grouped", "capitalised", "placed"]
    forms: Forms
    plurals: Forms


class Label(NamedTuple):
    """What a label demands before it is believed, and whether it opens a list."""

    names: str
    plural: bool


class Name(NamedTuple):
    """A number that names, and where a list of such numbers may go on; -1 where it does not."""

    list_from: int = -1
    end: int = -1
    """Where it ends: what follows in brackets is part of it, Article 98 (4)."""
    dialled: bool = False
    """Whether it opens a telephone number, which goes on with the groups of digits after it."""


_REACH = 30
_NUMBER = frozenset("no. (no. nos. (nos. nr. (nr. ref. (ref. ref:".split())
_LONGEST_CODE = 4
"""Letters that a number may have before its figures."""
_PLACES = frozenset("after at before by from in of on since through till to until".split())
"""Prepositions between which and a number a label names it: *by week 4*, but not *last week 4 men*."""
_DETERMINERS = frozenset("a an another each every its one same that the their these this those".split())
_OPENING = "([“\"'‘"
_GLUED_BEFORE = re.compile(r"(?:[\w/+#°№§@\\=”]|=[\"']|[\w)”][-‑–.,:'’])\Z")
_GLUED_AFTER = re.compile(r"[\w°@\\#\ufe0f\u20e3]|[-‑–/:'’+][0-9(]|/(?!\w)|/[A-Z]\b|\([A-Za-z]\)(?:\(|[ ]plans?\b)")
"""What goes on with a longer sign; a slash before a blank marks a note: 1/ See …; brackets a law: 501(c)(3)."""
_DIALLED = re.compile(r"[ ]?(?:\(0?\)|[(/–-])[ ]?|\)[ ]?|[ .]")
"""What stands between the groups of a telephone number: *+251-11-551 38 22*, *020 7946 0958*."""
_MEASURED = re.compile(r"\b[Nn]=\Z|[0-9]-by-\Z")
"""The size of a sample, `n=214`, is a count, and a 5-by-3-metre plot has two sides."""
_BASE = re.compile(r"\b(?:1[89]|20)[0-9]{2}[ ]=[ ]\Z")
"""What makes a hundred the base of an index: *2015 = 100*."""
_JOB_NUMBER = re.compile(r"[0-9]{2}-[0-9]{5}(?:[0-9]{2})?")
"""So are employers numbered: *EIN 13-1234567*."""
_JOB_DATE = re.compile(r"[0-9]{2}-[0-9]{5}[ ]\([A-Z]\)[ ](?:[0-9]{6}[ ])*\Z")
"""What stands before the dates of a printing job: 16-04861 (E) 300316 310316."""
_ITEM_OF = re.compile(r"\)?[ ]?(?:\([a-z0-9]{1,4}\)[ ]?)*\(")
_ADDRESS = re.compile(
    r"[0-9]{1,5},?[ ](?:[A-Z][\w.]*[ ]){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Drive|Plaza|ST|AVE)\b"
    r"(?![ ](?:[a-z]{3,}s\b|[A-Z][a-z]))"
    r"|(?<![^\n])[0-9]{1,4},[ ](?:[A-Z][\w’'.-]+[ ]?){1,4}(?:,[ ][A-Z]|\n)"
)
"""A house before its street, unless things follow: *12 Wall Street banks*; or behind a comma, where a line starts, one
of any language: *30, Calle Mayor, Soria*."""
_PHRASE = re.compile(
    r"zero[- ](?:carbon|day|draft|emissions?|growth|hour|hunger|option|point|sum|tolerance|waste)\b"
    r"|(?:one|two|three|four)-(?:faced|off|on-one|sided|time|timers?|tone|tracks?|way)\b",
    re.IGNORECASE,
)
_LEADING_ZERO = re.compile(r"0[0-9]")
_LIST_GAP = re.compile(r"(?:[ ]?\([a-z0-9]{1,4}\))*(?:,?[ ](?:and|or|to|of|through)[ ]|,[ ]?|[ ]?[-–;/&][ ]?|[ ])")
_AFTER_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})[ ]\Z")
_OF_PAGES = re.compile(r"\b[Pp]age[ ][0-9]{1,4}[ ]of[ ]\Z")
_NUMBERS_VERB = re.compile(r"\b(?:they|who|which|people|police|(?:wo)?men|children|[a-z]{2,}[^\Wsui]s)[ ]number[ ]\Z")
"""Whose *number* is a verb: *the observers number 85*."""
_CLAUSE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_CLAUSE_OPENS = re.compile(r"\.?[ ][\"“‘(]?[A-Z]")
"""What opens a clause of a treaty or a report: *5.2 The Parties shall*; nothing is counted in such fractions."""
_REFERENCE = re.compile(r"\.[ ](?:\^|↑)")
_LONGEST_NUMBERING = 3
"""Figures of the number of a paragraph; one that opens its line, as of a question in parliament, may have one more."""
_NUMBERING = re.compile(r"(?:\)|\.(?=[ ][\"“‘(]?[A-Z]))[ ]")
_ITEM = re.compile(r"\.[ ](?:[a-z(]|[0-9]{1,2}[./-][0-9])")
"""What follows the number of an item at the start of its line: *2. a storage area*, *3. 12.5.2018*."""
_PARAGRAPH = re.compile(r"(?:(?<![^\n])|[.;:,”\"][ ])\Z")
_NOTE = re.compile(r"\[[0-9, –-]*\Z")
_COUNT_IN_BRACKETS = re.compile(r"\)(?:[,;.)\n]|[ ](?:and|or)\b|\Z)")
_JOB_DATE_LENGTH = 6
_BRACKET = 100
"""Characters in which the bracket that a number closes was opened."""
_MOST_ITEMS = 30
"""A list in running text has fewer items, (31) is a count."""
_SPELT = re.compile(r"[A-Z][a-z]+")
_GROUPED = re.compile(r"[0-9]{1,3},[0-9]{3}\b")
_LOWER = re.compile(r"\b[a-z]+,?[ ]\Z")
_VERSION = re.compile(r"[0-9]\.0\b(?![ ]?[|])")
_OF_CODE = re.compile(r"[0-9]{1,2}[ ](?:U\.S\.C|C\.F\.R)\.")
"""The title of a code of law: *22 U.S.C. 287*."""
_OF_COMMITTEE = re.compile(
    r"(?<=the[ ])[0-9]{3,4}[ ](?:Sanctions[ ])?(?:Committee|Commission|Group|Panel|Team)\b(?![ ][a-z-]+s\b)"
)
"""A body called by the resolution that set it up: *the 2653 Committee*, but not *the 300 Committee members*."""
_PROPER = re.compile(r"(?:\A|[\s\"“(])[A-Z][\w-]*[ ]\Z")
_BEFORE_YEAR = re.compile(rf"{_PROPER.pattern}|\b(?:the|these|those|its|their|of|in|by|since|from|until)[ ]\Z")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_ALONE = re.compile(
    r"""
    (?<![^\n]) [0-9]{1,4} (?![^\n])          # the number of a page, alone in its paragraph
    | (?<![^\n]) [0-9]{1,3} [ ] [A-Z]        # of a note: 5 Treaty of …
    | (?<=[,;][ ]) [0-9]{1,3} (?![^\n])      # the mark of a note: … of 1960, 5
    """,
    re.VERBOSE,
)
_ACRONYM = re.compile(r"(?:\A|[\s(])(?P<acronym>[A-Z]{2,8})[ ]\Z")
_NEXT_ACRONYM = re.compile(r"(?:,[ ]|[ ]and[ ]|,[ ]and[ ])(?P<acronym>[A-Z]{2,8})[ ][0-9]")
_LAST_ACRONYM = re.compile(r"\b(?P<acronym>[A-Z]{2,8})[ ][0-9]{1,5}(?:,[ ]|[ ]and[ ]|,[ ]and[ ])\Z")
_FLIGHT = re.compile(r"\b[Ff]lights?[ ][A-Z0-9]{2,3}[ ]\Z")
_RELEASE = re.compile(
    r"\b(?:on|us(?:es?|ing)|via|with|require[ds]?|runs?|running|support(?:s|ed|ing)?)[ ][A-Z][A-Za-z]+[ ]\Z"
)
_TITLE = re.compile(r"(?:[ ][A-Z][\w’']*){1,6}[”\"’,]")
"""What follows the first word of a title in quotation marks: *“Ten Sheets”*."""
_REGISTERED = 5
"""Digits without groups from which on a number after an acronym is one of a register: *PMID 3041234*."""
_COMPACT_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_LONG = 7
"""Digits without groups that a number has, when it counts nothing, if it is one of a register."""
_PAGES = re.compile(r"(?<![^\n])[0-9]+[ ]of[ ][0-9]+(?=[ ]?[|]|\n|\Z)")
"""Where a page or a picture stands among others, alone in its line or before a caption: *1 of 4 | A street*."""


def name(text: str, start: int, end: int, previous: Name | None, *, priced: bool = False) -> Name | None:
    """A name where `[start, end)`, a number with its sign and unit, is no figure; `previous` is the name before it.

    A price is none: *a plate £187.15*.
    """
    if priced:
        return None
    found = previous if _is_item(text, start, end, previous) else _name(text, start, end, previous)
    return found._replace(end=end) if found else None


def _name(text: str, start: int, end: int, previous: Name | None) -> Name | None:
    goes_on = previous is not None and previous.dialled and _DIALLED.fullmatch(text, previous.end, start)
    if goes_on or _opens_dialling(text, start, end):
        return Name(dialled=True)
    if _is_inside(text, start, end) or times.tells(text, start, end):
        return Name(end if _JOB_NUMBER.fullmatch(text, start, end) else -1)  # a page follows it: 20-04417 3
    if previous is not None and previous.list_from >= 0 and _LIST_GAP.fullmatch(text, previous.list_from, start):
        return Name(end)
    is_called = _is_called(text, start)
    label = None if is_called else _label(text, start)
    is_last_page = text[start - 4 : start] == " of " and _OF_PAGES.search(text, max(0, start - _REACH), start)
    if label is not None or is_last_page or _PAGES.match(text, start):
        return Name(end if label is None or label.plural else -1)
    return Name() if is_called or _is_numbering(text, start, end) else None


def is_year(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` looks like a year of a date that no rule for dates has claimed, as in *Vision 2030*."""
    return _YEAR.fullmatch(text, start, end) is not None


def _is_item(text: str, start: int, end: int, previous: Name | None) -> bool:
    """Whether it stands in brackets after a name, which goes on with it: *Article 98 (4)*."""
    return (
        previous is not None and text.startswith(")", end) and _ITEM_OF.fullmatch(text, previous.end, start) is not None
    )


def follows_acronym(text: str, start: int, end: int) -> bool:
    """Whether a number directly after an acronym goes on with it: *BATT 1 to BATT 6*; not in a row's end.

    So do short ones and those of registers. Where two acronyms have each a number, they are counts: *SLPP 81, APC 54*.
    """
    is_short = end - start <= 2
    is_register = end - start >= _REGISTERED
    if not (is_short or is_register) or not text[start:end].isdigit() or text[end : end + 1] in ("", "\n"):
        return False
    before = _ACRONYM.search(text, max(0, start - _REACH), start)
    if before is None or not is_short:
        return before is not None
    beside = (
        _NEXT_ACRONYM.match(text, end),
        _LAST_ACRONYM.search(text, max(0, before.start("acronym") - _REACH), before.start("acronym")),
    )
    return not any(other and other["acronym"] != before["acronym"] for other in beside)


def is_release(text: str, start: int, end: int) -> bool:
    """Whether a bare number is that of a flight, or with decimals after a name that of a release: *runs Lua 5.4*."""
    sight = max(0, start - _REACH)
    if _FLIGHT.search(text, sight, start):
        return True
    return "." in text[start:end] and _RELEASE.search(text, sight, start) is not None


def is_registered(text: str, start: int, end: int) -> bool:
    """Whether so many digits without groups are those of an account, a charity, a loan."""
    return end - start >= _LONG and text[start:end].isdigit()


def is_compact_day(text: str, start: int, end: int) -> bool:
    """Whether eight digits are a day, as in *Date: 20170816*."""
    return _COMPACT_DAY.fullmatch(text, start, end) is not None


def may_date(text: str, start: int) -> bool:
    """Whether what stands before a number lets it be a year: *Horizon 2020 projects*, *the 1994 refugees*."""
    return _BEFORE_YEAR.search(text, max(0, start - _REACH), start) is not None


def stands_alone(text: str, start: int, _end: int) -> bool:
    """Whether a number that counts nothing is that of a page, a note, or a day in a name: *the March 23 group*."""
    return bool(_ALONE.match(text, start) or _AFTER_MONTH.search(text, max(0, start - _REACH), start))


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether what is glued to it makes it part of a longer sign."""
    if _JOB_NUMBER.fullmatch(text, start, end):
        return True
    if end - start == _JOB_DATE_LENGTH and _JOB_DATE.search(text, max(0, start - _REACH), start):
        return True
    if text[max(0, start - 2) : start] == "= " and _BASE.search(text, max(0, start - _REACH), start):
        return True
    before = _GLUED_BEFORE.search(text, max(0, start - 2), start) and not _MEASURED.search(
        text, max(0, start - 5), start
    )
    return bool(before or _GLUED_AFTER.match(text, end) or _LEADING_ZERO.match(text, start))


def _opens_dialling(text: str, start: int, end: int) -> bool:
    """Whether it is the code of a country or an area, before the rest of a telephone number: *+44*, *020*."""
    return text[start - 1 : start] == "+" or (end - start > 2 and _LEADING_ZERO.match(text, start) is not None)


def _is_called(text: str, start: int) -> bool:
    """Whether it belongs to a proper name: *the Five Hills*, *NATO 3.0*, *12 Baker Street*; or to a fixed phrase."""
    if text[start].isalpha() and _PHRASE.match(text, start):
        return True
    if text[start].isupper():
        spelt = _SPELT.match(text, start)
        if spelt is None or not numbers.is_number_word(spelt[0]):  # Rs 500
            return False
        is_title = text[start - 1 : start] in ("“", '"', "‘") and _TITLE.match(text, spelt.end())
        return bool(is_title or _LOWER.search(text, max(0, start - _REACH), start))
    if any(named.match(text, start) for named in (_ADDRESS, _OF_CODE, _OF_COMMITTEE)):
        return True
    if references.cites(text, start):
        return True
    return bool(_VERSION.match(text, start) and _PROPER.search(text, max(0, start - _REACH), start))


def _label(text: str, start: int) -> Label | None:
    stretch = text[max(0, start - _REACH) : start]
    words = stretch[stretch.rfind("\n") + 1 :].split()
    if len(words) > 1 and len(words[-1]) <= _LONGEST_CODE and words[-1].isupper() and words[-2].lower() in _NUMBER:
        words.pop()  # No. KE 4512
    if not words or words[-1].lstrip(_OPENING).lower() not in _last_words() or _NUMBERS_VERB.search(stretch):
        return None
    for count in (1, 2):
        written = " ".join(words[-count:]).lstrip(_OPENING)
        label = _labels().get(written.lower())
        if label and label.names == "unless-grouped":
            return None if _GROUPED.match(text, start) else label
        if label is None or (written.endswith(" of") and text[start].islower()):  # a committee of five states
            continue
        if label.names == "always" or written[:1].isupper():
            return label
        before = words[-count - 1].lower() if len(words) > count else ""
        if label.names == "unless-determined" and before not in _DETERMINERS:
            return label
        if label.names == "placed" and before in _PLACES:
            return label
    return None


def _is_numbering(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if after == "]" or (before == "[" and after in (",", ";", "-", "–")):
        return bool(_NOTE.search(text, max(0, start - _REACH), start))
    if before == "(" and after == ")" and text[start:end].isdigit():
        counts = _COUNT_IN_BRACKETS.match(text, end) or int(text[start:end]) > _MOST_ITEMS
        return not (text[start - 2 : start - 1] == " " and counts)
    if before in ("", "\n"):
        return _numbers_line(text, start, end)
    if end - start > _LONGEST_NUMBERING or not _NUMBERING.match(text, end):
        return False
    is_listed = after == ")" and _is_in_bracket(text, start)  # (men: 15; women: 12)
    is_value = text[start - 2 : start] == ": " and text[start:end] != "1"  # Nurses: 14. Midwives: 9.
    return not is_listed and not is_value and _PARAGRAPH.search(text, max(0, start - 2), start) is not None


def _numbers_line(text: str, start: int, end: int) -> bool:
    """Whether the number that opens a line is that of an item, a clause, a question or a reference."""
    if _CLAUSE.fullmatch(text, start, end):
        return _CLAUSE_OPENS.match(text, end) is not None
    is_short = end - start <= _LONGEST_NUMBERING + 1
    return is_short and any(sign.match(text, end) for sign in (_NUMBERING, _ITEM, _REFERENCE))


def _is_in_bracket(text: str, start: int) -> bool:
    opened, closed = (text.rfind(bracket, max(0, start - _BRACKET), start) for bracket in "()")
    return opened > closed


@cache
def _last_words() -> frozenset[str]:
    return frozenset(form.split()[-1] for form in _labels())


@cache
def _labels() -> dict[str, Label]:
    labels: dict[str, Label] = {}
    for entry in load("labels.csv", LabelEntry):
        labels.update((form, Label(entry.names, plural=False)) for form in entry.forms)
        labels.update((form, Label(entry.names, plural=True)) for form in entry.plurals)
    return labels
