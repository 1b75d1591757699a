"""How dates that stand side by side make ranges and lists.

    10-11 June 1999                  -> one range; 10 borrows its month and its year
    19 and 26 February 1992          -> two dates; 19 borrows its month and its year
    between late 1998 and mid-1999   -> one range
    1999: 10 June                    -> one date, where it opens a line

A year that no neighbour lends stays open here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.dates.context import Before, is_between
from extractors.dates.frames import is_of_own_century
from extractors.dates.values import Stated, borrowed
from extractors.dates.words import phrases
from extractors.findings import Finding
from schemas.dates import Precision

_LONGEST_GAP = 24
"""Characters between two dates at most: the longest join of the vocabulary and blanks."""

_YEARS = frozenset({"dates.year", "dates.years"})
_ITEM_ENDS = re.compile(r"[.,;:)\]\n]|[ ](?:and|or)\b|\Z")

_OPENS_LINE = re.compile(r"(?:\A|\n)(?:[•▪‣●◦·*–—-][ ])?\Z")
_HEADS_DAY = re.compile(r"(?P<sure>:[ ])|,[ ]|[ ][-–—][ ]")
"""What stands between the year that opens an entry and its day: *1999: 10 June*, *1960, 14 September*."""
_ENTRY_PARTED = re.compile(r"[ ]?[-–—:.;\n]|\Z")

_ON_THE = re.compile(r"\b(?:[Oo]n|[Bb]y|[Ff]rom|[Uu]ntil|[Tt]ill|[Ss]ince|[Bb]efore|[Aa]fter)[ ]the[ ]\Z")
_LEAVES_DAY = re.compile(
    r"[.,;:)\n]|\Z|[ ](?:a|all|an|as|at|he|her|his|in|it|its|my|our|she|some|the|their|there|they|we|when|which|with)\b"
    r"|[ ](?:and|but|until|to)[ ](?!(?:the[ ])?[0-9])|[ ][a-z]{2,}[^\Wsui]s\b"
)
"""What follows *the 11th* where it is a day, *on the 11th inspectors came*, and no floor or battalion of many."""

PARTS_OF_A_YEAR = frozenset({Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.QUARTER})


@dataclass(slots=True, eq=False)
class Part:
    """What one rule matched, or a range of two. Offsets are code points of the view."""

    rule: str
    start: int
    end: int
    first: Stated
    last: Stated | None
    before: Before
    accepted: bool
    """Whether it is a date by itself; *May* and *1999* need evidence, the *19* of a list needs a neighbour."""
    lender: "Part | Finding | None" = None
    """What lent the month or the year that it lacks: a neighbour in a list, a date or a citation elsewhere."""
    whole: "Part | None" = None
    """The range that it closes."""


Joins = list[str | None]
"""How each part is joined to the one before it: `range`, `list`, or not at all."""


def compose(parts: Sequence[Part], text: str) -> list[Part]:
    """The dates that the parts, given in the order of the text, make together."""
    parts = list(_with_heads(parts, text))
    joins = _joins(parts, text)
    _lend(parts, joins)
    _accept(parts, joins)
    _lend_months(parts, text)
    dates = list(_ranges(parts, joins))
    for date in dates:
        if isinstance(date.lender, Part) and date.lender.whole is not None:  # "June 10 to 12 and 14"
            date.lender = date.lender.whole
    return dates


def _with_heads(parts: Sequence[Part], text: str) -> Iterator[Part]:
    """The parts, each year that heads an entry together with the day behind it."""
    head: Part | None = None
    for part in parts:
        if head is not None and part.first.year is None and (dated := _headed(head, part, text)):
            yield dated
            head = None
            continue
        if head is not None:
            yield head
        head = part
    if head is not None:
        yield head


def _headed(year: Part, day: Part, text: str) -> Part | None:
    """A day with the year that opens its line; None for other neighbours. Only behind a colon words may go on."""
    if year.rule != "dates.year" or day.first.month is None or day.first.day is None:
        return None
    gap = _HEADS_DAY.fullmatch(text, year.end, day.start)
    if gap is None or not is_of_own_century(text, year.start):
        return None
    is_entry = _OPENS_LINE.search(text[max(0, year.start - 3) : year.start]) is not None
    first = day.first._replace(year=year.first.year)
    if not is_entry or not first.is_real or not (gap["sure"] or _ENTRY_PARTED.match(text, day.end)):
        return None
    return Part("dates.year-first", year.start, day.end, first, day.last, year.before, accepted=True)


def _joins(parts: Sequence[Part], text: str) -> Joins:
    joins: Joins = [None] * len(parts)
    for i in range(1, len(parts)):
        left, right = parts[i - 1], parts[i]
        gap = text[left.end : max(left.end, right.before.outset)]
        if len(gap) <= _LONGEST_GAP:
            joins[i] = phrases("join").get(_plain(gap, left, right))
        if joins[i] == "list" and is_between(text, left.before.outset):
            joins[i] = "range"
        if left.first.precision not in PARTS_OF_A_YEAR and right.first.year is None and not right.first.is_day_alone:
            joins[i] = None  # "in 1998 and March": a year gives nothing to a month that follows it
        if left.last is not None and (right.first.year or 0) < (left.last.year or 0) and right.first.month is None:
            joins[i] = None  # "fell in 2018-2019 to 412": a range is over, and goes back to no year
    for i in reversed(range(len(parts))):  # a comma joins only what an "and" goes on to join, and years
        if joins[i] == "comma":
            is_list = joins[i + 1 : i + 2] == ["list"] or _are_enumerated(parts[i - 1], parts[i], text)
            joins[i] = "list" if is_list else None
    return joins


def _plain(gap: str, left: Part, right: Part) -> str:
    """What stands between two dates, without the comma that closes the first: *July 1, 2025, to June 30, 2026*."""
    joined = gap.strip(" ").lower()
    is_closed = left.rule == right.rule == "dates.month-day-year"
    return joined.removeprefix(", ") if is_closed else joined


def _are_enumerated(left: Part, right: Part, text: str) -> bool:
    """Whether years with a comma between them go upwards and nothing follows that the second could count."""
    if {left.rule, right.rule} - _YEARS or _ITEM_ENDS.match(text, right.end) is None:
        return False
    return ((left.last or left.first).year or 0) < (right.first.year or 0)


def _lend(parts: Sequence[Part], joins: Joins) -> None:
    leads = [part.rule == "dates.month-day" for part in parts]
    for i in range(1, len(parts)):  # "June 10 and 12", "June 10-12, 1999"
        if joins[i] and leads[i - 1] and parts[i].first.is_day_alone:
            _borrow(parts[i], parts[i - 1], join=joins[i], after=False)
            leads[i] = True
    for i in reversed(range(1, len(parts))):  # "10 and 12 June", "March to June 1999"
        if joins[i]:
            _borrow(parts[i - 1], parts[i], join=joins[i], after=True)
    for i in range(1, len(parts)):  # "10 June 1999 to 12 July"
        if joins[i] == "range":
            _borrow(parts[i], parts[i - 1], join=joins[i], after=False)


def _borrow(part: Part, lender: Part, *, join: str | None, after: bool) -> None:
    lent = borrowed(part.first, lender.first, after=after)
    is_numbered = part.first.is_day_alone and part.before.word in phrases("name")  # "paragraphs 5 and 8 June"
    if lent == part.first or is_numbered or not lent.is_real:
        return
    part.first = lent
    part.accepted = part.accepted or not lent.is_day_alone
    if join == "list":
        part.lender = lender if lender.lender in (None, part) else lender.lender


def _accept(parts: Sequence[Part], joins: Joins) -> None:
    for i in range(1, len(parts)):  # "open June–October": two months vouch for each other
        if joins[i] == "range" and parts[i - 1].rule == parts[i].rule == "dates.month":
            parts[i - 1].accepted = parts[i].accepted = True
    pairs = [(i - 1, i) for i in range(1, len(parts)) if joins[i]]
    for one, other in (*pairs, *((right, left) for left, right in reversed(pairs))):
        part, neighbour = parts[one], parts[other]
        if part.accepted and not neighbour.first.is_day_alone and _vouches(part, neighbour, joins[max(one, other)]):
            neighbour.accepted = True


def _lend_months(parts: Sequence[Part], text: str) -> None:
    """Gives *the 11th* the month of the day before it in its paragraph, if it is later in that month."""
    last: Part | None = None
    for part in parts:
        if part.rule == "dates.day" and not part.accepted and last is not None and _is_later_day(part, last, text):
            stated = part.first._replace(month=last.first.month, year=last.first.year)
            if stated.is_real:
                part.first, part.lender, part.accepted = stated, last, True
        if part.accepted and part.first.month is not None:
            last = part if part.first.day is not None and part.last is None else None


def _is_later_day(part: Part, last: Part, text: str) -> bool:
    """Whether an ordinal is a day by the words beside it, and follows another day of a month in its paragraph."""
    is_later = part.first.is_day_alone and (part.first.day or 0) > (last.first.day or 0)
    if not is_later or not text[part.end - 1].isalpha() or "\n" in text[last.end : part.start]:
        return False
    is_told = part.before.weekday is not None or _ON_THE.search(text, max(0, part.start - _LONGEST_GAP), part.start)
    return bool(is_told) and _LEAVES_DAY.match(text, part.end) is not None


def _vouches(part: Part, other: Part, join: str | None) -> bool:
    """Whether a date makes its neighbour one: any at the other end of a range, one of its own kind in a list."""
    if join == "range" or part.first.precision is other.first.precision:
        return True
    return part.first.precision in PARTS_OF_A_YEAR and other.first.precision in PARTS_OF_A_YEAR


def _is_stretch(part: Part, following: Part, joins: Joins) -> bool:
    """Whether a list of two centuries is the left end of a range; centuries touch, the days of a list do not."""
    return joins == ["list", "range"] and part.first.precision is following.first.precision is Precision.CENTURY


def _ranges(parts: Sequence[Part], joins: Joins) -> Iterator[Part]:
    i = 0
    while i < len(parts):
        part, following = parts[i], parts[i + 1 : i + 2]
        i += 1
        if following and _is_stretch(part, following[0], joins[i : i + 2]):  # "14th and 15th centuries to the 17th"
            following[0].start, following[0].before, following[0].first = part.start, part.before, part.first
            continue
        if part.accepted and following and following[0].accepted and joins[i] == "range":
            part.rule, part.end = "dates.range", following[0].end
            part.last = following[0].last or following[0].first
            following[0].whole = part
            i += 1
        if part.accepted:
            yield part
