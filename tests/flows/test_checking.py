import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import places
from flows.checking import Fault, faults
from flows.readers import Options, failed
from flows.sources import Source
from flows.stores import files
from schemas.errors import UsageError
from schemas.records import Extraction

Made = Callable[..., Extraction]

TEXT = "In 1999 they left.\n\nfacebook twitter\n\nThey came back in 2008."
PARTS = (
    ("paragraph", "In 1999 they left."),
    ("share_bar", "facebook twitter"),
    ("paragraph", "They came back in 2008."),
)


@pytest.fixture
def folders(tmp_path: Path, made: Made) -> Path:
    """`raw/a.txt` and what was extracted from it."""
    content = TEXT.encode()
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_bytes(content)
    extraction = made(TEXT, {"kind": "date", "text": "1999"}, {"kind": "date", "text": "2008"}, segments=PARTS)
    (tmp_path / "output").mkdir()
    sha256 = hashlib.sha256(content).hexdigest()
    plain = json.loads(files.serialized(extraction).decode().replace("0" * 64, sha256))
    plain["document"] |= {"media_type": "text/plain", "encoding": "utf-8", "bytes": len(content)}
    rewrite(tmp_path, plain)
    return tmp_path


def rewrite(folders: Path, plain: dict[str, Any]) -> None:
    """Writes an output file without any check."""
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    (folders / "output/a.txt.json").write_text(f"{text}\n", encoding="utf-8")


def written(folders: Path) -> Any:
    return json.loads((folders / "output/a.txt.json").read_text(encoding="utf-8"))


def found(folders: Path) -> list[Fault]:
    return list(faults(folders / "raw", folders / "output", Options(max_bytes=1000)))


def test_what_was_extracted_holds(folders: Path) -> None:
    assert found(folders) == []


def test_a_missing_raw_folder_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        found(tmp_path)


def test_a_source_without_output_is_found(folders: Path) -> None:
    (folders / "raw/b.txt").write_bytes(b"text")
    assert found(folders) == [Fault("b.txt", "no output file; `recital run` makes one")]


def test_output_without_a_source_is_found(folders: Path) -> None:
    (folders / "raw/a.txt").rename(folders / "raw/b.txt")
    assert found(folders) == [
        Fault("b.txt", "no output file; `recital run` makes one"),
        Fault("a.txt", "no such source; `recital run --prune` closes it; a renamed one is taken over by the next run"),
    ]


def test_what_a_killed_run_left_is_found(folders: Path) -> None:
    (folders / f"output/.1{places.UNFINISHED}").write_bytes(b"{")
    assert [fault.what for fault in found(folders)] == ["a run that was killed left it behind; the next run removes it"]


def test_a_source_that_changed_is_found(folders: Path) -> None:
    (folders / "raw/a.txt").write_bytes(TEXT.replace("1999", "1998").encode())
    (fault,) = found(folders)
    assert fault.what.startswith("sha256 is '")


def test_a_failed_document_holds_until_its_source_can_be_read(folders: Path) -> None:
    raw = folders / "raw/empty.txt"
    raw.write_bytes(b"")
    source = Source(name="empty.txt", path=raw, bytes=0)
    document = failed(source, "it is empty").model_copy(update={"sha256": hashlib.sha256(b"").hexdigest(), "bytes": 0})
    files.write(folders / "output", Extraction(document=document, segments=(), records=()))
    assert found(folders) == []
    raw.write_bytes(b"text")
    assert [fault.what.split()[0] for fault in found(folders)] == ["sha256", "bytes"]


def changed(name: str, *path: str | int, to: object) -> Any:
    """A change of one field in an output file, as a test parameter."""
    return pytest.param(path, to, id=name)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        changed("quote", "records", 0, "text", to="1998"),
        changed("start", "records", 0, "provenance", "start", to=2),
        changed("prefix", "records", 0, "provenance", "prefix", to="On "),
        changed("line", "records", 1, "provenance", "line", to=2),
        changed("label", "records", 0, "provenance", "segment", to="heading"),
        changed("value", "records", 0, "value", "edtf", to="1999-13"),
        changed("source of a record", "records", 0, "provenance", "source", to="b.txt"),
        changed("hash of a record", "records", 0, "provenance", "sha256", to="1" * 64),
        changed("hash", "document", "sha256", to="1" * 64),
        changed("source", "document", "source", to="b.txt"),
        changed("chars", "document", "chars", to=10),
        changed("encoding", "document", "encoding", to="utf-16"),
        changed("gap between segments", "segments", 1, "start", to=21),
        changed("stripped segment around a record", "segments", 0, "label", to="navigation"),
        changed("value of a record", "records", 0, "value", "edtf", to=None),
        changed("id of a record", "records", 0, "record_id", to="f" * 16),
        changed("unknown field", "document", "author", to="nobody"),
        changed("failure with records", "document", "status", to="failed"),
    ],
)
def test_a_changed_output_file_is_found(folders: Path, path: tuple[str | int, ...], to: object) -> None:
    plain = written(folders)
    place = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    rewrite(folders, plain)
    assert {fault.where for fault in found(folders)} == {"a.txt"}


def test_a_record_over_a_stripped_stretch_is_found(folders: Path) -> None:
    plain = written(folders)
    start, end = TEXT.index("left"), TEXT.index("They came") + 4
    record = plain["records"][0]
    record["text"] = TEXT[start:end]
    record["provenance"] |= {"start": start, "end": end, "prefix": TEXT[:start], "suffix": TEXT[end : end + 32]}
    rewrite(folders, plain)
    expected = f"record {record['record_id']} at 13 stands in paragraph, share_bar, paragraph; expected paragraph"
    assert expected in [fault.what for fault in found(folders)]


def test_output_that_was_rewritten_by_hand_is_found(folders: Path) -> None:
    path = folders / "output/a.txt.json"
    path.write_text(json.dumps(written(folders)), encoding="utf-8")
    assert found(folders) == [Fault("a.txt", "the output file is not as Recital writes it")]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[]"])
def test_output_that_is_no_extraction_is_found(folders: Path, content: bytes) -> None:
    (folders / "output/a.txt.json").write_bytes(content)
    assert found(folders)
