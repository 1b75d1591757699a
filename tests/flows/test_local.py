"""What is around a run on this machine."""

import threading
from typing import cast

import pytest

from flows import local
from flows.server import TemporaryServer


class Server:
    api_url = "http://127.0.0.1:1/api"


def test_every_thread_knows_the_server_of_a_run_and_forgets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.settings import PREFECT_API_URL

    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    seen: list[str | None] = []

    def look() -> None:
        thread = threading.Thread(target=lambda: seen.append(PREFECT_API_URL.value()))
        thread.start()
        thread.join()

    look()
    with local._everywhere(cast("TemporaryServer", Server())):
        look()
    look()
    assert seen == [None, "http://127.0.0.1:1/api", None]


def test_where_no_server_was_started_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example/api")
    with local._everywhere(None):
        assert os.environ["PREFECT_API_URL"] == "http://prefect.example/api"
    assert os.environ["PREFECT_API_URL"] == "http://prefect.example/api"
