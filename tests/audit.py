"""Asks whether what the locks pin has known vulnerabilities: `make audit`.

    0   every pinned package was asked about, and none is known to be vulnerable
    1   some are: each with the advisory, and the version that mends it
    3   nobody could be asked, or not about all: there is no network, or no advisories behind it

Without a network pip-audit itself says *No known vulnerabilities found*, since it found no package to ask about.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CLEAN, VULNERABLE, UNASKED = 0, 1, 3

_COMMAND = ("-m", "pip_audit", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "15")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of the packages of one lock."""

    vulnerable: tuple[str, ...]
    """In words for people."""
    unasked: tuple[str, ...]
    """Names of packages of which nobody could say anything."""
    asked: int

    @property
    def code(self) -> int:
        """The exit code that says so."""
        if self.vulnerable:
            return VULNERABLE
        return CLEAN if self.asked and not self.unasked else UNASKED


def read(printed: str) -> Answer:
    """What pip-audit printed as JSON; where it printed none, it could not ask."""
    try:
        packages = list(json.loads(printed)["dependencies"])
    except (ValueError, KeyError, TypeError):
        return Answer((), ("any package",), 0)
    asked = [package for package in packages if "skip_reason" not in package]
    return Answer(
        tuple(line for package in asked for line in _vulnerabilities(package)),
        tuple(package["name"] for package in packages if "skip_reason" in package),
        len(asked),
    )


def _vulnerabilities(package: dict[str, object]) -> Iterator[str]:
    for found in package.get("vulns", ()):  # type: ignore[attr-defined] # JSON
        mended = ", ".join(found["fix_versions"]) or "no version yet"
        yield f"{package['name']} {package['version']}: {found['id']}; mended in {mended}"


def main(locks: list[str]) -> int:
    """The worst exit code of all locks."""
    codes = []
    for lock in locks:
        command = [sys.executable, *_COMMAND, "--requirement", lock]
        answer = read(subprocess.run(command, capture_output=True, text=True, check=False).stdout)  # noqa: S603 # ours
        for line in answer.vulnerable:
            print(f"{Path(lock).name}: {line}")
        if answer.unasked:
            some = ", ".join(answer.unasked[:3])
            print(f"{Path(lock).name}: nobody could be asked about {some} and others; `make audit` needs a network")
        else:
            print(f"{Path(lock).name}: {answer.asked} packages, {len(answer.vulnerable)} known vulnerabilities")
        codes.append(answer.code)
    return VULNERABLE if VULNERABLE in codes else max(codes, default=UNASKED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
