"""A run over sources of every format, and what `recital check` says of its output."""

from pathlib import Path

import pytest
from prefect.logging import disable_run_logger

from extractors import pipeline
from flows import tasks
from flows.checking import faults
from flows.direct import Extractor
from flows.ledger import Job
from flows.options import options
from flows.settings import Settings
from flows.sources import find
from flows.stores import files
from schemas.errors import UnreadableSource

TEXT = "The force came in 1999 and left in 2008, as the Council had asked it to do."


@pytest.fixture
def ran(tmp_path: Path) -> Settings:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
    (raw / "b.txt").write_text(TEXT)
    (raw / "c.jsonl").write_text(f'{{"text": "{TEXT}"}}\n')
    (raw / "d.html").write_bytes(b"<p>\0")
    settings = Settings(raw=raw, output=tmp_path / "output")
    run(settings)
    return settings


def run(settings: Settings) -> None:
    with disable_run_logger():
        shard = tasks.Shard(map(Job, find(settings.raw)))
        tasks.extract_shard.fn(shard, settings, pipeline.fingerprint(options(settings)))


def found(settings: Settings) -> list[str]:
    return [f"{fault.where}: {fault.what}" for fault in faults(settings.raw, settings.output, settings.reading)]


def test_renderings_stand_beside_the_records(ran: Settings) -> None:
    assert sorted(path.name for path in ran.output.iterdir()) == [
        *("a.html.json", "a.html.txt", "b.txt.json", "c.jsonl#1.json", "c.jsonl#1.txt", "d.html.json"),
    ]
    assert (ran.output / "a.html.txt").read_text() == f"{TEXT}\n"
    assert found(ran) == []


def test_records_say_where_in_the_source_they_stand(ran: Settings) -> None:
    extraction = files.parse((ran.output / "a.html.json").read_bytes(), text=f"{TEXT}\n")
    assert {record.provenance.path for record in extraction.records} == {"body > p:nth-of-type(1)"}
    assert extraction.document.language == "en"


def test_a_rendering_is_checked_without_its_reader(ran: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.readers.isolation.decode", None)
    (ran.raw / "d.html").unlink()
    (ran.output / "d.html.json").unlink()
    assert found(ran) == []


def test_a_rendering_that_was_changed_is_found(ran: Settings) -> None:
    (ran.output / "a.html.txt").write_text(f"{TEXT}\n".replace("1999", "1998"))
    assert any("text" in fault and "1998" in fault for fault in found(ran))


def test_a_rendering_that_is_missing_is_found(ran: Settings) -> None:
    (ran.output / "a.html.txt").unlink()
    assert found(ran) == ["a.html: no text rendering; `recital run` makes one"]


def test_a_source_that_changed_is_found(ran: Settings) -> None:
    (ran.raw / "a.html").write_text("<p>Other")
    assert [fault.split("'")[0] for fault in found(ran)] == [
        "a.html: sha256 is ",
        "a.html: bytes is 8; the output file has 108",
    ]


def test_a_source_that_fails_later_leaves_no_rendering(ran: Settings) -> None:
    (ran.raw / "a.html").write_bytes(b"\0")
    run(ran)
    assert not (ran.output / "a.html.txt").exists()
    assert found(ran) == []


def test_a_line_is_shown_by_its_name(ran: Settings) -> None:
    extractor = Extractor.of(ran)
    assert extractor.extract(extractor.locate("c.jsonl#1")).text == TEXT


def test_what_a_run_refuses_is_not_shown(ran: Settings) -> None:
    secret = ran.raw.parent / "secret.txt"
    secret.write_text(TEXT)
    (ran.raw / "link.txt").symlink_to(secret)
    extractor = Extractor.of(ran)
    with pytest.raises(UnreadableSource, match="a link to something outside the raw folder"):
        extractor.extract(extractor.locate("link.txt"))
