import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document as Docx

from flows.readers import docx as reader
from flows.readers.deadline import Deadline
from schemas.errors import UnreadableSource

MAIN = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Docx) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rewritten(part: str, to: bytes, **options: Any) -> bytes:
    """A DOCX with one part replaced."""
    source, target = zipfile.ZipFile(io.BytesIO(saved(docx.Document()))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in source.infolist():
            archive.writestr(info.filename, to if info.filename == part else source.read(info))
    return target.getvalue()


def of_many_parts() -> bytes:
    target = io.BytesIO(saved(docx.Document()))
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(5_000):
            archive.writestr(f"word/media/{number}.txt", b"")
    return target.getvalue()


def body(xml: str) -> bytes:
    return rewritten(MAIN, f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode())


def test_paragraphs_headings_and_items_are_lines_with_paths(soon: Deadline, labelled: Callable[..., Any]) -> None:
    document = docx.Document()
    document.add_heading("Mandate", 1)
    document.add_paragraph("The force was set up in 2004.")
    document.add_paragraph("monitor the border", style="List Bullet")
    document.add_paragraph("report", style="List Number")
    rendering = reader.decode(saved(document), soon)
    assert rendering.text == "Mandate\n\nThe force was set up in 2004.\n\nmonitor the border\nreport\n"
    assert labelled(rendering) == [
        ("heading", "Mandate"),
        ("list_item", "monitor the border"),
        ("list_item", "report"),
    ]
    assert rendering.layout.place(rendering.text.index("report")).path == "body > p:nth-of-type(4)"


def test_rows_keep_their_cells_in_one_line(soon: Deadline, labelled: Callable[..., Any]) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, (("Nepal", "1,200", "35"), ("Mali", "", "9")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    rendering = reader.decode(saved(document), soon)
    assert rendering.text == "Nepal | 1,200 | 35\nMali | | 9\n"
    assert labelled(rendering) == [("table", "Nepal | 1,200 | 35"), ("table", "Mali | | 9")]
    path = "body > tbl:nth-of-type(1) > tr:nth-of-type(2) > tc:nth-of-type(3)"
    assert rendering.layout.place(rendering.text.index("9\n")).path == path


def test_a_table_of_one_row_lays_out_the_page(soon: Deadline, labelled: Callable[..., Any]) -> None:
    document = docx.Document()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text, right.text = "United Nations", "S/2019/615"
    right.add_paragraph("30 July 2019")
    rendering = reader.decode(saved(document), soon)
    assert rendering.text == "United Nations\n\nS/2019/615\n\n30 July 2019\n"
    assert labelled(rendering) == []


def test_running_heads_are_furniture(soon: Deadline, labelled: Callable[..., Any]) -> None:
    document = docx.Document()
    document.add_paragraph("The end.")
    document.sections[0].header.paragraphs[0].text = "S/2019/615"
    rendering = reader.decode(saved(document), soon)
    assert rendering.text == "The end.\n\nS/2019/615\n"
    assert labelled(rendering) == [("page_furniture", "S/2019/615")]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>in</w:t><w:tab/><w:t>May</w:t></w:r>", "in May"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a-b\u00adc"),
        ("<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>", "new"),
        ("<w:r><w:instrText>PAGE 7</w:instrText></w:r><w:r><w:t>text</w:t></w:r>", "text"),
        ("<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>", "link"),
        (
            "<w:r><w:t>May.</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>12</w:t></w:r>",
            "May.[12]",
        ),
        ("<w:r><w:t>May</w:t><w:footnoteReference w:id='9'/><w:t> on</w:t></w:r>", "May[1] on"),
    ],
    ids="tab hyphens changes field link raised footnote".split(),
)
def test_runs_become_text(soon: Deadline, xml: str, text: str) -> None:
    assert reader.decode(body(f"<w:p>{xml}</w:p>"), soon).text == f"{text}\n"


def test_text_in_controls_and_boxes_is_text(soon: Deadline) -> None:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    box = (
        f"<w:p><w:r><w:t>One</w:t><w:pict><w:txbxContent>{paragraph.format('box')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph.format('control')}</w:sdtContent></w:sdt>"
    assert reader.decode(body(box + control), soon).text == "One\n\nbox\n\ncontrol\n"


def test_a_document_says_its_title_and_when_it_was_made(soon: Deadline) -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    document.core_properties.title = "Report on Haiti"
    rendering = reader.decode(saved(document), soon)
    assert rendering.title == "Report on Haiti"
    assert rendering.date_from == "DOCX created"


def encrypted() -> bytes:
    content = bytearray(saved(docx.Document()))
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = 0
        while (start := content.find(signature, start)) >= 0:
            content[start + flags] |= 1
            start += 4
    return bytes(content)


BOMB = b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;'>]>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"PK\x03\x04 and then nothing", "it is a broken DOCX"),
        (lambda: saved(docx.Document())[:-400], "it is a broken DOCX"),
        (lambda: rewritten(MAIN, b"<w:document>"), "is no XML"),
        (lambda: rewritten(MAIN, b" " * 40_000_000), "unpacks to more than .* like a zip bomb"),
        (
            lambda: rewritten(MAIN, BOMB + f"<w:document {W}><w:body>&b;</w:body></w:document>".encode()),
            "document type",
        ),
        (lambda: rewritten(MAIN, b"<a>" * 300 + b"</a>" * 300), "nested more than|is no XML"),
        (lambda: rewritten("_rels/.rels", b"<Relationships/>"), "it is no DOCX"),
        (lambda: saved(docx.Document()), "it holds no text"),
        (encrypted, "it is encrypted"),
        (of_many_parts, r"it has 5,\d{3} parts; expected at most 5,000"),
    ],
    ids="cut directory xml bomb entities depth package empty encrypted parts".split(),
)
def test_what_cannot_be_read_is_refused(soon: Deadline, content: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        reader.decode(content(), soon)


def test_nothing_outside_the_package_is_read(soon: Deadline, tmp_path: Any) -> None:
    (tmp_path / "secret.xml").write_text(
        f"<w:document {W}><w:body><w:p><w:r><w:t>secret</w:t></w:r></w:p></w:body></w:document>"
    )
    relation = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a'"
        f" Type='x/officeDocument' Target='../../../../..{tmp_path}/secret.xml'/></Relationships>"
    )
    with pytest.raises(UnreadableSource, match="it is no DOCX"):
        reader.decode(rewritten("_rels/.rels", relation.encode()), soon)


def test_reading_ends_at_its_deadline() -> None:
    with pytest.raises(UnreadableSource, match="setting max_seconds"):
        reader.decode(saved(docx.Document()), Deadline(0, 0, "reading it"))
