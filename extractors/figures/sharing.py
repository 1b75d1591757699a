"""Items that figures share: what one counts, told by the next one or by the whole that it is a part of.

five and six seats                          -> both count seats
112 international and 220 national staff    -> international staff, national staff
356 civilians (112 local; 244 international)  -> local civilians, international civilians
"""

import re
from itertools import pairwise

from extractors.figures import items
from extractors.figures.breakdowns import Figure

_SHARING = re.compile(
    r"[ ](?:out[ ])?of[ ](?:(?:all|the|its|their|these|those)[ ])*(?:[^\W\d_][\w-]*(?:[ ][\w-]+){0,2}['’]s?[ ])?"
    r"|,?[ ](?:and|or|plus)[ ]"
)
"""What stands between a number and one that counts the same: *five and six*, *15 of the city's 16*."""
_OWN = re.compile(r"[ ](?P<words>[^\W\d_][\w-]*(?:[ ][\w-]+){0,2})(?:,?[ ](?:and|or|plus)|,)[ ]")
_ADJECTIVE = re.compile(r"[ ](?P<words>[a-z][a-z-]+)(?=[,;.)\n]|[ ](?:and|or)[ ])")
_NO_ADJECTIVE = re.compile(r"(?:ed|ly)\Z")


def share(text: str, figures: list[Figure]) -> None:
    """Gives an item to figures that share that of the next one."""
    for figure, following in reversed(list(pairwise(figures))):
        item = following.finding.value.get("item")
        if not item or not figure.is_bare:
            continue
        own = _OWN.fullmatch(text, figure.end, following.lead)
        if _SHARING.fullmatch(text, figure.end, following.lead):
            figure.finding.value["item"] = item
        elif own and (shared := items.shared(own["words"], item)):
            figure.finding.value["item"] = shared


def name_parts(text: str, figures: list[Figure]) -> None:
    """Gives an item to parts of which an adjective alone is said: the noun is that of the whole."""
    for figure in figures:
        if not figure.is_part or not figure.is_bare:
            continue
        own = _ADJECTIVE.match(text, figure.end)
        whole = figure.finding.value["part_of"].value.get("item")
        if own and whole and not _NO_ADJECTIVE.search(own["words"]):
            shared = items.shared(own["words"], f"- {whole.split()[-1]}")
            if shared:
                figure.finding.value["item"] = shared
