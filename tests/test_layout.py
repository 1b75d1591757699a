"""What the packages show of themselves is short, and every vocabulary is used."""

from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

SHOWN = {
    "extractors.segments": ["RULES", "segment", "with_hints"],
    "extractors.resolutions": ["FLAGS", "RULES", "own_symbol"],
    "extractors.dates": ["FLAGS", "RULES"],
    "extractors.figures": ["FLAGS", "RULES"],
    "extractors.organizations": ["FLAGS", "RULES"],
    "flows.readers": ["READERS", "Options", "Reader", "Reading", "fingerprint", "read"],
}


@pytest.mark.parametrize("package", SHOWN)
def test_package_shows_what_others_use(package: str) -> None:
    module = import_module(package)
    assert module.__all__ == SHOWN[package]
    assert all(hasattr(module, name) for name in module.__all__)


def test_every_vocabulary_is_read() -> None:
    modules = [path for package in ("extractors", "flows") for path in (ROOT / package).rglob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in modules)
    unread = [path.name for path in (ROOT / "extractors/lexicons").iterdir() if f'"{path.name}"' not in code]
    assert unread == []
