"""What a page shows of other pages: lists of teasers.

"Related stories", "Floods in Malawi", "3 May 2019", "Read more"     -> navigation
"Latest news" above a whole page of news                              kept: then the list is the document
"""

import re
from collections.abc import Mapping

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.lines import COUNT, LINK_LINE, menu_entry
from extractors.segments.page import Page, is_prose, opens_section
from schemas.spans import SegmentLabel

_BODY = "The talks began in May in the capital and ended in June, when both sides left the town and went home again. "
_SITE = f"Home | News | Search\n\n{_BODY}\n\n"

TEASERS = Rule(
    "segments.teasers",
    "Titles, dates and first words of other pages, under a heading that announces them, after the text of this one.",
    matches=(
        _BODY + "\n\nRelated stories\n«Floods in Malawi»\n«3 May 2019»\n«The rains went on for te...»\nRead more",
        _BODY + "\n\n«The latest news from Malawi»\n«Dams hold»\nLearn more\n«Schools reopen»\nLearn more",
        _BODY + "\n\n«Similar jobs»\n«› Cook, Lamu – closes 28 May»\n«› Driver, Bor – closes 3 June»\nDonate now",
        _BODY + "\n\nMore on this story\n«Dams hold in the north   2d ago»\n«Schools reopen   3 May 2019»",
        _BODY + "\n\n«Recent posts»\n«How we work»\n«Why it matters»\n«View all»",
    ),
    rejects=(
        "Latest news\nFloods in Malawi\n3 May 2019\nThe rains went on for ten days.\nRead more",
        _BODY + "\n\nMore facts about the talks\nThey lasted 14 days.\nThey cost $3 million.",
        _BODY + "\n\nSimilar cases\nBor, 2012\nGoma, 2014",
        _BODY + "\n\nRelated documents\nS/2019/99\nA/73/12",
        _BODY + "\n\nLatest updates\n3 May 2019\nA convoy reached Goma.\n9 May 2019\nThe bridge was mended.",
        _BODY + "\n\nFurther reading\nDoe, Jane, The Long Peace, 2010\nRoe, John, War, 2012",
        _BODY
        + "\n\nLatest news\nThe Council met on 3 May 2019 and heard 14 speakers.\nIt will meet again in June 2019.",
    ),
)
RANKS = Rule(
    "segments.ranked-titles",
    "Titles counted from one under a heading that announces other pages, in the middle of a text.",
    matches=(
        f"{_BODY}\n\nShare\n\n«Most read in Local»\n«1 School board resigns»\n«2 Bridge toll to rise to $6»\n{_BODY}",
        f"{_BODY}\n\nShare\n\n«Popular news»\n«1. A base closes»\n«2. Dams hold in the north»\n«3. Rain»\n{_BODY}",
    ),
    rejects=(
        f"{_BODY}\n\nFindings\n1 School board resigns\n2 Bridge toll to rise to $6\n{_BODY}",
        f"{_BODY}\n\nMost read\n12 papers were sold\n{_BODY}",
        f"{_BODY}\n\nTopics\n1. Budget\n2. Elections\n{_BODY}",
        "Top stories\n1. A base closes\n2. Dams hold in the north",
    ),
)
TITLES = Rule(
    "segments.titles-amid-text",
    "A passage of titles in the middle of a text, under a heading that announces other stories.",
    matches=(
        f"Home | News | Search\n\n{_BODY}\n\nRELATED STORIES\n\n«Dams hold in the north»\n"
        f"«12 schools reopen after rain»\n\n{_BODY}",
        f"{_BODY}\n\nShare\n\n«More from the Harbour Blog:»\n«A Border Without Men»\n«Ten Years of Tides»\n\n{_BODY}",
        f"{_BODY}\n\nShare\n\nRead more:\n«Envoy angry at strike»\n«Bor: curfew ends after a year»\n\n{_BODY}",
        f"{_BODY}\n\nShare\n\nRead next\n«Explained: why the dams hold»\n«Who keeps the keys of Bor?»\n\n{_BODY}",
    ),
    rejects=(
        f"{_BODY}\n\nShare\n\nRelated topics\n\nDams in the north\nSchools after the rain\n\n{_BODY}",
        f"{_BODY}\n\nShare\n\nMore news\n\nDams hold in the north\nSchools reopen after rain\n\n"
        f"Dams hold in the north\n\n{_BODY}",
        f"{_BODY}\n\nShare\n\nOther news\n\nThe Council met in Bor\nThe bank lent it money\n\n{_BODY}",
        f"{_BODY}\n\nShare\n\nMore from the envoy\nShe met the chiefs of Bor.\nShe left in May.\n\n{_BODY}",
        f"{_BODY}\n\nShare\n\nMost read\n\nThe Courier: 12 readers of 100\nThe Herald: 8 of 100\n\n{_BODY}",
        f"{_BODY}\n\nShare\n\nLatest news\n\nDams hold in the north\n\n{_BODY}",
        f"{_BODY}\n\nRelated stories\n\nDams hold in the north\nSchools reopen after rain\n\n{_BODY}",
        f"{_SITE}Featured stories\n\nDams hold in the north\nThe dams fed 12 towns\n\n{_BODY}",
        f"{_SITE}Top stories\n\nDams hold in the north\nBor lost 12 dams in May 2019\n\n{_BODY}",
        f"{_SITE}Top stories\n\nDams hold in the north\nBor pays $3 million for dams\n\n{_BODY}",
    ),
)
OTHER_TITLES = Rule(
    "segments.other-titles",
    "Titles of other pages in one line, with bars between them, after words that say where else they stand.",
    matches=(
        f"{_BODY}\n\n«Also in the South: Dams hold at last | Schools reopen after rain»",
        f"{_BODY}\n\n«More from Bor: Base closes for good | Mayor takes the keys»\n{_BODY}",
        f"{_BODY}\n\n«Elsewhere: Dams hold at last | 12 schools reopen after rain»",
    ),
    rejects=(
        f"{_BODY}\n\nAlso on board: Doe | Roe",
        f"{_BODY}\n\nAlso in Bor: 14 cases of cholera | 3 people who died",
        f"{_BODY}\n\nAlso in 2019: Dams hold at last | Schools reopen after rain",
        f"{_BODY}\n\nAlso in the region: Chad 12 | Niger 14",
        f"{_BODY}\n\nAlso in the plan: a museum at Bor and 14 new coaches.",
        "Also in the South: Dams hold at last | Schools reopen after rain",
    ),
)
RULES = (TEASERS, RANKS, TITLES, OTHER_TITLES)

