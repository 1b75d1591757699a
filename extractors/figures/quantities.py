"""Quantities: a number with its sign, currency and unit, or a range of two.

EUR 41,500       -> low 41500, unit EUR          18-35 years   -> low 18, high 35, unit year
$5 to $10 bn     -> low 5 bn, high 10 bn, USD    100-150,000   -> low 100000, high 150000
"""

import re
from fractions import Fraction
from typing import NamedTuple

from extractors.figures import numbers
from extractors.figures.numbers import Number
from extractors.figures.units import Beside, Unit, Units
from schemas.figures import Measure


class Quantity(NamedTuple):
    """Where a quantity stands, and its amount or bounds."""

    start: int
    end: int
    low: Fraction
    high: Fraction | None
    unit: Unit | None
    measure: Measure
    rate: str = ""
    """What a rate is for: `/d`."""
    smaller: tuple["Quantity", ...] = ()
    """The parts of a duration after the first: *six months and ten days*."""
    upper: "Quantity | None" = None
    """The upper end of a range whose ends have different units: *six months to five years*."""
    in_cell: bool = False
    """Whether it stands in brackets as a cell of a table does, so that it numbers nothing."""

    def is_price(self, text: str) -> bool:
        """Whether a sign of money opens it: such a number names nothing."""
        return self.measure is Measure.MONEY and not text[self.start].isdigit()

    @property
    def bounds(self) -> tuple[Fraction, ...]:
        """The number, or both ends of the range, as written."""
        return (self.low,) if self.high is None else (self.low, self.high)

    @property
    def amounts(self) -> tuple[Fraction, ...]:
        """The amount, or both bounds, in the unit; none where no single number is written."""
        if self.smaller or self.upper:
            return ()
        if self.unit is None:
            return self.bounds
        return tuple(bound * self.unit.scale for bound in self.bounds)

    @property
    def written_unit(self) -> str | None:
        """The unit as a record has it.

        >>> day, month = Unit(Measure.DURATION, "D"), Unit(Measure.DURATION, "M")
        >>> ten = Quantity(15, 23, Fraction(10), None, day, Measure.DURATION)
        >>> Quantity(0, 23, Fraction(6), None, month, Measure.DURATION, smaller=(ten,)).written_unit
        'P6M10D'
        """
        if self.unit is None:
            return None
        written = self.unit.written(*self.bounds)
        if self.upper:
            return f"{written}/{self.upper.written_unit}"
        for part in self.smaller:
            more = (part.written_unit or "").removeprefix("P")
            written = f"{written}{more.removeprefix('T') if 'T' in (written or '') else more}"
        return f"{written}{self.rate}" if written else None


