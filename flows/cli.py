"""The command line: `recital <command>`.

    recital run              reads raw/, writes output/, prints a summary
    recital check            reads both again and verifies every record
    recital show SOURCE      shows a document with its records marked
    recital diff             shows what changed between the last two runs
    recital review           serves the page on which people decide on changes
    recital decisions        exports and imports what they said
    recital explain RECORD   shows why a rule found it; SOURCE --at OFFSET, what came near there
    recital rules            lists the rules
    recital evaluate GOLD    compares what the rules find with what people marked
    recital schedule         runs by the clock, or when files come or change
    recital runs             lists the last runs; `recital runs show ID` tells all of one
    recital store upgrade    brings a store of an earlier version up to date
    recital schema           prints the JSON Schema of a record, or the page on the flat tables
    recital orgs NAME        looks an organization up in the registry
    recital export           writes records for other programs; `recital export organizations` lists those
    recital publish TO       merges what passed into a database, a folder of Parquet files, or a warehouse

Exit codes: 0 done; 1 done, with failed documents or findings; 2 wrong use, or nothing there to work on; 3 could not
run; 130, 141 and 143 as shells have them.
What a command needs is imported inside it, so that `recital --help` answers at once.
"""

import gc
import io
import logging
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import metadata
from typing import Annotated

import typer

from flows import reviewing, viewing
from flows.auditing.command import check
from flows.evaluation.command import evaluate
from flows.exits import COULD_NOT_RUN, DONE, INTERRUPTED, TERMINATED, UNREAD, WRONG_USE
from flows.explaining.command import explain
from flows.exports.command import export_app
from flows.extracting import run
from flows.flags import advice
from flows.publish.command import publish
from flows.scheduling.command import schedule
from flows.signals import termination
from flows.stores.command import runs_app, store_app
from flows.terminal import on_one_line
from flows.unforeseen import Caught
from schemas.errors import LexiconError, RecitalError, UsageError

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""At Python's usual 700 the garbage collector runs 300 times while a command imports what it needs, all of which stays:
a tenth of the start."""
_UNFORESEEN = "nobody foresaw this: `recital --debug …` shows where it was raised; please report it with that"

app = typer.Typer(
    name="recital",
    help="Facts with proof from documents: dates, figures, organizations, resolutions and document symbols.",
    epilog="Settings come from flags, then RECITAL_* variables, then [tool.recital] in ./pyproject.toml.",
    rich_markup_mode=None,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


_LOG = logging.getLogger("recital")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code of one call of the command line; tests call it with a list of arguments.

    Whatever stops a command is one line on standard error; its traceback is shown with `--debug`.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show must not end a command
            stream.reconfigure(errors="backslashreplace")
    try:
        with termination() as heard, Caught() as caught:
            code = app(arguments, prog_name="recital", standalone_mode=False) or DONE
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # so ends the library
            return _unread()
        raise
    if caught.error is not None:
        return _stopped(caught.error, sys.argv[1:] if arguments is None else arguments)
    if code == INTERRUPTED:
        print(f"recital: {'stopped by SIGTERM' if heard.terminated else 'interrupted'}", file=sys.stderr)
        return TERMINATED if heard.terminated else INTERRUPTED
    return int(code)


def _unread() -> int:
    """Ends a command whose reader went away, as `head` does: nobody is there to be told."""
    with suppress(OSError):  # a stream of its own, in tests
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return UNREAD


def _stopped(error: Exception, arguments: Sequence[str]) -> int:
    """Says in one line what stopped a command; the exit code that fits."""
    match error:
        case BrokenPipeError():
            return _unread()
        case typer.TyperException():
            message, code = f"{_in_our_words(error)}{_hint(arguments)}", WRONG_USE
        case UsageError() | LexiconError():  # a vocabulary: --registry
            message, code = str(error), WRONG_USE
        case OSError(filename=str(path), strerror=str(reason)):
            message, code = f"{path!r}: {reason}", COULD_NOT_RUN
        case RecitalError() | OSError():
            message, code = str(error), COULD_NOT_RUN
        case _:
            message, code = f"{type(error).__name__}: {error}; {_UNFORESEEN}", COULD_NOT_RUN
    print(f"recital: {on_one_line(message)}", file=sys.stderr)
    _LOG.debug("it was raised here:", exc_info=error)
    return code


def _in_our_words(error: typer.TyperException) -> str:
    """What is wrong with an option or argument, with what was given where it is no value for it."""
    from pydantic_core import ValidationError  # noqa: PLC0415 # so that `recital --help` answers at once

    from schemas.problems import told  # noqa: PLC0415

    if isinstance(error.__cause__, ValidationError):
        problem = error.__cause__.errors()[0]
        error.message = f"{problem['input']!r}; {told(problem)}"
    option, context = getattr(error, "option_name", None), getattr(error, "ctx", None)
    if option and context and (what := advice(option, context)):
        return f"No such option: {option}; {what}"
    return error.format_message()


def _hint(arguments: Sequence[str]) -> str:
    """What to do where a name was taken for an option: `recital show -a.txt`."""
    name = next((word for word in arguments if re.fullmatch(r"-\w[^=]*\.\w+", word)), None)
    return f"; what begins with a dash and is no option stands behind two dashes: -- {name}" if name else ""


@app.callback()
def common(
    context: typer.Context,
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and what every step does.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Options of every command, and what happens without a command."""
    if debug:
        _LOG.setLevel(logging.DEBUG)
        _LOG.addHandler(logging.StreamHandler())
    if version:
        print(f"recital {metadata.version('recital')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(WRONG_USE)


for command in (run, check, schedule, publish, explain, evaluate):
    app.command()(command)
for name, commands in (("runs", runs_app), ("store", store_app), ("export", export_app)):
    app.add_typer(commands, name=name)
reviewing.add_to(app)
viewing.add_to(app)
