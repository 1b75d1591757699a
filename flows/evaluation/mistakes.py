"""What an extraction got wrong, one by one and with context, for the person who mends the rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from flows.evaluation.judging import JudgedDocument, Judgement
from flows.evaluation.scores import ITEM
from flows.terminal import on_one_line
from schemas.spans import Span

SEGMENT = "segment"
"""Stands where the kind of fact would, in mistakes of segments."""

_CONTEXT = 40
"""Characters shown on either side of a mistake."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One difference from gold. Offsets are code points of the document text, half-open."""

    source: str
    kind: str
    """Kind of fact, or `SEGMENT`."""
    what: str
    """`missed`, `extra`, `span`, `value`, `item`; of a segment `kept` or `stripped`, where gold says the opposite."""
    start: int
    end: int
    before: str
    text: str
    after: str
    rule: str | None = None
    """The rule that decided; null for what was missed."""
    wanted: Any = None
    """What gold has there: a quote, or fields of a value."""
    found: Any = None
    """What the record has instead."""

    def __str__(self) -> str:
        """One line for people: where, what, the quote in its context, and what was wanted.

        >>> print(Mistake("a.txt", "date", "extra", 3, 7, "in ", "1999", " men", "dates.year"))
        a.txt:3 extra date: in ⟦1999⟧ men (dates.year)
        """
        line = f"{self.source}:{self.start} {self.what} {self.kind}: {self.before}⟦{self.text}⟧{self.after}"
        if self.wanted is not None:
            line += f" | wanted {self.wanted}"
        if self.found is not None:
            line += f" | found {self.found}"
        return on_one_line(f"{line} ({self.rule})" if self.rule else line)


def mistakes(document: JudgedDocument) -> Iterator[Mistake]:
    """Every mistake in a document: those of its records by kind, then those of its segments."""
    for judgement in document.records:
        yield from _record_mistakes(document, judgement)
    for stretch in document.stretches:
        if stretch.characters and not stretch.right:
            what = "kept" if stretch.segment.label.kept else "stripped"
            span = Span(stretch.start, stretch.start + len(document.text[stretch.start : stretch.end].rstrip()))
            yield _mistake(document, span, what=what, kind=SEGMENT, rule=stretch.segment.rule)


def _record_mistakes(document: JudgedDocument, judgement: Judgement) -> Iterator[Mistake]:
    make = partial(_mistake, document, judgement.span, kind=judgement.kind, rule=judgement.rule)
    item, record = judgement.item, judgement.record
    if judgement.extra:
        yield make(what="extra")
    elif item and not record:
        yield make(what="missed", wanted=item.value or None)
    elif item and record:
        if not judgement.exact:
            yield make(what="span", wanted=item.text, found=record.text)
        for what, names in (("value", judgement.wrong.keys() - {ITEM}), ("item", judgement.wrong.keys() & {ITEM})):
            if names:
                wrong = {name: judgement.wrong[name] for name in sorted(names)}
                yield make(
                    what=what,
                    wanted={name: given for name, (given, _) in wrong.items()},
                    found={name: found for name, (_, found) in wrong.items()},
                )


def _mistake(document: JudgedDocument, span: Span, **details: Any) -> Mistake:  # noqa: ANN401 # fields of a mistake
    start, end = span
    return Mistake(
        source=document.source,
        start=start,
        end=end,
        before=document.text[max(0, start - _CONTEXT) : start],
        text=document.text[start:end],
        after=document.text[end : end + _CONTEXT],
        **details,
    )
