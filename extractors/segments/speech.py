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
        "The fund grew.\n«To display this content, you must allow its maker to count you.»",
        "The fund grew.\n«The page you requested is not available anymore.»",
        "The fund grew.\n«For all latest news, follow the Courier's channel.»\n«Subscribe to Courier News Flash»",
        "The fund grew.\n«Published comments are readers' own views, and the Courier endorses none of them.»",
        "The fund grew.\n«“The dam” – watch the film on our YouTube channel»",
        "The fund grew.\n«The Harbour Briefing tells what you need for the day. Sign up here.»",
        "The fund grew.\n«Receive the news of the coast every morning»",
        "The fund grew.\n«Harbour Notes is a reader-supported publication.»",
        "The fund grew.\n«(This story has not been edited by our staff and came from a news agency.)»",
        "The fund grew.\n«All content is in the public domain unless stated otherwise.»",
        "The fund grew.\n«Thanks for reading Harbour Notes! This post is public, so feel free to share it.»",
    ),
    rejects=(
        "By signing the accord in 2019, both sides agree to disarm.",
        "The trust is a registered charity that feeds 300 children.",
        "The video shows that you can see the camp.",
        "Your account of the war is in 12 volumes.",
        "The browser of 1994 displayed text.",
        "The list of the 412 names is on our website.",
        "We counted 12 attacks on our Facebook page.",
        "To receive new posts abroad, officers must pass two tests.",
        "For more updates, visit the office in Goma.",
        "The page you requested from the archive is lost, Doe wrote.",
        "Get news of the front every day: 300 families wait at the radio.",
        "Comments will be published in the report in May.",
        "Subscribe to the Convention on Mines",
        "To see this village, you must cross the river on foot.",
        "To see the camp, the envoy flew to Bor, and his staff went by road.",
        "For more news, the villagers walk to the mast in Bor.",
        "Subscribe to the convention or leave: that was the choice.",
        "Comments are the readers' only way to answer, the court held in 2014.",
        "We fought on our website's behalf in 2019.",
        "Quotes are given in the language of the speaker.",
        "To read this book, the pupils walk for two hours.",
        "The documents you requested were sent to Bor on 3 May 2019.",
        "The farmers receive the weather news on the radio, and every morning two of them walk to the mast.",
        "The library is supported by its readers, and its content is in the public domain in Malta.",
        "The report had not been edited by the commission when it was leaked to the staff.",
        "Thank you for reading the draft, which the Council will discuss in Bor.",
        "The required fields of study are law and medicine.",
    ),
)
RULES = (PAGE_SPEECH,)

