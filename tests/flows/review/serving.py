"""The page on a real socket, for a real browser."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import sleep

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from flows.review.app import application
from flows.review.desk import Desk
from flows.review.guard import Guard


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, which `apt-get install chromium` brings; where there is none, the test is skipped."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no chromium on the PATH: `apt-get install chromium`, or name one in CHROMIUM")
    options = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The page at an address of this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        app = application(desk, Guard(hosts=frozenset({host}), who="Ada"))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started and thread.is_alive():
            sleep(0.01)
        yield f"http://{host}"
        server.should_exit = True
        thread.join()
