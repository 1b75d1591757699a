"""Whether a field of a value is what gold gives: `a|b` allows either, `null` an absent one.

name      "Co-operation Programme|CP"    agrees with    "The Cooperation Program"
amount    "1200.0"                       agrees with    "1200"
item      "police officers"              agrees with    "the Police officers"
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from flows.evaluation.gold import GivenValue

_SPELLINGS = (("organisation", "organization"), ("co-op", "coop"), ("programme", "program"))
_NO_WORD = re.compile(r"[\W_]+")
_DETERMINER = re.compile(r"(?:the|an?|this|that|these|those|its|their|his|her|our|some|any)(?=\s)")


def agrees(name: str, given: GivenValue, found: Any) -> bool:  # noqa: ANN401 # a field is of any type
    """Whether the field `name` has one of the values that gold gives.

    Names are compared without case, punctuation, leading *the* and differences of spelling, amounts as numbers,
    what is counted without case and determiners, everything else as it is written.

    >>> agrees("name", "UN Women|Organisation for Women", "The Organization for Women")
    True
    >>> agrees("unit", "USD|null", None), agrees("unit", "USD", None)
    (True, False)
    """
    normal = _NORMAL.get(name, _as_written)
    alternatives = given.split("|") if isinstance(given, str) else [given]
    return any(_is_same(alternative, found, normal) for alternative in alternatives)


def _is_same(wanted: GivenValue, found: Any, normal: Callable[[str], object]) -> bool:  # noqa: ANN401 # as above
    if wanted is None or wanted == "null" or found is None:
        return wanted in (None, "null") and found is None
    if isinstance(wanted, tuple) or isinstance(found, list):
        return isinstance(wanted, tuple) and isinstance(found, list) and list(wanted) == found
    return normal(str(wanted)) == normal(str(found))


def _as_written(text: str) -> str:
    return text


def _name(text: str) -> str:
    """The words of a name that tell it from others.

    >>> _name("The World Food Programme (Co-operation)")
    'world food program cooperation'
    """
    name = text.casefold()
    for spelling, usual in _SPELLINGS:
        name = name.replace(spelling, usual)
    return _NO_WORD.sub(" ", name).strip().removeprefix("the ")


def _item(text: str) -> str:
    """What is counted, without case and determiner.

    >>> _item("Its  Police officers"), _item("theatres")
    ('police officers', 'theatres')
    """
    item = text.casefold().strip()
    if determiner := _DETERMINER.match(item):
        item = item[determiner.end() :]
    return " ".join(item.split())


def _number(text: str) -> Fraction | str:
    """The number a text states; the text itself when it states none.

    >>> _number("1200.0") == _number("1200"), _number("many")
    (True, 'many')
    """
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return text


_NORMAL: Mapping[str, Callable[[str], object]] = {
    "name": _name,
    "amount": _number,
    "low": _number,
    "high": _number,
    "item": _item,
}