_LENGTH = 400
_FIRST_WORDS = frozenset(
    "by when this our get receive have save notify your javascript flash please enable turn switch update upgrade"
    " best registered uk a charity company vat abn acn ein tax npo siret siren already not don't don’t do new lost"
    " forgot official secure sorry no information content material materials anyone site website powered proudly you"
    " you've you’ve correction corrections corrections? while sorry, community thanks thank subscribe quotes press"
    " published comments (this (only indicates denotes marks".split()
)
_SPEECH = re.compile(
    r"""
    (?:by\ (?:signing\ up|subscribing|clicking|continuing|using\ (?:this|our)|submitting|registering|providing|entering
        |checking|creating|joining|accepting)|when\ you\ (?:subscribe|sign\ up|submit))
      .{0,120}\b(?:you(?:['’]re)?|i)\ (?:also\ )?(?:accept|agree|consent|confirm|acknowledge|indicate|are)\b.{0,250}
    | this\ (?:site|page|form|website)\ is\ protected\ by\ .{0,30}captcha.{0,200}
    | to\ (?:display|view|see|watch|read|access|listen\ to|play|load)
      \ (?:this|these|the\ (?:full|rest\ of\ the)|our|more)\ (?:\w+\ )?
      (?:content|videos?|posts?|page|article|stor(?:y|ies)|map|media|audio|podcasts?|images?|(?:web)?site|tweets?)\b
      [^.]{0,60},?\ (?:you\ (?:must|need|have\ to)|please|(?:subscribe|log\ in|sign|accept|enable))\b.{1,150}
    | the\ (?:content|page|file|article|document|video|url)\ (?:that\ )?you\ (?:have\ |are\ |were\ )?
      (?:requested|looking\ for|trying\ to)\b[^,]{1,120}
    | (?:receive|get)\ [^.]{0,60}\b(?:news|stories|updates|headlines|analysis|briefings?)\b[^.]{0,40}
      \b(?:every|each)\ (?:morning|evening|day|weekday|week|month|monday|friday|saturday|sunday)\b[^:\d]{0,40}
    | to\ receive\ (?:new|our|my|future|all)\ (?:posts?|stories|articles|updates|newsletters?)\b
      .{1,100}\b(?:subscri\w+|sign\ up|consider)\b.{0,100}
    | thanks?(?:\ you)?\ for\ reading\b.{1,80}\b(?:subscribe|post\ is\ public|share\ it)\b.{0,100}
    | for\ (?:all\ |more\ |the\ ){0,2}(?:latest\ |breaking\ )?(?:news|updates|stories),\ (?:please\ )?
      (?:follow|like|join|subscribe|download)\b.{1,100}
    | subscribe\ to\ (?!the\ )[^.:;\d]{3,60}
    | (?:all\ )?(?:quotes|data|prices)\ (?:are\ )?delayed\ (?:by\ )?(?:at\ least|a\ minimum\ of|\d).{1,120}
    | all\ (?:content|material)\ (?:on\ this\ \w+\ )?is
      \ (?:in\ the\ public\ domain|cc\ by|(?:available|licen[cs]ed)\ under)\b.{0,150}
    | \(?(?:this|only\ the)\ .{3,60}\b(?:not\ been\ (?:edited|reviewed|created)\ by\ .{0,40}\bstaff
        |auto-generated|reworked\ by\ .{0,40}\bstaff)\b.{0,160}
    | (?:while\ .{0,20}\b|published\ )?comments\ (?:are\ (?:the\ )?readers['’]\ (?:own\ )?(?:views|opinions|words)
        |(?:will|may)\ be\ (?:posted|moderated))\b.{1,250}
    | press\ enter\ or\ click\ to\ .{1,60}
    | (?:indicates|denotes|marks)\ (?:a\ )?required(?:\ fields?)?
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
_COMMON = {
    "the": tuple(f"the {thing}" for thing in "information content material page file url document video".split()),
    "to": tuple(f"to {verb}" for verb in "display view see watch read access listen play load receive".split()),
    "for": ("for all ", "for latest ", "for more ", "for the latest "),
    "all": ("all quotes", "all data", "all prices", "all content", "all material"),
}
"""First words of many sentences, with what goes on from them where a page speaks."""
_INSIDE = re.compile(
    r"\b(?:copied|copy (?:it|this)) to (?:your|the) clipboard\b"
    r"|\b(?:delivered|straight|direct(?:ly)?|sent) to your (?:inbox|e-?mail|mailbox)"
    r"|\bfollow (?:her|him|them|us|me|the author) (?:on|at) .{1,60}$"
    r"|\bis a reader-supported (?:publication|newsletter|site|blog|letter)\b"
    r"|\b(?:watch|listen|see|find|follow|join|subscribe)\b.{0,60}\bon our"
    r" (?:youtube|facebook|twitter|telegram|whatsapp|soundcloud|flickr|instagram|google news)\b"
    r"|^[^?]*\bsign up here\.?$|\bclick here to (?:download|subscribe|sign up|register|donate)\b"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b")


def _has_sign(text: str) -> bool:
    return (
        "clipboard" in text
        or "to your " in text
        or "follow " in text
        or "on our " in text
        or "reader-supported" in text
        or " here" in text
    )


def is_page_speech(block: Block) -> bool:
    """Whether a block is such a sentence; one that names a year tells something."""
    if len(block.text) > _LENGTH:
        return False
    text = block.lower
    starts = block.first in _FIRST_WORDS or (block.first in _COMMON and text.startswith(_COMMON[block.first]))
    found = (starts and _SPEECH.fullmatch(text)) or (_has_sign(text) and _INSIDE.search(text))
    return bool(found) and not _YEAR.search(text)
