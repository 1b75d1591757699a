"""Numbers as people write them -> exact amounts.

    2.1 billion             -> 2100000000
    two hundred and fifty   -> 250
    a quarter of a million  -> 250000

Digits may be in groups (10,000; 10 000 before a word; 1,00,000), words follow English usage. Nothing is rounded.
"""

import re
import unicodedata
from fractions import Fraction
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from extractors.lexicon import Entry, Forms, load
from schemas.errors import InvalidFigure


class NumberWord(Entry):
    """One line of `numbers.csv`."""

    kind: Literal["article", "zero", "unit", "ten", "hundred", "scale", "suffix", "part"]
    value: Fraction
    forms: Forms


_ONE = Fraction(1)


class Word(NamedTuple):
    """What a word adds to a number."""

    kind: str
    value: Fraction


class Number(NamedTuple):
    """A number and where it ends."""

    end: int
    value: Fraction
    scale: Fraction = _ONE
    """What the scale word after digits multiplied them by: both ends of a range share it."""
    part: bool = False
    """Whether it is a part of a whole: *two thirds*."""
    needs_unit: bool = False
    """Whether it is a number only before a unit: *half an hour*."""


_NTHS = r"(?:rds?|ths?)\b"
_OF_FRACTION = rf"[ ]of\b|[ -](?:majorit(?:y|ies)|quorum|share|stake|vote)\b|{_NTHS}"
"""What makes two numbers with a slash between them a part of a whole: *2/3 of*, *a 3/4 majority*, *4/5ths*."""
_DIGITS = re.compile(
    rf"""
    (?P<whole>
        (?<![0-9][ ]) [0-9]{{1,3}} (?:[ ][0-9]{{3}}){{1,9}}                          # 10 250 troops; 10 250 €,
        (?=[ ](?:[a-z]|[A-Z]{{3}}\b|[A-Z][A-Za-z]*[ ][a-z]|[$€£¥%](?![ ]?[-−]?[0-9])))  # but not 10 250 €5
      | (?<![0-9][ ]) [0-9]{{1,3}} (?:[ ][0-9]{{3}}){{0,8}} [ ]000 (?![0-9]|[ ][0-9])   # 10 000, whatever follows
      | (?:(?<=[$€£])|(?<=\b[A-Z]{{3}}[ ])) [0-9]{{1,3}} (?:[ ][0-9]{{3}}){{1,9}} \b  # EUR 10 000
      | [0-9]{{1,3}} (?:[,'’][0-9]{{3}}){{1,9}}                                      # 10,000
      | [0-9]{{1,2}} (?:,[0-9]{{2}}){{1,9}} ,[0-9]{{3}}                                # 1,00,000
      | [0-9]{{1,30}} (?:(?<!\b9(?=/11\b)) /[1-9][0-9]? (?={_OF_FRACTION}))?     # 10; 2/3 of
    )?
    (?P<decimals>\.[0-9]{{1,30}} | [ ][1-9]/[2-9]\b                              # 10.5; 10 1/2
      | (?<=[ ][0-9]{{3}}),[0-9]{{1,2}}(?![0-9])                                    # $1 012,4
      | ,[0-9]{{1,2}}(?=[ ]?(?:[%€]|(?:per[ ]cent|[mb]illion|trillion|euros?)\b)))?  # 12,5 %; 2,5 million
    (?P<glyph>[¼-¾⅐-⅞])?
    (?:(?<=/[0-9]){_NTHS})?
    (?![.,]?[0-9])
    """,
    re.VERBOSE,
)
_JOINTS = re.compile(r"[ ,'’]")
_SCALE = re.compile(r"(?P<gap>[ -]?)(?P<word>[A-Za-z]+)\b")
_OF_MONEY = re.compile(r"[ ]?(?P<letters>bn|k|Mio\.?|mn|M|Mrd\.?)(?=[ ]?[€$£](?![ ]?[-−]?[0-9]))")
"""Scales that only a sign of money behind them tells: *9 M€*, *5 k€*."""
_THOUSANDS = {"k": 1_000, "bn": 1_000_000_000, "Mrd": 1_000_000_000}
_METRES = re.compile(
    r"m(?:(?:[ ](?:to|by|and|or|x|×)[ ]|[–-])[0-9.]{1,6}[ ]?m)?"  # 1.2m to 1.8m high
    r"[ -](?:above|across|ahead|apart|away|behind|below|deep|downstream|freestyle|from|high|hurdles|inland|inside|long"
    r"|in[ ](?:depth|diameter|height|length|width)"
    r"|outside|sprint|tall|thick|upstream|wide|(?:north|south)?[ -]?(?:east|west|north|south)(?:ern)?)\b"
)
_STEP = re.compile(r"(?P<gap>[ ](?:and[ ])?|-|)(?P<word>[A-Za-z]+)\b")
_HALF = re.compile(
    r"(?P<joint>[ -])and(?P=joint)(?:a|one)(?P=joint)(?P<word>half|quarter|third)\b(?![ ]of\b)", re.IGNORECASE
)
_HALF_UNIT = re.compile(r"(?:[ ]an?(?=[ ][a-z])|(?=[ -][a-z]))")
_ORDINAL = r"(?:first|second|third|(?:four|fif|six|seven|eigh|nin)th)"
_ORDINAL_AFTER = {
    "unit": r"[ -](?:hundred|thousand|million)th",  # two hundredth
    "ten": rf"[-‑]{_ORDINAL}",  # seventy-fourth
    "hundred": rf"[ ]and[ ](?:{_ORDINAL}|[a-z]*(?:tie|teen|ten|eleven|twelf)th)",  # two hundred and first
}
_ORDINALS = {kind: re.compile(rf"{rest}\b", re.IGNORECASE) for kind, rest in _ORDINAL_AFTER.items()}
"""What makes a number in words an ordinal, by the kind of its last word."""
_OF_A = re.compile(r"(?:[ ]of)?[ ]an?[ ](?P<word>[a-z]+)\b", re.IGNORECASE)
_OF = re.compile(r"[ ]of\b")
_BY_HOW_MUCH = re.compile(
    r"\b(?:(?<!followed )(?<!joined )(?<!succeeded )by|than|about|almost|nearly|roughly|around|only|call[ ]it)[ ]\Z"
)
_CLOSED = re.compile(r"[.,;:)\n]|\Z|[ ](?:in|since|to|over|on|between|compared)\b")
_COMPARED = re.compile(r"[ ](?:more|less|fewer|higher|lower|larger|smaller|bigger|longer|shorter|cheaper|dearer)\b")
"""What a share compares: *a quarter more than the year before*."""
"""What follows a share of what the sentence is about, *fell by a quarter in 2009*, but no noun: *by a third party*."""
_OF_YEARS = re.compile(r"\b(?:each|every|first|last|next|per|previous|second|this)[ ]\Z")
"""What makes *half-year* one of those of a year: *each half-year*."""
_REACH = 20


