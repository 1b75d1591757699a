"""Whatever the grammar builds is read back as it was; whatever else is refused in one way, and soon."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import InvalidSymbol
from schemas.organs import BODIES, issuer
from schemas.symbols import DocumentSymbol, roman
from schemas.templates import TEMPLATES

NUMBERS = st.integers(1, 9999).map(str)
YEARS = st.integers(1994, 2030).map(str)
SESSIONS = st.integers(31, 99).map(str) | st.integers(1, 20).map(lambda n: f"ES-{n}")
WORDS = st.sampled_from(["INF", "CO", "D", "NGO", "PRST", "CRP.2", "L.60", "PV.12", "SR.9", "WP.4"])
CHANGES = st.lists(
    st.builds("/{}.{}".format, st.sampled_from(["Add", "Corr", "Rev", "Amend"]), st.integers(1, 99)), max_size=2
)
PIECES = st.sampled_from(["", "", "", " (Part I)", " (Sect. 5)", " (Resumption 1)", " (Resumption)", " (Vol. II)"])


def numeral(number: int) -> str:
    steps = zip(
        "M CM D CD C XC L XL X IX V IV I".split(), (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), strict=True
    )
    text = ""
    for letters, value in steps:
        text += letters * (number // value)
        number %= value
    return text


ROMANS = st.integers(1, 999).map(numeral)
FIELDS = st.fixed_dictionaries(
    {
        "number": NUMBERS,
        "year": YEARS,
        "session": SESSIONS,
        "part": st.sampled_from(["", "A", "A and B"]),
        "item": st.integers(1, 9).map(str),
        "level": st.sampled_from(["PR", "MIN", "AHG"]),
        "domain": st.sampled_from(["CFSP", "EU", "EU, Euratom"]),
    }
)


@st.composite
def templated(draw: st.DrawFn) -> str:
    template = draw(st.sampled_from(TEMPLATES))
    fields = draw(FIELDS)
    if "{meeting_number}" in template.text:
        fields["number"] = draw(ROMANS)
    if "{release_number}" in template.text:
        fields["number"] = str(draw(st.integers(1000, 99999)))
    if "{roman_session}" in template.text:
        fields["session"] = draw(ROMANS)
    if "{late_session}/{number}" in template.text or "{session}/{number}" in template.text:
        fields["session"] = fields["session"].removeprefix("E")
    if "{short_year}" in template.text:
        fields["year"] = str(draw(st.integers(50, 99)))
    return template.filled(fields)


@st.composite
def built(draw: st.DrawFn) -> str:
    beginning = draw(st.sampled_from(sorted(BODIES)))
    if beginning in ("A", "ISBA", "PBC"):
        parts = [draw(SESSIONS), draw(st.sampled_from(["", "L."])) + draw(NUMBERS)]
    elif draw(st.booleans()):
        parts = [draw(WORDS), draw(YEARS), draw(NUMBERS)]
    else:
        parts = [draw(YEARS), draw(WORDS | NUMBERS), draw(NUMBERS)]
    return "/".join([beginning, *parts]) + "".join(draw(CHANGES)) + draw(PIECES)


SYMBOLS = templated() | built()
TEXTS = st.text(max_size=100) | st.text("ASE/.()- 0129ILVXesRPdcor", max_size=90)


@settings(max_examples=500)
@given(SYMBOLS)
def test_symbol_printed_and_parsed_is_the_same(text: str) -> None:
    symbol = DocumentSymbol.parse(text)
    assert DocumentSymbol.parse(str(symbol)) == symbol
    assert str(symbol) == text


@given(built())
def test_symbol_belongs_to_the_body_it_begins_with(text: str) -> None:
    assert DocumentSymbol.parse(text).body == BODIES[issuer(text)]


@settings(max_examples=500)
@given(TEXTS)
def test_any_text_is_a_symbol_or_refused(text: str) -> None:
    try:
        symbol = DocumentSymbol.parse(text)
    except InvalidSymbol:
        return
    assert DocumentSymbol.parse(str(symbol)) == symbol


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_back(number: int) -> None:
    assert roman(numeral(number)) == number


@pytest.mark.parametrize("piece", ["A/", "/Add.1", "A/1", "(I", "A.1", "IVX", "S/RES/1 (", " ", "E/CN.4/"])
def test_refusal_of_long_text_ends(piece: str) -> None:
    for length in (80, 10_000_000):
        with pytest.raises(InvalidSymbol):
            DocumentSymbol.parse((piece * (length // len(piece) + 1))[:length] + "!")
