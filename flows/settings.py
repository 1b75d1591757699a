"""Settings: from flags, then `RECITAL_*` variables, then `[tool.recital]` in `./pyproject.toml`, then defaults.

    recital run --max-bytes 5MB       -> max_bytes 5000000
    RECITAL_OUTPUT=facts recital run  -> output    facts
    raw = "texts"                     -> raw       texts     (in pyproject.toml)

Sizes are bytes, or a number with a unit: `5MB` is five million, `5MiB` five times 1,048,576.
"""

import logging
import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ByteSize,
    Field,
    HttpUrl,
    PlainSerializer,
    PlainValidator,
    SecretStr,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    PyprojectTomlConfigSettingsSource,
    SettingsConfigDict,
)

from flows import places
from flows.gates import Limits, Severity
from flows.places import Place
from flows.publish.destinations import Destination
from flows.readers.options import Fields, Options
from flows.stores import urls
from flows.stores.policy import Policy
from schemas.errors import UsageError
from schemas.figures import currencies
from schemas.problems import told
from schemas.records import KINDS

_LOG = logging.getLogger("recital")

_PREFIX = "RECITAL_"
_TABLE = ("tool", "recital")
_STORE = "recital.db"


def _checked_currency(code: str) -> str:
    if code not in currencies():
        raise ValueError("expected a currency code of ISO 4217, such as USD")
    return code


def _checked_size(given: object, parse: ValidatorFunctionWrapHandler) -> ByteSize:
    try:
        size: ByteSize = parse(given)
    except ValidationError:
        size = ByteSize(0)
    if size <= 0:
        raise ValueError("expected a number of bytes above 0, or a size such as 20MB")
    return size


def _checked_store(url: SecretStr | None) -> SecretStr | None:
    return None if url is None else SecretStr(urls.checked(url.get_secret_value()))


def _checked_destination(text: SecretStr | None) -> SecretStr | None:
    if text is not None:
        Destination.parse(text.get_secret_value())
    return text


def _as_variable(value: object) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def _listed(given: object) -> object:
    return [name.strip() for name in given.split(",") if name.strip()] if isinstance(given, str) else given


def _checked_kinds(kinds: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise ValueError(f"{unknown[0]!r} is no kind of fact; expected some of {', '.join(KINDS)}")
    return kinds


Folder = Annotated[
    Place,
    PlainValidator(places.parse, json_schema_input_type=str),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "format": "path"}),
]
"""A folder, or the URL of one in object storage; paths are relative to the working directory."""

Kinds = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed), AfterValidator(_checked_kinds)]
"""Kinds of fact; text has commas between them."""

Size = Annotated[ByteSize, WrapValidator(_checked_size)]
"""Bytes; text may give a unit."""

Share = Annotated[float, Field(gt=0, le=1)]
"""A part of a whole: 0.5 is half of it."""


