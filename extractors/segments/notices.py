"""Blocks in which a page speaks of itself: rights, cookies, newsletters, where its reader is.

"© 2019 Example Foundation"                    -> navigation
"Home > Missions > Haiti"                      -> navigation
"We use cookies to improve your experience."   -> navigation
"The Copyright Act entered into force in 1979."   kept
"""

import re

from extractors.rules import Rule
from extractors.segments.blocks import Block

NOTICE = Rule(
    "segments.notice",
    "A copyright line, breadcrumbs, a template directive, a line that leads to another text, or a sentence about the "
    "page itself and its reader.",
    matches=(
        "«© 2019 Example Foundation. All rights reserved.»",
        "«We use cookies to improve your experience. By continuing you accept them.»",
        "«Home > Missions > Haiti»\nThe mission closed.",
        "«@include('layout.header')»",
        "«Some links on this page are affiliate links. We may earn a commission.»\n\nThe force left.",
        "The force left.\n\n«Stay in the loop – sign up for our letter»",
        "The force left.\n\n«Registered charity 1000000. © The Trustees of the Example Museum Facebook YouTube»",
        "The force left.\n\n«Website designed, developed and hosted by the Example Centre»",
        "The force left.\n\n«Read more: Ten questions about the force (March 2018)»",
        "The force left.\n\n«This website shows a part of the news that subscribers get. Contact us for the rest.»",
        "The force left.\n\n«READ: Dams hold in the north»",
        "The force left.\n\n«Also Read | Army trains 120 nurses this year»",
        "The force left.\n\n«Read more 'We are alone': a town waits for rain»",
        "The force left.\n\n«Subscribe to our newsletter and get the latest updates in your inbox.»",
        "The force left.\n\n«Your email address will not be published. Required fields are marked *»",
    ),
    rejects=(
        "The Copyright Act entered into force on 1 May 1979.",
        "Cookies were handed out to 300 children.",
        "At home > abroad, the survey says, 40 per cent feel safe.",
        "Contact us@example.org for copies.",
        "MORE: I never gave my word to the king.",
        "MORE | LESS | SAME AS BEFORE",
        "READ | WRITE | COUNT TO TEN",
        "Read: four of 12 pupils. Write: two.",
        "Read more Dante.",
        "Read more Swahili books, the teachers say, and build 12 libraries",
        "Read more slowly the second time",
        "Stay on the road to Bor, then sign up for the convoy at gate 4.",
        "Registered charity 1000000 runs the home.",
        "Next: the Council will vote on 3 May 2019, and then close the file. All 15 members agreed.",
        "The directive requires every website to ask for consent before it stores cookies in a browser.",
        "The United Nations manages this site, where 12,000 refugees live.",
        "The official site of the talks was Lusaka, where they began in May.",
        "The agency runs a newsletter, a website and a hotline for your region, it said on 3 May 2019.",
    ),
)

RULES = (NOTICE,)

