"""How long the review page takes: with a document of 1 MB and 20,000 records, with an inbox of 100,000 changes.

python -m tests.bench.review             the document
python -m tests.bench.review --inbox     the inbox, too, which takes minutes to fill
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Page
from sqlalchemy import func, select

from flows.review.desk import Desk
from flows.stores import inbox, upgrades
from flows.stores.database import Database
from flows.stores.inbox import Filter
from flows.stores.policy import Policy
from flows.stores.tables import changes
from flows.texts import Texts
from tests.conftest import putting
from tests.flows.review.serving import chromium, served

RECORDS = 20_000
CHANGES = 100_000
LINE = "The mission, which then had {0} observers in the town and around it, reported to them. "


@contextmanager
def store() -> Iterator[tuple[Desk, Callable[..., None]]]:
    """A desk on an empty store, and what puts documents into it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Database(f"sqlite:///{folder}/recital.db") as database:
            upgrades.prepare(database)
            put = putting(folder, database)
            yield Desk(database, Texts(folder / "raw", folder / "output"), Policy()), put


def large() -> tuple[str, list[dict[str, Any]]]:
    """A text of a megabyte with 20,000 figures, each in its own words."""
    lines = [LINE.format(number) for number in range(10_000, 10_000 + RECORDS // 2)]
    text = "".join(line + ("\n" if number % 5 == 0 else "") for number, line in enumerate(lines))
    found, at = [], 0
    for number, _ in enumerate(lines):
        quote = str(10_000 + number)
        start = text.index(quote, at)
        at = start + len(quote)
        found.append({"kind": "figure", "text": quote, "start": start, "value": {"amount": quote}})
        mission = text.rindex("mission", 0, start)
        found.append({"kind": "organization", "text": "mission", "start": mission})
    return text + "x" * (1_000_000 - len(text)), found


def opens(page: Page, url: str) -> tuple[float, float]:
    """Seconds until a document is laid out and answers keys, and until its end is on the screen."""
    started = perf_counter()
    page.goto(url)
    page.keyboard.press("j")
    page.locator(".item[aria-current]").wait_for()
    opened = perf_counter() - started
    started = perf_counter()
    page.evaluate("() => { scrollTo(0, document.body.scrollHeight); return new Promise(requestAnimationFrame); }")
    return opened, perf_counter() - started


def measure_document(chrome: Browser) -> None:
    text, found = large()
    with store() as (desk, put), served(desk) as url:
        put(text, *found[:-200])
        put(text, *found)
        opened, scrolled = min(opens(chrome.new_page(), f"{url}/d/1") for _ in range(3))
        print(f"document: {len(text):,} characters, {len(found):,} records: {opened:.2f} s; its end {scrolled:.2f} s")


def measure_inbox() -> None:
    with store() as (desk, put):
        text, found = large()
        per_document = 500
        for number in range(CHANGES // per_document):
            put("Nothing.", source=f"{number:04}.txt")
        part = found[:per_document]
        cut = text[: part[-1]["start"] + 200]
        for number in range(CHANGES // per_document):
            put(cut, *part, source=f"{number:04}.txt")
        with desk.database.reading() as connection:
            waiting = connection.scalar(select(func.count()).select_from(changes))
            for name, wanted in (("all", Filter()), ("kind", Filter(kind="figure")), ("search", Filter(search="19"))):
                started = perf_counter()
                inbox.list_documents(connection, wanted, after="0100.txt", limit=51)
                inbox.choices(connection)
                print(f"inbox: {waiting:,} changes, a page of {name}: {perf_counter() - started:.3f} s")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--inbox", action="store_true", help="measure the inbox, too; takes minutes to fill")
    with chromium() as browser:
        measure_document(browser)
    if arguments.parse_args().inbox:
        measure_inbox()
    sys.exit()
