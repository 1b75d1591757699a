"""Templates: symbols that are built in a way of their own, and the one text that reads and prints each way.

S/RES/1701(2006)         by  S/RES/{number} ({year})                  -> S/RES/1701 (2006)
PSC/PR/Comm(LXXXV)       by  PSC/{level}/COMM.({meeting_number})      -> PSC/PR/COMM.(LXXXV)
(EU) No. 267/2012        by  ({domain}) No {number}/{year}            -> (EU) No 267/2012
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schemas.organs import Series

ROMAN = r"(?=[CDILMVX])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
"""A Roman numeral, as a piece of a regular expression."""

PARTS = r"[A-Z](?:\ (?:and|to)\ [A-Z])?"
"""Letters of a resolution in parts, `217 A (III)`, `3411 A and B (XXX)`, as a piece of a regular expression."""

YEAR = r"(?:19[4-9]\d|20\d\d)"
"""A year since there have been symbols, as a piece of a regular expression."""

DOMAIN = r"(?:CFSP|JHA|EU|EC|EEC|ECSC|Euratom)(?:,\ Euratom)?"
"""Domain letters of an act of the European Union, as a piece of a regular expression."""

PIECE = rf"\ ?\((?:Resumption(?:\ ?[1-9])?|(?:Part|Prog\.|Sect\.|Vol\.)\ ?(?:[1-9]\d?|{ROMAN}))\)"
"""A document that comes in pieces, `(Resumption 1)`, `(Sect. 5)`, as a piece of a verbose regular expression."""

PRESS = tuple(
    """
    AFR BIO DC DSG/SM ECOSOC ENV/DEV GA GA/AB GA/COL GA/DIS GA/EF GA/L GA/PAL GA/SHC GA/SM GA/SPD HR HR/CN HR/CT IHA
    OBV ORG PAL PKO SC SG/A SG/SM SG/T WOM
    """.split()
)
"""Letters of press releases: they name what a release is about, `GA/DIS` the First Committee, `PKO` peacekeeping."""

_PIECES = {
    "number": r"[1-9]\d{0,3}",
    "release_number": r"[1-9]\d{2,4}",
    "meeting_number": ROMAN,
    "item": r"[1-9]\d?",
    "year": YEAR,
    "short_year": r"[5-9]\d",  # of the twentieth century; four digits since 1999
    "session": r"E?S-[1-9]\d?|[1-9]\d{0,2}",
    "late_session": r"E?S-[1-9]\d?|3[1-9]|[4-9]\d|1\d\d",  # since 1976
    "roman_session": rf"(?:E?S-)?{ROMAN}",
    "part": PARTS,
    "level": r"PR|MIN|AHG",  # permanent representatives, ministers, heads of state and government
    "domain": DOMAIN,
}
"""What may stand for a piece of a template; the last word of its name is the field that it fills."""

_PIECE = re.compile(r"\{(?P<name>(?:[a-z]+_)?(?P<field>[a-z]+))\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One way of building a symbol. `{part}` may be missing; it is printed behind a blank."""

    text: str
    series: Series
    organ: str
    body: str
    expression: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "expression", _expression(self.text))

    def fields(self, symbol: str) -> dict[str, str] | None:
        """What a symbol says piece by piece, empty where a part is missing; null when it is built otherwise."""
        match = self.expression.fullmatch(symbol)
        return match.groupdict(default="") if match else None

    def filled(self, fields: Mapping[str, str]) -> str:
        """The symbol with these fields, in normal form.

        >>> Template("A/RES/{late_session}/{number}{part}", Series.RESOLUTION, "A", "General Assembly").filled(
        ...     {"session": "55", "number": "5", "part": "B"}
        ... )
        'A/RES/55/5 B'
        """
        return _PIECE.sub(lambda piece: _printed(piece["field"], fields[piece["field"]]), self.text)


def _printed(name: str, said: str) -> str:
    return f" {said}" if name == "part" and said else said


