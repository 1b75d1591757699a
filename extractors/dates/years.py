"""The year of a date that does not state it: lent by the text around it, never by the clock.

    from 16 August 2019 to 15 February 2020 … on 9 January    -> 2020, by the reporting period
    on 10 June 1999 … on 8 June                               -> 1999, by the date before
    9 May (S/2018/441)                                        -> 2018, by the citation beside it

Where nothing lends a year, it stays open.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from extractors.dates.chains import PARTS_OF_A_YEAR, Part
from extractors.dates.cited import is_of_citation, lend_from_citations
from extractors.dates.dateline import own_date
from extractors.dates.sequence import Step, is_past, is_reported, is_to_come, step
from extractors.dates.standing import is_aside, is_head, of_title
from extractors.dates.values import Stated, borrowed, edtf, weekday_differs
from extractors.findings import Finding
from extractors.view import View
from schemas.dates import Precision, bounds

_LENDING_AT_MOST = timedelta(days=731)
"""A longer range, or a decade, does not say in which year a day was."""
_PERIOD_AT_MOST = timedelta(days=366)
_NEWS = timedelta(days=75)
"""How far from a document's own date a day without a year is taken to be near it; 60 to 90 were alike on our texts."""
_STEP_BACK = timedelta(days=30)
"""Texts tell events in their order: after *10 June 1999*, *in December* is rather half a year later than earlier."""
_STEP_AHEAD = timedelta(days=90)
"""A document tells what was: in March *on 24 September* is that of the year before, *on 7 August* may be ahead. 60 to
120 were alike on our texts."""
_NEWS_AHEAD = timedelta(days=45)
"""How far ahead of a document's own date news are; in November *in January* is the one before."""
_ON_LINE = re.compile(r"\n[^\n]+\n")
_FIRST_DAY = "0001-01-01"
_LEAP_YEARS_APART = 9
"""Years in which there is a 29 February: eight at most lie between two."""
_YEARS_ON = {Step.SAME: 0, Step.YEAR_AFTER: 1, Step.YEAR_BEFORE: -1, Step.OWN_YEAR: 0, Step.LAST_YEAR: -1}


class Days(NamedTuple):
    """A stretch of days, both ends inclusive."""

    first: date
    last: date

    def step_to(self, other: "Days") -> timedelta:
        """How far other days are: nothing where the two overlap, and farther before than after."""
        if other.last < self.first:
            return self.first - other.last + _STEP_BACK
        return max(timedelta(0), other.first - self.last)


class Lender(NamedTuple):
    """A date that has a year to lend, and the days it speaks of."""

    part: Part
    days: Days
    within: bool = False
    """Whether it lends only to dates that fall in its days: a year, or a reporting period."""
    is_own: bool = False
    """Whether it is the document's own date."""

    def year_at(self, step: Step, stated: Stated) -> int | None:
        """The year that puts a date where a step says, seen from the lender's days; None where there is no such day."""
        first, last = self.days
        match step:
            case Step.AFTER:
                years: Iterable[int] = range(last.year, last.year + _LEAP_YEARS_APART)
            case Step.BEFORE | Step.BEHIND:
                years = range(first.year, first.year - _LEAP_YEARS_APART, -1)
            case Step.AHEAD:
                years = range(first.year, first.year + _LEAP_YEARS_APART)
            case _:
                years = (last.year + _YEARS_ON[step],)
        return next((year for year in years if _is_at(step, _in_year(stated, year), self.days)), None)

    def year_for(self, part: Part, *, is_past: bool = False) -> int | None:
        """The year that brings a date nearest to the lender's days; not after them, for what had begun or is past.

        Quarters are told of when they are over, or as to come.
        """
        bound = part.before.relation
        is_told_after = bound == "as_of" or part.first.precision is Precision.QUARTER
        begun = bound == "since" or (self.is_own and (is_told_after or is_past))
        steps: list[tuple[timedelta, int]] = []
        for year in range(self.days.first.year - 1, self.days.last.year + 2):
            days = _in_year(part.first, year, part.last)
            if days is not None and not (begun and days.first > self.days.last):
                steps.append((self._step_to(days, is_limit=bound in ("by", "until")), year))
        step, year = min(steps, default=(timedelta.max, 0))
        return year if steps and not (self.within and step) else None

    def _step_to(self, days: Days, *, is_limit: bool) -> timedelta:
        """How far days are from the lender's; a document tells what was, so that what is ahead of it is farther."""
        if not self.is_own or is_limit:
            return self.days.step_to(days)
        return max(timedelta(0), self.days.first - days.last, days.first - self.days.last + _STEP_AHEAD)


