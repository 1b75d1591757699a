from collections.abc import Callable
from typing import Any

import pytest

from flows.readers import html as reader
from flows.readers.deadline import Deadline
from schemas.errors import UnreadableSource
from schemas.spans import SegmentLabel

FACTS = (
    "<p>The mission in Haiti has 1,200 police officers from eleven countries, who patrol the roads of the north and"
    " train recruits of the national police at the academy in the capital.</p>"
)
"""A paragraph that outweighs the parts around it, as on a real page."""


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


@pytest.fixture
def decoded(soon: Deadline) -> Callable[..., Any]:
    return lambda body, head="": reader.decode(page(body, head), soon)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>In <b>May</b>\n they\t left.</p><p>All.</p>", "In May they left.\n\nAll.\n"),
        ("<p>One<br>two<br><br>three</p>", "One\ntwo\n\nthree\n"),
        ("<ul><li>One<li>two</ul><p>End", "One\ntwo\n\nEnd\n"),
        ("<ol><li>One<ul><li>a<li>b</ul><li>two</ol>", "One\na\nb\ntwo\n"),
        ("<div>Bare<div>nested</div>tail</div>", "Bare\n\nnested\n\ntail\n"),
        ("<pre>a\n  b\n\nc</pre>", "a\nb\n\nc\n"),
        ("<p>in May<sup>3</sup> and on 40 km<sup>2</sup>, the 21<sup>st</sup>", "in May[3] and on 40 km², the 21st\n"),
        ("<p>in May<sup><a href='#n'>[4]</a></sup>.", "in May[4].\n"),
        ("<label>Africa</label>1,200 cases", "Africa 1,200 cases\n"),
        ("<p>caf&eacute;&nbsp;&amp;&#8209;bar", "café &‑bar\n"),
        ("<p>a<script>var x='<p>no'</script>b<!-- no --><style>p{}</style>c", "abc\n"),
    ],
    ids="inline breaks list nested bare pre raised note label entities scripts".split(),
)
def test_text_is_rendered_line_by_line(decoded: Callable[..., Any], body: str, text: str) -> None:
    assert decoded(body).text == text


def test_rows_keep_their_cells_in_one_line(decoded: Callable[..., Any], labelled: Callable[..., Any]) -> None:
    rows = "<tr><th>Country<th>Troops</tr><tr><td><p>Nepal</p><td>1,200<br>men</tr><tr><td>Mali<td></tr>"
    rendering = decoded(f"<table><thead>{rows}</table>")
    assert rendering.text == "Country | Troops\nNepal | 1,200 men\nMali |\n"
    assert labelled(rendering) == [("table", line) for line in rendering.text.splitlines()]


def test_a_table_that_lays_out_the_page_is_no_table(decoded: Callable[..., Any], labelled: Callable[..., Any]) -> None:
    rendering = decoded("<table><tr><td><h2>Left</h2><p>One.</p><td><ul><li>Two</ul></table>")
    assert rendering.text == "Left\n\nOne.\n\nTwo\n"
    assert labelled(rendering) == [("heading", "Left"), ("list_item", "Two")]


@pytest.mark.parametrize(
    ("part", "label"),
    [
        ("<nav><a href=/>Home</a><a href=/b>About us</a></nav>", "navigation"),
        ("<div role=navigation>Home</div>", "navigation"),
        ("<footer>The office is in Geneva.</footer>", "navigation"),
        ("<aside>Read our reports.</aside>", "navigation"),
        ("<header><span>Site of the mission</span></header>", "navigation"),
        ("<ol class=breadcrumb><li>Home<li>News</ol>", "navigation"),
        ("<div id=cookie-consent>We use small files.</div>", "navigation"),
        ("<div class='related-posts'><a href=/x>Other news of the day</a></div>", "navigation"),
        ("<button>Close</button>", "navigation"),
        ("<div style='display: none'>Loading</div>", "navigation"),
        ("<p hidden>Loading</p>", "navigation"),
        ("<div class='share-buttons'><a href=#>Send</a></div>", "share_bar"),
        ("<ul class='social-links'><li><a href=#>fb</a></ul>", "share_bar"),
        ("<blockquote class='twitter-tweet'>Proud of our 30 teams<a href=#>3 May 2019</a></blockquote>", "social_post"),
        ("<blockquote class='instagram-media'>A view</blockquote>", "social_post"),
    ],
    ids=(
        "nav role footer aside header breadcrumb cookies related button display hidden share social tweet instagram"
    ).split(),
)
def test_parts_that_are_no_text_are_labelled(
    decoded: Callable[..., Any], labelled: Callable[..., Any], part: str, label: str
) -> None:
    stretches = labelled(decoded(f"<main>{FACTS}</main>{part}"))
    assert stretches
    assert {found for found, _ in stretches} == {label}


