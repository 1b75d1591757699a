"""What a page sets beside its text: boxes, lists of a wiki's other articles, infoboxes, who posts.

"I want to help", "[ 10 € ] [ 30 € ]"                 -> navigation: short lines of one passage with a button
"{{Infobox conflict", "| date = 1994", "}}"           -> navigation
"See also", "Malta", "Gozo" on a page of a wiki       -> navigation
"See also", "Malta", "Gozo" elsewhere                   kept
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractors.rules import Rule
from extractors.segments.controls import FIELD
from extractors.segments.lines import menu_entry
from extractors.segments.page import Page, is_appeal, is_prose
from extractors.segments.widgets import WIDGET
from extractors.segments.wiki import WIKI
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

BOX = Rule(
    "segments.box",
    "Short lines of one passage, closed by blank lines, with a field or a choice among them, or about what is sent "
    "above a button to subscribe; a call above a button.",
    matches=(
        f"{_STORY}\n\n«30 € a month feeds a class»\n[ 10 € ] [ 30 € ] [ Other ]\n«I want to help»\n\n{_STORY}",
        f"{_STORY}\n\n«Give today»\n[ 10 € ] [ 30 € ]\n«Example Relief is a registered nonprofit.»\n"
        f"«Donate by card | Donate by cheque»\n\n{_STORY}",
        f"{_STORY}\nShare\n«Get the news of the week first.»\nSubscribe\n{_STORY}",
        f"{_STORY}\n\nShare\n\n«The week in Bor»\n«Our updates tell what papers leave out.»\n«Subscribe»\n\n{_STORY}",
        f"{_STORY}\n\n«News from the field»\nEmail address *\n«We send two letters a month.»\n\n{_STORY}",
    ),
    rejects=(
        f"{_STORY}\n\nFunds\nAsked: $40 million\nDownload PDF (412 KB)\n\n{_STORY}",
        f"{_STORY}\n\nA base closes\nDownload PDF (412 KB)\n\n{_STORY}",
        f"Help the schools of Bor\nDonate\n\n{_STORY}",
        f"{_STORY}\nWrite to the Council before 3 May 2019.\nSubscribe",
        f"{_STORY}\n\nEmail address *\n\nJane Doe\n\n{_STORY}",
        f"{_STORY}\n\nShare\n\nThe envoy sends updates to the Council.\nIn 2019 she sent 12.\nSubscribe\n\n{_STORY}",
        f"{_STORY}\n\nShare\n\nThe port has a register of ships and a bulletin.\nRegister\nGoma | 12\n\n{_STORY}",
    ),
)
INFOBOX = Rule(
    "segments.infobox",
    "A template of a wiki over several lines, as its source has it.",
    matches=(
        "«{{Infobox conflict»\n«| conflict = War»\n«| date = 9 April 1994»\n«}}»\n\nThe war began in 1994.",
        "«{{Infobox town»\n«| founded = {{Start date|1872}}»\n«| site = {{URL|example.org}}»\n«}}»\n\nIt lies low.",
        "The town grew.\n\n«{{Infobox town»\n«| name = Bor»\n«| people = 12,000 }}»\n\nIt lies low.",
    ),
    rejects=("{{Infobox conflict\n\nThe war began in 1994.", "| date = 9 April 1994\n\nThe war began in 1994."),
)
OTHER_ARTICLES = Rule(
    "segments.other-articles",
    "The titles that a wiki lists below an article.",
    matches=(
        f"{_STORY}\n\n«See also»\n«Malta»\n«List of wars»\n\nReferences\n\nThis history article is a stub.",
        f"This article needs additional citations for verification.\n\n{_STORY}\n\n«See also»\n«1974 talks»",
    ),
    rejects=(
        f"{_STORY}\n\nSee also\nMalta\nList of wars",
        f"{_STORY}\n\nSee also\nThe war of 1994 is told there.\n\nThis history article is a stub.",
    ),
)
POSTER = Rule(
    "segments.poster",
    "What a forum shows of who posts: rank, place, when they joined, how many posts they wrote.",
    matches=(
        f"{_STORY}\nJane\n«Senior Member»\n«Join Date: Mar 2006»\n«Posts: 1,204»\n{_STORY}\nReply",
        f"{_STORY}\n«Joined: 3 May 2011»\n«Messages: 412»\n«Reaction score: 3»\n{_STORY}\nReply",
    ),
    rejects=(
        f"Senior Member\nPosts: 12\n{_STORY}\nReply",
        f"Location: Cornwall\nStaff: 12\n{_STORY}\nReply",
        f"{_STORY}\nShe joined in May 2006 and wrote 1,204 posts.\nReply",
    ),
)
RULES = (BOX, INFOBOX, OTHER_ARTICLES, POSTER)


def find_asides(page: Page) -> None:
    """Judges what stands beside the text, of a page that shows a menu, a button or a notice at all."""
    signs = [i for i, block in enumerate(page.blocks) if block.first in _FIRST_WORDS or block.text[0] == "{"]
    page.judge(list(_infoboxes(page, signs)), SegmentLabel.NAVIGATION, INFOBOX)
    if not any(page.judgements):
        return
    page.judge(list(_boxes(page)), SegmentLabel.NAVIGATION, BOX)
    page.judge(list(_bars(page, signs)), SegmentLabel.SOCIAL_POST, POSTER)
    page.judge(list(_calls(page, signs)), SegmentLabel.NAVIGATION, BOX)
    page.judge(list(_letter_boxes(page, signs)), SegmentLabel.NAVIGATION, BOX)
    if _is_wiki(page):
        page.judge(list(_other_articles(page)), SegmentLabel.NAVIGATION, OTHER_ARTICLES)


_FIRST_WORDS = frozenset(
    "join joined joined: member registered: sign subscribe email donate give submit register".split()
)
"""Of the lines that open a bar of a forum or stand below a call."""
_BOX_LINES = 8
_BOX_WORDS = 14


def _boxes(page: Page) -> Iterator[int]:
    buttons = [i for i, found in enumerate(page.judgements) if found is not None and _takes_answer(page, i)]
    end = 0
    for i in buttons:
        if i < end:
            continue
        start = i
        while start > 0 and not page.blocks[start].gap:
            start -= 1
        end = i + 1
        while end < len(page.blocks) and not page.blocks[end].gap:
            end += 1
        if 1 < end - start <= _BOX_LINES and all(_fits_box(page, j) for j in range(start, end)):
            yield from range(start, end)


def _takes_answer(page: Page, index: int) -> bool:
    """Whether a judged line is a field to fill in or a choice: a button that leads to a file stands below a title."""
    found = page.judgements[index]
    block = page.blocks[index]
    is_choice = found is not None and found.rule is WIDGET and (block.text[0] in "[◯☐▢□◻" or " other" in block.lower)
    return is_choice or (found is not None and found.rule is FIELD)


def _fits_box(page: Page, index: int) -> bool:
    """Whether a line may stand in a box: it is short, and it names no value, no year and nobody's words."""
    block = page.blocks[index]
    return not page.is_kept(index) or (
        block.words <= _BOX_WORDS
        and not block.is_item
        and (_TOLD.search(block.text) is None or _WAYS.fullmatch(block.text) is not None)
        and not is_prose(block)
    )


