r"""PDF with a text layer: paragraphs, items and rows, one line each, in reading order, page by page.

    two columns          -> the left one, then the right one
    "4/10  19-01234"     -> labelled page furniture
    "infor-" "mation"    -> "infor\u00admation": the view does not see the soft hyphen
    "Under-" "Secretary" -> "Under-Secretary"
    "in May.¹"           -> "in May.[1]": the mark of a note is residue

A paragraph that runs on over the foot of a page stands in one line; what the foot holds comes after it.

The PDFs tried, where a threshold speaks of them, are four of the UN and of NATO in the development texts, ten pages by
Word, and the manuals of Libtasn1 and shared-mime-info, 53 pages by TeX.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.segments.blocks import is_ended
from flows.readers.dates import Found, iso
from flows.readers.deadline import Deadline
from flows.readers.pdf.blocks import SIZE, Block, blocks
from flows.readers.pdf.columns import columns
from flows.readers.pdf.furniture import body_height, furniture, is_rule, notes
from flows.readers.pdf.words import Fragment, Word, fragments
from flows.readers.rendering import CELLS, Part, Rendering, Writer
from schemas.errors import UnreadableSource
from schemas.spans import SegmentLabel

FURNITURE = "readers.page-furniture"
ROW = "readers.table-row"
NOTE_LABEL = "readers.note-label"

_SOFT_HYPHEN = "\u00ad"
_METADATA_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_MADE_TITLE = re.compile(r"(?:Microsoft \w+ - .*|untitled|.*\.(?:docx?|pdf|indd|qxd|dvi|tex))?", re.IGNORECASE)
"""Titles that programs give; a person gives better ones."""
_FORM = re.compile(r"[\w-]+")
_COMPOUND = frozenset(
    "anti co cross counter ex far full half high inter intra low long mid multi non post pre pro quasi self semi short"
    " sub then vice well twenty thirty forty fifty sixty seventy eighty ninety one two three four five six seven eight"
    " nine ten".split()
)
"""First parts of words that keep their hyphen where nothing else in the document tells."""


class _Page(NamedTuple):
    body: list[Block]
    notes: list[Block]
    furniture: list[list[Fragment]]
    """By line."""


def decode(content: bytes, deadline: Deadline) -> Rendering:
    """The text of a PDF. Raises `UnreadableSource` for one that is encrypted, broken, without text, or too slow."""
    document = _opened(content)
    try:
        drawn = [_drawn(document, number, deadline) for number in range(len(document))]
        if not any(found for _, found in drawn):
            raise UnreadableSource("it has no text layer; it needs OCR (text recognition) first")
        writer = Writer()
        pages = list(_pages(drawn, deadline))
        vocabulary = _vocabulary(pages)
        _write(writer, pages, vocabulary)
        text = writer.text()
        metadata = document.get_metadata_dict()
        own = _metadata_date(metadata)
        title = " ".join(metadata.get("Title", "").split())
        return Rendering(
            text,
            layout=writer.layout,
            title=None if _MADE_TITLE.fullmatch(title) else title,
            date=own.date if own else None,
            date_from=own.where if own else None,
        )
    finally:
        document.close()


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise UnreadableSource("it is encrypted; save it without its password") from error
        raise UnreadableSource(f"it is a broken PDF: {error}; save it anew") from error


def _drawn(document: pdfium.PdfDocument, number: int, deadline: Deadline) -> tuple[float, list[Fragment]]:
    """Height and fragments of a page."""
    deadline.check()
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        raise UnreadableSource(f"it is a broken PDF: page {number + 1} cannot be loaded; save it anew") from error
    try:
        left, bottom, right, top = page.get_bbox()
        upright = page.get_rotation() in (0, 180)
        return (top - bottom if upright else right - left), fragments(page)
    finally:
        page.close()


def _pages(drawn: Sequence[tuple[float, list[Fragment]]], deadline: Deadline) -> Iterator[_Page]:
    usual = body_height(found for _, found in drawn)
    for number, ((_, found), beside) in enumerate(zip(drawn, furniture(drawn), strict=True), 1):
        deadline.check()
        apart = {id(fragment) for line in beside for fragment in line}
        rules = [[fragment] for fragment in found if is_rule(fragment) and id(fragment) not in apart]
        apart |= {id(fragment) for line in rules for fragment in line}
        text = [fragment for fragment in found if id(fragment) not in apart]
        page = [block for column in columns(text) for block in blocks(column, number)]
        cut = len(page) - notes(page, usual)
        yield _Page(page[:cut], page[cut:], sorted([*beside, *rules], key=lambda line: line[0].box.top))


def _vocabulary(pages: Sequence[_Page]) -> Counter[str]:
    """The words of the text in lower case, and how often each stands whole in a line."""
    words = (word for page in pages for block in page.body for word in block.words if word.text[-1] != "-")
    return Counter(form for word in words for form in _FORM.findall(word.text.casefold()))


def _write(writer: Writer, pages: Sequence[_Page], vocabulary: Counter[str]) -> None:
    """Writes all pages; furniture and notes come after the paragraph that runs on over them."""
    open_block: list[Block] = []
    held: list[tuple[int, _Page]] = []
    for number, page in enumerate(pages, 1):
        for position, block in enumerate(page.body):
            if open_block and not _runs_on(open_block[-1], block):
                _write_block(writer, open_block, vocabulary)
                open_block = []
                _write_held(writer, held, vocabulary)
            open_block.append(block)
            if position == 0 and len(open_block) == 1:
                _write_held(writer, held, vocabulary)
        held.append((number, page))
        if not page.body and not open_block:
            _write_held(writer, held, vocabulary)
    if open_block:
        _write_block(writer, open_block, vocabulary)
    _write_held(writer, held, vocabulary)


def _runs_on(before: Block, after: Block) -> bool:
    """Whether a block continues another that stands in another column or page."""
    same_column = before.page == after.page and before.box.bottom <= after.box.top
    if before.is_row or after.is_row or after.is_item or same_column:
        return False
    last, first = before.words[-1], after.words[0]
    if is_ended(last.text) or abs(before.height - after.height) > before.height * SIZE:
        return False
    # up to three words are a heading; with one none of the PDFs tried differs, with six the ends of paragraphs are lost
    return last.broken or first.text[0].islower() or (before.full and len(after.words) > 3)


def _write_held(writer: Writer, held: list[tuple[int, _Page]], vocabulary: Counter[str]) -> None:
    for number, page in held:
        for note in page.notes:
            _write_block(writer, [note], vocabulary)
        for position, line in enumerate(page.furniture):
            part = Part(
                " ".join(fragment.text for fragment in line), number, None, SegmentLabel.PAGE_FURNITURE, FURNITURE
            )
            writer.block(part, follows=position > 0)
    held.clear()


def _write_block(writer: Writer, block: Sequence[Block], vocabulary: Counter[str]) -> None:
    first = block[0]
    if first.is_row:
        cells = CELLS.join(" ".join(word.text for word in cell) for cell in first.lines)
        row = Part(cells, first.page, None, SegmentLabel.TABLE, ROW)
        writer.block(row, follows=writer.ends_as(SegmentLabel.TABLE))
        return
    parts: list[Part] = []
    lines = [(line, part.page) for part in block for line in part.lines]
    for (line, page), following in zip(lines, [*lines[1:], None], strict=True):
        words = [word.text for word in line]
        if not parts and line[0].raised:
            parts.append(Part(f"{words.pop(0)} ", page, None, SegmentLabel.RESIDUE, NOTE_LABEL))
        tail = " "
        if following is not None and words:
            words[-1], tail = _line_end(line[-1], following[0][0], vocabulary)
        parts.append(Part(" ".join(words) + tail, page))
    writer.block(*parts)


def _line_end(word: Word, following: Word, vocabulary: Counter[str]) -> tuple[str, str]:
    """The last word of a line as it is written, and what parts it from the next line."""
    text, after = word.text, following.text
    if text[-1] == _SOFT_HYPHEN:
        return text, ""
    if len(text) < 2 or text[-1] not in "-‐–" or text[-2].isspace():
        return text, " "
    if text[-1] == "–":
        return text, "" if text[-2].isdigit() and after[0].isdigit() else " "
    if not word.broken and not (text[-2].isalnum() and after[0].isalnum()):
        return text, " "
    return (text[:-1] + _SOFT_HYPHEN if _is_one_word(text[:-1], after, vocabulary) else text), ""


def _is_one_word(before: str, after: str, vocabulary: Counter[str]) -> bool:
    """Whether the hyphen between two parts stands only at line ends: told by the document's other words."""
    start = re.split(r"[^\w]", before)[-1]
    end = re.split(r"[^\w-]", after)[0]
    if not (start.isalpha() and end[:1].islower()):
        return False
    whole, hyphened = f"{start}{end}".casefold(), f"{start}-{end}".casefold()
    seen = vocabulary[whole], vocabulary[hyphened]
    return seen[0] > seen[1] if any(seen) else start.casefold() not in _COMPOUND


def _metadata_date(metadata: dict[str, str]) -> Found | None:
    for key in ("CreationDate", "ModDate"):
        match = _METADATA_DATE.match(metadata.get(key, ""))
        if match and (date := iso(*map(int, match.groups()))):
            return Found(date, f"PDF {key}")
    return None
