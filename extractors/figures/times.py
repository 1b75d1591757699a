"""Numbers that tell the time: hours and minutes of a day, what sets a zone of time off, the day before a month.

    1430 hrs, 10 a.m., 06.00 EET    -> times of the day
    GMT -5, UTC plus 3, +0100       -> zones of time
    36 hours, 1430 hours of work    -> neither: they last so long

Four figures before *hours* tell the time where the last two are minutes of it; of two readings the text's prepositions
decide.
"""

import re

from extractors.dates.words import MONTHS

_REACH = 30
_TIME = re.compile(
    r"[ ]?(?:[ap]\.?m\b|o['’]clock|GMT\b|UTC\b|CES?T\b|E[SD]T\b|hrs\b|noon\b|midnight\b|hours?[ ](?:GMT|UTC|local))",
    re.IGNORECASE,
)
_ZONED = re.compile(r"(?:[01]?[0-9]|2[0-3])[.:]?[0-5][0-9][ ]?(?P<zone>[A-Z]{3,4})\b")
_ZONES = frozenset(
    "ACST ADT AEDT AEST AKST AST AWST BRT BST CAT CDT CST EAT EDT EEST EET EST HKT HST ICT IDT IST JST KST MDT MSK MST"
    " MYT NPT NZDT NZST PDT PHT PKT PST SAST SGT TRT WAT WEST WET WIB WIT".split()
)
"""Abbreviations of time zones: *06.00 EET*, but not *12 CAT scans*, which is no time of the day."""
_OFFSET = re.compile(r"(?:[0-9]:[0-5][0-9](?:[.,][0-9]{1,6})?|[0-9]Z|GMT|UTC)[ ]?\Z")
_OFFSET_HOURS = re.compile(r"[-+−](?:0?[0-9]|1[0-4])(?::?[0-5][0-9])?(?![0-9.,])")
"""How far a zone is from that of Greenwich, as mails say: *09:14:52 +0100*, *UTC +3*."""
_OF_ZONE = re.compile(r"\b(?:GMT|UTC|[A-Z]{1,3}T)[ ]?(?:[-+−–][ ]?|plus[ ]|minus[ ])\Z")
_HOURS_OF_ZONE = re.compile(r"(?:0?[0-9]|1[0-4])(?![0-9.,]?[0-9])")
"""The same where the sign is not read with the number: *GMT -5*, *UTC minus 3*."""
_SIGNS_OF_ZONE = frozenset("-+−–")
_AT = re.compile(
    r"\b(?:after|around|at|before|between|by|from|past|since|till|to|until)[ ](?:about[ ]|around[ ])?\Z", re.IGNORECASE
)
_OF_DAY = re.compile(r"[ ](?:in[ ]the[ ](?:morning|afternoon|evening)|at[ ]night)\b")
"""*at five in the morning*; what is no time of the day has no preposition of time before it: *killed five at night*."""
_CALENDAR = re.compile(r"[ ](?:A\.?H|A\.?U\.?C|FM|AM)\b")
"""What makes a number the year of another calendar, *841 AH*, or where a station is on the dial, *98.3 FM*."""
_MONTH = re.compile(rf"[ ](?:{'|'.join(MONTHS)})\b")
_HOURS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)"
_PART_OF_HOUR = r"(?:five|ten|quarter|twenty|twenty-five|half)(?:[ ]minutes)?"
_CLAUSE_FOLLOWS = r"(?:[ ](?:and|he|I|in|it|on|she|the|they|until|we|when)\b|[.,;:)\n]|\Z)"
_HOUR_AFTER = re.compile(rf"(?:[ ]minutes)?[ ](?:past[ ]{_HOURS}\b|to[ ]{_HOURS}{_CLAUSE_FOLLOWS})")
_BESIDE_HOUR = frozenset((" to ", " pas", "ast ", " min"))
_HOUR_BEFORE = re.compile(rf"\b{_PART_OF_HOUR}[ ](?P<word>past|to)[ ]\Z", re.IGNORECASE)
"""*five past seven*, *ten to six.*; what goes up, *five to seven*, is a range."""
_HOUR_AND_MINUTE = r"(?:[01][0-9]|2[0-4])[0-5][0-9]"
_OF_CLOCK = r"[ ]?(?:hours?|hrs?)\b(?![ ]of[ ][a-z])"
_CLOCK = re.compile(
    rf"""
    (?: (?:[01][0-9]|2[0-4])[0-5][05]                                                # 1430 hrs, but no 1437 hours
      | {_HOUR_AND_MINUTE}(?:[ ](?:to|and|or|till|until)[ ]|[ ]?[-–][ ]?){_HOUR_AND_MINUTE}  # 2200 to 0600 hours
    ){_OF_CLOCK}                                                                     # nor 1430 hours of work
    """,
    re.VERBOSE,
)
_AT_CLOCK = re.compile(rf"(?:[01][0-9]|2[0-4])[.]?[0-5][0-9]{_OF_CLOCK}")
"""What is a time of the day behind a preposition that no length of time has: *at 1437 hours*, *at 14.30 hrs*."""
_AT_POINT = re.compile(r"\b(?:at|since|till|until)[ ](?:about[ ]|around[ ])?\Z", re.IGNORECASE)


def tells(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)`, a number with its unit, tells a time of the day, a zone of time, or a day of a month."""
    if _CLOCK.match(text, start) or _is_offset(text, start):
        return True
    if text[end - 1] in "rs" and _AT_CLOCK.match(text, start) and _AT_POINT.search(text, max(0, start - _REACH), start):
        return True
    may_tell = text[end : end + 4] in _BESIDE_HOUR or text[start - 4 : start] in _BESIDE_HOUR
    if may_tell and _tells_hour(text, start, end):
        return True
    if not text[end : end + 2].strip()[:1].isalpha():
        return False
    zoned = _ZONED.match(text, start) if text[end + 1 : end + 3].isupper() else None
    if _CALENDAR.match(text, end) or (zoned and zoned["zone"] in _ZONES):
        return True
    is_told = _OF_DAY.match(text, end) and _AT.search(text, max(0, start - _REACH), start)
    return bool(is_told or _TIME.match(text, end) or _MONTH.match(text, end))


def _is_offset(text: str, start: int) -> bool:
    """Whether a number, with its sign or behind it, says how far the zone of a time of the day is from Greenwich."""
    sight = max(0, start - _REACH)
    if text[start] in "+-−":
        return _OFFSET_HOURS.match(text, start) is not None and _OFFSET.search(text, sight, start) is not None
    before = text[max(0, start - 2) : start]
    if before != "s " and _SIGNS_OF_ZONE.isdisjoint(before):
        return False
    return _HOURS_OF_ZONE.match(text, start) is not None and _OF_ZONE.search(text, sight, start) is not None


def _tells_hour(text: str, start: int, end: int) -> bool:
    """Whether a number in words is the hour or the minutes of a time that is told: *at ten to six*."""
    if text[start].isalpha() and _HOUR_AFTER.match(text, end):
        return True
    before = _HOUR_BEFORE.search(text, max(0, start - _REACH), start)
    return before is not None and (
        before["word"] == "past" or _HOUR_AFTER.match(text, before.start("word") - 1) is not None
    )
