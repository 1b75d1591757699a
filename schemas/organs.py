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
    "A/AC.96": "Executive Committee of the High Commissioner's Programme",
    "A/AC.105": "Committee on the Peaceful Uses of Outer Space",
    "A/AC.109": "Special Committee on Decolonization",
    "A/AC.121": "Special Committee on Peacekeeping Operations",
    "A/C.1": "First Committee",
    "A/C.2": "Second Committee",
    "A/C.3": "Third Committee",
    "A/C.4": "Fourth Committee",
    "A/C.5": "Fifth Committee",
    "A/C.6": "Sixth Committee",
    "A/CN.4": "International Law Commission",
    "A/CN.9": "United Nations Commission on International Trade Law",
    "A/CN.10": "Disarmament Commission",
    "A/HRC": "Human Rights Council",
    "BWC": "States Parties to the Biological Weapons Convention",
    "CAC": "Conference of the States Parties to the United Nations Convention against Corruption",
    "CAT": "Committee against Torture",
    "CBD": "Convention on Biological Diversity",
    "CCPR": "Human Rights Committee",
    "CCW": "High Contracting Parties to the Convention on Certain Conventional Weapons",
    "CD": "Conference on Disarmament",
    "CEB": "Chief Executives Board for Coordination",
    "CED": "Committee on Enforced Disappearances",
    "CEDAW": "Committee on the Elimination of Discrimination against Women",
    "CERD": "Committee on the Elimination of Racial Discrimination",
    "CLCS": "Commission on the Limits of the Continental Shelf",
    "CMW": "Committee on Migrant Workers",
    "CRC": "Committee on the Rights of the Child",
    "CRPD": "Committee on the Rights of Persons with Disabilities",
    "CTOC": "Conference of the Parties to the United Nations Convention against Transnational Organized Crime",
    "DP": "United Nations Development Programme",
    "DP/FPA": "United Nations Population Fund",
    "E": "Economic and Social Council",
    "E/C.12": "Committee on Economic, Social and Cultural Rights",
    "E/C.19": "Permanent Forum on Indigenous Issues",
    "E/CN.3": "Statistical Commission",
    "E/CN.4": "Commission on Human Rights",
    "E/CN.5": "Commission for Social Development",
    "E/CN.6": "Commission on the Status of Women",
    "E/CN.7": "Commission on Narcotic Drugs",
    "E/CN.9": "Commission on Population and Development",
    "E/CN.15": "Commission on Crime Prevention and Criminal Justice",
    "E/ECA": "Economic Commission for Africa",
    "E/ECE": "Economic Commission for Europe",
    "E/ESCAP": "Economic and Social Commission for Asia and the Pacific",
    "E/ESCWA": "Economic and Social Commission for Western Asia",
    "E/ICEF": "United Nations Children's Fund",
    "ECE": "Economic Commission for Europe",
    "FCCC": "United Nations Framework Convention on Climate Change",
    "GOV": "Board of Governors of the International Atomic Energy Agency",
    "HRI": "International Human Rights Instruments",
    "HSP": "United Nations Human Settlements Programme",
    "ISBA": "International Seabed Authority",
    "JIU": "Joint Inspection Unit",
    "LC": "Economic Commission for Latin America and the Caribbean",
    "NPT": "Parties to the Treaty on the Non-Proliferation of Nuclear Weapons",
    "PBC": "Peacebuilding Commission",
    "PCNICC": "Preparatory Commission for the International Criminal Court",
    "S": "Security Council",
    "SPLOS": "Meeting of States Parties to the Convention on the Law of the Sea",
    "ST": "Secretariat",
    "T": "Trusteeship Council",
    "TD": "United Nations Conference on Trade and Development",
    "UNCTAD": "United Nations Conference on Trade and Development",
    "UNEP": "United Nations Environment Programme",
    "UNMIK": "United Nations Interim Administration Mission in Kosovo",
    "UNTAET": "United Nations Transitional Administration in East Timor",
    "UNW": "UN-Women",
    "WFP": "World Food Programme",
}
"""Who issues the documents whose symbol begins so; the longest beginning decides."""

ORGANS = tuple(sorted({beginning.split("/")[0] for beginning in BODIES}))
"""First elements of UN symbols."""

UNSERVED = frozenset({"AU", "EU", "GOV"})
"""Organs whose documents the United Nations does not serve: other organizations number them."""


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
