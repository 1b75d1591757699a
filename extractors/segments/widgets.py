"""Lines that the parts of a page write by themselves: counters, baskets, sizes of the text, rights in a forum, files.

"Hits: 1874", "Basket (0) £0.00", "A- A A+"       -> navigation
"Click to share on Twitter"                       -> navigation
"You may not post new threads"                    -> navigation
"Visitors: 1,874", "Items 3 to 9 of the list"       kept
"""

import re

from extractors.rules import Rule
from extractors.segments.blocks import Block

WIDGET = Rule(
    "segments.widget",
    "A line that a part of a page writes by itself: a counter, a basket, a switch, a list for screen readers, a file.",
    matches=(
        "The fund grew.\n«Hits: 1874»",
        "The fund grew.\n«Basket (0) £0.00»",
        "The fund grew.\n«Click here to share on social media»",
        "The forum opened.\n«You may not post new threads»\n«HTML code is Off»",
        "The fund grew.\n«View all 64 comments»",
        "The fund grew.\n«list 1 of 3 Floods in Malawi»\n«end of list»",
        "«A- A A+»\nThe fund grew.",
        "«● LIVE: Lamu 2-0 Bor»\nThe fund grew.",
        "The fund grew.\n«Send me alerts ▢ daily ▢ weekly»",
        "The fund grew.\n«annual-report.pdf (214 KB)»",
        "The fund grew.\n«Showing 1-20 of 412 results»",
        "The shop opened.\n«[ 10 € ] [ 30 € ] [ Other ]»",
        "«📌 Breaking: Floods in Bor | Talks in Juba»\n\nThe school opened.\n«♡ Add to wish list»",
        "The fund grew.\n«Download (PDF, 412 KB)»\n«Share  Tweet  +  2.1K Shares»",
        "The fund grew.\n«talks.bor.2019.pdf  [Letter]  318 kB»",
        "The fund grew.\n«Click here to see the photos»\n«[IMG_2231.jpg]»",
        "The fund grew.\n«[Video: “They sang” 02:14]»\n«01002007075000000000000001119955»",
        "The fund grew.\n«Join our Telegram channel»\n«CHF 20   CHF 50   CHF 100   Other amount»",
        "The fund grew.\n«♦ Download the Courier app for your phone.»\n«Listen to article 1x 1.2x 1.5x»",
        "The school opened.\n«▢ $15  ▢ $40  ▢ Other»\n«♥ 1,902»",
        "«From Openpedia, the free encyclopedia»\n\nThe fund grew.",
        "«EN | ES | CAT»\nThe fund grew.",
        "The fund grew.\n«Follow us: Facebook Instagram TripAdvisor»",
    ),
    rejects=(
        "Visitors: 1,874",
        "● Live births: 412",
        "Get the facts ▢ yes ▢ no",
        "The basket (0.3 kg) costs $14.",
        "You may not post bail twice, the court held in 2014.",
        "List 3 of the annex names 12 companies.",
        "Results 1 and 3 of the survey are in doubt.",
        "A and A+ are grades.",
        "Hits on 14 targets",
        "EU | UN | AU",
        "▪ Latest: 14 cases in Goma",
        "□ five beds were bought.",
        "Follow the facts of 2019",
        "The code is on the door.",
        "The video lasts 02:14.",
        "Fees: CHF 20   CHF 50   CHF 100",
        "Download speeds on the app rose.",
        "Share of Ghana  412 shares",
        "Name  Email  Rank",
        "Audio: the speech of the envoy",
        "Video evidence from Bor 12",
        "+254 20 7621234",
        "The file report_2019.pdf holds 12 maps.",
        'In "Borders" she tells of 12 maps.',
        "The bridge was designed by Jane Doe.",
    ),
)
RULES = (WIDGET,)

