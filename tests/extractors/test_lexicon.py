import pytest

from extractors.lexicon import Entry, Forms, Maybe, load, parse
from schemas.errors import LexiconError


class Word(Entry):
    forms: Forms
    note: Maybe[str]


HEADER = "id,forms,note"


def test_lexicon_reads_forms_remarks_and_empty_cells() -> None:
    (word,) = parse("words.csv", f"# a remark\n{HEADER}\nweek,week;weeks,\n", Word)
    assert word.forms == ("week", "weeks")
    assert word.note is None


def test_lexicon_reads_quoted_cells() -> None:
    (word,) = parse("words.csv", f'{HEADER}\nx,"a, b;c",n', Word)
    assert word.forms == ("a, b", "c")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("week,week,\nweek,weeks,", "words.csv:3: id 'week' stands already in line 2"),
        ("week,week", "words.csv:2: 2 cells in 'week,week'; expected 3"),
        ("No id,week,", r"words.csv:2: id of .*expected something of the form"),
    ],
    ids=["duplicate", "missing cell", "malformed id"],
)
def test_lexicon_names_file_and_line_of_a_bad_entry(lines: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        list(parse("words.csv", f"{HEADER}\n{lines}", Word))


@pytest.mark.parametrize("header", ["x,y", "id,forms", "id,forms,note,colour", "id,forms,note,note", "id;forms;note"])
def test_lexicon_refuses_a_header_with_other_columns(header: str) -> None:
    with pytest.raises(LexiconError, match=f"words.csv:2: found the columns '{header}'; expected 'id,forms,note'"):
        list(parse("words.csv", f"# a remark\n{header}\n", Word))


def test_lexicon_takes_its_columns_in_any_order() -> None:
    (word,) = parse("words.csv", "note,id,forms\nn,week,weeks\n", Word)
    assert (word.id, word.forms, word.note) == ("week", ("weeks",), "n")


def test_lexicon_refuses_an_empty_file() -> None:
    with pytest.raises(LexiconError, match=r"words\.csv: empty"):
        list(parse("words.csv", "# nothing\n", Word))


def test_lexicon_loads_a_committed_vocabulary() -> None:
    class Navigation(Entry):
        forms: Forms
        menu: str

    assert any("read more" in entry.forms for entry in load("navigation.csv", Navigation))
