from datetime import timedelta

import pytest

from flows.scheduling.timing import Timing, span
from schemas.errors import UsageError


@pytest.mark.parametrize(
    ("text", "seconds"), [("1s", 1), ("90s", 90), ("10m", 600), ("1h30m", 5400), ("1d", 86400), ("2d6h", 194400)]
)
def test_a_time_is_read(text: str, seconds: int) -> None:
    assert span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "0s", "10", "-5m", "5 m", "30m1h", "1.5h", "ten", "m", "999d", "9" * 18 + "d", "٣m "]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expected a time such as 30s, 10m, 6h, 1d or 1h30m"):
        span(text)


def test_a_timing_says_when_runs_start() -> None:
    assert (
        str(Timing.parse(cron="0 6 * * *", every=None, timezone="Africa/Nairobi")) == "at '0 6 * * *' in Africa/Nairobi"
    )
    assert str(Timing.parse(cron=None, every="1h30m", timezone="UTC")) == "every 1:30:00"


@pytest.mark.parametrize("given", [{"cron": None, "every": None}, {"cron": "0 6 * * *", "every": "10m"}])
def test_a_timing_is_one_of_two(given: dict[str, str | None]) -> None:
    with pytest.raises(UsageError, match="expected one of --cron, --every and --once-on-change"):
        Timing.parse(**given, timezone="UTC")


@pytest.mark.parametrize("zone", ["", "Nairobi", "UTC+3", "../etc/passwd", "Africa/Nowhere", "/etc/localtime"])
def test_a_time_zone_has_a_name(zone: str) -> None:
    with pytest.raises(UsageError, match=r"--timezone .*: expected a name of the IANA database"):
        Timing.parse(cron=None, every="10m", timezone=zone)
