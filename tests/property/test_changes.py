"""A diff is exact: it leads from one list of records to the other, and back."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schemas.changes import Cause, apply, diff
from schemas.records import Extraction

WORDS = ("1999", "3", "African Union", "of", "\n")

found = st.fixed_dictionaries(
    {
        "word": st.sampled_from(WORDS[:3]),
        "rule": st.sampled_from(["a", "b"]),
        "approximate": st.booleans(),
    }
)
extractions = st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.lists(found, max_size=8))
KINDS = {"1999": "date", "3": "figure", "African Union": "organization"}


def records(made: Callable[..., Extraction], drawn: Any) -> tuple[Any, ...]:
    words, wanted = drawn
    text = " ".join(words).strip() or "of"
    seen: dict[str, int] = {}
    given_records = []
    for item in wanted:
        word = item["word"]
        at = seen.get(word, 0) + 1
        if at > text.count(word):
            continue
        seen[word] = at
        value = {"date": {"approximate": item["approximate"]}, "figure": {"comparison": "about"}}.get(KINDS[word], {})
        rule = f"{KINDS[word]}s.{item['rule']}"
        given_records.append({"kind": KINDS[word], "text": word, "at": at, "value": value, "rule": rule})
    return made(text, *given_records).records


@given(extractions, extractions, st.sampled_from(Cause))
def test_diff_applied_to_the_one_list_gives_the_other(made: Any, one: Any, other: Any, cause: Cause) -> None:
    before, after = records(made, one), records(made, other)
    assert apply(diff(before, after, cause=cause), before) == after
    assert apply(diff(after, before, cause=cause), after) == before


@given(extractions)
def test_diff_of_a_list_with_itself_is_empty(made: Any, one: Any) -> None:
    assert diff(records(made, one), records(made, one), cause=Cause.TEXT) == ()
