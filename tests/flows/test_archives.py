"""Web archives as raw files: what in them is a document, what it is called, and what becomes of a broken one."""

import gzip
import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.archives import Found, records
from flows.checking import faults
from flows.readers import Options, Reading, read
from flows.sources import find
from flows.stores import files
from flows.summary import Summary
from schemas.documents import Status

HTML = b"<html><head><title>The mission</title></head><body><p>In 1999 it had 374 staff.</p></body></html>"


def response(  # noqa: PLR0913 # all that the tests vary
    url: str,
    body: bytes = HTML,
    *,
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
    kind: str = "response",
) -> bytes:
    """A record as crawlers write it."""
    block = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-07-12T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{hashlib.sha256(block).hexdigest()[:12]}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def name_of(host: str, url: str) -> str:
    return f"{host}-{hashlib.sha256(url.encode()).hexdigest()[:12]}"


PAGES = [f"https://unmil.example/about/{number}" for number in range(5)]
NAMES = [name_of("unmil.example", url) for url in PAGES]


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Writes records as an archive below a raw folder, each packed by itself where the name says so."""

    def write(name: str, *parts: bytes) -> Path:
        path = tmp_path / "raw" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"".join(map(gzip.compress, parts) if name.lower().endswith(".gz") else parts))
        return path

    return write


def reading(path: Path, options: Options | None = None) -> Reading:
    """The only document of an archive, read."""
    (source,) = find(path.parent)
    return read(source, options or Options())


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "A.WARC.GZ"])
def test_every_page_is_a_source_with_its_place(put: Callable[..., Path], name: str) -> None:
    parts = [response(url) for url in PAGES]
    path = put(name, *parts)
    found = list(records(path))
    assert [record.name for record in found] == NAMES
    content = path.read_bytes()
    assert b"".join(content[record.offset : record.offset + record.length] for record in found) == content
    assert {source.name for source in find(path.parent)} == {f"{name}#{page}" for page in NAMES}


@pytest.mark.parametrize(
    "other",
    [
        response("https://a.example/", kind="request"),
        response("https://a.example/", status="404 Not Found"),
        response("https://a.example/", status="301 Moved Permanently"),
        response("https://a.example/x.png", b"\x89PNG", media="image/png"),
        response("https://a.example/x.css", b"p {}", media="text/css"),
        response("https://a.example/", b"", kind="revisit"),
    ],
    ids=["request", "not found", "redirect", "picture", "style", "revisit"],
)
def test_what_is_no_page_is_no_source(put: Callable[..., Path], other: bytes) -> None:
    found = records(put("a.warc.gz", response(PAGES[0]), other, response(PAGES[1])))
    assert [record.name for record in found] == NAMES[:2]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://a.example/../../etc/passwd", "a.example"),
        ("https://../../etc/passwd", ""),
        ("file:///etc/passwd", ""),
        ("https://[::1]/x", "1"),
        ("https://[broken/x", ""),
        ("https://ünïcode.example/", "-n-code.example".strip("-")),
        (f"https://{'a' * 300}.example/", "a" * 60),
    ],
)
def test_no_path_of_the_archive_is_one_of_the_file_system(put: Callable[..., Path], url: str, host: str) -> None:
    (found,) = records(put("a.warc.gz", response(url)))
    assert found.name == name_of(host, url).removeprefix("-")
    assert "/" not in found.name
    assert not found.name.startswith(".")


def test_an_address_that_is_there_twice_gives_two_sources(put: Callable[..., Path]) -> None:
    found = records(put("a.warc.gz", *[response(PAGES[0])] * 3))
    assert [record.name for record in found] == [NAMES[0], f"{NAMES[0]}~2", f"{NAMES[0]}~3"]


def test_a_broken_record_is_a_failure_and_hides_no_other(put: Callable[..., Path]) -> None:
    parts = [gzip.compress(response(url)) for url in PAGES]
    start = len(parts[0]) + len(parts[1])
    broken = parts[2][:40] + bytes(byte ^ 0xFF for byte in parts[2][40:80]) + parts[2][80:]
    path = put("a.warc.gz")
    path.write_bytes(b"".join([*parts[:2], broken, *parts[3:]]))
    found = list(records(path))
    assert [record.name for record in found] == [*NAMES[:2], f"byte-{start}", *NAMES[3:]]
    assert found[2].refusal is not None
    assert found[2].refusal.startswith("this is no record of an archive: ")
    assert [found[2].offset, found[2].length] == [start, len(broken)]


def test_a_length_that_is_none_breaks_one_record(put: Callable[..., Path]) -> None:
    wrong = response(PAGES[1]).replace(b"Content-Length: ", b"Content-Length: x")
    found = list(records(put("a.warc", response(PAGES[0]), wrong, response(PAGES[2]))))
    assert [(record.name, record.refusal is None) for record in found] == [
        (NAMES[0], True),
        (f"byte-{len(response(PAGES[0]))}", False),
        (NAMES[2], True),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(b"A letter, which is no archive.\n" * 9), "Invalid WARC header"),
        (b"A letter, which is no archive.\n" * 9, "Invalid WARC header"),
        (gzip.compress(b"WARC/1.0\r\nX: " + b"a" * 9_000_000), "Maximum header length exceeded"),
        (gzip.compress(b"".join(map(response, PAGES))), "not packed one by one"),
        (b"\x1f\x8b\x08" * 5_000, ""),
    ],
    ids=["other file", "other text", "endless header", "packed as a whole", "starts and nothing else"],
)
def test_what_is_no_archive_is_a_failure(put: Callable[..., Path], content: bytes, reason: str) -> None:
    path = put("a.warc.gz")
    path.write_bytes(content)
    last = list(records(path))[-1]
    assert last.name.startswith("byte-")
    assert reason in (last.refusal or "")


@pytest.mark.parametrize("at", [-8, -4, -1], ids=["checksum", "length", "last byte"])
@pytest.mark.parametrize("pages", [1, 2], ids=["the last", "the first"])
def test_a_checksum_that_is_wrong_stops_nothing(put: Callable[..., Path], pages: int, at: int) -> None:
    wrong = bytearray(gzip.compress(response(PAGES[0])))
    wrong[at] ^= 0xFF
    path = put("a.warc.gz")
    path.write_bytes(bytes(wrong) + b"".join(gzip.compress(response(url)) for url in PAGES[1:pages]))
    found = [record.name for record in records(path)]
    assert found[0] in (NAMES[0], "byte-0")
    assert found[1:] == NAMES[1:pages]


def test_an_archive_without_anything_holds_nothing(put: Callable[..., Path]) -> None:
    assert list(records(put("a.warc.gz"))) == []


def test_a_page_is_read_as_if_it_had_been_saved(put: Callable[..., Path]) -> None:
    found = reading(put("a.warc.gz", response(PAGES[0])))
    assert "In 1999 it had 374 staff." in found.text
    document = found.document
    assert (document.media_type, document.title, document.url) == ("text/html", "The mission", PAGES[0])
    assert (document.date, document.date_from) == ("2019-07-12", "WARC-Date")
    assert not found.verbatim


def test_what_a_page_says_of_itself_counts_more(put: Callable[..., Path]) -> None:
    head = b'<meta property="article:published_time" content="2008-02-03"><link rel="canonical" href="https://b.example/1">'
    document = reading(put("a.warc", response(PAGES[0], HTML.replace(b"<head>", b"<head>" + head)))).document
    assert (document.date, document.url) == ("2008-02-03", "https://b.example/1")


def test_plain_text_is_read(put: Callable[..., Path]) -> None:
    found = reading(put("a.warc.gz", response(PAGES[0], b"In 1999 it had 374 staff.", media="text/plain")))
    assert (found.text, found.document.media_type) == ("In 1999 it had 374 staff.", "text/plain")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(HTML)),
        ("Content-Encoding: deflate\r\n", zlib.compress(HTML)),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%b\r\n0\r\n\r\n" % (len(HTML), HTML)),
    ],
    ids=["gzip", "deflate", "chunked"],
)
def test_a_page_is_unpacked_as_browsers_do(put: Callable[..., Path], headers: str, body: bytes) -> None:
    assert "374 staff" in reading(put("a.warc.gz", response(PAGES[0], body, headers=headers))).text


def test_an_encoding_that_the_server_alone_tells_is_used(put: Callable[..., Path]) -> None:
    body = "<html><body><p>Le Secrétaire général arrived in Bangui.</p></body></html>".encode("cp1252")
    found = reading(put("a.warc.gz", response(PAGES[0], body, media="text/html; charset=windows-1252")))
    assert "Secrétaire général" in found.text


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (response(PAGES[0])[:-40], "it is cut off: "),
        (response(PAGES[0], gzip.compress(bytes(5_000)), headers="Content-Encoding: gzip\r\n"), "its page is over the"),
        (
            response(PAGES[0], gzip.compress(b"")[:10] + b"\xff" * 50, headers="Content-Encoding: gzip\r\n"),
            "its record is",
        ),
        (response(PAGES[0], b"%PDF-1.7"), "it is a PDF, not what '.html' says"),
        (response(PAGES[0], b""), "it is empty"),
    ],
    ids=["cut off", "bomb", "broken packing", "mislabelled", "empty"],
)
def test_a_page_that_cannot_be_read_is_a_failed_document(put: Callable[..., Path], record: bytes, reason: str) -> None:
    document = reading(put("a.warc.gz", record), Options(max_bytes=1_000)).document
    assert document.status is Status.FAILED
    assert (document.error or "").startswith(reason)


def test_a_crawl_is_a_raw_folder(put: Callable[..., Path], tmp_path: Path, recital: Callable[..., Summary]) -> None:
    broken = gzip.compress(response(PAGES[2]))[:60]
    path = put("crawl.warc.gz", *map(response, PAGES[:2]))
    path.write_bytes(path.read_bytes() + broken)
    raw, output = tmp_path / "raw", tmp_path / "output"
    summary = recital(raw=raw, output=output)
    assert (summary.documents, len(summary.failures)) == (3, 1)
    written = files.parse(files.path_of(output, f"crawl.warc.gz#{NAMES[0]}").read_bytes())
    assert [record.text for record in written.records] == ["1999", "374"]
    assert [path.parent for path in output.rglob("*.json")] == [output] * 3
    assert list(faults(raw, output, Options())) == []
    again = recital(raw=raw, output=output)
    assert again.novelties["unchanged"] == 2  # what could not be read is asked again


def test_what_is_found_is_where_it_says(put: Callable[..., Path]) -> None:
    path = put("a.warc.gz", response(PAGES[0]), response(PAGES[1]))
    first, second = records(path)
    assert second == Found(NAMES[1], first.length, path.stat().st_size - first.length)
