"""Where a store is: URLs of databases, read without loading what opens them.

sqlite:///output/recital.db           a file, relative to the working directory
sqlite:////srv/recital.db             a file, absolute
postgresql+psycopg://me@host/facts    a database of a server; `postgresql://` means the same
"""

import re
from pathlib import Path

_SQLITE = re.compile(r"sqlite:///(?P<path>[^?#]+)")
_POSTGRESQL = re.compile(r"postgresql(?:\+psycopg)?://(?P<rest>.+)")

_PASSWORD = re.compile(r"(?<=://)(?P<user>[^:@/]*):.*@")
_SECRET_OPTION = re.compile(r"(?P<name>[?&](?:password|passfile|sslpassword|sslkey)=)[^&]*", re.IGNORECASE)


def of_file(path: Path) -> str:
    """URL of a SQLite file."""
    return f"sqlite:///{path}"


def checked(url: str) -> str:
    """The URL in its normal form. Raises `ValueError` for what is no store.

    >>> checked("postgresql://me@host/facts")
    'postgresql+psycopg://me@host/facts'
    >>> checked("mysql://me@host/facts")
    Traceback (most recent call last):
        ...
    ValueError: expected sqlite:///PATH or postgresql+psycopg://USER@HOST/DATABASE
    """
    if _SQLITE.fullmatch(url):
        return url
    if match := _POSTGRESQL.fullmatch(url):
        return f"postgresql+psycopg://{match['rest']}"
    raise ValueError("expected sqlite:///PATH or postgresql+psycopg://USER@HOST/DATABASE")


def masked(url: str) -> str:
    """The URL as it may be shown: without its secrets.

    >>> masked("postgresql+psycopg://me:se/cr@t@host/facts?sslmode=require&password=secret")
    'postgresql+psycopg://me:***@host/facts?sslmode=require&password=***'
    >>> masked("sqlite:///output/recital.db")
    'sqlite:///output/recital.db'
    """
    return _SECRET_OPTION.sub(r"\g<name>***", _PASSWORD.sub(r"\g<user>:***@", url))


def file_of(url: str) -> Path | None:
    """The file of a SQLite store; None for a server's database.

    >>> str(file_of("sqlite:////srv/recital.db"))
    '/srv/recital.db'
    >>> file_of("postgresql+psycopg://host/facts")
    """
    match = _SQLITE.fullmatch(url)
    return Path(match["path"]) if match else None
