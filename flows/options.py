"""What the settings tell the rules, which read no files but their own vocabularies."""

from pathlib import Path

from extractors.options import Options
from flows.readers import fingerprint
from flows.settings import Settings
from schemas.errors import UsageError


def options(settings: Settings) -> Options:
    """The options of a pipeline that does what the settings say. Raises `UsageError` for an unreadable registry."""
    return Options(
        dollar=settings.dollar,
        month_first=settings.month_first,
        keep_posts=settings.keep_posts,
        nominal=settings.nominal,
        registry=registry_text(settings.registry),
        registry_name=settings.registry.name if settings.registry else "registry",
        reading=fingerprint(settings.reading),
    )


def registry_text(path: Path | None) -> str:
    """The text of a registry of one's own; empty where there is none.

    Raises `UsageError` when the file cannot be read or is not UTF-8.
    """
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")  # a spreadsheet saves CSV with a byte order mark
    except OSError as error:
        raise UsageError(
            f"registry {str(path)!r} cannot be read: {error.strerror}; expected a CSV file of organizations"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path.name}:{line}: byte {error.object[error.start]:#x}; expected UTF-8") from error
