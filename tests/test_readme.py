"""The README tells the truth: its record is in the output, its links lead somewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from spacy.language import Language

from extractors import pipeline
from schemas.documents import Document, Status

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ \.venv/bin/recital ([^#\n]+?) *(?:#.*)?$", README, re.MULTILINE)


def test_record_of_the_readme_is_in_the_output(nlp: Language) -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0])
    source = shown["provenance"]["source"]
    content = (ROOT / "raw" / source).read_bytes()
    text = content.decode()
    sha256 = hashlib.sha256(content).hexdigest()
    document = Document(source=source, sha256=sha256, chars=len(text), status=Status.EXTRACTED)
    records = pipeline.extract(nlp, document, text).model_dump(mode="json")["records"]
    assert shown in records


def test_readme_names_the_commands_it_explains() -> None:
    assert {command.split()[0] for command in COMMANDS} == {
        "show",
        "check",
        "diff",
        "explain",
        "orgs",
        "export",
        "publish",
        "run",
        "rules",
        "evaluate",
    }


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_of_the_readme_lead_to_files(link: str) -> None:
    assert (ROOT / link).is_file()
