import json

import pytest

from tests.audit import CLEAN, UNASKED, VULNERABLE, read

SAFE = {"name": "lxml", "version": "6.0.0", "vulns": []}
BAD = {"name": "jinja2", "version": "3.1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.6"]}]}
SKIPPED = {"name": "rich", "skip_reason": "Dependency not found on PyPI and could not be audited: rich (14.0.0)"}


@pytest.mark.parametrize(
    ("packages", "code"),
    [
        ([SAFE], CLEAN),
        ([SAFE, BAD], VULNERABLE),
        ([SKIPPED, BAD], VULNERABLE),
        ([SAFE, SKIPPED], UNASKED),
        ([SKIPPED], UNASKED),
        ([], UNASKED),
    ],
)
def test_audit_says_what_is_known(packages: list[dict[str, object]], code: int) -> None:
    assert read(json.dumps({"dependencies": packages, "fixes": []})).code == code


def test_audit_names_the_version_that_mends() -> None:
    answer = read(json.dumps({"dependencies": [BAD]}))
    assert answer.vulnerable == ("jinja2 3.1.0: PYSEC-1; mended in 3.1.6",)


@pytest.mark.parametrize("printed", ["", "ERROR: no network", "[]", '{"dependencies": 1}'])
def test_audit_that_could_not_ask_says_so(printed: str) -> None:
    assert read(printed).code == UNASKED