_SIGNED = (Measure.PERCENT, Measure.TEMPERATURE, Measure.MONEY)
_SIGN = re.compile(r"(?:\A|[\s(])(?P<sign>[-−+±]|minus[ ])\Z|[ \n(](?P<dash>–)\Z", re.IGNORECASE)
_LONGEST_SIGN = 7
_SIGN_IN_ROW = re.compile(r"[0-9%][ ](?P<sign>[-+])\Z")
_ROW_GOES_ON = re.compile(r"[ ][-+]?[0-9]|\n|\Z")
"""What stands after a cell of a row in digits, as of a league: *13 8 3 +22 47*."""
_CELL_SIGNS = ("-", "−", "–", "+")
_CELL_OPENS = re.compile(r"(?:\t|[|][ ]?)[-−–+]\Z")
_CELL_ENDS = re.compile(r"\t|\n|[ ]?[|]|\Z")
_PRICE_OPENS = re.compile(r"(?:[A-Z]{3}[ ]?|[A-Z]{0,3}[$€£¥][ ]?)(?=[0-9])")
_LOSS = re.compile(r"\)[ ]?(?:(?P<percent>%|per[ ]?cent\b)|(?P<scale>(?:thous|mill|bill|trill)[a-z]{2,3}|bn|mn|m)\b)")
"""What follows a loss in the brackets of accounts: *(US$12) million*, *(2.5)%*."""
_TIMES = re.compile(r"x(?![\w-]|[ ]?[0-9])")
_SO_MANY = re.compile(
    r"[.,;:)\n]|\Z"
    r"|[ ](?:as|at|by|faster|from|greater|higher|in|its|larger|less|lower|more|of|on|since|than|that|the|to|vs)\b"
)
"""What follows a multiple in whole numbers, *below 2x since May*, but not the number of things, *2x trucks*."""
_OLD = re.compile(r"-old\b")
_LINK = re.compile(
    r"""
    (?:\[[0-9]{1,3}\])?                        # 2.3 million[14] to 2.65 million
    (?: -?[ ](?P<word>to|or|and)[ ]            # 3 to 5; three- to five-year
      | -(?P<joined>to|or)-                    # three-to-five-year
      | [ ](?P<spaced>[–—-])[ ]
      | (?P<dash>[-–‑—])
    )
    (?P<sign>[A-Z]{0,3}[$€£¥]?[ ]?)
    (?P<minus>(?:(?<=[ ])[-−]|minus[ ])?)      # -12 to -4; minus 12 to minus 4
    """,
    re.VERBOSE,
)
_BETWEEN = re.compile(r"\bbetween[ ](?:[a-z]+[ ])?\Z", re.IGNORECASE)
_CHANGE = re.compile(
    r"""
    \b(?:chang|declin|decreas|drop|expand|fall|fell|grew|grow|increas|lower|rais|reduc|ris(?:e|en|es|ing)\b|rose|shrank|shrunk|went
        |doubl|lengthen|prolong|shorten|(?:are|be|been|being|is|was|were)[ ]extended|extended[ ](?:its|the|their)[ ])
    (?:[^\n.;]|[.][0-9]){0,80}[ ]from[ ](?:[a-z]+[ ])?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BY = re.compile(r"\bby[ ](?:[a-z]+[ ])?\Z", re.IGNORECASE)
_AND_A_HALF = re.compile(r"[ ]and[ ]a[ ]half\b(?![ ]of\b)", re.IGNORECASE)
_A_UNIT = re.compile(r"(?P<article>an?)[ ](?P<unit>[a-z]+)\b", re.IGNORECASE)
_ERROR = re.compile(r"[ ]?(?:±|\+/[-−])[ ]?[0-9]{1,9}(?:\.[0-9]{1,9})?(?![0-9])")
"""How far a measured number may be off, which belongs to it: *1.2 ± 0.3 m*."""
_OFTEN = re.compile(r"\b(?:once|twice|times|(?:quarter|third|half)[ ]of)[ ]\Z", re.IGNORECASE)
"""What makes *a decade* no duration of its own: *twice a decade*."""
_RATIO = re.compile(r"(?P<first>[1-9][0-9]{0,3}(?:\.[0-9]{1,2})?)(?::|[ ]to[ ]|-to-)(?P<second>[1-9][0-9]{0,3})\b(?!:)")
_OF_RATIOS = ("x", ":", " to ", "-to-")
_RATIO_BEFORE = re.compile(
    r"\b(?:ratio|odds|scale)(?:[ ](?:of|at|is|was))?(?:[ ][a-z]+|(?:[ ][a-z]+){1,2}[ ]to(?:[ ][a-z]+){1,3})?:?[ ]\Z",
    re.IGNORECASE,
)
_RATIO_AFTER = re.compile(r"[ ](?:[a-z]+[ ])?(?:ratio|odds|scale)\b")
_REACH = 100
"""Characters in which a verb of change before a number is looked for."""


def read(text: str, start: int, units: Units, *, floor: int = 0) -> Quantity | None:
    """The longest quantity whose number starts at an offset of a text, or None; it takes nothing before `floor`."""
    before, negative = _before(text, start, units, floor)
    number = numbers.read(text, start, priced=before is not None)
    if number is None:
        return _article_and_unit(text, start, units)
    if text.startswith(" (", number.end):
        number = number._replace(end=_repeated(text, number))
    if error := _ERROR.match(text, number.end):
        number = number._replace(end=error.end())
    if before is None and text.startswith(_OF_RATIOS, number.end) and (ratio := _ratio(text, start, number)):
        return ratio
    after = units.after(text, number.end)
    if text[number.end : number.end + 1] == "+" and (after := units.after(text, number.end + 1)):
        number = number._replace(end=number.end + 1)  # 7+ years
    unit, end = _unit(before, after, number)
    if unit is None and number.needs_unit:
        return None
    first = before.edge if before else start
    measure = unit.measure if unit else Measure.RATIO if number.part else Measure.COUNT
    single = Quantity(first, end, -number.value if negative else number.value, None, unit, measure)
    if unit and unit.measure is not Measure.MONEY and (half := _AND_A_HALF.match(text, end)):
        return single._replace(end=half.end(), low=number.value + Fraction(1, 2))
    loss = _loss(text, single, units, floor) if text[first - 1 : first] == "(" else None
    found = loss or (single if negative else _range(text, single, number, units) or with_sign(text, single))
    return _with_tail(text, found, units) if found.unit else found


def _before(text: str, start: int, units: Units, floor: int) -> tuple[Beside | None, bool]:
    """The currency before a number, and whether a minus stands between them: `€-42`."""
    negative = text[start - 1 : start] in ("-", "−") and not text[max(0, start - 2)].isalnum()
    before = units.before(text, start - negative)
    if before is None or before.edge < floor:
        return None, False
    return before, negative


def _is_multiple(text: str, start: int, end: int) -> bool:
    """Whether a number says how many times something is more: *1.9x*, *2x since May*."""
    times = _TIMES.match(text, end)
    return times is not None and ("." in text[start:end] or _SO_MANY.match(text, times.end()) is not None)


def _loss(text: str, single: Quantity, units: Units, floor: int) -> Quantity | None:
    """A loss as accounts write it, with the brackets that stand for its minus: *(US$12) million*."""
    outer = units.before(text, single.start - 1) if single.unit is None else None
    if outer is not None and outer.edge >= floor and text.startswith(")", single.end):
        return _loss_of(text, single, outer)
    match = _LOSS.match(text, single.end)
    if match is None or (single.measure is not Measure.MONEY if match["scale"] else single.unit is not None):
        return None
    if match["percent"]:
        percent = units.after(text, match.start("percent"))
        return percent and single._replace(
            start=single.start - 1, end=match.end(), low=-single.low, unit=percent.unit, measure=Measure.PERCENT
        )
    scale = numbers.words().get(match["scale"])
    return scale and single._replace(start=single.start - 1, end=match.end(), low=-single.low * scale.value)


def _loss_of(text: str, single: Quantity, outer: Beside) -> Quantity:
    """A loss in brackets behind its currency: *NOK (3.4) million*."""
    scale = _LOSS.match(text, single.end)
    word = numbers.words().get(scale["scale"]) if scale and scale["scale"] else None
    low, end = (-single.low * word.value, scale.end()) if word and scale else (-single.low, single.end + 1)
    return single._replace(start=outer.edge, end=end, low=low, unit=outer.unit, measure=Measure.MONEY)


def _with_tail(text: str, whole: Quantity, units: Units) -> Quantity:
    """An age with its last word, *19-year-old*; a price with the brackets that repeat it, *$500 (five hundred)*."""
    if whole.measure is Measure.DURATION and (old := _OLD.match(text, whole.end)):
        return whole._replace(end=old.end())
    if whole.measure is not Measure.MONEY or not text.startswith(" (", whole.end):
        return whole
    opening = whole.end + len(" (")
    sign = _PRICE_OPENS.match(text, opening)
    again = numbers.read(text, sign.end() if sign else opening)
    if again is None or again.value != whole.low or whole.high is not None:
        return whole
    after = units.after(text, again.end)
    edge = after.edge if after else again.end
    is_price = sign is not None or (after is not None and after.unit.is_same(whole.unit))
    return whole._replace(end=edge + 1) if is_price and text.startswith(")", edge) else whole


def with_sign(text: str, single: Quantity) -> Quantity:
    """A quantity with the sign before it, where it measures what can be less than nothing.

    Only the minus itself is one before any measure, *−0.9 m*; a hyphen may be a dash. Durations are never negative.
    """
    match = _SIGN.search(text, max(0, single.start - _LONGEST_SIGN), single.start)
    sign = match[match.lastgroup or 0] if match else ""
    if match is None or single.measure is Measure.DURATION:
        return single
    if single.measure not in _SIGNED and sign != "−" and not _is_signed_cell(text, single):
        return single
    return single._replace(start=match.end() - len(sign), low=single.low if sign in ("+", "±") else -single.low)


def _is_signed_cell(text: str, single: Quantity) -> bool:
    """Whether a count with a sign before it is a cell of a row of numbers."""
    if single.measure is not Measure.COUNT or not _ROW_GOES_ON.match(text, single.end):
        return False
    return _SIGN_IN_ROW.search(text, max(0, single.start - _LONGEST_SIGN), single.start) is not None


def _article_and_unit(text: str, start: int, units: Units) -> Quantity | None:
    """A unit whose one is an article: *a year and a half*, *a decade*; *a year* alone says too little."""
    match = _A_UNIT.match(text, start)
    after = units.after(text, match.end("article")) if match else None
    half = _AND_A_HALF.match(text, match.end()) if match else None
    if match is None or after is None or after.edge != match.end():
        return None
    single = Quantity(start, after.edge, Fraction(1), None, after.unit, after.unit.measure)
    if half is not None:
        return single._replace(end=half.end(), low=Fraction(3, 2))
    is_span = after.unit.factor > 1 and not _OFTEN.search(text, max(0, start - _REACH), start)
    return single if is_span else None


def _ratio(text: str, start: int, number: Number) -> Quantity | None:
    """A multiple, *1.9x*, or a ratio in digits beside that word, *a ratio of 3:1*: `3:15` is a time or a verse."""
    if _is_multiple(text, start, number.end):
        return Quantity(start, number.end + 1, number.value, None, None, Measure.RATIO)
    match = _RATIO.match(text, start)
    if match is None:
        return None
    named = _RATIO_AFTER.match(text, match.end()) or _RATIO_BEFORE.search(text, max(0, start - _REACH), start)
    amount = Fraction(match["first"]) / int(match["second"])
    return Quantity(start, match.end(), amount, None, None, Measure.RATIO) if named else None


def _repeated(text: str, number: Number) -> int:
    """Where a number ends that digits in brackets repeat: *twelve (12) months*."""
    again = numbers.read(text, number.end + 2)
    if again is None or again.value != number.value or not text.startswith(")", again.end):
        return number.end
    return again.end + 1


def _unit(before: Beside | None, after: Beside | None, number: Number) -> tuple[Unit | None, int]:
    """The unit that both sides of a number make together, and where it ends: `$6.5 million dollars`."""
    if before is None and after is not None and after.unit.fits(number.value):
        return after.unit, after.edge
    if before is None or after is None or after.unit.measure is not Measure.MONEY:
        return before.unit if before else None, number.end
    return (after.unit if after.unit.code else before.unit), after.edge


def _range(text: str, single: Quantity, low: Number, units: Units) -> Quantity | None:
    """The range that starts with a quantity, or None where the next number stands for itself."""
    link = _LINK.match(text, single.end)
    if link is None:
        return None
    high = numbers.read(text, link.end(), priced=bool(link["sign"]) or single.measure is Measure.MONEY)
    if high is None or high.needs_unit:
        return None
    before = units.before(text, link.end("sign")) if link["sign"] else None
    if link["sign"] and (before is None or before.edge != link.start("sign")):
        return None
    if before is None and single.measure is Measure.MONEY and single.unit is not None:
        before = Beside(single.unit, single.start)
    unit, end = _unit(before, units.after(text, high.end), high)
    if single.unit is not None and not single.unit.is_same(unit):
        return None
    bottom = _shared(low, high, grouped=bool(link["dash"]) and "," in text[link.end() : high.end])
    whole = Quantity(single.start, end, bottom, high.value, unit, unit.measure if unit else single.measure)
    signed = _with_signs(text, whole, negative=bool(link["minus"]))
    if signed and (unit is None or unit.fits(bottom)) and _joins(text, link, signed, low, high):
        return signed
    shares = link["word"] == "to" and whole.measure in (Measure.COUNT, Measure.MONEY)
    return with_sign(text, single._replace(low=bottom)) if shares else None


def _with_signs(text: str, whole: Quantity, *, negative: bool) -> Quantity | None:
    """A range with the minus before its ends, *-20 to -30 °C* from the lower one; None where it would run backwards."""
    signed, high = with_sign(text, whole), -whole.bounds[-1] if negative else whole.bounds[-1]
    low, high = sorted((signed.low, high)) if negative and signed.low < 0 else (signed.low, high)
    fits = low < high and (not negative or whole.measure in _SIGNED)
    return signed._replace(low=low, high=high) if fits else None


def _shared(low: Number, high: Number, *, grouped: bool) -> Fraction:
    """The lower end, with the scale that is written at the upper end only: 5 to 10 million, 100-150,000."""
    scale = high.scale if low.scale == 1 else Fraction(1)
    if scale == 1 and grouped and low.value < 1000:
        scale = Fraction(1000)
    is_short = low.value * scale < high.value or low.value.denominator > 1  # from 7.2 to 5.1 million
    return low.value * scale if is_short else low.value


def _joins(text: str, link: re.Match[str], whole: Quantity, low: Number, high: Number) -> bool:
    """Whether what stands between two numbers makes them one range."""
    match link["word"]:
        case "and":
            return bool(_BETWEEN.search(text, max(0, whole.start - _REACH), whole.start))
        case "or":
            return whole.high == whole.low + high.scale
        case "to":
            halves = whole.measure is Measure.MONEY and not link["sign"]  # from EUR 12 to 15 million
            is_step = low.end < link.start() or low.scale > 1  # by 3 per cent to 61 per cent
            if is_step and _BY.search(text, max(0, whole.start - _REACH), whole.start):
                return False
            return halves or not _CHANGE.search(text, max(0, whole.start - _REACH), whole.start)
        case _:  # a dash between blanks may be an empty cell of a table
            return link["spaced"] is None or whole.unit is not None or text[whole.end : whole.end + 2].strip().islower()


def makes_range(text: str, start: int, word: str) -> bool:
    """Whether a word between two quantities, the lower one at an offset, makes them a range: *between one and two*."""
    if word == "and":
        return _BETWEEN.search(text, max(0, start - _REACH), start) is not None
    changes = (_BY, _CHANGE) if word == "to" else ()
    return not any(change.search(text, max(0, start - _REACH), start) for change in changes)


def signed_in_cell(laid_out: str, single: Quantity) -> Quantity:
    """A count with the sign before it, where both fill a cell of a table; a tab parts cells, or a bar."""
    sign = laid_out[single.start - 1 : single.start]
    if single.measure is not Measure.COUNT or sign not in _CELL_SIGNS or single.high is not None:
        return single
    if not (
        _CELL_OPENS.search(laid_out, max(0, single.start - 4), single.start) and _CELL_ENDS.match(laid_out, single.end)
    ):
        return single
    return single._replace(start=single.start - 1, low=single.low if sign == "+" else -single.low)
