"""Folders of Parquet files: what holds is named as the last step, here and in object storage."""

from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest
from pyarrow import parquet

from flows.publish import folders
from flows.publish.publishing import Counts, Published
from schemas.errors import PublishBusy, PublishError, UsageError
from schemas.tables import TABLES
from tests.flows.publish.places import only, parquet_file, rows, stored

Publish = Callable[..., Published]
Put = Callable[..., None]

TEXT = "In 1999 it cost 40 in all."
YEAR = {"kind": "date", "text": "1999"}
COST = {"kind": "figure", "text": "40", "value": {"amount": "40"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "facts"


@pytest.fixture
def bucket() -> Iterator[str]:
    """Object storage that lives in memory."""
    yield "memory://bucket/facts"
    fsspec.filesystem("memory").rm("/bucket", recursive=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_have_types_and_say_what_columns_mean(put: Put, publish: Publish, folder: Path) -> None:
    put(TEXT, COST)
    publish(f"parquet:{folder}")
    amount = parquet.read_schema(parquet_file(f"parquet:{folder}", "figures")).field("amount")
    assert str(amount.type) == "decimal128(38, 9)"
    assert amount.metadata[b"unit"] == b"as `unit` says"


def test_history_is_kept_in_files(put: Put, publish: Publish, folder: Path) -> None:
    put(TEXT, YEAR)
    publish(f"parquet:{folder}", history=True)
    put(f"\n{TEXT}", YEAR)
    assert publish(f"parquet:{folder}", history=True).tables["dates"] == Counts(0, 1, 0)
    found = parquet.read_table(parquet_file(f"parquet:{folder}", "dates")).to_pylist()
    assert sorted((row["line"], row["valid_to"] is None) for row in found) == [(1, False), (2, True)]


def test_nothing_new_writes_nothing(put: Put, publish: Publish, folder: Path) -> None:
    put(TEXT, YEAR)
    publish(f"parquet:{folder}")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    publish(f"parquet:{folder}")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_what_held_before_stays_for_those_who_read_it(put: Put, publish: Publish, folder: Path) -> None:
    seen = []
    for number in range(4):
        put(TEXT, YEAR, source=f"{number}.txt")
        publish(f"parquet:{folder}")
        seen.append((folder / folders.POINTER).read_text())
    assert names(folder) == [*sorted(seen[-2:]), folders.POINTER]
    assert len(rows(f"parquet:{folder}", "dates")) == 4


def test_what_was_not_named_yet_does_not_hold(
    put: Put, publish: Publish, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(TEXT, YEAR)
    publish(f"parquet:{folder}")
    put(TEXT, YEAR, source="b.txt")
    with monkeypatch.context() as patch:
        patch.setattr(folders, "_flush", lambda path: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(PublishError, match="No space left on device"):
            publish(f"parquet:{folder}")
    assert only(rows(f"parquet:{folder}", "sources"), "source") == [("a.txt",)]
    publish(f"parquet:{folder}")
    assert len(names(folder)) == 3  # what was left is gone
    assert len(rows(f"parquet:{folder}", "dates")) == 2


def test_object_storage_gets_every_table_and_then_the_name(put: Put, publish: Publish, bucket: str) -> None:
    put(TEXT, YEAR)
    publish(f"parquet:{bucket}")
    put(TEXT, YEAR, source="b.txt")
    assert publish(f"parquet:{bucket}").tables["dates"] == Counts(1, 0, 0)
    files = stored(bucket)
    current = files[f"/{folders.POINTER}"].decode()
    assert {name for name in files if name.startswith(f"/{current}/")} == {f"/{current}/{t}.parquet" for t in TABLES}
    assert len(files) == 1 + 2 * len(TABLES)


def test_a_publish_at_work_in_object_storage_is_not_tidied_away(put: Put, publish: Publish, bucket: str) -> None:
    put(TEXT, YEAR)
    publish(f"parquet:{bucket}")
    young, old = "20990101T000000000000Z", "20200101T000000000000Z"
    for name in (young, old):
        fsspec.filesystem("memory").pipe_file(f"/bucket/facts/{name}/dates.parquet", b"")
    put(TEXT, YEAR, source="b.txt")
    publish(f"parquet:{bucket}")
    files = stored(bucket)
    assert f"/{young}/dates.parquet" in files
    assert f"/{old}/dates.parquet" not in files


def test_another_schema_of_files_is_refused(put: Put, publish: Publish, folder: Path) -> None:
    import pyarrow as pa

    put(TEXT, YEAR)
    publish(f"parquet:{folder}")
    file = parquet_file(f"parquet:{folder}", "runs")
    table = parquet.read_table(file)
    parquet.write_table(table.append_column("note", pa.array(["x"] * len(table))), file)
    with pytest.raises(PublishError, match=r"runs\.note is not expected"):
        publish(f"parquet:{folder}")


@pytest.mark.parametrize("error", [ConnectionError, PermissionError])
def test_storage_that_fails_is_told_from_storage_that_refuses(
    put: Put, publish: Publish, bucket: str, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error("s3://me:secret@bucket answers no more")

    put(TEXT, YEAR)
    with monkeypatch.context() as patch:
        patch.setattr(type(fsspec.filesystem("memory")), "put_file", fail)
        with pytest.raises(PublishError, match=r"s3://me:\*\*\*@bucket answers no more") as told:
            publish(f"parquet:{bucket}")
    assert isinstance(told.value, PublishBusy) == (error is ConnectionError)
    publish(f"parquet:{bucket}")


def test_an_unknown_kind_of_storage_is_wrong_use(publish: Publish) -> None:
    with pytest.raises(UsageError, match="Protocol not known: nowhere"):
        publish("parquet:nowhere://bucket/facts")
