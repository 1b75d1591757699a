"""What the quantities of a text give each other: units, the parts of a duration, and currencies.

5 and 10 per cent           -> both are per cents
six months and ten days     -> one duration, P6M10D
six months to five years    -> one range, P6M/P5Y
2,000 Burundi francs … 50 francs  -> both are BIF
they paid 300 pounds              -> money; a sack of 300 pounds is not
"""

import re
from functools import cache, partial
from itertools import pairwise

from extractors.figures import currencies, rates
from extractors.figures.quantities import Quantity, makes_range, with_sign
from extractors.figures.units import Unit
from schemas.figures import Measure

_SHARING = re.compile(r"-?[ ](?:and|or|to)[ ]|[ ]?±[ ]?|-by-")
_SIDES = re.compile(r"[ ]by[ ]|[ ]?[x×][ ]?")
"""What joins the sides of a thing, *105 by 68 m*; else *by* is a preposition, *cut the 12 by 5 per cent*, and *x* says
how many: *2 x 340 litres*."""
_LISTED = re.compile(r",[ ](?:(?:and|or)[ ])?")
"""What joins the items of a list, of which the last alone has the unit: *5, 10 and 15 per cent*."""
_CONJOINED = re.compile(r",?[ ](?:and[ ])?")
_APART = re.compile(r",?[ ](?:or|respectively)\b")
"""What follows durations that are alternatives, or belong to different things."""
_SMALLER = {"Y": ("M", 12), "M": ("D", 31), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}
"""The unit that goes on with another, and how many of it are one of that: *two years and 30 months* are two."""
_UP_TO = re.compile(r"[ ](?P<word>to|and)[ ]|[ ]?[-–—][ ]?")
_SECONDS = {"TS": 1, "TM": 60, "TH": 3600, "D": 86400, "W": 604800, "M": 2592000, "Y": 31536000}
"""How long the units of time are, a month of thirty days: a range goes upwards."""
_DOUBLE = re.compile(r"[ ](?P<word>mark|pound|real|won(?![ ][a-z]+s\b))s?\b(?![ ]of\b|-)")
"""Words of currencies that weigh or mean something else, too; the price *of* what they count stands elsewhere."""
_INITIALS = frozenset("mprw")
_UNPAID = (Measure.COUNT, Measure.MASS)
_POUND = "[lb_av]"
_PAID = re.compile(
    r"""
    \b(?:
      (?:bought|sell(?:s|ing)?|sold)(?:[ ](?!out\b)\w+){0,2}[ ](?:at|for)
      | (?:priced?|valued)[ ](?:at|is|was)
      | (?:cost|fee|fine|payment|price|rent|salary|wage)s?(?:[ ](?:is|of|was|were))?
      | (?:charg(?:e[ds]?|ing)|costing|earn(?:ed|ing|s)?|fined|ow(?:e[ds]?|ing)|paid|pay(?:ing|s)?
        |spen(?:d|ds|t)|spending|worth)
    )
    (?:[ ](?:(?:an?|each|every|h(?:er|is)|its|my|our|the|their|your)[ ])?
      (?!(?:after|and|as|at|but|by|for|from|if|in|of|on|or|that|to|when|which|while|who|with)\b)[^\W\d_]+)?
    (?:[ ](?:an?|h(?:er|is)|its|the|their|about|almost|an?[ ]total[ ]of|around|at[ ](?:least|most)|back|between
      |exactly|just|less[ ]than|more[ ]than|nearly|only|over|roughly|some|under|up[ ]to))*
    [ ]\Z
    """,
    re.VERBOSE,
)
"""What is said of money before an amount: no more than who pays or is paid stands between, and about how much."""
_REACH = 80
"""Characters before an amount in which its clause says so."""


