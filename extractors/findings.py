"""What the components find in one document, before it becomes records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
