import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from flows.readers import Options, read
from flows.readers.json_text import decode
from flows.readers.options import Fields
from flows.sources import find
from flows.stores.files import path_of
from schemas.documents import Status
from schemas.errors import UnreadableSource


def encoded(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def test_the_text_stands_as_it_is_and_the_rest_is_known_of_it() -> None:
    content = encoded(text=" a\r\nb\u00ad ", title="T\n1", date="2019-07-12T10:00", url="https://example.org/1")
    rendering = decode(content, Fields())
    assert rendering.text == " a\r\nb\u00ad "
    assert (rendering.title, rendering.url) == ("T 1", "https://example.org/1")
    assert (rendering.date, rendering.date_from) == ("2019-07-12", "field date")


def test_fields_are_named_by_settings_and_may_lie_deep() -> None:
    fields = Fields(text="body.text", title="head")
    rendering = decode(encoded(body={"text": "Here"}, head="Title", text="elsewhere"), fields)
    assert (rendering.text, rendering.title) == ("Here", "Title")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "it is no JSON: .* at character 1"),
        (b'{"a": "\x01"}', r"it is no JSON: Invalid control character at character 7; "),
        (b"[" * 100_000, "it is no JSON that can be read|it is no JSON"),
        (b"[]", "it is a list; save it as .jsonl"),
        (b"3", "it is int; expected an object"),
        (encoded(body="a"), r"field 'text' \(setting json_text\) holds no text: no such field"),
        (encoded(text=3), "holds no text: int"),
        (encoded(text=" "), "is empty, or no text"),
        (encoded(text="a\0"), "is empty, or no text"),
        (b'{"text": "\\ud800"}', "is empty, or no text"),
    ],
    ids="broken control deep list number missing type blank nul surrogate".split(),
)
def test_what_holds_no_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        decode(content, Fields())


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    content = (
        b'{"text": "One.", "id": "a/1"}\n\n{"text": "Two.", "id": "../b"}\n{"id": "a/1"}\n{broken\n{"text": "Five"}'
    )
    (raw / "f.jsonl").write_bytes(content)
    return raw


def test_each_line_is_a_document(lines: Path) -> None:
    readings = {source.name: read(source, Options()) for source in find(lines)}
    assert [(name, reading.text) for name, reading in readings.items()] == [
        ("f.jsonl#1", "One."),
        ("f.jsonl#3", "Two."),
        ("f.jsonl#4", ""),
        ("f.jsonl#5", ""),
        ("f.jsonl#6", "Five"),
    ]
    assert readings["f.jsonl#5"].document.status is Status.FAILED
    assert readings["f.jsonl#1"].document.bytes == 30


def test_a_field_names_the_lines_and_leads_nowhere(lines: Path) -> None:
    sources = find(lines, id_field="id")
    assert [source.name for source in sources] == [
        "f.jsonl#..%2Fb",
        "f.jsonl#5",
        "f.jsonl#6",
        "f.jsonl#a%2F1",
        "f.jsonl#a%2F1#4",
    ]
    assert [source.refusal for source in sources if source.refusal] == [
        "line 4 has the name of line 1, 'a%2F1'; expected one of its own"
    ]


@pytest.mark.parametrize("identity", ["مهمة" * 10 + "nn", "n" * 242], ids=["escaped", "as it is"])
def test_an_id_names_its_line_where_its_output_file_can_bear_it(tmp_path: Path, identity: str) -> None:
    lines = (json.dumps({"id": name, "text": "One."}) for name in (identity, identity + "n"))
    (tmp_path / "f.jsonl").write_text("\n".join(lines))
    names = {source.name for source in find(tmp_path, id_field="id")}
    assert names == {f"f.jsonl#{quote(identity)}", "f.jsonl#2"}
    for name in names:
        path_of(tmp_path, name).touch()


@pytest.mark.parametrize("identity", [" ", None, 1.5, ["a"], "\ud800"])
def test_what_cannot_be_a_name_is_no_id(tmp_path: Path, identity: object) -> None:
    (tmp_path / "f.jsonl").write_bytes(encoded(id=identity, text="One."))
    assert [source.name for source in find(tmp_path, id_field="id")] == ["f.jsonl#1"]


def test_a_line_over_the_limit_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_bytes(b'{"text": "' + b"a" * 3_000_000 + b'"}\n{"text": "Two."}\n')
    first, second = (read(source, Options(max_bytes=1_000_000)) for source in find(tmp_path))
    assert first.document.error == "its 3,000,013 bytes are over the limit of 1,000,000 (setting max_bytes)"
    assert second.text == "Two."
