r"""The view: the kept text of a document as the rules see it, and the way back to the document text.

Stripped stretches are not there, runs of white space are one blank, a line break inside a paragraph is a blank, and
a paragraph ends in one `\n`, and every hyphen is `-`. Every other character of the view is a character of the
document, in its order:

    "resolution 1590 PDF Document of\n24 March" -> "resolution 1590 of 24 March"
    "the General Assem-\nbly"                  -> "the General Assembly"
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property

from extractors import thousands
from extractors.hyphenation import cuts, hyphenated, no_acronym
from schemas.spans import Segment, SegmentLabel, Span

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
"""Soft hyphen, zero-width characters, direction marks: they stand inside words and are no part of them."""

_BREAKS = "\t\n\v\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space that is no blank, listed: `re` finds one of a set of characters several times as fast as `[^\\S ]`."""
_COLUMNS = re.compile(r"[^\W\d_]{3}[.:]?(?P<white>(?:\t|[ ]{3})[ \t]*)(?=\S)")
"""What may part columns in a line: behind a word, for a tab behind `12.` or `(iv)` sets off a paragraph."""
_BETWEEN_COLUMNS = ("\t", "   ")
"""What may stand between columns: typed texts have two blanks, tables more."""
_WIDE = " " * 6
"""Blanks that part columns by themselves; where lines are justified, three to five stand between words."""
_LONGEST_LINE = 200
"""Characters of a line that may be a row: the neighbours of longer ones say nothing about columns."""

_GAP = re.compile(rf"[ {_BREAKS}{_UNSEEN}](?:(?<=[{_BREAKS}])\s*|(?<= )\s+|(?<=[{_UNSEEN}])[{_UNSEEN}]*)")

_SENTENCE_END = re.compile(r"""[\n.!?](?:(?<=\n)|["'”’)\]]{0,3} (?=["'“‘(\[]{0,2}[A-Z0-9]))""")

_ABBREVIATIONS = frozenset(
    (
        "Amb Art Brig Capt Col Cpl Dr Eng Ex Fig Gen Gov Hon Lt Maj Messrs Mr Mrs Ms No Nos Pres Prof Rep Rev Sec Sen"
        " Sgt St Sr Supp Vol art arts cf ch e.g ed eds fig i.e no nos p para paras pp vol vs Jan Feb Mar Apr Jun Jul"
        " Aug Sept Sep Oct Nov Dec"
    ).split()
)
"""Words before a full stop that ends no sentence, when a capital or a figure follows."""
_INITIALS = re.compile(r"(?!A\.D|B\.C)[A-Z](?:\.[A-Z])+")
"""What a name goes on after, *U.N. Security Council*; not the eras, after which a sentence mostly ends."""
_OPENERS = frozenset(
    (
        "A After All Also An And Another As At Before Both But By During Each For From Further He Her Here His How"
        " However I If In It Its Many Meanwhile Most No Nor Not On One Only Or Our Several She Since So Some Still Such"
        " That The Their Then There These They This Those To Under Until We What When Where Whether While Who Why With"
        " Yet You"
    ).split()
)
"""Words that open a sentence and no name."""
_WORD = re.compile(r"[^\W\d_]+")


