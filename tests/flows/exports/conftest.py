"""A raw folder, and the output folder and the store that a run makes of it."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from spacy.language import Language

from flows.exports.facts import Facts, of_output
from flows.stores import files, outputs, runs, upgrades
from flows.stores.database import Database
from flows.stores.loading import Item, load
from schemas.documents import Document, Status
from schemas.records import Extraction

SOURCES = {
    "a.txt": (
        "Mission report 😀\n\nNew York, 3 May 2004\n\nIn early 2003 the African Union sent 374 personnel, including "
        "350 soldiers and 24 officers, at a cost of $2.1 billion. The first quarter of 2002 and 1998-99 were quiet. "
        "A third of the posts is vacant.\n"
    ),
    "letters/Nº 1#b.txt": (
        "Under resolution 1701 (2006) and S/2006/560 the United Nations paid -5 °C heaters from October 2011 to August "
        "2015.\r\nRome burned in 44 BC, on 8 June, \x0b and around 1999; since spring 2007 NATO stayed.\r\n"
    ),
}


class Folders(NamedTuple):
    """What a run reads and writes."""

    raw: Path
    output: Path

    @property
    def facts(self) -> list[Facts]:
        """All that was extracted."""
        return list(of_output(self.output, outputs.whole(self.output)))

    @property
    def flags(self) -> tuple[str, ...]:
        """The folders as the command line takes them."""
        return "--raw", str(self.raw), "--output", str(self.output)

    def text(self, source: str) -> str:
        """The text of a source."""
        return (self.raw / source).read_bytes().decode()


@pytest.fixture
def folders(tmp_path: Path, nlp: Language) -> Folders:
    """Two sources that were extracted, and one that failed."""
    from extractors import pipeline

    made = Folders(tmp_path / "raw", tmp_path / "output")
    for source, text in SOURCES.items():
        path = made.raw / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        known = {"media_type": "text/plain", "encoding": "utf-8", "language": "en", "bytes": len(text.encode())}
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        document = Document(source=source, sha256=sha256, chars=len(text), status=Status.EXTRACTED, **known)
        files.write(made.output, pipeline.extract(nlp, document, text))
    files.write(made.output, empty("broken.txt"))
    return made


def empty(source: str) -> Extraction:
    """A document that failed."""
    failed = Document(source=source, sha256="f" * 64, bytes=0, status=Status.FAILED, error="it is empty")
    return Extraction(document=failed, segments=(), records=())


@pytest.fixture
def runs_made(folders: Folders) -> Callable[..., int]:
    """Loads output files into the store, as a run does; the number of the run: `runs_made("a.txt", …)`."""

    def make(*sources: str) -> int:
        with Database(f"sqlite:///{folders.output}/recital.db") as database:
            upgrades.prepare(database)
            with database.writing() as connection:
                run = runs.begin(connection, runs.About("0.1.0", "f1", {}))
            load(database, folders.output, [Item(source, None) for source in sources], run)
            with database.writing() as connection:
                runs.finish(connection, run, runs.End(runs.RunState.DONE))
        return run.id

    return make