_WAYS = re.compile(r"(?:donate|give|pay)\ [^|:\d]{2,30}(?:\ \|\ [^|:\d]{2,30}){1,4}", re.IGNORECASE | re.VERBOSE)
"""How a gift can be given: "Donate by card | Donate by cheque"."""
_TOLD = re.compile(r":\s|\b(?:1[89]|20)\d{2}\b|[\"“”„«]|\t| \| |\s{3,}")
_INFOBOX_LINES = 80


def _infoboxes(page: Page, signs: Sequence[int]) -> Iterator[int]:
    end = 0
    for i in signs:
        text = page.blocks[i].text
        if i < end or not text.startswith("{{") or text.endswith("}}"):
            continue
        last = min(len(page.blocks), i + _INFOBOX_LINES)
        end = _closed(page, i, last)
        yield from range(i, end)


def _closed(page: Page, start: int, last: int) -> int:
    """The end of the template that opens a block, those within it passed over; 0 where none before `last` closes it."""
    depth = 0
    for i in range(start, last):
        text = page.blocks[i].text
        depth += text.count("{{") - text.count("}}")
        if depth <= 0:
            return i + 1 if text.endswith("}}") else 0
    return 0


_POSTER = re.compile(
    r"(?:join(?:ed)?(?: date)?|member since|registered|posts|messages|threads|topics|reputation|reaction score"
    r"|likes(?: received)?|karma|location|from|age|gender|occupation):?\s.{1,40}"
    r"|(?:senior|junior|new|active|full|site|gold|veteran|super) (?:member|moderator)|member|moderator|administrator"
    r"|registered user|offline|online|guest|newbie"
)
_JOINED = ("join", "member since", "registered:")


