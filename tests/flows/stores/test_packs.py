"""Packed output: one file for each shard, read back as if there were one for each source."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.auditing import again
from flows.checking import faults
from flows.cli import main
from flows.exits import COULD_NOT_RUN, FINDINGS
from flows.readers import Options
from flows.settings import Settings
from flows.stores import files, outputs, packs
from flows.stores.agreement import disagreements
from flows.stores.database import Database
from flows.summary import Summary
from schemas.errors import DamagedOutput, UsageError

TEXTS = {
    "a.txt": "The envoys of the African Union left Mogadishu on 3 May 1994 with 40 observers.",
    "sub/b.html": "<html><title>Report</title><body><p>In 2001 the mission had 30 officers.</p></body></html>",
    "sub/c.jsonl": '{"text": "Resolution 1509 (2003) sent 15,000 troops."}\n{"text": "They left Liberia in 2018."}\n',
    "d.txt": "",
}
OTHER = "The envoys of the African Union left Mogadishu on 5 May 1994 with 40 observers."


class Work:
    """A raw folder, and runs that pack what they make of it."""

    def __init__(self, folder: Path, recital: Callable[..., Summary]) -> None:
        self.folder, self.raw, self.output = folder, folder / "raw", folder / "packed"
        self.store = f"sqlite:///{folder}/packed.db"
        self._recital = recital
        self.put(TEXTS)

    def put(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            path = self.raw / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, **settings: object) -> dict[str, int]:
        told = {"raw": self.raw, "output": self.output, "store": self.store, "pack": True}
        summary = self._recital(**told | settings)
        return {novelty.value: number for novelty, number in summary.novelties.items() if number}

    def shards(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.output / "shards").iterdir() if path.name != "FORMAT"}

    def contents(self) -> dict[str, tuple[bytes, str | None]]:
        """What stands in packs, as other code reads it."""
        return contents(self.output)

    def problems(self) -> list[object]:
        settings = Settings.load(raw=self.raw, output=self.output)
        with Database(self.store) as database:
            stored = list(disagreements(database, self.output))
        return [*faults(self.raw, self.output, settings.reading), *again.differences(settings), *stored]


def contents(output: Path) -> dict[str, tuple[bytes, str | None]]:
    return {source: (files.read(output, source), files.read_text(output, source)) for source in files.sources(output)}


@pytest.fixture
def work(tmp_path: Path, recital: Callable[..., Summary]) -> Work:
    pytest.importorskip("zstandard")
    return Work(tmp_path, recital)


def test_packs_hold_what_files_would(work: Work) -> None:
    assert work.run() == {"new": 5}
    assert work.run(output=work.folder / "loose", store=f"sqlite:///{work.folder}/loose.db", pack=False) == {"new": 5}
    assert work.contents() == contents(work.folder / "loose")
    assert list(files.sources(work.output)) == list(files.sources(work.folder / "loose"))
    assert [path.name for path in work.output.iterdir() if not path.name.startswith(".")] == ["shards"]
    assert work.problems() == []


def test_the_same_input_gives_the_same_packs(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work.run(shard_bytes=100)
    first = work.shards()
    assert len(first) > 4
    work.output = work.folder / "again"
    work.run(shard_bytes=100, store=f"sqlite:///{work.folder}/again.db")
    assert work.shards() == first


def test_a_pack_is_json_lines_to_any_program(work: Work) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    work.run()
    (pack,) = (work.output / "shards").glob("*.jsonl.zst")
    with pyarrow.input_stream(str(pack), compression="zstd") as stream:
        lines = [json.loads(line) for line in stream.read().splitlines()]
    texts = {line["document"]["source"]: line.pop("text", None) for line in lines}
    assert texts == {source: text for source, (_, text) in work.contents().items()}
    assert lines == [json.loads(content) for content, _ in work.contents().values()]


def test_a_second_run_writes_nothing(work: Work) -> None:
    work.run()
    before = work.shards()
    assert work.run(pack=False) == {"unchanged": 5}  # an output keeps its form
    assert work.shards() == before


def test_a_changed_source_is_written_alone_and_its_old_line_counts_no_more(work: Work) -> None:
    work.run()
    before, earlier = work.shards(), work.contents()
    work.put({"a.txt": OTHER})
    assert work.run() == {"again": 1, "unchanged": 4}
    new = work.shards().keys() - before.keys()
    assert sorted(name[:7] for name in new) == ["000002-"] * 2
    assert {name: content for name, content in work.shards().items() if name in before} == before
    assert b'"1994-05-05"' in work.contents()["a.txt"][0]
    assert {name for name, content in work.contents().items() if content != earlier[name]} == {"a.txt"}
    assert work.problems() == []


def test_what_is_renamed_and_removed_counts_no_more(work: Work) -> None:
    work.run()
    (work.raw / "a.txt").rename(work.raw / "z.txt")
    (work.raw / "sub/b.html").unlink()
    assert work.run(prune=True) == {"renamed": 1, "unchanged": 3}
    assert list(files.sources(work.output)) == ["d.txt", "sub/c.jsonl#1", "sub/c.jsonl#2", "z.txt"]
    assert work.problems() == []
    before = work.shards()
    assert work.run(prune=True) == {"unchanged": 4}
    assert work.shards() == before


def test_a_store_that_was_lost_is_filled_without_writing_again(work: Work) -> None:
    work.run()
    work.put({"a.txt": OTHER})
    work.run()
    before = {name for name in work.shards() if name.endswith(".zst")}
    work.store = f"sqlite:///{work.folder}/another.db"
    assert work.run() == {"new": 5}
    assert {name for name in work.shards() if name.endswith(".zst")} == before
    assert work.problems() == []


def test_a_pack_without_an_index_is_what_a_killed_run_left(work: Work) -> None:
    work.run()
    left = work.output / "shards/000002-0123456789abcdef.jsonl.zst"
    left.write_bytes(b"half")
    assert [fault for fault in work.problems() if str(left) in str(fault)]
    assert work.run() == {"unchanged": 5}
    assert not left.exists()


def test_packs_of_which_nothing_counts_are_taken_away(work: Work) -> None:
    (work.raw / "d.txt").unlink()  # which failed, whatever the rules, so that its line would count on
    work.run()
    first = work.shards()
    work.run(month_first=True)
    assert work.run(month_first=True) == {"unchanged": 4}
    assert work.shards().keys().isdisjoint(first)
    assert list(files.sources(work.output)) == ["a.txt", "sub/b.html", "sub/c.jsonl#1", "sub/c.jsonl#2"]


def test_a_damaged_line_is_found_and_made_again(work: Work) -> None:
    work.run()
    (pack,) = (work.output / "shards").glob("*.jsonl.zst")
    content = bytearray(pack.read_bytes())
    content[40] ^= 0xFF  # within a.txt, the first
    pack.write_bytes(content)
    packs.refreshed(work.output)
    assert [str(problem) for problem in work.problems() if "is damaged where it holds 'a.txt'" in str(problem)]
    assert not [problem for problem in work.problems() if "read again" in str(problem)]  # it is told once
    told = ["--raw", str(work.raw), "--output", str(work.output), "--store", work.store]
    assert main(["check", "--figures", *told]) == FINDINGS  # it goes on with the others
    assert work.run() == {"again": 1, "unchanged": 4}
    assert work.problems() == []


def test_a_damaged_index_counts_no_more_and_its_documents_are_made_again(work: Work) -> None:
    work.run()
    before = work.contents()
    (index,) = (work.output / "shards").glob("*.index.json")
    index.write_bytes(index.read_bytes()[:-9])
    packs.of.cache_clear()  # another process reads it
    (told,) = [fault.what for fault in faults(work.raw, work.output, Options()) if fault.where == str(index)]
    assert told.startswith("the index of a pack is damaged; ")
    assert told.endswith("; `recital run` extracts again what its pack holds")
    assert work.run() == {"again": 5}
    assert work.contents() == before
    assert work.problems() == []


def test_a_damaged_index_that_is_gone_is_told_of_no_more(work: Work) -> None:
    work.run()
    stray = work.output / "shards/000002-0123456789abcdef.index.json"
    stray.write_bytes(b"half")
    there = packs.refreshed(work.output)
    assert there is not None
    assert [damage.path for damage in there.damages] == [stray]
    there.remove_damaged()
    assert not stray.exists()
    assert list(there.damages) == []
    assert len(outputs.whole(work.output)) == 5


def test_what_packs_hold_is_there_while_they_are_looked_at_again(work: Work) -> None:
    held: list[int] = []

    class Watched(packs.Packs):
        def __setattr__(self, name: str, value: object) -> None:
            if name == "_lines":
                assert isinstance(value, dict)
                held.append(len(value))
            super().__setattr__(name, value)

    work.run()
    there = Watched(work.output)
    held.clear()
    work.put({"a.txt": OTHER})
    work.run()
    there.refresh()
    assert held == [5]


def test_a_lost_pack_is_told_by_an_export_and_made_again(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    work.run()
    before = work.contents()
    (pack,) = (work.output / "shards").glob("*.jsonl.zst")
    pack.unlink()
    packs.of.cache_clear()  # another process reads it
    assert main(["export", "--format", "jsonl", "--output", str(work.output)]) == COULD_NOT_RUN
    told = f"recital: {str(pack)!r}: the pack is gone; `recital run` extracts again what it held\n"
    assert capsys.readouterr().err == told
    assert work.problems() != []
    assert work.run() == {"again": 5}
    assert work.contents() == before
    assert work.problems() == []
    assert len(work.shards()) == 2  # its index went, too


@pytest.mark.parametrize("command", ["explain", "diff"])
def test_a_damaged_pack_is_told_with_its_document_and_what_to_do(
    work: Work, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    work.run()
    work.run(output=work.folder / "loose", store=f"sqlite:///{work.folder}/loose.db", pack=False)
    (pack,) = (work.output / "shards").glob("*.jsonl.zst")
    content = bytearray(pack.read_bytes())
    content[40] ^= 0xFF  # within a.txt, the first
    pack.write_bytes(content)
    given = ["abcd", "--output"] if command == "explain" else [str(work.folder / "loose")]
    assert main([command, *given, str(work.output)]) == COULD_NOT_RUN
    told = capsys.readouterr().err
    assert told.startswith(f"recital: the pack {str(pack)!r} is damaged where it holds 'a.txt': ")
    assert told.endswith("; remove it, and `recital run` extracts again what it held\n")
    pack.unlink()
    assert work.run() == {"again": 5}
    assert work.problems() == []


@pytest.mark.parametrize("content", [None, b"", b"MessagePack\n"], ids=["lost", "empty", "unknown"])
@pytest.mark.parametrize("pack", [True, False], ids=["--pack", ""])
def test_packs_whose_form_is_not_told_are_left_alone(work: Work, content: bytes | None, pack: bool) -> None:
    work.run()
    before, told = work.shards(), work.output / "shards/FORMAT"
    told.unlink() if content is None else told.write_bytes(content)
    packs.of.cache_clear()  # another process reads it
    with pytest.raises(DamagedOutput, match=r"expected .*'JSON Lines, each packed with Zstandard'.*put"):
        work.run(pack=pack)
    for command in (["check", "--raw", str(work.raw)], ["export", "--format", "jsonl"], ["explain", "abcd"]):
        assert main([*command, "--output", str(work.output)]) == COULD_NOT_RUN
    assert work.shards() == before
    assert not list(work.output.rglob("*.json.json")) + list(work.output.glob("*.json"))
    told.write_bytes(b"JSON Lines, each packed with Zstandard\r\n")  # by a person, in an editor
    packs.of.cache_clear()
    assert work.run() == {"unchanged": 5}
    assert work.problems() == []


def test_packs_are_read_by_commands(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    work.run()
    work.run(output=work.folder / "loose", store=f"sqlite:///{work.folder}/loose.db", pack=False)
    told = ["--raw", str(work.raw), "--output", str(work.output), "--store", work.store]
    assert main(["check", "--deep", *told]) == 0
    assert main(["diff", str(work.output), str(work.folder / "loose")]) == 0
    capsys.readouterr()
    assert main(["export", "--format", "csv", "--kind", "date", *told]) == 0
    packed = capsys.readouterr().out
    assert main(["export", "--format", "csv", "--kind", "date", *told[:2], "--output", str(work.folder / "loose")]) == 0
    assert packed == capsys.readouterr().out


def test_packs_are_not_compared_with_a_commit(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    work.run()
    assert main(["diff", "--git", "HEAD", "--output", str(work.output)]) == 2
    assert "--git compares files in a folder, one for each source" in capsys.readouterr().err


def test_an_output_of_files_is_not_packed_later(work: Work) -> None:
    work.run(pack=False)
    with pytest.raises(UsageError, match=r"has a file for each source; expected another --output for --pack"):
        work.run()


def test_the_extra_that_is_missing_is_told(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    with pytest.raises(UsageError, match=r"packed output needs the extra `pack`: pip install '\.\[pack\]'"):
        work.run()