class _Offer(NamedTuple):
    """A year for a date that has none, and who lends it."""

    year: int
    lender: Part

    def given_to(self, stated: Stated) -> Stated:
        """The date with that year; its check says so where the lender is no record that could be named."""
        checks = stated.checks if self.lender.accepted else (*stated.checks, "assumed_year")
        return stated._replace(year=self.year, checks=checks)


def _in_year(stated: Stated, year: int, last: Stated | None = None) -> Days | None:
    """The days of a date, or of a range up to its `last`, if it began in a year."""
    first = stated._replace(year=year)
    return _days(first, first if last is None else _with_year_of(last, first, after=False))


def _is_at(step: Step, days: Days | None, lender: Days) -> bool:
    """Whether there are such days, and on the right side of the lender's."""
    if days is None or (step is Step.AHEAD and days.last < lender.first):
        return False
    return not (step is Step.AFTER and days.first <= lender.last) and not (
        step in (Step.BEFORE, Step.BEHIND) and days.last >= lender.first
    )


def lend_years(parts: Sequence[Part], cited: Sequence[Finding], view: View) -> None:
    """Gives the dates without a year the one that the text around them lends, and names the lender.

    Asked in this order: a citation beside the date; a reporting period that comes before all of them, if the date
    falls in it; the two days or months of its paragraph that enclose it, if it falls between them; a date before it in
    its sentence; the year in the title of a report; the document's own date, where no day stands between; a date after
    it in its sentence, when its paragraph has none before; the document's own date, for the weeks around it; the same
    day of the year in full; the nearest date before it in its paragraph; the document's own date, where the text tells
    of its time; the nearest day or month before it, then after it. Where the clause says that it was still to come,
    *will resume on 3 May*, the document's own date is asked first; where *following*, *that* or *same* tells the step,
    the nearest date before it alone, where *this year*, *last year* or *next May* does, the document's own date. Of two
    years that are offered the one that has the weekday of the text is taken. The date of a citation, in a clause
    between commas, or since which something has gone on until the document's own, lends in its own sentence only, or
    where it is pointed to. The document's own date puts nothing ahead of it that is told as past.
    """
    if all(part.first.year is not None for part in parts):
        return
    own = own_date(parts, view.text)
    lend_from_citations(parts, cited, view, has_own_date=own is not None)
    context = _Context(parts, cited, view, own)
    for index, part in enumerate(parts):
        if part.first.year is None and part.lender is None:
            told = step(view.text, part.before, part.end)
            offers = context.offers(index) if told is None else _steps(context.told(index, told), part, told)
            if (offer := _best(offers, part.first)) is not None:
                part.first, part.lender = offer.given_to(part.first), offer.lender
                context.note(part)
    for part in parts:
        if isinstance(part.lender, Part):  # an item of a list goes with its neighbour
            part.first = _with_year_of(part.first, part.lender.first, after=True)
        if part.last is not None:
            part.last = _with_year_of(part.last, part.first, after=False)


def _steps(lenders: Iterable[Lender], part: Part, told: Step) -> Iterator[_Offer]:
    for lender in lenders:
        if (year := lender.year_at(told, part.first)) is not None:
            yield _Offer(year, lender.part)


def _best(offers: Iterator[_Offer], stated: Stated) -> _Offer | None:
    """The first year that is offered, unless the weekday that the text gives the day speaks for a later one."""
    first = next(offers, None)
    if first is None or stated.weekday is None:
        return first
    fits = (offer for offer in chain((first,), offers) if not weekday_differs(stated._replace(year=offer.year)))
    return next(fits, first)


def _with_year_of(stated: Stated, lender: Stated, *, after: bool) -> Stated:
    lent = borrowed(stated, lender, after=after)
    return lent if lent.is_real else stated


