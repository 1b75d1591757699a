"""Blocks that are not the document's own words: posts, share bars, menus, running heads.

    "RT @someone: The vote is today #peace"        -> social_post
    "facebook twitter youtube"                     -> share_bar
    "Home", "About us", "Contact us"               -> navigation
    "2/23 25-04871"                                -> page_furniture

Doubtful blocks are kept: a lost fact is worse than a stray tweet.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from extractors.lexicon import Entry, Forms, load
from extractors.rules import Rule
from extractors.segments.blocks import SYMBOL, Block, is_furniture
from schemas.spans import SegmentLabel


class NavigationEntry(Entry):
    """Lines of a page's navigation."""

    forms: Forms
    menu: Literal["yes", "no"]


class SocialEntry(Entry):
    """Words of a share bar."""

    forms: Forms
    network: Literal["yes", "no"]


POST = Rule(
    "segments.social-post",
    "A post pasted into the page: a retweet, a post with its short link, or dense hashtags, handles and emoji.",
    matches=(
        "Talks resume.\n\n«RT @someone: Peace talks resume in Geneva today»",
        "«Proud of our teams in #Juba and #Malakal https://t.co/AbCdEf1234»",
        "«🎥 Watch @OurMission at work in #Bunia»",
        "«— The Mission (@mission_x) March 3, 2020»",
    ),
    rejects=(
        "Protesters used the hashtag #BringBackOurGirls on Twitter and Facebook.",
        "The mission wrote on Twitter (@UNmission) that the road was open again. Its convoys resumed on 3 May 2019.",
        "See https://www.example.org/reports for the tables.",
        "The hashtags #EndHunger and #ZeroPoverty stood on 1,200 posters in Mali, the ministry and the fund said.",
    ),
)
POST_PART = Rule(
    "segments.social-post-part",
    "Lines between the marked lines of posts: together they fit into one post.",
    matches=(
        "We remember them. #Peace https://t.co/Ab12345678\n\n«A small step for a village.»\n\nMore: https://t.co/Cd12345678",
        "Day 1 #Mali https://t.co/Ab12345678\n\nDay 2 🎉 for our #staff in #Gao\n\n«What a week it was.»",
    ),
    rejects=(
        "The camp closed in 2015.\n\nProud of our teams in #Juba https://t.co/AbCdEf1234",
        "Proud of our teams in #Juba https://t.co/AbCdEf1234\n\nThe camp closed in 2015.",
    ),
)
SHARE_BAR = Rule(
    "segments.share-bar",
    "A line made of the names of networks and the labels of share buttons.",
    matches=(
        "The end.\n\n«facebook twitter email print»",
        "The end.\n\n«Share this on Facebook»",
        "«Share»\nThe force left.",
    ),
    rejects=("Facebook and Twitter deny the claim.", "Share prices fell.", "Phone"),
)
LINK_LINE = Rule(
    "segments.link-line",
    "A line that is the label of a link, a button or a notice of the page.",
    matches=("The talks failed.\n\n«Read more»", "«Back to top»", "The fund grew.\n«Donate now»"),
    rejects=(
        "Read more about the talks in chapter 2, which lists all 14 meetings.",
        "Comments were made by 12 States.",
    ),
)
MENU = Rule(
    "segments.menu",
    "Short lines between two entries of a menu.",
    matches=("«Home»\n«Our regions»\n«Contact us»\nThe mission opened in 2003.", "«About us»\n«Donors»\n«Careers»"),
    rejects=("Home\nThe number of displaced families rose to 1,200 in May.", "The mission\nIts tasks\nIts staff"),
)
NOTICE = Rule(
    "segments.notice",
    "A copyright line, a cookie or newsletter notice, breadcrumbs, a template directive.",
    matches=(
        "«© 2019 Example Foundation. All rights reserved.»",
        "«We use cookies to improve your experience. By continuing you accept them.»",
        "«Home > Missions > Haiti»\nThe mission closed.",
        "«@include('layout.header')»",
        "The force left.\n\n«Read more: Ten questions about the force (March 2018)»",
    ),
    rejects=(
        "The Copyright Act entered into force on 1 May 1979.",
        "Cookies were handed out to 300 children.",
        "At home > abroad, the survey says, 40 per cent feel safe.",
        "Contact us@example.org for copies.",
        "Next: the Council will vote on 3 May 2019, and then close the file. All 15 members agreed.",
    ),
)
GREETING = Rule(
    "segments.greeting",
    "A site's greeting above the text.",
    matches=(
        "«Welcome to the Example Mission. We build peace.»\n\nBackground\n\nThe mission began in 2004.",
        "«Welcome to our website!»\n\nThe force has 300 soldiers.",
    ),
    rejects=(
        "The mission began.\n\nWelcome to the city, said its mayor.",
        "Welcome to the five new members.\n\nThe Council has 15 members.",
    ),
)
FURNITURE = Rule(
    "segments.page-furniture",
    "Job numbers, bar codes, page numbers and the running heads beside them.",
    matches=(
        "The force has been asked\n\n«4/10 19-01234»\n\nto leave the area.",
        "The end.\n\n«19-01234 (E) 150319»\n«*1901234*»",
        "S/2019/99\n\nThe force stays.\n\n«Page 3 of 12»\n\n«S/2019/99»\n\nIt will report.",
        "The force stayed there until 10 February\n«4/17 20-04417»\n2020, and then it left.",
    ),
    rejects=(
        "The ratio was 4/10 in 19-01234 cases.",
        "Page 3 of 12 tells why.",
        "S/2019/99\n\nThe force stays.",
        "4 | 12 | 16",
    ),
)

