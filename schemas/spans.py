"""Where things stand: spans of the document text, labelled segments, and a record's provenance.

Offsets are 0-based Unicode code points into the document text, half-open: `text[start:end]` is the quote.
"""

from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.errors import InvalidRecord

CONTEXT_CHARACTERS = 32
"""Length of `prefix` and `suffix`, in code points: enough to find a quote again in a text that changed around it. Of
2,351 quotes in the development texts 1,381 stand there more than once; with 16 on either side 28, with 32 20."""


class Span(NamedTuple):
    """A half-open range of code points in the document text."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class SegmentLabel(StrEnum):
    """What a stretch of a document is. Records come only from labels that are kept."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SOCIAL_POST = "social_post"
    SHARE_BAR = "share_bar"
    NAVIGATION = "navigation"
    PAGE_FURNITURE = "page_furniture"
    RESIDUE = "residue"

    @property
    def kept(self) -> bool:
        """Whether the rules read text with this label."""
        return self in KEPT

    @property
    def splits(self) -> bool:
        """Whether text before and after a stretch with this label are different sentences."""
        return self not in (SegmentLabel.PAGE_FURNITURE, SegmentLabel.RESIDUE)


KEPT = frozenset(
    {
        SegmentLabel.HEADING,
        SegmentLabel.PARAGRAPH,
        SegmentLabel.LIST_ITEM,
        SegmentLabel.TABLE,
        SegmentLabel.PREAMBULAR,
        SegmentLabel.OPERATIVE,
    }
)


class Frozen(BaseModel):
    """Base of every model here: immutable, and no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Segment(Frozen):
    """A labelled stretch of the document text; white space after it belongs to it."""

    start: int = Field(ge=0)
    """First code point."""
    end: int
    """One past the last code point."""
    label: SegmentLabel
    """What the stretch is."""
    rule: str
    """The rule that decided it, such as `segments.social-post`."""
    number: str | None = Field(
        default=None,
        pattern=r"^[1-9]\d*(?: \([a-z]{1,5}\))*$",
        exclude_if=lambda number: number is None,
    )
    """Of a paragraph of a resolution: its number, `3 (a)`; printed, or counted. Written only where there is one."""

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise InvalidRecord(f"segment [{self.start}, {self.end}) is empty; expected start < end")
        return self


class Provenance(Frozen):
    """Where a record stands, and which rule found it."""

    source: str
    """Path below `raw/` with forward slashes, or a URI."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the source's raw bytes."""
    start: int = Field(ge=0)
    """First code point of the quote."""
    end: int
    """One past the last code point of the quote."""
    line: int = Field(ge=1)
    """Line of the document text in which the quote starts, counted from 1."""
    page: int | None = Field(default=None, ge=1)
    """Page in which the quote starts, counted from 1; null for sources without pages."""
    path: str | None = None
    """Element of the source in which the quote starts, as a selector; null for sources without elements."""
    prefix: str = Field(max_length=CONTEXT_CHARACTERS)
    """Up to 32 code points before the quote."""
    suffix: str = Field(max_length=CONTEXT_CHARACTERS)
    """Up to 32 code points after the quote."""
    sentence: tuple[int, int]
    """Span of the sentence that holds the quote."""
    segment: SegmentLabel
    """Label of the kept segment in which the quote starts."""
    rule: str = Field(pattern=r"^[a-z]+\.[a-z0-9-]+$")
    """The rule that found it: module and name, such as `dates.day-month-year`."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.sentence[0] <= self.start < self.end <= self.sentence[1]:
            raise InvalidRecord(
                f"span [{self.start}, {self.end}) of {self.source} leaves its sentence {self.sentence}"
                "; expected it within"
            )
        if not self.segment.kept:
            raise InvalidRecord(
                f"span [{self.start}, {self.end}) of {self.source} lies in stripped {self.segment}"
                "; expected a label that is kept"
            )
        return self