@cache
def words() -> dict[str, Word]:
    """Every number word in lower case."""
    entries = load("numbers.csv", NumberWord)
    return {form: Word(entry.kind, entry.value) for entry in entries for form in entry.forms}


def is_number_word(form: str) -> bool:
    """Whether a token is a number word; not an article, nor what only follows digits."""
    return form.lower().rstrip("-") in _standing_alone()


@cache
def _standing_alone() -> frozenset[str]:
    return frozenset(form for form, word in words().items() if word.kind not in ("article", "suffix"))


def number(text: str) -> Fraction:
    """The value of a text that is one number and nothing else.

    >>> number("41,947,300"), number("2.5 million"), number("two hundred and fifty thousand"), number("two thirds")
    (Fraction(41947300, 1), Fraction(2500000, 1), Fraction(250000, 1), Fraction(2, 3))
    >>> number("two hundred and three hundred")
    Traceback (most recent call last):
        ...
    schemas.errors.InvalidFigure: 'two hundred and three hundred' is no number; expected digits or number words
    """
    found = read(text, 0)
    if found is None or found.end != len(text) or found.needs_unit:
        raise InvalidFigure(f"{text!r} is no number; expected digits or number words")
    return found.value


def read(text: str, start: int, *, priced: bool = False) -> Number | None:
    """The longest number that starts at an offset of a text, or None; `priced` where a currency stands before it.

    A lone *half*, scale words without a number before them (*thousands of*) and ordinals are no numbers.
    """
    if text[start : start + 1].isalpha():
        return _part(text, start) or _in_words(text, start)
    return _in_digits(text, start, priced=priced)


def _in_digits(text: str, start: int, *, priced: bool) -> Number | None:
    match = _DIGITS.match(text, start)
    if match is None or match.end() == start:
        return None
    value, end = _value(match["whole"], match["decimals"], match["glyph"]), match.end()
    if value >= 1 and "/" in (match["whole"] or ""):  # 24/7, 50/50
        return None
    part = (match["glyph"] is not None or "/" in match[0]) and value < 1
    if half := _HALF.match(text, end):
        value, end = value + words()[half["word"].lower()].value, half.end()
    if of_money := _OF_MONEY.match(text, end):
        factor = Fraction(_THOUSANDS.get(of_money["letters"].rstrip("."), 1_000_000))
        return Number(of_money.end(), value * factor, factor)
    scale = _SCALE.match(text, end)
    word = words().get(scale["word"].lower()) if scale else None
    if scale is None or word is None or not _scales(text, scale, word, priced=priced):
        return Number(end, value, part=part)
    return Number(scale.end(), value * word.value, word.value)


@lru_cache(maxsize=4096)
def _value(whole: str | None, decimals: str | None, glyph: str | None) -> Fraction:
    value = Fraction(_JOINTS.sub("", whole)) if whole else Fraction(0)
    if decimals:
        value += Fraction(decimals.replace(",", "."))
    if glyph:
        value += Fraction(unicodedata.numeric(glyph)).limit_denominator(10)
    return value


