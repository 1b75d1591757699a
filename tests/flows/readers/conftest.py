"""Files of every format, made here: PDF with fpdf2, DOCX with python-docx, HTML by hand."""

from collections.abc import Callable, Sequence

import pytest
from fpdf import FPDF

from flows.readers.deadline import Deadline

Line = tuple[float, float, str] | tuple[float, float, str, float]
"""One line of text: its left end and its baseline, in points from the top left of the page; its size, if not 11."""


class Pdf:
    """Makes PDFs of A4 pages, set in Times, of lines that stand where the test says."""

    left, right = 72.0, 320.0
    """Where the columns of a page of two start."""

    def __call__(self, *pages: Sequence[Line], title: str = "", password: str = "") -> bytes:
        document = self._blank()
        if title:
            document.set_title(title)
        if password:
            document.set_encryption(owner_password="owner", user_password=password)  # noqa: S106
        for page in pages:
            document.add_page()
            for line in page:
                x, y, text, size = (*line, 11)[:4]
                document.set_font("Times", size=size)
                document.text(x, y, text)
        return bytes(document.output())

    def lines(self, x: float, y: float, *texts: str, size: float = 11) -> list[Line]:
        """Lines of a paragraph, one below the other."""
        return [(x, y + 1.2 * size * number, text, size) for number, text in enumerate(texts)]

    def width(self, text: str, size: float = 11) -> float:
        """How long a text is in print."""
        document = self._blank()
        document.set_font("Times", size=size)
        return float(document.get_string_width(text))

    def _blank(self) -> FPDF:
        document = FPDF(unit="pt", format="A4")
        document.set_auto_page_break(auto=False)
        return document


@pytest.fixture(scope="session")
def pdf() -> Pdf:
    return Pdf()


@pytest.fixture
def soon() -> Deadline:
    """A deadline that no test reaches."""
    return Deadline.after(60)


@pytest.fixture
def labelled() -> Callable[..., list[tuple[str, str]]]:
    """The stretches of a rendering that its reader labelled, with their labels."""

    def of(rendering: object) -> list[tuple[str, str]]:
        return [(h.label.value, rendering.text[h.start : h.end]) for h in rendering.layout.hints]  # type: ignore[attr-defined]

    return of
