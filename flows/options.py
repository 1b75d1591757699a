"""What the settings tell the rules."""

from extractors.options import Options
from flows.readers import fingerprint
from flows.settings import Settings


def options(settings: Settings) -> Options:
    """The options of a pipeline that does what the settings say."""
    return Options(
        dollar=settings.dollar,
        month_first=settings.month_first,
        keep_posts=settings.keep_posts,
        reading=fingerprint(),
    )