_OPENER = re.compile(
    r"""
    (?:the\ |our\ )?(?:latest|recent|related|more|other|similar|featured|popular|top)\s
      (?:\w+\s)?(?:stories|news|posts|articles|updates|press\ releases|headlines|blogs?|coverage|videos|content
        |reading|reads|tweets|tags)
      (?:\s(?:(?:on|from|in|about|by|for)\s.{1,60}|today|this\ (?:week|month)))?
    | (?:similar|related|recommended|suggested)\s(?:jobs|vacancies|positions|openings|roles|opportunities|products|items
        |listings|properties|recipes|courses|tours|books|titles|episodes|questions|searches)
    | (?:more|other)\s(?:jobs|vacancies)(?:\s(?:in|from|at|like)\s.{1,40})?
    | related(?:\s(?:topics?|links?|experts?|publications|pages|events|reading|items))?
    | (?:explore|discover|browse)\ more.{0,30}|more\ like\ this
    | tags|topics|filed\ under|categories|archives|blogroll|recent\ comments
    | (?:most|also)\ (?:read|popular|viewed|shared|commented).{0,30}
    | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in|want\ to\ read).{0,30}
    | people\ also\ (?:ask|read|viewed).{0,20}
    | (?:what\ to\ |up\ |also\ )?read\ (?:next|also)|also\ read
    | (?:more|picked|recommended)\ for\ you|must[\ -]reads?|up\ next|keep\ reading
    | trending(?:\ now)?|don['’]t\ miss
    | (?:more|latest)\ (?:from|on|in)\ (?:this|the|our)\ .{1,40}
    | (?:editors?['’]?s?['’]?\ picks?|in\ other\ news|in\ the\ (?:headlines|news)|recommended(?:\ stories)?)
    | (?:customers|readers|others|people)\ (?:also|who\ \w+\ this)\ (?:bought|liked|enjoyed|read|viewed).{0,30}
    | more\ on\ this\ (?:story|topic|subject)|.{0,60}\b(?:see|view|browse)\ all\ \w+(?:\s\w+)?
    | in\ case\ you\ missed\ it|also\ (?:from|on|in)\ [^:|\d]{3,40}|recently\ viewed|(?:more|latest)\ (?:in|from)\ \w+
    """,
    re.VERBOSE,
)

OPENING_WORDS = frozenset(
    "the our latest recent related more other similar featured popular top explore discover browse tags topics filed"
    " categories archives blogroll most also you people customers readers others what up read keep trending"
    " picked must must-read must-reads don't don’t in editor's editors editor’s editors’ recommended suggested"
    " recently".split()
)
"""First words of headings that announce other pages."""

