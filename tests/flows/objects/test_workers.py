"""Workers without a shared disk, two processes or a Dask cluster, write the objects that one writes as files."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.flows.objects.conftest import Bucket
from tests.flows.test_dask import TEXT, Cluster, environment, start

pytestmark = pytest.mark.slow

DOCUMENTS = 24
__all__ = ["environment"]


def ran(folder: Path, told: dict[str, str], *arguments: str) -> str:
    """What a run of its own says; it is a process with this environment, and must end well."""
    run = start(folder, told, *arguments)
    said, complaints = run.communicate(timeout=300)
    assert (complaints, run.returncode) == ("", 0)
    return said


@pytest.fixture
def texts(bucket: Bucket, tmp_path: Path) -> dict[str, bytes]:
    """Documents in the bucket, and what a run on a folder with the same makes of them."""
    texts = {f"{n:02}.txt": TEXT.format(year=1990 + n % 30, people=100 + n).encode() for n in range(DOCUMENTS)}
    bucket.put(texts)
    (tmp_path / "raw").mkdir()
    for name, text in texts.items():
        (tmp_path / "raw" / name).write_bytes(text)
    return texts


def test_workers_without_a_shared_disk_write_the_same_bytes(
    bucket: Bucket, texts: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    told = ("--raw", bucket.url("raw"), "--store", f"sqlite:///{tmp_path}/s3.db")
    ran(tmp_path, environment, "--output", "here", "--workers", "1")
    ran(tmp_path, environment, "--output", "packed", "--workers", "1", "--shard-bytes", "500", "--pack")
    ran(tmp_path, environment, "--output", bucket.url("processes"), "--workers", "2", *told)
    told = ("--raw", bucket.url("raw"), "--store", f"sqlite:///{tmp_path}/packed.db", "--shard-bytes", "500", "--pack")
    ran(tmp_path, environment, "--output", bucket.url("packed"), "--workers", "2", *told)
    with ExitStack() as stack:
        cluster = Cluster(tmp_path, environment, stack)
        told = ("--raw", bucket.url("raw"), "--store", f"sqlite:///{tmp_path}/dask.db")
        ran(tmp_path, environment, "--output", bucket.url("dask"), "--dask", cluster.address, *told)
    here = {path.name: path.read_bytes() for path in (tmp_path / "here").glob("*.json")}
    assert len(here) == DOCUMENTS
    assert bucket.held("processes") == here
    assert bucket.held("dask") == here
    packs = {path.name: path.read_bytes() for path in (tmp_path / "packed/shards").iterdir()}
    assert len(packs) > DOCUMENTS // 4
    assert bucket.held("packed/shards") == packs
