"""The pages on settings and records are those that the models make, and nothing is missing from them."""

import re
from pathlib import Path

import pytest

from flows.cli import main
from flows.reference.fields import fields
from flows.settings import Settings, variable

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("name", ["settings", "records"])
def test_the_page_in_the_docs_is_the_one_that_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", f"--{name}"]) == 0
    assert capsys.readouterr().out == (DOCS / f"{name}.md").read_text(encoding="utf-8"), f"`make {name}`"


def test_one_page_is_printed_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--settings", "--records"]) == 2
    assert "expected one of --tables, --records and --settings" in capsys.readouterr().err


def test_the_page_on_settings_has_a_row_for_each() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .*?`(RECITAL_\w+)`", (DOCS / "settings.md").read_text(encoding="utf-8"), re.M)
    assert rows == [(name, variable(name)) for name in Settings.model_fields]


def test_the_example_of_the_settings_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (toml,) = re.findall(r"```toml\n(.*?)```", (DOCS / "settings.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "pyproject.toml").write_text(toml, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Settings.load().output == Path("facts")


def test_fields_say_what_null_default_and_bounds_are() -> None:
    schema = {"properties": {"page": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}], "default": None}}}
    (page,) = fields(schema, {})
    assert (page.takes, page.nullable, page.default, page.says) == ("a whole number, 1 or more", True, None, "")


def test_a_reference_is_described_by_what_it_leads_to() -> None:
    definitions = {"Tone": {"title": "Tone", "enum": ["low", "high"], "description": "How it sounds."}}
    (tone,) = fields({"properties": {"tone": {"$ref": "#/$defs/Tone"}}}, definitions)
    assert (tone.takes, tone.says) == ("one of `low`, `high`", "How it sounds.")
