"""What parts of a page are by its structure: menus, feet, asides, share buttons, embedded posts, cookie dialogs.

    <nav>, role="navigation", class="breadcrumb"   -> navigation
    <footer>, <aside> beside the article            -> navigation
    class="share-buttons", "addtoany_list"          -> share_bar
    <blockquote class="twitter-tweet">              -> social_post
    id="cookie-consent"                             -> navigation

An element says so by its tag or role; names of classes say it only where the part is small or full of links, since a
page may call all of its text `newsletter`. Doubtful parts are kept.

The pages tried, where a threshold speaks of them, are three of missions and news in the development texts and 106 of
manuals: those of Rust, Node.js, npm, Valgrind, libxslt, libffi and Expat.
"""

import re
from typing import NamedTuple

from flows.readers.html.tree import Element
from schemas.spans import SegmentLabel


class Judgement(NamedTuple):
    """What a part of a page is, and the rule that says so."""

    label: SegmentLabel
    rule: str


NAVIGATION = Judgement(SegmentLabel.NAVIGATION, "readers.navigation")
FOOTER = Judgement(SegmentLabel.NAVIGATION, "readers.footer")
ASIDE = Judgement(SegmentLabel.NAVIGATION, "readers.aside")
CONTROL = Judgement(SegmentLabel.NAVIGATION, "readers.control")
DIALOG = Judgement(SegmentLabel.NAVIGATION, "readers.cookie-dialog")
HIDDEN = Judgement(SegmentLabel.NAVIGATION, "readers.hidden")
RELATED = Judgement(SegmentLabel.NAVIGATION, "readers.related")
SHARE = Judgement(SegmentLabel.SHARE_BAR, "readers.share-widget")
POST = Judgement(SegmentLabel.SOCIAL_POST, "readers.embedded-post")

UNREAD = frozenset(
    "applet audio canvas datalist embed head iframe map math noembed noframes noscript object progress script select"
    " style svg template title video".split()
)
"""Elements that are not text of the page, whatever stands in them."""

_TAGS = {"nav": NAVIGATION, "menu": NAVIGATION, "button": CONTROL, "textarea": CONTROL}
_ROLES = {
    **dict.fromkeys(("navigation", "menu", "menubar", "toolbar", "tablist", "search"), NAVIGATION),
    "contentinfo": FOOTER,
    "button": CONTROL,
}

_POSTS = re.compile(
    r"(?:twitter|instagram|facebook|tiktok|bluesky|mastodon|threads|fb|x)-(?:tweet|media|post|embed|video|status)s?"
    r"|(?:embedded-)?tweets?|tweet-(?:embed|container|body|text)|embed(?:ded)?-(?:tweet|social|post)|bluesky-embed"
    r"|(?:text-post-media|reddit-embed|wp-block-embed-twitter|telegram-post|social-embed)"
)
_SHARES = re.compile(
    r"(?:social-?)?shar(?:e|ing)(?:-?(?:bar|box|buttons?|icons?|links?|list|tools?|widget|block|this))?s?"
    r"|social(?:-?(?:media|icons?|links?|buttons?|bar|nav|networks?|follow|share|sharing))+|sharedaddy|jp-relatedposts"
    r"|addthis(?:_\w+)?|addtoany(?:_\w+)?|a2a_kit|at-share\w*|ssba\w*|heateor\w*|sharethis\w*|post-share|entry-share"
    r"|follow-us"
)
_DIALOGS = re.compile(
    r"(?:\w+-)?(?:cookies?|consent|gdpr)(?:-?(?:banner|bar|box|consent|dialog|law|message|modal|notice|notification"
    r"|popup|policy|info|overlay|wrapper|container|compliance))*|cc-(?:window|banner)|onetrust-[\w-]+|cmplz-[\w-]+"
    r"|cky-[\w-]+|eu-?cookie[\w-]*|qc-cmp[\w-]*|didomi[\w-]*"
)
_MENUS = re.compile(
    r"(?:main|site|top|primary|secondary|sub|side|footer|header|mega|mobile|language|lang)?[-_]?(?:nav(?:igation|bar)?"
    r"|menu)(?:[-_]?(?:main|list|links|items?|wrapper|container|bar))?|breadcrumbs?(?:[-_]\w+)?|crumbs|pagination|pager"
    r"|skip-?(?:link|nav|to-content)|language-?(?:switcher|selector)|toc-mobile|page-numbers|site-?footer|page-?footer"
    r"|global-?footer|copyright|back-to-top|go-top"
)
_RELATED = re.compile(
    r"(?:related|recommended|popular|trending|latest|more|similar|most-read|also-read)[-_]?(?:articles?|content|links"
    r"|news|posts?|reading|stories|topics|items?|pages|list)|newsletter(?:[-_]?(?:signup|form|box|subscribe|banner))?"
    r"|subscribe(?:[-_]?\w+)?|signup|sign-up|comments?(?:-area|-list|-section|-wrapper)?|disqus(?:_thread)?|respond"
    r"|advert(?:isement)?s?|ad-(?:slot|unit|banner|container)|promo(?:tion)?(?:-box)?|donate(?:-box|-banner)?|sidebar"
    r"|tag-?(?:list|cloud)|widget-area"
)
_CLASSES = ((_POSTS, POST), (_SHARES, SHARE), (_DIALOGS, DIALOG), (_MENUS, NAVIGATION), (_RELATED, RELATED))
"""Names of classes and ids, in the forms that the systems behind most sites give them; the first that fits decides."""

