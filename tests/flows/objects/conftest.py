"""A real S3 server, moto's, as a process of its own on loopback; each test has a bucket of its own."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import pytest

TEXTS = {
    "a.txt": "The envoys of the African Union left Mogadishu on 3 May 1994 with 40 observers.",
    "sub/b.html": "<html><title>Report</title><body><p>In 2001 the mission had 30 officers.</p></body></html>",
    "sub/c.jsonl": '{"text": "Resolution 1509 (2003) sent 15,000 troops."}\n{"text": "They left Liberia in 2018."}\n',
    "é #1.txt": "On 8 June 2004 the United Nations came to Burundi.",
}


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has nothing."""
    pytest.importorskip("moto")
    log = tmp_path_factory.mktemp("s3") / "log"  # a pipe that nobody reads would stop it
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with log.open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told) as server:  # noqa: S603 # our own words
        try:
            while not (address := re.search(r"Running on (http://\S+)", log.read_text(encoding="utf-8"))):
                assert server.poll() is None
                time.sleep(0.05)
            yield address[1]
        finally:
            server.kill()


@pytest.fixture
def credentials(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What programs read from the environment to reach the server."""
    import s3fs

    told = {
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": "a word",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    yield
    s3fs.S3FileSystem.clear_instance_cache()


_NUMBERS = count(1)


class Bucket:
    """A bucket of the server."""

    def __init__(self, name: str, storage: Any) -> None:
        self.name, self.storage = name, storage

    def url(self, prefix: str) -> str:
        return f"s3://{self.name}/{prefix}"

    def put(self, texts: Mapping[str, str | bytes], prefix: str = "raw") -> None:
        for name, text in texts.items():
            self.storage.pipe_file(f"{self.name}/{prefix}/{name}", text.encode() if isinstance(text, str) else text)

    def held(self, prefix: str) -> dict[str, bytes]:
        """Every object, by what follows the prefix."""
        root = f"{self.name}/{prefix}/"
        return {key.removeprefix(root): self.storage.cat_file(key) for key in self.storage.find(root)}


@pytest.fixture
def bucket(credentials: None) -> Bucket:
    import s3fs

    storage = s3fs.S3FileSystem(use_listings_cache=False)
    name = f"facts{next(_NUMBERS)}"
    storage.mkdir(name)
    return Bucket(name, storage)


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch, credentials: None) -> list[str]:
    """The requests that this process makes from now on, by the names that S3 has for them."""
    import s3fs

    made: list[str] = []
    call = s3fs.S3FileSystem._call_s3

    async def noted(self: object, method: str, *arguments: object, **options: object) -> object:
        made.append(method)
        return await call(self, method, *arguments, **options)

    monkeypatch.setattr(s3fs.S3FileSystem, "_call_s3", noted)
    return made
