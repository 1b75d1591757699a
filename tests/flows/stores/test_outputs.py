"""An output before a command works in it: in a folder; in object storage it is tried by the tests of `objects`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows import places
from flows.stores import files, outputs
from schemas.errors import UsageError
from schemas.records import Extraction


def looked_at(output: Path, store: Path | None = None) -> None:
    outputs.require_places(output, store, pack=False)


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder")
    with pytest.raises(UsageError, match=r"cannot be written to: .*; expected a folder, or a name for a new one"):
        looked_at(tmp_path / "out")


def test_an_output_below_a_file_or_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for output in ("file/out", "link"):
        with pytest.raises(UsageError, match="cannot be written to"):
            looked_at(tmp_path / output)


def test_an_output_that_is_not_there_is_looked_at_and_not_made(tmp_path: Path) -> None:
    looked_at(tmp_path / "new" / "out", tmp_path / "new" / "out" / "recital.db")
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    outputs.make(tmp_path / "new" / "out")
    assert list((tmp_path / "new" / "out").iterdir()) == []


@pytest.mark.parametrize("folder", ["nope", "a_file", "out/within"])
def test_a_store_in_a_folder_that_is_none_is_refused_and_no_folder_made(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a_file").write_text("no folder")
    with pytest.raises(UsageError, match=r"the store .* cannot stand in .*: make it, or give another --store"):
        looked_at(tmp_path / "out", tmp_path / folder / "recital.db")
    assert [path.name for path in tmp_path.iterdir()] == ["a_file"]


def test_a_store_where_nothing_can_be_written_is_not_one_on_which_another_run_works(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot stand in '/proc': "):
        looked_at(tmp_path, Path("/proc/recital.db"))


def test_a_folder_of_output_and_store_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    write = places.write
    monkeypatch.setattr(places, "write", lambda path, content: (written.append(path.parent), write(path, content)))
    looked_at(tmp_path, tmp_path / "recital.db")
    assert written == [tmp_path]


def test_the_places_of_output_and_store_are_left_as_they_are(tmp_path: Path) -> None:
    looked_at(tmp_path, tmp_path / "recital.db")
    looked_at(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_no_folder_is_refused_by_what_reads_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for name in ("file", "missing"):
        with pytest.raises(UsageError, match=rf"output '.*{name}' is no folder; expected one that `recital run` wrote"):
            outputs.require(tmp_path / name)


def test_an_output_with_nothing_in_it_is_refused_by_what_wants_records(tmp_path: Path) -> None:
    outputs.require(tmp_path)
    with pytest.raises(UsageError, match=r"holds no output file; expected one that `recital run` wrote"):
        outputs.whole(tmp_path)


def test_sources_called_like_a_folder_of_packs_are_files_all_the_same(
    tmp_path: Path, made: Callable[..., Extraction]
) -> None:
    from schemas.records import renamed

    for source in ("shards/FORMAT", "shards/a.index"):
        files.write(tmp_path, renamed(made("In 1999 they left."), source))
    looked_at(tmp_path)
    assert outputs.whole(tmp_path) == ["shards/FORMAT", "shards/a.index"]


def test_what_cannot_be_written_is_told_with_its_own_name(tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "a.json", Path("/proc/a.json")):
        with pytest.raises(OSError, match=f"{path.name}") as told:
            places.write(path, b"")
        assert told.value.filename == str(path)
        assert places.UNFINISHED not in str(told.value)