_NOTICE = re.compile(
    r"""
    (?:©|\(c\)\s*\d{4}|copyright\s*(?:©|\(c\)|\d{4})) .{0,200}          # © 2019 …, Copyright (C) 2019 …
    | .{0,150} \b(?:all\ rights\ reserved
        |todos\ (?:los\ derechos|os\ direitos)\ reservados)\b
      .{0,40}
    | @(?:include|extends|section|yield|stack)\(.{0,100}\)              # a template that was not filled in
    | \{[{%].{0,100}[%}]\}
    | (?:(?:you\ are\ here|breadcrumbs?):?\s)?(?:home|start)                        # Home > Missions > Haiti
      \s*(?:>|›|»|/|\||::|→|►|▸|⟩|\\)\s*[\w\ ,.:&'’-]{1,120}
      (?:\s*(?:>|›|»|/|\||::|→|►|▸|⟩|\\)\s*[\w\ ,.:;&'’()?!-]{1,120}){0,6}
    | you\ are\ here:\s.{1,150}
    | (?:sign\ up|subscribe)\ (?:to|for)\ .{0,60}(?:newsletter|bulletin|digest|updates|e-?mails?|alerts).{0,60}
    | (?:stay|keep)\ [^.\d]{3,40}[—–:,!-]\ ?(?:sign\ up|subscribe)\ (?:to|for)\ [^.]{3,60}
    | [^.]{3,160}\bregistered\ in\ (?:england|scotland|wales|ireland)\b[^.]{0,40}\bn(?:o\.?|umber)\b.{0,40}
    | registered\ charity\ .{0,40}©.{3,150}
    | (?:read\ (?:more|also|next)|also\ read|see\ also|more\ on\ this|related|watch|listen|tags?|tagged
        |labels|(?:previous|next)(?:\ (?:post|page|article|story))?
        |filed\ (?:under|in)|posted\ in|share\ this):\ [^.!]{1,150}
    | .{0,80}\b(?:we|site|website|page)\ uses?\ (?:\w+\ ){0,4}cookies\b.{0,300}
    | (?:tags|tagged(?:\ under)?|topics?|labels|filed\ under|categories|explore)(?::\ |\ ?\s\s)
      .{1,80}(?:\ [|·•]\ |\s\s).{1,100}
    | (?:available\ (?:in|languages):|languages?:)\ .{0,200}[^\x00-\x7f].{0,80}
    | (?:open\ access\.?\ )?(?:this|the|except|unless)\ .{1,100}\b(?:licen[cs]ed|distributed|available|published)\ under
      \ .{0,40}\b(?:creative\ commons|cc[ -]by|open\ government|open\ access)\b.{0,250}
    | (?:follow|like|find|join|connect\ with)\ .{1,60}
      \ on\ (?:twitter|x|facebook|instagram|linkedin|youtube|social\ media)
      (?:(?:,|,?\ and|\ \||\ or)\ (?:twitter|x|facebook|instagram|linkedin|youtube|flickr|tiktok)){0,6}\.?
    | posted\ (?:in|under)\ .{1,80}\|.{1,100}
    | (?:powered|designed|developed|hosted)\ (?:and\ \w+\ )?by\ [^.]{1,60}\.?
    | (?:web\ ?)?site\ (?:(?:design(?:ed)?|built|developed|made)(?:\ (?:and|&)\ \w+)?\ )?by\ [^.\d]{1,50}
    | (?:web\ ?)?site\ designed(?:,?\ (?:and\ |&\ )?\w+){1,3}\ by\ [^.\d]{1,80}
    | .{0,160}\b(?:manages|maintains|operates|runs|hosts)\ this\ (?:web\ ?site|site\ as\ a\ portal)\b.{0,200}
    | .{0,80}\blinks\ (?:on|in)\ this\ \w+\ are\ affiliate\ links\b.{0,160}
    | this\ \w+\ (?:contains|may\ contain)\ affiliate\ links\b.{0,160}
    | this\ web\ ?site\ is\ (?:managed|maintained|operated|hosted|run|funded)\ by\ .{1,300}
    | (?:an\ |the\ )?official\ web\ ?site\ of\ [^.\d]{1,120}
    | (?:external\ )?links\ to\ other\ (?:internet\ |web)?\ ?sites\ .{1,200}
    | text\ is\ available\ under\ .{1,300}
    | this\ page\ was\ last\ (?:edited|modified)\ on\ .{1,60}\(utc\)\.?
    | (?:retrieved\ from\ ["“]|from\ wikipedia,|categories:|hidden\ categor).{1,300}
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_JUMP = re.compile(
    r"""
    (?: (?:(?:ALSO\ |MUST\ )?READ(?:\ ALSO|\ MORE|\ NEXT)?|(?:Also|Must)[\ -][Rr]ead) \s?[:|–—]
      | (?:MORE|WATCH|LISTEN|SEE\ ALSO|RELATED): ) \s?[^\s.!|][^.!|]{8,150}     # READ: Dams hold in the north
    | Read\ (?:more|also|next)\ (?:['"“‘«][^.!|]{12,150}|[A-Z][^.!|,]{12,150})  # Read more 'We are alone': a town waits
    """,
    re.VERBOSE,
)
"""A line amid a text that leads to another: words in capitals and its title, which has no full stop."""
_JUMPS = frozenset("also must read more watch listen see related also-read must-read".split())
_JUMP_LENGTH = 180
_FIRST_WORDS = frozenset(
    "home start breadcrumb breadcrumbs stay keep registered you sign subscribe read also see more related "
    "watch listen previous next tag "
    "tags tagged labels filed posted topic topics explore available language languages open follow like find join "
    "connect categories category share powered designed developed hosted text this retrieved from hidden official "
    "external links".split()
)
_NOTICE_LENGTH = 400


def _has_word(text: str) -> bool:
    return (
        "site" in text
        or "cookies" in text
        or "copyright" in text
        or "reserv" in text
        or "licen" in text
        or "affiliate" in text
        or "registered in" in text
        or "©" in text
        or "(c)" in text
    )


def is_notice(block: Block) -> bool:
    """Whether a block is a notice of the page: by its form, or since it speaks of the page and its reader."""
    if len(block.text) > _NOTICE_LENGTH:
        return False
    text = block.lower
    likely = (
        block.first.rstrip(":") in _FIRST_WORDS
        or text.startswith(("@", "{", "the official ", "an official "))
        or _has_word(text)
    )
    if block.first.rstrip(":") in _JUMPS and len(block.text) <= _JUMP_LENGTH and _JUMP.fullmatch(block.text):
        return True
    return (likely and _NOTICE.fullmatch(block.text) is not None) or _is_about_the_page(text)


_READER = re.compile(r"\b(?:you|your|(?:to|for|with) our|(?:follow|like|join|contact|help|tell) us)\b")
_PAGE_WORDS = re.compile(
    r"""
    \b(?: (?P<cookies>cookies?|personali[sz]ed\ (?:ads?|content))
      | (?P<site>website|web\ (?:site|page|browser)|your\ browser|javascript|homepage|this\ page)
      | (?P<letter>(?:e-?)?newsletters?|mailing\ list|inbox|e-?mail\ (?:updates?|address|alerts?)
          |daily\ (?:digest|briefing))
      | (?P<join>(?:un)?subscribe|subscribers|subscriptions?|sign(?:ing)?\ up|opt\ out|click(?:ing)?|log\ in
          |follow\ us|like\ us)
      | (?P<terms>privacy\ (?:policy|notice|statement)|terms\ of\ (?:use|service))
      | (?P<gift>your\ (?:gift|donation|generosity)|tax[- ]deductible|monthly\ (?:gift|donor)
          |donate\ (?:now|today|online))
      | (?P<form>required\ fields|will\ not\ be\ published|leave\ a\ (?:comment|reply))
      | (?P<vague>consent|preferences|settings|experience|feedback|updates|tracking|browse|accept|latest
          |donat(?:e|ions?)
          |third[- ]part(?:y|ies)|help|support|stay\ (?:informed|connected|in\ touch)|never\ miss|visit)
    )\b
    """,
    re.VERBOSE,
)
_TOPICS = 2
"""Different page topics in one short block that speaks to the reader, at most one of them vague. With one, four of 20
honest texts and two lines of 12 pages are lost, such as thanks for a visit; 2 and 3 read the texts tried alike."""
_REPORTED = re.compile(r"[\"“”«»]|\b(?:said|says|told|wrote|added|according to)\b|\d{4}")


def _is_about_the_page(text: str) -> bool:
    """Cookies and consent, a newsletter and an inbox, a gift and a click: two such topics, said to the reader."""
    if ("you" not in text and " our " not in text and " us" not in text) or not _READER.search(text):
        return False
    topics = {match.lastgroup for match in _PAGE_WORDS.finditer(text)}
    return len(topics) >= _TOPICS and _REPORTED.search(text) is None
