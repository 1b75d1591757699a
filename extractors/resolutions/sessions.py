"""When the bodies that count resolutions by sessions meet: the year that a session shows.

    General Assembly resolution 78/12, adopted on 4 December   -> 2023-12-04
    Human Rights Council resolution 52/1, adopted on 3 April   -> 2023-04-03

The General Assembly opens session *n* in September of the year 1945 + *n* and closes it a year later. The Human Rights
Council has held three regular sessions a year since 2006, one to three in the first.
"""

from datetime import date

from extractors.resolutions.citations import Citation

_OPENING = 9
"""The month in which a session of the General Assembly ends and another opens: it shows no year."""
_PER_YEAR = 3


def adopted_in(citation: Citation, body: str | None) -> str | None:
    """The day of adoption, as an ISO date, where the text states month and day and the number shows the year."""
    if citation.month_day is None:
        return None
    month, day = citation.month_day
    year = citation.number.year or _year(body, citation.number.session or "", month)
    try:
        return None if year is None else date(year, month, day).isoformat()
    except ValueError:
        return None


def _year(body: str | None, session: str, month: int) -> int | None:
    """The year in which a regular session of a body was in a month; null where it shows none.

    >>> _year("General Assembly", "78", 12), _year("General Assembly", "78", 6), _year("General Assembly", "78", 9)
    (2023, 2024, None)
    >>> _year("Human Rights Council", "52", 4), _year("Human Rights Council", "S-17", 8)
    (2023, None)
    """
    if not session.isdigit():
        return None
    if body == "General Assembly" and month != _OPENING:
        return 1945 + int(session) + (month < _OPENING)
    return 2006 + (int(session) - 1) // _PER_YEAR if body == "Human Rights Council" else None
