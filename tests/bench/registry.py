"""What organizations cost with the registry, and with one of 10,000 entries, as a ratio to tokenizing the same text.

The entries beyond the built-in ones are made up from syllables, each with an acronym, and are merged over the registry
as one's own would be. A row is the median of the ratios of paired rounds; the yardstick is `spacy.blank("en")`. The
copies of the texts are varied and taken on together, as `extraction.py` says.

    python -m tests.bench.registry              the texts in raw/
    python -m tests.bench.registry --texts DIR  other texts, *.txt
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path

import spacy

from extractors import pipeline, segments
from extractors.findings import Findings
from extractors.options import Options
from extractors.organizations.registry import registry
from extractors.steps import in_step
from extractors.view import View
from tests.bench.extraction import components, fresh

_SYLLABLES = ("Ba", "Ce", "Di", "Fo", "Gu", "Ka", "Le", "Mi", "No", "Pu", "Ra", "Se", "Ti", "Vo", "Zu")
_HEADS = ("Council", "Union", "Front", "Institute", "Bank", "Mission for Peace", "Committee on Water")


def made_up(count: int) -> Iterator[str]:
    """Lines of a registry: `baced-fogu-council,Baced Fogu Council,…`."""
    words = ("".join(parts).capitalize() for parts in product(_SYLLABLES, repeat=4))
    for number, word in enumerate(islice(words, count)):
        name = f"{word} {_HEADS[number % len(_HEADS)]}"
        yield f"made-up-{number},{name},{word[:4].upper()}Q{number},,,other,,,,"


def text_of(entries: int) -> str:
    """A registry that makes the built-in one as large as wanted."""
    wanted = entries - sum(1 for _ in registry().organizations())
    header = "id,name,acronyms,variants,shared,type,parent,start,end,wikidata"
    return "\n".join([header, *made_up(max(0, wanted))])


def ratios(texts: Sequence[str], own: str, *, rounds: int) -> list[float]:
    """The cost of organizations, which are looked for last, as a ratio to tokenizing, in each round."""
    yardstick = spacy.blank("en")  # first, so that the garbage collector looks at neither
    nlp = pipeline.build(Options(registry=own))
    *others, (_, find) = components(nlp)
    found: list[float] = []
    chance = random.Random(0)  # noqa: S311 # the same copies in every run
    for _ in range(rounds + 1):
        some = fresh(texts, chance)
        views = list(map(View, some, map(segments.segment, some)))
        docs = [nlp.make_doc(view.laid_out) for view in views]
        for doc, view in zip(docs, views, strict=True):
            doc.user_data["findings"] = Findings(view)
        for _, component in others:
            in_step(map(component.steps, docs))
        finding = seconds(lambda docs=docs: in_step(map(find.steps, docs)))
        found.append(finding / seconds(lambda views=views: [yardstick.make_doc(view.text) for view in views]))
    return found[1:]


def seconds(work: Callable[[], object]) -> float:
    """What the processor takes for some work."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Prints a row for each size of the registry."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, default=Path("raw"))
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(given.texts.glob("*.txt"))]
    for entries in (0, 10_000):
        own = text_of(entries)
        size = sum(1 for _ in registry(own).organizations())
        print(f"{size:6} entries  {statistics.median(ratios(texts, own, rounds=given.rounds)):.2f} of tokenizing")


if __name__ == "__main__":
    main()
