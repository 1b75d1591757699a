"""Runs whose raw and output are in object storage, against a server that speaks S3."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.checking import faults
from flows.places import parse
from flows.settings import Settings
from flows.stores.agreement import disagreements
from flows.stores.database import Database
from flows.summary import Summary
from tests.flows.objects.conftest import TEXTS, Bucket
from tests.flows.test_archives import PAGES, response


class Work:
    """A bucket with documents, a folder with the same, and runs on either."""

    def __init__(self, bucket: Bucket, folder: Path, recital: Callable[..., Summary]) -> None:
        self.bucket, self.folder, self._recital = bucket, folder, recital
        self.store = f"sqlite:///{folder}/s3.db"
        self.put(TEXTS)

    def put(self, texts: dict[str, str | bytes]) -> None:
        """Documents, in both."""
        self.bucket.put(texts)
        for name, text in texts.items():
            path = self.folder / "raw" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)

    def run(self, **settings: object) -> dict[str, int]:
        """The documents by what they were to a run, those left out of which there are none."""
        remote = {"raw": self.bucket.url("raw"), "output": self.bucket.url("output"), "store": self.store}
        self.summary = self._recital(**remote | settings)
        return {novelty.value: number for novelty, number in self.summary.novelties.items() if number}

    def run_here(self) -> dict[str, bytes]:
        """What a run on the folder writes."""
        output = self.folder / "output"
        self._recital(raw=self.folder / "raw", output=output, store=f"sqlite:///{self.folder}/here.db")
        paths = (path for path in output.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}

    def failures(self) -> dict[str, str]:
        return {failed.source: failed.failure or "" for failed in self.summary.failures}

    def problems(self) -> list[object]:
        raw, output = parse(self.bucket.url("raw")), parse(self.bucket.url("output"))
        with Database(self.store) as database:
            return [*faults(raw, output, Settings.load().reading), *disagreements(database, output)]


@pytest.fixture
def work(bucket: Bucket, tmp_path: Path, recital: Callable[..., Summary]) -> Work:
    return Work(bucket, tmp_path, recital)


def test_objects_hold_the_bytes_that_a_local_run_writes(work: Work) -> None:
    assert work.run() == {"new": 5}
    assert work.bucket.held("output") == work.run_here()
    assert work.problems() == []


def test_a_web_archive_in_storage_is_read_where_it_stands(work: Work) -> None:
    work.put({"crawl.warc.gz": b"".join(gzip.compress(response(url)) for url in PAGES[:2])})
    assert work.run() == {"new": 7}
    assert work.bucket.held("output") == work.run_here()


def test_raw_in_storage_and_output_in_a_folder_go_together(work: Work) -> None:
    assert work.run(output=work.folder / "mixed") == {"new": 5}
    assert (work.folder / "mixed/a.txt.json").read_bytes() == work.run_here()["a.txt.json"]


def test_packs_in_storage_are_those_of_a_folder(work: Work, requests: list[str]) -> None:
    pytest.importorskip("zstandard")
    assert work.run(pack=True) == {"new": 5}
    packs = work.bucket.held("output/shards")
    assert work.run(output=work.folder / "packed", store=f"sqlite:///{work.folder}/here.db", pack=True) == {"new": 5}
    assert packs == {path.name: path.read_bytes() for path in (work.folder / "packed/shards").iterdir()}
    assert work.bucket.held("output").keys() == {f"shards/{name}" for name in packs}
    assert work.problems() == []
    work.put({"a.txt": "The envoys of the African Union left Mogadishu on 4 May 1994 with 40 observers."})
    assert work.run() == {"again": 1, "unchanged": 4}
    assert work.problems() == []


def test_a_second_run_extracts_nothing(work: Work) -> None:
    work.run()
    assert work.run() == {"unchanged": 5}


def test_a_run_lists_what_is_there_instead_of_asking_for_each_document(
    work: Work, requests: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.ledger._UNSETTLED_NS", -(10**12))  # as if the objects had been there for long
    work.put({f"{number}.txt": f"In {1990 + number} they left Liberia." for number in range(20)})
    work.run()
    requests.clear()
    assert work.run() == {"unchanged": 25}
    assert requests.count("get_object") == 1  # the lines of the one file that has lines
    assert len(requests) < 20  # less than there are documents


def test_a_changed_object_is_extracted_again_and_no_other(work: Work) -> None:
    work.run()
    work.put({"a.txt": "The envoys of the African Union left Mogadishu on 4 May 1994 with 40 observers."})
    assert work.run() == {"again": 1, "unchanged": 4}
    assert b'"1994-05-04"' in work.bucket.held("output")["a.txt.json"]
    assert work.problems() == []


def test_an_output_object_that_is_gone_or_altered_is_made_again(work: Work) -> None:
    work.run()
    before = work.bucket.held("output")
    work.bucket.storage.rm_file(f"{work.bucket.name}/output/a.txt.json")
    work.bucket.put({"é #1.txt.json": "{}"}, "output")
    assert work.run() == {"again": 2, "unchanged": 3}
    assert work.bucket.held("output") == before


def test_a_rendering_that_is_gone_is_written_again_and_nothing_is_extracted(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.run()
    before = work.bucket.held("output")
    work.bucket.storage.rm_file(f"{work.bucket.name}/output/sub/b.html.txt")
    monkeypatch.setattr("flows.tasks.extraction_of", lambda *_, **__: pytest.fail("it was extracted"))
    assert work.run() == {"again": 1, "unchanged": 4}
    assert work.bucket.held("output") == before


def test_a_renamed_object_is_taken_over_and_a_removed_one_closed(work: Work) -> None:
    work.run()
    work.put({"z.txt": TEXTS["a.txt"]})
    for name in ("a.txt", "sub/b.html"):
        work.bucket.storage.rm_file(f"{work.bucket.name}/raw/{name}")
    assert work.run(prune=True) == {"renamed": 1, "unchanged": 3}
    assert {"a.txt.json", "sub/b.html.json", "sub/b.html.txt"}.isdisjoint(work.bucket.held("output"))
    assert work.problems() == []


def test_what_a_killed_run_wrote_is_taken_over_by_another_store(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work.run()
    written: list[str] = []
    monkeypatch.setattr("flows.tasks.extraction_of", lambda reading, *_, **__: written.append(reading.document.source))
    assert work.run(store=f"sqlite:///{work.folder}/another.db") == {"new": 5}
    assert written == []


def test_an_object_that_cannot_be_read_fails_alone(work: Work, tmp_path: Path) -> None:
    bucket, client = work.bucket, work.bucket.storage
    client.pipe_file(f"{bucket.name}/raw/cold.txt", b"In 1999 they left.", StorageClass="GLACIER")
    bucket.put({"empty.txt": "", "a//b.txt": "In 1999.", "c\x01.txt": "In 1999.", ".hidden": "In 1999."})
    work.run()
    assert work.failures() == {
        "a//b.txt": "its name has a part that is empty, which no folder can have; rename it",
        "c\\x01.txt": "its name holds characters that cannot be printed; rename it",
        "cold.txt": "it cannot be read: The operation is not valid for the object's storage class",
        "empty.txt": "it is empty; expected text",
    }
    assert "a.txt.json" in bucket.held("output")


def test_a_key_that_climbs_out_of_a_folder_is_no_document(work: Work, tmp_path: Path) -> None:
    client = pytest.importorskip("boto3").client("s3")
    client.put_object(Bucket=work.bucket.name, Key="raw/../../climbed.txt", Body=b"In 1999 they left.")
    assert work.run(output=tmp_path / "deep/output") == {"new": 5}
    assert not list(tmp_path.rglob("climbed*"))
