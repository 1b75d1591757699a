"""Modules and functions stay small enough to be read at once."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for package in ("schemas", "extractors", "flows") for path in (ROOT / package).rglob("*.py"))
MODULE_LINES, FUNCTION_LINES, PARAMETERS = 400, 60, 5
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def code_lines(path: Path) -> int:
    """Lines from the first statement's to the last's, without blank lines, remarks and docstrings."""
    lines = {number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()}
    remarks = {n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.lstrip()[:1] == "#"}
    strings = {
        number
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    return len(lines - remarks - strings)


def parameters(function: Function) -> int:
    """Without `self` and `cls`; a command has one for each of its options, and says so to ruff."""
    named = [a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return len([name for name in named if name not in ("self", "cls")])


def is_command(path: Path, function: Function) -> bool:
    line = path.read_text(encoding="utf-8").splitlines()[function.lineno - 1]
    return "noqa: PLR0913" in line


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_is_small(path: Path) -> None:
    assert code_lines(path) <= MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_are_small(path: Path) -> None:
    sizes = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions(path)}
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_have_few_parameters(path: Path) -> None:
    counts = {f.name: parameters(f) for f in functions(path) if not is_command(path, f)}
    assert {name: count for name, count in counts.items() if count > PARAMETERS} == {}
