"""Templates: filled from one documented object each, with everything escaped that is not markup of ours."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from flows.terminal import on_one_line

_SIGNS = {"+": "added", "-": "removed", "~": "changed", ">": "moved"}


@cache
def environment() -> Environment:
    """The templates of this package."""
    made = Environment(
        loader=PackageLoader("flows.review"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"markdown": _escaped, "line": on_one_line, "sign": _SIGNS.__getitem__}
    return made


def page(template: str, shown: object) -> str:
    """A page: a template filled from its object, which it knows as `page`."""
    return environment().get_template(template).render(page=shown)


def _escaped(text: str) -> str:
    """Text in which Markdown sees no mark of its own."""
    return "".join(f"\\{char}" if char in r"\`*_[]<>|~&" else char for char in text)
