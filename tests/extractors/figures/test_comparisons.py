import pytest

from extractors.figures import comparisons
from extractors.figures.comparisons import ComparisonEntry
from extractors.lexicon import load
from schemas.figures import Comparison, Measure


@pytest.mark.parametrize("entry", load("comparisons.csv", ComparisonEntry), ids=lambda entry: entry.id)
def test_every_phrase_bounds_a_number(entry: ComparisonEntry) -> None:
    measure = Measure(entry.measures[0]) if entry.measures else Measure.COUNT
    for form in entry.forms:
        if entry.side == "before":
            bound = comparisons.before(f"it cost {form} 7", len(form) + 9, len(form) + 10, measure)
            assert bound == (entry.comparison, 8), form
        else:
            text = f"7{'' if form[0] in '-+' else ' '}{form} of it"
            assert comparisons.after(text, 1) == (entry.comparison, text.index(" of it")), form


@pytest.mark.parametrize(
    "text", ["it took 7", "more 7", "than 7", "overall 7", "at\nleast 7", "the 7", "7", "awesome 7"]
)
def test_other_words_bound_nothing(text: str) -> None:
    assert comparisons.before(text, text.index("7"), text.index("7") + 1, Measure.COUNT) is None


@pytest.mark.parametrize(
    "text",
    [
        "7 and",
        "7 or",
        "7 and more than 5",
        "7 or more5",
        "7 and over 20 others",
        "7 plus three",
        "7 estates",
        "7 (established)",
    ],
)
def test_other_words_bound_nothing_afterwards(text: str) -> None:
    assert comparisons.after(text, 1) is None


@pytest.mark.parametrize("text", ["none exceeded 7", "it hardly exceeds 7", "exceed 7", "every 7", "once every 7"])
def test_denied_excess_and_frequency_alone_bound_nothing(text: str) -> None:
    for measure in (Measure.COUNT, Measure.DURATION):
        assert comparisons.before(text, text.index("7"), text.index("7") + 1, measure) is None


def test_within_bounds_times_and_distances_only() -> None:
    assert comparisons.before("within 7", 7, 8, Measure.DURATION) == (Comparison.AT_MOST, 0)
    assert comparisons.before("within 7", 7, 8, Measure.COUNT) is None


@pytest.mark.parametrize("text", ["brought up to 7", "$5 million over 7", "spread over 7", "taken over 7"])
def test_verb_or_time_takes_the_word(text: str) -> None:
    assert comparisons.before(text, text.index("7"), text.index("7") + 1, Measure.DURATION) is None


def test_mark_of_a_quoted_line_bounds_nothing_that_its_words_bound() -> None:
    text = "a budget of less than > 20"
    bound = comparisons.before(text, len(text) - 2, len(text), Measure.COUNT)
    assert bound is not None
    assert bound.comparison is Comparison.LESS_THAN


def test_outer_word_decides() -> None:
    assert comparisons.before("no more than about 7", 19, 20, Measure.COUNT) == (Comparison.AT_MOST, 0)


@pytest.mark.parametrize("text", ["7 (2024 est.)", "7% of GDP (2023 est.)", "7 (est.)"])
def test_estimate_is_about(text: str) -> None:
    assert comparisons.after(text, 1) == (Comparison.ABOUT, 1)


@pytest.mark.parametrize("text", ["Population (2024 est.): 7", "Losses (July 2004 est.) 7"])
def test_estimate_in_the_label_is_about(text: str) -> None:
    bound = comparisons.before(text, text.index("7"), text.index("7") + 1, Measure.COUNT)
    assert bound is not None
    assert bound.comparison is Comparison.ABOUT


@pytest.mark.parametrize("text", ["taking us up to 7", "bringing the total up to 7", "brought its strength up to 7"])
def test_verb_takes_the_word_behind_what_it_moves(text: str) -> None:
    assert comparisons.before(text, text.index("7"), text.index("7") + 1, Measure.COUNT) is None


@pytest.mark.parametrize("text", ["takes up to 7", "the strength of up to 7", "gives us up to 7"])
def test_word_bounds_where_no_verb_takes_it(text: str) -> None:
    bound = comparisons.before(text, text.index("7"), text.index("7") + 1, Measure.COUNT)
    assert bound is not None
    assert bound.comparison is Comparison.AT_MOST


def test_label_that_ends_in_a_bound_bounds_its_own_number_only() -> None:
    text = "20 years and over\t7"
    assert comparisons.before(text, 18, 19, Measure.COUNT) is None
    assert comparisons.after(text, 8) == (Comparison.AT_LEAST, 17)


@pytest.mark.parametrize("text", ["in 3 towns and over 7", "Over\t7"])
def test_bound_of_a_number_stands_before_it(text: str) -> None:
    bound = comparisons.before(text, len(text) - 1, len(text), Measure.COUNT)
    assert bound == (Comparison.MORE_THAN, text.lower().index("over"))


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("larger than 7", Comparison.MORE_THAN),
        ("no larger than 7", Comparison.AT_MOST),
        ("shorter than 7", Comparison.LESS_THAN),
        ("no shorter than 7", Comparison.AT_LEAST),
        ("never shorter than 7", None),
        ("longer 7", None),
    ],
)
def test_size_is_compared_and_denied(text: str, comparison: Comparison | None) -> None:
    bound = comparisons.before(text, len(text) - 1, len(text), Measure.LENGTH)
    assert (bound and bound.comparison) == comparison
    assert comparisons.before(text, len(text) - 1, len(text), Measure.COUNT) is None
