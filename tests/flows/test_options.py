import pytest

from flows.options import options
from flows.settings import Settings


@pytest.mark.parametrize(("name", "value"), [("dollar", "CAD"), ("month_first", True), ("keep_posts", True)])
def test_settings_reach_the_rules(name: str, value: object) -> None:
    assert getattr(options(Settings.load(**{name: value})), name) == value