def _scales(text: str, match: re.Match[str], word: Word, *, priced: bool) -> bool:
    if word.kind == "suffix":  # 5m; after a currency also 5 m
        return priced or (not match["gap"] and not _METRES.match(text, match.start()))
    return word.kind in ("scale", "hundred")


def _in_words(text: str, start: int) -> Number | None:
    heap, end = _Heap(), start
    last: Word | None = None
    while match := _STEP.match(text, end):
        word = words().get(match["word"].lower())
        if word is None or bool(match["gap"]) == (last is None):
            break
        after_and = "and" in match["gap"]
        if not heap.fits(word, after_and=after_and):
            if word.kind in ("hundred", "scale") and heap.before_and is not None:
                return heap.before_and
            break
        if after_and:
            heap.before_and = heap.number(end)
        heap.add(word)
        last, end = word, match.end()
        if word.kind == "zero":
            break
        if half := _HALF.match(text, end):
            heap.add_part(words()[half["word"].lower()].value)
            end = half.end()
    if last is None or last.kind == "article":
        return None
    ordinal = _ORDINALS.get("hundred" if last.kind == "scale" else last.kind)
    return None if ordinal and ordinal.match(text, end) else heap.number(end)


class _Heap:
    """A number in words as it grows: finished scales, and the group below the next scale word."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.group = Fraction(0)
        self.scale: Fraction | None = None
        self.before_and: Number | None = None
        """The number before the last *and*: *two million and three million* are two."""

    def number(self, end: int) -> Number:
        return Number(end, self.total + self.group, _ONE if self.group else self.scale or _ONE)

    def fits(self, word: Word, *, after_and: bool) -> bool:
        match word.kind:
            case "unit" | "ten" if after_and:
                return self.total + self.group > 0 and self.group % 100 == 0
            case "unit" if self.group % 100 >= 20:
                return self.group % 10 == 0 and word.value < 10
            case "unit" | "ten":
                return self.group % 100 == 0
            case "hundred":
                return not after_and and 0 < self.group < 100
            case "scale":
                return not after_and and self.group > 0 and (self.scale is None or word.value < self.scale)
            case _:
                return word.kind in ("article", "zero") and not after_and and not self.total + self.group

    def add_part(self, part: Fraction) -> None:
        """*Two and a half* is 2.5, *two million and a half* 2.5 million."""
        self.group += part if self.group or self.scale is None else part * self.scale

    def add(self, word: Word) -> None:
        if word.kind == "hundred":
            self.group *= word.value
        elif word.kind == "scale":
            self.total += self.group * word.value
            self.group, self.scale = Fraction(0), word.value
        else:
            self.group += word.value


def _part(text: str, start: int) -> Number | None:
    """A part of a whole: `two thirds`, `a third` before *of*; `half a million` is the number that it amounts to."""
    first = _STEP.match(text, start)
    count = words().get(first["word"].lower()) if first else None
    if first is None or count is None:
        return None
    if count.kind == "part":
        return _half(text, start, first.end()) if count.value == Fraction(1, 2) else None
    second = _STEP.match(text, first.end())
    part = words().get(second["word"].lower()) if second else None
    if second is None or part is None or part.kind != "part" or count.kind not in ("article", "unit"):
        return None
    if "and" in second["gap"] or (count.value > 1) != second["word"].endswith("s"):
        return None
    if count.kind == "article" and not (_OF.match(text, second.end()) or _is_share(text, start, second.end())):
        return None
    value = count.value * part.value
    return _of_a(text, second.end(), value) or Number(second.end(), value, part=True)


def _is_share(text: str, start: int, end: int) -> bool:
    """Whether a part with an article stands alone though it is none of something: *fell by a third in May*."""
    before = _BY_HOW_MUCH.search(text, max(0, start - _REACH), start)
    return _COMPARED.match(text, end) is not None or (before is not None and _CLOSED.match(text, end) is not None)


def _half(text: str, start: int, end: int) -> Number | None:
    """*Half a million*, *half an hour*, *half-hour*; *one and half years* is no half of a year."""
    if scaled := _of_a(text, end, Fraction(1, 2)):
        return scaled
    unit = _HALF_UNIT.match(text, end)
    if text.startswith("-year", end) and _OF_YEARS.search(text, max(0, start - _REACH), start):
        return None
    if unit is None or (not unit[0] and text[max(0, start - 4) : start].lower() == "and "):
        return None
    return Number(unit.end(), Fraction(1, 2), needs_unit=True)


def _of_a(text: str, end: int, value: Fraction) -> Number | None:
    match = _OF_A.match(text, end)
    scale = words().get(match["word"].lower()) if match else None
    if match is None or scale is None or scale.kind not in ("scale", "hundred"):
        return None
    return Number(match.end(), value * scale.value)
