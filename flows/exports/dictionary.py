"""The page on the flat tables, `docs/tables.md`: every column with its type, its unit and what it says."""

from collections.abc import Iterable, Iterator

from schemas.rows import DIGITS, PLACES
from schemas.tables import BEFORE, BEHIND, NAMES, RUNS, SOURCES, TABLES, WITHDRAWN, Column, Table, Type, own_columns

_HEAD = """\
# Tables

What records say as flat, typed tables: one for each kind of fact, one of the sources, and two that publishing adds.
`recital export` writes them as CSV and Parquet ([export.md](export.md)); the views of [the store](store.md) have the
same columns in the same order. They are made from the models in `schemas/`, and this page is made from them:
`recital schema --tables > docs/tables.md`.
"""

_TYPES = {
    Type.TEXT: ("any text; null is not the same as empty, but in CSV", "string"),
    Type.LIST: ("text: the members joined by `; `, null where there are none", "string"),
    Type.INTEGER: ("a whole number of 64 bits", "int64"),
    Type.BOOLEAN: ("true or false; `true` and `false` in CSV", "bool"),
    Type.DECIMAL: (
        f"an exact number with at most {DIGITS - PLACES} digits before the point and {PLACES} behind it",
        f"decimal128({DIGITS}, {PLACES})",
    ),
    Type.DATE: ("a day of the years 1 to 9999, ISO 8601 in CSV", "date32"),
    Type.INSTANT: ("a moment in UTC, ISO 8601 in CSV", "timestamp[us, UTC]"),
}

_NOTES = f"""\
- **Amounts.** `amount`, `low`, `high` and `breakdown_sum` are exact or null: a third, and what needs more than {PLACES}
  places, has no decimal. The column with `_text` behind its name always has the exact amount, a third as `1/3`. (The
  views of the store divide instead.) An amount of more than {DIGITS - PLACES} digits before the point stops the export;
  the message names record and source.
- **Days.** `earliest`, `latest`, `adopted` and `document_date` are null before year 1, which databases do not hold;
  `edtf` has it.
- **Lists** are text, because not every database has arrays; no member holds `; `. They are taken apart by
  `string_split(checks, '; ')` in DuckDB, `string_to_array(checks, '; ')` in PostgreSQL.
- **Ids.** `record_id` depends on source, kind, quote and value, never on offsets or the run; `part_of`,
  `breakdown_parts` and `resolved_from` point to it.
- **Offsets** count Unicode code points of the document text from 0, half-open; `sentence_start` and `sentence_end` tell
  which facts stand in one sentence.
"""


def markdown() -> str:
    """The page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    yield "| table | a row is | key |\n| --- | --- | --- |"
    for table in TABLES.values():
        key = ", ".join(f"`{name}`" for name in table.key)
        yield f"| [`{table.name}`](#{table.name}) | {_row_of(table)} | {key} |"
    yield "\n| type | holds | in Parquet |\n| --- | --- | --- |"
    for held, (holds, arrow) in _TYPES.items():
        yield f"| {held} | {holds} | `{arrow}` |"
    yield f"\n{_NOTES}"
    yield "## Every table of facts\n\nBefore the columns of its kind:\n"
    yield from _columns(BEFORE)
    yield "Behind them:\n"
    yield from _columns(BEHIND)
    for kind, name in NAMES.items():
        yield from _section(TABLES[name], own_columns(kind))
    for table in (SOURCES, WITHDRAWN, RUNS):
        yield from _section(table, table.columns)


def _section(table: Table, columns: Iterable[Column]) -> Iterator[str]:
    yield f"## {table.name}\n\n{table.says}\n"
    yield from _columns(columns)


def _columns(columns: Iterable[Column]) -> Iterator[str]:
    yield "| column | type | null | unit | says |\n| --- | --- | --- | --- | --- |"
    for column in columns:
        null = "may be" if column.nullable else "never"
        yield f"| `{column.name}` | {column.type} | {null} | {column.unit or ''} | {column.says} |"
    yield ""


def _row_of(table: Table) -> str:
    first = table.says.partition(".")[0]
    return f"{first[0].lower()}{first[1:]}"