def _expression(template: str) -> re.Pattern[str]:
    """Matches a template with its pieces filled in.

    Words behind a slash may be in small letters; `No`, and a blank or a dot before a parenthesis, may be missing; a
    blank may stand behind a dot.
    """
    pattern = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
    pattern = pattern.replace(r"\.{number}", r"\.\ ?{number}")
    pattern = re.sub(r"(?<=/)([A-Z][A-Za-z]{2,})", r"(?i:\1)", pattern)
    for strict, loose in ((r"\ \(", r"\("), (r"\.\(", r"\.?\("), (r"\(", r"\ ?\("), (r"\ No\ ", r"\ (?:No\.?\ )?")):
        pattern = pattern.replace(strict, loose)
    pattern = pattern.replace("{part}", r"(?:\ ?{part})?")
    return re.compile(_PIECE.sub(lambda piece: f"(?P<{piece['field']}>{_PIECES[piece['name']]})", pattern), re.ASCII)


def _templates() -> Iterator[Template]:
    for series, organ, body, texts in _TABLE:
        for text in texts:
            yield Template(text, series, organ, body)


_PSC = "African Union Peace and Security Council"
_TABLE = (
    (Series.RESOLUTION, "S", "Security Council", ["S/RES/{number} ({year})"]),
    # Sessions up to the thirtieth (1975) are Roman and follow the number, later ones precede it.
    (Series.RESOLUTION, "A", "General Assembly", ["A/RES/{number}{part} ({roman_session})"]),
    (Series.RESOLUTION, "A", "General Assembly", ["A/RES/{late_session}/{number}{part}"]),
    (Series.RESOLUTION, "A", "Human Rights Council", ["A/HRC/RES/{session}/{number}"]),
    (Series.RESOLUTION, "E", "Economic and Social Council", ["E/RES/{number}{part} ({roman_session})"]),
    (Series.RESOLUTION, "E", "Economic and Social Council", ["E/RES/{year}/{number}{part}"]),
    (Series.RESOLUTION, "E", "Commission on Human Rights", ["E/CN.4/RES/{year}/{number}"]),
    (Series.RESOLUTION, "T", "Trusteeship Council", ["T/RES/{number} ({roman_session})"]),
    (Series.PRESS_RELEASE, "ST", "Secretariat", [f"{letters}/{{release_number}}" for letters in PRESS]),
    # The Roman numeral of a communiqué is the number of the meeting.
    (
        Series.LEGAL_ACT,
        "AU",
        _PSC,
        ["PSC/{level}/COMM.({meeting_number})", "PSC/{level}/COMM/{item}.({meeting_number})"],
    ),
    (
        Series.LEGAL_ACT,
        "AU",
        _PSC,
        ["PSC/{level}/COMM.{item}({meeting_number})", "PSC/{level}/COMM.{number} ({year})"],
    ),
    (
        Series.LEGAL_ACT,
        "AU",
        _PSC,
        ["PSC/{level}/BR.({meeting_number})", "PSC/{level}/BR.{item}({meeting_number})"],
    ),
    (Series.REPORT_OR_LETTER, "AU", _PSC, ["PSC/{level}/{item}.({meeting_number})"]),
    (
        Series.LEGAL_ACT,
        "AU",
        "Assembly of the African Union",
        [f"Assembly/AU/{nature}.{{number}}({{roman_session}})" for nature in ("Dec", "Decl", "Res")],
    ),
    (Series.LEGAL_ACT, "AU", "Executive Council of the African Union", ["EX.CL/Dec.{number}({roman_session})"]),
    # Until 2014 some types of act put the number first; since then the domain precedes all numbers.
    (Series.LEGAL_ACT, "EU", "European Union", ["{year}/{number}/{domain}", "{short_year}/{number}/{domain}"]),
    (Series.LEGAL_ACT, "EU", "European Union", ["{number}/{year}/{domain}", "({domain}) {year}/{number}"]),
    (
        Series.LEGAL_ACT,
        "EU",
        "European Union",
        ["({domain}) No {number}/{year}", "({domain}) No {number}/{short_year}"],
    ),
)
TEMPLATES = tuple(_templates())
"""Every way of building a symbol that is not built of elements, the usual ones first."""


def _by_beginning() -> Mapping[str, tuple[Template, ...]]:
    beginnings = [template.text.partition("/")[0] for template in TEMPLATES]
    keys = [beginning if beginning[0].isalpha() else "" for beginning in beginnings]
    return {key: tuple(template for template, own in zip(TEMPLATES, keys, strict=True) if own == key) for key in keys}


_BY_BEGINNING = _by_beginning()


def templates_of(symbol: str) -> tuple[Template, ...]:
    """The ways of building symbols that begin as one does, up to its first slash: those of `A`, or those of figures."""
    return _BY_BEGINNING.get(symbol.partition("/")[0], _BY_BEGINNING[""])
