"""A process that has loaded the program, and forks for each call of `recital`: a command line without its seconds.

python -m tests.warm SOCKET      answers there until it is stopped
CLIENT                           what stands for `recital` in a shell: it hands on words, folder, variables and streams
"""

import json
import os
import socket
import sys
from contextlib import suppress
from typing import Any, NoReturn

CLIENT = """#!{python} -IS
import json, os, signal, socket, sys
with socket.socket(socket.AF_UNIX) as warm:
    warm.connect({address!r})
    call = {{"words": sys.argv[1:], "folder": os.getcwd(), "variables": dict(os.environ)}}
    socket.send_fds(warm, [json.dumps(call).encode()], [0, 1, 2])
    warm.shutdown(socket.SHUT_WR)
    answers = warm.makefile()
    called = int(answers.readline())
    signal.signal(signal.SIGTERM, lambda *_: os.kill(called, signal.SIGTERM))
    code = int(answers.readline())
sys.exit(code)
"""
_LONGEST = 1 << 20


def serve(address: str) -> None:
    """Answers calls, each in a process of its own."""
    from flows import server

    server.prepare()  # before Prefect is imported, which what follows does
    from flows.options import options
    from flows.settings import Settings
    from flows.tasks import built

    built(options(Settings.load()))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        while True:
            caller, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _answer(caller)
            caller.close()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def _answer(caller: socket.socket) -> None:
    content, streams, *_ = socket.recv_fds(caller, _LONGEST, 3)
    called = os.fork()
    if called == 0:
        caller.close()
        _run(json.loads(content), streams)
    with suppress(BrokenPipeError):
        caller.sendall(f"{called}\n".encode())
        _, status = os.waitpid(called, 0)
        caller.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _run(call: dict[str, Any], streams: list[int]) -> NoReturn:
    from flows.cli import main

    os.chdir(call["folder"])
    os.environ.update(call["variables"])
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.argv = ["recital", *call["words"]]
    sys.exit(main())


if __name__ == "__main__":
    serve(sys.argv[1])
