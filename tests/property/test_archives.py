"""Whatever stands in an archive, its records stand one after the other within it, and each is read or refused."""

import gzip
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.archives import records
from flows.readers import archive
from schemas.errors import UnreadableSource

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>In 1999 it had 374 staff.</p>"
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\nWARC-Date: 2019-07-12T08:00:00Z\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
)
WHOLE = [RECORD % (number, len(PAGE), PAGE) for number in range(3)]


@st.composite
def altered(draw: st.DrawFn, record: bytes) -> bytes:
    """A record that was cut, or of which some bytes are others."""
    start = draw(st.integers(0, len(record) - 1))
    return record[:start] + draw(st.binary(max_size=8)) + record[start + draw(st.integers(0, 40)) :]


@st.composite
def contents(draw: st.DrawFn, *, packed: bool) -> tuple[list[bytes], bytes]:
    """Records, some of them altered, with other bytes between; those that were left alone, and the whole."""
    kept, parts = [], []
    for number in draw(st.lists(st.integers(0, 2), max_size=5)):
        record = gzip.compress(WHOLE[number], mtime=0) if packed else WHOLE[number]
        part = draw(st.one_of(st.just(record), altered(record), st.binary(max_size=20)))
        parts.append(part)
        kept += [record] if part is record else []
    return kept, b"".join(parts)


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@settings(max_examples=150)
@given(data=st.data())
def test_records_stand_in_order_and_are_read_or_refused(packed: bool, data: st.DataObject) -> None:
    _, content = data.draw(contents(packed=packed))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc"
        path.write_bytes(content)
        found = list(records(path))
    assert len({record.name for record in found}) == len(found)
    end = 0
    for record in found:
        assert end <= record.offset < record.offset + record.length <= len(content)
        end = record.offset + record.length
        if record.refusal is None:
            with suppress(UnreadableSource):
                archive.page(content[record.offset : end], 1_000)


@settings(max_examples=150)
@given(data=st.data())
def test_a_packed_record_that_is_whole_is_found_whatever_stands_around_it(data: st.DataObject) -> None:
    kept, content = data.draw(contents(packed=True))
    if not content.startswith(b"\x1f\x8b\x08"):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        path.write_bytes(content)
        found = [record for record in records(path) if record.refusal is None]
    pages = [content[record.offset : record.offset + record.length] for record in found]
    for record in kept:
        assert record in pages