RULES = (POST, POST_PART, SHARE_BAR, LINK_LINE, MENU, NOTICE, GREETING, FURNITURE)


class Judgement(NamedTuple):
    """What a block is, and the rule that says so."""

    label: SegmentLabel
    rule: Rule


_SHORT_LINK = re.compile(r"https?://t\.co/\w+|\bpic\.(?:twitter|x)\.com/\w+")
_RETWEET = re.compile(r"RT @\w+")
# — The Mission (@mission) March 3, 2020; The Mission @mission · 3h
_SIGNED = re.compile(r"(?:[-–—] ?)?[^@\n]{0,60}(?:\(@\w+\)|@\w+ [·•])(?: [^@\n]{1,30})?")
_MARK = re.compile(
    r"(?<![\w&/#])\#[^\W\d]\w+"  # hashtag
    r"|(?<![\w.@/])@\w{2,}"  # handle; no e-mail address
    r"|[\U0001F1E6-\U0001F1FF\U0001F300-\U0001FAFF\u2600-\u27BF]+"  # emoji and flags
)
_POST_LENGTH = 280
"""Characters of a post, where a link counts as 23: the platform's own rule."""
_LINK_LENGTH = 23
_LONGEST_POST = 700
"""A longer block is prose that quotes a link: the longest of 16 posts tried has 303 characters."""
_WORDS_PER_MARK = 12
"""Where a mark opens or closes the block, or a picture stands in it; 11 of the 16 posts tried mark every 3rd to 14th
word, the others are told by their links."""
_WORDS_PER_MARK_INSIDE = 5
"""Where all marks are words of a sentence, as in prose about hashtags: set by the counter-examples in the tests."""


def judge(page: Sequence[Block]) -> list[Judgement | None]:
    """For each block of a text what boilerplate it is, or None when it is kept."""
    judgements = [_alone(block) for block in page]
    for widen in (_greeting, _menus, _running_heads, _post_parts):
        widen(page, judgements)
    return judgements


def _alone(block: Block) -> Judgement | None:
    for label, rule, test in _TESTS:
        if test(block):
            return Judgement(label, rule)
    return None


