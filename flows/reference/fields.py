"""What the fields of a model take, in a few words, from the JSON Schema of its model.

{"type": "integer", "minimum": 1}                       -> a whole number, 1 or more
{"anyOf": [{"$ref": "#/$defs/Relation"}, {"type": …}]}  -> one of `since`, `until`, …
{"type": "array", "items": {"type": "string"}}          -> a list of text
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
}
_FORMATS = {"path": "a path", "uri": "an address", "password": "text, never shown"}
_BOUNDS = {"minimum": "{} or more", "exclusiveMinimum": "above {}", "maximum": "at most {}"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a model, as people read about it."""

    name: str
    takes: str
    nullable: bool
    says: str
    default: Any
    """As JSON has it; None also where there is none."""


def fields(schema: dict[str, Any], definitions: dict[str, Any]) -> Iterator[Field]:
    """The fields of one model in the order of their declaration. `definitions` are the `$defs` of the whole schema."""
    for name, found in schema["properties"].items():
        yield Field(
            name,
            takes(found, definitions),
            nullable={"type": "null"} in found.get("anyOf", ()),
            says=" ".join(found.get("description", _definition(found, definitions).get("description", "")).split()),
            default=found.get("default"),
        )


def takes(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What a field with this schema takes, besides null.

    >>> takes({"type": "number", "exclusiveMinimum": 0, "maximum": 1}, {})
    'a number, above 0, at most 1'
    >>> takes({"anyOf": [{"type": "string"}, {"type": "null"}]}, {})
    'text'
    >>> takes({"type": "object"}, {})
    Traceback (most recent call last):
        ...
    KeyError: 'object'
    """
    if alternatives := [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]:
        return takes(alternatives[0], definitions)
    if (found := _definition(schema, definitions)).get("enum"):
        return f"one of {', '.join(f'`{member}`' for member in found['enum'])}"
    if found is not schema:
        return f"an object: [{found['title']}](#{found['title'].lower()})"
    if members := schema.get("prefixItems", [schema["items"]] if "items" in schema else []):
        many = f"{len(members)}, " if "prefixItems" in schema else ""
        return f"a list of {many}{takes(members[0], definitions)}"
    return ", ".join([_name(schema), *(words.format(schema[key]) for key, words in _BOUNDS.items() if key in schema)])


def _name(schema: dict[str, Any]) -> str:
    return _FORMATS[schema["format"]] if "format" in schema else _NAMES[schema["type"]]


def _definition(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to; a schema that is none is returned itself."""
    found: dict[str, Any] = definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found