_NUMBER = r"\d[\d.,]{0,10}k?"
_NETWORKS = "facebook|twitter|instagram|youtube|linkedin|tiktok|flickr|whatsapp|telegram|threads|bluesky|mastodon"
_WIDGET = re.compile(
    rf"""
    (?:hits|page\ ?views|article\ views|views|(?:visitors|users|guests|members)\ (?:today|online|this\ \w+)
        |total\ (?:hits|visits|visitors|views)|visitor\ counter|basket|cart|bag|wish\ ?list
        |saved\ items|total\ items):?\ {_NUMBER}                                # Hits: 1874
    | {_NUMBER}\ (?:hits|page\ ?views|other\ followers|shares)
    | join\ {_NUMBER}\ (?:other\ )?(?:followers|subscribers|readers)\b[^.]{{0,40}}
    | (?:\W\ )?(?:my\ )?(?:shopping\ )?(?:basket|cart|bag|wish\ ?list|favou?rites|saved\ items|compare)
      \ ?\(\d{{1,3}}\)(?:\ ?\W{{0,3}}\d[\d.,]{{0,8}})?                          # Basket (0) £0.00
    | [🛒🛍]\W{{0,3}}.{{0,20}}
    | (?:(?:text|font)\ size:?\ ?)? a\ ?[-+]?(?:[\s|]{{1,3}}a\ ?[-+]{{0,2}}){{1,3}}   # A- A A+
    | (?:download|read|view|open|print)\ \((?:pdf|docx?|xlsx?|pptx?)[^()]{{0,30}}\)       # Download (PDF, 412 KB)
    | share\s{{2,4}}[^.:]{{0,30}}\s[\d.,]+\ ?[km]?\ shares
    | name\s{{2,4}}e-?mail\s{{2,4}}\[?(?:subscribe|submit|send|sign\ up)\]?
    | [\w%()+.-]{{3,90}}\.(?:pdf|docx?|xlsx?|pptx?|zip)\s{{1,4}}\[[^\[\]]{{2,40}}\]\s{{1,4}}[\d.,]{{1,6}}\ ?[kmg]i?b
    | (?:(?:[$€£]|[a-z]{{3}}\ )\d[\d.,]{{0,8}}\s{{1,4}}){{2,8}}other(?:\ amount)?         # CHF 20   CHF 50   Other
    | (?:join|follow)\ our\ (?:whatsapp|telegram|viber|youtube)\ (?:channel|group)
    | listen\ to\ (?:this\ )?article(?:\ [\d.]{{1,4}}x){{1,5}}
    | (?:\W\ )?download\ (?:the|our)\ [^.]{{2,30}}\ app\b[^.]{{0,50}}\.?
    | click\ (?:here\ )?to\ (?:see|view|read|watch|download|listen|register|apply|learn|open|donate)\b[^.:\d]{{0,60}}
    | \[?[\w%()+-]{{2,90}}\.(?:jpe?g|png|gif|webp|svg|mp[34])\]?                  # [IMG_2231.jpg]
    | \[?(?:video|audio|watch|listen):?\ .{{3,100}}\ \(?\d{{1,2}}:\d\d\)?\]?       # [Video: "The dam" 02:14]
    | \d{{20,60}}                                                             # what a page counts itself by
    | click\ (?:here\ )?to\ (?:share|print|e-?mail|tweet|pin|subscribe|follow|donate|like|enlarge)\b[^.]{{0,80}}
    | (?:listen\ to|watch)\ this\ \w+\ [·|(-]{{1,2}}\ ?\d{{1,2}}:\d\d\)?
    | (?:showing|displaying|results?|items|posts)\ {_NUMBER}\ ?(?:to|-|–)\ ?{_NUMBER}\ of\ {_NUMBER}(?:\ [a-z]+)?
    | list\ (?:\d{{1,2}}\ )?of\ \d{{1,2}}(?:\ items?|\ \ ?[^\s].{{0,150}}) | end\ of\ list  # list 1 of 3  Title
    | (?:view|see|show|read|load)\ (?:all|more)?\ ?{_NUMBER}\ (?:comments|replies|reviews|photos|posts|answers)
    | (?:view|see|show)\ all\ (?:posts|articles|stories|entries)\ (?:by|in|from)\ [^.]{{1,60}}
    | (?:sort|order|filter)(?:ed)?\ by:\ ?[a-z\ ]{{3,30}}
    | you\ (?:may|can|cannot)\ (?:not\ )?(?:post|reply|edit|delete|vote|attach|rate|start|create)
      \ (?:new\ |to\ |in\ |your\ |polls|threads|topics|replies|attachments|posts|this\ |forum|other\ |files){{1,6}}
      (?:threads|topics|replies|posts|attachments|polls|forum|board)?
    | (?:bb|html|vb|\[?img\]?|\[?video\]?)\ code\ is\ (?:on|off)
    | (?:smilies|trackbacks?|pingbacks?|refbacks?)\ are\ (?:on|off)
    | (?:all\ )?times\ are\ (?:in\ )?[a-z]{{2,5}}[\d\ +:-]{{0,8}}(?:\.\ (?:the\ )?time\ now\ is\ .{{4,10}})?\.?
    | theme:\ [^.:]{{1,40}}\ by\ [^.:]{{1,40}}
    | (?:create|start)\ a\ (?:free\ )?(?:web\ ?site|blog)\b.{{0,40}}\ (?:at|with|on|for)\ [^\s]{{3,30}}
    | [\w%()+-]{{3,90}}\.(?:pdf|docx?|xlsx?|pptx?|zip|csv|rtf|odt)\ \(?[\d.,]{{1,6}}\ ?[kmg]i?b\)?
    | (?:\[\ ?[^\[\]]{{1,18}}\ ?\]\s{{0,4}}){{2,8}}
    | (?:\[\ ?\]|[◯☐])\ .{{2,100}}
    | (?:[▢□◻]\ ?[$€£]\ ?\d[\d.,]{{0,8}}\s{{0,4}}){{1,8}}.{{0,20}}                # ▢ $15  ▢ $40
    | (?:[♥❤♡👍]\W{{0,2}}){{1,3}}\ ?{_NUMBER}                                     # ♥ 1,902
    | [⚡🌀-🫿]\W{{0,2}}(?:trending|breaking|latest)(?:\ now|\ news)?:\ .{{3,150}}          # 📌 Breaking: …
    | [●🔴⚫]\W{{0,2}}live:?\ .{{3,80}}(?:\ v(?:s\.?)?\ |\d\ ?[-–:]\ ?\d).{{0,60}}   # ● LIVE: Lamu 2-0 Bor
    | [^.:\d▢□◻☐◯]{{3,60}}\b(?:e-?mails?|alerts?|newsletters?|updates|jobs|digest)\b[^.:\d▢□◻☐◯]{{0,30}}
      (?:\s[▢□◻☐◯]\s?\w{{2,12}}){{2,5}}                        # Get jobs by e-mail ▢ daily ▢ weekly
    | [♥❤♡☆]\W{{0,2}}(?:add\ to|save\ to|save)\b[^.]{{0,30}}
    | (?:bet|gamble)\ responsibly\b.{{0,40}}
    | a\ b\ c\ d(?:\ [a-z]){{6,22}}
    | other\ amount[\s_:$€£.]{{1,12}}
    | from\ \w{{3,30}},\ the\ (?:free|open|online)\ (?:\w+\ )?encyclop(?:a?e|æ)dia
    | in\ ["“][^"“”]{{2,40}}["”]
    | (?:follow|find|join)\ (?:us|me)(?:\ on)?:\ (?=.{{0,60}}\b(?:{_NETWORKS})\b)[\w\ ,|·/&]{{3,90}}
    | (?:view|read|see)\ (?:the\ )?original\b.{{0,80}}
    | download\ (?:the\ )?(?:pdf|report|document|map|image|infographic|file)s?(?:\ ?[|(·-].{{0,60}})?
    | (?:trending(?:\ now)?|hot\ topics|popular(?:\ searches)?):\ .{{3,150}}
    | cookies\ on\ (?:this|our|the)\ [^.]{{3,40}}
    | (?:subscribe|subscriptions?)\ (?:for|from)\ [$€£]\ ?\d.{{0,30}}
    | free\ (?:\w+\ )?(?:delivery|shipping|returns)\b.{{0,12}}\ (?:on|for|over)\ .{{3,40}}
    """,
    re.VERBOSE,
)
_FIRST_WORDS = frozenset(
    "hits page article views visitors users guests members visitor total join basket cart bag wish wishlist saved my"
    " shopping compare favourites favorites text font a a- a+ click listen watch showing displaying result results"
    " items posts list end view see show read load sort sorted order ordered filter filtered you bb html vb [ img video"
    " smilies trackbacks pingbacks refbacks all times theme create start"
    " ◯ ☐ ▢ □ ◻ ♥ ❤ ♡ 👍 bet gamble trending trending: 🔥 🛒 🛍 other from in follow find subscribe"
    " subscription subscriptions free download trending hot popular cookies get email e-mail send"
    " receive ● 🔴 ⚫ open print share name audio video:".split()
)
_FILE_ENDS = ("kb", "mb", "kb)", "mb)", "kib", "mib", ".jpg", ".png", ".gif", ".mp3", ".mp4")
_OTHER_GIFTS = (" other", " other amount")
_LENGTH = 160
_CODES = re.compile(r"[A-Z]{2,3}(?:\s?[|/·]\s?[A-Z]{2,3}){1,8}")
_SEPARATORS = re.compile(r"\s?[|/·]\s?")
_CODES_LENGTH = 40
_LANGUAGE_CODES = frozenset("EN ENG ES FR DE CA CAT PT IT NL RU AR ZH SQ SR MK TR UK PL RO EL HR BS SW SO".split())


def is_widget(block: Block) -> bool:
    """Whether a line is what a part of a page writes by itself."""
    text = block.lower
    if len(text) > _LENGTH:
        return False
    is_likely = block.first.rstrip(":") in _FIRST_WORDS or text[0] in "0123456789[" or text[0] >= "🌀"
    is_likely = is_likely or ((text[-1] in "b)" or text[-4:-3] == ".") and text.endswith(_FILE_ENDS))
    if (is_likely or text.endswith(_OTHER_GIFTS)) and _WIDGET.fullmatch(text):
        return True
    return "EN" in block.text and len(text) <= _CODES_LENGTH and _is_codes(block.text)


def _is_codes(text: str) -> bool:
    """Whether a line has codes of languages to choose from: "EN | ES | CAT"."""
    if _CODES.fullmatch(text) is None:
        return False
    codes = set(_SEPARATORS.split(text))
    return not codes.isdisjoint(("EN", "ENG")) and codes <= _LANGUAGE_CODES
