import pytest

from extractors.segments import segment, with_hints
from extractors.view import View
from schemas.documents import Hint
from schemas.spans import SegmentLabel

TEXT = "Home\n\nThe force left. Close it.\n\nfacebook twitter\n"


def hint(quote: str, label: str) -> Hint:
    start = TEXT.index(quote)
    return Hint(start, start + len(quote), SegmentLabel(label), f"readers.{label}")


def laid(*hints: Hint) -> list[tuple[str, str, str]]:
    segments = with_hints(TEXT, segment(TEXT), hints)
    assert "".join(TEXT[s.start : s.end] for s in segments) == TEXT
    return [(TEXT[s.start : s.end], s.label.value, s.rule) for s in segments]


def test_without_hints_the_text_rules_decide() -> None:
    assert with_hints(TEXT, segment(TEXT), ()) == segment(TEXT)


def test_a_hint_that_strips_decides() -> None:
    assert laid(hint("Home", "navigation"))[0] == ("Home\n\n", "navigation", "readers.navigation")


def test_a_hint_within_a_paragraph_cuts_it() -> None:
    assert laid(hint("Close it.", "navigation"))[1:3] == [
        ("The force left. ", "paragraph", "segments.paragraph"),
        ("Close it.\n\n", "navigation", "readers.navigation"),
    ]


def test_a_hint_that_keeps_names_the_kind_of_kept_text() -> None:
    assert laid(hint("The force left.", "list_item"))[1][1:] == ("list_item", "readers.list_item")


def test_a_hint_that_keeps_leaves_what_the_text_rules_strip() -> None:
    assert laid(hint("facebook twitter", "list_item"))[-1][1:] == ("share_bar", "segments.share-bar")


def test_a_hint_over_several_segments_labels_all_of_them() -> None:
    start, end = TEXT.index("The"), len(TEXT)
    segments = laid(Hint(start, end, SegmentLabel.SOCIAL_POST, "readers.embedded-post"))
    assert [label for _, label, _ in segments[1:]] == ["social_post"] * (len(segments) - 1)


@pytest.mark.parametrize("label", ["page_furniture", "residue"])
def test_the_rules_do_not_see_hinted_furniture(label: str) -> None:
    segments = with_hints(TEXT, segment(TEXT), [hint("Close it.", label)])
    assert "The force left." in View(TEXT, segments).text
    assert "Close" not in View(TEXT, segments).text
