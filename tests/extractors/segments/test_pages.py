"""Whole pages as people paste them: what stands behind a pair of scissors must go, everything else must stay."""

from pathlib import Path

import pytest

from extractors.segments.labels import segment

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SCISSORS = "✂ "


@pytest.mark.parametrize("separator", ["\n", "\n\n"], ids=["lines", "blank-lines"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_segments_keep_the_words_of_a_page_and_strip_its_frame(page: Path, separator: str) -> None:
    marked = page.read_text(encoding="utf-8").splitlines()
    text = separator.join(line.removeprefix(SCISSORS) for line in marked)
    stripped = "".join(
        text[part.start : part.end] for part in segment(text) if part.label.splits and not part.label.kept
    )
    wanted = [line.removeprefix(SCISSORS) for line in marked if line.startswith(SCISSORS)]
    assert [line for line in stripped.splitlines() if line.strip()] == wanted
