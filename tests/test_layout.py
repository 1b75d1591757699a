"""What the packages show of themselves is short, and every vocabulary is used."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

SHOWN = {
    "extractors.segments": ["RULES", "segment", "segmenting", "with_hints"],
    "extractors.resolutions": ["FLAGS", "RULES", "own_symbol"],
    "extractors.dates": ["FLAGS", "RULES"],
    "extractors.figures": ["FLAGS", "RULES"],
    "extractors.organizations": ["FLAGS", "RULES"],
    "flows.readers": ["READERS", "Options", "Reader", "Reading", "fingerprint", "is_verbatim", "read"],
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


def test_only_the_tasks_catch_whatever_comes() -> None:
    broad = [
        path.relative_to(ROOT).as_posix()
        for package in ("schemas", "extractors", "flows")
        for path in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")
    ]
    assert broad == ["flows/tasks.py"]