class View:
    """Text for the rules, with the raw offset of every character."""

    def __init__(
        self, text: str, segments: Iterable[Segment], *, is_acronym: Callable[[str], bool] = no_acronym
    ) -> None:
        """Takes what the segments keep of a text; `is_acronym` knows an acronym that a line cuts."""
        text = hyphenated(text)
        self._parts: list[str] = []
        self._length = 0
        self._views: list[int] = []  # where a run of consecutive characters starts in the view …
        self._raws: list[int] = []  # … and in the document text
        self._labels: list[SegmentLabel] = []
        self._labelled: list[int] = []  # where each label's stretch starts in the view
        self._apart: dict[int, str] = {}  # blanks of the view that part columns or their lines, and what tells so
        self._empty: dict[int, int] = {}  # empty cells that tabs at a position of the view pass over
        self._passages: set[int] = set()  # line breaks of the view that stand for a blank line
        self._cuts = {cut.end: cut.start for cut in (*cuts(text, is_acronym=is_acronym), *thousands.cuts(text))}
        self._fill(text, segments)
        self.text = "".join(self._parts)

    @classmethod
    def verbatim(cls, text: str) -> "View":
        """View of a text that is shown as it is: one paragraph, no white space joined."""
        view = cls("", ())
        view.text, view._views, view._raws = text, [0], [0]
        view._labels, view._labelled = [SegmentLabel.PARAGRAPH], [0]
        return view

    @cached_property
    def laid_out(self) -> str:
        r"""The text, with a tab for each blank that parts columns and a `\n` for each that parts lines with columns.

        So no rule that reads tokens joins what stands in two cells, and every character keeps its position:

            "Economic Council     Distr.: Limited\nAssembly" -> "Economic Council\tDistr.: Limited\nAssembly"
        """
        if not self._apart:
            return self.text
        characters = list(self.text)
        for position, character in self._apart.items():
            characters[position] = character
        return "".join(characters)

    def raw(self, start: int, end: int) -> Span:
        """Span of the document text that the characters `[start, end)` of the view come from; needs start < end."""
        first = bisect_right(self._views, start) - 1
        last = bisect_right(self._views, end - 1, first) - 1
        return Span(self._raws[first] + start - self._views[first], self._raws[last] + end - self._views[last])

    def column(self, start: int, end: int) -> int:
        """Where, in `[start, end)`, a blank stands for a tab or for two blanks, as between columns; -1 for nowhere."""
        blank = self.text.find(" ", start, end)
        while 0 <= blank < len(self.text) - 1 and not self._is_wide(blank):
            blank = self.text.find(" ", blank + 1, end)
        return blank

    def ends_passage(self, position: int) -> bool:
        """Whether the line break at a position stands for a blank line, which the view does not have."""
        return position in self._passages

    def empty_cells(self, position: int) -> int:
        r"""How many cells without a character stand at a blank between columns, or at either end of a line.

        `"Mali\t\t12\t"` has one at the blank before `12`, another at the end of the line, where a line beside it has
        three tabs, too.
        """
        return self._empty.get(position, 0)

    def _is_wide(self, blank: int) -> bool:
        return blank in self._apart or self._raw(blank + 1) - self._raw(blank) > 1

    def position(self, offset: int) -> int | None:
        """Where the view has a character of the document text; None for one that it leaves out."""
        run = bisect_right(self._raws, offset) - 1
        if run < 0:
            return None
        position = self._views[run] + offset - self._raws[run]
        end = self._views[run + 1] if run + 1 < len(self._views) else len(self.text)
        return position if position < end else None

    def label(self, position: int) -> SegmentLabel:
        """Label of the segment that the character at `position` of the view comes from."""
        return self._labels[bisect_right(self._labelled, position) - 1]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Span in the view of the sentence, or the sentences, that hold `[start, end)`."""
        first = self._sentences[bisect_right(self._sentences, start) - 1]
        last = self._sentences[min(bisect_right(self._sentences, end - 1), len(self._sentences) - 1)]
        while last > end and self.text[last - 1].isspace():
            last -= 1
        return first, last

    @cached_property
    def _sentences(self) -> list[int]:
        """Where sentences start, and the end of the text."""
        ends = (match.end() for match in _SENTENCE_END.finditer(self.text) if not self._is_abbreviation(match))
        return [0, *ends, len(self.text)]

    def _is_abbreviation(self, match: re.Match[str]) -> bool:
        """Whether the full stop belongs to `Mr.`, or to initials before a name: `J. Smith`, `the U.N. Secretariat`."""
        if match[0] != ". ":
            return False
        word = self.text[max(0, match.start() - 8) : match.start()].rpartition(" ")[2].lstrip("([“\"'")
        if word in _ABBREVIATIONS or (len(word) == 1 and word.isupper()):
            return True
        is_cut = "." in word and _INITIALS.fullmatch(word)
        follows = _WORD.match(self.text, match.end()) if is_cut else None
        return follows is not None and follows[0] not in _OPENERS

    def _raw(self, position: int) -> int:
        run = bisect_right(self._views, position) - 1
        return self._raws[run] + position - self._views[run]

    def _fill(self, text: str, segments: Iterable[Segment]) -> None:
        edge: int | None = None  # where a paragraph ended, so that the next kept character starts another
        for segment in segments:
            end = segment.start + len(text[segment.start : segment.end].rstrip())
            is_last = "\n" in text[end : segment.end]
            if not segment.label.kept:
                if self._length and (segment.label.splits or (is_last and segment.label is SegmentLabel.RESIDUE)):
                    edge = end if is_last else segment.start - 1
                continue
            if edge is not None:
                if text.count("\n", edge, segment.start) > 1:
                    self._passages.add(self._length)
                self._emit(edge, "\n")
                if text[segment.start - 1] == "\t" and _has_empty_cells(text, segment.start):
                    self._empty[self._length] = text.count(
                        "\t", text.rfind("\n", edge, segment.start) + 1, segment.start
                    )
            self._labels.append(segment.label)
            self._labelled.append(self._length)
            self._block(text, segment.start, end if is_last else segment.end)
            edge = end if is_last else None
            if is_last and text[end] == "\t" and _has_empty_cells(text, end):
                self._empty[self._length] = text.count("\t", end, text.index("\n", end))

    def _block(self, text: str, start: int, end: int) -> None:
        part = text[start:end]
        if part.isprintable() and "  " not in part:  # neither breaks nor what is unseen
            self._emit(start, part)
            return
        position = start
        has_columns = any(text.find(gap, start, end) >= 0 for gap in _BETWEEN_COLUMNS)
        for gap in _GAP.finditer(text, start, end):
            cut = self._cuts.get(gap.end())
            self._emit(position, text[position : gap.start() if cut is None else cut])
            if cut is None and gap[0][0] not in _UNSEEN:
                if has_columns and (parting := _parting(text, gap)):
                    self._apart[self._length] = parting
                    if (tabs := gap[0].count("\t")) > 1 and _has_empty_cells(text, gap.start()):
                        self._empty[self._length] = tabs - 1
                self._emit(gap.start(), " ")
            position = gap.end()
        self._emit(position, text[position:end])

    def _emit(self, raw: int, part: str) -> None:
        if not part:
            return
        if not self._views or self._raws[-1] + self._length - self._views[-1] != raw:
            self._views.append(self._length)
            self._raws.append(raw)
        self._parts.append(part)
        self._length += len(part)


def _parting(text: str, gap: re.Match[str]) -> str:
    """What a run of white space parts: columns, a tab; lines of which one has columns, a line break; else nothing."""
    if "\n" not in gap[0]:
        return "\t" if _parts_columns(text, *gap.span()) else ""
    before = text.rfind("\n", 0, gap.start()) + 1
    behind = text.find("\n", gap.end())
    lines = (before, gap.start()), (gap.end(), behind if behind >= 0 else len(text))
    found = (white for line in lines for white in _COLUMNS.finditer(text, *line))
    return "\n" if any(_parts_columns(text, *white.span("white")) for white in found) else ""


def _parts_columns(text: str, start: int, end: int) -> bool:
    """Whether white space within a line parts columns: a tab or many blanks, or some in a row of them.

    A row has many elsewhere, or a neighbour that has some at the same place. Some part only what no small letter
    begins, so that justified lines are not taken for rows.
    """
    white = text[start:end]
    if "\t" in white or _WIDE in white:
        return True
    if "   " not in white or text[end : end + 1].islower():
        return False
    above, line, below = _lines_around(text, start)
    if _WIDE in text[max(line, start - _LONGEST_LINE) : min(below, end + _LONGEST_LINE)].strip():
        return True
    place = end - line
    neighbours = text[above : max(above, line - 1)], text[below : below + _LONGEST_LINE].partition("\n")[0]
    return any(other[:place].endswith("   ") and other[place : place + 1].strip() for other in neighbours)


def _has_empty_cells(text: str, position: int) -> bool:
    """Whether several tabs in the line of a position pass over cells, and do not align what they part.

    Then a line beside it has as many.
    """
    above, line, below = _lines_around(text, position)
    if max(position - line, below - position) > _LONGEST_LINE:
        return False
    end = text.find("\n", below, below + _LONGEST_LINE)
    beside = (above, max(above, line - 1)), (below, end if end >= 0 else below + _LONGEST_LINE)
    tabs = text.count("\t", line, below)
    return any(text.count("\t", *neighbour) == tabs for neighbour in beside)


def _lines_around(text: str, position: int) -> tuple[int, int, int]:
    """Where the line above, the line of a position and the line below start; its own end where one is too long."""
    line = text.rfind("\n", max(0, position - _LONGEST_LINE), position) + 1
    above = text.rfind("\n", max(0, line - 1 - _LONGEST_LINE), max(0, line - 1)) + 1
    below = text.find("\n", position, position + _LONGEST_LINE) + 1
    return (above if above or line <= _LONGEST_LINE else line), line, below or len(text)
