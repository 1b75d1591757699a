"""Bits are flipped in raw, output, store and a published file; each is found, or what can be read is as it was.

What may pass unseen, and why it may:
- bytes of a database that hold nothing: free space of its pages, counters in its header
- when files were changed last: the next run compares their hashes where these times differ
- when, by whom and why something was decided: nobody but that person knows; on what and how is found
- what a run tells of itself, its host, times, settings and counts: no record and no history depends on it
- the moment at which a record was withdrawn from what is published
"""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from flows.cli import main
from flows.exits import DONE, FINDINGS
from flows.stores.database import Database
from flows.stores.deciding import Said, decide
from flows.stores.policy import Policy
from flows.stores.tables import changes
from flows.summary import Summary
from schemas.decisions import Verdict

FLIPS = {"raw": 20, "output": 40, "store": 140, "published": 60}

PUBLISHED = "sqlite:///facts.db"

UNPROVED = {
    "store": {
        "runs": {"started", "ended", "host", "version", "settings", "counts", "seconds", "failures"},
        "decisions": {"decided", "who", "why"},
        "versions": {"mtime_ns", "output_mtime_ns"},
    },
    "published": {"withdrawn": {"withdrawn"}},
}
"""Columns on which no fact depends; the module says why."""

FIRST = {
    "letter.txt": "The mission in Liberia had 412 staff on 3 May 2011.\n\nfacebook twitter youtube instagram\n",
    "page.html": "<html><body><p>The African Union sent 1,200 troops to Mali in June 2013.</p></body></html>",
    "empty.txt": "",
    "old.txt": "In 1994 the Security Council adopted resolution 929 (1994).",
    "gone.txt": "They left in March 1996.",
}
THEN = {
    "letter.txt": "The mission in Liberia had 380 staff on 3 May 2012.\n\nfacebook twitter youtube instagram\n",
    "page.html": FIRST["page.html"],
    "empty.txt": "",
    "new.txt": FIRST["old.txt"],
}


@pytest.fixture
def audited(recital: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with raw, output, what was published, and a store that has a history.

    Sources changed, were renamed and removed, and one of them failed.
    """
    monkeypatch.chdir(tmp_path)
    for sources in (FIRST, THEN):
        shutil.rmtree("raw", ignore_errors=True)
        Path("raw").mkdir()
        for name, text in sources.items():
            Path("raw", name).write_text(text, encoding="utf-8")
        recital(output=tmp_path / "output", prune=True, allow_loss=True)
        assert main(["publish", PUBLISHED]) == DONE
    with Database(f"sqlite:///{tmp_path}/output/recital.db") as database:
        with database.reading() as connection:
            waiting = connection.execute(select(changes.c.id, changes.c.state)).all()
        decide(database, waiting[0].id, Said("Ada", Verdict.REJECT, "it was 380"), seen=0, policy=Policy())
    assert main(["publish", PUBLISHED]) == DONE
    return tmp_path


def read_all(store: Path) -> dict[tuple[str, str], list[str]]:
    """Every column of every table and view; raises where it cannot be read."""
    found: dict[tuple[str, str], list[str]] = {}
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        ]
        for table in sorted(names):
            rows = list(connection.execute(f'SELECT * FROM "{table}"'))  # noqa: S608 # our own tables
            for column in rows[0].keys() if rows else ():
                found[table, column] = [repr(row[column]) for row in rows]
    return found


def altered(file: Path, before: dict[tuple[str, str], list[str]], unproved: dict[str, set[str]]) -> str | None:
    """What of a database reads otherwise than before; null where all that counts is the same."""
    try:
        now = read_all(file)
    except (sqlite3.Error, ValueError) as error:
        return f"it cannot be read: {error}"
    different = {place for place in before.keys() | now.keys() if before.get(place) != now.get(place)}
    counts = {(table, column) for table, column in different if column not in unproved.get(table, ())}
    return ", ".join(f"{table}.{column}" for table, column in sorted(counts)) or None


def flips(files: list[Path], *, times: int) -> Iterator[tuple[Path, int, int]]:
    """Places of bits: the file, the byte, the bit."""
    choice = random.Random(20110503)  # noqa: S311 # the same bits each time
    sizes = [len(file.read_bytes()) for file in files]
    for _ in range(times):
        (file, size) = choice.choices(list(zip(files, sizes, strict=True)), sizes)[0]
        yield file, choice.randrange(size), choice.randrange(8)


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["check", "--deep", "--published", PUBLISHED])
    return code, capsys.readouterr().out


def test_what_was_written_holds(audited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys) == (
        DONE,
        "all holds: 4 documents, every hash, segment, quote and id; the store says the same; "
        "extracted again with the same bytes, and every row proved; sqlite:///facts.db has what stands\n",
    )


@pytest.mark.parametrize("place", ["raw", "output", "store", "published"])
def test_every_flipped_bit_is_found_or_changes_nothing(
    audited: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    databases = {"store": audited / "output/recital.db", "published": audited / "facts.db"}
    written = [path for path in sorted((audited / "output").rglob("*")) if path.suffix in (".json", ".txt")]
    files = {"raw": [path for path in sorted((audited / "raw").iterdir()) if path.stat().st_size],
             "output": written, **{name: [file] for name, file in databases.items()}}[place]  # fmt: skip
    before = read_all(databases.get(place, databases["store"]))
    missed: list[Any] = []
    seen: Counter[str] = Counter()
    for file, byte, bit in flips(files, times=FLIPS[place]):
        whole = file.read_bytes()
        content = bytearray(whole)
        content[byte] ^= 1 << bit
        file.write_bytes(content)
        harm = altered(file, before, UNPROVED[place]) if place in databases else "a byte"
        code, said = check(capsys)
        seen["found" if code else "irrelevant"] += 1
        if harm and (code != FINDINGS or not said):
            missed.append((file.name, byte, bit, harm, code, said))
        file.write_bytes(whole)
    assert missed == []
    assert seen["found"]
    assert check(capsys)[0] == DONE