def is_post(block: Block) -> bool:
    """Whether a block shows by itself that it is a post."""
    text = block.text
    if not any(sign in text for sign in "#@/") and text.isascii():
        return False
    if _RETWEET.match(text):
        return True
    if len(text) > _LONGEST_POST:
        return False
    if _SHORT_LINK.search(text) or (_SIGNED.fullmatch(text) and not block.is_ended):
        return True
    marks = list(_MARK.finditer(text))
    if len(marks) < 2 or block.is_item:
        return False
    adorned = marks[0].start() == 0 or marks[-1].end() == len(text) or any(text[m.start()] not in "#@" for m in marks)
    return len(marks) * (_WORDS_PER_MARK if adorned else _WORDS_PER_MARK_INSIDE) >= block.words


def _is_share_bar(block: Block) -> bool:
    if len(block.text) > 150:
        return False
    words = [word.strip(",|•·:/").lower() for word in block.text.split()]
    words = [word for word in words if word]
    known = _share_words()
    return bool(words) and all(word in known for word in words) and any(known[word] for word in words)


def _is_link_line(block: Block) -> bool:
    """Entries of a menu stand alone in prose, too ("Resources"): those are `_menus`'s to judge."""
    key = _navigation_key(block)
    menu = _navigation_lines().get(key)
    return menu == "no" or (menu == "yes" and key.startswith(_BUTTONS))


_NOTICE = re.compile(
    r"""
    (?:©|\(c\)\s*\d{4}|copyright\s*(?:©|\(c\)|\d{4})) .{0,200}          # © 2019 …, Copyright (C) 2019 …
    | .{0,150} \ball\ rights\ reserved\b .{0,40}
    | @(?:include|extends|section|yield|stack)\(.{0,100}\)              # a template that was not filled in
    | \{[{%].{0,100}[%}]\}
    | home\s*(?:>|›|»|/|\|)\s*[\w ,&'’-]{1,60}(?:\s*(?:>|›|»|/|\|)\s*[\w ,&'’-]{1,80}){0,6}   # breadcrumbs
    | (?:sign\ up|subscribe)\ (?:to|for)\ .{0,60}(?:newsletter|updates|e-?mails?|alerts).{0,60}
    | (?:read\ (?:more|also)|also\ read|related|watch|listen|previous|next|tags|filed\ under|posted\ in):\ [^.!]{1,150}
    | (?:leave\ a\ comment|comments)\ \(\d+\)
    | .{0,80}\b(?:we|site|website|page)\ uses?\ cookies\b.{0,300}
    """,
    re.VERBOSE | re.DOTALL,
)
_NOTICE_STARTS = (
    *(
        "@",
        "{",
        "home",
        "sign up",
        "subscribe",
        "read ",
        "also read",
        "related",
        "watch",
        "listen",
        "previous",
        "next:",
    ),
    *("tags:", "filed under", "posted in", "leave a comment", "comments ("),
)
_NOTICE_WORDS = ("©", "(c)", "copyright", "reserved", "cookies")
_NOTICE_LENGTH = 400


def _is_notice(block: Block) -> bool:
    if len(block.text) > _NOTICE_LENGTH:
        return False
    text = block.text.lower()
    likely = text.startswith(_NOTICE_STARTS) or any(word in text for word in _NOTICE_WORDS)
    return likely and _NOTICE.fullmatch(text) is not None


_SYMBOL_LINE = re.compile(SYMBOL, re.VERBOSE)


_TESTS: tuple[tuple[SegmentLabel, Rule, Callable[[Block], bool]], ...] = (
    (SegmentLabel.PAGE_FURNITURE, FURNITURE, lambda block: is_furniture(block.text)),
    (SegmentLabel.SOCIAL_POST, POST, is_post),
    (SegmentLabel.SHARE_BAR, SHARE_BAR, _is_share_bar),
    (SegmentLabel.NAVIGATION, LINK_LINE, _is_link_line),
    (SegmentLabel.NAVIGATION, NOTICE, _is_notice),
)


