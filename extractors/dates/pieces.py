"""The pieces of which the token patterns of dates are made.

word("june", optional=True)   -> {"LOWER": "june", "OP": "?"}
flag(Flag.YEAR)               -> {Flag.YEAR: True}
"""

from typing import Any

from extractors.tokens import Flag


def word(form: str, *, optional: bool = False) -> dict[Any, Any]:
    """A token with a form in lower case, however it is written."""
    return {"LOWER": form, "OP": "?"} if optional else {"LOWER": form}


def flag(flag: Flag, *, optional: bool = False) -> dict[Any, Any]:
    """A token with a flag."""
    return {flag: True, "OP": "?"} if optional else {flag: True}
