"""What a page says to be pressed, filled in or answered: a verb of screens, and a thing that only a screen has.

"Copy link to clipboard"     -> navigation
"Email address *"            -> navigation
"Was this page helpful?"     -> navigation, with the answers below it
"Share information"          kept: information is no part of a screen
"""

import re

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.page import Page
from schemas.spans import SegmentLabel

CONTROL = Rule(
    "segments.control",
    "A button: a verb that tells a page what to do, and the part of the page it does it to.",
    matches=(
        "The fund grew.\n«Copy link to clipboard»\nIt has 12 members.",
        "The fund grew.\n«Reject all cookies»",
        "The fund grew.\n«Download PDF (412.3 KB)»",
        "The fund grew.\n«Read the whole audit (PDF, 3.1 MB)»",
        "The fund grew.\n«Cite this publication ▾»",
        "The fund grew.\n«Add this video to your playlist»",
    ),
    rejects=(
        "Share information\nThe fund has 12 members.",
        "Report links between armed groups\nThe panel found 12.",
        "Tasks:\n- Submit comments\n- Post updates",
        "Read the audit (page 3)\nThe fund has 12 members.",
        "Submit the report\nThe fund grew.",
        "Download speeds\nThe mast gave 12 villages a signal.",
    ),
)
FIELD = Rule(
    "segments.form-field",
    "The label of a field of a form, marked as required or optional.",
    matches=("The fund grew.\n«Email address *»", "The fund grew.\n«Your name (required)»"),
    rejects=("Ghana *\n870", "Names (optional protocol)\nThe fund grew."),
)
FEEDBACK = Rule(
    "segments.feedback",
    "The question whether a page was of use, and its answers.",
    matches=(
        "The fund grew.\n«Was this page helpful?»\n«Yes»\n«No»",
        "The fund grew.\n«Did you find what you were looking for? Yes / No»",
    ),
    rejects=("Was this war useful?\nYes\nNo", "Was the road open?\nYes\nIt was mined in 2009."),
)
RULES = (CONTROL, FIELD, FEEDBACK)

_LENGTH = 80
"""Characters of a button; the longest of 60 tried has 47."""

