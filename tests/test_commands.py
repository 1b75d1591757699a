"""Every command that a page shows runs as it stands there, in a folder with the five texts and with an empty home."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest

from tests.pages import PAGES, ROOT, Step, steps
from tests.warm import CLIENT

pytestmark = pytest.mark.slow

_SECONDS = 120
"""How long a command may take before something is wrong with it."""

EXCUSED = {
    "make test": "it is what runs this",
    "make check": "make installs its tools from a package index; CI calls it",
    "make bench": "make installs other libraries from a package index, and measures for minutes",
    "pip install '.[dask]'": "installs from a package index",
    "systemctl enable --now recital": "a system with systemd; test_operate reads its unit",
    "journalctl -u recital -f": "a system with systemd",
    'export PREFECT_API_DATABASE_CONNECTION_URL="postgresql+asyncpg://prefect:secret@db.example/prefect"': "elsewhere",
    "prefect worker start --pool recital": "polls for ever and says nothing that could be waited for",
    "sqlite3 /srv/recital/output/recital.db \".backup '/srv/backup/recital.db'\"": "a program that is not everywhere",
    'pg_dump --format=custom --file=recital.dump "postgresql://recital@db.example/recital"': "PostgreSQL's own program",
    'pg_restore --no-owner --dbname="postgresql://recital@db.example/recital" recital.dump': "PostgreSQL's own program",
    "recital publish parquet:s3://bucket/facts": "object storage; tests/flows/publish/test_folders has one in memory",
    "recital publish dlt:bigquery/facts": "a warehouse; tests/flows/publish/test_warehouses has dlt's own",
    "pip install '.[s3]'": "installs from a package index",
    "pip install '.[pack]'": "installs from a package index",
    "export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…": "object storage; tests/flows/objects has a real server",
    "recital run --raw s3://facts/raw --output s3://facts/output --store sqlite:////srv/facts/recital.db": (
        "object storage; tests/flows/objects has a real server"
    ),
    "recital check --deep --raw s3://facts/raw --output s3://facts/output --store sqlite:////srv/facts/recital.db": (
        "object storage; tests/flows/objects has a real server"
    ),
    "zstd -dc packed/shards/*.jsonl.zst | head -n 1": "a program that is not everywhere; test_packs has pyarrow",
    "dask scheduler": "a cluster; tests/flows/test_dask starts one",
    "dask worker tcp://10.0.0.5:8786 --nthreads 1 --nworkers 8": "a cluster; tests/flows/test_dask starts one",
    "recital run --dask tcp://10.0.0.5:8786": "a cluster; tests/flows/test_dask runs on one",
    "python -m pytest tests/extractors/test_rules.py -k roman -q": "the rule is not there; test_docs adds it",
}
"""What cannot be run here, and why; test_docs and test_operate hold that the program reads those that are its own."""

NOT_YET = "⟦date 10.VI.1999⟧"
"""What docs/add-a-rule.md shows when its rule is there; test_docs adds it, and looks."""

SERVER = "prefect server start --host 127.0.0.1 --port 4200"
"""The command of docs/operate.md that starts the server which all runs here are told of."""

REPLACED = {
    r"^make run$": "recital run",  # what make calls when it has installed
    r"^\.venv/bin/": "",
    r"'postgresql\+psycopg://me:secret@db/facts'": "{store}",
    r"postgresql://me@db/facts": "{facts}",
    r"/srv/facts/": "{folder}/",
    r"^recital publish$": "RECITAL_PUBLISH=sqlite:///set.db recital publish",
    r"\bexplain 3f2a$": "explain cd2c",
    r"'letters/\*' --source a\.txt": "'00*' --source 003_23d34ea6f42cfc9b.txt",
    r"\btalks\.txt\b": "003_23d34ea6f42cfc9b.txt",
    r"\bdiff 17 18$": "diff 1 2",
    r"^python3 ": f"{sys.executable} ",
    r"^prefect ": f"{sys.executable} -W ignore -m prefect ",
    r"--port 4200": "--port {port}",
    r"^recital review$": "recital review --port {review}",
}
"""What other machines, folders, records and runs stand for."""

NEVER_ENDS = {"recital schedule": "runs ", "recital review": "http://127.0.0.1:"}
"""What a command that goes on says when it has begun."""

STOPPED = (0, 143)
"""How it ends: well, or as SIGTERM ends a command."""

FROM_THE_TEXTS = {"README.md"}
"""Pages that begin with the texts alone; others with what two runs made of them."""


@dataclass(frozen=True)
class Shell:
    """Where commands are run."""

    variables: Mapping[str, str]
    names: Mapping[str, str]
    """What is written for the names in `REPLACED`."""

    def run(self, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Runs a line to its end."""
        return subprocess.run(  # noqa: S603 # our own pages
            ["bash", "-c", self.written(command, folder)],  # noqa: S607 # whichever there is
            cwd=folder, env=self.variables, capture_output=True, text=True, timeout=_SECONDS, check=False,
        )  # fmt: skip

    def written(self, command: str, folder: Path) -> str:
        """The line as it is run here."""
        for pattern, words in REPLACED.items():
            command = re.sub(pattern, words.format(folder=folder, **self.names), command)
        return command

    @contextmanager
    def started(self, command: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
        """A line that runs within it, and is stopped."""
        process = subprocess.Popen(  # noqa: S603 # our own pages
            ["bash", "-c", f"exec {self.written(command, folder)}"],  # noqa: S607 # whichever there is
            cwd=folder, env=self.variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=_SECONDS)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, new_postgresql: Callable[[], str]) -> Iterator[Shell]:
    """A shell that finds `recital`, and a Prefect server that is started as docs/operate.md says."""
    here = tmp_path_factory.mktemp("shell")
    address, port = f"{here}/warm", free_port()
    for name in ("bin", "home"):
        (here / name).mkdir()
    client = here / "bin/recital"
    client.write_text(CLIENT.format(python=sys.executable, address=address), encoding="utf-8")
    client.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "RECITAL_"))}
    variables = {
        **kept,
        "HOME": str(here / "home"),
        "PATH": f"{here / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    made = Shell(
        variables, {"store": new_postgresql(), "facts": new_postgresql(), "port": str(port), "review": str(free_port())}
    )
    with (
        made.started(SERVER, here),
        made.started(f"{sys.executable} -W ignore -m tests.warm {address}", here),
    ):
        wait_for(lambda: Path(address).exists())
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/api/health"))
        yield made


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + _SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def answers(url: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(url, timeout=_SECONDS):  # noqa: S310 # our own server
        return True
    return False


@pytest.fixture(scope="module")
def prepared(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five texts, and what two runs made of them."""
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copytree(ROOT / "raw", folder / "raw")
    for _ in range(2):
        assert shell.run("recital run", folder).returncode == 0
    return folder


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, prepared: Path) -> Path:
    """A folder of its own for a page, with the files of the project that commands name."""
    made = tmp_path / "work"
    if request.node.callspec.params["page"] in FROM_THE_TEXTS:
        shutil.copytree(ROOT / "raw", made / "raw")
    else:
        shutil.copytree(prepared, made)
    for name in ("tests", "flows"):
        (made / name).symlink_to(ROOT / name)
    return made


def to_run(page: str) -> list[Step]:
    """The commands of a page but those that cannot be run, the server that is there, and what an earlier page runs."""
    earlier = {step for name in takewhile(page.__ne__, PAGES) for step in steps(name)}
    found = (step for step in steps(page) if step.command not in {*EXCUSED, SERVER} and NOT_YET not in step.shown)
    return [step for step in found if step not in earlier]


def problem(shell: Shell, step: Step, folder: Path) -> str | None:
    """What is wrong with a command: how it ends, or what it prints."""
    for start, said in NEVER_ENDS.items():
        if step.command.startswith(start):
            return problem_of_service(shell, step, folder, said)
    done = shell.run(step.command, folder)
    if done.returncode != 0:
        return f"it ends with {done.returncode}: {done.stdout}{done.stderr}"
    if step.shown and masked(done.stdout) != masked(step.shown):
        return f"it prints\n{done.stdout}"
    return None


def problem_of_service(shell: Shell, step: Step, folder: Path, said: str) -> str | None:
    """What is wrong with a command that goes on until it is stopped."""
    with shell.started(step.command, folder) as process:
        assert process.stdout
        first = process.stdout.readline()
        if url := re.search(r"http://\S+", first):
            wait_for(lambda: answers(url[0]))
    return None if said in first and process.returncode in STOPPED else f"{first!r}, then {process.returncode}"


def masked(said: str) -> list[str]:
    """The lines of an output, without the seconds, which differ from one machine to another."""
    lines = (line.strip() for line in said.strip().splitlines())
    return [re.sub(r" *\d+\.\d", "…", line) if line.startswith("seconds") else line for line in lines]


@pytest.mark.parametrize("page", [page for page in PAGES if to_run(page)])
def test_commands_of_a_page_run_in_their_order(shell: Shell, page: str, folder: Path) -> None:
    found = {step.command: problem(shell, step, folder) for step in to_run(page)}
    assert {command: what for command, what in found.items() if what} == {}


def test_what_is_excused_or_replaced_stands_on_a_page() -> None:
    shown = {step.command for page in PAGES for step in steps(page)}
    assert set(EXCUSED) | {SERVER} <= shown
    assert [pattern for pattern in REPLACED if not any(re.search(pattern, command) for command in shown)] == []
