import codecs
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.readers import READERS, Options, read
from flows.readers.text import Decoded, decode
from flows.sources import Source
from schemas.documents import Status
from schemas.errors import UnreadableSource

LEGACY = [
    (
        "windows-1252",
        "cp1252",
        "Le Conseil a prorogé le mandat de la Mission jusqu’à l’été. La Côte d’Ivoire a accepté.",
    ),
    ("windows-1252", "latin-1", "La misión supervisó las elecciones del año pasado y la desmovilización en la región."),
    (
        "windows-1252",
        "cp1252",
        "The patrol left Bouaké at dawn, and nobody in the town saw it come back before the evening.",
    ),
    (
        "windows-1250",
        "cp1250",
        "Polscy żołnierze służyli na Wzgórzach Golan przez wiele lat, a źródła mówią o tysiącu.",
    ),
    (
        "windows-1251",
        "cp1251",
        "Миссия завершила свою работу в декабре. Наблюдатели покинули страну, отделение осталось.",
    ),
    ("koi8-r", "koi8_r", "Миссия завершила свою работу в декабре. Наблюдатели покинули страну, отделение осталось."),
    ("windows-1253", "cp1253", "Οι παρατηρητές επιβλέπουν τη γραμμή κατάπαυσης του πυρός και παραμένουν στο νησί."),
    ("windows-1256", "cp1256", "وتتكون البعثة من سبعة آلاف جندي وتسعمائة شرطي. أنشأها المجلس في عام ألفين وأحد عشر."),
    ("gb18030", "gb18030", "联合国维持和平行动由安全理事会授权。特派团的任务是保护平民并支持和平进程。"),
    ("shift_jis", "shift_jis", "国連平和維持活動は安全保障理事会によって設立される。任務は停戦の監視である。"),
]


def source(tmp_path: Path, name: str, content: bytes) -> Source:
    path = tmp_path / name
    path.write_bytes(content)
    return Source(name=name, path=path, bytes=len(content))


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).filter(str.strip))
def test_utf8_is_read_as_it_stands(text: str) -> None:
    marked = text.startswith("\ufeff")
    assert decode(text.encode()) == Decoded(text[1:] if marked else text, "utf-8")


@pytest.mark.parametrize("text", ["a\r\nb\rc\n\n", "\n\ta\x0cb\x85c\u2028", "a\ufeffb"])
def test_no_character_is_changed(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(mark: bytes, codec: str, name: str) -> None:
    assert decode(mark + "Côte 𝔇\r\n".encode(codec)) == Decoded("Côte 𝔇\r\n", name)


@pytest.mark.parametrize(("name", "codec", "text"), LEGACY, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(LEGACY)])
def test_an_encoding_is_detected_from_running_text(name: str, codec: str, text: str) -> None:
    content = text.encode(codec, errors="replace")
    assert decode(content) == Decoded(content.decode(codec), name)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (codecs.BOM_UTF8, "white space"),
        (b" \r\n\t\n", "white space"),
        ("\u2003\n".encode(), "white space"),
        (b"\x7fELF\x02\x01\x01\0", "it is no text: byte 7 is NUL"),
        ("plain text\0 and more".encode("utf-16"), "it is no text: character 10 is NUL"),
        ("no mark".encode("utf-16-le"), "it is no text: byte 1 is NUL"),
        (codecs.BOM_UTF16_LE + b"a\0b", "it starts as utf-16, but byte 4 breaks it"),
        (codecs.BOM_UTF16_LE + b"\0\xd8a\0", "it starts as utf-16, but byte 2 breaks it"),
        (codecs.BOM_UTF8 + b"caf\xe9 noir", "it starts as utf-8, but byte 6 breaks it"),
        ("déjà vu à l’été".encode() + b"\xe9", "it is utf-8, but byte 22 breaks it"),
        (bytes(range(128, 256)) * 4, "its encoding is in doubt"),
        ("Бок".encode("cp866"), "its encoding is in doubt"),
        ("联合国".encode("gb18030"), "its encoding is in doubt"),
        ("Die Überwachung übernahmen vierzig Männer.".encode("cp437"), "its encoding is in doubt"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        decode(content)


@given(st.binary(max_size=400))
def test_bytes_become_text_or_are_refused(content: bytes) -> None:
    try:
        decoded = decode(content)
    except UnreadableSource:
        return
    assert decoded.text.strip()
    assert "\0" not in decoded.text


def test_a_document_has_what_its_reader_knows(tmp_path: Path) -> None:
    content = "Côte\r\n".encode()
    reading = read(source(tmp_path, "a.txt", content), Options(max_bytes=100))
    assert reading.text == "Côte\r\n"
    assert reading.document.model_dump(exclude_none=True) == {
        "source": "a.txt",
        "sha256": hashlib.sha256(content).hexdigest(),
        "media_type": "text/plain",
        "encoding": "utf-8",
        "bytes": 7,
        "chars": 6,
        "status": Status.EXTRACTED,
    }


def test_a_file_that_is_no_text_becomes_a_failed_document(tmp_path: Path) -> None:
    reading = read(source(tmp_path, "a.txt", b"\0"), Options(max_bytes=100))
    assert (reading.document.status, reading.document.error) == (
        Status.FAILED,
        "it is no text: byte 0 is NUL; expected text, or the suffix of its kind",
    )
    assert (reading.document.bytes, reading.document.sha256) == (1, hashlib.sha256(b"\0").hexdigest())
    assert reading.text == ""


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    at_limit, over = source(tmp_path, "a.txt", b"a" * 10), source(tmp_path, "b.txt", b"a" * 11)
    assert read(at_limit, Options(max_bytes=10)).document.status is Status.EXTRACTED
    refused = read(over, Options(max_bytes=10)).document
    assert refused.error == "its 11 bytes are over the limit of 10 (setting max_bytes)"
    assert (refused.bytes, refused.sha256) == (11, None)


def test_a_file_that_grew_over_the_limit_is_refused(tmp_path: Path) -> None:
    grown = source(tmp_path, "a.txt", b"a" * 11)
    reading = read(Source(name="a.txt", path=grown.path, bytes=5), Options(max_bytes=10))
    assert reading.document.error == "it has grown over the limit of 10 bytes (setting max_bytes)"


@pytest.mark.parametrize("name", ["a.txt", "b.TXT", "c.text", "README.md"])
def test_text_is_known_by_its_suffix(tmp_path: Path, name: str) -> None:
    assert read(source(tmp_path, name, b"text"), Options(max_bytes=10)).document.status is Status.EXTRACTED


@pytest.mark.parametrize(
    ("name", "kind"), [("a.exe", "'.exe'"), ("README", "names without a suffix"), ("a.txt~", "'.txt~'")]
)
def test_a_suffix_without_a_reader_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    reading = read(source(tmp_path, name, b"text"), Options(max_bytes=10))
    assert reading.document.error == f"no reader for {kind}; expected one of {', '.join(READERS)}"


def test_a_refused_source_is_not_opened(tmp_path: Path) -> None:
    refused = Source(name="a.txt", path=tmp_path / "missing", bytes=0, refusal="it is no regular file")
    assert read(refused, Options(max_bytes=10)).document.error == "it is no regular file"


def test_a_file_that_cannot_be_opened_is_left_to_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(Source(name="a.txt", path=tmp_path / "missing", bytes=0), Options(max_bytes=10))
