"""The review page on a store of its own, without a network."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from flows.review.app import application
from flows.review.desk import Desk
from flows.review.guard import Guard
from flows.stores.database import Database
from flows.stores.policy import Policy
from flows.texts import Texts
from tests.flows.review.examples import FIGURE, LATER, TEXT, YEAR


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """The page is tried on SQLite; what it asks the store is tried on both beside the store's tests."""
    return f"sqlite:///{tmp_path}/recital.db"


@pytest.fixture
def desk(tmp_path: Path, database: Database) -> Desk:
    return Desk(database, Texts(tmp_path / "raw", tmp_path / "output"), Policy())


@pytest.fixture
def changed(put: Callable[..., None]) -> None:
    """A document in which the rules found two more records."""
    put(TEXT, YEAR)
    put(TEXT, YEAR, LATER, FIGURE)


class Browser:
    """Asks the application as a browser does, and keeps its cookies; writes as the page's script does."""

    def __init__(self, app: FastAPI, url: str = "http://127.0.0.1:8111") -> None:
        self.cookies = httpx.Cookies()
        self._app = app
        self._url = url

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url=self._url, cookies=self.cookies) as client:
                response = await client.request(method, path, **more)
                self.cookies = client.cookies
                return response

        return asyncio.run(answer())

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, headers=headers)

    def csrf(self) -> str:
        return self.get("/").text.partition('name="csrf" content="')[2].partition('"')[0]

    def say(self, path: str, **body: Any) -> httpx.Response:
        return self.ask("POST", path, json=body, headers={"x-csrf-token": self.csrf()})


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return Browser(application(desk, Guard(hosts=frozenset({"127.0.0.1:8111"}), who="Ada")))
