"""What is known of every resolution of the Security Council: year, day of adoption, meeting.

1325  -> 2000, 2000-10-31, 4213th meeting
2515  -> 2020, 2020-03-30, no meeting: the written procedure of the pandemic
"""

from collections import Counter
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from extractors.lexicon import Entry, Maybe, load
from schemas.dates import IsoDay


class Adoption(Entry):
    """A resolution of the Security Council; its id is its number, which never restarts."""

    year: int
    """Year that belongs to the number."""
    adopted: Maybe[IsoDay]
    """ISO date; null where no source has it."""
    meeting: Maybe[int]
    """Number of the meeting; null for the written procedure, and where no source has it."""


@cache
def adoptions() -> MappingProxyType[int, Adoption]:
    """All resolutions known, by number."""
    return MappingProxyType({int(entry.id): entry for entry in load("unsc_resolutions.csv", Adoption)})


@cache
def days_of_meetings() -> MappingProxyType[int, str]:
    """The day of every meeting that adopted a resolution, as an ISO date, by number."""
    return MappingProxyType(
        {entry.meeting: entry.adopted for entry in adoptions().values() if entry.meeting and entry.adopted}
    )


class Checked(NamedTuple):
    """What a text says of a resolution of the Security Council, completed and compared with what is known."""

    year: int | None
    adopted: str | None
    checks: list[str]
    """`unknown_number`, `year_mismatch`, `adopted_mismatch`."""


def check(number: int, *, year: int | None, adopted: str | None, known_by: str | None = None) -> Checked:
    """Year and day as the text states them, else as known; what contradicts the registry is kept, with a finding.

    A number beyond the registry is unknown only when it could not exist yet: in the year that is stated, or on
    `known_by`, the day of the document that cites it.

    >>> check(1325, year=None, adopted=None)
    Checked(year=2000, adopted='2000-10-31', checks=[])
    >>> check(1325, year=2001, adopted=None)
    Checked(year=2001, adopted=None, checks=['year_mismatch'])
    >>> check(2990, year=None, adopted=None, known_by="2019-05-03").checks
    ['unknown_number']
    >>> check(2990, year=None, adopted=None).checks, check(2990, year=2028, adopted=None).checks
    ([], [])
    """
    adoption = adoptions().get(number)
    if adoption is None:
        years = [int(day[:4]) for day in (adopted, known_by) if day] + ([year] if year else [])
        could_exist = not years or number <= _highest_number(min(years))
        return Checked(year, adopted, [] if could_exist else ["unknown_number"])
    if year not in (None, adoption.year):
        return Checked(year, adopted, ["year_mismatch"])
    agrees = adopted is None or adoption.adopted in (None, adopted)
    return Checked(adoption.year, adopted or adoption.adopted, [] if agrees else ["adopted_mismatch"])


def _highest_number(year: int) -> int:
    """The highest number that the Security Council can have reached in a year that the registry may not reach.

    No year has more resolutions than the fullest one known, 1993.
    """
    last = max(adoptions().values(), key=lambda adoption: int(adoption.id))
    fullest = max(Counter(adoption.year for adoption in adoptions().values()).values())
    return int(last.id) + max(0, year - last.year) * fullest
