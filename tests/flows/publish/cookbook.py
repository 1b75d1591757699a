"""The questions of `docs/cookbook.md`, and its answers: `python -m tests.flows.publish.cookbook` writes them anew."""

import re
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tests.flows.publish.five import Five
from tests.flows.publish.places import asked

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs/cookbook.md"

_QUESTION = re.compile(
    r"^## \d+\. (?P<title>[^\n]*)\n.*?```sql\n(?P<sql>.*?)```\n(?P<answer>(?:\n(?:\|[^\n]*\n)+)?)",
    re.DOTALL | re.MULTILINE,
)


class Question(NamedTuple):
    """One question of the page."""

    title: str
    sql: str
    answer: str
    """Its rows, as a table of Markdown."""


def questions() -> list[Question]:
    """The questions of the page."""
    return [Question(**match.groupdict()) for match in _QUESTION.finditer(PAGE.read_text(encoding="utf-8"))]


def answered(destination: str, sql: str) -> str:
    """What a destination answers, as a table of Markdown."""
    names, rows = asked(destination, sql)
    lines = [names, ["---"] * len(names), *([_cell(cell) for cell in row] for row in rows)]
    return "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case int() | float() | Decimal():
            return f"{Decimal(str(cell)).normalize():,f}"
        case date():
            return cell.isoformat()
    return str(cell).replace("\n", " ").replace("|", "\\|")


def main() -> None:
    """Asks each question of the five texts, and writes the answers into the page."""
    with tempfile.TemporaryDirectory() as folder:
        destination = f"duckdb:///{folder}/facts.duckdb"
        Five.made(Path(folder)).publish(destination)
        page = PAGE.read_text(encoding="utf-8")
        for _, sql, old in questions():
            asks = f"```sql\n{sql}```\n"
            page = page.replace(asks + old, f"{asks}{answered(destination, sql)}", 1)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
