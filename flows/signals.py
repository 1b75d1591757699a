"""SIGTERM, with which services and containers are stopped: it ends a command as Ctrl-C does, and is told from it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Heard:
    """Whether SIGTERM came."""

    terminated: bool = False


@contextmanager
def termination() -> Iterator[Heard]:
    """Within it SIGTERM raises `KeyboardInterrupt`, and is noted; only the main thread can listen."""
    heard = Heard()
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return

    def hear(_number: int, _frame: FrameType | None) -> None:
        heard.terminated = True
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, hear)
    try:
        yield heard
    finally:
        signal.signal(signal.SIGTERM, before)
