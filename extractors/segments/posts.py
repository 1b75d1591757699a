"""Posts of social networks that were pasted into a text, and what their embedding leaves around them.

"RT @someone: The vote is today #peace"        -> social_post
"View this post on Instagram"                  -> social_post
"Protesters used the hashtag #EndSARS."        kept: prose about posts
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.page import Page
from schemas.spans import SegmentLabel

POST = Rule(
    "segments.social-post",
    "A post pasted into the page: a retweet, a post with its short link, or dense hashtags, handles and emoji.",
    matches=(
        "Talks resume.\n\n«RT @someone: Peace talks resume in Geneva today»",
        "«Proud of our teams in #Juba and #Malakal https://t.co/AbCdEf1234»",
        "«🎥 Watch @OurMission at work in #Bunia»",
        "«— The Mission (@mission_x) March 3, 2020»",
        "The talks ended.\n\n«#Lebanon»",
    ),
    rejects=(
        "Protesters used the hashtag #BringBackOurGirls on Twitter and Facebook.",
        "The mission wrote on Twitter (@UNmission) that the road was open again. Its convoys resumed on 3 May 2019.",
        "See https://www.example.org/reports for the tables.",
        "The hashtags #EndHunger and #ZeroPoverty stood on 1,200 posters in Mali, the ministry and the fund said.",
        "#1 of 14 priorities",
    ),
)
POST_PART = Rule(
    "segments.social-post-part",
    "Lines between the marked lines of posts, or between the head and the foot of one: together they fit into one.",
    matches=(
        "We remember them. #Peace https://t.co/Ab12345678\n\n«A small step for a village.»\n\nMore: https://t.co/Cd12345678",
        "Day 1 #Mali https://t.co/Ab12345678\n\nDay 2 🎉 for our #staff in #Gao\n\n«What a week it was.»",
        "Day 1 #Mali https://t.co/Ab12345678\n\nDay 2 #Mali https://t.co/Ab12345678\n\n«Five years of #A4P.»",
        "The Mission @mission_x · 3h\n«Our engineers repaired the bridge in Bor.»\n12 Retweets 34 Likes",
    ),
    rejects=(
        "The camp closed in 2015.\n\nProud of our teams in #Juba https://t.co/AbCdEf1234",
        "Proud of our teams in #Juba https://t.co/AbCdEf1234\n\nThe camp closed in 2015.",
        "The Mission @mission_x · 3h\n\nOur engineers repaired the bridge in Bor in 2015.",
        "Day 1 in #Gao https://t.co/Ab12345678\n\nThe ministry runs the campaign #EndFGM and the hotline 116.",
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
    ),
    rejects=(
        "The page has 1,200 followers and 300 likes.",
        "In Goma, 12 views were heard.",
        "12 posts",
        "She retweeted the statement of 3 May 2019.",
        "10:32 a.m. The meeting was called to order.",
    ),
)

RULES = (POST, POST_PART, POST_FRAME)

_SHORT_LINK = re.compile(r"https?://t\.co/\w+|\bpic\.(?:twitter|x)\.com/\w+")
_RETWEET = re.compile(r"RT @\w+")
# — The Mission (@mission) March 3, 2020; The Mission @mission · 3h
_SIGNED = re.compile(r"(?:[-–—] ?)?[^@\n]{0,60}(?:\(@\w+\)|@\w+ [·•])(?: [^@\n]{1,30})?")
_MARK = re.compile(
    r"(?<![\w&/#])\#[^\W\d]\w+"  # hashtag
    r"|(?<![\w.@/])@\w{2,}"  # handle; no e-mail address
    r"|[\U0001F1E6-\U0001F1FF\U0001F300-\U0001FAFF\u2600-\u27BF]+"  # emoji and flags
)
_POST_SIGNS = ("#", "@", "t.co/", "pic.")
_PICTURE = re.compile("[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf]")
_LAST_MARK = re.compile(r"(?<![\w&/#])\#[^\W\d]\w+[\s.!?…]*$")
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
_FRAMED_BLOCKS = 4
"""Blocks of a post between its head and its foot: its paragraphs, or a dot and a date on lines of their own. 2 loses
one of the two posts tried, 4 and 6 find both."""


def is_post(block: Block) -> bool:
    """Whether a block shows by itself that it is a post."""
    text = block.text
    if not any(map(text.__contains__, _POST_SIGNS)) and (text.isascii() or not _PICTURE.search(text)):
        return False
    if _RETWEET.match(text) or len(text) > _LONGEST_POST:
        return text.startswith("RT")
    if _SHORT_LINK.search(text) or (_SIGNED.fullmatch(text) and not block.is_ended):
        return True
    marks = list(_MARK.finditer(text))
    if not marks or block.is_item:
        return False
    if len(marks) == 1:
        return marks[0][0] == text and text[0] == "#"
    adorned = marks[0].start() == 0 or marks[-1].end() == len(text) or any(text[m.start()] not in "#@" for m in marks)
    return len(marks) * (_WORDS_PER_MARK if adorned else _WORDS_PER_MARK_INSIDE) >= block.words


_NUMBER = r"\d[\d.,]{0,9}\s?[KkMm]?\s"
_COUNT = rf"{_NUMBER}(?:retweets?|reposts?|likes?|views?|bookmarks?|followers)"
_ANY_COUNT = (
    rf"{_NUMBER}(?:retweets?|(?:re)?posts?|likes?|views?|bookmarks?|followers|shares?|quotes?|comments?|replies)"
)
_WHEN = r"[A-Z][a-z]{2}\ \d{1,2}(?:,\ \d{4})?|\d{1,2}\ [A-Z][a-z]{2}(?:\ \d{4})?|\d{1,2}\s?[smhdw]"
_FRAME = re.compile(
    rf"""
    {_COUNT} | {_ANY_COUNT}(?:[\s·•|,]{{1,3}}{_ANY_COUNT}){{1,4}}      # 34 Likes, 12 Shares 34 Likes; but no "12 posts"
    | [^@\n]{{0,60}}@\w{{2,}}\s(?:[·•]\s)?(?:{_WHEN})                        # The Mission @mission_x Mar 12
    | @\w{{2,}}(?:\s[·•].{{0,20}})?                                    # @mission_x · 3h
    | [^.!?\n]{{0,40}}\s?(?:retweeted|reposted)(?:\s@\w+)?
    | (?:pinned|quote|promoted|load\ more|show\ more|view\ more)\s(?:tweets?|posts?)
    | (?:(?:show|read)\ this\ thread|show\ this\ post|translate\ (?:tweet|post)|see\ translation)
    | (?:tweets|posts)\ (?:by|from)\ .{{1,60}}
    | replying\ to\ @\w+.{{0,80}}
    | (?:embed\ )?view\ (?:this\ (?:post|photo|profile|reel|tweet)\ |original\ )?
      (?:on|in)\ (?:twitter|x|facebook|instagram|linkedin|youtube|tiktok)
    | (?:an?\ (?:post|video|photo|reel)\ shared\ by)\ .{{1,100}}
    | \d{{1,2}}:\d{{2}}\s?(?:[AP]M)?\s[·•-]\s.{{3,60}}                # 10:32 AM · Mar 3, 2020 · Twitter for iPhone
    | like(?:[\s·•|]{{1,3}}(?:reply|comment|repost|share|send)){{1,3}}
    | follow\ @\w+
    | \d{{1,2}}\s?[hdwm]\s?[·•]\s?(?:edited|\U0001F310|follow)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FRAME_SIGNS = (
    *(
        "@",
        "·",
        "•",
        "tweet",
        "post",
        "thread",
        "translat",
        "like",
        "share",
        "view",
        "repl",
        "comment",
        "quote",
        "follow",
    ),
    "bookmark",
)
_FRAME_LENGTH = 120


