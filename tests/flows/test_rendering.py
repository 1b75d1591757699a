import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from flows.rendering import Look, print_document, rendered, save_picture
from schemas.records import Extraction

Made = Callable[..., Extraction]

TEXT = "Talks\n\nIn 1999 the African Union sent 3 envoys.\n\nfacebook twitter"
PARTS = (
    ("heading", "Talks"),
    ("paragraph", "In 1999 the African Union sent 3 envoys."),
    ("share_bar", "facebook twitter"),
)

HOSTILE = "\x1b[2J\x1b]0;title\x07 \x9b31m a\x08\x7f \u202egnp.exe [bold]b[/bold] [/] :smile:"


@pytest.fixture
def talks(made: Made) -> Extraction:
    return made(
        TEXT,
        {"kind": "date", "text": "1999"},
        {"kind": "organization", "text": "African Union"},
        {"kind": "figure", "text": "3"},
        segments=PARTS,
    )


def console(*, colour: bool = False, width: int = 200, no_color: bool = False) -> Console:
    system = "standard" if colour else None
    return Console(file=io.StringIO(), width=width, color_system=system, force_terminal=colour, no_color=no_color)


def printed(content: Text, *, colour: bool = False) -> str:
    where = console(colour=colour)
    where.print(content)
    return output(where)


def output(where: Console) -> str:
    assert isinstance(where.file, io.StringIO)
    return where.file.getvalue()


def test_show_without_colour_brackets_and_names_what_is_marked(talks: Extraction) -> None:
    assert printed(rendered(talks, TEXT, Look(), colour=False)).splitlines()[3:] == [
        "Talks",
        "",
        "In ⟦date 1999⟧ the ⟦organization African Union⟧ sent ⟦figure 3⟧ envoys.",
        "",
        "⟦share_bar facebook twitter⟧",
    ]


def test_show_in_colour_styles_what_is_marked_and_adds_no_character(talks: Extraction) -> None:
    content = rendered(talks, TEXT, Look(), colour=True)
    assert content.plain.endswith(TEXT)
    body = len(content.plain) - len(TEXT)
    styled = {content.plain[span.start : span.end]: str(span.style) for span in content.spans if span.start >= body}
    assert styled.keys() == {"1999", "African Union", "3", "facebook twitter"}
    assert styled["facebook twitter"] == "dim"
    assert len(set(styled.values())) == 4


def test_show_heads_the_text_with_title_counts_and_legend(talks: Extraction) -> None:
    heading = printed(rendered(talks, TEXT, Look(), colour=False)).splitlines()[:2]
    assert heading[0].split() == ["a.txt", "a.txt"]
    assert heading[1].strip() == (
        "date 1  figure 1  organization 1  resolution 0  document 0  stripped 16 of 65 characters"
    )


def test_show_marks_only_the_kinds_that_are_asked_for(talks: Extraction) -> None:
    shown = printed(rendered(talks, TEXT, Look(kinds=("figure",)), colour=False))
    assert "In 1999 the African Union sent ⟦figure 3⟧ envoys." in shown
    assert "date" not in shown


def test_show_nests_brackets_of_records_inside_records(made: Made) -> None:
    text = "the 23 March Movement, 1999"
    extraction = made(
        text, {"kind": "date", "text": "23 March"}, {"kind": "organization", "text": "23 March Movement"},
        {"kind": "date", "text": "1999"},
    )  # fmt: skip
    assert "the ⟦organization ⟦date 23 March⟧ Movement⟧, ⟦date 1999⟧" in printed(
        rendered(extraction, text, Look(), colour=False)
    )


def test_show_stripped_lists_what_is_stripped_and_nothing_else(talks: Extraction) -> None:
    shown = printed(rendered(talks, TEXT, Look(stripped_only=True), colour=False))
    assert "share_bar [49, 65) segments.share-bar\nfacebook twitter" in shown
    assert "African Union" not in shown


@pytest.mark.parametrize("look", [Look(), Look(stripped_only=True)], ids=["whole", "stripped"])
@pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])
def test_show_neutralises_what_would_steer_a_terminal(made: Made, look: Look, *, colour: bool) -> None:
    text = f"{HOSTILE}\n\n1999 {HOSTILE}"
    parts = (("share_bar", HOSTILE), ("paragraph", f"1999 {HOSTILE}"))
    hostile = made(text, {"kind": "date", "text": "1999"}, segments=parts)
    named = hostile.document.model_copy(update={"source": HOSTILE, "title": HOSTILE})
    shown = printed(rendered(hostile.model_copy(update={"document": named}), text, look, colour=colour), colour=colour)
    own = re.compile(r"\x1b\[[0-9;]*m|\n") if colour else re.compile(r"\n")
    assert own.sub("", shown).isprintable()
    assert "␛[2J␛]0;title␇ �31m a␈␡ �gnp.exe [bold]b[/bold] [/] :smile:" in re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_show_brackets_where_a_terminal_has_no_colour(talks: Extraction) -> None:
    for where in (console(), console(colour=True, no_color=True)):
        print_document(talks, TEXT, Look(), console=where)
        assert "⟦date 1999⟧" in output(where)


def test_show_breaks_no_line_where_nobody_watches(talks: Extraction) -> None:
    where = console(width=20)
    print_document(talks, TEXT, Look(), console=where)
    assert "In ⟦date 1999⟧ the ⟦organization African Union⟧ sent ⟦figure 3⟧ envoys.\n" in output(where)


def test_picture_holds_no_markup_of_the_document_and_needs_nothing_from_other_hosts(made: Made, tmp_path: Path) -> None:
    text = "<script>alert(1)</script> & 1999 </text>"
    extraction = made(text, {"kind": "date", "text": "1999"})
    named = extraction.document.model_copy(update={"source": "</text><script>"})
    save_picture(extraction.model_copy(update={"document": named}), text, Look(), path=tmp_path / "show.svg")
    picture = (tmp_path / "show.svg").read_text(encoding="utf-8")
    assert "1999" in picture
    assert "<script" not in picture
    assert not re.search(r"""url\(["']?http""", picture)


def test_picture_is_the_same_each_time(talks: Extraction, tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        save_picture(talks, TEXT, Look(), path=tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
