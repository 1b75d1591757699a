from collections.abc import Callable
from pathlib import Path

from flows.stores import runs, tallies
from flows.stores.database import Database
from flows.stores.runs import Begun
from flows.stores.tallies import Tallies, Tally
from flows.summary import Summary

BEFORE = "The envoys left on 3 May 1994; 40 observers stayed until 2001."
AFTER = "The envoys left on 3 May 1994; 41 observers stayed until 2001, and 12 doctors until 2002."


def of_last_run(url: str) -> Tallies:
    with Database(url) as database, database.reading() as connection:
        (last,) = runs.read(connection, last=1)
        return tallies.of_run(connection, Begun(last.id, last.fingerprint))


def test_a_run_counts_what_it_changed(store_url: str, tmp_path: Path, recital: Callable[..., Summary]) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (raw / name).write_text(BEFORE, encoding="utf-8")
    recital(raw=raw, output=tmp_path / "output", store=store_url)
    assert of_last_run(store_url) == Tallies(1, 0, {}, ())
    (raw / "a.txt").write_text(BEFORE + " The last left in 2003.", encoding="utf-8")
    (raw / "b.txt").write_text(AFTER, encoding="utf-8")
    recital(raw=raw, output=tmp_path / "output", store=store_url)
    found = of_last_run(store_url)
    assert (found.run, found.documents) == (2, 2)
    assert found.by_kind == {"date": {"added": 2}, "figure": {"added": 2, "removed": 1}}
    assert found.most == (Tally("b.txt", "text", 3, 1, 0), Tally("a.txt", "text", 1, 0, 0))