class _Context:
    """The dates of a text that may lend a year, and where they stand."""

    def __init__(self, parts: Sequence[Part], cited: Sequence[Finding], view: View, own: Part | None) -> None:
        self._parts = parts
        self._view = view
        self._paragraphs = [match.start() for match in re.finditer("\n", view.text)]
        self._period = _reporting_period(parts, view.text)
        title = of_title(parts, view.text)
        self._title = None if title is None else _lender(title, None)
        self._own_part = own
        self._lenders = {
            index: lender for index, part in enumerate(parts) if (lender := _lender(part, own)) is not None
        }
        self._all = list(self._lenders)
        ends = sorted(finding.end for finding in cited)
        self._free = [
            index
            for index in self._all
            if not (is_of_citation(parts[index], ends, view.text) or is_aside(parts[index], view.text))
            and not (own is not None and parts[index].before.relation == "since")
        ]
        self._days = [index for index in self._free if parts[index].first.precision in PARTS_OF_A_YEAR]
        self._own = next((index for index in self._days if parts[index] is self._own_part), None)
        self._last_of_own: Part | None = None
        """The last date to which the document's own has lent its year."""
        self._in_full = {_day_of_year(parts[index]): index for index in reversed(self._days)}

    def offers(self, index: int) -> Iterator[_Offer]:
        """The years that may be those of a date, the best first."""
        part = self._parts[index]
        if self._own is not None and self._is_to_come(index):
            yield from _steps(self._known(self._own), part, Step.AHEAD)
        for lender in self._lenders_of(index):
            if (year := lender.year_for(part, is_past=lender.is_own and self._is_past(part))) is not None:
                yield _Offer(year, lender.part)

    def note(self, part: Part) -> None:
        """Remembers a date that has got its year, for the dates after it."""
        if part.lender is self._own_part:
            self._last_of_own = part

    def _lenders_of(self, index: int) -> Iterator[Lender]:
        """Who may lend a year to a date, the best first."""
        if self._period is not None:
            yield self._period
        part = self._parts[index]
        before, day_before = _last_below(self._free, index), _last_below(self._days, index)
        day_after = _first_above(self._days, index)
        follows_day = day_before is not None and self._in_paragraph(part, day_before)
        if follows_day and (stretch := self._stretch(day_before, day_after)) is not None:
            yield stretch
        sentence = self._view.sentence(part.start, part.end)
        in_sentence = (_last_below(self._all, index), None if follows_day else day_after)
        near, following = (other if self._is_within(sentence, other) else None for other in in_sentence)
        own = None if self._own is None or follows_day else self._own
        if own is not None and is_reported(part.before):
            yield from self._around_own(None)
        yield from self._known(near)
        if before is not None and is_head(self._parts[before], self._view.text):
            yield self._lenders[before]
        if self._title is not None:
            yield self._title
        yield from self._known(own if day_before == own else None, following)
        is_excursion = self._is_excursion(part, day_before)
        yield from self._around_own(None if is_excursion else day_before)
        if part.first.day is not None and (in_full := self._in_full.get(_day_of_year(part))) is not None:
            yield self._lenders[in_full]
        if before is not None and self._in_paragraph(part, before):
            yield self._lenders[before]
        yield from self._known(own if is_excursion or self._is_of_own_time(before) else None, day_before, day_after)
        yield from self._known(self._own)  # a weekday may yet speak for it

    def _around_own(self, day_before: int | None) -> Iterator[Lender]:
        """The weeks around the document's own date, where the text tells of that time: what is new needs no year."""
        if self._own is None or not self._is_of_own_time(day_before, within=_PERIOD_AT_MOST):
            return
        lender = self._lenders[self._own]
        if lender.days.first - date.min > _NEWS and date.max - lender.days.last > _NEWS:
            yield Lender(lender.part, Days(lender.days.first - _NEWS, lender.days.last + _NEWS_AHEAD), within=True)

    def _is_excursion(self, part: Part, day_before: int | None) -> bool:
        """Whether the day before stands in a paragraph of its own, in a text that before it told of its own time."""
        if day_before is None or self._in_paragraph(part, day_before):
            return False
        paragraph = bisect_left(self._paragraphs, self._parts[day_before].start)
        start = self._paragraphs[paragraph - 1] if paragraph else 0
        place = bisect_left(self._days, start, key=lambda index: self._parts[index].start)
        if place == 0:
            return False
        last = self._parts[self._days[place - 1]]
        is_told_again = self._last_of_own is not None and self._last_of_own.start > last.start
        return is_told_again or self._is_of_own_time(self._days[place - 1], within=_PERIOD_AT_MOST)

    def _is_to_come(self, index: int) -> bool:
        """Whether its sentence says that a date was still to come, and states no other date before it."""
        part = self._parts[index]
        sentence = self._view.sentence(part.start, part.end)
        before = _last_below(self._all, index)
        is_alone = before == self._own or not self._is_within(sentence, before)
        return is_alone and is_to_come(self._view.text, sentence[0], part.before)

    def _is_past(self, part: Part) -> bool:
        return is_past(self._view.text, self._view.sentence(part.start, part.end), part.before, part.end)

    def _known(self, *indices: int | None) -> Iterator[Lender]:
        return (self._lenders[index] for index in indices if index is not None)

    def _is_within(self, sentence: tuple[int, int], index: int | None) -> bool:
        return index is not None and sentence[0] <= self._parts[index].start < sentence[1]

    def _is_of_own_time(self, index: int | None, *, within: timedelta = _LENDING_AT_MOST) -> bool:
        """Whether the text tells, where that date stands, of the time when the document was written, or of plans."""
        if index is None or self._own is None:
            return True
        return self._lenders[self._own].days.first - self._lenders[index].days.last <= within

    def told(self, index: int, step: Step) -> Iterator[Lender]:
        """The date from which a step counts: for *last year* the document's own, else the nearest one before."""
        return self._known(self._own if step.is_from_now else _last_below(self._all, index))

    def _stretch(self, before: int | None, after: int | None) -> Lender | None:
        """The time between two dates of one paragraph: texts that tell events go forward."""
        if before is None or after is None or not self._in_paragraph(self._parts[before], after):
            return None
        days = Days(self._lenders[before].days.first, self._lenders[after].days.last)
        is_short = timedelta(0) <= days.last - days.first <= _PERIOD_AT_MOST
        return Lender(self._parts[before], days, within=True) if is_short else None

    def _in_paragraph(self, part: Part, other: int) -> bool:
        start = self._parts[other].start
        return bisect_left(self._paragraphs, part.start) == bisect_left(self._paragraphs, start)


