"""Who issues documents at the United Nations, and which kinds of document there are.

    A/C.5     -> Fifth Committee
    S         -> Security Council
    CEDAW     -> Committee on the Elimination of Discrimination against Women

Source: the guide to document symbols of the Dag Hammarskjöld Library.
"""

from enum import StrEnum


class Series(StrEnum):
    """What kind of document a symbol names."""

    RESOLUTION = "resolution"
    PRESIDENTIAL_STATEMENT = "presidential_statement"
    VERBATIM_RECORD = "verbatim_record"
    SUMMARY_RECORD = "summary_record"
    LIMITED = "limited"
    PRESS_RELEASE = "press_release"
    REPORT_OR_LETTER = "report_or_letter"
    BULLETIN = "bulletin"
    LEGAL_ACT = "legal_act"
    OTHER = "other"


BODIES = {
    "A": "General Assembly",
    "A/AC.109": "Special Committee on Decolonization",
    "A/AC.121": "Special Committee on Peacekeeping Operations",
    "A/C.1": "First Committee",
    "A/C.2": "Second Committee",
    "A/C.3": "Third Committee",
    "A/C.4": "Fourth Committee",
    "A/C.5": "Fifth Committee",
    "A/C.6": "Sixth Committee",
    "A/CN.4": "International Law Commission",
    "A/CN.10": "Disarmament Commission",
    "A/HRC": "Human Rights Council",
    "CAT": "Committee against Torture",
    "CAC": "Conference of the States Parties to the United Nations Convention against Corruption",
    "CCPR": "Human Rights Committee",
    "CEB": "Chief Executives Board for Coordination",
    "CED": "Committee on Enforced Disappearances",
    "CEDAW": "Committee on the Elimination of Discrimination against Women",
    "CERD": "Committee on the Elimination of Racial Discrimination",
    "CMW": "Committee on Migrant Workers",
    "CRC": "Committee on the Rights of the Child",
    "CRPD": "Committee on the Rights of Persons with Disabilities",
    "CTOC": "Conference of the Parties to the United Nations Convention against Transnational Organized Crime",
    "DP": "United Nations Development Programme",
    "DP/FPA": "United Nations Population Fund",
    "E": "Economic and Social Council",
    "E/CN.4": "Commission on Human Rights",
    "E/CN.6": "Commission on the Status of Women",
    "E/ICEF": "United Nations Children's Fund",
    "FCCC": "United Nations Framework Convention on Climate Change",
    "HRI": "International Human Rights Instruments",
    "ISBA": "International Seabed Authority",
    "JIU": "Joint Inspection Unit",
    "S": "Security Council",
    "ST": "Secretariat",
    "T": "Trusteeship Council",
    "TD": "United Nations Conference on Trade and Development",
    "UNEP": "United Nations Environment Programme",
    "UNMIK": "United Nations Interim Administration Mission in Kosovo",
    "UNTAET": "United Nations Transitional Administration in East Timor",
    "UNW": "UN-Women",
}
"""Who issues the documents whose symbol begins so; the longest beginning decides."""

ORGANS = tuple(sorted({beginning.split("/")[0] for beginning in BODIES}))
"""First elements of UN symbols."""


def issuer(symbol: str) -> str:
    """The longest beginning of a symbol that is known; raises `KeyError` for another organ.

    >>> issuer("A/C.5/78/L.4"), issuer("A/C.50/1"), issuer("A/78/6")
    ('A/C.5', 'A', 'A')
    >>> issuer("KM/H")
    Traceback (most recent call last):
        ...
    KeyError: 'KM'
    """
    elements = symbol.split("/")
    beginnings = ("/".join(elements[:end]) for end in range(len(elements), 0, -1))
    known = next((beginning for beginning in beginnings if beginning in BODIES), None)
    if known is None:
        raise KeyError(elements[0])
    return known
