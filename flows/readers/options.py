"""What reading can be told: limits, languages, and the fields of a JSON object that hold its text and more."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of the fields of a JSON object; a dot leads into an object within: `body.text`."""

    text: str = "text"
    """The document text."""
    id: str | None = None
    """What names a line of a `.jsonl` file; null for its number."""
    title: str = "title"
    date: str = "date"
    url: str = "url"


@dataclass(frozen=True, slots=True)
class Options:
    """How sources are read."""

    max_bytes: int = 20_000_000
    """Largest source that is read."""
    max_seconds: float = 60.0
    """Longest time that reading one source may take, and that extracting from it may."""
    any_language: bool = False
    """Whether a text that is not English is extracted all the same."""
    fields: Fields = field(default_factory=Fields)
