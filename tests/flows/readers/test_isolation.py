import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from flows.readers import Options, isolation, read
from flows.readers.isolation import _Job, _Worker
from flows.sources import find
from schemas.errors import UnreadableSource

PAGE = b"<html><body><p>The force left.</p></body></html>"


@pytest.fixture
def worker() -> Iterator[_Worker]:
    worker = _Worker()
    yield worker
    worker._end()


def test_a_document_is_read_in_another_process(worker: _Worker) -> None:
    assert worker.decode(_Job(".html", PAGE, 60)).text == "The force left.\n"
    assert worker._process is not None
    assert worker._process.pid != os.getpid()


def test_one_process_reads_many_documents(worker: _Worker) -> None:
    worker.decode(_Job(".html", PAGE, 60))
    first = worker._process
    with pytest.raises(UnreadableSource, match="it holds no text"):
        worker.decode(_Job(".html", b"<html><body><br></body></html>", 60))
    assert worker.decode(_Job(".html", PAGE, 60)).text
    assert worker._process is first


def test_a_process_that_crashed_fails_one_document(worker: _Worker) -> None:
    worker.decode(_Job(".html", PAGE, 60))
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGSTOP)  # so that it dies with the job in its hands
    Timer(0.3, os.kill, (worker._process.pid, signal.SIGKILL)).start()
    with pytest.raises(UnreadableSource, match="it made its reader crash"):
        worker.decode(_Job(".html", PAGE, 60))
    assert worker.decode(_Job(".html", PAGE, 60)).text == "The force left.\n"


def test_a_process_that_hangs_is_ended(worker: _Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_GRACE", 0.0)
    worker.decode(_Job(".html", PAGE, 60))
    hung = worker._process
    assert hung is not None
    os.kill(hung.pid, signal.SIGSTOP)
    with pytest.raises(UnreadableSource, match=r"takes more than 0.2 seconds \(setting max_seconds\)"):
        worker.decode(_Job(".html", PAGE, 0.2))
    assert hung.returncode == -signal.SIGKILL
    assert worker.decode(_Job(".html", PAGE, 60)).text == "The force left.\n"


def test_a_refusal_is_a_failed_document_and_no_other_suffers(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "d.html").write_bytes(b"<div>" * 9_999 + b"deep")
    (tmp_path / "e.html").write_bytes(PAGE)
    errors = [read(source, Options()).document.error for source in find(tmp_path)]
    assert [error.split(":")[0] if error else None for error in errors] == [
        None,
        "it is a broken PDF",
        "it is a broken DOCX",
        "its elements are nested more than 200 deep",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"%PDF-1.7\n", "it is a PDF, not what '.txt' says; rename it"),
        ("a.html", b"PK\x03\x04", "it is a ZIP archive, such as a DOCX, not what '.html' says; rename it"),
        ("a.txt", b"  <!DOCTYPE html><p>", "it is HTML, not what '.txt' says; rename it"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old Word file (.doc), or one that is encrypted"),
        ("a.pdf", b"Dear Sir,", "it is no PDF, as '.pdf' says"),
        ("a.docx", b"Dear Sir,", "it is no ZIP archive, as '.docx' says"),
        ("a.pdf", b"\x89PNG\r\n", "it is a picture, not what '.pdf' says; rename it"),
    ],
)
def test_a_wrong_suffix_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (source,) = find(tmp_path)
    assert (read(source, Options()).document.error or "").startswith(reason)


@pytest.mark.parametrize("text", ["PK is a code.", "See %PDF in the annex.", "<b>bold</b> text", "{rtfm}"])
def test_text_that_only_mentions_a_format_is_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    (source,) = find(tmp_path)
    assert read(source, Options()).text == text
