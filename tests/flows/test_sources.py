import os
from pathlib import Path

import pytest

from flows.sources import Source, at, find, shards
from schemas.errors import UsageError


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def put(raw: Path, name: str, content: bytes = b"text") -> Path:
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def sources(*sizes: int) -> tuple[Source, ...]:
    return tuple(Source(name=f"{n}.txt", path=Path(f"{n}.txt"), bytes=size) for n, size in enumerate(sizes))


def test_sources_are_found_in_every_folder_and_sorted(raw: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "A.txt"):
        put(raw, name)
    assert [source.name for source in find(raw)] == ["A.txt", "a/b/c.txt", "a/z.txt", "b.txt"]
    assert all(source.refusal is None and source.bytes == 4 for source in find(raw))


def test_names_that_start_with_a_dot_are_no_sources(raw: Path) -> None:
    put(raw, ".DS_Store")
    put(raw, ".git/config.txt")
    assert find(raw) == ()


def test_a_raw_folder_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder; expected a folder with source documents"):
        find(tmp_path / "missing")


def test_a_link_inside_the_raw_folder_is_read(raw: Path) -> None:
    (raw / "link.txt").symlink_to(put(raw, "a.txt").name)
    assert [source.refusal for source in find(raw)] == [None, None]


def test_a_link_out_of_the_raw_folder_is_refused(raw: Path) -> None:
    secret = put(raw.parent, "secret.txt")
    (raw / "link.txt").symlink_to(secret)
    (raw / "up").symlink_to(raw.parent)
    assert [source.refusal for source in find(raw)] == [
        "it is a link to something outside the raw folder; copy it into the folder"
    ] * 2


def test_links_to_folders_are_not_followed(raw: Path) -> None:
    put(raw, "a/b.txt")
    (raw / "again").symlink_to("a")
    assert [(source.name, source.refusal) for source in find(raw)] == [
        ("a/b.txt", None),
        ("again", "it is a link to a folder; copy the folder instead"),
    ]


@pytest.mark.parametrize("target", ["nowhere.txt", "loop.txt"])
def test_a_link_that_leads_nowhere_is_refused(raw: Path, target: str) -> None:
    (raw / "loop.txt").symlink_to(target)
    (source,) = find(raw)
    assert source.refusal is not None
    assert source.refusal.startswith("it cannot be opened: ")


def test_what_is_no_file_is_refused(raw: Path) -> None:
    os.mkfifo(raw / "pipe.txt")
    assert [source.refusal for source in find(raw)] == ["it is no regular file; expected one"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a\x1b[2J.txt", r"a\x1b[2J.txt"), ("a\nb.txt", r"a\x0ab.txt"), ("\u202egnp.txt", r"\x202egnp.txt")],
)
def test_a_name_that_cannot_be_printed_is_escaped_and_refused(raw: Path, name: str, shown: str) -> None:
    put(raw, name)
    (source,) = find(raw)
    assert (source.name, source.refusal) == (shown, "its name holds characters that cannot be printed; rename it")


def test_a_name_that_is_no_utf8_is_escaped_and_refused(raw: Path) -> None:
    put(raw, os.fsdecode(b"caf\xe9.txt"))
    (source,) = find(raw)
    assert source.name == r"caf\xdce9.txt"
    assert source.refusal


@pytest.mark.parametrize("name", ["ünï.txt", "Доклад.txt", "مهمة.txt", "with blank.txt", "[a].txt"])
def test_a_name_in_any_script_is_a_name(raw: Path, name: str) -> None:
    put(raw, name)
    assert [(source.name, source.refusal) for source in find(raw)] == [(name, None)]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((), []),
        ((3, 3, 3), [2, 1]),
        ((9, 1, 1), [1, 2]),
        ((6,), [1]),
        ((0, 0, 0), [3]),
        ((7, 7, 7), [1, 1, 1]),
    ],
)
def test_shards_keep_the_order_and_the_limit(sizes: tuple[int, ...], expected: list[int]) -> None:
    parts = list(shards(sources(*sizes), 6))
    assert [len(part) for part in parts] == expected
    assert tuple(source for part in parts for source in part) == sources(*sizes)


def test_shards_for_several_workers_get_smaller_towards_the_end() -> None:
    given = sources(*[4_000] * 10_000)
    alone, shared = list(shards(given, 2_500_000)), list(shards(given, 2_500_000, workers=2))
    assert tuple(source for part in shared for source in part) == given
    sizes = [sum(source.bytes for source in part) for part in shared]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 2_500_000
    assert sizes[-2] == 500_000
    assert len(alone) == 16
    assert len(shared) <= 23


def test_shards_for_several_workers_keep_to_a_limit_below_the_smallest() -> None:
    assert [len(part) for part in shards(sources(3, 3, 3), 6, workers=8)] == [2, 1]


def test_a_file_named_by_its_path_is_the_source_that_a_run_finds(raw: Path) -> None:
    path = put(raw, "a/b.txt")
    assert at(path, raw) == find(raw)[0]


def test_a_link_out_of_the_raw_folder_is_refused_by_its_path_too(raw: Path) -> None:
    (raw / "link.txt").symlink_to(put(raw.parent, "secret.txt"))
    assert (
        at(raw / "link.txt", raw).refusal == "it is a link to something outside the raw folder; copy it into the folder"
    )


def test_a_file_elsewhere_is_a_source_of_its_own(raw: Path) -> None:
    assert (at(put(raw.parent, "one.txt"), raw).name, at(raw.parent / "one.txt", raw).refusal) == ("one.txt", None)


def test_a_path_that_cannot_be_printed_is_refused(raw: Path) -> None:
    assert (
        at(put(raw.parent, "a\x1b.txt"), raw).refusal == "its name holds characters that cannot be printed; rename it"
    )


def test_an_escaped_name_that_is_another_source_s_own_stands_for_that_one(tmp_path: Path) -> None:
    (tmp_path / "b\x07.txt").write_bytes(b"refused")
    (tmp_path / r"b\x07.txt").write_bytes(b"read")
    (source,) = find(tmp_path)
    assert (source.name, source.refusal, source.bytes) == (r"b\x07.txt", None, 4)


def test_a_file_that_is_named_as_a_line_of_another_hides_none(raw: Path) -> None:
    put(raw, "c.jsonl", b'{"text": "one"}\n{"text": "two"}\n')
    put(raw, "c.jsonl#1", b"stray")
    put(raw, "c.jsonl#1#2", b"another")
    reason = "its name is that of another source, 'c.jsonl#1'; rename it"
    assert [(source.name, source.refusal) for source in find(raw)] == [
        ("c.jsonl#1", None),
        ("c.jsonl#1#2", None),
        ("c.jsonl#1#3", reason),
        ("c.jsonl#2", None),
    ]
    assert find(raw)[0].is_part


def test_a_file_that_is_refused_and_named_as_a_line_keeps_its_reason(raw: Path) -> None:
    put(raw, "c.jsonl", b'{"text": "one"}\n')
    (raw / "c.jsonl#1").symlink_to(put(raw.parent, "secret.txt"))
    assert [(source.name, source.refusal) for source in find(raw)] == [
        ("c.jsonl#1", None),
        ("c.jsonl#1#2", "it is a link to something outside the raw folder; copy it into the folder"),
    ]