def _day_of_year(part: Part) -> tuple[int | None, int | None]:
    return part.first.month, part.first.day


def _last_below(indices: Sequence[int], index: int) -> int | None:
    place = bisect_left(indices, index)
    return indices[place - 1] if place else None


def _first_above(indices: Sequence[int], index: int) -> int | None:
    place = bisect_left(indices, index)
    return indices[place] if place < len(indices) else None


def _lender(part: Part, own: Part | None) -> Lender | None:
    """A date as a lender; *the 1974 agreement* names a thing and lends nothing.

    What has gone on *since July 2015* goes on when the document is written: its own date lends, where there is one,
    else the time from that date on.
    """
    days = _days(part.first, part.last or part.first)
    if days is None or (part.rule == "dates.year" and part.before.definite):
        return None
    if part.before.relation == "since" and part.first.precision in PARTS_OF_A_YEAR:
        if own is not None:
            return None
        days = days._replace(last=_later(days.last, _PERIOD_AT_MOST))
    return Lender(part, days, within=part.first.precision is Precision.YEAR, is_own=part is own)


def _later(day: date, step: timedelta) -> date:
    return day + step if date.max - day > step else date.max


def _reporting_period(parts: Sequence[Part], text: str) -> Lender | None:
    """The first range of days, if it comes before every date without a year and is no longer than a year.

    So does one of months that has a line for itself: *January to June 2019*. A slip in its last year (*16 September
    2024 to 15 March 2024*) does no harm.
    """
    for part in parts:
        if part.first.year is None:
            return None
        if part.last is None or part.first.precision is not part.last.precision:
            continue
        is_title = part.first.precision is Precision.MONTH and _ON_LINE.fullmatch(text, part.start - 1, part.end + 1)
        if part.first.precision is Precision.DAY or is_title:
            days = _days(part.first, part.last) or _days(part.first, part.last._replace(year=part.first.year + 1))
            if days is not None and days.last - days.first <= _PERIOD_AT_MOST:
                return Lender(part, days, within=True)
    return None


def _days(first: Stated, last: Stated) -> Days | None:
    """All days of a date, if its year is known and it is short enough to lend that year."""
    if first.year is None or last.year is None or not (first.is_real and last.is_real):
        return None
    earliest, latest = bounds(edtf(first))
    if last is not first:
        latest = bounds(edtf(last)).latest
    if earliest is None or latest is None or earliest < _FIRST_DAY or latest < earliest:
        return None
    days = Days(date.fromisoformat(earliest), date.fromisoformat(latest))
    return days if days.last - days.first <= _LENDING_AT_MOST else None
