"""What tables of bars and of contents cost: as much for each line of a long one as of a short one."""

from collections.abc import Callable

import pytest

from extractors import segments
from extractors.segments import boilerplate, wiki
from extractors.segments.blocks import Block
from extractors.segments.page import Page

Steps = Callable[[Callable[[], object]], int]

_heading = wiki._heading


class _Compared(str):
    """A heading whose comparisons are calls, which those of a plain one are not."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        return str.__hash__(self)


def _counted_heading(block: Block) -> str:
    return _Compared(_heading(block))


_STORY = "\nA base closes\n\nThe mission closed its last base in Bor in May, and its soldiers went home."


def _steps(steps: Steps, text: str) -> int:
    boilerplate._remembered.cache_clear()
    return steps(lambda: segments.segment(text))


def _cost(steps: Steps, row: str, *, rows: int) -> int:
    return _steps(steps, "Home | Login | Search\n\n" + "".join(row.format(i) for i in range(rows)) + _STORY)


ROWS = {
    "figures": "Ghana {0} | {0} | 2{0} | 3{0}\n",
    "words": "Ghana | Nepal | Fiji | Benin | Togo | Chad\n\n",
    "links": "Home | Login | Search\n\n",
    "trails": "You are here: Home\n",
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_cost_of_a_table_with_bars_grows_with_its_rows(monkeypatch: pytest.MonkeyPatch, steps: Steps, row: str) -> None:
    monkeypatch.setattr(wiki, "_heading", _counted_heading)
    assert _cost(steps, row, rows=1600) < 6 * _cost(steps, row, rows=400)


def _place(number: int) -> str:
    return "".join("bcdfghklmn"[int(figure)] for figure in str(number))  # figures are no part of a heading


def test_cost_of_a_table_of_contents_grows_with_its_entries(steps: Steps) -> None:
    def cost(entries: int) -> int:
        names = [f"What the observers of {_place(i)} saw" for i in range(entries)]
        sections = "".join(f"{name}, and what they wrote\n\nThey saw little.\n\n" for name in names)
        return _steps(steps, "Contents\n" + "\n".join(names) + "\n\n" + sections)

    assert cost(1600) < 6 * cost(400)


HEADED = "Keep reading\nDams hold in number {0}x\nSchools reopen after rain {0}y\n"


@pytest.mark.parametrize("titles", [HEADED, HEADED + "\n"], ids=["passage", "passages"])
def test_cost_of_titles_under_headings_grows_with_the_headings(
    monkeypatch: pytest.MonkeyPatch, steps: Steps, titles: str
) -> None:
    def cost(headings: int) -> int:
        return _steps(steps, _STORY + "\n\n" + "".join(titles.format(i) for i in range(headings)) + _STORY)

    keys = Page.__post_init__
    monkeypatch.setattr(Page, "__post_init__", lambda page: (keys(page), _count_keys(page)))
    assert cost(800) < 6 * cost(200)


def _count_keys(page: Page) -> None:
    page.keys = [_Compared(words) for words in page.keys]


def test_cost_of_folios_grows_with_the_lines_between_them(steps: Steps) -> None:
    def cost(heads: int) -> int:
        pages = ["".join(f"Aa Bb Cc D{i}x     {page}\n" for i in range(heads)) for page in (1, 2)]
        return _steps(steps, _STORY + "\n\n" + "\n".join(pages) + _STORY)

    assert cost(800) < 6 * cost(200)


def test_cost_of_words_for_contents_grows_with_the_labels_below_them(steps: Steps) -> None:
    def cost(entries: int) -> int:
        return _steps(steps, _STORY + "\n\n" + "".join(f"On this page\nAbc {_place(i)}x\n" for i in range(entries)))

    assert cost(1600) < 6 * cost(400)
