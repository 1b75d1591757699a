"""What the rules made of one place of a text: what they found, by which tokens, and how near the others came.

    10 June 1999, inside           dates.day-month-year found it; 'June 1999' of dates.month-year was shorter
    1999 in resolution 1244 (1999) dates.year stopped: an earlier component claimed the citation
    facebook twitter instagram     no rule reads it: it is stripped

Components are run one by one, and each is asked before it runs; nothing of this is done for an extraction.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.matcher import Matcher
from spacy.tokens import Doc

from extractors import overlaps, resolutions
from extractors.figures.component import attempts as figures_attempts
from extractors.findings import Attempt, Finding, Findings
from extractors.organizations.registry import Naming
from extractors.overlaps import Contest
from extractors.pipeline import Pipeline, prepared
from extractors.rules import Rule, TokenPattern
from extractors.tokens import Flag, has_flag
from extractors.view import View
from schemas.documents import Layout
from schemas.spans import Segment, Span


class Trigger(NamedTuple):
    """A token and what rules see in it."""

    text: str
    flags: tuple[str, ...]
    """Names of `Flag`."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of one place."""

    segment: Segment
    """The segment in which the place starts."""
    view: View
    findings: tuple[Finding, ...] = ()
    """What was found there."""
    attempts: tuple[Attempt, ...] = ()
    """What else rules made of the place."""
    nearby: tuple[Attempt, ...] = ()
    """What they made of the rest of its sentence and found nothing in; the nearest first."""
    triggers: tuple[Trigger, ...] = ()
    """The tokens of the place."""

    def quote(self, item: Attempt | Finding) -> str:
        """What stands there, as the rules see it."""
        return self.view.text[item.start : item.end]


def account(nlp: Pipeline, text: str, layout: Layout, at: Span) -> Account:
    """What the rules made of the place `at`, in code points of the document text; needs start < end."""
    labelled, doc = prepared(nlp, text, layout)
    findings, segment = Findings.of(doc), next(s for s in labelled if s.start <= at.start < s.end)
    view = findings.view
    shown = [position for offset in range(*at) if (position := view.position(offset)) is not None]
    if not shown:  # stripped, or white space
        return Account(segment, view)
    place = Span(shown[0], shown[-1] + 1)
    within = Span(*view.sentence(*place))
    attempts = list(_settled(_run(nlp, doc, within), findings))
    nearby = [attempt for attempt in attempts if not any(_overlap(item, attempt) for item in findings.items)]
    return Account(
        segment=segment,
        view=view,
        findings=tuple(item for item in findings.items if place.overlaps(_span(item))),
        attempts=tuple(attempt for attempt in attempts if place.overlaps(_span(attempt))),
        nearby=tuple(sorted(nearby, key=lambda attempt: _distance(_span(attempt), place))),
        triggers=tuple(_triggers(doc, place)),
    )


def pattern_of(rule: Rule, nlp: Pipeline, quote: str) -> str:
    """The pattern of a rule that a quote has, or the groups of its expression; empty for a rule that has neither."""
    matched = [(end - start, pattern) for pattern in rule.patterns for start, end in _matches(nlp, pattern, quote)]
    if matched:
        return _written(max(matched, key=lambda match: match[0])[1])
    if rule.expression is None or (match := rule.expression.search(quote)) is None:
        return ""
    groups = [f"{name} {group!r}" for name, group in match.groupdict().items() if group]
    return ", ".join([repr(match[0]), *groups])


def _run(nlp: Pipeline, doc: Doc, within: Span) -> Iterator[Attempt]:
    """Runs every component; what their rules tried between two offsets of the view."""
    with overlaps.watched() as contests:
        for name, component in nlp.pipeline:
            asked = _asked(name, component, nlp)
            yield from list(asked(doc, *within))
            contests.clear()
            component(doc)
            if name == "recital_organizations":
                yield from _beaten(contests, Findings.of(doc).view, within)


