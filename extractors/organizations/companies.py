"""Companies: the capitalised words before a legal form, which no other body has.

    Harbour Cement plc                 -> Harbour Cement plc
    Blue Nile Sugar Co., Ltd.          one company with two forms
    Alpha Oil Inc and Beta Gas GmbH    two companies: "and" joins no name, "&" does
    J. Oduya & Sons (Roofing) Ltd      initials before a partner, and what it does in parentheses
    the Kenya AG, Deputy AG            nothing: an office, and nothing is named before it

A company that is called by its name alone is one only when the registry has it.
"""

from collections.abc import Iterator
from functools import cache

from extractors.lexicon import Entry, Forms, load
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.unlisted import Name
from schemas.organizations import OrganizationType

_MOST_WORDS = 8
_PARTNERS = ("Sons", "Brothers", "Bros", "Daughters", "Associates", "Partners", "Cie", "Fils", "Söhne")
"""Words that are as good as a legal form behind an ampersand: Delta & *Sons*."""
_MOST_INITIALS = 2
_LIMITED = ("Limited", "LIMITED")
"""A legal form that is an adjective, too: *Access Limited to members*; in capitals only behind others."""


class LegalForm(Entry):
    """A legal form of companies, as it is written."""

    forms: Forms
    comma: bool
    """Whether a comma may stand before it."""


def names(around: Surroundings) -> Iterator[Name]:
    """Every name before a legal form."""
    for index in around.all(Part.LEGAL_FORM):
        if around[index].text in _PARTNERS and around[index - 1].lower != "&":
            continue
        if around[index].text in _LIMITED and _is_adjective(around, index):
            continue
        if _is_author(around, index):
            continue
        start = _start(around, index)
        if around[index].text == "LIMITED" and start == index - 1:
            continue  # ACCESS LIMITED
        if start < index and around.places.get(start) not in (index, _before_comma(around, index)):
            yield Name(start, _end(around, index), OrganizationType.COMPANY, "organizations.company")


def _is_adjective(around: Surroundings, index: int) -> bool:
    """Whether *Limited* says what something is: Access *Limited* to members, UNITED NATIONS *LIMITED*."""
    if around[index + 1].lower == "to":
        return True
    behind = around[index + 1].text
    is_heading = (behind.isupper() and behind.isalpha()) or index in around.listed_ends
    return around[index].text.isupper() and (is_heading or not around[index - 1].text.isupper())


def with_form(around: Surroundings, end: int) -> int:
    """End of a name with the legal form behind it: *Banco del Sur, S.A.*; `end` where there is none."""
    form = end + 1 if around[end].lower == "," else end
    return _end(around, form) if around.has(Part.LEGAL_FORM, form) and _before_comma(around, form) == end else end


def is_legal_form(form: str) -> bool:
    """Whether a word form is a legal form of companies.

    >>> is_legal_form("GmbH"), is_legal_form("Ltd."), is_legal_form("inc")
    (True, True, False)
    """
    return form in _forms() or form in _PARTNERS


def _is_author(around: Surroundings, index: int) -> bool:
    """Whether letters are the initials of an author, with others behind: Adeyemi *SA*, Ito K; Adeyemi *SA* et al."""
    initials = around[index].text
    if len(initials) > _MOST_INITIALS or not initials.isupper():
        return False
    second = index + 2 if around[index + 1].text == "," else index + 1
    if around[second].lower == "et" and around[second + 1].lower.startswith("al"):
        return True
    others = around[second + 1].text
    is_another = second > index + 1 and around[second].is_name_word and others.isalpha() and others.isupper()
    return is_another and len(others) <= _MOST_INITIALS and not around.has(Part.LEGAL_FORM, second + 1)


def _start(around: Surroundings, index: int) -> int:
    start = _before_comma(around, index)
    if start < index and not (around[start - 1].is_name_word or around.has(Part.LEGAL_FORM, start - 1)):
        return index
    while around.has(Part.LEGAL_FORM, start - 1):  # Pty Ltd; Co., Ltd.
        start = _before_comma(around, start - 1)
    end = start
    while start > index - _MOST_WORDS and (length := _word(around, start)):
        start -= length
    return start if start < end else index


def _end(around: Surroundings, index: int) -> int:
    """End of a legal form whose last dot is a token of its own: *d.o.o.*, *Lda.* within a sentence."""
    form = around[index].text
    if around[index + 1].lower == "de" and around[index + 2].text.startswith("C.V"):  # S.A. de C.V.
        return index + 3
    if form.endswith(".") or around[index + 1].text != "." or not around.is_glued(index):
        return index + 1
    ends_sentence = not around[index + 2].text or around[index + 2].text[0].isupper()
    is_dotted = "." in form or (f"{form}." in _forms() and not ends_sentence)
    return index + 2 if is_dotted else index + 1


def _before_comma(around: Surroundings, index: int) -> int:
    if around[index - 1].text == ")" and around[index - 3].text == "(":  # (Pty) Ltd, (Slating) Ltd
        is_inside = around.has(Part.LEGAL_FORM, index - 2) or around[index - 2].is_name_word
        return index - 3 if is_inside else index
    form = _forms().get(around[index].text)
    return index - 1 if form and form.comma and around[index - 1].lower == "," else index


def _word(around: Surroundings, end: int) -> int:
    """How many tokens the word of a name before the token `end` has, with what joins it; 0 for none."""
    last = end - 1
    if last < 0 or around.has(Part.LEGAL_FORM, last) or around[last].is_office:
        return 0
    is_partner = around[last].lower == "and" and around[end].text.capitalize() in _PARTNERS
    if around[last].lower == "&" or is_partner:
        return 2 if around[last - 1].is_name_word else 0
    if around.is_hyphen(last - 1) and around[last - 2].is_name_word:
        return 3
    is_before_name = around[end].is_name_word or _is_initial(around[end].text)
    return int(around[last].is_name_word or (is_before_name and _is_initial(around[last].text)))


def _is_initial(text: str) -> bool:
    return len(text) == 2 and text[0].isupper() and text[1] == "."


@cache
def _forms() -> dict[str, LegalForm]:
    return {form: entry for entry in load("legal_forms.csv", LegalForm) for form in entry.forms}
