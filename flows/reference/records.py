"""The page on records, `docs/records.md`: every field with what it holds, and an example from a real extraction."""

import json
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Any

from flows.direct import Extractor
from flows.reference.fields import fields
from flows.settings import Settings
from schemas.records import KINDS, VALUES, BaseRecord, Extraction

_HEAD = """\
# Records

A record is one fact, as one document states it, with its proof. `output/<source>.json` holds those of a source, one a
line, beside what is known of the document and its segments. The JSON Schema is `schemas/record.schema.json`
(`recital schema`); as flat tables the same fields stand in [tables.md](tables.md).

- **Offsets** (`start`, `end`, `sentence`) count Unicode code points of the document text from 0, half-open:
  `text[start:end]` is the quote. Of a plain text file the document text is the file, decoded; of all else it is
  `output/<source>.txt`.
- **Null** means *not stated*, never *failed*. What is partly known stays so: a month is not its first day, and `$`
  alone is a currency only by the setting `dollar`.
- **Amounts** are exact, as decimal text or a fraction (`1/3`), with their scale applied; `unit` says of what.
- **Days** are ISO 8601, dates EDTF level 1, languages BCP 47.
- **Ids** depend on source, kind, quote and value, never on offsets, clock or run. A fact that stands twice in a
  document has two records.

Examples are what Recital makes of `flows/reference/example.html`; a dash says that this source has no example. The
page is made from the models in `schemas/`: `recital schema --records > docs/records.md`.
"""


def markdown() -> str:
    """The page."""
    found = _example()
    return "\n".join([_HEAD, *_sections(found.model_dump(mode="json"))]).rstrip() + "\n"


def _example() -> Extraction:
    with as_file(files("flows.reference") / "example.html") as path:
        extractor = Extractor.of(Settings.model_construct(raw=path.parent))
        found = extractor.extract(extractor.locate(path.name)).extraction
    document = found.document.model_copy(update={"fingerprint": None})  # another one with each change of a rule
    return found.model_copy(update={"document": document})


def _sections(extraction: dict[str, Any]) -> Iterator[str]:
    definitions = Extraction.model_json_schema(mode="serialization")["$defs"]
    records = extraction["records"]
    shown = next(record for record in records if record["value"].get("breakdown"))
    yield f"## One of them\n\n```json\n{json.dumps(shown, ensure_ascii=False, indent=1)}\n```\n"
    yield "## Every record\n"
    yield from _table(_any_record(), records, definitions)
    for name, title, said in _models(records, extraction):
        yield f"## {title}\n\n{definitions[name].get('description', '')}\n"
        yield from _table(definitions[name], said, definitions)


def _any_record() -> dict[str, Any]:
    """The schema of what every record has, without its value."""
    schema = BaseRecord.model_json_schema()
    schema["properties"]["kind"] |= {"enum": list(KINDS)}
    return schema


def _models(records: list[dict[str, Any]], extraction: dict[str, Any]) -> Iterator[tuple[str, str, list[Any]]]:
    """The models within an extraction: their names, headings and examples."""
    yield "Provenance", "Provenance", [record["provenance"] for record in records]
    for kind in KINDS:
        values = [record["value"] for record in records if record["kind"] == kind]
        yield VALUES[kind].__name__, f"The value of a record of kind `{kind}`", values
        if kind == "figure":
            yield "Breakdown", "Breakdown", [value["breakdown"] for value in values if value["breakdown"]]
    yield "Document", "Document", [extraction["document"]]
    yield "Segment", "Segment", extraction["segments"]


def _table(schema: dict[str, Any], said: list[dict[str, Any]], definitions: dict[str, Any]) -> Iterator[str]:
    """A row for each field of a model; its example is the first of the values that says something."""
    yield "| field | holds | null | says | example |\n| --- | --- | --- | --- | --- |"
    for field in fields(schema, definitions):
        examples = (one[field.name] for one in said if field.name in one)
        example = next((one for one in examples if one not in (None, [], field.default)), None)
        null = "may be" if field.nullable else "never"
        yield f"| `{field.name}` | {field.takes} | {null} | {field.says} | {_cell(example)} |"
    yield ""


def _cell(example: object) -> str:
    r"""An example as JSON in a cell of a table; a dash for none, and for objects, whose fields have theirs.

    >>> print(_cell("a|b"), _cell(None))
    `"a\|b"` –
    """
    if example is None or isinstance(example, dict):
        return "–"
    return f"`{json.dumps(example, ensure_ascii=False)}`".replace("|", "\\|")