def _asked(name: str, component: Callable[[Doc], Doc], nlp: Pipeline) -> Callable[[Doc, int, int], Iterable[Attempt]]:
    """How a component is asked what it would try, before it runs."""
    match name:
        case "recital_dates":
            return component.attempts  # type: ignore[attr-defined, no-any-return] # of `Dates`
        case "recital_figures":
            return lambda doc, start, end: figures_attempts(doc, start, end, dollar=nlp.options.dollar)
        case "recital_resolutions":
            return _cited
        case _:
            return lambda *_: ()


def _cited(doc: Doc, start: int, end: int) -> Iterator[Attempt]:
    text = Findings.of(doc).view.text
    for rule in resolutions.RULES:
        for match in rule.expression.finditer(text, start, end) if rule.expression else ():
            stopped = "it is written so, but what stands around it speaks against a citation"
            yield Attempt("resolution", match.start(), match.end(), rule.id, stopped)


def _beaten(contests: Sequence[Contest], view: View, within: Span) -> Iterator[Attempt]:
    """The names that lost, each once."""
    tried: dict[tuple[int, int, str], Attempt] = {}
    for contest in contests:
        for naming in contest.candidates:
            if not isinstance(naming, Naming) or not _overlap(within, naming):
                continue
            winner = next(other for other in contest.winners if _overlap(other, naming))
            stopped = "it is a short form, and stands for no organization named before"
            if winner is not naming:
                stopped = f"{view.text[winner.start : winner.end]!r} is longer, or comes first"
            attempt = Attempt("organization", naming.start, naming.end, naming.rule, stopped)
            tried[attempt[1:4]] = attempt
    yield from tried.values()


def _settled(attempts: Iterable[Attempt], findings: Findings) -> Iterator[Attempt]:
    """The attempts that did not become findings; of those that became a part of one, that they did."""
    for attempt in list(attempts):  # all components have run by then
        ours = (item for item in findings.items if attempt.kind == item.kind or attempt.rule == item.rule)
        whole = next((item for item in ours if item.start <= attempt.start and attempt.end <= item.end), None)
        if whole is None:
            yield attempt
        elif whole.rule != attempt.rule and _span(whole) != _span(attempt):
            quote = findings.view.text[whole.start : whole.end]
            yield attempt._replace(stopped=f"it is a part of {quote!r} of {whole.rule}")


def _triggers(doc: Doc, place: Span) -> Iterator[Trigger]:
    for token in doc:
        if not token.is_space and place.overlaps(Span(token.idx, token.idx + len(token))):
            flags = (flag.name for flag in Flag if has_flag(token, flag))
            yield Trigger(token.text, tuple(flags))


def _matches(nlp: Pipeline, pattern: TokenPattern, quote: str) -> Iterator[tuple[int, int]]:
    matcher = Matcher(nlp.vocab, validate=False)
    matcher.add("pattern", [pattern])
    yield from ((start, end) for _, start, end in matcher(nlp.make_doc(quote)))


def _written(pattern: TokenPattern) -> str:
    """A pattern in one line.

    >>> _written([{Flag.DAY_NUMBER: True}, {"LOWER": "of", "OP": "?"}, {Flag.MONTH: True}])
    "DAY_NUMBER 'of'? MONTH"
    """
    return " ".join(map(_element, pattern))


def _element(element: dict[object, object]) -> str:
    asked = [_attribute(name, wanted) for name, wanted in element.items() if name != "OP"]
    return "&".join(asked) + str(element.get("OP", ""))


def _attribute(name: object, wanted: object) -> str:
    if isinstance(wanted, bool):
        shown = name.name if isinstance(name, Flag) else str(name)
        return shown if wanted else f"not {shown}"
    return repr(wanted)


def _span(item: overlaps.Candidate) -> Span:
    return Span(item.start, item.end)


def _overlap(one: overlaps.Candidate, other: overlaps.Candidate) -> bool:
    return _span(one).overlaps(_span(other))


def _distance(span: Span, place: Span) -> int:
    return max(0, span.start - place.end, place.start - span.end)
