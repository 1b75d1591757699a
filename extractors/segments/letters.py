"""What a letter to subscribers says of itself, above its words and below them.

"Trouble reading this e-mail? View it in your browser"          -> navigation
"Unsubscribe · Update preferences", "12 Main Street, Bor"       -> navigation, down to the end of the letter
"You receive this letter because your farm was flooded."        kept: a letter to somebody
"""

import re

from extractors.rules import Rule
from extractors.segments.blocks import ORNAMENTS, Block
from extractors.segments.page import Page, is_contact, is_label
from schemas.spans import SegmentLabel

LETTER_FRAME = Rule(
    "segments.letter-frame",
    "A line of a letter to subscribers about the letter: how to read it, why it came, how to receive no more.",
    matches=(
        "«Problems viewing this message? Open it in your browser»\n\nDear friends, the fund grew in May.",
        "«You are receiving this e-mail because you signed up at example.org»\n\nThe fund grew.",
        "The fund grew.\n\n«Why am I receiving this? | Manage preferences»",
        "The fund grew.\n\n«If you no longer wish to receive our letters, unsubscribe here.»",
        "The fund grew.\n\n«This newsletter was sent to jane@example.org by the Example Fund»",
        "The fund grew.\n\n«Was this forwarded to you? Sign up here»",
    ),
    rejects=(
        "You receive this letter because your farm was flooded on 3 May 2019.",
        "This message was sent to the Council on 3 May 2019.",
        "Unsubscribe from nothing: the fund has 12 members.",
        "Trouble reading maps kept the patrol in Bor until 3 May 2019.",
        "If you no longer wish to receive a pension, write to the ministry before 1 June 2019.",
        "To unsubscribe 200 members the club needs a vote of 100.",
        "The message was forwarded to you? the judge asked.",
    ),
)
LETTER_FOOT = Rule(
    "segments.letter-foot",
    "Who sent a letter and whence, between the way to receive no more of them and the end.",
    matches=(
        "The fund grew.\n\nUnsubscribe · Update preferences\n«Example Fund, 12 Main Street, Bor · Sent by Pigeon»",
        "The fund grew in May.\n\nUpdate your preferences\nUnsubscribe\n«Sent by the Example Fund»\n«Bor, Ardenia»",
    ),
    rejects=(
        "The fund grew in May.\n\nExample Fund, 12 Main Street, Bor",
        "The fund grew in May.\n\nUnsubscribe\n\nGhana 870\nNepal 1,200",
    ),
)
RULES = (LETTER_FRAME, LETTER_FOOT)

