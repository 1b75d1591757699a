"""Plots as SVG, drawn here: labels and numbers stand beside every bar, so that nothing is told by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from markupsafe import Markup

_WIDTH, _HEIGHT, _FOOT, _HEAD = 720, 220, 40, 24
"""Of the picture, of the labels below its bars and of the numbers above, in its own units."""
_WIDEST = 48
"""Units of a bar that has room for more, so that few bars are no walls."""
_CHARACTER = 7
"""Units that a character takes: `review.css` sets 12 pixels, of which digits of common fonts are 0.5 to 0.6 wide."""
_SPANS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Years in a bar, in the steps of a rule: with the longest, all years of four digits are ten bars."""
_MOST_BARS = 48
"""Where the style makes a plot narrowest, in 40 rem, so many bars are 13 pixels wide each, which a pointer can hit."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    label: str
    value: int
    href: str = ""


def bars(title: str, shown: Sequence[Bar]) -> Markup:
    """A plot of upright bars, the highest of which has its number; each says its label and number."""
    if not shown:
        return Markup("")
    highest = max(bar.value for bar in shown) or 1
    step = _WIDTH / len(shown)
    every = ceil(max(_room(bar.label) for bar in shown) / step)
    drawn = "".join(
        _bar(bar, left=number * step, step=step, share=bar.value / highest, labelled=number % every == 0)
        for number, bar in enumerate(shown)
    )
    foot = _HEIGHT - _FOOT
    role = "group" if any(bar.href for bar in shown) else "img"  # an image has nothing to follow in it
    return Markup(  # noqa: S704 # escaped where it is not ours
        f'<svg class="plot" role="{role}" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-label="{escape(title)}">'
        f'<line x1="0" x2="{_WIDTH}" y1="{foot}" y2="{foot}"/>{drawn}</svg>'
    )


def binned(years: Sequence[tuple[int, int]]) -> tuple[int, list[tuple[int, int]]]:
    """How many years a bar spans, and the first year and the sum of each; bars without anything among them.

    >>> binned([(1992, 3), (1994, 1)])
    (1, [(1992, 3), (1993, 0), (1994, 1)])
    >>> binned([(1701, 1), (1999, 2)])[0]
    10
    """
    if not years:
        return 1, []
    first, last = min(year for year, _ in years), max(year for year, _ in years)
    span = next((span for span in _SPANS if (last - first) // span < _MOST_BARS), _SPANS[-1])
    sums = dict.fromkeys(range(first // span * span, last + 1, span), 0)
    for year, number in years:
        sums[year // span * span] += number
    return span, list(sums.items())


def _bar(bar: Bar, *, left: float, step: float, share: float, labelled: bool) -> str:
    height = share * (_HEIGHT - _FOOT - _HEAD)
    top, middle, width = _HEIGHT - _FOOT - height, left + step / 2, min(max(step - 2, 1), _WIDEST)
    label = escape(bar.label)
    drawn = f'<rect x="{middle - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
    number = f"{bar.value:,}"
    if share == 1 or _room(number) <= step:
        drawn += f'<text x="{middle:.1f}" y="{top - 6:.1f}">{number}</text>'
    if labelled:
        drawn += f'<text x="{middle:.1f}" y="{_HEIGHT - _FOOT + 18}">{label}</text>'
    drawn = f"<title>{label}: {number}</title>{drawn}"
    return f'<a href="{escape(bar.href)}">{drawn}</a>' if bar.href else f"<g>{drawn}</g>"


def _room(text: str) -> int:
    """Units that a text takes beside others, with a blank."""
    return _CHARACTER * (len(text) + 1)
