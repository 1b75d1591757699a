"""What networks print around a post that is embedded in a page, and the unmarked words that stand within it.

"View this post on Instagram"                  -> social_post
"Mission", "@mission", "·", "Jun 3", "Thanks"  -> social_post
"The video had 1,200 views in May."            kept: a sentence
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.page import Page, is_label
from extractors.segments.posts import POST, SHORT_LINK, SIGNED
from schemas.spans import SegmentLabel

POST_PART = Rule(
    "segments.social-post-part",
    "Lines between the marked lines of posts, or between the head and the foot of one: together they fit into one.",
    matches=(
        "We remember them. #Peace https://t.co/Ab12345678\n\n«A small step for a village.»\n\nMore: https://t.co/Cd12345678",
        "Day 1 #Mali https://t.co/Ab12345678\n\nDay 2 🎉 for our #staff in #Gao\n\n«What a week it was.»",
        "Day 1 #Mali https://t.co/Ab12345678\n\nDay 2 #Mali https://t.co/Ab12345678\n\n«Five years of #A4P.»",
        "The Mission @mission_x · 3h\n«Our engineers repaired the bridge in Bor.»\n12 Retweets 34 Likes",
        "«The base closes on Friday.»\n— The Mission (@mission_x) June 3, 2016\n\nThe mayor took the keys.",
        "«Example Club @example_club»\n🦁 FULL TIME 🦁\n«A match to remember»\n9:54 PM · Apr 22, 2023 · 412K Views",
        "The talks failed.\n«Radio Bor @radio_bor»\n📻 Tomorrow: the #mayor https://t.co/Ab12345678",
        "The talks failed.\n«The Mission»\n@mission_x\n«·»\n«Jun 3, 2016»\n«The base closes.»\n«12»\n«40»",
        "The talks failed.\n«1/3 What the base was to us»\n«2/3 It fed 2,000 families»\n«3/3 It will be missed»",
    ),
    rejects=(
        "The camp closed in 2015.\n\nProud of our teams in #Juba https://t.co/AbCdEf1234",
        "Proud of our teams in #Juba https://t.co/AbCdEf1234\n\nThe camp closed in 2015.",
        "The Mission @mission_x · 3h\n\nOur engineers repaired the bridge in Bor in 2015.",
        "Day 1 in #Gao https://t.co/Ab12345678\n\nThe ministry runs the campaign #EndFGM and the hotline 116.",
        "— The Mission (@mission_x) June 3, 2016\n\nThe mayor took the keys.\n\nDay 2 #Gao https://t.co/Ab12345678",
        "1/3 of the voters stayed at home.\n1/5 had no papers.",
        "Police\n12\n40\n@mission_x",
        "Press officer: Jane Doe @janedoe\n📻 Tomorrow: the #mayor https://t.co/Ab12345678",
    ),
)
POST_FRAME = Rule(
    "segments.social-frame",
    "What a network prints around a post: who posted it and when, how often it was liked, what can be done with it.",
    matches=(
        "The talks failed.\n\n«View this post on Instagram»",
        "The talks failed.\n\n«12 Retweets 34 Likes»",
        "The talks failed.\n\n«@mission_x»\n«10:32 AM · Mar 3, 2020 · Twitter for iPhone»",
        "«The Mission Retweeted»\n«Show this thread»",
        "The talks failed.\n«Forwarded from: The Mission»\n«14.2K views»\n«Please open Telegram to view this post»",
    ),
    rejects=(
        "The page has 1,200 followers and 300 likes.",
        "In Goma, 12 views were heard.",
        "12 posts",
        "The video had 1,200 views in May.",
        "Public\nPrivate",
        "She retweeted the statement of 3 May 2019.",
        "10:32 a.m. The meeting was called to order.",
    ),
)
RULES = (POST_PART, POST_FRAME)

_NUMBER = r"\d[\d.,]{0,9}\s?[KkMm]?\s"
_COUNT = rf"{_NUMBER}(?:retweets?|reposts?|likes?|views?|bookmarks?|followers|subscribers|reactions?)"
_COUNTED = (
    "retweets?|(?:re)?posts?|likes?|views?|bookmarks?|followers|reactions?|shares?|quotes?|comments?|repl(?:y|ies)"
)
_ANY_COUNT = rf"{_NUMBER}(?:{_COUNTED})"
_WHEN = r"[A-Z][a-z]{2,8}\.?\ \d{1,2}(?:,\ \d{4})?|\d{1,2}\ [A-Z][a-z]{2,8}\.?(?:\ \d{4})?|\d{1,2}\s?[smhdw]"
_NETWORKS = "twitter facebook instagram linkedin youtube tiktok telegram vk threads bluesky vimeo x".split()
_NETWORK = rf"(?:{'|'.join(_NETWORKS)})"
_FRAME = re.compile(
    rf"""
    {_COUNT}(?:\ (?:premiered|streamed|since|on)\ .{{1,40}})?
    | {_ANY_COUNT}(?:[\s·•|,]{{1,3}}{_ANY_COUNT}){{1,4}}      # 34 Likes, 12 Shares 34 Likes; but no "12 posts"
    | (?:(?:retweets?|reposts?|repl(?:y|ies)|likes?|quotes?)\ \d[\d.,]{{0,9}}[km]?\s?){{2,4}}
    | [^@\n]{{0,60}}@\w{{2,}}\s(?:[·•-]\s)?(?:{_WHEN})                # The Mission @mission_x Mar 12
    | @\w{{2,}}(?:\s[·•].{{0,20}})?                                    # @mission_x · 3h
    | [^.!?\n]{{0,40}}\s?(?:retweeted|reposted|quote[sd]?\ tweeted)(?:\s@\w+)?
    | [^.!?\n]{{1,60}}\ (?:is\ (?:on|live\ on)|posted\ on)\ {_NETWORK}
    | (?:pinned|quote|promoted|load\ more|show\ more|view\ more)\s(?:tweets?|posts?)
    | (?:(?:show|read)\ this\ thread|show\ this\ post|translate\ (?:tweet|post)|see\ translation|see\ original)
    | (?:tweets|posts)\ (?:by|from)\ .{{1,60}}
    | replying\ to\ @\w+.{{0,80}}
    | read\ [\d,.km]{{1,7}}\ (?:repl(?:y|ies)|more\ repl(?:y|ies))
    | (?:embed\ )?(?:view|watch|see|open|read|play)\ (?:(?:this|the|it|more|full|original)\ )?
      (?:(?:post|photo|profile|reel|tweet|video|thread|conversation|posts|photos|tweets)\ )?(?:on|in)\ {_NETWORK}
    | (?:an?\ (?:post|video|photo|reel)\ shared\ by)\ .{{1,100}}
    | posted\ by\ .{{1,60}}\ on\ (?:\w+day,|{_NETWORK}).{{0,40}}
    | forwarded\ (?:from|message):?\ .{{1,60}}
    | please\ open\ \w+\ to\ view\ this\ .{{1,20}}
    | (?:edited\ )?\d{{1,2}}:\d{{2}}\s?(?:[AP]M)?\s[·•-]\s.{{3,60}}      # 10:32 AM · Mar 3, 2020 · Twitter for iPhone
    | edited\ \d{{1,2}}:\d{{2}}
    | (?:video|tweet|post|content|media)\ (?:is\ )?(?:un|not\ (?:currently\ )?)available
    | this\ (?:video|tweet|post|content|media|account)\ (?:is|was|has\ been|cannot|can['’]t)\ .{{3,60}}
    | all\ reactions:?(?:\ ?[\d.,km]{{1,7}})?
    | twitter\ for\ (?:iphone|ipad|android)|twitter\ web\ (?:app|client)
    | like(?:[\s·•|]{{1,3}}(?:reply|comment|repost|share|send|\d{{1,3}}[smhdw])){{1,4}}
    | follow\ @\w+
    | \d{{1,2}}\s?[hdwm]\s?[·•]\s?(?:edited|\U0001F310|follow|public)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FRAME_STARTS = frozenset(
    "pinned quote promoted load show view read translate see tweets posts replying embed watch open play a an posted"
    " forwarded please edited video tweet post content media this all twitter like follow"
    " retweet retweets repost reply replies likes quotes".split()
)
_FRAME_ENDS = ("retweeted", "reposted", *(f" on {network}" for network in _NETWORKS))
_FRAME_LENGTH = 120


def is_post_frame(block: Block) -> bool:
    """Whether a line is what a network prints around a post."""
    text = block.text
    if len(text) > _FRAME_LENGTH or text[-1] in ".;":
        return False
    likely = (
        block.first in _FRAME_STARTS
        or text[0].isdigit()
        or any(map(text.__contains__, "@·•"))
        or block.lower.endswith(_FRAME_ENDS)
    )
    return likely and _FRAME.fullmatch(text) is not None


def join_posts(page: Page) -> None:
    """Judges the unmarked parts of posts by the posts around them."""
    if any(found and found.label is SegmentLabel.SOCIAL_POST for found in page.judgements):
        for parts in (_last_words, _framed, _between, _signed, _named, _small, _headed, _counts, _passages):
            page.judge(list(parts(page)), SegmentLabel.SOCIAL_POST, POST_PART)
    page.judge(_threads(page), SegmentLabel.SOCIAL_POST, POST_PART)


_LAST_MARK = re.compile(r"(?<![\w&/#])\#[^\W\d]\w+[\s.!?…]*$")
_POST_LENGTH = 280
"""Characters of a post, where a link counts as 23: the platform's own rule."""
_LINK_LENGTH = 23
_FRAMED_BLOCKS = 4
"""Blocks of a post between its head and its foot: its paragraphs, or a dot and a date on lines of their own. 2 loses
one of the two posts tried, 4 and 6 find both."""

_THREAD = re.compile(r"\(?(?P<place>\d{1,2})/(?P<of>\d{0,2})\)?\s(?!of\b|de\b)\D")


def _threads(page: Page) -> Iterator[int]:
    """Blocks that follow each other and count themselves: `1/3 …`, `2/3 …`."""
    run: list[int] = []
    before: tuple[int, str] | None = None
    for i, block in enumerate(page.blocks):
        match = _THREAD.match(block.text) if block.text[0] in "(123456789" else None
        this = (int(match["place"]), match["of"]) if match else None
        if this and before and this[0] == before[0] + 1 and this[1] == before[1]:
            run.append(i)
        else:
            run = [i] if this and this[0] == 1 else []
        before = this if run else None
        if len(run) > 1:
            yield from run


def _posts(page: Page, *rules: Rule) -> list[int]:
    return [i for i, found in enumerate(page.judgements) if found and found.rule in rules]


def _signed(page: Page) -> Iterator[int]:
    """The words of a post above its signature: `— The Mission (@mission) June 3, 2016`."""
    for i in _posts(page, POST):
        if i and _is_signature(page.blocks[i]) and page.is_kept(i - 1) and _fits(page, [i - 1]):
            yield i - 1


def _is_signature(block: Block) -> bool:
    return block.text[0] in "-–—" and SIGNED.fullmatch(block.text) is not None


_SMALL = re.compile(
    rf"""
    [·•] | {_ANY_COUNT} | following|follow|verified(?:\ account)?|public|edited|pinned
    | see\ more | (?:{_WHEN})(?:,\ \d{{4}})?
    | (?:\d{{1,2}}\ \w{{3,9}}|\w{{3,9}}\ \d{{1,2}})(?:,?\ \d{{4}})?\ at\ \d{{1,2}}:\d{{2}}.{{0,3}}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _small(page: Page) -> Iterator[int]:
    """Dots, times and "Follow" below the handle of who posted, and the name above it."""
    for i in _posts(page, POST_FRAME):
        if page.blocks[i].text[0] == "@" and i and page.is_kept(i - 1) and is_label(page.blocks[i - 1]):
            yield i - 1
        for step in (1, -1):
            j = i + step
            while 0 <= j < len(page.blocks) and page.is_kept(j) and _SMALL.fullmatch(page.blocks[j].text):
                yield j
                j += step


def _headed(page: Page) -> Iterator[int]:
    """The block below a head of three lines: a name, a handle, a time."""
    judged = set(_posts(page, POST_FRAME, POST_PART))
    for i in judged:
        body = i + 1
        if body == len(page.blocks) or not page.is_kept(body) or not {i - 1, i - 2} <= judged:
            continue
        handles = (page.blocks[j].text[0] == "@" for j in range(i - 3, i + 1) if j in judged)
        if any(handles) and _fits(page, [body]):
            yield body


_HANDLE = re.compile(r"[^@\n]{1,60}\s@\w{2,30}")
_NAME_WORDS = 8


def _named(page: Page) -> Iterator[int]:
    """The name and the handle of who posts, right above the words of the post."""
    for i in _posts(page, POST):
        if i and page.is_kept(i - 1) and not page.blocks[i].gap:
            block = page.blocks[i - 1]
            if block.words <= _NAME_WORDS and ": " not in block.text and _HANDLE.fullmatch(block.text):
                yield i - 1


_TIMED = re.compile(r"\d{1,2}:\d{2}\s?(?:[AP]M)?\s[·•-]\s", re.IGNORECASE)
_PASSAGE_BLOCKS = 8


def _passages(page: Page) -> Iterator[int]:
    """The lines between a name with its handle and the time, where no blank line parts them."""
    for i in _posts(page, POST_FRAME):
        if not _TIMED.match(page.blocks[i].text):
            continue
        start = i
        while start > 0 and not page.blocks[start].gap:
            start -= 1
        if i - start <= _PASSAGE_BLOCKS and _HANDLE.fullmatch(page.blocks[start].text):
            yield from range(start, i)


_BARE_COUNT = re.compile(r"\d[\d.,]{0,6}[KkM]?")


def _counts(page: Page) -> Iterator[int]:
    """Bare numbers below a post, or between two lines of one: how often it was answered, shared, liked."""
    posts = _posts(page, POST, POST_FRAME, POST_PART)
    for i in posts:
        end = i + 1
        while end < len(page.blocks) and page.is_kept(end) and _BARE_COUNT.fullmatch(page.blocks[end].text):
            end += 1
        closed = end < len(page.blocks) and not page.is_kept(end)
        if end - i > 2 or (end - i == 2 and closed):
            yield from range(i + 1, end)


def _fits(page: Page, indices: list[int]) -> bool:
    return sum(_post_length(page.blocks[i].text) for i in indices) <= _POST_LENGTH


def _last_words(page: Page) -> Iterator[int]:
    """A block after two posts whose last word is a hashtag is the third."""
    for first, second in pairwise(_posts(page, POST, POST_FRAME)):
        i = second + 1
        if first + 1 == second and i < len(page.blocks) and page.is_kept(i):
            text = page.blocks[i].text
            if len(text) <= _POST_LENGTH and _LAST_MARK.search(text):
                yield i


def _framed(page: Page) -> Iterator[int]:
    """What stands between the head of a post and its foot."""
    for first, second in pairwise(_posts(page, POST, POST_FRAME)):
        between = range(first + 1, second)
        if not 0 < len(between) <= _FRAMED_BLOCKS or not _is_head(page.blocks[first]) or not _is_frame(page, second):
            continue
        if all(map(page.is_kept, between)) and sum(_post_length(page.blocks[i].text) for i in between) <= _POST_LENGTH:
            yield from between


def _is_frame(page: Page, index: int) -> bool:
    found = page.judgements[index]
    return found is not None and found.rule is POST_FRAME


def _is_head(block: Block) -> bool:
    """Whether a line names who posted: `The Mission @mission_x · 3h`."""
    return (
        "@" in block.text
        and block.text[0] not in "-–—"
        and " shared by " not in block.text
        and (SIGNED.fullmatch(block.text) or _FRAME.fullmatch(block.text)) is not None
    )


def _between(page: Page) -> Iterator[int]:
    """Unmarked lines between posts, or after a post without its closing link."""
    posts = _posts(page, POST, POST_PART)
    for first, second in pairwise([*posts, len(page.blocks)]):
        between = range(first + 1, second)
        if not between or any(page.judgements[i] for i in between) or _is_signature(page.blocks[first]):
            continue
        closed = _ends_in_link(page.blocks[first])
        if second == len(page.blocks) and (closed or first - 1 not in posts):
            continue
        joined = [page.blocks[i] for i in between]
        joined.append(page.blocks[second] if closed else page.blocks[first])
        if sum(_post_length(block.text) for block in joined) <= _POST_LENGTH:
            yield from between


def _ends_in_link(block: Block) -> bool:
    tail = block.text[-60:]
    return any(match.end() == len(tail) for match in SHORT_LINK.finditer(tail))


def _post_length(text: str) -> int:
    return len(SHORT_LINK.sub("x" * _LINK_LENGTH, text))