def is_post_frame(block: Block) -> bool:
    """Whether a line is what a network prints around a post."""
    text = block.text
    if len(text) > _FRAME_LENGTH or text[-1] in ".;:":
        return False
    lower = text.lower()
    return any(map(lower.__contains__, _FRAME_SIGNS)) and _FRAME.fullmatch(text) is not None


def join_posts(page: Page) -> None:
    """Judges the unmarked parts of posts by the posts around them."""
    posts = [i for i, found in enumerate(page.judgements) if found and found.rule in (POST, POST_FRAME)]
    if posts:
        page.judge(list(_last_words(page, posts)), SegmentLabel.SOCIAL_POST, POST_PART)
        page.judge(list(_framed(page, posts)), SegmentLabel.SOCIAL_POST, POST_PART)
        page.judge(list(_between(page)), SegmentLabel.SOCIAL_POST, POST_PART)


def _last_words(page: Page, posts: list[int]) -> Iterator[int]:
    """A block after two posts whose last word is a hashtag is the third."""
    for first, second in pairwise(posts):
        i = second + 1
        if first + 1 == second and i < len(page.blocks) and page.is_kept(i):
            text = page.blocks[i].text
            if len(text) <= _POST_LENGTH and _LAST_MARK.search(text):
                yield i


def _framed(page: Page, posts: list[int]) -> Iterator[int]:
    """What stands between the head of a post and its foot."""
    for first, second in pairwise(posts):
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
        and " shared by " not in block.text
        and (_SIGNED.fullmatch(block.text) or _FRAME.fullmatch(block.text)) is not None
    )


def _between(page: Page) -> Iterator[int]:
    """Unmarked lines between posts, or after a post without its closing link."""
    posts = [i for i, found in enumerate(page.judgements) if found and found.rule in (POST, POST_PART)]
    for first, second in pairwise([*posts, len(page.blocks)]):
        between = range(first + 1, second)
        if not between or any(page.judgements[i] for i in between):
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
    return any(match.end() == len(tail) for match in _SHORT_LINK.finditer(tail))


def _post_length(text: str) -> int:
    return len(_SHORT_LINK.sub("x" * _LINK_LENGTH, text))