@pytest.mark.parametrize(
    "part",
    [
        "<article><aside>The force has 300 soldiers.</aside></article>",
        "<blockquote><p>We stay.</p><footer>The envoy, 3 May 2019</footer></blockquote>",
        "<header><h1>Report on Haiti</h1><p>3 May 2019</p></header>",
        "<div class='modal' aria-hidden=true>The mission was set up in 2004.</div>",
        "<div class='newsletter'>" + FACTS * 9 + "</div>",
        "<div class=share-block>" + FACTS * 9 + "</div>",
        "<div class=shared-history>The two States share a border of 300 km.</div>",
        "<p class=comment>The envoy had no comment on 3 May.</p>",
        "<details hidden=until-found>The mission was set up in 2004.</details>",
        "<body class='menu sidebar'>",
        "<blockquote>As the Charter says.</blockquote>",
    ],
    ids="aside quotation title modal newsletter share history comment found body blockquote".split(),
)
def test_parts_that_only_look_like_it_are_kept(
    decoded: Callable[..., Any], labelled: Callable[..., Any], part: str
) -> None:
    stripped = [text for label, text in labelled(decoded(f"{part}{FACTS}")) if not SegmentLabel(label).kept]
    assert stripped == []


def test_a_long_menu_of_networks_is_no_text(decoded: Callable[..., Any], labelled: Callable[..., Any]) -> None:
    networks = "<a href=#>Some network</a> " * 60
    rendering = decoded(f"{FACTS * 9}<div class=addtoany_menu>{networks}</div>")
    assert [label for label, _ in labelled(rendering)] == ["share_bar"]


@pytest.mark.parametrize("name", ["cookie" + "-bar" * 250_000 + "!", "a-" * 500_000, "social" + "-media" * 170_000])
def test_the_name_of_a_class_may_be_long(decoded: Callable[..., Any], soon: Deadline, name: str) -> None:
    assert decoded(f"<div class='{name}'>{FACTS}</div>").text.startswith("The mission in Haiti")
    soon.check()


def test_a_press_page_keeps_its_facts_and_loses_the_rest(decoded: Callable[..., Any], nlp: Any) -> None:
    from extractors import pipeline
    from schemas.documents import Document, Status

    body = f"""<nav>News of 1 May 2001</nav><article><h1>Talks in Juba</h1>{FACTS}
        <blockquote class=twitter-tweet>Great day 2 June 2002</blockquote>
        <ul><li>On 3 July 2003 the talks began</li><li>on 4 August 2004 they ended</li></ul>
        <table><tr><th>Day</th><th>Envoys</th></tr><tr><td>5 September 2005</td><td>35</td></tr></table></article>
        <footer>Since 6 October 2006</footer>"""
    rendering = decoded(body)
    document = Document(source="a.html", sha256="0" * 64, chars=len(rendering.text), status=Status.EXTRACTED)
    found = pipeline.extract(nlp, document, rendering.text, rendering.layout)
    dates = [(r.text, r.provenance.segment, r.provenance.path) for r in found.records if r.kind == "date"]
    assert dates == [
        ("3 July 2003", "list_item", "body > article:nth-of-type(1) > ul:nth-of-type(1) > li:nth-of-type(1)"),
        ("4 August 2004", "list_item", "body > article:nth-of-type(1) > ul:nth-of-type(1) > li:nth-of-type(2)"),
        (
            "5 September 2005",
            "table",
            "body > article:nth-of-type(1) > table:nth-of-type(1) > tr:nth-of-type(2) > td:nth-of-type(1)",
        ),
    ]