_VERBS = (
    "accept|add|adjust|allow|book|bookmark|cancel|change|choose|clear|close|collapse|configure|copy|cite|create|customi[sz]e"
    "|decline|deny|disable|dismiss|display|download|e-?mail|embed|enable|enlarge|enter|expand|export|filter|flag|follow"
    r"|forgot|get|gift|go\ (?:to|back)|hide|install|jump|like|listen|load|log\ (?:in|out)|manage|mute|open|pause"
    r"|pin|play|post|print|rate|read"
    "|receive|reject|register|remove|report|request|reset|retry|return|save|scroll|search|see|select|send|set|share|show"
    r"|sign\ (?:up|in|out|me\ up)|skip|sort|start|submit|subscribe|switch|tap|toggle|translate|turn"
    r"|unsubscribe|update|upload|view|visit|watch|write"
)
_THINGS = (
    "page|article|story|post|site|website|webpage|cookies?|preferences|settings|options|links?|urls?|clipboard|pdfs?"
    "|e-?mails?|address|newsletters?|digest|briefing|tickets|appointment|trial|google|question|answer|alerts?|updates?|notifications?|comments?|repl(?:y|ies)|threads?|tweets?"
    "|menus?|navigation|search|results|content|image|picture|photo|videos?|audio|podcasts?|episodes?|gallery|slideshow"
    "|captions|subtitles|transcript|passwords?|username|account|cart|basket|wishlist|language|text|font|size|contrast"
    "|app|playlist|bookmarks|favou?rites|csv|excel|xml|json|recipe|tab|window|form|details|feed|rss|version"
    "|feedback|correction|clip|player|screen|sidebar|toolbar|footer|header|top|cookie|citation|bibtex|ris|endnote"
    "|twitter|facebook|instagram|linkedin|whatsapp|telegram|youtube|tiktok|bluesky|threads|pinterest|reddit|x"
)
_FILLERS = (
    "this|the|a|an|our|your|my|all|to|as|in|on|by|from|for|via|with|and|or|of|up|out|at|off|into|us|me|full|new|more"
    "|less|other|next|previous|related|original|larger|main|weekly|daily|monthly|morning|evening|free|friend|print|printer|friendly"
    "|high|low|resolution|now|here|only|non-essential|optional|necessary|essential|additional|privacy|short|direct"
    "|about|embed|shareable|code|problem|error|mobile|desktop|these|selected|latest|using"
)
_CONTROL = re.compile(
    rf"""
    (?:(?:click|tap|press)\ (?:here\ )?to\ )?
    (?:{_VERBS})(?:\ (?:{_FILLERS}|{_THINGS})){{0,7}}
    \ (?:{_THINGS}|(?:embed|qr)\ code|a\ friend|(?:problem|error)\ with\ this\ \w+)
    (?:\ ?\((?:\w{{2,4}}[,\ ]+)?[\d.,]{{1,8}}\ ?[kmg]?b\)|\ ?\((?:pdf|docx?|xlsx?|csv|zip|html)\))?
    (?:\ \(?opens\ in\ (?:a\ )?new\ (?:window|tab)\)?)?
    | (?:cite|share|embed|download|print)\ this\ (?:publication|report|paper|document|brief)
    | (?:download|view|read|open|get|see|print)\ [^.:;()]{{3,60}}
      \ ?\((?:\w{{2,4}}[,;\ ]{{1,2}})?[\d.,]{{1,8}}\ ?[kmg]?b(?:ytes)?\)          # Read the audit (PDF, 3.1 MB)
    """,
    re.VERBOSE,
)
_FIRST_WORDS = frozenset(
    [
        *(verb.partition(r"\ ")[0] for verb in re.split(r"\|", _VERBS)),
        "click",
        "press",
        "email",
        "customize",
        "customise",
    ]
)
_FIELD = re.compile(
    r"""
    (?:your\ |full\ |first\ |last\ |middle\ |sur|family\ |given\ |user\ ?|mobile\ |phone\ |telephone\ |street\ |work\ )?
    (?:name|e-?mail(?:\ address)?|comments?|message|website|url|phone|number|country|city|subject|post(?:al\ )?code
      |zip(?:\ code)?|company|organi[sz]ation|address|password|captcha|question)
    :?\s?(?:\*|\((?:required|optional|will\ not\ be\ published|not\ shown)\)):?
    """,
    re.VERBOSE,
)
_ANSWERS = r"yes(?:\ ?[/|,·]?\ ?no)?|no|not\ really|partly|somewhat|very|submit|send"
_FEEDBACK = re.compile(
    rf"""
    (?: (?:was|is|did\ you\ find|do\ you\ find|how\ (?:useful|helpful|would\ you\ rate)\ (?:was\ |is\ )?)\ ?
        (?:this|the|our)\ (?:page|article|information|content|site|website|answer|story|section|post|document|resource)
        .{{0,40}}
      | (?:was|is)\ (?:this|it)\ (?:helpful|useful)
      | did\ you\ find\ (?:what\ you|this|everything)\ .{{1,40}}
      | is\ there\ (?:anything|something)\ wrong\ with\ this\ page
      | how\ can\ we\ (?:improve|make)\ this\ page.{{0,20}}
      | what\ (?:were\ you\ (?:looking\ for|doing)|did\ you\ think).{{0,30}}
      | did\ you\ (?:make|try)\ this\ \w+
    )\?(?:\s+(?:{_ANSWERS})){{0,3}}
    | thank(?:s|\ you)\ for\ your\ (?:feedback|vote|rating|comment)[.!]?
    """,
    re.VERBOSE,
)
_ANSWER = re.compile(_ANSWERS, re.VERBOSE)


def is_control(block: Block) -> bool:
    """Whether a line is a button. Items of a list are tasks: those need their neighbours."""
    if len(block.text) > _LENGTH or block.text[-1] in ".:;?":
        return False
    words = block.key
    return block.first in _FIRST_WORDS and _CONTROL.fullmatch(words) is not None and not block.is_item


def is_control_text(words: str) -> bool:
    """Whether the words of a line, or of a cell of one, are those of a button."""
    return _CONTROL.fullmatch(words) is not None


def is_field(block: Block) -> bool:
    """Whether a line is the label of a field."""
    text = block.text
    return text[-1] in "*):" and len(text) <= _LENGTH and _FIELD.fullmatch(block.lower) is not None


def is_feedback(block: Block) -> bool:
    """Whether a line asks the reader about the page."""
    text = block.text
    if len(text) > _LENGTH:
        return False
    return ("?" in text or block.lower.startswith("thank")) and _FEEDBACK.fullmatch(block.lower) is not None


def find_answers(page: Page) -> None:
    """Judges what can be answered to the questions about the page."""
    for i, found in enumerate(page.judgements):
        if found and found.rule is FEEDBACK:
            end = i + 1
            while end < len(page.blocks) and _ANSWER.fullmatch(page.keys[end]):
                end += 1
            page.judge(range(i + 1, end), SegmentLabel.NAVIGATION, FEEDBACK)
