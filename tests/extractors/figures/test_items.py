import pytest

from extractors.figures import items
from extractors.figures.items import FunctionWords, NounEntry
from extractors.lexicon import load


def after(text: str, *, singular: bool = False) -> str | None:
    found = items.after(text, 1, singular=singular)
    return text[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("7 personnel, including women", "personnel"),
        ("7 Malian and Chadian soldiers were killed", "Malian and Chadian soldiers"),
        ("7 civilian, military and police advisers", "civilian, military and police advisers"),
        ("7 United Nations military observers", "United Nations military observers"),
        ("7 U.S. troops in Haiti", "U.S. troops"),
        ("7 women peacekeepers", "women peacekeepers"),
        ("7 infantry company troops left", "infantry company troops"),
        ('7 "pillars" of the plan', "pillars"),
        ("7 C-130J transport airplanes", "C-130J transport airplanes"),
        ("7 of the world's poorest countries", "world's poorest countries"),
        ("7 South Sudanese in Juba", "South Sudanese"),
        ("7 police. They", "police"),
        ("7 dead.", "dead"),
        ("7 IDPs at the site", "IDPs"),
        ("7-member body", "member"),
        ("7-odd trucks", "trucks"),
        ("7-bed ward", "bed"),
        ("7 122-millimetre rockets struck", "122-millimetre rockets"),
        ("7 5-star hotels", "5-star hotels"),
        ("7 120mm mortars and", "120mm mortars"),
        ("7 1.5-ton heavy trucks", "1.5-ton heavy trucks"),
        ("7 national human rights officers deployed", "national human rights officers"),
        ("7 people Friday", "people"),
        ("7 live births in", "live births"),
        ("7 gunmen fled", "gunmen"),
        ("7 grandchildren.", "grandchildren"),
        ("7 Iraqis, all", "Iraqis"),
        ("7 officers and men of", "officers and men"),
        ("7 towns or villages were", "towns or villages"),
        ("7 dead and wounded.", "dead and wounded"),
        ("7 dead and towns burnt", "dead"),
        ("7 soldiers and a cook", "soldiers"),
        ("7 military, police, and civilian vehicles", "military, police, and civilian vehicles"),
        ("7 police, army and rescue boats sank", "police, army and rescue boats"),
        ("7 crew and passengers.", "crew and passengers"),
        ("7 police, soldiers said, fled", "police"),
        ("7 crew, divers and", "crew"),
        ("7 boats, police, and", "boats"),
        ("7 police and injured", "police"),
        ("7 local workforce\n", "local workforce"),
        ("7 nurses and midwives in", "nurses and midwives"),
        ("7 nurses and ambulances in", "nurses"),
        ("7 soldiers and trucks", "soldiers"),
        ("7 of them police officers, left", "police officers"),
        ("7 of whom women and children", "women and children"),
    ],
)
def test_item_is_the_noun_phrase_up_to_its_head(text: str, item: str) -> None:
    assert after(text) == item


@pytest.mark.parametrize(
    "text",
    [
        "7", "7.", "7 were killed", "7 in March", "7 of them", "7, soldiers", "7; troops",
        "7 of them in Goma", "7 of whom died",
        "7 (women)", "7-tiered plan", "7 remain", "7\ntroops", "7 and police", "7 injured, police said", "7 per day",
        "7 each", "7 regimen", "7 live in", "7 Paris",
    ],
)  # fmt: skip
def test_nothing_is_counted_where_no_noun_follows(text: str) -> None:
    assert after(text) is None


def test_one_thing_needs_no_plural() -> None:
    assert after("1 infantry battalion from Ghana", singular=True) == "infantry battalion"
    assert after("2 infantry battalion from Ghana") == "infantry"


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("IDPs: 7", "IDPs"),
        ("In camps. Vulnerable refugees: 7", "Vulnerable refugees"),
        ("The number of displaced families in Pibor rose to 7", "displaced families"),
        ("He said: 7", None),
        ("Mortality: 7", "Mortality"),
        ("a toll (military observers: 7", "military observers"),
        ("a toll (men: 5; military observers: 7", "military observers"),
        ("The number of cases. Then 7", None),
        ("The number of cases: 5 in Wau and 7", None),
    ],
)
def test_item_may_lead_to_its_number(text: str, item: str | None) -> None:
    found = items.before(text, len(text) - 1, len(text))
    assert (text[found.start : found.end] if found else None) == item


@pytest.mark.parametrize("entry", load("function_words.csv", FunctionWords), ids=lambda entry: entry.id)
def test_every_function_word_ends_an_item(entry: FunctionWords) -> None:
    for form in entry.forms:
        match entry.id:
            case "month":
                assert after(f"7 {form.capitalize()} days") is None
            case "attribute":
                assert after(f"7-{form} days") is None
            case "about" | "size":
                assert after(f"7-{form} days") == "days"
            case "verbal":
                assert after(f"7-strong quick {form} force") == f"quick {form} force"
            case _:
                assert after(f"7 {form} days") is None, form


@pytest.mark.parametrize("entry", load("nouns.csv", NounEntry), ids=lambda entry: entry.id)
def test_every_noun_can_be_counted(entry: NounEntry) -> None:
    for form in entry.forms:
        assert after(f"7 foreign {form}.") == f"foreign {form}"
        assert items.kind(f"foreign {form}") == (entry.kind or None)


def test_kind_of_other_things_is_unknown() -> None:
    assert items.kind("widgets") is None
    assert items.kind(None) is None