def test_a_path_starts_at_the_nearest_id(decoded: Callable[..., Any]) -> None:
    rendering = decoded("<div><div id=text><p>One<p>two</div></div>")
    assert [place.path for place in rendering.layout.places] == [
        "div#text > p:nth-of-type(1)",
        "div#text > p:nth-of-type(2)",
    ]


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        ("<meta property='article:published_time' content='2019-07-12T08:00Z'>", "", "meta article:published_time"),
        ("<meta name=DC.date content='12 July 2019'>", "<time datetime=2001-01-01></time>", "meta dc.date"),
        ("", "<time datetime='2019-07-12'>Friday</time>", "time"),
        ("", "<time>July 12, 2019</time>", "time"),
        (
            '<script type=\'application/ld+json\'>[{"@graph": [{"datePublished": "2019-07-12"}]}]</script>',
            "",
            "JSON-LD datePublished",
        ),
    ],
    ids="published dc time written linked".split(),
)
def test_the_date_of_a_page_has_its_source(decoded: Callable[..., Any], head: str, body: str, found: str) -> None:
    rendering = decoded(f"{body}{FACTS}", head)
    assert (rendering.date, rendering.date_from) == ("2019-07-12", found)


def test_a_page_says_its_title_and_address(decoded: Callable[..., Any]) -> None:
    head = "<title>Juba | Site</title><meta property=og:title content='Talks in Juba'>"
    link = "<link rel=canonical href='https://example.org/juba'>"
    rendering = decoded(FACTS, head + link)
    assert (rendering.title, rendering.url) == ("Talks in Juba", "https://example.org/juba")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/relative", "file:///etc/passwd", "http://[broken"])
def test_what_is_no_web_address_is_none(decoded: Callable[..., Any], address: str) -> None:
    assert decoded(FACTS, f"<link rel=canonical href='{address}'>").url is None


@pytest.mark.parametrize(
    ("declared", "codec", "encoding"),
    [
        ("windows-1252", "cp1252", "windows-1252"),
        ("iso-8859-1", "cp1252", "windows-1252"),
        ("koi8-r", "koi8-r", "koi8-r"),
    ],
)
def test_the_declared_encoding_is_used(soon: Deadline, declared: str, codec: str, encoding: str) -> None:
    text = "Миссия" if codec == "koi8-r" else "Hôpital – “été”"
    content = f"<html><head><meta charset={declared}></head><body><p>{text}</p></body></html>".encode(codec)
    rendering = reader.decode(content, soon)
    assert (rendering.text, rendering.encoding) == (f"{text}\n", encoding)


@pytest.mark.parametrize("declared", ["utf-7", "ascii", "hex", "undefined", "iso-2022-jp", "windows-1252"])
def test_an_encoding_that_is_declared_by_mistake_is_not_used(soon: Deadline, declared: str) -> None:
    content = f"<meta charset='{declared}'><p>Hôpital, déjà</p>".encode()
    assert reader.decode(content, soon).text == "Hôpital, déjà\n"


@pytest.mark.parametrize("declared", ["hex", "undefined", "nonsense", "ascii"])
def test_an_encoding_that_does_not_fit_is_guessed(soon: Deadline, declared: str) -> None:
    text = "Le Conseil a prorogé le mandat de la Mission jusqu’à l’été. La Côte d’Ivoire a accepté."
    content = f"<meta charset='{declared}'><p>{text}</p>".encode("cp1252")
    assert reader.decode(content, soon).text == f"{text}\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<div>" * 5_000 + b"deep", "nested too deep; expected at most 200 levels"),
        (b"<p>a\0b", "is NUL"),
        (b"<html><body><script>1</script></body></html>", "it holds no text"),
        (b"", "it is empty"),
        (b"<br>" * 500_001, "it has too many elements; expected at most 500,000"),
    ],
    ids=["deep", "nul", "no text", "empty", "elements"],
)
def test_what_cannot_be_read_is_refused(soon: Deadline, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        reader.decode(content, soon)


def test_no_entity_is_resolved_and_nothing_is_fetched(soon: Deadline, tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    content = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]><html><body><p>a&x;b</p></body></html>".encode()
    assert "secret" not in reader.decode(content, soon).text


def test_reading_ends_at_its_deadline() -> None:
    with pytest.raises(UnreadableSource, match="setting max_seconds"):
        reader.decode(page(FACTS), Deadline(0, 0, "reading it"))
