import io
from pathlib import Path

import pytest
from rich.console import Console

from extractors import pipeline
from extractors.rules import Rule
from flows.evaluation.scores import RuleScore, Share
from flows.rulebook import listed, markdown, of_module, print_rules
from schemas.errors import UsageError

YEAR = Rule(
    "dates.year",
    "A year that stands alone.",
    matches=("in «1999»", "in\n«2001»", "of `«2004»`"),
    rejects=("resolution 1244 (1999)", "1999 troops"),
)
QUARTER = Rule("dates.quarter", "A quarter of a year.", matches=("«Q1 2001»", "«Q2 2001»"))


FIGURE = Rule("figures.count", "A number.", matches=("«3» men", "«4»"))


def test_rule_is_listed_with_what_it_says_and_examples() -> None:
    assert listed(YEAR, None).plain.splitlines() == [
        "dates.year",
        "  A year that stands alone.",
        "  finds   in «1999»",
        "  leaves  resolution 1244 (1999)",
    ]


def test_rule_that_rejects_nothing_is_listed_without_a_counter_example() -> None:
    assert "leaves" not in listed(QUARTER, None).plain


def test_rule_is_listed_with_hits_and_precision() -> None:
    score = RuleScore(hits=3, judged=Share(right=1, of=2))
    assert listed(YEAR, score).plain.splitlines()[0] == "dates.year  hits 3  precision 0.500"


def test_rule_that_gold_does_not_judge_is_listed_without_precision() -> None:
    score = RuleScore(hits=3, judged=Share(right=0, of=0))
    assert listed(YEAR, score).plain.splitlines()[0] == "dates.year  hits 3"


def test_markdown_holds_all_examples_of_all_rules_by_module() -> None:
    page = markdown((YEAR, QUARTER, FIGURE))
    assert [line for line in page.splitlines() if line.startswith("#")] == [
        "# Rules",
        "## Dates",
        "### `dates.year`",
        "### `dates.quarter`",
        "## Figures",
        "### `figures.count`",
    ]
    assert "A year that stands alone.\n\n- finds `in «1999»`\n- finds `in⏎«2001»`\n- finds `` of `«2004»` ``\n" in page
    assert "- leaves `resolution 1244 (1999)`\n- leaves `1999 troops`\n" in page
    assert page.endswith("\n")


def test_rules_can_be_chosen_by_module() -> None:
    assert of_module((YEAR, FIGURE, QUARTER), "dates") == (YEAR, QUARTER)
    assert of_module((YEAR, FIGURE), None) == (YEAR, FIGURE)


def test_module_without_rules_is_refused_with_those_that_have_some() -> None:
    with pytest.raises(UsageError, match="'votes'; expected one of dates, figures"):
        of_module((YEAR, QUARTER, FIGURE), "votes")


def test_rules_are_printed_with_no_hits_where_others_have_some() -> None:
    console = Console(file=io.StringIO(), width=40, color_system=None)
    print_rules((YEAR, QUARTER), {"dates.year": RuleScore(hits=3, judged=Share(2, 2))}, console=console)
    assert isinstance(console.file, io.StringIO)
    assert [line for line in console.file.getvalue().splitlines() if line.startswith("dates")] == [
        "dates.year  hits 3  precision 1.000",
        "dates.quarter  hits 0",
    ]


def test_page_in_the_docs_is_the_one_the_rules_make() -> None:
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == markdown(pipeline.rules()), "recital rules --markdown > docs/rules.md"
