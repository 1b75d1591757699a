"""Posts of social networks that were pasted into a text, told by their marks.

"RT @someone: The vote is today #peace"        -> social_post
"Protesters used the hashtag #EndSARS."        kept: prose about posts
"""

import re

from extractors.rules import Rule
from extractors.segments.blocks import Block

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
RULES = (POST,)

SHORT_LINK = re.compile(r"https?://t\.co/\w+|\bpic\.(?:twitter|x)\.com/\w+")
_RETWEET = re.compile(r"RT @\w+")
# — The Mission (@mission) March 3, 2020; The Mission @mission · 3h
SIGNED = re.compile(r"(?:[-–—] ?)?[^@\n]{0,60}(?:\(@\w+\)|@\w+ [·•])(?: [^@\n]{1,30})?")
_MARK = re.compile(
    r"(?<![\w&/#])\#[^\W\d]\w+"  # hashtag
    r"|(?<![\w.@/])@\w{2,}"  # handle; no e-mail address
    r"|[\U0001F1E6-\U0001F1FF\U0001F300-\U0001FAFF\u2600-\u27BF]+"  # emoji and flags
)
_PICTURE = re.compile("[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf]")
_LONGEST_POST = 700
"""A longer block is prose that quotes a link: the longest of 16 posts tried has 303 characters."""
_WORDS_PER_MARK = 12
"""Where a mark opens or closes the block, or a picture stands in it; 11 of the 16 posts tried mark every 3rd to 14th
word, the others are told by their links."""
_WORDS_PER_MARK_INSIDE = 5
"""Where all marks are words of a sentence, as in prose about hashtags: set by the counter-examples in the tests."""


def is_post(block: Block) -> bool:
    """Whether a block shows by itself that it is a post."""
    text = block.text
    is_marked = "@" in text or "#" in text or "t.co/" in text or "pic." in text
    if not is_marked and (text.isascii() or not _PICTURE.search(text)):
        return False
    if _RETWEET.match(text) or len(text) > _LONGEST_POST:
        return text.startswith("RT")
    if SHORT_LINK.search(text) or (SIGNED.fullmatch(text) and not block.is_ended):
        return True
    marks = list(_MARK.finditer(text))
    if not marks or block.is_item:
        return False
    if len(marks) == 1:
        return marks[0][0] == text and text[0] == "#"
    adorned = marks[0].start() == 0 or marks[-1].end() == len(text) or any(text[m.start()] not in "#@" for m in marks)
    return len(marks) * (_WORDS_PER_MARK if adorned else _WORDS_PER_MARK_INSIDE) >= block.words