_LETTER = r"(?:e-?mail|message|newsletter|e-?letter|letter|mailing|bulletin|issue)"
_MAIL = r"(?:e-?mails?|newsletters?|e-?letters?|mailings?|bulletins?|messages|letters)"
_SHOWN = rf"(?:this|the|our)\ (?:{_LETTER}|images|pictures)\b.{{0,90}}"
_BROWSER = r"(?:online|(?:in|with)\ (?:(?:your|a|the)\ )?(?:web\ ?)?browser)"
_JOINED = r"""
    \b(?:signed\ up|sign\ up|subscribed|subscriber|registered|opted|mailing\ list|a\ member|members\ of|joined|donated
      |asked\ (?:us|to)|attended|bought|contact\ list)\b
"""
_CELL = r"""
    (?: unsubscribe(?:\ (?:here|now|from\ (?:this|these|our|all|the)\ .{3,40}))? | opt\ out
      | (?:update|manage|change|edit)\ (?:your\ |my\ |e-?mail\ |subscription\ ){0,3}
        (?:preferences|subscriptions?|profile|settings)
      | forward\ to\ (?:a|your)\ (?:friend|colleague)s? | (?:view|read)\ (?:online|in\ (?:your\ )?browser)
      | why\ (?:did|am)\ i\ (?:get|getting|receiving)\ this\?? )
"""
_FRAME = re.compile(
    rf"""
    (?:are\ you\ )?(?:having\ )?(?:trouble|problems?|difficult(?:y|ies))\ (?:with\ )?
      (?:reading|viewing|seeing|opening|displaying)\ {_SHOWN}
    | (?:can['’]?t|cannot|unable\ to|can\ you\ not)\ (?:see|read|view|open)\ {_SHOWN}
    | if\ (?:you\ (?:can['’]?t|cannot|are\ (?:unable|having)|have)|(?:this|the)\ {_LETTER}\ (?:does|is|isn['’]t))\b
      [^.]{{0,50}}\b(?:view|read|see|display|displayed|displaying|reading|viewing)\b
      [^.]{{0,60}}\b(?:browser|here|online|link)\b.{{0,30}}
    | (?:is\ )?this\ {_LETTER}\ (?:is\ )?not\ (?:displaying|displayed|showing)\b.{{0,90}}
    | (?:view|open|read|see)\ (?:this\ |the\ |it\ |our\ )?(?:{_LETTER}\ )?{_BROWSER}
    | you(?:['’]re|\ are|\ have)?\ (?:currently\ )?(?:receiv(?:e|ed|ing)|getting|got|get)\ this\b
      [^.]{{0,30}}\ (?:because|since|as)\ .{{0,90}}{_JOINED}.{{0,90}}
    | this\ (?:e-?mail|newsletter|e-?letter|mailing)\ (?:was|has\ been|is\ being)\ sent\ (?:to|by|from)\ .{{3,120}}
    | (?:was|has)\ this\ (?:{_LETTER}\ )?(?:been\ )?forwarded\ to\ you.{{0,60}}
    | did\ (?:someone|a\ friend|somebody)\ forward\ .{{3,60}}
    | (?:if\ you\ )?(?:no\ longer|do\ not|don['’]t)\ (?:wish|want)\ to\ (?:receive|get)
      \ (?:these|our|this|any\ more|such)\ (?:\w+\ ){{0,2}}{_MAIL}\b.{{0,90}}
    | (?:you\ can|to|click\ here\ to)\ (?:opt\ out|{_CELL})
      (?:,|:|\ (?:here|please|click|from|at|by|reply|visit|or)\b)[^.]{{0,90}}\.?
    | {_CELL}\.?
    | (?:please\ )?add\ (?:us|\S+@\S+)\ to\ your\ (?:address\ book|contacts|safe\ senders).{{0,30}}
    | our\ (?:postal|mailing)\ address(?:\ is)?:?.{{0,90}}
    """,
    re.VERBOSE,
)
_ENTRY = re.compile(_CELL, re.VERBOSE)
_LEAVING = re.compile(r"unsubscribe|opt out|preferences|subscriptions?\b|no longer")
_FIRST_WORDS = frozenset(
    "are having trouble problem problems difficulty difficulties can't can’t cant cannot can unable if is this view"
    " open read see you you're you’re was has did no do don't don’t to click unsubscribe opt update manage change edit"
    " why please add our".split()
)
_BARS = re.compile(r"\s*[|·•]\s*")
_LENGTH = 260
_REPORTED = re.compile(r"[\"“”«»]|\b(?:said|says|told|wrote|asked the)\b|\b(?:1[89]|20)\d{2}\b")


def find_letters(page: Page) -> None:
    """Judges what a letter says of itself."""
    frames = [
        i
        for i, block in enumerate(page.blocks)
        if (block.first in _FIRST_WORDS or " | " in block.text or " · " in block.text) and _is_frame(block)
    ]
    page.judge(frames, SegmentLabel.NAVIGATION, LETTER_FRAME)
    if frames and _LEAVING.search(page.blocks[frames[-1]].lower):
        _foot(page, frames[-1] + 1)


def _is_frame(block: Block) -> bool:
    """Whether a line speaks of the letter in which it stands; one that names a year or quotes somebody does not."""
    if len(block.text) > _LENGTH:
        return False
    text = block.lower
    if _FRAME.fullmatch(text) is None and not any(map(_ENTRY.fullmatch, _cells(text))):
        return False
    return _REPORTED.search(block.text) is None


def _cells(text: str) -> list[str]:
    """The cells of a line with more than one."""
    found = _BARS.split(text)
    return [cell.strip(ORNAMENTS) for cell in found] if len(found) > 1 else []


_FOOT = 6
"""Blocks between the way to receive no more letters and the end."""
_LINE_WORDS = 16


def _foot(page: Page, start: int) -> None:
    """Judges lines below the way to receive no more letters, where only addresses and labels follow."""
    foot = range(start, len(page.blocks))
    if len(foot) <= _FOOT and all(not page.is_kept(i) or _fits(page.blocks[i]) for i in foot):
        page.judge(foot, SegmentLabel.NAVIGATION, LETTER_FOOT)


def _fits(block: Block) -> bool:
    """Whether a line is an address, a label or says who sent the letter."""
    if block.words > _LINE_WORDS or block.is_item:
        return False
    return is_label(block) or is_contact(block) or block.lower.startswith(_SENT)


_SENT = ("sent by", "sent to", "sent with", "sent via", "powered by", "published by", "you receive", "copyright", "©")
