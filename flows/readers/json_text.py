"""A JSON object with a text in one of its fields, as a file or as a line of a file of JSON Lines.

{"text": "The force …", "title": "Report", "date": "2019-07-12"}   -> the text as it stands, and the rest
"""

import json
from typing import Any

from flows.readers import text as plain
from flows.readers.dates import Found, written
from flows.readers.options import Fields
from flows.readers.rendering import Rendering
from schemas.errors import UnreadableSource


def decode(content: bytes, fields: Fields) -> Rendering:
    """The text of an object. Raises `UnreadableSource` for what is no object, or has no text where it should be."""
    decoded = plain.decode(content)
    parsed = _parsed(decoded.text)
    text = field(parsed, fields.text)
    if not isinstance(text, str):
        found = "no such field" if text is None else type(text).__name__
        raise UnreadableSource(f"field {fields.text!r} (setting json_text) holds no text: {found}; expected a string")
    if not text.strip() or "\0" in text or not _is_text(text):
        raise UnreadableSource(f"field {fields.text!r} (setting json_text) is empty, or no text; expected text")
    stated = field(parsed, fields.date)
    day = written(stated) if isinstance(stated, str) else None
    own = Found(day, f"field {fields.date}") if day else None
    return Rendering(
        text,
        encoding=decoded.encoding,
        title=_line(parsed, fields.title),
        date=own.date if own else None,
        date_from=own.where if own else None,
        url=_line(parsed, fields.url),
    )


def field(parsed: object, path: str) -> Any:  # noqa: ANN401 # any JSON
    """What stands at a path of names with dots between; null where there is nothing.

    >>> field({"body": {"text": "a"}, "a.b": 1}, "body.text"), field({"a.b": 1}, "a.b"), field({}, "text")
    ('a', 1, None)
    """
    if isinstance(parsed, dict) and path in parsed:
        return parsed[path]
    first, dot, rest = path.partition(".")
    return field(parsed.get(first), rest) if dot and isinstance(parsed, dict) else None


def _parsed(text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableSource(
            f"it is no JSON: {error.msg.removesuffix(' at')} at character {error.pos}; expected an object with a text"
        ) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableSource(f"it is no JSON that can be read: {error}; expected an object with a text") from error
    if isinstance(parsed, list):
        raise UnreadableSource("it is a list; save it as .jsonl, one object a line")
    if not isinstance(parsed, dict):
        raise UnreadableSource(f"it is {type(parsed).__name__}; expected an object with a text")
    return parsed


def _is_text(text: str) -> bool:
    """Whether every character is one: JSON can write halves of pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _line(parsed: dict[str, Any], path: str) -> str | None:
    found = field(parsed, path)
    text = " ".join(found.split()) if isinstance(found, str) else ""
    return text if text and text.isprintable() else None
