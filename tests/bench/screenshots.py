"""Pictures of the review page for the README: `make screenshots` writes docs/review-*.png.

They show the texts in raw/ after a second run, to which two of them have changed.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from flows.cli import main
from flows.exits import DONE
from flows.review.desk import Desk
from flows.stores.database import Database
from flows.stores.policy import Policy
from flows.texts import Texts
from tests.flows.review.serving import chromium, served

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"

OLDER = {
    "002_a2b2e1f99e869331.txt": (
        ("374 personnel", "368 personnel"),
        ("356 civilian", "350 civilian"),
        ("112 international", "106 international"),
        (" (S/2008/692)", ""),
        (" of 26 November 2008", ""),
        (" and the European Rule of Law Mission in Kosovo (EULEX)", ""),
    ),
    "003_23d34ea6f42cfc9b.txt": (("in June 1999", "in 1999"), ("a 50,000-strong", "a 45,000-strong")),
}
"""What is said to have stood in the sources before: what stands there now, and what stood."""


def extract(folder: Path) -> None:
    """Extracts the older texts, then those of today."""
    raw = folder / "raw"
    shutil.copytree(ROOT / "raw", raw)
    for name, edits in OLDER.items():
        text = (raw / name).read_text(encoding="utf-8")
        for now, then in edits:
            text = text.replace(now, then)
        (raw / name).write_text(text, encoding="utf-8")
    run = ["run", "--raw", str(raw), "--output", str(folder / "output")]
    if main(run) != DONE or main([*run, "--raw", str(ROOT / "raw")]) != DONE:
        raise SystemExit("a run did not succeed; see above")


def take(chrome: Browser, url: str) -> None:
    page = chrome.new_page(viewport={"width": 1200, "height": 820})
    page.goto(url)
    page.get_by_role("link", name="002_").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.screenshot(path=DOCS / "review-document.png")
    page.goto(url)
    page.screenshot(path=DOCS / "review-inbox.png", clip={"x": 0, "y": 0, "width": 1200, "height": 420})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{url}/overview")
    page.screenshot(path=DOCS / "review-overview.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        extract(folder)
        with Database(f"sqlite:///{folder}/output/recital.db") as database:
            desk = Desk(database, Texts(ROOT / "raw", folder / "output"), Policy())
            with served(desk) as url, chromium() as chrome:
                take(chrome, url)
