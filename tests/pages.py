"""The pages of the project, and the commands that they show, each with what it prints there."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
}
_BLOCK = re.compile(r"^( *)```(?:console|sh|bash)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SET_IN = re.compile(r"(?:^    recital [^\n]*\n)+", re.MULTILINE)
_REMARK = re.compile(r"\s+# .*|\s{4,}\S.*")


class Step(NamedTuple):
    """A command of a page."""

    command: str
    shown: str
    """What the page shows of its output; empty where it shows none."""


def steps(page: str) -> list[Step]:
    """The commands of a page, in their order."""
    text = PAGES[page]
    found = [(match.start(), _of_block(match)) for match in _BLOCK.finditer(text)]
    found += [(match.start(), _set_in(match[0])) for match in _SET_IN.finditer(text)]
    return [step for _, block in sorted(found) for step in block]


def _of_block(block: re.Match[str]) -> list[Step]:
    lines = [line.removeprefix(block[1]) for line in block[2].splitlines()]
    found: list[Step] = []
    for line in lines:
        if line.startswith(("$ ", "# ")):  # of a user, of root
            found.append(Step(_REMARK.sub("", line[2:]).strip(), ""))
        elif found:
            found[-1] = found[-1]._replace(shown=f"{found[-1].shown}{line}\n")
    return [step._replace(shown=step.shown.strip("\n")) for step in found]


def _set_in(block: str) -> list[Step]:
    return [Step(_REMARK.sub("", line.strip()), "") for line in block.splitlines()]