_TEASER_WORDS = 45
"""Words of one block of a teaser. Of the boilerplate of 28 texts tried, 20 find .894, 30 find .926, 45 and 60
find .992."""
_TEASER_BLOCKS = 6
"""Blocks of a teaser: its title, "By", author, a dot, date, first words. 3 and 4 find .918 of the same, 5 to
8 find .992."""
_TITLE_WORDS = 16
"""Words of a title; 8 to 24 read the texts tried alike."""
_TITLES = 10
"""Titles of a list without dates or links; a longer list may be one of documents. 5 to 20 read the texts tried
alike."""
_DATE_LINE = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})"
    r"(?:[\s,|·-]+\d{1,2}[:.]\d{2}.{0,12})?(?:\s[–—|·/-]\s[A-Z][^.\d]{2,40})?"
)


def find_teasers(page: Page) -> None:
    """Judges teasers under the headings that announce them; none where the text above them does not outweigh them."""
    page.judge(_other_titles(page), SegmentLabel.NAVIGATION, OTHER_TITLES)
    above = end = 0
    last = {words: i for i, words in enumerate(page.keys)}
    web = next(filter(page.is_of_web, range(len(page.blocks))), len(page.blocks))
    starts = [i for i, block in enumerate(page.blocks) if block.first in OPENING_WORDS or " all " in block.key]
    for start in (i for i in starts if opens_teasers(page.blocks[i]) or page.blocks[i].lower == _INTRODUCED):
        if start < end:
            continue
        above += sum(_words(page, i) for i in range(end, start))
        if above and (ranks := _ranks(page, start)):
            page.judge(ranks, SegmentLabel.NAVIGATION, RANKS)
            web, end = min(web, start), ranks.stop
            continue
        titles = _titles_amid(page, start, last) if above and web < start else range(0)
        if titles and not _go_on(page, titles.stop, _last_teaser(page, start) + 1):
            page.judge(titles, SegmentLabel.NAVIGATION, TITLES)
            end = titles.stop
            continue
        end = max(_last_teaser(page, start), _last_title(page, start)) + 1
        teasers = range(start, end)
        if len(teasers) > 1 and above > sum(_words(page, i) for i in teasers):
            page.judge(teasers, SegmentLabel.NAVIGATION, TEASERS)
            web = min(web, start)


_INTRODUCED = "read more:"
"""With its colon it stands above titles, without one below a teaser."""
_ELSEWHERE = re.compile(
    r"(?:(?:also|more|latest|related) (?:in|on|from|at|by) [^:\d|]{2,30}|elsewhere|in other news|also today)"
    r": (?P<titles>[^|:\d][^|:]{2,120}(?: \| [^|:]{3,120}){1,5})",
    re.IGNORECASE,
)
_WORDS_OF_TITLE = 3
"""A shorter cell may be a name or a value."""


def _other_titles(page: Page) -> list[int]:
    """Lines of titles below the first sentence of the text."""
    found = [i for i, block in enumerate(page.blocks) if " | " in block.text and _lists_titles(block.text)]
    first = page.first_prose() if found else None
    return [i for i in found if first is not None and i > first]


def _lists_titles(text: str) -> bool:
    line = _ELSEWHERE.fullmatch(text)
    return line is not None and all(len(title.split()) >= _WORDS_OF_TITLE for title in line["titles"].split(" | "))


def opens_teasers(block: Block) -> bool:
    """Whether a line announces other pages."""
    return (block.first in OPENING_WORDS or " all " in block.key) and _OPENER.fullmatch(block.key) is not None


def _words(page: Page, index: int) -> int:
    """Words of a block that is kept and tells something, be it to the reader: a job is told to *you*."""
    block = page.blocks[index]
    is_told = is_prose(block) or (block.is_ended and block.words >= _TOLD_WORDS)
    return block.words if page.is_kept(index) and is_told else 0


_TOLD_WORDS = 16
"""Words of a sentence to the reader that is no call of the page."""


def _last_teaser(page: Page, start: int) -> int:
    """The last sign of a teaser below a heading, each within one teaser from the one before; the heading, if none."""
    last = start
    prose = 0
    for i in range(start + 1, len(page.blocks)):
        block = page.blocks[i]
        if opens_section(block.key) or opens_teasers(block):
            break
        if _is_sign(page, i) or _dates_title(page, i, start):
            last, prose = i, 0
            continue
        prose += page.is_kept(i) and block.is_ended and is_prose(block)
        if i - last >= _TEASER_BLOCKS or prose > 1 or block.words > _TEASER_WORDS:
            break
    return last


def _go_on(page: Page, start: int, end: int) -> bool:
    """Whether teasers go on below a passage of titles, with nothing told between them."""
    return start < end and not any(_words(page, i) for i in range(start, end))


