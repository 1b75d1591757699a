"""Exports appear whole or not at all, and replace nothing but exports."""

import errno
import os
from pathlib import Path

import pytest

from flows.exports.writing import new_file, new_folder
from schemas.errors import UsageError


class Stopped(Exception):
    """What stops an export in a test."""


def left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def line(number: int) -> bytes:
    """A line of JSON Lines as exports begin."""
    return f'{{"record_id":"{number:016}","kind":"date","text":"1999"}}'.encode()


def test_a_file_replaces_the_one_before(tmp_path: Path) -> None:
    for content in (b"", line(1), line(2)):
        with new_file(tmp_path / "new" / "out.jsonl") as file:
            file.write(content)
    assert (tmp_path / "new" / "out.jsonl").read_bytes() == line(2)
    assert left(tmp_path) == ["new", "new/out.jsonl"]


@pytest.mark.parametrize(
    "content",
    [
        b"notes",
        b"\n",
        b"name,record_id,\r\n",
        b"record_id,my own notes\r\n",
        b'{"record_id":"1","note":"by hand"}',
        b'{"record": 1}\n',
        b'{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:mine", "type": "Annotation"}',
    ],
    ids=["text", "blank", "csv", "keyed csv", "keyed json lines", "json lines", "an annotation"],
)
def test_a_file_of_something_else_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "precious"
    target.write_bytes(content)
    with pytest.raises(UsageError, match="no export; expected a new name, or remove it"), new_file(target):
        pass
    assert target.read_bytes() == content
    assert left(tmp_path) == ["precious"]


def test_a_pipe_is_refused_and_left(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="no regular file; without --to all goes to standard output"):
        new_file(tmp_path / "pipe").__enter__()
    assert (tmp_path / "pipe").is_fifo()


def test_a_file_that_was_not_finished_leaves_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(line(1))

    def fail() -> None:
        with new_file(tmp_path / "out") as file:
            file.write(b"half")
            raise Stopped

    with pytest.raises(Stopped):
        fail()
    assert (tmp_path / "out").read_bytes() == line(1)
    assert left(tmp_path) == ["out"]


def test_a_full_disk_is_told_of_the_name_that_was_given(tmp_path: Path) -> None:
    for new in (new_file, new_folder):
        with pytest.raises(OSError, match="No space left") as told, new(tmp_path / "out"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # of a write, which names no file
        assert told.value.filename == str(tmp_path / "out")
    assert left(tmp_path) == []


def test_a_failure_of_what_is_read_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as told, new_file(tmp_path / "out"):
        (tmp_path / "source").read_bytes()
    assert told.value.filename == str(tmp_path / "source")


def test_a_folder_replaces_the_export_before(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        with new_folder(tmp_path / "out") as folder:
            (folder / name).write_bytes(b"x")
    assert left(tmp_path) == ["out", "out/.recital-export", "out/two.csv"]


def test_a_folder_that_was_not_finished_leaves_the_export_before(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out") as folder:
        (folder / "one.csv").write_bytes(b"x")

    def fail() -> None:
        with new_folder(tmp_path / "out") as folder:
            (folder / "two.csv").write_bytes(b"x")
            raise Stopped

    with pytest.raises(Stopped):
        fail()
    assert left(tmp_path) == ["out", "out/.recital-export", "out/one.csv"]


def test_a_folder_that_cannot_take_its_place_leaves_the_export_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_folder(tmp_path / "out") as folder:
        (folder / "one.csv").write_bytes(b"x")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if target == tmp_path / "out" and (path / "two.csv").exists():
            raise OSError("the disk is full")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)

    def fill() -> None:
        with new_folder(tmp_path / "out") as folder:
            (folder / "two.csv").write_bytes(b"x")

    with pytest.raises(OSError, match="the disk is full"):
        fill()
    assert left(tmp_path) == ["out", "out/.recital-export", "out/one.csv"]


def test_a_folder_may_be_empty(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with new_folder(tmp_path / "out"):
        pass
    assert left(tmp_path) == ["out", "out/.recital-export"]


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").touch()
    with pytest.raises(UsageError, match=r'holds "precious\.txt", which is no export'), new_folder(tmp_path):
        pass
    with pytest.raises(UsageError, match="is a file"), new_folder(tmp_path / "precious.txt"):
        pass
    assert left(tmp_path) == ["precious.txt"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; this format is one file"), new_file(tmp_path):
        pass


@pytest.mark.parametrize("name", ["notes.txt", "sub/notes.txt", "odd\nname"], ids=["file", "in a folder", "odd name"])
def test_an_export_to_which_somebody_added_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with new_folder(tmp_path / "out") as folder:
        (folder / "one.csv").write_bytes(b"x")
    added = tmp_path / "out" / name
    added.parent.mkdir(exist_ok=True)
    added.write_bytes(b"mine")
    with pytest.raises(UsageError, match="which is no export"), new_folder(tmp_path / "out"):
        pass
    assert added.read_bytes() == b"mine"
