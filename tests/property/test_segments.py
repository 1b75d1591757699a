"""Stripping covers every character once, and the view leads back to the text it came from."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.hyphenation import cuts
from extractors.segments.labels import segment
from extractors.view import View

LINES = st.sampled_from(
    (
        "The Council met on 10 June 1999.|resolution 1244 PDF Document of|RT @x: hello #a|Share|4/10 19-01234|S/2019/99"
        "|Home|Contact us|• one item|a\tb\tc|MANDATE|https://t.co/AbCdEf1234|\f|[12]|Haiti coverUntil then|12.|\u00a0"
        "|🎖️|\ufeff|\r|<b>x</b>|[[y]]|the Border Coun-\ncil and long-\nterm aid|Ba\u00ad\nku|Ministry\tof   Works"
    ).split("|")
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=30).map("\n".join),
    st.lists(LINES, max_size=30).map("\n\n".join),
)


@given(TEXTS)
def test_segments_cover_every_character_once(text: str) -> None:
    edge = 0
    for part in segment(text):
        assert part.start == edge < part.end
        edge = part.end
    assert edge == len(text)


@given(TEXTS)
def test_view_characters_lead_back_to_the_kept_text(text: str) -> None:
    segments = segment(text)
    view = View(text, segments)
    kept = [part.label.kept for part in segments for _ in range(part.start, part.end)]
    last = -1
    for position, character in enumerate(view.text):
        start, end = view.raw(position, position + 1)
        assert end == start + 1
        assert text[start] == character or (text[start].isspace() and character in " \n")
        assert start > last
        last = start
        if character != "\n":
            assert kept[start]


@given(TEXTS)
def test_view_laid_out_differs_in_blanks_only(text: str) -> None:
    view = View(text, segment(text))
    pairs = zip(view.text, view.laid_out, strict=True)
    assert all(shown == laid or (shown == " " and laid in "\t\n") for shown, laid in pairs)


@given(TEXTS)
def test_view_keeps_every_visible_character_of_kept_text(text: str) -> None:
    segments = segment(text)
    unseen = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
    cut = {offset for span in cuts(text) for offset in range(span.start, span.end)}
    offsets = (offset for s in segments if s.label.kept for offset in range(s.start, s.end))
    kept = "".join(text[offset] for offset in offsets if offset not in cut)
    visible = "".join(kept.split()).translate(dict.fromkeys(map(ord, unseen)))
    view = View(text, segments)
    shown = (c for at, c in enumerate(view.text) if text[view.raw(at, at + 1)[0]] != "\u00ad")  # shown before figures
    assert "".join("".join(shown).split()) == visible


@given(TEXTS, st.data())
def test_view_sentence_holds_its_quote(text: str, data: st.DataObject) -> None:
    view = View(text, segment(text))
    if not view.text.strip():
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    first, last = view.sentence(start, end)
    assert first <= start < end <= last


PROSE = st.lists(
    st.sampled_from(
        (
            "The Council met on 10 June 1999.|In its resolution 1244 (1999) it asked for a report.|Tasks:"
            "|• Monitor the border|(a) To report;|I. Background|The force has 1,200 soldiers,\nand 35 police officers."
            "|Headquarters: Naqoura|Nepal\t1,200\t35|Recalling its resolutions,|GENEVA, 3 May 2019|Dear Ms. Doe,"
            "|The mission in the north of the country has closed the last\nof its bases and left."
        ).split("|")
    ),
    min_size=1,
    max_size=12,
).map("\n\n".join)
ENDED = "It ended there."


@given(PROSE, PROSE)
def test_segments_of_two_texts_are_those_of_each(first: str, second: str) -> None:
    first = f"{first}\n\n{ENDED}"  # a heading is one by what follows it
    joined = segment(f"{first}\n\n{second}")
    apart = [(s.start, s.label) for s in segment(first)]
    apart += [(s.start + len(first) + 2, s.label) for s in segment(second)]
    assert [(s.start, s.label) for s in joined] == apart


@given(PROSE)
def test_segments_strip_nothing_from_prose(text: str) -> None:
    assert all(part.label.kept for part in segment(text))


@given(TEXTS)
def test_segments_with_posts_strip_no_more_than_without(text: str) -> None:
    with_posts, without = (
        [part.label.kept for part in segment(text, keep_posts=keep_posts) for _ in range(part.start, part.end)]
        for keep_posts in (True, False)
    )
    lost = [c for c, now, before in zip(text, with_posts, without, strict=True) if before and not now]
    assert not "".join(lost).strip()  # a line break belongs to what stands before it
