import pytest

from flows.options import options
from flows.settings import Settings


@pytest.mark.parametrize(("name", "value"), [("dollar", "CAD"), ("month_first", True), ("keep_posts", True)])
def test_settings_reach_the_rules(name: str, value: object) -> None:
    assert getattr(options(Settings.load(**{name: value})), name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((f"json_{field}", "other") for field in ("text", "title", "date", "url")),
        ("any_language", True),
    ],
)
def test_a_setting_of_the_readers_is_part_of_what_they_are_known_by(name: str, value: object) -> None:
    assert options(Settings.load(**{name: value})).reading != options(Settings.load()).reading


@pytest.mark.parametrize(("name", "value"), [("json_id", "id"), ("max_bytes", 9), ("max_seconds", 9)])
def test_what_names_a_line_and_the_limits_are_none_of_it(name: str, value: object) -> None:
    assert options(Settings.load(**{name: value})).reading == options(Settings.load()).reading
