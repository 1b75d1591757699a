"""Sentences in which a page, a form or a player speaks of itself, whoever the site belongs to.

"The link has been copied to your clipboard."          -> navigation
"Best viewed in Firefox"                               -> navigation
"Registered charity no. 1234567"                       -> navigation
"By signing the accord, both sides agree to disarm."   kept
"""

import re

from extractors.rules import Rule
from extractors.segments.blocks import Block

PAGE_SPEECH = Rule(
    "segments.page-speech",
    "A sentence about the page, its forms, its player or its owner's registration, which no document says of itself.",
    matches=(
        "The fund grew.\n«The link has been copied to your clipboard.»",
        "The fund grew.\n«This page is best viewed in Firefox at 1024 x 768»",
        "The fund grew.\n«Registered charity no. 1234567»",
        "The fund grew.\n«Save my name, email, and website in this browser for the next time I comment.»",
        "The fund grew.\n«Already have an account? Sign in»",
        "«Official websites use .gov»\n\nThe fund grew.",
    ),
    rejects=(
        "By signing the accord in 2019, both sides agree to disarm.",
        "The trust is a registered charity that feeds 300 children.",
        "The video shows that you can see the camp.",
        "Your account of the war is in 12 volumes.",
        "The browser of 1994 displayed text.",
    ),
)
RULES = (PAGE_SPEECH,)

_LENGTH = 400
_FIRST_WORDS = frozenset(
    "by when this our get receive have save notify your javascript flash please enable turn switch update upgrade"
    " best registered uk a charity company vat abn acn ein tax npo siret siren already not don't don’t do new lost"
    " forgot official secure sorry no information content material materials anyone site website powered proudly you"
    " you've you’ve correction corrections corrections? while sorry, community".split()
)
_SPEECH = re.compile(
    r"""
    (?:by\ (?:signing\ up|subscribing|clicking|continuing|using\ (?:this|our)|submitting|registering|providing|entering
        |checking|creating|joining|accepting)|when\ you\ (?:subscribe|sign\ up|submit))
      .{0,120}\byou(?:['’]re)?\ (?:also\ )?(?:accept|agree|consent|confirm|acknowledge|indicate|are)\b.{0,250}
    | this\ (?:site|page|form|website)\ is\ protected\ by\ .{0,30}captcha.{0,200}
    | (?:get|receive|have)\ .{1,120}\b(?:in|to|into)\ your\ (?:e-?mail\ )?(?:inbox|email|mailbox).{0,40}
    | save\ (?:my\ (?:name|details|information)|(?:this\ |these\ )?articles?\ (?:to\ read|for)\ later)\b.{0,100}
    | (?:community\ )?content\ is\ (?:available|licen[cs]ed)\ under\ .{2,100}
    | please\ do\ not\ (?:enter|include|provide)\ (?:any\ )?(?:personal|sensitive)\ .{3,100}
    | notify\ me\ (?:of|by|when|about)\ .{1,60}
    | (?:your\ browser|javascript|this\ (?:page|site)|flash)
      \ (?:does\ not|doesn['’]t|is\ (?:disabled|required|not)|must|needs|requires|no\ longer)\b.{0,150}
    | (?:please\ )?(?:enable|turn\ on|switch\ on|update|upgrade)
      \ (?:javascript|cookies|your\ browser|to\ a\ modern\ browser).{0,120}
    | (?:this\ (?:site|page|website)\ is\ )?best\ viewed\ (?:in|with|using|at|on)\ .{1,80}
    | (?:uk\ |a\ )?registered\ (?:in\ (?:england|scotland|wales|ireland|the\ uk)\b.{0,60}
        |(?:as\ a\ )?(?:charity|company|office|society|trust|non-?profit))\b
      .{0,20}\b(?:no|nos|number|numbers|in|nr)\b.{0,80}
    | (?:charity|company|vat|abn|acn|ein|tax\ id|npo|siret|siren)\ (?:registration\ |registered\ |reg\.?\ )?
      (?:no|nos|number|nr|id)?[.:]*\s*[a-z]{0,3}[\d\s./-]{5,20}
    | (?:this|our)\ (?:page|post|article|site|website|blog|story)\ (?:may\ )?contains?\ affiliate\ .{1,150}
    | (?:already|not|don['’]t|do\ not|new\ here|have|lost|forgot)\ .{0,30}
      \b(?:account|subscriber|member|registered|password)\?.{0,60}
    | (?:official\ websites?\ use|secure\ \.?\w*\ ?websites?\ use|a\ \.(?:gov|mil)\ website\ belongs
        |a\ lock\ \(?.{0,40}https).{0,250}
    | (?:sorry,?\ )?(?:a\ shareable\ link\ is
        |this\ (?:content|video|audio|material|copy|article|story)\ (?:is|has\ been)
         \ (?:not|no|currently|unavailable|hosted|provided\ by\ a\ third|for\ your\ personal|available\ (?:to|for)
           |only\ available|subject\ to)).{0,150}
    | no\ (?:media\ source|compatible\ source|results\ found).{0,60}
    | (?:the\ )?(?:information|content|material)s?\ (?:on|in|provided\ (?:on|in|by)|contained\ (?:on|in))\ this
      \ (?:page|site|website|article|blog|post)\ (?:is|are|does|do|should|may|has)\b.{1,250}
    | anyone\ you\ share\ .{1,80}
    | (?:this\ (?:page|site|website)\ is|site|website)
      \ (?:managed|maintained|operated|hosted|run|funded|designed|built|created)\ by\ .{1,120}
    | (?:proudly\ )?powered\ by\ [^.\d]{1,60}(?:\ (?:version|v\.?)?\ ?\d[\d.]{0,9})?
    | you\ (?:have|['’]ve)\ .{1,30}\bfree\ articles?\b.{0,60}
    | corrections?\?\ .{1,200}
    | while\ every\ effort\ has\ been\ made\ to\ follow\ citation\ style.{1,200}
    """,
    re.VERBOSE | re.DOTALL,
)
_INFORMATION = ("the information", "the content", "the material")
_INSIDE = re.compile(
    r"\b(?:copied|copy (?:it|this)) to (?:your|the) clipboard\b"
    r"|\b(?:delivered|straight|direct(?:ly)?|sent) to your (?:inbox|e-?mail|mailbox)"
    r"|\bfollow (?:her|him|them|us|me|the author) (?:on|at) .{1,60}$"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b")


def is_page_speech(block: Block) -> bool:
    """Whether a block is such a sentence; one that names a year tells something."""
    if len(block.text) > _LENGTH:
        return False
    text = block.lower
    found = ((block.first in _FIRST_WORDS or text.startswith(_INFORMATION)) and _SPEECH.fullmatch(text)) or (
        ("clipboard" in text or "to your " in text or "follow " in text) and _INSIDE.search(text)
    )
    return bool(found) and not _YEAR.search(text)