def settled(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities of a text in order, with what their neighbours and the words after them add."""
    rated = [_with_rate(text, quantity) for quantity in _joined(text, _sharing_units(text, _paid(text, found)))]
    return _with_currencies(text, rated)


def _sharing_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Bare numbers take the unit of the next one: *5 and 10 per cent*, *3 × 5 m*, those of a list that of its last."""
    shared = list(found)
    for index in range(len(found) - 2, -1, -1):
        bare, following = shared[index], shared[index + 1]
        if not following.unit or not _can_share(bare, following.unit):
            continue
        is_item = following is not found[index + 1] or _is_listed(text, found[max(0, index - 1) : index + 1])
        are_sides = following.unit.measure is Measure.LENGTH
        joints = (_SHARING, *([_LISTED] if is_item else []), *([_SIDES] if are_sides else []))
        if any(joint.fullmatch(text, bare.end, following.start) for joint in joints):
            shared[index] = with_sign(text, bare._replace(unit=following.unit, measure=following.measure))
    return shared


def _paid(text: str, found: list[Quantity]) -> list[Quantity]:
    """Numbers of pounds and marks are prices where something is paid: *we paid 300 pounds*, *sold for 80 marks*."""
    return [(quantity.measure in _UNPAID and _price(text, quantity)) or quantity for quantity in found]


def _price(text: str, quantity: Quantity) -> Quantity | None:
    edge = quantity.end
    if quantity.unit is not None and quantity.unit.code == _POUND:
        edge = text.rfind(" ", quantity.start, edge)
    double = _DOUBLE.match(text, edge) if text[edge + 1 : edge + 2] in _INITIALS else None
    if double is None or not _PAID.search(text, max(0, quantity.start - _REACH), quantity.start):
        return None
    return quantity._replace(end=double.end(), unit=_money(double["word"]), measure=Measure.MONEY)


@cache
def _money(word: str) -> Unit:
    return Unit(Measure.MONEY, None, money=currencies.shared(word))


def _is_listed(text: str, pair: list[Quantity]) -> bool:
    """Whether a comma joins two numbers: *5, 10*."""
    return len(pair) == 2 and _LISTED.fullmatch(text, pair[0].end, pair[1].start) is not None


def _can_share(bare: Quantity, unit: Unit) -> bool:
    is_bare = bare.measure is Measure.COUNT and bare.high is None
    return is_bare and bare.unit is None and unit.measure is not Measure.MONEY and unit.fits(bare.low)


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Durations in falling units are one, *two years, three months and four days*; so are ranges from unit to unit."""
    joined: list[Quantity] = []
    for quantity, following in pairwise([*found, None]):
        whole = joined[-1] if joined else None
        if quantity is None:
            break
        if whole is not None and _goes_on(text, whole, quantity, following):
            joined[-1] = whole._replace(end=quantity.end, smaller=(*whole.smaller, quantity))
        elif whole is not None and _is_upper_end(text, whole, quantity):
            joined[-1] = whole._replace(end=quantity.end, upper=quantity)
        else:
            joined.append(quantity)
    return joined


def _goes_on(text: str, whole: Quantity, quantity: Quantity, following: Quantity | None) -> bool:
    last = whole.smaller[-1] if whole.smaller else whole
    if not (_is_plain(last) and _is_plain(quantity)):
        return False
    smaller, limit = _SMALLER.get(last.unit.code or "", ("", 0)) if last.unit else ("", 0)
    is_part = quantity.unit is not None and quantity.unit.code == smaller and quantity.low < limit
    beside = _CONJOINED.fullmatch(text, whole.end, quantity.start)
    apart = _APART.match(text, quantity.end) or (following and _APART.match(text, following.end))
    return bool(is_part and beside and not apart)


def _is_upper_end(text: str, low: Quantity, high: Quantity) -> bool:
    """Whether a duration is the upper end of a range whose lower one has another unit: *six months to five years*."""
    if not (_is_plain(low) and _is_plain(high)) or low.smaller or low.upper or low.unit == high.unit:
        return False
    lower, upper = (end.low * _SECONDS[end.unit.code] for end in (low, high) if end.unit and end.unit.code)
    link = _UP_TO.fullmatch(text, low.end, high.start)
    return link is not None and lower < upper and makes_range(text, low.start, link["word"] or "")


def _is_plain(quantity: Quantity) -> bool:
    """Whether it is a whole number of a unit of time."""
    unit = quantity.unit
    is_time = unit is not None and unit.measure is Measure.DURATION and unit.factor == 1
    return is_time and quantity.high is None and quantity.low.denominator == 1


def _with_rate(text: str, quantity: Quantity) -> Quantity:
    rate = rates.after(text, quantity.end, quantity.measure)
    if rate is None or quantity.unit is None or "/" in (quantity.unit.code or "/"):
        return quantity
    measure = Measure.SPEED if quantity.measure is Measure.LENGTH else quantity.measure
    rated = quantity._replace(end=rate.unit_end or quantity.end, rate=f"{quantity.rate}/{rate.code}", measure=measure)
    return _with_rate(text, rated) if rate.unit_end and not quantity.rate else rated  # mg/kg/day


def _with_currencies(text: str, found: list[Quantity]) -> list[Quantity]:
    """Shared words for a currency mean the one that the document names; a bare `$` what the document says it is."""
    open_ones = [index for index, quantity in enumerate(found) if quantity.unit and _candidates(quantity.unit)]
    if not open_ones:
        return found
    stated = currencies.stated(text)
    named = {unit.code for quantity in found if (unit := quantity.unit) and not _candidates(unit)} - {None}
    settled = list(found)
    of_states = cache(partial(currencies.of_states, text))  # a look at the whole text
    for index in open_ones:
        unit = found[index].unit
        known = _candidates(unit) & (stated or named if unit.code is None else stated) if unit else frozenset()
        if unit and unit.code is None and not known:
            known = of_states(_candidates(unit))
        if unit and len(known) == 1:
            settled[index] = found[index]._replace(unit=unit._replace(code=next(iter(known))))
    return settled


def _candidates(unit: Unit) -> frozenset[str]:
    return unit.money.candidates if unit.money else frozenset()
