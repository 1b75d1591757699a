"""The flat tables have a column for all that the models hold, and a type for each."""

from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from schemas.documents import Document
from schemas.figures import Amount
from schemas.records import KINDS, VALUES
from schemas.tables import BEFORE, BEHIND, NAMES, OF_KIND, SOURCES, TABLES, Table, Type, _columns, own_columns

NAMED_BY_NUMBER = {"number", "year", "addendum", "corrigendum", "revision", "run"}
"""Columns of whole numbers that count nothing."""


def flat(model: type[BaseModel]) -> set[str]:
    """The fields of a model as columns, found in another way: from its JSON Schema."""
    described = model.model_json_schema()
    names: set[str] = set()
    for name, field in described["properties"].items():
        refs = [part["$ref"].rpartition("/")[2] for part in [field, *field.get("anyOf", [])] if "$ref" in part]
        inner = [described["$defs"][ref] for ref in refs if "properties" in described["$defs"][ref]]
        names |= {f"{name}_{below}" for part in inner for below in part["properties"]} or {name}
    return names


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_fact_has_a_column_for_each_field_of_its_value(kind: str) -> None:
    found = {column.name: column for column in own_columns(kind)}
    exact = {name for name, column in found.items() if f"{name}_text" in found and column.type is Type.DECIMAL}
    assert set(found) - {f"{name}_text" for name in exact} == flat(VALUES[kind])


def test_sources_have_a_column_for_each_field_of_a_document() -> None:
    assert set(SOURCES.names) == flat(Document)


def test_tables_of_facts_share_their_proof() -> None:
    assert [column.name for column in BEFORE] == ["record_id", "source", "title", "document_date", "quote"]
    assert [column.name for column in BEHIND] == [
        *("start_char", "end_char", "line", "page", "path", "prefix", "suffix"),
        *("sentence_start", "sentence_end", "segment", "rule"),
    ]
    for kind in KINDS:
        assert OF_KIND[kind].columns == (*BEFORE, *own_columns(kind), *BEHIND)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_is_whole(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert not any(column.nullable for column in table.columns if column.name in table.key)
    assert all(column.says for column in table.columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_number_has_a_unit_or_names_something(table: Table) -> None:
    numbers = {column.name for column in table.columns if column.type in (Type.INTEGER, Type.DECIMAL)}
    assert {column.name for column in table.columns if column.unit} == numbers - NAMED_BY_NUMBER


@pytest.mark.parametrize(
    ("table", "column", "expected"),
    [
        ("dates", "earliest", (Type.DATE, True)),
        ("dates", "approximate", (Type.BOOLEAN, False)),
        ("dates", "precision", (Type.TEXT, False)),
        ("dates", "checks", (Type.LIST, True)),
        ("figures", "amount", (Type.DECIMAL, True)),
        ("figures", "amount_text", (Type.TEXT, True)),
        ("figures", "breakdown_agrees", (Type.BOOLEAN, True)),
        ("figures", "breakdown_sum", (Type.DECIMAL, True)),
        ("organizations", "id", (Type.TEXT, False)),
        ("resolutions", "number", (Type.INTEGER, False)),
        ("resolutions", "year", (Type.INTEGER, True)),
        ("documents_cited", "url", (Type.TEXT, True)),
        ("sources", "sha256", (Type.TEXT, True)),
        ("sources", "date", (Type.DATE, True)),
        ("withdrawn", "withdrawn", (Type.INSTANT, False)),
        ("runs", "ended", (Type.INSTANT, True)),
    ],
)
def test_a_column_has_the_type_of_its_field(table: str, column: str, expected: tuple[Type, bool]) -> None:
    (found,) = (known for known in TABLES[table].columns if known.name == column)
    assert (found.type, found.nullable) == expected


def test_each_kind_of_fact_has_a_table_by_its_name() -> None:
    assert [TABLES[NAMES[kind]] for kind in KINDS] == [OF_KIND[kind] for kind in KINDS]


def test_a_field_of_a_type_without_a_column_is_refused() -> None:
    class Value(BaseModel):
        amount: Amount
        shares: dict[str, Annotated[int, "of each"]]

    with pytest.raises(TypeError, match=r"Value\.shares is dict.*; a table has no column for that"):
        list(_columns(Value))


def test_words_of_a_field_are_named_in_what_it_says() -> None:
    says: dict[str, Any] = {column.name: column.says for column in own_columns("organization")}
    assert says["mention"].endswith("One of `name`, `acronym`, `nominal`.")
