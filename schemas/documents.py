"""One source at one version, its text, and where the parts of the text stand in the source."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from schemas.dates import IsoDay
from schemas.errors import InvalidRecord
from schemas.spans import CONTEXT_CHARACTERS, Frozen, SegmentLabel

FILE_DATES = ("PDF CreationDate", "PDF ModDate", "DOCX created", "WARC-Date")
"""Where files keep the day on which they were made, or fetched. A day that the text states in its head is surer."""


class Status(StrEnum):
    """What became of a source."""

    EXTRACTED = "extracted"
    FAILED = "failed"


class Document(Frozen):
    """One source at one version: what a reader knows of it besides its text. Null means not known."""

    source: str = Field(min_length=1)
    """Path below `raw/` with forward slashes, or a URI."""
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the raw bytes: the version. Null only when the bytes could not be read."""
    media_type: str | None = None
    """IANA media type, such as `text/plain`."""
    encoding: str | None = None
    """IANA name of the character encoding the text was decoded from, such as `utf-8`."""
    bytes: int | None = Field(default=None, ge=0)
    """Size of the source in bytes."""
    chars: int | None = Field(default=None, ge=0)
    """Length of the document text in code points."""
    title: str | None = None
    """The title that the source states, else the heading that opens the kept text."""
    language: str | None = None
    """BCP 47 language tag."""
    date: IsoDay | None = None
    """The document's own date, ISO 8601."""
    date_from: str | None = None
    """Where that date stands: `meta article:published_time`, `time`, `dateline`, `PDF CreationDate`, …"""
    url: str | None = None
    """The address that the document states as its own."""
    symbol: str | None = None
    """The document's own UN symbol."""
    fingerprint: str | None = None
    """Hash of rules, vocabularies and library versions: same fingerprint and bytes, same records."""
    status: Status
    """Whether records could be extracted."""
    error: str | None = None
    """Why not, in words for people; null when extracted."""

    def failed(self, reason: str) -> Self:
        """The same document as one from which nothing could be extracted, for a reason in words for people."""
        return self.model_copy(update={"status": Status.FAILED, "error": reason, "chars": None})

    @model_validator(mode="after")
    def _failed_says_why(self) -> Self:
        if (self.status is Status.FAILED) != (self.error is not None):
            raise InvalidRecord(
                f"{self.source}: status {self.status} with error {self.error!r}; expected one in failures alone"
            )
        return self


class Context(NamedTuple):
    """What stands around a quote."""

    prefix: str
    """Up to `CONTEXT_CHARACTERS` code points before it."""
    suffix: str
    """As many after it."""
    line: int
    """The line in which it starts, counted from 1."""


class DocumentText:
    """The text of one document, with an index of its lines. Offsets are code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._contexts: dict[tuple[int, int], Context] = {}

    def context(self, start: int, end: int) -> Context:
        """What stands around the quote on `[start, end)`; kept, since who makes a record and who checks it both ask."""
        span = start, end
        if span not in self._contexts:
            self._contexts[span] = Context(
                self.text[max(0, start - CONTEXT_CHARACTERS) : start],
                self.text[end : end + CONTEXT_CHARACTERS],
                bisect_left(self._line_ends, start) + 1,
            )
        return self._contexts[span]


class Place(NamedTuple):
    """Where in the source the text from an offset on stands, up to the next place."""

    start: int
    """First code point of the document text."""
    page: int | None = None
    """Page, counted from 1; null for sources without pages."""
    path: str | None = None
    """The element of the source, as a selector: `div#text > p:nth-of-type(3)`; null for sources without elements."""


_NOWHERE = Place(0)


class Hint(NamedTuple):
    """What a reader knows of a stretch of the text from the structure of its source. Half-open code points."""

    start: int
    end: int
    label: SegmentLabel
    rule: str
    """The id of the reader's rule: `readers.navigation`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a document text stand in its source, and what its structure says that they are."""

    places: tuple[Place, ...] = ()
    """In the order of the text."""
    hints: tuple[Hint, ...] = ()
    """In the order of the text; none overlaps another."""

    def place(self, offset: int) -> Place:
        """The place of a character; an unknown one before the first, and in sources that have none."""
        if not self.places:
            return _NOWHERE
        index = bisect_right(self.places, offset, key=lambda place: place.start) - 1
        return self.places[index] if index >= 0 else _NOWHERE
