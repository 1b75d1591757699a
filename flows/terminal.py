r"""Text from outside, made safe to print.

Documents and file names may hold escape sequences that steer a terminal, characters that reverse the order of what
is read, and rich's own markup. Nothing of them is printed but through here, and then as `rich.text.Text`, which reads
no markup:

    "\x1b[2J gone"     -> "␛[2J gone"
    "one\r\ntwo\rthree" -> "one \ntwo\nthree"
    "\u202egnp.exe"    -> "�gnp.exe"
"""

import re

_UNSAFE = re.compile(
    r"""
    \r\n?
    | [\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]     # controls but tab and line feed
    | [\u2028\u2029]                            # line and paragraph separators
    | [\u200e\u200f\u202a-\u202e\u2066-\u2069]  # marks, embeddings, overrides and isolates of direction
    | [\ud800-\udfff\ufffe\uffff]               # surrogates and what is no character: no terminal, no XML takes them
    """,
    re.VERBOSE,
)


def visible(text: str) -> str:
    r"""The same text, character for character, with a picture in place of each that a terminal would obey.

    >>> visible("\x1b[31mred\x07")
    '␛[31mred␇'
    >>> visible("a [bold]b[/bold] :smile:\n")
    'a [bold]b[/bold] :smile:\n'
    """
    return _UNSAFE.sub(lambda match: _picture(match[0]), text)


def _picture(unsafe: str) -> str:
    code = ord(unsafe[0])
    if unsafe[0] == "\r":
        return "\n".rjust(len(unsafe))
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\n" if code in (0x2028, 0x2029) else "\ufffd"


def on_one_line(text: str) -> str:
    r"""The same text, made visible, with each run of white space as one blank.

    >>> on_one_line("10\n\tJune")
    '10 June'
    """
    return re.sub(r"\s+", " ", visible(text))
