"""The order of day and month in figures, where the figures do not tell: *03/04/2005*.

Asked in this order: the other dates in figures (*06/15/2008* has its month first); how the document spells dates
(*June 15, 2008* or *15 June 2008*); a setting. The date says in its checks that it was ambiguous.
"""

import re
from collections.abc import Sequence

from extractors.dates.chains import Part

_NUMERIC = frozenset({"dates.numeric-day", "dates.short-numeric-day"})
_FIGURE = re.compile(r"\d+")
_DAY_LEADS = frozenset({"dates.day-month-year", "dates.day-month"})
_MONTH_LEADS = frozenset({"dates.month-day-year", "dates.month-day"})


def settle_order(parts: Sequence[Part], text: str, *, month_first: bool) -> None:
    """Gives the dates whose order is ambiguous the order of the document they stand in."""
    ambiguous = [part for part in parts if "ambiguous_order" in part.first.checks]
    if not ambiguous:
        return
    plain = [part for part in parts if part.rule in _NUMERIC and part not in ambiguous]
    if _is_month_first(parts, plain, text, default=month_first):
        for part in ambiguous:
            part.first = part.first._replace(month=part.first.day, day=part.first.month)


def _is_month_first(parts: Sequence[Part], plain: Sequence[Part], text: str, *, default: bool) -> bool:
    """Whether more dates have the month first; equal numbers leave it to the next question."""
    figures = sum(_leading_figure(part, text) for part in plain)
    spelling = sum((part.rule in _MONTH_LEADS) - (part.rule in _DAY_LEADS) for part in parts)
    return next((lead > 0 for lead in (figures, spelling) if lead), default)


def _leading_figure(part: Part, text: str) -> int:
    """1 where the month leads, -1 where the day does, 0 for *03.03.2005*."""
    day, month = part.first.day, part.first.month
    if day == month:
        return 0
    figure = _FIGURE.search(text, part.start, part.end)
    return 1 if figure is not None and int(figure[0]) == month else -1
