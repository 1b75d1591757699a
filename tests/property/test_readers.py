"""Whatever the bytes, a reader gives a text with its layout or refuses, and never takes long."""

import io
import zipfile
from collections.abc import Callable

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.segments import segment, with_hints
from flows.readers import docx, html, json_text, pdf
from flows.readers.deadline import Deadline
from flows.readers.options import Fields
from flows.readers.rendering import Part, Rendering, Writer
from schemas.errors import UnreadableSource
from schemas.spans import SegmentLabel

Decode = Callable[[bytes], Rendering]

READERS: dict[str, Decode] = {
    "html": lambda content: html.decode(content, Deadline.after(20)),
    "pdf": lambda content: pdf.decode(content, Deadline.after(20)),
    "docx": lambda content: docx.decode(content, Deadline.after(20)),
    "json": lambda content: json_text.decode(content, Fields()),
}

PIECES = {
    "html": st.sampled_from(
        "<p> </p> <ul> <li> </ul> <table> <tr> <td> </table> <nav> </nav> <sup> 3 </sup> <br> <pre> </pre> <div id=a>"
        " </div> <body> <a href=x> &amp; &#0; <!-- --> <script> <h1> text 1999 <label> <footer> <template>".split()
    ),
    "docx": st.sampled_from(
        "<w:p> </w:p> <w:r> </w:r> <w:t>May</w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:txbxContent>"
        " </w:txbxContent> <w:footnoteReference/> <w:sdt> </w:sdt> <w:br/> &amp; &x; <w:pPr/> <w:del> </w:del>".split()
    ),
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a'"
    " Type='x/officeDocument' Target='word/document.xml'/></Relationships>"
)


def holds(decode: Decode, content: bytes) -> None:
    try:
        rendering = decode(content)
    except UnreadableSource:
        return
    text, layout = rendering.text, rendering.layout
    assert text.strip()
    assert "\0" not in text
    text.encode()
    starts = [place.start for place in layout.places]
    assert starts == sorted(set(starts))
    edges = [edge for hint in layout.hints for edge in (hint.start, hint.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    segments = with_hints(text, segment(text), layout.hints)
    assert "".join(text[s.start : s.end] for s in segments) == text


@pytest.mark.parametrize("name", READERS)
@given(content=st.binary(max_size=400))
def test_bytes_become_text_or_are_refused(name: str, content: bytes) -> None:
    holds(READERS[name], content)


@given(st.lists(PIECES["html"], max_size=60))
def test_any_order_of_tags_is_read(pieces: list[str]) -> None:
    holds(READERS["html"], f"<html>{' '.join(pieces)}".encode())


@given(st.lists(PIECES["docx"], max_size=40))
def test_any_order_of_elements_is_read_or_refused(pieces: list[str]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{''.join(pieces)}</w:body></w:document>")
    holds(READERS["docx"], buffer.getvalue())


LINES = st.lists(
    st.tuples(
        st.integers(0, 550),
        st.integers(20, 820),
        st.text(st.sampled_from("ab1 .-[(|3/"), min_size=1, max_size=40),
        st.sampled_from((6, 8, 11, 16)),
    ),
    max_size=25,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, min_size=1, max_size=3))
def test_text_anywhere_on_pages_is_read_or_refused(pages: list[list[tuple[int, int, str, int]]]) -> None:
    document = FPDF(unit="pt", format="A4")
    document.set_auto_page_break(auto=False)
    for lines in pages:
        document.add_page()
        for x, y, text, size in lines:
            document.set_font("Times", size=size)
            document.text(x, y, text)
    holds(READERS["pdf"], bytes(document.output()))


@given(st.data())
def test_a_file_with_damaged_bytes_is_read_or_refused(data: st.DataObject) -> None:
    document = FPDF()
    document.add_page()
    document.set_font("Times", size=11)
    document.cell(text="The force came in 1999.")
    content = bytearray(document.output())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    holds(READERS["pdf"], bytes(content))


@given(st.lists(st.tuples(st.text(max_size=8), st.sampled_from([None, *SegmentLabel]), st.booleans()), max_size=12))
def test_a_hint_quotes_what_was_written(parts: list[tuple[str, SegmentLabel | None, bool]]) -> None:
    writer = Writer()
    for text, label, follows in parts:
        writer.block(Part(text, 1, None, label, "readers.x"), follows=follows)
    try:
        text = writer.text()
    except UnreadableSource:
        return
    assert all(text[hint.start : hint.end].strip() for hint in writer.layout.hints)
