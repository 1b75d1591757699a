"""The pages tell the truth: the program reads their commands, their queries run, their links lead to files."""

import csv
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import text

from flows.cli import app
from flows.settings import Settings, variable
from flows.stores.database import Database

ROOT = Path(__file__).parent.parent
PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in (ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
}
WRITTEN = re.compile(r"(?:^(?:    |\$ )?|`|&& )((?:RECITAL_\w+=\S+ )?recital [a-z][^`\n&]*)", re.MULTILINE)
"""A command at the start of a line of code, or between backticks."""
REMARK = re.compile(r"\s+#.*|\s{2,}.*|\s+>.*|/$")
"""What stands behind a command: a remark, what it does, a redirection."""
QUERIES = re.findall(r"--.*\n([^;]+);", "".join(re.findall(r"```sql\n(.*?)```", PAGES["store.md"], re.DOTALL)))
NEED_AN_ARGUMENT = {"show": "a.txt", "explain": "0123456789abcdef", "evaluate": "gold.jsonl", "orgs": "UNMIL"}
"""What the pages leave out where they only name a command."""


def commands(page: str) -> list[str]:
    found = (REMARK.sub("", words) for words in WRITTEN.findall(PAGES[page]))
    return sorted({re.sub(r"^RECITAL_\w+=\S+ ", "", words).removeprefix("recital ") for words in found})


def parsed(command: str) -> typer.Context:
    """The command line as the program reads it; nothing is run."""
    words = ["1" if word == "ID" else word for word in shlex.split(command)]
    if words[0] in NEED_AN_ARGUMENT and not [word for word in words[1:] if not word.startswith("-")]:
        words.append(NEED_AN_ARGUMENT[words[0]])
    context = typer.main.get_command(app).make_context("recital", words)
    while remaining := [*context._protected_args, *context.args]:
        name, found, rest = context.command.resolve_command(context, remaining)  # type: ignore[attr-defined]
        context = found.make_context(name, rest, parent=context)
        if not hasattr(found, "resolve_command"):
            break
    return context


@pytest.mark.parametrize(
    ("page", "command"), [(page, command) for page in PAGES if page != "operate.md" for command in commands(page)]
)
def test_command_of_a_page_is_one_of_the_program(page: str, command: str) -> None:
    assert parsed(command).command_path.startswith("recital ")


@pytest.mark.parametrize("page", ["store.md", "organizations.md", "stripping.md", "review.md", "add-a-rule.md"])
def test_a_page_on_how_to_do_something_shows_commands(page: str) -> None:
    assert commands(page)


@pytest.mark.parametrize("page", PAGES)
def test_variables_of_a_page_are_settings(page: str) -> None:
    assert set(re.findall(r"RECITAL_[A-Z_]*[A-Z]", PAGES[page])) <= set(map(variable, Settings.model_fields))


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    folder = ROOT if page == "CONTRIBUTING.md" else ROOT / "docs"
    plain = re.sub(r"``.*?``|`[^`\n]*`", "", PAGES[page])
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", plain)
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_are_there(page: str) -> None:
    named = re.findall(r"`((?:flows|extractors|schemas|tests)/[\w./*-]+)`", PAGES[page])
    assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []


@pytest.mark.parametrize("page", PAGES)
def test_targets_of_make_that_a_page_names_are_there(page: str) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = re.findall(r"(?:^\$ |`)make ([a-z ]+)", PAGES[page], re.MULTILINE)
    assert {word for words in named for word in words.split()} - targets == set()


@pytest.mark.parametrize("query", QUERIES, ids=["troops", "together", "lost"])
def test_query_of_the_page_on_the_store_runs(
    query: str, database: Database, put: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    troops: dict[str, Any] = {"kind": "figure", "text": "300", "value": {"amount": "300", "item": "troops"}}
    cited = {"kind": "resolution", "text": "resolution 1701"}
    put("300 troops of the AU, by resolution 1701", troops, {"kind": "organization", "text": "AU"}, cited)
    if "lost" in request.node.name:
        put("300 troops of the AU, by resolution 1701")
    with database.reading() as connection:
        rows = connection.execute(text(query)).all()
    assert rows


def test_the_registry_of_the_page_is_read(tmp_path: Path) -> None:
    from extractors.organizations.registry import registry

    block = re.findall(r"(?:^    [^\n]*,[^\n]*\n){2}", PAGES["organizations.md"], re.MULTILINE)[0]
    own = "".join(line.removeprefix("    ") for line in block.splitlines(keepends=True))
    (entry,) = csv.DictReader(own.splitlines())
    found = registry(own, name="own.csv")
    assert entry["name"] == "Lake Guild"
    assert found is not None


@pytest.mark.slow
def test_the_rule_of_the_page_is_added_as_it_says(tmp_path: Path) -> None:
    blocks = re.findall(r"```diff\n(.*?)```", PAGES["add-a-rule.md"], re.DOTALL)
    rule, reader, entry, token = (re.sub(r"^\+", "", block, flags=re.MULTILINE) for block in blocks)
    for package in ("schemas", "extractors"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    numeric, reading = (tmp_path / "extractors/dates" / name for name in ("numeric.py", "reading.py"))
    insert(numeric, rule, before='    Rule(\n        id="dates.years",\n')
    insert(numeric, token.strip(), before=r"\d{{1,4}}(?P<mark>[./-])")
    insert(reading, f"{reader}\n\n", before="_READERS: Mapping")
    insert(reading, entry, before='    "dates.numeric-day": _numeric_day,\n')
    idea, broken = re.findall(r'^\$ echo "(.*?)"', PAGES["add-a-rule.md"], re.MULTILINE)
    assert dates_by(tmp_path, idea) == ["10.VI.1999", "1.I.2000"]
    assert dates_by(tmp_path, broken) == ["10.VI.1999", "12.IV.2005-3"]
    insert(numeric, r"(?!-\d)", before='"),\n    ),\n    Rule(\n        id="dates.years",\n')
    assert dates_by(tmp_path, broken) == ["10.VI.1999"]


def insert(path: Path, added: str, *, before: str) -> None:
    code = path.read_text(encoding="utf-8")
    assert code.count(before) == 1, f"docs/add-a-rule.md: {path.name} has no {before!r} any more"
    path.write_text(code.replace(before, added + before), encoding="utf-8")


def dates_by(rules: Path, example: str) -> list[str]:
    """The quotes of dates in a text, by the extractors in a folder."""
    code = """
import sys
from extractors import pipeline
from schemas.documents import Document, Status
text = sys.argv[1]
document = Document(source="a.txt", sha256="0" * 64, chars=len(text), status=Status.EXTRACTED)
found = pipeline.extract(pipeline.build(), document, text).records
print("\\n".join(record.text for record in found if record.kind == "date"))
"""
    shown = subprocess.run(  # noqa: S603 # our own words
        [sys.executable, "-c", code, example],
        cwd=rules,
        env={"PYTHONPATH": ":".join((str(rules), *sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    return shown.stdout.split()
