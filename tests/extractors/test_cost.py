"""What an extraction costs in calls, of Python and of C: a number that no other process and no machine changes."""

from collections.abc import Callable
from pathlib import Path

from schemas.records import Extraction

Steps = Callable[[Callable[[], object]], int]

RAW = Path(__file__).parents[2] / "raw"

CALLS_A_CHARACTER = 5.0
"""The five texts take 4.4. Half a call of room lets rules grow by a tenth; a rule that calls anything once for every
token takes 0.2, one that does so for every character a whole call."""

CALLS_A_NEW_WORD = 170
"""Every flag of the rules is computed for it once: 150 today."""


def test_an_extraction_takes_few_calls_a_character(extract: Callable[[str], Extraction], steps: Steps) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(RAW.glob("*.txt"))]
    for text in texts:
        extract(text)  # the first time pays for vocabularies and new words
    calls = sum(steps(lambda text=text: extract(text).model_dump_json(indent=2)) for text in texts)
    assert calls / sum(map(len, texts)) <= CALLS_A_CHARACTER


def test_a_new_word_takes_few_calls(extract: Callable[[str], Extraction], steps: Steps) -> None:
    letters = "abcdefghijklmnopqrst"
    known = " ".join(f"the quarrel of Tombalu{one}aa with the others went on" for one in letters * 20)
    pairs = [one + other for one in letters for other in letters]
    new = " ".join(f"the quarrel of Tombalu{pair}e with the others went on" for pair in pairs)
    extract(known)
    more = steps(lambda: extract(new)) - steps(lambda: extract(known))
    assert more / len(pairs) <= CALLS_A_NEW_WORD
