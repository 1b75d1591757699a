"""What the components find in one document, before it becomes records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from spacy.tokens import Doc

from extractors.view import View


@dataclass(slots=True, eq=False)
class Finding:
    """One fact in the making. Offsets are code points of the view, half-open."""

    kind: str
    start: int
    end: int
    rule: str
    value: dict[str, Any]
    """Fields of the kind's value model; where a record id belongs, the finding it will be the id of."""


class Attempt(NamedTuple):
    """What a rule made of a place where it found nothing in the end. Offsets are code points of the view."""

    kind: str
    start: int
    end: int
    rule: str
    stopped: str
    """Where it stopped, in words for people."""


class Findings:
    """All findings of one doc, and the characters they claim so that nothing is read twice."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.items: list[Finding] = []
        self._claimed = bytearray(len(view.text))

    @classmethod
    def of(cls, doc: Doc) -> "Findings":
        """The findings of a doc; for one that was made from bare text, with a view of that text as it is."""
        found = doc.user_data.get("findings")
        if not isinstance(found, cls):
            found = doc.user_data["findings"] = cls(View.verbatim(doc.text))
        return found

    def add(self, findings: Iterable[Finding]) -> None:
        """Keeps findings."""
        self.items.extend(findings)

    def claim(self, start: int, end: int) -> None:
        """Takes `[start, end)` so that later components leave it alone."""
        self._claimed[start:end] = b"\1" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no character of `[start, end)` is claimed."""
        return self._claimed.find(1, start, end) < 0

    def is_taken(self, start: int, end: int) -> bool:
        """Whether every character of `[start, end)` is claimed."""
        return self._claimed.find(0, start, end) < 0

    def of_kind(self, kind: str) -> list[Finding]:
        """Findings of one kind, in the order of the text."""
        return sorted((item for item in self.items if item.kind == kind), key=lambda item: (item.start, item.end))

    def masks(self, start: int, end: int) -> str:
        """By which findings a stretch is claimed, in words for people; empty where it is free."""
        if self.is_free(start, end):
            return ""
        found = (item for item in self.items if item.start < end and start < item.end)
        said = ", ".join(f"{self.view.text[item.start : item.end]!r} of {item.rule}" for item in found)
        return f"an earlier component claimed {said or 'a part of it'}"
