"""The page on the settings, `docs/settings.md`: name, flag, variable, default and meaning of each."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ByteSize

from flows.reference.fields import Field, fields
from flows.settings import Settings, variable

_HEAD = f"""\
# Settings

Everything that Recital can be told. What a flag says counts before what a variable says, and that before
`[tool.recital]` in the `pyproject.toml` of the working directory:

```console
$ recital run --output facts
$ {variable("output")}=facts recital run
```

```toml
[tool.recital]
output = "facts"
trust_text = ["date", "figure"]
```

Sizes are bytes, or a number with a unit: `5MB` is five million, `5MiB` five times 1,048,576. In a variable the
members of a list have commas between them (`{variable("trust_text")}=date,figure`), and an empty variable counts as
none. A setting that does not exist, or a value that it cannot take, ends the command with a line that names it; a
variable that does not exist is a warning.

This page is made from the model in `flows/settings.py`: `recital schema --settings > docs/settings.md`.

| setting | flag | variable | takes | default | says |
| --- | --- | --- | --- | --- | --- |
"""

_COMMANDS = """
## Which command has which flags

| command | flags |
| --- | --- |
"""

_Flags = dict[str, list[str]]
"""The flags of one command, by the setting that they give."""


def markdown(program: Any) -> str:  # noqa: ANN401 # typer keeps the class of its commands to itself
    """The page. Flags and commands are those of the program, as `typer.main.get_command` makes it."""
    schema, commands = Settings.model_json_schema(), dict(_commands(program))
    flags = {setting: opts for of_one in commands.values() for setting, opts in of_one.items()}
    rows = [_row(field, flags.get(field.name, [])) for field in fields(schema, schema.get("$defs", {}))]
    return _HEAD + "".join(rows) + _COMMANDS + "".join(_uses(commands))


def _row(field: Field, flags: list[str]) -> str:
    default = Settings.model_fields[field.name].default
    takes = "a size" if isinstance(default, ByteSize) else field.takes
    cells = (f"`{field.name}`", _code(flags), f"`{variable(field.name)}`", takes, _written(default, field), field.says)
    return f"| {' | '.join(cells)} |\n"


def _written(default: object, field: Field) -> str:
    """The default as `pyproject.toml` has it; nothing where there is none."""
    if default is None:
        return ""
    return f"`{json.dumps(_short(default) if isinstance(default, ByteSize) else field.default)}`"


def _short(size: ByteSize) -> str:
    """A size as people write it.

    >>> _short(ByteSize(20_000_000))
    '20MB'
    """
    return size.human_readable(decimal=True).replace(".0", "")


def _uses(commands: dict[str, _Flags]) -> Iterator[str]:
    for name, flags in commands.items():
        if flags:
            yield f"| `{name}` | {_code(opt for opts in flags.values() for opt in opts)} |\n"


def _code(words: "Iterator[str] | list[str]") -> str:
    return ", ".join(f"`{word}`" for word in words)


def _commands(program: Any) -> Iterator[tuple[str, _Flags]]:  # noqa: ANN401 # as in `markdown`
    """Each command, `runs show` too, with its flags that give settings."""
    waiting: list[tuple[str, Any]] = [("", program)]
    while waiting:
        name, command = waiting.pop(0)
        waiting += [(f"{name} {word}".strip(), below) for word, below in getattr(command, "commands", {}).items()]
        opts = {
            one.name: [*one.opts, *one.secondary_opts] for one in command.params if one.name in Settings.model_fields
        }
        yield name, {setting: found for setting, found in opts.items() if found[0].startswith("--")}
