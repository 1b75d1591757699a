import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.review import reports
from flows.review.comparing import at_commit, between, in_folder
from flows.stores import files
from schemas.errors import UsageError
from schemas.records import Extraction

Made = Callable[..., Extraction]

YEAR = {"kind": "date", "text": "1999"}


def write(folder: Path, extraction: Extraction, source: str = "a.txt", *, sha256: str = "0" * 64) -> Path:
    document = extraction.document.model_copy(update={"source": source, "sha256": sha256})
    place = {"source": source, "sha256": sha256}
    records = tuple(
        record.model_copy(update={"provenance": record.provenance.model_copy(update=place)})
        for record in extraction.records
    )
    return files.write(folder, extraction.model_copy(update={"document": document, "records": records}))


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ["git", "-C", str(folder), *identity, *arguments]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 # the tests' own words


def test_folders_differ_source_by_source(tmp_path: Path, made: Made) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, text in ((old, made("Since 1999", YEAR)), (new, made("Since 1999"))):
        write(folder, text, "2024/a.txt")
        write(folder, made("In 1999", YEAR), "b.txt")
    (found,) = between(in_folder(old), in_folder(new))
    assert found.source == "2024/a.txt"
    assert [change.kind for change in found.changes] == ["removed"]


def test_source_on_one_side_is_new_or_gone(tmp_path: Path, made: Made) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, made("Since 1999", YEAR), "old.txt")
    write(new, made("Nothing"), "new.txt", sha256="1" * 64)
    found = {item.source: item for item in between(in_folder(old), in_folder(new))}
    assert (found["new.txt"].is_new, found["new.txt"].changes) == (True, ())
    assert found["old.txt"].is_gone
    assert [change.cause for change in found["old.txt"].changes] == ["removed"]


def test_moved_records_are_no_change_to_look_at(tmp_path: Path, made: Made) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, made("Since 1999", YEAR))
    write(new, made("Ever since 1999", YEAR), sha256="1" * 64)
    assert list(between(in_folder(old), in_folder(new))) == []


def test_folder_is_compared_with_a_commit(tmp_path: Path, made: Made) -> None:
    output = tmp_path / "a project" / "output"
    write(output, made("Since 1999", YEAR), "2024/a.txt")
    git(output, "init", "-q", "..")
    git(output, "add", ".")
    git(output, "commit", "-qm", "one")
    write(output, made("Since 1999"), "2024/a.txt")
    (found,) = between(at_commit(output, "HEAD"), in_folder(output))
    assert [(found.source, change.kind) for change in found.changes] == [("2024/a.txt", "removed")]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:output"])
def test_commit_that_is_none_is_refused(tmp_path: Path, made: Made, revision: str) -> None:
    write(tmp_path, made("Since 1999", YEAR))
    git(tmp_path, "init", "-q")
    with pytest.raises(UsageError, match="git: fatal"):
        at_commit(tmp_path, revision)


def test_commit_without_output_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-qm", "empty", "--allow-empty")
    with pytest.raises(UsageError, match="no output files"):
        at_commit(tmp_path, "HEAD")


def test_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        in_folder(tmp_path / "nowhere")


def test_file_that_is_no_output_is_named(tmp_path: Path, made: Made) -> None:
    write(tmp_path / "new", made("Since 1999", YEAR))
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.txt.json").write_text("{}")
    with pytest.raises(UsageError, match=r"a\.txt\.json.*expected a value, there is none"):
        list(between(in_folder(tmp_path / "old"), in_folder(tmp_path / "new")))


def test_a_source_with_another_name_and_the_same_bytes_was_renamed(tmp_path: Path, made: Made) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, made("1999 and 2008", YEAR, {"kind": "date", "text": "2008"}), "a.txt")
    write(new, made("1999 and 2008", YEAR), "b.txt")
    (found,) = between(in_folder(old), in_folder(new))
    assert (found.source, found.renamed_from, found.is_new, found.is_gone) == ("b.txt", "a.txt", False, False)
    assert [(change.kind, change.record.text) for change in found.changes] == [("removed", "2008")]
    (group,) = reports.by_source([found])
    assert group.heading == "a.txt → b.txt (renamed)"


def test_a_source_with_the_bytes_of_two_was_renamed_from_neither(tmp_path: Path, made: Made) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for name in ("a.txt", "b.txt"):
        write(old, made("Since 1999", YEAR), name)
    write(new, made("Since 1999", YEAR), "c.txt")
    assert [item.renamed_from for item in between(in_folder(old), in_folder(new))] == [None, None, None]
