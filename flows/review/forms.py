"""A value as a form that a person edits, and back: what is given is judged by the model of the value.

edtf 1999-06     -> earliest 1999-06-01, latest 1999-06-30, where these were left as they were
amount 1,000     -> refused at the field: '1,000' is no amount
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from schemas.dates import bounds, day_key
from schemas.errors import InvalidValue
from schemas.figures import Measure
from schemas.problems import told
from schemas.records import RELATIONS, VALUES
from schemas.resolutions import document_fields, resolution_fields
from schemas.symbols import DocumentSymbol

_KEPT = RELATIONS | {"checks"}
"""Fields that nobody edits: what points to other records, and what the rules found odd."""

_OF_SYMBOL = {"resolution": resolution_fields, "document": document_fields}
WHOLE = ""
"""The name under which an error of the whole value stands."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form."""

    name: str
    label: str
    help: str
    control: str
    """`text`, `lines`, `choice` or `flag`."""
    value: str
    choices: tuple[str, ...] = ()


class Refused(Exception):  # what was given is refused
    """What a person gave is no value; the errors stand at the fields that they are about."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


def fields(kind: str, value: Mapping[str, Any]) -> tuple[Field, ...]:
    """The form of a value, given as JSON has it."""
    return tuple(
        _field(name, info, value.get(name)) for name, info in VALUES[kind].model_fields.items() if name not in _KEPT
    )


def parsed(kind: str, given: Mapping[str, str], was: Mapping[str, Any]) -> dict[str, Any]:
    """The value that a person gave, in the form in which it was shown. Raises `Refused`."""
    model = VALUES[kind]
    new = dict(was)
    for name, info in model.model_fields.items():
        if name in given and name not in _KEPT:
            new[name] = _read(info, given[name])
    changed = {name for name in new if new[name] != was.get(name)}
    try:
        new |= _following(kind, new, changed)
        value = model.model_validate(new).model_dump(mode="json")
    except ValidationError as error:
        problems = error.errors(include_url=False)
    except InvalidValue as error:
        raise Refused({"symbol" if kind in _OF_SYMBOL else "edtf": str(error)}) from error
    else:
        _refuse_negative_count(value, changed)
        return value
    raise Refused({_place(problem["loc"]): told(problem) for problem in problems})


def _refuse_negative_count(value: Mapping[str, Any], changed: set[str]) -> None:
    """Raises `Refused` where a person gave a count below zero; a text may count changes, as `-3 posts` in a budget."""
    if value.get("measure") != Measure.COUNT:
        return
    below = [name for name in ("amount", "low", "high") if name in changed and str(value[name]).startswith("-")]
    if below:
        raise Refused({name: f"{value[name]!r} is below zero; expected a count of 0 or more" for name in below})


def _following(kind: str, new: Mapping[str, Any], changed: set[str]) -> dict[str, Any]:
    """The fields that follow from those that a person changed."""
    if kind == "figure" and "amount" in changed:
        return {"breakdown": None, "checks": []}
    if kind == "date":
        return _of_date(new, changed)
    if "symbol" in changed and new["symbol"]:
        said = _OF_SYMBOL[kind](DocumentSymbol.parse(new["symbol"]))
        return said | {"checks": []} if "checks" in new else said
    return {}


def _of_date(new: Mapping[str, Any], changed: set[str]) -> dict[str, Any]:
    days = {name: new[name] for name in ("earliest", "latest")}
    if "edtf" in changed and not changed & days.keys():
        days = bounds(new["edtf"])._asdict() if new["edtf"] else dict.fromkeys(days)
    checks = list(new["checks"]) if not changed else []
    if all(days.values()) and _inverted(days):
        checks = ["inverted_range"]
    return {**days, "checks": checks}


def _inverted(days: Mapping[str, str]) -> bool:
    try:
        return day_key(days["earliest"]) > day_key(days["latest"])
    except ValueError:
        return False  # no days at all, which the model says at their fields


def _field(name: str, info: FieldInfo, value: object) -> Field:
    kind = _type(info)
    label, about = name.replace("_", " "), (info.description or "").split(";")[0]
    if kind is bool:
        return Field(name, label, about, "flag", "true" if value else "")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        empty = ("",) if _may_be_null(info) else ()
        return Field(name, label, about, "choice", str(value or ""), (*empty, *(choice.value for choice in kind)))
    if get_origin(kind) is tuple:
        return Field(name, label, about, "lines", "\n".join(value) if isinstance(value, list | tuple) else "")
    return Field(name, label, about, "text", "" if value is None else str(value))


def _read(info: FieldInfo, given: str) -> object:
    kind, text = _type(info), given.strip()
    if kind is bool:
        return text == "true"
    if get_origin(kind) is tuple:
        return [line.strip() for line in text.splitlines() if line.strip()]
    return None if not text and _may_be_null(info) else text


def _type(info: FieldInfo) -> Any:  # noqa: ANN401 # an annotation is anything
    """The type of a field without `| None` and constraints."""
    annotation = info.annotation
    while (parts := get_args(annotation)) and get_origin(annotation) is not tuple:
        annotation = parts[0] if get_origin(annotation) is Annotated else next(p for p in parts if p is not NoneType)
    return annotation


def _may_be_null(info: FieldInfo) -> bool:
    return NoneType in get_args(info.annotation)


def _place(where: tuple[int | str, ...]) -> str:
    return str(where[0]) if where else WHOLE