_BESIDE = frozenset(("footer", "aside", "header"))
_NEVER = frozenset("html body main article form h1 h2 h3 h4 h5 h6 p td th tr table".split())
"""Elements whose classes tell nothing: they are the text, or hold all of it."""
_SHORT = 600
"""Characters above which a part named by its class must be full of links. The longest part that is named so on the
pages tried has 119, the longest notice of a site in the development texts 385; none of the pages differs from 150 to
1,200."""
_LINKED = 0.5
"""Share of a part's characters that are links, from which it is a list of links: most of it. None of the pages tried
differs from 0.25 to 0.9."""
_MOST = 0.5
"""Share of the page's characters that no part named by its class may have: most of a page is its text. None of the
pages tried differs from 0.25 on."""


class Judge:
    """Judges the elements of one page."""

    def __init__(self, page: Element) -> None:
        self._length = max(1, _length(page))

    def judge(self, element: Element) -> Judgement | None:
        """What an element is, by itself; null when it is kept."""
        tag = str(element.tag)
        role = (element.get("role") or "").casefold()
        if said := _TAGS.get(tag) or _ROLES.get(role) or (HIDDEN if _is_hidden(element) else None):
            return said
        if tag in _BESIDE:
            return self._beside(element, tag)
        return None if tag in _NEVER else self._by_name(element)

    def _beside(self, element: Element, tag: str) -> Judgement | None:
        """What an element beside the text is: not the feet of quotations, nor what an article sets aside itself."""
        if tag == "footer":
            return None if _within(element, "blockquote") else FOOTER
        if tag == "aside":
            return ASIDE if not _within(element, "article", "main") or _linked(element) >= _LINKED else None
        holds_text = _within(element, "article", "main", "section") or element.find(".//h1") is not None
        return None if holds_text or _length(element) >= self._length * _MOST else NAVIGATION

    def _by_name(self, element: Element) -> Judgement | None:
        names = [*(element.get("class") or "").casefold().split(), (element.get("id") or "").casefold()]
        for pattern, judgement in _CLASSES:
            if any(map(pattern.fullmatch, names)):
                return judgement if self._fits(element, judgement) else None
        return None

    def _fits(self, element: Element, judgement: Judgement) -> bool:
        """Whether so much text can be what the name of its element says."""
        length = _length(element)
        if judgement is POST:
            return length < self._length
        if length > self._length * _MOST and length > _SHORT:
            return False
        return length <= _SHORT or judgement is DIALOG or _linked(element) >= _LINKED


def _is_hidden(element: Element) -> bool:
    hidden = element.get("hidden")
    if hidden is not None and hidden.casefold() != "until-found":
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").casefold()


def _within(element: Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _length(element: Element) -> int:
    """Characters of an element that are no white space at the ends of its texts."""
    return sum(len(text.strip()) for text in element.itertext() if text and not text.isspace())


def _linked(element: Element) -> float:
    """Share of an element's characters that are the text of links."""
    links = sum(_length(link) for link in element.iter("a"))
    return links / max(1, _length(element))