class Settings(BaseSettings):
    """What a run can be told. Paths are relative to the working directory."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,  # a traceback would show the password of a store
        pyproject_toml_table_header=_TABLE,
        use_attribute_docstrings=True,
        validate_default=True,
    )

    raw: Folder = Path("raw")
    """Folder of source documents, or a URL such as `s3://bucket/raw`; never written."""
    output: Folder = Path("output")
    """Folder of results, one file for each source; or a URL."""
    pack: bool = False
    """Whether a new output is packed, one file of documents for each shard; one that has something keeps its form."""
    max_bytes: Size = ByteSize(20_000_000)
    """Largest source that is read."""
    shard_bytes: Size = ByteSize(4_000_000)
    """Sources that one task takes on at most; a larger one is a shard of its own."""
    workers: Annotated[int, Field(ge=1)] | None = None
    """Processes that extract; without it as many as there are processors, and this one alone where there is little."""
    dask: str | None = None
    """Address of the scheduler of a Dask cluster, such as `tcp://10.0.0.5:8786`, whose workers extract."""
    max_seconds: Annotated[float, Field(gt=0)] = 60.0
    """Longest time that reading one source may take, and that extracting from it may."""
    any_language: bool = False
    """Whether texts that are not English are extracted all the same."""
    json_text: str = "text"
    """Field of a JSON object that is its text; dots lead into objects."""
    json_id: str | None = None
    """Field that names the lines of a .jsonl file; without it their number does."""
    json_title: str = "title"
    """Field of a JSON object that is its title."""
    json_date: str = "date"
    """Field of a JSON object that is its date."""
    json_url: str = "url"
    """Field of a JSON object that is its address."""
    dollar: Annotated[str, AfterValidator(_checked_currency)] = "USD"
    """Currency of a `$` that nothing else explains, ISO 4217."""
    month_first: bool = False
    """Whether *03/04/2005* is 4 March where the document does not show in which order it writes dates."""
    keep_posts: bool = False
    """Whether posts of social networks are text like any other: for sources that are files of posts."""
    registry: Path | None = None
    """File of organizations of one's own, merged over the built-in registry."""
    nominal: bool = True
    """Whether short forms that stand for an organization named before, such as *the Mission*, are records."""

    store: Annotated[SecretStr | None, AfterValidator(_checked_store)] = None
    """URL of the database; without one, `recital.db` in the output folder."""
    prune: bool = False
    """Whether a source that was removed is closed, with its records, and loses its output file."""
    retry_failed: bool = False
    """Whether what failed before is tried again although it did not change."""
    force: bool = False
    """Whether everything is extracted again."""
    max_failed: Share = 0.5
    """Share of the documents that may fail where a run extracts ten or more."""
    on_failed: Severity = Severity.BLOCK
    """What a run does where more of them fail: `block`, `warn` or `ignore`."""
    max_loss: Share = 0.5
    """Share of its records that a known source must lose for it to be noticed."""
    on_loss: Severity = Severity.BLOCK
    """What a run does then."""
    max_mismatches: Annotated[int, Field(ge=0)] = 0
    """Figures of one document whose parts need not add up."""
    on_mismatch: Severity = Severity.WARN
    """What a run does where there are more."""
    allow_loss: bool = False
    """Whether a known source may lose its records, this once: then a loss only warns."""
    review_url: HttpUrl | None = None
    """Where the review page answers, for links to it."""
    review_new: bool = False
    """Whether records of first extractions wait for a person, too."""
    trust_text: Kinds = ()
    """Kinds of fact of which changes pass without a person where only the text changed."""
    two_people: Kinds = ()
    """Kinds of fact on whose changes two people have to say the same."""
    publish: Annotated[SecretStr | None, AfterValidator(_checked_destination)] = None
    """Where a run publishes what passed; nowhere without one."""
    publish_history: bool = False
    """Whether published rows that change are closed and kept, instead of overwritten."""

    @property
    def reading(self) -> Options:
        """How sources are read."""
        fields = Fields(self.json_text, self.json_id, self.json_title, self.json_date, self.json_url)
        return Options(self.max_bytes, self.max_seconds, self.any_language, fields)

    @classmethod
    def load(cls, **flags: Any) -> Self:  # noqa: ANN401 # flags are checked here
        """Settings with these flags; flags that are None were not given.

        Raises `UsageError` that names setting, value and what is allowed.
        """
        _warn_of_unknown_variables()
        given = {name: flag for name, flag in flags.items() if flag is not None}
        try:
            return cls(**given)
        except ValidationError as error:
            raise UsageError(_first_problem(error, given)) from error
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"pyproject.toml: {error}; expected a TOML file") from error
        except AttributeError as error:  # so says the library of what is no table
            raise UsageError("pyproject.toml: [tool.recital] is no table; expected settings by name") from error

    @property
    def store_url(self) -> str:
        """URL of the database, its password included: to be opened, not shown.

        Raises `UsageError` where the output is in object storage and no store was given: people's decisions are in it,
        and would be lost with whatever machine a run happened on.
        """
        if self.store:
            return self.store.get_secret_value()
        if places.is_remote(self.output):
            raise UsageError(
                f"output {str(self.output)!r} is object storage, which cannot hold the store; give it a place with "
                "--store, such as sqlite:////srv/recital.db, or a PostgreSQL database for many machines"
            )
        return urls.of_file(self.output / _STORE)

    @property
    def known_store(self) -> str | None:
        """URL of the store that was given, or is there in the output folder; None where there is neither."""
        if self.store is None and (places.is_remote(self.output) or not (self.output / _STORE).exists()):
            return None
        return self.store_url

    @property
    def destination(self) -> Destination | None:
        """Where records are published; its secrets are in it, and not shown."""
        return Destination.parse(self.publish.get_secret_value()) if self.publish else None

    @property
    def limits(self) -> Limits:
        """What may pass from extraction to the store."""
        allowed = self.allow_loss and self.on_loss is Severity.BLOCK
        return Limits(
            failed=self.max_failed,
            loss=self.max_loss,
            mismatches=self.max_mismatches,
            on_failed=self.on_failed,
            on_loss=Severity.WARN if allowed else self.on_loss,
            on_mismatch=self.on_mismatch,
        )

    def everywhere(self) -> Self:
        """The same for other machines and working directories, with absolute paths."""
        registry = self.registry and self.registry.absolute()
        found = {"raw": self.raw.absolute(), "output": self.output.absolute(), "registry": registry}
        return self.model_copy(update=found)

    def variables(self) -> dict[str, str]:
        """The settings as variables, for programs that this one starts; passwords are among them."""
        given = {**self.model_dump(mode="json", exclude_none=True), "store": self.store_url}
        if self.publish:
            given["publish"] = self.publish.get_secret_value()
        return {variable(name): _as_variable(value) for name, value in given.items()}

    @property
    def policy(self) -> Policy:
        """What of a run's changes a person has to see."""
        return Policy(self.review_new, frozenset(self.trust_text), frozenset(self.two_people))

    def shown(self) -> dict[str, Any]:
        """The settings by name, as they may be written down."""
        destination = self.destination and str(self.destination)
        return {**self.model_dump(mode="json"), "store": urls.masked(self.store_url), "publish": destination}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then variables, then the project file."""
        return init_settings, env_settings, PyprojectTomlConfigSettingsSource(settings_cls)

    @model_validator(mode="after")
    def _folders_apart(self) -> Self:
        if places.is_within(self.raw, self.output) or places.is_within(self.output, self.raw):
            raise ValueError(
                f"raw {str(self.raw)!r} and output {str(self.output)!r}; expected two folders, none within the other"
            )
        return self


def variable(name: str) -> str:
    """The variable of the environment that gives a setting."""
    return f"{_PREFIX}{name.upper()}"


def _first_problem(error: ValidationError, flags: dict[str, Any]) -> str:
    """The first problem in one line: `--max-bytes '20XB': …`."""
    problem = error.errors(include_url=False)[0]
    if not problem["loc"]:
        return told(problem)
    name = str(problem["loc"][0])
    known = ", ".join(Settings.model_fields)
    if problem["type"] == "extra_forbidden":
        return f"[{'.'.join(_TABLE)}] {name}: no such setting; expected one of {known}"
    shown = urls.masked(str(problem["input"]))
    return f"{_origin(name, flags)} {shown!r}: {told(problem)}"


def _warn_of_unknown_variables() -> None:
    """A mistyped variable stops nothing, since another program may own it, but is not left unsaid."""
    known = set(map(variable, Settings.model_fields))
    for name in sorted(os.environ):
        if name.upper().startswith(_PREFIX) and name.upper() not in known:
            _LOG.warning("%s: no such setting; expected one of %s", name, ", ".join(sorted(known)))


def _origin(name: str, flags: dict[str, Any]) -> str:
    """Where a setting was given."""
    if name in flags:
        return f"--{name.replace('_', '-')}"
    if os.environ.get(variable(name)):
        return variable(name)
    return f"[{'.'.join(_TABLE)}] {name}"
