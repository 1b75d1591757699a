import os
import signal
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path
from shutil import which
from threading import Timer

import pytest

from flows.readers import Options, isolation, read
from flows.readers.isolation import _Answer, _answered, _Job, _Worker, _written
from flows.readers.rendering import Rendering
from flows.sources import find
from schemas.documents import Hint, Layout, Place
from schemas.errors import RunError, UnreadableSource
from schemas.spans import SegmentLabel

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
    with pytest.raises(UnreadableSource, match=r"takes more than 0.2 seconds \(setting max_seconds; --retry-failed"):
        worker.decode(_Job(".html", PAGE, 0.2))
    assert hung.returncode == -signal.SIGKILL
    assert worker.decode(_Job(".html", PAGE, 60)).text == "The force left.\n"


def test_a_process_that_takes_no_job_is_ended_in_time(worker: _Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_GRACE", 0.0)
    worker.decode(_Job(".html", PAGE, 60))
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGSTOP)
    with pytest.raises(UnreadableSource, match=r"takes more than 0.2 seconds"):
        worker.decode(_Job(".html", PAGE + b" " * (1 << 24), 0.2))  # more than a connection holds


def test_a_process_that_starts_too_late_leaves_no_answer_to_another_document(
    worker: _Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(isolation, "_SECONDS_TO_START", 0.0)
        with pytest.raises(RunError, match="the process that reads documents did not start within 0 seconds"):
            worker.decode(_Job(".html", PAGE, 60))
    assert worker._process is None
    texts = [worker.decode(_Job(".html", b"<p>%d staff</p>" % number, 60)).text for number in range(3)]
    assert texts == ["0 staff\n", "1 staff\n", "2 staff\n"]


def test_a_process_that_dies_at_its_start_is_an_error_that_says_so(
    worker: _Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation.sys, "executable", which("false"))
    with pytest.raises(RunError, match="the process that reads documents ended with status 1 before it read any"):
        worker.decode(_Job(".html", PAGE, 60))


@pytest.mark.parametrize(
    "answer",
    [
        _written(_Answer(1, Rendering("That of another document.\n"))),
        b"\x80\x04\x8c\x02os\x94\x8c\x06system\x94\x93\x94.",
        b'{"job": 2, "rendering": {"text": 3}}',
        b" " * 1_000,
    ],
    ids=["another job's", "a pickle", "no text", "too long"],
)
def test_what_is_no_answer_to_a_job_is_taken_for_a_crash(
    worker: _Worker, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(isolation, "_LARGEST_ANSWER", 900)
    worker.decode(_Job(".html", PAGE, 60))
    here, there = Pipe()
    monkeypatch.setattr(worker, "_connection", here)
    there.send_bytes(answer)
    with pytest.raises(UnreadableSource, match="it made its reader crash"):
        worker.decode(_Job(".html", PAGE, 60))
    assert worker._process is None


def test_a_rendering_comes_back_as_it_was() -> None:
    layout = Layout((Place(0, 3, "/p[1]"),), (Hint(0, 4, SegmentLabel.HEADING, "h1"),))
    rendering = Rendering("Café\n", "utf-8", layout, title="ü", date="2004-05-03", date_from="meta", url="a:b")
    assert isolation._answers().validate_json(_written(_Answer(7, rendering))) == _Answer(7, rendering)


def test_a_rendering_for_which_there_is_no_memory_is_refused_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(answer: _Answer) -> bytes:
        if answer.rendering is not None:
            raise MemoryError
        return _written(answer)

    monkeypatch.setattr(isolation, "_written", write)
    answer = _answered(lambda *_: Rendering("text"), _Job(".html", PAGE, 60), 1)
    assert isolation._answers().validate_json(answer) == _Answer(
        1, refusal="reading it takes too much memory; expected a shorter document"
    )


def test_a_rendering_that_is_too_long_is_refused_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_LARGEST_ANSWER", 9)
    answer = isolation._answers().validate_json(_answered(lambda *_: Rendering("text"), _Job(".html", PAGE, 60), 1))
    assert answer.refusal == "its text and layout take more than 9 bytes; expected a shorter document"


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
        "its elements are nested too deep; expected at most 200 levels",
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
