"""Single sources, extracted at once and written nowhere: what `show`, `evaluate` and `rules` look at.

"003.txt", or "raw/003.txt"   -> the source raw/003.txt, its text and its extraction
"letters/one.txt"             -> a source of its own, named one.txt
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from extractors import pipeline
from extractors.pipeline import Pipeline
from flows import readers, sources
from flows.archives import SUFFIXES
from flows.document import extraction_of
from flows.evaluation.gold import Gold
from flows.evaluation.judging import JudgedDocument, judge
from flows.options import options
from flows.places import is_remote
from flows.settings import Settings
from flows.sources import Source
from flows.terminal import on_one_line
from schemas.documents import Layout, Status
from schemas.errors import InvalidValue, UnreadableSource, UsageError
from schemas.records import Extraction


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text and what was extracted from it."""

    text: str
    extraction: Extraction
    layout: Layout
    """What the reader knows of the source's structure."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads and extracts sources, one after the other."""

    settings: Settings
    nlp: Pipeline

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """An extractor with a pipeline as the settings want it."""
        return cls(settings, pipeline.build(options(settings)))

    def locate(self, given: str) -> Source:
        """The source at a path, or with a name below the raw folder. Raises `UsageError` when there is neither."""
        raw = self.settings.raw
        for path in (Path(given), raw / given):
            if not is_remote(path) and path.is_file():
                return self._alone(sources.at(path, raw))
        there = {source.name: source for source in self._named_like(given)}
        name = given.removeprefix(f"{raw}/")
        if name not in there:
            hint = _hint(name, list(there))
            raise UsageError(f"{given!r} is no file; expected a path, or a name below {str(raw)!r}{hint}")
        return self._alone(there[name])

    def _named_like(self, given: str) -> Iterable[Source]:
        """The files below the raw folder, if it is there; for the name of a part, what they hold."""
        raw = self.settings.raw
        if not is_remote(raw) and not raw.is_dir():
            return ()
        return self._sources() if "#" in given else sources.files(raw)

    def _alone(self, file: Source) -> Source:
        """The file, unless it holds documents of its own; then raises `UsageError` that names the first."""
        held = self._sources() if file.name.lower().endswith((".jsonl", *SUFFIXES)) else ()
        lines = [source.name for source in held if source.is_part and source.name.startswith(f"{file.name}#")]
        if lines:
            raise UsageError(
                f"{file.name} holds {len(lines):,} documents; expected the name of one, such as {lines[0]}"
            )
        return file

    def extract(self, source: Source) -> Extracted:
        """The text of a source and what the rules find in it.

        Raises `UnreadableSource` when it cannot be read, or a rule makes a value of it that is none.
        """
        reading = readers.read(source, self.settings.reading)
        try:
            found = extraction_of(reading, self.nlp, self.settings.reading)
        except (InvalidValue, ValidationError) as error:
            raise UnreadableSource(
                f"{source.name}: a rule failed on it: {on_one_line(str(error))}; `recital --debug` shows where"
            ) from error
        if found.document.status is Status.FAILED:
            raise UnreadableSource(f"{source.name}: {found.document.error}")
        return Extracted(reading.text, found, reading.layout)

    def _sources(self) -> tuple[Source, ...]:
        return sources.find(self.settings.raw, id_field=self.settings.json_id)

    def extract_all(self) -> Iterator[Extracted]:
        """Every source of the raw folder that can be read; those that cannot are for `recital run` to report."""
        for source in self._sources():
            try:
                yield self.extract(source)
            except UnreadableSource:
                continue

    def judge(self, gold: Sequence[Gold]) -> tuple[JudgedDocument, ...]:
        """Judgements of every document of gold, read from the raw folder.

        Raises `UsageError` that names every source that is not there, cannot be read, or is not the version that was
        annotated.
        """
        there = {source.name: source for source in self._sources()}
        problems: list[str] = []
        documents: list[JudgedDocument] = []
        for wanted in gold:
            try:
                documents.append(self._judge(wanted, there))
            except (UnreadableSource, UsageError) as error:
                problems.append(str(error))
        if problems:
            raise UsageError(
                f"gold does not fit {str(self.settings.raw)!r}, expected what was annotated: {'; '.join(problems)}"
            )
        return tuple(documents)

    def _judge(self, gold: Gold, there: Mapping[str, Source]) -> JudgedDocument:
        if gold.source not in there:
            raise UsageError(f"{gold.source}: no such file; expected one below the raw folder")
        found = self.extract(there[gold.source])
        if (version := found.extraction.document.sha256) != (gold.sha256 or version):
            raise UsageError(f"{gold.source}: its sha256 is {version}; expected {gold.sha256}, which gold has")
        return judge(gold, found.extraction, found.text)


def _hint(name: str, there: Sequence[str]) -> str:
    """The name of a source that may have been meant, or of any; nothing where there is none."""
    near = [other for other in there if name and name in other] or get_close_matches(name, there)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f", such as {there[0]!r}" if there else ""
