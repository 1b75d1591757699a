"""Whatever the text: organizations are found without an error, trimmed, apart from each other, in linear time."""

import string
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractors import tokens
from extractors.findings import Finding, Findings
from extractors.organizations import component as organizations
from extractors.view import View
from schemas.organizations import OrganizationValue, local_id

PIECES = st.sampled_from(
    (
        "the|The|a|Joint|Committee|Council|of|for|on|in|to|and|&|'s|’s|'|-|–|,|;|(|)|\"|UN|UNMIK|IS|WHO|Women|Lord"
        "|Ministry|Justice|Government|Kosovo|Iraqi|Democratic Republic of the Congo|Security Council|or|aka|ABC|JC"
        "|Prime Minister|President|Group|Working|Mission|Force|24|Volunteers|Oxfam|led|.|\n|İstanbul|É|\u00a0|  "
    ).split("|")
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join),
)


@pytest.fixture(scope="module")
def component() -> Language:
    nlp = tokens.blank([organizations.FLAGS])
    nlp.add_pipe("recital_organizations")
    return nlp


def found(component: Language, text: str) -> tuple[str, list[Finding]]:
    """The view of a text, and what is found in it."""
    view = View.verbatim(text)
    doc = component.make_doc(view.text)
    doc.user_data["findings"] = findings = Findings(view)
    component.get_pipe("recital_organizations")(doc)
    return view.text, findings.of_kind("organization")


@settings(max_examples=50)
@given(TEXTS)
@example("the Committee of the Council of the Ministry of the")
@example("UN (UN (UN) (or UN")
@example("(aka M23 or) UN, or the UN, or UN,")
def test_any_text_gives_valid_values(component: Language, text: str) -> None:
    for item in found(component, text)[1]:
        assert OrganizationValue.model_validate(item.value).name


@settings(max_examples=50)
@given(TEXTS)
def test_quotes_are_trimmed_and_apart(component: Language, text: str) -> None:
    view, items = found(component, text)
    edge = 0
    for item in items:
        quote = view[item.start : item.end]
        assert quote == quote.strip(string.whitespace + ",;()")
        assert quote.count('"') % 2 == 0
        assert "\n" not in quote
        assert not quote.lower().startswith("the ")
        assert not quote.endswith(("'s", "’s", " of", " and", " the"))
        assert item.start >= edge
        edge = item.end


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=40))
def test_any_name_has_an_identity(name: str) -> None:
    assert local_id(local_id(name).removeprefix("local:")) == local_id(name)


@pytest.mark.parametrize(
    "piece",
    [
        "Committee ",
        "Joint and ",
        "of the ",
        "( ",
        "(UN or ",
        "The Joint Team (JT), or JT, ",
        "Women's ",
        "UN-",
        "A B, ",
        "A B, a charity, ",
        "the group called the ",
        "Council of Kenya Ab ",
        "ABC fighters ",
    ],
)
def test_cost_grows_with_the_text(
    component: Language, steps: Callable[[Callable[[], object]], int], piece: str
) -> None:
    find = component.get_pipe("recital_organizations")
    short, long = (component.make_doc(piece * (length // len(piece))) for length in (2_000, 16_000))
    assert steps(lambda: find(long)) < 10 * steps(lambda: find(short)) + 1_000
