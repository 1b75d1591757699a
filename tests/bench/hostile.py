"""What texts cost that nobody wrote to be read, per character, as a ratio to prose: `make bench`.

Prose is the texts in raw/, one after the other, varied as `extraction.py` does until they are as long as the others.
Time is that of the processor, the least of three rounds.

    python -m tests.bench.hostile                  200,000 characters of each
    python -m tests.bench.hostile --chars 5000000  more
"""

import argparse
import random
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from extractors import pipeline
from extractors.pipeline import Pipeline
from tests.bench.extraction import described, varied

_REPEATED = {
    "digits without end": "7",
    "brackets": "(",
    "blanks": " ",
    "line breaks": "\n",
    "full stops": ". ",
    "quotation marks": "\"'",
    "one Chinese word": "中",
    "posts": "RT @a: hi #b https://t.co/Ab12345678\n\n",
    "addresses of pages": "https://example.org/page ",
    "capitals": "UNITED NATIONS FORCE ",
    "capitals, a line each": "UNITED NATIONS FORCE\n",
    "names without end": "Council Force Committee ",
    "nothing but links": "Ministry of ",
    "a name and its acronym": "Long Name (LN) ",
    "possessives": "UN Growers' Union ",
    "citations": "resolution 1244, ",
    "symbols cut short": "S/2008/",
    "strokes": "1/2/",
    "days": "10 June 1999 - ",
    "months": "June May ",
    "years": "1999 ",
    "number words": "one hundred and ",
    "digit groups": "1,234 ",
    "numbers and *and*": "5 and ",
    "numbers and commas": "10, 11, 12, ",
    "percentages": "5% ",
    "sums of money": "EUR 5 million, ",
    "cells of numbers": "1\t2\t",
    "cells between bars": "Ghana | Nepal | Fiji | Benin | Togo | Chad\n\n",
    "figures between bars": "Ghana 1 | 1 | 21 | 31\n",
}


def _new_acronyms() -> Iterator[str]:
    return (f"{_letters(number)} " for number in count())


def _new_definitions() -> Iterator[str]:
    return (f"{name.capitalize()} {name.capitalize()} Council ({name[:5]}C) " for name in map(_letters, count()))


def _letters(number: int) -> str:
    """Six capitals that no other number has."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def filled(parts: Iterator[str], length: int) -> str:
    """As many of the parts as make a text of a length."""
    taken: list[str] = []
    missing = length
    while missing > 0:
        taken.append(next(parts))
        missing -= len(taken[-1])
    return "".join(taken)[:length]


def prose(length: int) -> str:
    """The texts in raw/, varied."""
    originals = [path.read_text(encoding="utf-8") for path in sorted(Path("raw").glob("*.txt"))]
    chance = random.Random(0)  # noqa: S311 # the same text in every run
    return filled((f"{varied(text, chance)}\n\n" for _ in count() for text in originals), length)


def texts(length: int) -> Iterator[tuple[str, str]]:
    """Every kind of text by its name, prose first."""
    plain = prose(length)
    yield "prose", plain
    yield "prose in one line", plain.replace("\n", " ")
    yield "acronyms, each once", filled(_new_acronyms(), length)
    yield "definitions, each once", filled(_new_definitions(), length)
    for name, part in _REPEATED.items():
        yield name, (part * (length // len(part) + 1))[:length]


def cost(nlp: Pipeline, text: str) -> tuple[float, int]:
    """Seconds of an extraction, and its records."""
    started = time.process_time()
    extraction = pipeline.extract(nlp, described(text), text)
    return time.process_time() - started, len(extraction.records)


def main() -> None:
    """Prints the table, the dearest first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chars", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    nlp = pipeline.build()
    found = {name: min(cost(nlp, text) for _ in range(given.rounds)) for name, text in texts(given.chars)}
    usual, _ = found["prose"]
    print("| | × prose | records per 1,000 characters |\n| --- | ---: | ---: |")
    for name, (seconds, records) in sorted(found.items(), key=lambda item: -item[1][0]):
        print(f"| {name} | {seconds / usual:.1f} | {records * 1000 / given.chars:.0f} |")


if __name__ == "__main__":
    main()
