"""Cells of a CSV file that a spreadsheet shows and never runs.

"=1+1"           -> "'=1+1"
"-led"           -> "'-led"
Decimal("-2.5")  -> "-2.5"
"""

import re
from datetime import date, datetime
from decimal import Decimal

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full width, as Excel reads them
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?", re.ASCII)
"""A number by itself computes nothing, and must stay one."""


def harmless(cell: object) -> str:
    """A cell as text; an apostrophe before what a spreadsheet would take for a formula, as OWASP advises.

    >>> harmless("=HYPERLINK(1)"), harmless("ECOWAS"), harmless(None), harmless(-3)
    ("'=HYPERLINK(1)", 'ECOWAS', '', '-3')
    >>> harmless("-0.25"), harmless("-1/4"), harmless("-0043-03-15"), harmless(Decimal("0.000000001"))
    ('-0.25', "'-1/4", "'-0043-03-15", '0.000000001')
    """
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case int():
            return str(cell)
        case Decimal():
            return f"{cell:f}"
        case date() | datetime():
            return cell.isoformat()
    text = str(cell)
    is_risky = text.startswith(_STARTS_FORMULA) and not _NEGATIVE.fullmatch(text)
    return f"'{text}" if is_risky else text
