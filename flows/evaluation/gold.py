"""Gold: what people say stands in a text, one JSON object a line.

    {"source": "a.txt", "sha256": "9f86…", "stripped": [{"start": 0, "end": 12, "label": "share_bar"}],
     "gold": [{"kind": "date", "start": 18, "end": 22, "text": "1999", "value": {"edtf": "1999"}, "optional": false}]}

Offsets are code points of the document text, half-open. A value gives only the fields that are judged; `a|b` allows
either, `null` an absent one. Optional items, and stretches whose label ends in `_opt`, count neither way.

Of a source whose text is a rendering, such as a PDF, gold gives quotes alone: its reader decides where they stand.

    {"source": "b.pdf", "gold": [{"kind": "date", "text": "1999", "value": {"edtf": "1999"}, "optional": false}]}
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Self, get_args

from pydantic import AfterValidator, Field, ValidationError, model_validator

from schemas.errors import InvalidRecord, UsageError
from schemas.problems import told
from schemas.records import Record
from schemas.spans import Frozen, SegmentLabel, Span

GivenValue = str | int | bool | tuple[str, ...] | None
"""What gold says of one field."""

_OPTIONAL = "_opt"

_FIELDS = {
    record.model_fields["kind"].default: frozenset(record.model_fields["value"].annotation.model_fields)
    for record in get_args(get_args(Record)[0])
}
"""The fields of each kind's value."""


def _stripped_label(label: str) -> str:
    stripped = [known.value for known in SegmentLabel if not known.kept]
    if label.removesuffix(_OPTIONAL) not in stripped:
        raise InvalidRecord(f"label {label!r}; expected one of {', '.join(stripped)}, or one of them with {_OPTIONAL}")
    return label


class QuotedItem(Frozen):
    """One expression that a person marked, wherever it stands."""

    kind: str
    """Kind of fact."""
    text: str = Field(min_length=1)
    """The quote."""
    value: dict[str, GivenValue] = Field(default_factory=dict)
    """The fields of its value that are judged."""
    optional: bool = False
    """Whether finding it counts neither way."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind not in _FIELDS:
            raise InvalidRecord(f"kind {self.kind!r}; expected one of {', '.join(_FIELDS)}")
        if unknown := self.value.keys() - _FIELDS[self.kind]:
            raise InvalidRecord(
                f"a {self.kind} has no field {', '.join(map(repr, sorted(unknown)))}; expected those of its value"
            )
        return self


class GoldItem(QuotedItem):
    """One expression that a person marked where it stands."""

    start: int = Field(ge=0)
    """First code point."""
    end: int
    """One past the last code point."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @model_validator(mode="after")
    def _fills_its_span(self) -> Self:
        if len(self.text) != self.end - self.start:
            raise InvalidRecord(
                f"{self.text!r} does not fill [{self.start}, {self.end}); expected a quote of that length"
            )
        return self


class GoldStretch(Frozen):
    """A stretch of the text that a person stripped."""

    start: int = Field(ge=0)
    """First code point."""
    end: int
    """One past the last code point."""
    label: Annotated[str, AfterValidator(_stripped_label)]
    """Label of a stripped segment; with `_opt` where keeping it is as right."""

    @property
    def optional(self) -> bool:
        """Whether stripping it counts neither way."""
        return self.label.endswith(_OPTIONAL)


class GoldDocument(Frozen):
    """All that people marked in one version of one source."""

    source: str = Field(min_length=1)
    """Path below the raw folder, with forward slashes."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the raw bytes that were annotated."""
    stripped: tuple[GoldStretch, ...]
    """What is not kept, in any order."""
    gold: tuple[GoldItem, ...]
    """What is to be found, in any order."""

    def check_text(self, text: str) -> None:
        """Raises `UsageError` when a quote does not stand at its offsets in the document text."""
        for item in self.gold:
            if (found := text[item.start : item.end]) != item.text:
                raise UsageError(
                    f"gold of {self.source}: text [{item.start}, {item.end}) is {found!r}"
                    f"; gold quotes {item.text!r}, which is expected there"
                )
        for stretch in self.stripped:
            if not stretch.start < stretch.end <= len(text):
                raise UsageError(
                    f"gold of {self.source}: stretch [{stretch.start}, {stretch.end}) is empty"
                    f" or leaves the text; expected one within its {len(text)} characters"
                )


class QuotedDocument(Frozen):
    """All that people marked in one source, without offsets."""

    source: str = Field(min_length=1)
    """Path below the raw folder, with forward slashes."""
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the raw bytes that were annotated; null where gold does not say."""
    gold: tuple[QuotedItem, ...]
    """What is to be found, in any order."""


Gold = GoldDocument | QuotedDocument


def read_gold(path: Path) -> tuple[Gold, ...]:
    """The gold of every document in a file.

    Raises `UsageError`, naming file and line, for a line that is no gold or a source that stands twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"gold {str(path)!r} cannot be read: {error.strerror}; expected a file with one JSON object a line"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"gold {str(path)!r} is broken at byte {error.start}; expected UTF-8") from error
    return tuple(parse_gold(text, name=str(path)))


def parse_gold(text: str, *, name: str) -> Iterator[Gold]:
    """The gold documents in the text of a file; `name` is used in messages only."""
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            document = _form(line).model_validate_json(line)
        except ValidationError as error:
            raise UsageError(
                f"{name}:{number}: {_first_problem(error)}; expected gold, as in tests/gold/seeds.jsonl"
            ) from error
        if document.source in seen:
            raise UsageError(
                f"{name}:{number}: {document.source!r} stands already in line {seen[document.source]}"
                "; expected each once"
            )
        seen[document.source] = number
        yield document


def _form(line: str) -> type[Gold]:
    """Quotes alone where no item has offsets and nothing is stripped; what is no JSON is for the model to refuse."""
    try:
        given = json.loads(line)
        quoted = "stripped" not in given and not any("start" in item for item in given["gold"])
    except (ValueError, KeyError, TypeError):
        return GoldDocument
    return QuotedDocument if quoted else GoldDocument


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False)[0]
    where = ".".join(map(str, problem["loc"]))
    return f"{where}: {told(problem)}" if where else told(problem)
