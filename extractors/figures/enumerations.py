"""Breakdowns inside a sentence: lists of parts after a bracket or an introducing word, totals after their parts.

    374 staff, including 356 civilians (112 men; 244 women) and 18 police  -> 374 <- {356 <- {112, 244}, 18}
    200 officers, of whom 40 are women                                      -> 200 <- {40}
    1,125 troops from Chad (900) and Togo (225)                             -> 1,125 <- {900, 225}
    they lost 5 men in Gao and 7 in Kidal, for a total of 12                -> 12 <- {5, 7}

A list goes on with what is coordinated: the figures that a comma, a semicolon or *and* stands directly before.
Figures after prepositions (*from 31 countries*) are passed over.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import groupby

from extractors.figures import breakdowns
from extractors.figures.breakdowns import Figure
from extractors.lexicon import Entry, Forms, Maybe, load

Sentence = Callable[[int, int], tuple[int, int]]
"""Gives the sentence that holds a stretch."""


class IntroductionEntry(Entry):
    """One line of `introductions.csv`."""

    complete: Maybe[str]
    forms: Forms


@dataclass(slots=True, eq=False)
class _Parts:
    """A list of parts as it is read."""

    whole: Figure
    depth: int
    promised: bool | None
    """Whether an introducing word promises all the parts, where it lists several; null for a bracket, which does."""
    figures: list[Figure] = field(default_factory=list)
    taken: Fraction = Fraction(0)
    """Sum of the parts so far."""

    def has_room(self, figure: Figure) -> bool:
        """Whether a figure added to the others leaves them no more than the whole."""
        return self.taken + (figure.amount or 0) <= (self.whole.amount or 0)

    def takes(self, figure: Figure) -> bool:
        """Adds a figure that can be a part: it measures the same, is no larger, and not known to be another kind."""
        whole = self.whole
        if self.figures and _names_another_thing(self.figures[0], figure, whole):
            return False
        fits = not whole.supposed and whole.can_hold(figure) and whole.may_be_like(figure)
        if fits:
            self.figures.append(figure)
            self.taken += figure.amount or 0
        return fits


def _names_another_thing(first: Figure, figure: Figure, whole: Figure) -> bool:
    """Whether a part after one that names nothing names something else: *45 cases, 5 of which …, and 12 arrests*."""
    item, of = figure.finding.value.get("item"), whole.finding.value.get("item")
    return bool("item" not in first.finding.value and item and of and item.split()[-1] != of.split()[-1])


_MOST_LEVELS = 4
"""How many lists that are open at one depth a figure may go on with."""
_MOST_WHOLES = 8
"""How many figures back a whole is looked for, so that a long sentence of them costs no more than its length."""
_FILLERS = frozenset("a an the total of another only just also further about".split())
_ROSTER_GAP = re.compile(r"\)?,?[ ;]*(?:and[ ])?(?:[Tt]he[ ])?[A-Z][^()\n;:0-9]{0,50}\(")
"""What stands between two entries of a roster: *), the Republic of Korea (*."""
_TOTAL_BEFORE = re.compile(
    r"\b(?P<sum>for|making|giving)[ ](?:an?[ ])?(?:(?:grand|overall|combined)[ ])?total[ ]of[ ]\Z"
    r"|\b(?:bring|brings|bringing|brought)[ ](?:the|its|their)[ ](?:[a-z]+[ ]){0,2}(?:total|number|strength)"
    r"(?:[ ][a-z]+){0,3}[ ]to[ ]\Z"
)
_OF_WHOM = "of whom"
_OF_THEM = re.compile(r"[ ]of[ ](?:whom|which|them)\b")
"""What makes a figure a part of the one before: *45 cases, five of which were closed*."""
_OF_THE = re.compile(r"(?:\A|[.;\n][ ]?)Of[ ](?:(?:all|an|its|our|the|their|these|those)[ ])*\Z")
"""What makes a figure the whole of those after it: *Of the 45 cases, five were closed*."""
_REACH = 70
_OPENING = 200
"""Characters before a roster in which its sentence says of what it is."""


def link(text: str, figures: list[Figure], sentence: Sentence) -> None:
    """Writes the breakdowns of each sentence into the values of figures; they come in the order of the text."""
    before: list[Figure] = []
    for start, group in groupby(figures, key=lambda figure: sentence(figure.start, figure.end)[0]):
        together = list(group)
        if len(together) == 1:
            before = together
            continue
        rosters = _rosters(text, together)
        listed = {id(figure) for roster in rosters for figure in roster}
        free = [figure for figure in together if id(figure) not in listed]
        for parts in _lists(text, free) if len(free) > 1 else ():
            _write(parts)
        known = [*before, *free] if rosters else []
        for roster in rosters:
            _link_roster(text, start, roster, known)
        _link_totals(text, free)
        before = free[-_MOST_WHOLES:]


def _write(parts: _Parts) -> None:
    """A mismatch is one in a bracket, which is meant to add up; elsewhere where all are known to be of one kind."""
    complete = parts.promised is not False and len(parts.figures) > 1
    believed = parts.promised is None or breakdowns.are_of_one_kind([parts.whole, *parts.figures])
    breakdowns.attach(parts.whole, parts.figures, complete=complete, believed=believed)


def _rosters(text: str, figures: list[Figure]) -> list[list[Figure]]:
    """Runs of bare numbers in brackets after names: *Chad (900), Togo (225) and the Republic of Korea (1)*."""
    rosters: list[list[Figure]] = []
    last: Figure | None = None
    for figure in figures:
        start, end = figure.lead, figure.end
        if text[start - 1 : start] != "(" or text[end : end + 1] != ")" or start != figure.start:
            last = None
        elif last is not None and _ROSTER_GAP.fullmatch(text, last.end, start):
            rosters[-1].append(figure)
            last = figure
        else:
            rosters.append([figure])
            last = figure
    return [roster for roster in rosters if len(roster) > 1]


def _link_roster(text: str, start: int, roster: list[Figure], known: list[Figure]) -> None:
    """Links a roster to the nearest figure before it, in its sentence or where its sentence takes the same thing up."""
    first = roster[0].start
    opening = text[max(start, first - _OPENING) : first].lower()
    place = bisect_left(known, first, key=lambda figure: figure.start)
    for whole in reversed(known[max(0, place - _MOST_WHOLES) : place]):
        if whole.is_part:
            continue
        item = (whole.finding.value.get("item") or "").lower().split()
        taken_up = bool(item) and item[-1] in opening
        if (whole.start >= start or taken_up) and all(whole.can_hold(part) for part in roster):
            breakdowns.attach(whole, roster, complete=True, believed=len(roster) > 2)
            return


def _link_totals(text: str, figures: list[Figure]) -> None:
    """Links each total to the figures since the one before it: *5 in Gao and 7 in Kidal, for a total of 12*."""
    since = 0
    for position, whole in enumerate(figures):
        total = _TOTAL_BEFORE.search(text, max(0, whole.lead - _REACH), whole.start)
        if total is None:
            continue
        parts = [part for part in figures[since:position] if not part.is_part]
        since = position + 1
        sure = total["sum"] is not None and breakdowns.are_of_one_kind([whole, *parts])
        fits = len(parts) > 1 and all(whole.can_hold(part) for part in parts)
        if fits and (sure or sum(part.amount or 0 for part in parts) == whole.amount):
            breakdowns.attach(whole, parts, complete=True, believed=sure)


def _lists(text: str, figures: list[Figure]) -> list[_Parts]:
    """The lists of parts in one sentence."""
    found: list[_Parts] = []
    reader = _Reader()
    end = figures[0].lead
    of_first = _OF_THE.search(text, max(0, end - _REACH), end) is not None
    for position, figure in enumerate(figures):
        opening = reader.opening(text, end, figure.lead if figure.lead >= end else figure.start)
        if _OF_THEM.match(text, figure.end) or (of_first and position == 1 and opening == ","):
            opening = _OF_WHOM
        if opening == ",":
            reader.continue_list(figure)
        elif opening is not None and (parts := reader.open_list(opening, figure)):
            found.append(parts)
        reader.seen.append((reader.depth, figure))
        end = figure.tail
    return found


class _Reader:
    """Where a sentence stands: how deep in brackets, which lists are open, which figures may be wholes.

    Both lists are in the order of depth, for what is deeper goes when its bracket closes.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.seen: list[tuple[int, Figure]] = []
        self._open: list[_Parts] = []

    def opening(self, text: str, start: int, end: int) -> str | None:
        """What stands directly before `end` and makes the figure there a part, told by the text since `start`.

        A bracket or an introducing word opens a list; a comma, which also stands for *and*, goes on with one.
        """
        opening: str | None = None
        for event in _event().finditer(text, start, end):
            match event.lastgroup:
                case "open":
                    is_apart = text[event.start() - 1 : event.start()] == "\t"  # a cell of its own
                    self.depth, opening = self.depth + 1, None if is_apart else "("
                case "close":
                    self._close(max(0, self.depth - 1))
                    opening = None
                case "introduction":
                    opening = event[0].lower()
                case "separator" if opening not in _introductions():
                    opening = ","
                case "word" if event[0].lower() not in _FILLERS:
                    if opening == ",":  # the mission also …: the list is over
                        self._end_lists()
                    opening = None
        return opening

    def open_list(self, opening: str, figure: Figure) -> _Parts | None:
        """A new list that starts with a figure, its whole the nearest figure before that can be it."""
        for _, whole in self.seen[: -_MOST_WHOLES - 1 : -1]:
            parts = _Parts(whole, self.depth, _introductions().get(opening))
            if parts.takes(figure):
                self._open.append(parts)
                return parts
        return None

    def continue_list(self, figure: Figure) -> None:
        """Adds a figure to the innermost list at this depth that has room for it, if it can be a part."""
        here = [parts for parts in self._open[: -_MOST_LEVELS - 1 : -1] if parts.depth == self.depth]
        parts = next((parts for parts in here if parts.has_room(figure)), here[0] if here else None)
        if parts is None:
            return
        while self._open[-1] is not parts:
            self._open.pop()
        parts.takes(figure)

    def _close(self, depth: int) -> None:
        self.depth = depth
        while self.seen and self.seen[-1][0] > depth:
            self.seen.pop()
        while self._open and self._open[-1].depth > depth:
            self._open.pop()

    def _end_lists(self) -> None:
        while self._open and self._open[-1].depth == self.depth:
            self._open.pop()


@cache
def _introductions() -> dict[str, bool]:
    return {form: entry.complete == "yes" for entry in _entries() for form in entry.forms}


@cache
def _event() -> re.Pattern[str]:
    longest_first = sorted(_introductions(), key=len, reverse=True)
    words = "|".join("[ ]".join(map(re.escape, form.split())) for form in longest_first if form != ":")
    return re.compile(
        rf"""
        (?P<open>[(]) | (?P<close>[)])
        | (?P<introduction>:|(?:{words})\b)
        | (?P<separator>[,;]|(?:and|plus|as[ ]well[ ]as|along[ ]with|together[ ]with)\b)
        | (?P<word>[^\s(),;:]+)
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _entries() -> tuple[IntroductionEntry, ...]:
    return load("introductions.csv", IntroductionEntry)
