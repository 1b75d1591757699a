"""Workers without a shared disk, two processes or a Dask cluster, write the objects that one process writes as files.

CI tries two processes that write packs; `make faults` tries both crews, with packs and with files.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from flows.server import TemporaryServer
from flows.summary import Summary
from tests.flows.objects.conftest import Bucket
from tests.flows.test_dask import TEXT, Cluster, environment, start

pytestmark = pytest.mark.slow

__all__ = ["environment"]

DOCUMENTS = 24
SHARD = 500
"""Bytes; some five documents."""

ALL_WAYS = [("processes", True), ("processes", False), ("dask", True), ("dask", False)]
WAYS = ALL_WAYS if "FAULTS" in os.environ else ALL_WAYS[:1]


@pytest.fixture(scope="module")
def prefect_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a Prefect server answers; one for all runs, each of which would start its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        server = TemporaryServer.start()
    yield server.api_url
    server.stop()


@pytest.fixture
def texts(bucket: Bucket, tmp_path: Path) -> dict[str, str]:
    """Documents, in the bucket and in a folder."""
    texts = {f"{n:02}.txt": TEXT.format(year=1990 + n % 30, people=100 + n) for n in range(DOCUMENTS)}
    bucket.put(texts)
    (tmp_path / "raw").mkdir()
    for name, text in texts.items():
        (tmp_path / "raw" / name).write_bytes(text.encode())
    return texts


@pytest.mark.parametrize(
    ("crew", "pack"), [pytest.param(crew, pack, id=f"{crew}-{'packs' if pack else 'files'}") for crew, pack in WAYS]
)
def test_workers_without_a_shared_disk_write_the_same_bytes(  # noqa: PLR0913 # fixtures
    *,
    crew: str,
    pack: bool,
    bucket: Bucket,
    texts: dict[str, str],
    tmp_path: Path,
    environment: dict[str, str],
    prefect_url: str,
    recital: Callable[..., Summary],
) -> None:
    told = ["--raw", bucket.url("raw"), "--output", bucket.url("output"), "--store", f"sqlite:///{tmp_path}/s3.db"]
    told += ["--shard-bytes", str(SHARD), *(["--pack"] if pack else [])]
    with ExitStack() as stack:
        if crew == "dask":
            pytest.importorskip("prefect_dask")
            told += ["--dask", Cluster(tmp_path, environment, stack).address]
        else:
            told += ["--workers", "2"]
        run = start(tmp_path, environment | {"PREFECT_API_URL": prefect_url}, *told)
        recital(raw=tmp_path / "raw", output=tmp_path / "here", store=f"sqlite:///{tmp_path}/here.db",
                shard_bytes=SHARD, pack=pack)  # fmt: skip
        said, complaints = run.communicate(timeout=300)
    assert (complaints, run.returncode) == ("", 0)
    assert said.startswith(f"documents        {len(texts)}  new {len(texts)}\n")
    here = (path for path in (tmp_path / "here").rglob("*") if path.is_file() and not path.name.startswith("."))
    expected = {path.relative_to(tmp_path / "here").as_posix(): path.read_bytes() for path in here}
    assert len(expected) > (DOCUMENTS // 4 if pack else DOCUMENTS - 1)
    assert bucket.held("output") == expected
