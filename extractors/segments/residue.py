"""Markup and labels left inside running text: residue, which splits no sentence.

"Resolution 2100 PDF Document set up"   -> residue " PDF Document"
"the [mission](https://example.org/1)"  -> residue "[" and "](https://example.org/1)"
"Haiti coverUntil 2004"                 -> residue "Haiti cover"
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.rules import Rule
from extractors.segments.blocks import Block

LINK_LABEL = Rule(
    "segments.link-label",
    "The label of a link left inside running text.",
    matches=(
        "Resolution 2100« PDF Document» set up the mission.",
        "The mandate« [edit]» was extended.",
        "Read the report« (opens in new tab)» first.",
    ),
    rejects=(
        "It was sent as a PDF Document by mail.",
        "He chose [to] edit the text.",
        "The window (opens in May) was shut.",
    ),
)
NOTE_MARK = Rule(
    "segments.note-mark",
    "The mark of a footnote glued to a word.",
    matches=("The war ended in 1999.«[12]» Talks began.", "The force left«[3]»«[4]» at once."),
    rejects=("See S/2008/692 [2] for details.", "The table lists [3] and [4]."),
)
MARKUP = Rule(
    "segments.markup",
    "Tags and wiki markup left inside running text.",
    matches=("The «<b>»force«</b>» left.", "The «[[»mission«]]» stayed.", "The «''»Charter«''» says so."),
    rejects=(
        "If a < b and c > d, the index falls.",
        "Write to Ida Doe <i.doe@example.org> soon.",
        "The [mission] stayed.",
        "It's the troops' camp.",
    ),
)
MARKDOWN = Rule(
    "segments.markdown",
    "The brackets and the address of a link written in Markdown, and a picture without a caption; the words stay.",
    matches=(
        "The «[»mission«](https://example.org/2019/05)» stayed.",
        "«![logo](/img/logo.png)»The force left.",
        'The «[»fund«](/fund)» and the «[»bank«](https://example.org/b "The bank")» met.',
    ),
    rejects=(
        "The [mission] (2019) stayed.",
        "The text [as amended](2) was adopted.",
        "See [3](a) of the annex.",
    ),
)
SHORTCODE = Rule(
    "segments.shortcode",
    "What a program that writes pages puts in brackets for itself: a word with its settings, or a slash and a word.",
    matches=(
        '«[caption id="attachment_12" width="300"]»Engineers mend a bridge near Bor, May 2019«[/caption]»',
        "The band played.\n\n«[gallery ids='4,8,15']»\n\nThe force left.",
        "The force left.«[/quote]» So it did.",
        'The ferry sank.«[video width="640" /]»',
    ),
    rejects=(
        "The text [caption] was cut.",
        "He wrote that [the force = 300 men] had left.",
        "The clause [and/or its heirs] was struck out.",
        "Let [x = 1] stand for the first case.",
        "The map [scale 1:50,000] shows the bridge.",
    ),
)
ENTITY = Rule(
    "segments.entity",
    "A character that HTML writes as a name, where the text reads on without it.",
    matches=("The force «&nbsp;» left.", "The peace«&shy;»keepers left.", "Research &«amp;» Development"),
    rejects=("The R&D; fund grew.", "The 5&nbsp;000 soldiers left."),
)
GLUED_CAPTION = Rule(
    "segments.glued-caption",
    "The caption of a picture glued to the first word of a paragraph.",
    matches=("«Haiti cover»Until 2004 the country had no army.", "«Flag of Malta image»The islands joined in 1964."),
    rejects=("The cover Until 2004 was blue.", "McDonald led the mission.", "YouTube was blocked."),
)


RULES = (LINK_LABEL, NOTE_MARK, MARKUP, MARKDOWN, SHORTCODE, ENTITY, GLUED_CAPTION)

_RESIDUE = re.compile(
    r"""
    [\s\[\]<!'{&](?:                        # the first character of each, looked at again where it matters
      (?P<link_label>
          (?<=[\w)\]]\s)(?:PDF|Word|Excel|DOC)\s(?:Document|File)\b
        | (?:(?<=\[)|(?<=\s)\[)(?:edit|hide|show|update|(?:citation|clarification|better\ source|page)\ needed
            |when\?|who\?|(?:by|according\ to)\ whom\?|(?:permanent\ )?dead\ link|verification\ needed
            |failed\ verification|cross\ ?ref|google\ scholar|web\ of\ science(?:\ ®)?|pubmed|scopus)\]
        | (?<=\s)\((?:opens\ in\ (?:a\ )?new\ (?:tab|window)|link\ is\ external|external\ link)\)
      )
      | (?P<note_mark> (?<=[\w.,;:!?"”’)\]]\[)(?:\d{1,3}|note\ \d{1,2}|[a-z])\] )
      | (?P<markup>
          (?<=<)/?(?:p|br|a|b|i|u|em|strong|span|div|sup|sub|ul|ol|li|img|h[1-6]|table|tr|td|th|iframe|script|blockquote
            |figure|figcaption|font|center|small|code|nowiki|section)(?=[\s/>])[^<>\n]{0,300}>
        | (?<=<)ref\b[^<>\n]{0,200}(?:/>|>[^<>\n]{0,400}</ref>)                       # <ref name="a">Doe 2001</ref>
        | (?<=\{)\{[^{}\n]{1,600}\}\}                                                # {{Infobox war | name = Foo }}
        | (?<=\[)\[(?:File|Image|Category|[a-z]{2,3})\ ?:[^\[\]\n]{1,300}\]\]    # [[File:Map.svg|thumb|The road]]
        | (?<=\[)\[(?:[^\[\]|\n]{1,100}\|)?                                         # [[Foo|the] town ]]
        | (?<=\])\]
        | (?<=')(?<!'')'{1,2}(?!')
      )
      | (?P<markdown>
          (?<=!)\[[^\[\]\d\n]{0,30}\]\([^()\s]{1,300}\)                             # ![logo](/img/logo.png)
        | (?:(?<=\[)|(?<=!)\[)(?=[^\[\]\n]{1,200}\]\((?:https?:|/|\#|mailto:|www\.))   # [text
        | (?<=\])\((?:https?:|/|\#|mailto:|www\.)[^()\s]{0,300}(?:\s"[^"\n]{0,100}")?\)  # ](/fund "title")
      )
      | (?P<shortcode> (?<=\[)(?:
          /[a-z][a-z_-]{2,24}                                                         # [/caption]
        | [a-z][a-z_-]{2,24}(?:\ [a-z_-]{2,24}=(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))+(?:\ ?/)?  # [gallery ids="4,8"]
      )\])
    )
    """,
    re.VERBOSE,
)
_RESIDUE_RULES = {
    "link_label": LINK_LABEL,
    "note_mark": NOTE_MARK,
    "markup": MARKUP,
    "markdown": MARKDOWN,
    "shortcode": SHORTCODE,
}
_ENTITY = re.compile(r"(?<=&)amp;|&(?:shy|zwj|zwnj|\#173|\#820[345]);|(?<=\s)&(?:nbsp|\#160);|&(?:nbsp|\#160);(?=\s|$)")
_DETERMINERS = re.compile(r"\b(?:a|an|the|this|that|each|every|one|any|no|of|as|in|by)$", re.IGNORECASE)
_PICTURES = tuple(f" {name}" for name in "cover photo image picture map logo banner flag caption video icon".split())
_CAPTION = re.compile(rf"[A-Z][\w’'-]*(?: [\w’'-]+){{0,4}}?(?:{'|'.join(_PICTURES)})(?=[A-Z][a-z]*\b)")


@dataclass(frozen=True, slots=True)
class Residue:
    """A stretch of a block that is none of its words."""

    start: int
    end: int
    rule: Rule


def find(text: str, block: Block) -> Iterator[Residue]:
    """Residue in a block of a text, in order."""
    if caption := _CAPTION.match(block.text):
        yield Residue(block.start, block.start + caption.end(), GLUED_CAPTION)
    if "&" in block.text:
        end = 0
        for found in sorted((*_marked(text, block), *_entities(text, block)), key=lambda found: found.start):
            if found.start >= end:  # one within a template goes with it
                yield found
                end = found.end
    elif _is_marked(block.text):
        yield from _marked(text, block)


def _is_marked(text: str) -> bool:
    """Whether a text has a sign of residue: one look each, in the order of how often they help."""
    return (
        "[" in text
        or "<" in text
        or "''" in text
        or "{{" in text
        or "]]" in text
        or "(opens" in text
        or "(link" in text
        or "(external" in text
        or " Document" in text
        or " File" in text
    )


def _entities(text: str, block: Block) -> Iterator[Residue]:
    for match in _ENTITY.finditer(text, block.start, block.end):
        yield Residue(match.start(), match.end(), ENTITY)


def _marked(text: str, block: Block) -> Iterator[Residue]:
    for match in _RESIDUE.finditer(text, block.start, block.end):
        rule = _RESIDUE_RULES[match.lastgroup or ""]
        if rule is LINK_LABEL and _DETERMINERS.search(text, max(block.start, match.start() - 6), match.start()):
            continue
        yield Residue(match.start(), match.end(), rule)
