"""When runs start.

--cron "0 6 * * *" --timezone Asia/Nicosia    -> every day at six, summer and winter
--every 10m                                   -> ten minutes after the schedule began, and so on
--every 1h30m                                 -> every ninety minutes
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schemas.errors import UsageError

_SPAN = re.compile(r"(?:(?P<days>\d+)d)?(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)?(?:(?P<seconds>\d+)s)?")
_LONGEST = timedelta(days=366)
"""A leap year: a longer span is a slip, such as seconds given as days."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Either an expression of cron, or the time from one run to the next."""

    cron: str | None = None
    every: timedelta | None = None
    timezone: str = "UTC"
    """Name in the IANA database; of the hours of `cron`, and of the days of an interval of days."""

    @classmethod
    def parse(cls, *, cron: str | None, every: str | None, timezone: str) -> Self:
        """The timing that was asked for. Raises `UsageError`; whether `cron` holds, Prefect says."""
        if (cron is None) == (every is None):
            raise UsageError("expected one of --cron, --every and --once-on-change")
        try:
            ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UsageError(
                f"--timezone {timezone!r}: expected a name of the IANA database, such as UTC or Africa/Nairobi"
            ) from error
        return cls(cron, None if every is None else span(every), timezone)

    def __str__(self) -> str:
        return f"at {self.cron!r} in {self.timezone}" if self.cron else f"every {self.every}"


def span(text: str, *, flag: str = "--every") -> timedelta:
    """A span of time as it is written on the command line, at least one second.

    >>> span("10m"), span("1h30m"), span("1d")
    (datetime.timedelta(seconds=600), datetime.timedelta(seconds=5400), datetime.timedelta(days=1))
    >>> span("10")
    Traceback (most recent call last):
        ...
    schemas.errors.UsageError: --every '10': expected a time such as 30s, 10m, 6h, 1d or 1h30m
    """
    match = _SPAN.fullmatch(text)
    # under 20 characters no number has the thousands of digits that `int` refuses
    parts = {unit: int(number) for unit, number in match.groupdict("0").items()} if match and len(text) < 20 else {}
    try:
        found = timedelta(**parts)
    except OverflowError:
        found = timedelta()
    if not timedelta(seconds=1) <= found <= _LONGEST:
        raise UsageError(f"{flag} {text!r}: expected a time such as 30s, 10m, 6h, 1d or 1h30m")
    return found