def _last_title(page: Page, start: int) -> int:
    """The last of the titles below a heading, where nothing else of the text follows them; else the heading."""
    for i in range(start + 1, len(page.blocks)):
        block = page.blocks[i]
        if not page.is_kept(i):
            return i - 1
        if block.words > _TITLE_WORDS or block.text[-1] in ".;:" or i - start > _TITLES:
            return start
    return len(page.blocks) - 1


def _is_sign(page: Page, index: int) -> bool:
    """Whether a block ends a teaser: "Read more", how long ago, or words that break off."""
    block, found = page.blocks[index], page.judgements[index]
    if found is not None:
        return found.rule in (LINK_LINE, COUNT)
    if block.text.endswith(("...", "…", "[…]", "[...]")):
        return True
    return menu_entry(page.keys[index]) == "yes" and page.keys[index].startswith(("view", "see", "all", "more"))


def _dates_title(page: Page, index: int, start: int) -> bool:
    """Whether a block is a date below a title; a date below a sentence belongs to a chronology."""
    text = page.blocks[index].text
    if "  " in text and len(cells := _GAPS.split(text)) == 2:
        return not cells[0].endswith(".") and bool(_DATE_LINE.fullmatch(cells[1]) or _AGE.fullmatch(cells[1]))
    return index - start > 1 and _DATE_LINE.fullmatch(text) is not None and not page.blocks[index - 1].is_ended


_GAPS = re.compile(r"\s{2,}(?:[·•|]\s)?")
_AGE = re.compile(r"\d{1,2}\s?(?:s|m|h|d|w|min|mins?|hrs?|hours?|days?|weeks?|months?)\.?(?: ago)?")


_STORIES = re.compile(
    r"\b(?:stories|news|posts|articles|headlines|coverage|story|picks|recommended|read|popular|trending|keep reading"
    r"|case you missed it|might like|may(?: also)? like)\b|^more from "
)
"""What a heading announces titles with: under *Related topics* and *Similar cases* a text has names of its own."""
_OF_TEXT = ("featured ", "other ", "latest ", "recent ", "the ", "our ")
"""First words of headings that a text may have, too: "Other news", "Featured stories"."""
_AMID = 8
"""Lines of such a passage; a longer one may be a list of the text."""


def _titles_amid(page: Page, start: int, last: Mapping[str, int]) -> range:
    """The heading of a passage of titles and those titles, closed by a blank line; else nothing.

    Titles that come back as headings are those of the text; *last* says where words stand for the last time.
    """
    if page.keys[start].startswith(_OF_TEXT) or not page.blocks[start].gap:
        return range(0)
    first = end = start + 1
    while end < len(page.blocks) and (end == first or not page.blocks[end].gap) and end - first <= _AMID:
        end += 1
    titles = range(first, end)
    if not _FEWEST <= len(titles) <= _AMID or end == len(page.blocks) or not _STORIES.search(page.keys[start]):
        return range(0)
    is_theirs = all(_is_headline(page.blocks[i]) and last[page.keys[i]] < end for i in titles)
    return range(start, end) if is_theirs else range(0)


_VALUE = re.compile(
    r": \D{0,3}\d|\b(?:in|since|until|by|of|from) (?:[A-Z]\w+ )?(?:19|20)\d\d\b|[$€£]\s?\d"
    r"|\d (?:thousand|million|billion)\b"
)
"""What a line tells in so many words: "in May 2019", "$3 million"; the date of a title has no preposition."""


def _is_headline(block: Block) -> bool:
    is_said = block.text[-1] in ".;:," or block.is_item or _VALUE.search(block.text) is not None
    return _WORDS_OF_TITLE <= block.words <= _TITLE_WORDS and not is_said


_RANKING = frozenset("most popular trending top latest recommended editor's editors editor’s editors’".split())
"""First words of headings above titles that count themselves: *Topics* may head an agenda."""
_RANK = re.compile(r"(\d{1,2})[.)]?\s\D")
_RANK_WORDS = 20


def _ranks(page: Page, start: int) -> range:
    """The heading and the titles below it that count from one; nothing, where they are fewer than two.

    Of a list for screen readers only the heading is left to judge: its lines count themselves.
    """
    end = start + 1
    if page.blocks[start].first not in _RANKING:
        return range(0)
    if end < len(page.blocks) and not page.is_kept(end) and page.blocks[end].lower.startswith("list of "):
        return range(start, end)
    while end < len(page.blocks):
        block = page.blocks[end]
        rank = _RANK.match(block.text) if block.words <= _RANK_WORDS and block.text[-1] != "." else None
        if rank is None or int(rank[1]) != end - start:
            break
        end += 1
    return range(start, end) if end - start > _FEWEST else range(0)


_FEWEST = 2
"""Lines: a heading and one title are none."""
