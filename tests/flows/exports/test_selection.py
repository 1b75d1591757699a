"""Filters of kind, source, run, days and organization take what they say."""

from collections.abc import Callable

import pytest

from flows.exports.selection import Selection, days_between
from schemas.errors import UsageError

from .conftest import Folders

Chosen = Callable[..., list[str]]


@pytest.fixture
def chosen(folders: Folders) -> Chosen:
    """The quotes that a selection takes, in the order of the texts."""

    def choose(**wanted: object) -> list[str]:
        selection = Selection(**wanted)  # type: ignore[arg-type]
        return [record.text for _, records in selection.of(folders.facts) for record in records]

    return choose


def test_everything_is_wanted_unless_something_is_said(chosen: Chosen, folders: Folders) -> None:
    assert len(chosen()) == sum(len(records) for _, records in folders.facts) == 20


def test_kinds_are_taken(chosen: Chosen) -> None:
    assert chosen(kinds=("organization", "document")) == ["African Union", "S/2006/560", "United Nations", "NATO"]


@pytest.mark.parametrize(
    ("patterns", "sources"),
    [
        (("a.txt",), ["a.txt"]),
        (("letters/*",), ["letters/Nº 1#b.txt"]),
        (("letters/Nº 1#b.txt", "broken*"), ["broken.txt", "letters/Nº 1#b.txt"]),
        (("A.TXT",), []),
        (("letters",), []),
    ],
)
def test_sources_are_taken_by_name_or_pattern(folders: Folders, patterns: tuple[str, ...], sources: list[str]) -> None:
    found = Selection(sources=patterns).of(folders.facts)
    assert [facts.document.source for facts in found] == sources


def test_sources_of_a_run_are_taken(folders: Folders) -> None:
    wanted = Selection(made=frozenset({"a.txt"}))
    assert [facts.document.source for facts in wanted.of(folders.facts)] == ["a.txt"]


@pytest.mark.parametrize(
    ("since", "until", "dates"),
    [
        ("1999", "1999", ["1998-99", "1999"]),
        ("2003-02", "2003-02-28", ["early 2003"]),
        ("2015-08-31", None, ["October 2011 to August 2015"]),
        (None, "-0043-12-31", ["44 BC"]),
        ("1990", "1997", []),
    ],
)
def test_dates_are_taken_that_touch_the_days(
    chosen: Chosen, since: str | None, until: str | None, dates: list[str]
) -> None:
    assert chosen(kinds=("date",), days=days_between(since, until)) == dates


def test_resolutions_are_taken_by_their_day_and_others_by_that_of_their_document(chosen: Chosen) -> None:
    assert chosen(kinds=("resolution",), days=days_between("2006-08", "2006-08")) == ["resolution 1701 (2006)"]
    assert chosen(kinds=("resolution",), days=days_between("2007", None)) == []
    assert chosen(kinds=("organization",), days=days_between("2004", "2004")) == ["African Union"]
    assert chosen(kinds=("organization",), days=days_between("2005", None)) == []


@pytest.mark.parametrize("name", ["AU", "au", "African Union", "wikidata:Q7159"])
def test_an_organization_is_taken_with_what_stands_beside_it(chosen: Chosen, name: str) -> None:
    assert chosen(organization=name) == ["early 2003", "African Union", "374", "350", "24", "$2.1 billion"]


def test_an_organization_leaves_other_organizations_of_its_sentences(chosen: Chosen) -> None:
    assert "United Nations" not in chosen(organization="NATO")
    assert chosen(organization="ECOWAS") == []


def test_filters_are_all_to_be_met(chosen: Chosen) -> None:
    assert chosen(kinds=("figure",), organization="UN", sources=("letters/*",)) == ["-5 °C"]
    assert chosen(kinds=("figure",), organization="UN", sources=("a.txt",)) == []


@pytest.mark.parametrize("given", ["June 1999", "1999-13", "XXXX-06-08", ""])
def test_days_that_are_none_are_refused(given: str) -> None:
    with pytest.raises(UsageError, match=r"--since.*expected a day, a month or a year, such as 1999-06"):
        days_between(given, None)


def test_days_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(UsageError, match=r"--since '2001' is after --until '1999'"):
        days_between("2001", "1999")
    assert days_between("1999-06", "1999").latest == "1999-12-31"
