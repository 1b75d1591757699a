from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows import places
from flows.stores import files
from schemas.documents import Document, Status
from schemas.records import Extraction, renamed

Made = Callable[..., Extraction]


@pytest.fixture
def extraction(made: Made) -> Extraction:
    return made("In 1999 they left.", {"kind": "date", "text": "1999"})


def test_an_output_file_gives_back_what_was_put_in(tmp_path: Path, extraction: Extraction) -> None:
    path = files.write(tmp_path, extraction)
    assert path == tmp_path / "a.txt.json"
    assert files.parse(path.read_bytes(), text="In 1999 they left.") == extraction


def test_the_same_extraction_is_the_same_bytes(tmp_path: Path, extraction: Extraction) -> None:
    first = files.write(tmp_path, extraction).read_bytes()
    again = files.parse(first)
    assert files.write(tmp_path, again).read_bytes() == first == files.serialized(extraction)
    assert first.endswith(b"}\n")
    assert b"\r" not in first


def test_text_is_written_as_it_is_and_not_escaped(made: Made) -> None:
    content = files.serialized(made("В 1999 году.", {"kind": "date", "text": "1999"}))
    assert '"prefix": "В "'.encode() in content


def test_folders_of_sources_are_mirrored(tmp_path: Path) -> None:
    failed = Document(source="2024/may/a.txt", status=Status.FAILED, error="it is empty")
    path = files.write(tmp_path / "out", Extraction(document=failed, segments=(), records=()))
    assert path == tmp_path / "out/2024/may/a.txt.json"
    assert list(files.sources(tmp_path / "out")) == ["2024/may/a.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = files.write(tmp_path, extraction).read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    changed = extraction.model_copy(update={"records": ()})
    with pytest.raises(OSError, match="No space left"):
        files.write(tmp_path, changed)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt.json"]
    assert (tmp_path / "a.txt.json").read_bytes() == old


def test_a_run_killed_before_the_rename_shows_no_new_file(
    tmp_path: Path, extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Path, *args: object, **options: object) -> None:
        raise SystemExit

    monkeypatch.setattr(Path, "replace", killed)
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok: None)  # a killed process tidies nothing
    with pytest.raises(SystemExit):
        files.write(tmp_path, extraction)
    assert list(files.sources(tmp_path)) == []
    (left,) = files.unfinished(tmp_path)
    assert left.read_bytes() == files.serialized(extraction)


def test_an_output_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert list(files.sources(tmp_path / "missing")) == []
    assert list(files.unfinished(tmp_path / "missing")) == []


def test_content_that_is_no_extraction_is_refused(extraction: Extraction) -> None:
    for content in (b"", b"{}", files.serialized(extraction)[:-20]):
        with pytest.raises(ValidationError):
            files.parse(content)


def test_a_quote_is_compared_with_the_text(extraction: Extraction) -> None:
    with pytest.raises(ValidationError, match="is '1998'; expected the quote '1999'"):
        files.parse(files.serialized(extraction), text="In 1998 they left.")


def test_what_killed_runs_left_is_removed_and_nothing_else(tmp_path: Path, extraction: Extraction) -> None:
    files.write(tmp_path, extraction)
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / f".abc{places.UNFINISHED}").write_bytes(b"{")
    files.remove_unfinished(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["2024", "a.txt.json"]


def test_a_file_that_stands_there_already_is_not_written_again(tmp_path: Path, extraction: Extraction) -> None:
    path = files.write(tmp_path, extraction)
    inode = path.stat().st_ino
    assert files.write(tmp_path, extraction).stat().st_ino == inode
    assert files.write(tmp_path, extraction.model_copy(update={"records": ()})).stat().st_ino != inode


def test_an_output_file_is_removed_with_the_folders_that_are_empty_without_it(
    tmp_path: Path, extraction: Extraction
) -> None:
    for name in ("2024/may/a.txt", "2024/b.txt"):
        files.write(tmp_path, renamed(extraction, name))
    files.remove(tmp_path, "2024/may/a.txt")
    files.remove(tmp_path, "2024/may/never.txt")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "2024",
        "2024/b.txt.json",
    ]
    files.remove(tmp_path, "2024/b.txt")
    assert list(tmp_path.iterdir()) == []
