"""Every error that the program can print says what was found and where, and what was expected or what to do.

The messages are found in the code: where one of our errors is made, and where a source is refused.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from schemas import errors

ROOT = Path(__file__).parent.parent
OURS = {name for name, it in vars(errors).items() if isinstance(it, type) and issubclass(it, errors.RecitalError)}
VALIDATED = {"ValueError"}
"""What validators of settings and lexicons raise; the value and the place of it are put before their words."""

ADVICE = re.compile(
    r"\bexpected\b|`recital|`--|--[a-z]+\b|\bsettings?\b|did you mean"
    r"|[;:,] (?:save|rename|copy|mend|use|decide|undo|look|let)\b|\blists?\b|\bneeds\b"
)
"""What tells a person what to do, or what would have been right."""

OF_OTHERS = {"record … of …, … at …: …", "… is no document symbol: …", "the registry has no organization called …; …"}
"""Messages that end in another of ours, which has the advice."""


class Message(NamedTuple):
    """A message as the code has it, with names of what is put in."""

    place: str
    error: str
    words: str
    """The words themselves."""
    found: tuple[str, ...]
    """What is put in."""


def messages() -> Iterator[Message]:
    for package in ("schemas", "extractors", "flows"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from _messages(node, f"{path.relative_to(ROOT)}")


def _messages(node: ast.AST, path: str) -> Iterator[Message]:
    if isinstance(node, ast.Call) and node.args and _name(node.func) in OURS | VALIDATED:
        for words, found in _said(node.args[0]):
            yield Message(f"{path}:{node.lineno}", _name(node.func), words, found)
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg == "refusal":
                yield from _refusals(keyword.value, f"{path}:{node.lineno}")
    if isinstance(node, ast.Assign) and any(_name(target) == "refusal" for target in node.targets):
        yield from _refusals(node.value, f"{path}:{node.lineno}")


def _refusals(node: ast.expr, place: str) -> Iterator[Message]:
    for words, found in _said(node):
        yield Message(place, "refusal", words, (*found, "the source"))


def _name(node: ast.AST) -> str:
    return getattr(node, "id", None) or getattr(node, "attr", "")


def _said(node: ast.expr) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words, and what is put in, of each message that an expression may be; another's message has no words."""
    match node:
        case ast.Constant(value=str(text)):
            yield text, ()
        case ast.JoinedStr(values=parts):
            words = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
            yield words, tuple(ast.unparse(part.value) for part in parts if isinstance(part, ast.FormattedValue))
        case ast.IfExp(body=one, orelse=other):
            yield from (*_said(one), *_said(other))
        case ast.BoolOp(values=either):
            for value in either:
                yield from _said(value)


MESSAGES = [message for message in messages() if re.search(r"[a-z]{3}", message.words)]


def test_messages_are_found() -> None:
    assert len(MESSAGES) > 150
    assert {message.error for message in MESSAGES} >= {"UsageError", "RunError", "StoreError", "UnreadableSource"}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.place)
def test_message_says_what_was_expected_or_what_to_do(message: Message) -> None:
    assert message.words in OF_OTHERS or ADVICE.search(message.words), message


NOTHING_FOUND = {"UnreadableSource", "refusal", "ValueError", "DecidedMeanwhile"}
"""Errors before whose words others put the source, or the value and where it was given."""


@pytest.mark.parametrize(
    "message", [it for it in MESSAGES if it.error not in NOTHING_FOUND], ids=lambda message: message.place
)
def test_message_says_what_was_found_or_names_the_flag(message: Message) -> None:
    assert message.found or re.search(
        r"--[a-z]|\[tool\.recital\]|expected (?:one|two|a record|the number)", message.words
    ), message


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.place)
def test_message_is_one_line_that_goes_on_after_a_colon(message: Message) -> None:
    assert "\n" not in message.words
    assert not message.words.endswith(".")
