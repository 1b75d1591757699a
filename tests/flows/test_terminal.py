import pytest

from flows.terminal import on_one_line, visible

HOSTILE = (
    "\ud800",
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "\x1b]8;;https://example.org\x1b\\link",
    "a\x08\x08\x7fb",
    "one\rtwo",
    "\u202egnp.exe\u202c \u2066isolated\u2069",
    "a\u2028b\u2029c",
    "\x00\x0b\x0c\x1f\x85",
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_visible_text_holds_nothing_that_a_terminal_obeys(hostile: str) -> None:
    assert visible(hostile).replace("\n", "").isprintable()


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_visible_text_keeps_its_length_and_is_visible_already(hostile: str) -> None:
    assert len(visible(hostile)) == len(hostile)
    assert visible(visible(hostile)) == visible(hostile)


@pytest.mark.parametrize(
    "harmless",
    [
        "10 June\n\t1999",
        "Đoković — “naïve” 🕊️",
        "שלום",
        "[x] :smile:",
        "\\x1b[2J",
        "a\u200db",
        "1\xa0200",
        "é",
        "\ufffd",
    ],
    ids=ascii,
)
def test_visible_text_leaves_other_text_alone(harmless: str) -> None:
    assert visible(harmless) == harmless


def test_one_line_has_no_line_breaks() -> None:
    assert on_one_line("a\r\nb\u2028c\n\n d") == "a b c d"
