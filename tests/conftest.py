"""What tests share. spaCy is imported inside fixtures, so that tests of schemas start at once."""

import gc
import hashlib
import logging
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from schemas.documents import Document, DocumentText, Status
from schemas.records import Extraction, Identities

if TYPE_CHECKING:
    from spacy.language import Language

    from flows.stores.database import Database
    from flows.summary import Summary

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)  # the same verdict on the same commit
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_unconfigure() -> None:
    """Lets the collector see what was frozen with a pipeline: DuckDB complains of what of it is left at the end."""
    gc.unfreeze()


collect_ignore = ["fuzz"]
"""Not tests: `make fuzz` runs it, where atheris is installed."""

SHA = "0" * 64

USUAL_VALUES: dict[str, dict[str, Any]] = {
    "date": {"edtf": "1999", "earliest": "1999-01-01", "latest": "1999-12-31", "precision": "year"},
    "figure": {"measure": "count", "amount": "3"},
    "organization": {
        "name": "African Union",
        "id": "local:african-union",
        "acronym": "AU",
        "type": "regional_organization",
        "parent": None,
        "mention": "name",
        "known": True,
    },
    "resolution": {"body": None, "symbol": None, "number": 1701, "url": None},
    "document": {
        "symbol": "S/2006/560",
        "body": "Security Council",
        "series": "report_or_letter",
        "year": 2006,
        "number": 560,
        "url": "https://undocs.org/S/2006/560",
    },
}


@pytest.fixture(scope="session")
def nlp() -> "Language":
    """The pipeline with every rule; building it takes a second."""
    from extractors import pipeline

    return pipeline.build()


@pytest.fixture(scope="session")
def extract(nlp: "Language") -> Callable[[str], Extraction]:
    """Extracts a text as a document of its own."""
    from extractors import pipeline

    def extract_text(text: str) -> Extraction:
        document = Document(source="example.txt", sha256=SHA, chars=len(text), status=Status.EXTRACTED)
        return pipeline.extract(nlp, document, text)

    return extract_text