_GREETING = re.compile(
    r"welcome to [^.!?]*(?:!|\b(?:web ?site|site|page|portal|blog)\b|[.!] [^.!?]+[.!]?$)", re.IGNORECASE
)
_GREETING_WORDS = 20


def _greeting(page: Sequence[Block], judgements: list[Judgement | None]) -> None:
    if len(page) > 1 and page[0].words <= _GREETING_WORDS and _GREETING.match(page[0].text):
        judgements[0] = Judgement(SegmentLabel.NAVIGATION, GREETING)


_MENU_GAP = 12
"""Blocks between two known entries of one menu. Of the boilerplate of 28 texts tried, 4 find .503, 6 find .523, 12 and
24 find .534, at the same precision."""
_MENU_WORDS = 8
"""Words of a menu's line: 4 find .490 of the same, 8 and 12 find .534."""
_BUTTONS = ("skip ", "jump ", "donate ", "give ", "log in", "log out", "sign ", "toggle ", "prev ")
"""Entries that say by themselves what they are: nobody titles a chapter "Skip to content"."""


def _menus(page: Sequence[Block], judgements: list[Judgement | None]) -> None:
    lines = _navigation_lines()
    entries = [i for i, block in enumerate(page) if lines.get(_navigation_key(block)) == "yes"]
    for first, second in pairwise(entries):
        between = page[first + 1 : second]
        if len(between) <= _MENU_GAP and all(_is_menu_line(block) for block in between):
            for i in range(first, second + 1):
                judgements[i] = Judgement(SegmentLabel.NAVIGATION, MENU)


def _is_menu_line(block: Block) -> bool:
    return block.words <= _MENU_WORDS and not block.is_ended and not any(c.isdigit() for c in block.text)


def _running_heads(page: Sequence[Block], judgements: list[Judgement | None]) -> None:
    seen: set[str] = set()
    for i, block in enumerate(page):
        if not _SYMBOL_LINE.fullmatch(block.text):
            continue
        around = [judgements[j] for j in (i - 1, i + 1) if 0 <= j < len(page)]
        beside = any(j is not None and j.label is SegmentLabel.PAGE_FURNITURE for j in around)
        if beside or block.text in seen:
            judgements[i] = Judgement(SegmentLabel.PAGE_FURNITURE, FURNITURE)
        seen.add(block.text)


def _post_parts(page: Sequence[Block], judgements: list[Judgement | None]) -> None:
    """Judges posts of several lines: unmarked lines between posts, or after a post without its closing link."""
    posts = [i for i, judgement in enumerate(judgements) if judgement and judgement.rule is POST]
    for first, second in pairwise([*posts, len(page)]):
        between = range(first + 1, second)
        if not between or any(judgements[i] for i in between):
            continue
        closed = _ends_in_link(page[first])
        if second == len(page) and (closed or first - 1 not in posts):
            continue
        joined = [page[i] for i in between]
        joined.append(page[second] if closed else page[first])
        if sum(_post_length(block.text) for block in joined) <= _POST_LENGTH:
            for i in between:
                judgements[i] = Judgement(SegmentLabel.SOCIAL_POST, POST_PART)


def _ends_in_link(block: Block) -> bool:
    tail = block.text[-60:]
    return any(match.end() == len(tail) for match in _SHORT_LINK.finditer(tail))


def _post_length(text: str) -> int:
    return len(_SHORT_LINK.sub("x" * _LINK_LENGTH, text))


def _navigation_key(block: Block) -> str:
    return block.text.rstrip(".!:> ").lower() if len(block.text) <= 40 else ""


@cache
def _navigation_lines() -> dict[str, str]:
    entries = load("navigation.csv", NavigationEntry)
    return {form.rstrip(".!:> "): entry.menu for entry in entries for form in entry.forms}


@cache
def _share_words() -> dict[str, bool]:
    """Words of share bars, with whether one alone is enough; only single words, since a bar is split at blanks."""
    entries = load("social.csv", SocialEntry)
    return {word: entry.network == "yes" for entry in entries for form in entry.forms for word in form.split()}