def _bars(page: Page, signs: Sequence[int]) -> Iterator[int]:
    """Lines about who posts, around the one that says since when, where another counts the posts."""
    end = 0
    for i in [i for i in signs if page.keys[i].startswith(_JOINED)]:
        if i < end:
            continue
        start, end = i, i + 1
        while start and _POSTER.fullmatch(page.keys[start - 1]):
            start -= 1
        while end < len(page.keys) and _POSTER.fullmatch(page.keys[end]):
            end += 1
        if any(page.keys[j].startswith(("posts:", "messages:", "threads:")) for j in range(start, end)):
            yield from range(start, end)


_CALLS = 3
_CALL_WORDS = 16


def _calls(page: Page, signs: Sequence[int]) -> Iterator[int]:
    """What asks the reader right above a button that takes an address or a gift, below the first sentence."""
    text = page.first_prose() if signs else None
    for i in signs:
        if text is not None and i > text and page.keys[i].startswith(_ASKING) and menu_entry(page.keys[i]):
            above = range(max(0, i - _CALLS), i)
            yield from takewhile(lambda j: _is_call(page, j), reversed(above))


_ASKING = ("sign up", "subscribe", "sign me up", "email address", "donate", "give now")


def _is_call(page: Page, index: int) -> bool:
    block = page.blocks[index]
    if block.words > _CALL_WORDS or _TOLD.search(block.text):
        return False
    return is_appeal(block) or menu_entry(page.keys[index]) is not None


_BUTTONS = frozenset(("subscribe", "subscribe now", "sign up", "sign up now", "sign me up", "submit", "register"))
_LETTER = re.compile(r"\b(?:newsletters?|inbox|e-?mails?|updates|bulletin|digest|briefing|subscri\w+|alerts)\b")
_SENTENCE_WORDS = 40
"""Words of a line that says what is sent; 25 to 60 read the 216 texts tried alike."""


def _letter_boxes(page: Page, signs: Sequence[int]) -> Iterator[int]:
    """Passages below the first sentence that end in a button to subscribe, where another line names what is sent."""
    buttons = [i for i in signs if page.keys[i] in _BUTTONS]
    text = page.first_prose() if buttons else None
    for i in buttons:
        if text is None or i < text or not _closes_passage(page, i):
            continue
        start = i
        while start > 0 and not page.blocks[start].gap and i - start < _BOX_LINES:
            start -= 1
        lines = range(start, i + 1)
        is_sent = any(_LETTER.search(page.blocks[j].lower) for j in lines[:-1])
        if page.blocks[start].gap and is_sent and all(_fits_letter(page, j) for j in lines):
            yield from lines


def _closes_passage(page: Page, index: int) -> bool:
    return index + 1 == len(page.blocks) or page.blocks[index + 1].gap


def _fits_letter(page: Page, index: int) -> bool:
    """Whether a line may stand in such a box: it tells nothing but of what is sent, or whom it asks."""
    block = page.blocks[index]
    if not page.is_kept(index):
        return True
    if block.words > _SENTENCE_WORDS or block.is_item or _TOLD.search(block.text):
        return False
    return not is_prose(block) or _LETTER.search(block.lower) is not None


def _is_wiki(page: Page) -> bool:
    marks = {"edit source", "view history", "what links here"}
    if not marks.isdisjoint(page.keys) or page.blocks[-1].text.startswith("[[Category:"):
        return True
    return any(found is not None and found.rule in (WIKI, INFOBOX) for found in page.judgements)


_TITLE_WORDS = 12
_SECTIONS = frozenset("references|notes|external links|further reading|bibliography|sources|footnotes".split("|"))


def _other_articles(page: Page) -> Iterator[int]:
    end = 0
    for start in [i for i, words in enumerate(page.keys) if words.strip("= ") == "see also"]:
        if start < end:
            continue
        end = start + 1
        while end < len(page.blocks) and page.is_kept(end) and _is_title(page, end):
            end += 1
        if end - start > 1:
            yield from range(start, end)


def _is_title(page: Page, index: int) -> bool:
    block = page.blocks[index]
    return block.words <= _TITLE_WORDS and not block.is_ended and page.keys[index] not in _SECTIONS