@pytest.fixture(scope="session")
def steps() -> Callable[[Callable[[], object]], int]:
    """Counts the calls, of Python and of C, that a piece of work makes: its cost, without a clock."""

    def count(work: Callable[[], object]) -> int:
        calls = 0

        def note(_frame: object, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(None)
        return calls

    return count


@pytest.fixture(scope="session")
def made() -> Callable[..., Extraction]:
    """Makes an extraction by hand, without any rule: `made(text, {"kind": "date", "text": "1999"}, …)`.

    A record stands where its quote, or the `at`-th of equal quotes, stands, or at its `start`; its value has
    `USUAL_VALUES` where none is given. Segments are `(label, text)` in the order of the text; without any, the text is
    one paragraph.
    """

    return make_extraction


def make_extraction(text: str, *records: dict[str, Any], segments: tuple[tuple[str, str], ...] = ()) -> Extraction:
    """What the fixture `made` makes."""
    whole = {
        "document": {"source": "a.txt", "sha256": SHA, "chars": len(text), "status": "extracted"},
        "segments": list(_segments(text, segments or (("paragraph", text),))),
        "records": _identified(
            sorted(
                (_record(text, record) for record in records),
                key=lambda r: (r["provenance"]["start"], r["provenance"]["end"], r["kind"]),
            )
        ),
    }
    return Extraction.model_validate(whole, context={"text": DocumentText(text)})


def _segments(text: str, parts: tuple[tuple[str, str], ...]) -> Iterator[dict[str, Any]]:
    start = 0
    for label, part in parts:
        end = text.index(part, start) + len(part)
        end += len(text[end:]) - len(text[end:].lstrip())
        yield {"start": start, "end": end, "label": label, "rule": f"segments.{label.replace('_', '-')}"}
        start = end


def _identified(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    identities = Identities("a.txt")
    return [{"record_id": identities.next(r["kind"], r["text"], r["value"]), **r} for r in records]


def _record(text: str, given: dict[str, Any]) -> dict[str, Any]:
    kind, quote, start = given["kind"], given["text"], given.get("start", -1)
    for _ in range(0 if "start" in given else given.get("at", 1)):
        start = text.index(quote, start + 1)
    end = start + len(quote)
    provenance = {
        "source": "a.txt",
        "sha256": SHA,
        "start": start,
        "end": end,
        **DocumentText(text).context(start, end)._asdict(),
        "path": given.get("path"),
        "sentence": (0, len(text)),
        "segment": "paragraph",
        "rule": given.get("rule", f"{kind}s.by-hand"),
    }
    value = {**USUAL_VALUES[kind], **given.get("value", {})}
    return {"kind": kind, "text": quote, "provenance": provenance, "value": value}


@pytest.fixture(scope="session")
def new_postgresql() -> Iterator[Callable[..., str]]:
    """Makes a database on a real PostgreSQL server, which starts with the first; its URL.

    With the URL of one that was made before, the new one is a copy of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where it looks for a folder of its own
        import pgserver

        folder = Path(tempfile.mkdtemp(prefix="recital-"))
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    numbers = count(1)

    def new(template: str | None = None) -> str:
        name = f"test{next(numbers)}"
        copied = f" TEMPLATE {template.partition('?')[0].rpartition('/')[2]}" if template else ""
        server.psql(f"CREATE DATABASE {name}{copied};")
        return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")

    yield new
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database; a test that uses it runs on both."""
    return url_of_empty(request, tmp_path)


def url_of_empty(request: pytest.FixtureRequest, folder: Path) -> str:
    """URL of an empty database of the engine that a fixture was given."""
    if request.param == "sqlite":
        return f"sqlite:///{folder}/recital.db"
    new: Callable[[], str] = request.getfixturevalue("new_postgresql")
    return new()


@pytest.fixture
def database(store_url: str) -> "Iterator[Database]":
    """A store with the newest schema and nothing in it."""
    from flows.stores import upgrades
    from flows.stores.database import Database

    with Database(store_url) as database:
        upgrades.prepare(database)
        yield database


@pytest.fixture
def store_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Iterator[Database]":
    """The store of the working directory, with nothing in it, where no other is named."""
    from flows.stores import upgrades
    from flows.stores.database import Database

    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").mkdir()
    with Database("sqlite:///output/recital.db") as database:
        upgrades.prepare(database)
        yield database


@pytest.fixture
def put(tmp_path: Path, database: "Database") -> Callable[..., None]:
    """Puts documents into a store, as `putting` says."""
    return putting(tmp_path, database)


def putting(folder: Path, database: "Database") -> Callable[..., None]:
    """What writes a text and its extraction and loads them; by other rules each time, unless the text is another.

    `put(text, {"kind": "date", "text": "1999"}, …, source="b.txt", policy=Policy(…))`
    """
    from flows.stores import files, runs
    from flows.stores.loading import Item, load
    from flows.stores.policy import Policy
    from flows.stores.runs import About
    from schemas.records import renamed

    seen: dict[str, str] = {}
    numbers = count(1)

    def put(
        text: str, *found: dict[str, Any], source: str = "a.txt", segments: Any = (), policy: Policy | None = None
    ) -> None:
        path = folder / "raw" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        sha = hashlib.sha256(text.encode()).hexdigest()
        plain = renamed(make_extraction(text, *found, segments=segments), source).model_dump_json().replace(SHA, sha)
        files.write(folder / "output", Extraction.model_validate_json(plain))
        fingerprint = "rules" if seen.setdefault(source, sha) != sha else f"rules {next(numbers)}"
        seen[source] = sha
        with database.writing() as connection:
            run = runs.begin(connection, About("1", fingerprint, {}))
        load(database, folder / "output", [Item(source, None)], run, policy=policy or Policy())

    return put


@pytest.fixture
def own_log() -> Iterator[None]:
    """What a test does to the program's log ends with it."""
    log = logging.getLogger("recital")
    level, handlers = log.level, list(log.handlers)
    yield
    log.setLevel(level)
    log.handlers[:] = handlers


@pytest.fixture
def recital(monkeypatch: pytest.MonkeyPatch) -> "Callable[..., Summary]":
    """A whole run without Prefect, in this process: `recital(raw=…, output=…, prune=True)`."""
    from prefect.logging import disable_run_logger

    from extractors import pipeline
    from flows import extract
    from flows.options import options
    from flows.running import begun
    from flows.settings import Settings

    class Inline:
        """A task of which each submission is done when it returns."""

        def __init__(self, task: Any) -> None:
            self._task = task

        def submit(self, *arguments: object) -> "Inline":
            done = Inline(self._task)
            try:
                done._result = self._task.fn(*arguments)
            except Exception as error:  # noqa: BLE001 # as a future does
                done._result = error
            return done

        def add_done_callback(self, note: "Callable[[Inline], None]") -> None:
            note(self)

        def result(self, *, raise_on_failure: bool) -> object:
            return self._result

    for name in ("extract_shard", "load_shard"):
        monkeypatch.setattr(extract, name, Inline(getattr(extract, name)))

    def run(**given: Any) -> "Summary":
        settings = Settings.load(**given)
        fingerprint = pipeline.fingerprint(options(settings))
        with disable_run_logger(), begun(settings, fingerprint=fingerprint) as running:
            summary = extract.work(running, settings)
            running.end(summary)
            return summary

    return run
