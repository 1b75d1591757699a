"""Commands that look at what is in object storage, and what is said where that cannot be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.summary import Summary
from tests.flows.objects.conftest import TEXTS, Bucket

UNTOLD = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}


@pytest.fixture
def there(bucket: Bucket, tmp_path: Path, recital: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A bucket with documents and what a run made of them; the settings say where."""
    bucket.put(TEXTS)
    told = {"raw": bucket.url("raw"), "output": bucket.url("output"), "store": f"sqlite:///{tmp_path}/s3.db"}
    recital(**told)
    for name, value in told.items():
        monkeypatch.setenv(f"RECITAL_{name.upper()}", value)
    monkeypatch.chdir(tmp_path)
    return bucket


def test_check_finds_that_all_holds(there: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("all holds: 5 documents")


def test_check_extracts_again_and_finds_what_was_altered(there: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    written = there.held("output")
    there.put({"a.txt.json": written["a.txt.json"].replace(b"1994", b"1995"), "b.pdf.txt": "Nothing."}, "output")
    assert main(["check", "--deep"]) == 1
    told = capsys.readouterr().out
    assert "a.txt: the output file is not the one that is in the store" in told
    assert f"{there.url('output')}/b.pdf.txt: a text rendering of no source" in told


def test_show_takes_a_name_and_a_url(there: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "é #1.txt"]) == 0
    assert main(["show", there.url("raw/sub/b.html")]) == 0
    told = capsys.readouterr().out
    assert "⟦date 8 June 2004⟧" in told
    assert "⟦date 2001⟧" in told


def test_export_and_explain_read_objects(there: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert main(["export", "--format", "jsonl", "--source", "a.txt", "--kind", "date"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert main(["explain", record["record_id"]]) == 0
    assert capsys.readouterr().out.startswith("date '3 May 1994' a.txt:1")


def test_diff_compares_storage_with_a_folder(there: Bucket, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in there.held("output").items():
        (tmp_path / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / name).write_bytes(content)
    assert main(["diff", "old", there.url("output")]) == 0
    there.storage.rm_file(f"{there.name}/output/a.txt.json")
    assert main(["diff", "old", there.url("output")]) == 1
    assert "a.txt" in capsys.readouterr().out


def test_a_store_of_its_own_is_asked_for(bucket: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    bucket.put(TEXTS)
    assert main(["run", "--raw", bucket.url("raw"), "--output", bucket.url("output")]) == 2
    assert "is object storage, which cannot hold the store; give it a place with --store" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("gs://facts/raw", "gcsfs", id="library-missing"),
        pytest.param("nowhere://facts/raw", "Protocol not known: nowhere", id="protocol-unknown"),
        pytest.param("s3://", "it names no bucket", id="bucket-unnamed"),
        pytest.param("s3:///raw", "it names no bucket", id="bucket-empty"),
    ],
)
def test_a_url_that_nothing_opens_is_told(url: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--raw", url]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"recital: --raw {url!r}: ")
    assert message in told
    assert told.endswith("expected a folder, or a URL such as s3://BUCKET/PREFIX\n")


def test_a_bucket_that_is_not_there_is_told(bucket: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    bucket.put(TEXTS)
    told = ["--store", "sqlite:///s3.db"]
    assert main(["run", "--raw", "s3://absent/raw", "--output", bucket.url("output"), *told]) == 2
    assert main(["run", "--raw", bucket.url("raw"), "--output", "s3://absent/output", *told]) == 2
    raw, output = capsys.readouterr().err.splitlines()
    assert not bucket.storage.exists("absent")
    expected = "expected a bucket and a prefix with source documents"
    assert raw == f"recital: raw 's3://absent/raw' cannot be read: The specified bucket does not exist; {expected}"
    assert output == (
        "recital: output 's3://absent/output' cannot be written to: The specified bucket does not exist; "
        "expected a bucket that is there"
    )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("s3://absent/output", "The specified bucket does not exist"),
        ("{bucket}/outptu", "no object has a name that begins so"),
    ],
    ids=["bucket", "prefix"],
)
@pytest.mark.parametrize(
    "command",
    [
        ["check", "--output"],
        ["export", "--format", "jsonl", "--output"],
        ["export", "organizations", "--output"],
        ["explain", "abcd", "--output"],
        ["diff", "old"],
    ],
    ids=" ".join,
)
def test_an_output_that_is_not_there_is_told_alike(
    there: Bucket, url: str, reason: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("old").mkdir()
    Path("old/a.txt.json").write_bytes(there.held("output")["a.txt.json"])
    where = url.format(bucket=f"s3://{there.name}")
    assert main([*command, where]) == 2
    told = f"recital: output {where!r} cannot be read: {reason}; expected one that `recital run` wrote\n"
    assert capsys.readouterr().err == told


def test_an_object_that_was_deleted_is_missed_by_an_export(there: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    there.storage.rm_file(f"{there.name}/output/a.txt.json")
    assert main(["export", "--format", "jsonl"]) == 3
    assert f"output {there.url('output')!r} lacks what a run wrote of 'a.txt', as its" in capsys.readouterr().err


def test_publishing_makes_no_bucket_of_a_mistyped_name(there: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow")
    assert main(["publish", "parquet:s3://absent/facts"]) == 3
    told = "recital: parquet:s3://absent/facts: The specified bucket does not exist; expected a place that is there"
    assert capsys.readouterr().err.startswith(told)
    assert not there.storage.exists("absent")
    assert main(["publish", f"parquet:{there.url('facts')}"]) == 0
    assert main(["check", "--published", f"parquet:{there.url('facts')}"]) == 0


def test_a_prefix_without_objects_is_told(bucket: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--raw", bucket.url("row")]) == 2
    assert "cannot be read: no object has a name that begins so" in capsys.readouterr().err


def test_missing_credentials_are_told(
    bucket: Bucket, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bucket.put(TEXTS)
    for name in UNTOLD:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))  # where a profile may be
    bucket.storage.clear_instance_cache()
    assert main(["check", "--raw", bucket.url("raw")]) == 2
    assert "Unable to locate credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET" in capsys.readouterr().err


def test_an_endpoint_that_does_not_answer_is_told(
    bucket: Bucket, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    bucket.storage.clear_instance_cache()
    monkeypatch.setattr("s3fs.S3FileSystem.retries", 1)
    store = ["--store", f"sqlite:///{tmp_path}/s3.db"]
    assert main(["check", "--raw", bucket.url("raw")]) == 2
    assert main(["check", "--raw", str(tmp_path), "--output", bucket.url("output"), *store]) == 2
    assert main(["run", "--raw", str(tmp_path), "--output", bucket.url("output"), *store]) == 2
    told = capsys.readouterr().err.splitlines()
    reason = 'Could not connect to the endpoint URL: "http://127.0.0.1:1"'
    assert told == [
        f"recital: raw {bucket.url('raw')!r} cannot be read: {reason}; "
        "expected a bucket and a prefix with source documents",
        f"recital: output {bucket.url('output')!r} cannot be read: {reason}; expected one that `recital run` wrote",
        f"recital: output {bucket.url('output')!r} cannot be written to: {reason}; expected a bucket that is there",
    ]


def test_a_destination_that_does_not_answer_is_told(
    there: Bucket, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow")
    for name in ("RAW", "OUTPUT"):
        monkeypatch.delenv(f"RECITAL_{name}")
    for name, value in {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    there.storage.clear_instance_cache()
    monkeypatch.setattr("s3fs.S3FileSystem.retries", 1)
    assert main(["publish", f"parquet:{there.url('facts')}"]) == 3
    told = capsys.readouterr().err
    assert told.startswith(f"recital: parquet:{there.url('facts')}: Could not connect to the endpoint URL: ")
    assert "nobody foresaw" not in told


def test_changes_in_storage_start_no_run(bucket: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    bucket.put(TEXTS)
    told = ["--raw", bucket.url("raw"), "--output", bucket.url("output"), "--store", "sqlite:///s3.db"]
    assert main(["schedule", "--once-on-change", *told]) == 2
    assert "tells nobody of changes; use --every" in capsys.readouterr().err


def test_raw_within_output_is_refused_in_a_bucket_too(bucket: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--raw", bucket.url("facts/raw"), "--output", bucket.url("facts")]) == 2
    assert "expected two folders, none within the other" in capsys.readouterr().err
