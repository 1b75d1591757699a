"""Cells of a CSV file that a spreadsheet shows and never runs.

"=1+1"  -> "'=1+1"
"-led"  -> "'-led"
"""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full width, as Excel reads them


def harmless(cell: object) -> str:
    """A cell as text; an apostrophe before what a spreadsheet would take for a formula, as OWASP advises.

    >>> harmless("=HYPERLINK(1)"), harmless("ECOWAS"), harmless(None), harmless(-3)
    ("'=HYPERLINK(1)", 'ECOWAS', '', '-3')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int):
        return str(cell)
    text = str(cell)
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
