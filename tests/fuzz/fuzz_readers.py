"""Coverage-guided fuzzing of the readers, bounded: `make fuzz`, or `fuzz_readers.py pdf -max_total_time=60`.

Each reader starts from small files of its format, made here. It may give a text or refuse; anything else that it
raises, and whatever takes longer than the deadline, is a finding, and stands in a file `crash-…` or `timeout-…` then.
"""

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["flows", "extractors.segments"]):
    from extractors.segments import segment, with_hints
    from flows.readers import docx, html, json_text, pdf, text
    from flows.readers.deadline import Deadline
    from flows.readers.options import Fields
    from flows.readers.rendering import Rendering
    from schemas.errors import UnreadableSource

_SECONDS = 20
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a'"
    " Type='x/officeDocument' Target='word/document.xml'/></Relationships>"
)


def _package(content: bytes) -> bytes:
    """A DOCX whose text is some bytes: fuzzing the packed file itself would hardly ever get past its checksums."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", content)
    return buffer.getvalue()


def _deadline() -> Deadline:
    return Deadline.after(_SECONDS)


READERS: dict[str, Callable[[bytes], Rendering]] = {
    "docx": lambda content: docx.decode(_package(content), _deadline()),
    "html": lambda content: html.decode(content, _deadline()),
    "json": lambda content: json_text.decode(content, Fields()),
    "pdf": lambda content: pdf.decode(content, _deadline()),
    "text": lambda content: Rendering(text.decode(content).text),
}


def _seeds() -> dict[str, bytes]:
    from fpdf import FPDF

    document = FPDF()
    document.set_compression(False)
    document.add_page()
    document.set_font("Times", size=11)
    document.cell(text="1. The force came in 1999-")
    paragraph = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>May</w:t><w:footnoteReference w:id='1'/></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc><w:tc>{paragraph}</w:tc></w:tr><w:tr/></w:tbl>"
    return {
        "docx": f"<w:document {_W}><w:body>{paragraph}{table}</w:body></w:document>".encode(),
        "html": b"<html><body><nav>a</nav><p>May<sup>3</sup><br><ul><li>b</ul><table><tr><td>1<td>2</table>",
        "json": b'{"text": "The force", "title": "T", "date": "2019-07-12"}',
        "pdf": bytes(document.output()),
        "text": "Hôtel 1999".encode(),
    }


def main(name: str, options: list[str]) -> None:
    """Fuzzes one reader until the options say that it is enough."""
    decode = READERS[name]

    def once(content: bytes) -> None:
        try:
            rendering = decode(content)
        except UnreadableSource:
            return
        segments = with_hints(rendering.text, segment(rendering.text), rendering.layout.hints)
        if "".join(rendering.text[s.start : s.end] for s in segments) != rendering.text:
            raise AssertionError("the segments do not cover the text")

    with tempfile.TemporaryDirectory() as corpus:
        Path(corpus, "seed").write_bytes(_seeds()[name])
        atheris.Setup(
            [sys.argv[0], "-max_len=4096", f"-timeout={_SECONDS}", "-rss_limit_mb=2048", *options, corpus], once
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
