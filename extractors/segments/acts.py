r"""Paragraphs of a document that is a resolution, and their numbers.

    "The Security Council,"             -> opens the preamble
    "Recalling its resolution 1545,"    -> preambular 1, counted
    "2. Requests the parties:"          -> operative 2
    "(a) To cooperate;"                 -> operative 2 (a)

A resolution is known by its form alone: a line that names the body and ends in a comma, above it nothing but the head
of the document, below it paragraphs that open with participles, then paragraphs that open with verbs.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.rules import Rule
from schemas.spans import Segment, SegmentLabel

PREAMBULAR = Rule(
    "segments.preambular",
    "A paragraph of a resolution that says why, between the name of the body and the first decision.",
    matches=(
        "The Security Council,\n\n«Recalling its resolution 1545 (2004),»\n\n«Deeply concerned at the violence,»\n\n"
        "1. Decides to extend the mandate of the operation until 1 June 2006;\n\n2. Decides to remain seized.",
        "The General Assembly,\n\n«Having considered the report,»\n\nTakes note of the report of the Chair.",
    ),
    rejects=(
        "Recalling its resolution 1545 (2004), the Council met.\n\n1. Decides nothing.",
        "The Security Council,\n\nRecalling the talks,\n\nThe parties met in Arusha.",
        "A long account of the talks in Arusha tells how the delegations met day after day, spoke of the ceasefire, of "
        "elections and of the army, and in the end adopted it.\n\nThe Security Council,\n\nRecalling the talks,\n\n"
        "1. Decides to extend the mandate.",
    ),
)
OPERATIVE = Rule(
    "segments.operative",
    "A paragraph of a resolution that decides, asks or declares something, or an item below it.",
    matches=(
        "The Security Council,\n\nRecalling its resolution 1545 (2004),\n\n«1. Decides to extend the mandate:»\n\n"
        "«(a) Until 1 June 2006;»\n\n«(b) Without further delay;»\n\n«2. Decides to remain seized of the matter.»",
        "The General Assembly,\n\nGuided by the Charter,\n\n«Takes note of the report of the Secretary-General.»",
    ),
    rejects=(
        "The Security Council,\n\nThe parties met.\n\n1. Decides to extend the mandate.",
        "1. Decides to extend the mandate.\n\n2. Requests a report.",
        "The General Assembly,\n\nRecalling the Charter,\n\n5. The budget is attached.",
    ),
)
RULES = (PREAMBULAR, OPERATIVE)

_OPENING = re.compile(
    r"""
    \n[_*“"'\ \t]{0,8}
    (?P<name>The\ [A-Z][\w’'-]*(?:\ (?:[A-Z][\w’'-]*|and|of|on|the|for)){0,9},)  # The Economic and Social Council,
    [_*”"'\ \t\r]{0,8}(?:\n|$)
    """,
    re.VERBOSE,
)
_MARKS = "_*“\"' "
_ADVERBS = r"(?:(?:Also|Further|[A-Z][a-z]+ly|[A-Z][a-z]+ing with \w+|Once again)\ (?:also\ |further\ )?)?"
_REASON = re.compile(
    rf"{_ADVERBS}(?:\w+(?:ing|ed)|[Aa]ware|[Cc]onscious|[Mm]indful|[Cc]ognizant|[Dd]esirous|[Hh]aving)\b", re.VERBOSE
)
_ACTION = re.compile(rf"(?:(?P<number>\d{{1,3}})\.\s+)? [_*]{{0,2}}{_ADVERBS}\w{{2,14}}(?<!s)s\b (?![’'-])", re.VERBOSE)
_ITEM = re.compile(r"\(?(?P<mark>[a-z]{1,5})\)\s")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})\.\s")
_HEAD_WORDS = 30
"""A longer paragraph above the opening line is prose: the text then tells of a resolution and is none."""


class _Paragraph(NamedTuple):
    """What a segment is in a resolution."""

    label: SegmentLabel
    number: str


def acts(text: str, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The segments, with those of resolutions labelled as preambular and operative paragraphs."""
    openings = list(_openings(text, segments))
    if not openings or any(_is_prose(text, segment) for segment in segments[: openings[0]]):
        return segments
    labelled = list(segments)
    for first, last in zip(openings, [*openings[1:], len(segments)], strict=True):
        found = _paragraphs(text, segments[first + 1 : last])
        if {paragraph.label for paragraph in found.values()} == {SegmentLabel.PREAMBULAR, SegmentLabel.OPERATIVE}:
            for place, (label, number) in found.items():
                rule = PREAMBULAR if label is SegmentLabel.PREAMBULAR else OPERATIVE
                change = {"label": label, "rule": rule.id, "number": number}
                labelled[first + 1 + place] = segments[first + 1 + place].model_copy(update=change)
    return tuple(labelled)


def _openings(text: str, segments: Sequence[Segment]) -> Iterator[int]:
    """The places of the segments that open a resolution."""
    for match in _OPENING.finditer(f"\n{text}"):
        place = bisect_right(segments, match.start("name") - 1, key=lambda segment: segment.start) - 1
        if segments[place].label.kept:
            yield place


def _is_prose(text: str, segment: Segment) -> bool:
    return segment.label is SegmentLabel.PARAGRAPH and len(text[segment.start : segment.end].split()) >= _HEAD_WORDS


def _paragraphs(text: str, segments: Sequence[Segment]) -> dict[int, _Paragraph]:
    """The paragraphs of one resolution by their place in `segments`, which begin behind its opening line.

    Quotations, lists and torn lines between two paragraphs belong to the first.
    """
    found: dict[int, _Paragraph] = {}
    between: list[int] = []
    last: _Paragraph | None = None
    before = ""
    for place, segment in enumerate(segments):
        if not segment.label.kept:
            continue
        written = text[segment.start : segment.end].strip()
        paragraph = _following(written.lstrip(_MARKS), last, follows_stop=before.endswith((",", ";")))
        before = written
        if paragraph is None and _ends_act(written, last):
            break
        if paragraph is not None:
            found |= dict.fromkeys(between, last) if last else {}
            found[place] = last = paragraph
            between = []
        elif last and segment.label is not SegmentLabel.HEADING:
            if written[0].islower():
                found[place] = last
            between.append(place)
    return found


def _following(written: str, last: _Paragraph | None, *, follows_stop: bool) -> _Paragraph | None:
    """What a paragraph is, given the one before it in the resolution.

    One without a number opens with a verb only behind a paragraph that was closed: *Cyprus* ends as verbs do.
    """
    is_operative = last is not None and last.label is SegmentLabel.OPERATIVE
    expected = _main(last) + 1 if is_operative else 1
    if numbered := (_NUMBERED.match(written) if is_operative else None) or _ACTION.match(written):
        is_next = numbered["number"] == str(expected) or (numbered["number"] is None and follows_stop)
        return _Paragraph(SegmentLabel.OPERATIVE, str(expected)) if is_next else None
    if last and (item := _ITEM.match(written)):
        return _Paragraph(last.label, _below(last.number, item["mark"]))
    if not is_operative and _REASON.match(written) and not written.endswith("."):
        return _Paragraph(SegmentLabel.PREAMBULAR, str(_main(last) + 1))
    return None


def _main(last: _Paragraph | None) -> int:
    return int(last.number.split()[0]) if last else 0


def _below(number: str, mark: str) -> str:
    """The number of an item, given that of the paragraph or item before it.

    >>> _below("3", "a"), _below("3 (a)", "b"), _below("3 (a)", "i"), _below("3 (a) (i)", "ii"), _below("3 (h)", "i")
    ('3 (a)', '3 (b)', '3 (a) (i)', '3 (a) (ii)', '3 (i)')
    """
    main, *marks = number.split()
    follows_letter = len(mark) == 1 and marks[:1] == [f"({chr(ord(mark) - 1)})"]
    is_below = bool(marks) and set(mark) <= set("ivx") and not follows_letter
    return " ".join([main, *(marks[:1] if is_below else ()), f"({mark})"])


def _ends_act(written: str, last: _Paragraph | None) -> bool:
    """Whether a paragraph shows that the resolution is over: an annex, or another count that starts."""
    is_operative = last is not None and last.label is SegmentLabel.OPERATIVE
    return is_operative and (written.lower().startswith(("annex", "appendix")) or bool(_NUMBERED.match(written)))
