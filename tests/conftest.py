"""What tests share. spaCy is imported inside fixtures, so that tests of schemas start at once."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from schemas.documents import Document, DocumentText, Status
from schemas.records import Extraction, Identities

if TYPE_CHECKING:
    from spacy.language import Language

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)  # the same verdict on the same commit
settings.load_profile("ci" if os.environ.get("CI") else "here")

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

    A record stands where its quote, or the `at`-th of equal quotes, stands; its value has `USUAL_VALUES` where none is
    given. Segments are `(label, text)` in the order of the text; without any, the text is one paragraph.
    """

    def make(text: str, *records: dict[str, Any], segments: tuple[tuple[str, str], ...] = ()) -> Extraction:
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

    return make


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
    kind, quote, start = given["kind"], given["text"], -1
    for _ in range(given.get("at", 1)):
        start = text.index(quote, start + 1)
    end, lines = start + len(quote), DocumentText(text)
    provenance = {
        "source": "a.txt",
        "sha256": SHA,
        "start": start,
        "end": end,
        "line": lines.line(start),
        "prefix": lines.before(start, 32),
        "suffix": lines.after(end, 32),
        "sentence": (0, len(text)),
        "segment": "paragraph",
        "rule": given.get("rule", f"{kind}s.by-hand"),
    }
    value = {**USUAL_VALUES[kind], **given.get("value", {})}
    return {"kind": kind, "text": quote, "provenance": provenance, "value": value}
