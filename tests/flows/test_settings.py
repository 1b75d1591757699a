from pathlib import Path

import pytest

from flows.settings import Settings
from schemas.errors import UsageError


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without a project file, and no variables."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"RECITAL_{name.upper()}", raising=False)
    return tmp_path


def project(text: str) -> None:
    Path("pyproject.toml").write_text(text, encoding="utf-8")


def test_settings_have_defaults() -> None:
    settings = Settings.load()
    assert (settings.raw, settings.output) == (Path("raw"), Path("output"))
    assert (settings.max_bytes, settings.dollar) == (20_000_000, "USD")


def test_settings_come_from_flags_then_variables_then_the_project_file(monkeypatch: pytest.MonkeyPatch) -> None:
    project('[tool.recital]\nmax_bytes = "1MB"\n')
    assert Settings.load().max_bytes == 1_000_000
    monkeypatch.setenv("RECITAL_MAX_BYTES", "2MB")
    assert Settings.load().max_bytes == 2_000_000
    assert Settings.load(max_bytes="3MB").max_bytes == 3_000_000


def test_flags_that_are_none_were_not_given() -> None:
    assert Settings.load(raw=None, dollar=None) == Settings.load()


def test_an_empty_variable_was_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECITAL_OUTPUT", "")
    assert Settings.load().output == Path("output")


@pytest.mark.parametrize(("given", "size"), [("5000", 5000), ("5kB", 5000), ("5KiB", 5120), ("1.5MB", 1_500_000)])
def test_a_size_may_have_a_unit(given: str, size: int) -> None:
    assert Settings.load(max_bytes=given).max_bytes == size


@pytest.mark.parametrize("wrong", ["0", "-1", "much", "5XB", ""])
def test_a_wrong_size_is_named_with_what_is_allowed(wrong: str) -> None:
    with pytest.raises(UsageError, match=rf"--max-bytes '{wrong}': expected a number of bytes above 0.*20MB"):
        Settings.load(max_bytes=wrong)


@pytest.mark.parametrize("wrong", ["usd", "dollar", "XYZ", "$"])
def test_a_currency_is_a_code_of_iso_4217(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"--dollar .*expected a currency code of ISO 4217"):
        Settings.load(dollar=wrong)
    assert Settings.load(dollar="LRD").dollar == "LRD"


def test_a_wrong_value_is_named_where_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    project("[tool.recital]\nshard_bytes = -1\n")
    with pytest.raises(UsageError, match=r"^\[tool\.recital\] shard_bytes '-1'"):
        Settings.load()
    monkeypatch.setenv("RECITAL_SHARD_BYTES", "none")
    with pytest.raises(UsageError, match=r"^RECITAL_SHARD_BYTES 'none'"):
        Settings.load()


def test_a_setting_that_does_not_exist_is_refused() -> None:
    project('[tool.recital]\noutptu = "there"\n')
    with pytest.raises(UsageError, match=r"outptu: no such setting; expected one of raw, output"):
        Settings.load()


def test_a_variable_that_is_no_setting_is_told_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("RECITAL_KEEP_POSTS", "true")
    Settings.load()
    assert caplog.messages == []
    monkeypatch.setenv("RECITAL_KEEPPOSTS", "true")
    assert Settings.load().keep_posts
    (message,) = caplog.messages
    assert message.startswith("RECITAL_KEEPPOSTS: no such setting; expected one of RECITAL_ALLOW_LOSS, ")


@pytest.mark.parametrize("broken", [b"[tool", b"\xff\xfe"])
def test_a_broken_project_file_is_named(broken: bytes) -> None:
    Path("pyproject.toml").write_bytes(broken)
    with pytest.raises(UsageError, match=r"^pyproject\.toml: .*expected a TOML file"):
        Settings.load()


@pytest.mark.parametrize(("raw", "output"), [("a", "a"), ("a", "a/b"), ("a/b", "a"), (".", "output")])
def test_raw_and_output_lie_apart(raw: str, output: str) -> None:
    with pytest.raises(UsageError, match="expected two folders, none within the other"):
        Settings.load(raw=raw, output=output)


def test_the_store_is_a_file_in_the_output_folder_where_none_is_named() -> None:
    assert Settings.load(output="there").store_url == "sqlite:///there/recital.db"
    assert Settings.load(store="postgresql://me@host/facts").store_url == "postgresql+psycopg://me@host/facts"


def test_programs_that_are_started_read_the_same_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    project("[tool.recital]\nmax_loss = 0.25\n")
    given = Settings.load(
        output="there",
        store="postgresql://me:secret@host/facts",
        prune=True,
        on_failed="warn",
        review_url="http://here",
        publish="postgresql://you:secret@host/copies",
    )
    project("")
    for name, value in given.variables().items():
        monkeypatch.setenv(name, value)
    assert Settings.load() == given
    assert Settings.load().store_url == given.store_url
    assert Settings.load().destination == given.destination


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("max_failed", 0), ("max_loss", 1.5), ("max_loss", "half"), ("max_mismatches", -1), ("on_loss", "stop")],
)
def test_a_wrong_limit_is_named(name: str, wrong: object) -> None:
    with pytest.raises(UsageError, match=f"--{name.replace('_', '-')} '{wrong}'"):
        Settings.load(**{name: wrong})


def test_no_password_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.load(store="postgresql+psycopg://me:secret@host/facts")
    assert settings.store_url.endswith("me:secret@host/facts")
    assert "secret" not in f"{settings!r}{settings.model_dump()}{settings.model_dump_json()}{settings.shown()}"
    assert settings.shown()["store"] == "postgresql+psycopg://me:***@host/facts"
    monkeypatch.setenv("RECITAL_STORE", "mysql://me:secret@host/facts")
    with pytest.raises(UsageError, match=r"^RECITAL_STORE 'mysql://me:\*\*\*@host/facts': expected sqlite:///PATH"):
        Settings.load()


def test_no_password_of_a_destination_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.load(publish="parquet:s3://key:secret@bucket/facts")
    assert settings.destination is not None
    assert settings.destination.where == "s3://key:secret@bucket/facts"
    assert "secret" not in f"{settings!r}{settings.model_dump_json()}{settings.shown()}{settings.destination!r}"
    assert settings.shown()["publish"] == str(settings.destination) == "parquet:s3://key:***@bucket/facts"
    monkeypatch.setenv("RECITAL_PUBLISH", "mysql://me:secret@host/facts")
    with pytest.raises(UsageError, match=r"^RECITAL_PUBLISH 'mysql://me:\*\*\*@host/facts': expected duckdb:///PATH"):
        Settings.load()


def test_nothing_is_published_where_nobody_says_where() -> None:
    assert Settings.load().destination is None
    assert Settings.load().shown()["publish"] is None


@pytest.mark.parametrize(
    ("given", "kinds"),
    [("date", {"date"}), ("date, figure", {"date", "figure"}), (("date",), {"date"}), ("", set())],
    ids=["one", "two", "a tuple", "none"],
)
def test_kinds_that_pass_are_a_list(given: object, kinds: set[str]) -> None:
    assert Settings.load(trust_text=given).policy.trust_text == kinds


def test_kinds_come_from_a_variable_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECITAL_TWO_PEOPLE", "organization,resolution")
    assert Settings.load().policy.people("resolution") == 2


def test_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"--trust-text .*'vote' is no kind of fact; expected some of date, figure"):
        Settings.load(trust_text="vote")
