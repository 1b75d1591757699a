"""Web Annotations are JSON-LD that pyld reads with the context of the standard, and select what the records quote."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from flows.exports import annotations
from flows.exports.addresses import BASE

from .conftest import Folders

TERMS = json.loads((Path(__file__).parent / "anno.jsonld").read_text(encoding="utf-8"))
"""What the context of the standard says of the terms that are used here: Web Annotation Vocabulary, appendix A.

A term that stands in an annotation and not in here is lost when pyld reads it, and is missed.
"""
OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"


def load(url: str, _options: object) -> dict[str, Any]:
    """The context, from the file: there is no network."""
    assert url == annotations.CONTEXT
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": TERMS}


OFFLINE = {"documentLoader": load}


@pytest.fixture
def written(folders: Folders) -> dict[str, Any]:
    """The collection of all records."""
    file = io.BytesIO()
    annotations.write(folders.facts, file, base=BASE)
    collection: dict[str, Any] = json.loads(file.getvalue())
    return collection


@pytest.fixture
def triples(written: dict[str, Any]) -> list[dict[str, Any]]:
    """The same as RDF."""
    graph: list[dict[str, Any]] = jsonld.to_rdf(written, OFFLINE)["@default"]
    return graph


def objects(triples: list[dict[str, Any]], predicate: str) -> Iterator[str]:
    return (triple["object"]["value"] for triple in triples if triple["predicate"]["value"] == predicate)


def test_no_term_is_lost_on_the_way_through_json_ld(written: dict[str, Any]) -> None:
    expanded = jsonld.expand(written, OFFLINE)
    back = jsonld.compact(expanded, annotations.CONTEXT, OFFLINE)
    assert back == written


def test_every_record_is_an_annotation(
    written: dict[str, Any], triples: list[dict[str, Any]], folders: Folders
) -> None:
    records = [record for _, found in folders.facts for record in found]
    assert written["total"] == len(records) == len(written["first"]["items"])
    kinds = list(objects(triples, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
    assert kinds.count(f"{OA}Annotation") == len(records)
    assert kinds.count(f"{AS}OrderedCollection") == 1
    ids = {triple["subject"]["value"] for triple in triples if triple["object"]["value"] == f"{OA}Annotation"}
    assert ids == {f"{BASE}record/{record.record_id}" for record in records}


def test_positions_count_code_points_and_select_the_quote(written: dict[str, Any], folders: Folders) -> None:
    texts = {document.source: folders.text(document.source) for document, found in folders.facts if found}
    by_id = {f"{BASE}record/{record.record_id}": record for _, found in folders.facts for record in found}
    for item in written["first"]["items"]:
        text = texts[by_id[item["id"]].provenance.source]
        position, quote = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])
    assert "😀" in texts["a.txt"][:50]  # two code units stand before every quote


def test_positions_are_numbers_of_the_type_of_the_standard(triples: list[dict[str, Any]], folders: Folders) -> None:
    starts = [triple["object"] for triple in triples if triple["predicate"]["value"] == f"{OA}start"]
    assert {start["datatype"] for start in starts} == {"http://www.w3.org/2001/XMLSchema#nonNegativeInteger"}
    expected = [record.provenance.start for _, found in folders.facts for record in found]
    assert sorted(int(start["value"]) for start in starts) == sorted(expected)


def test_what_is_meant_is_a_link(triples: list[dict[str, Any]]) -> None:
    sources = set(objects(triples, f"{OA}hasSource"))
    assert "http://www.wikidata.org/entity/Q7159" in sources
    assert "https://undocs.org/S/RES/1701%20(2006)" in sources
    assert any(source.startswith(f"{BASE}source/letters/N%C2%BA%201%23b.txt/") for source in sources)


def test_an_annotation_has_the_kind_and_the_value_of_its_record(written: dict[str, Any], folders: Folders) -> None:
    by_id = {f"{BASE}record/{record.record_id}": record for _, found in folders.facts for record in found}
    for item in written["first"]["items"]:
        tag, value, *_ = item["body"]
        record = by_id[item["id"]]
        assert tag["value"] == record.kind
        assert json.loads(value["value"]) == record.value.model_dump(mode="json")
        assert item["generator"]["id"] == f"{BASE}rule/{record.provenance.rule}"


def test_nothing_is_a_collection_too() -> None:
    file = io.BytesIO()
    annotations.write([], file, base="https://example.org/facts/")
    empty = json.loads(file.getvalue())
    assert (empty["id"], empty["total"], empty["first"]["items"]) == ("https://example.org/facts/annotations", 0, [])
