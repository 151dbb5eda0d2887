"""From one time of day to another: 午後2時から4時まで, 10am to 12pm, 17:00-18:30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.clock import Clock, clock_of, half_of, number_of, read_day
from pipeline.times.spans import TimeReading, day_span

_DAY = re.compile(r"(\d{4}|XXXX)-(\d{2}|XX)-(\d{2})")
# No month is shorter.
_EVERY_MONTH = 28
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
# 次日: the day after the one that is named before.
_DAY_AFTER = "D?+1"
_LEAP_YEAR = 2000


def read_clock_range(match: Match, anchor: date | None) -> TimeReading:
    """``午後2時から4時`` is T14/T16, ``昨日22時から今日2時`` 2026-01-04T22/2026-01-05T02.

    The parts ``first`` and ``last`` hold a day of their own, or ``day`` holds for both.

    Raises: ReadingError for times that are none, or a range that falls.
    """
    first, last = match.part("first"), match.part("last")
    if first is None or last is None:
        raise ReadingError("not two ends")
    zone = match.code("zone")
    day, until = match.part("day"), last.part("day")
    if until is not None and day is not None and until.core_start == day.core_start:
        raise ReadingError("a day of the last end alone")
    two_days = until is not None
    opened = clock_of(first)
    if opened.half is None and day is not None:
        # 今晚十点到明早六点: the word for the day tells the part of it, too
        opened = replace(opened, half=half_of(day))
    one, other = _ends(opened, _last_of(first, last), match, two_days=two_days)
    if day is None:
        if one.order == other.order:
            raise ReadingError("no range")
        return TimeReading("TIME", f"{one.timex(zone)}/{other.timex(zone)}")
    begin = read_day(day, anchor)
    finish = begin if until is None else _last_day(begin, until, anchor)
    if not two_days and other.order < one.order:
        finish = _next_day(begin)
    if finish.finish and begin.begin and finish.finish < begin.begin:
        raise ReadingError("a range that falls")
    return replace(
        begin,
        type="TIME",
        timex=f"{begin.timex}{one.timex(zone)}/{finish.timex}{other.timex(zone)}",
        finish=finish.finish,
        modifier=None,
    )


def _last_of(first: Match, last: Match) -> Clock:
    """The last time; one that says its minute alone is of the hour of the first: 14時35分から40分まで.

    Raises: ReadingError for a minute that the hour would change for.
    """
    if last.part("minute") is None or last.part("hour") is not None:
        return clock_of(last)
    begin, minute = clock_of(first), number_of(last, "minute")
    if minute is None or not (begin.minute or 0) < minute < 60:
        raise ReadingError("no later minute of that hour")
    return replace(begin, minute=minute, second=number_of(last, "second"))


def _last_day(begin: TimeReading, until: Match, anchor: date | None) -> TimeReading:
    """The day of the last end: 5月1日, with what only the first says; 次日, the day after the first."""
    finish = read_day(until, anchor)
    if until.code("relative") != _DAY_AFTER:
        return _completed(begin, finish)
    if begin.begin is not None:
        return _next_day(begin)
    if (weekday := _WEEKDAY.fullmatch(begin.timex)) is not None:
        return replace(finish, timex=f"XXXX-WXX-{int(weekday[1]) % 7 + 1}")
    known = _DAY.fullmatch(begin.timex)
    if known is None or known[2] == "XX" or (known[2], known[3]) == ("02", "28"):
        return finish  # of a leap year, perhaps
    after = date(_LEAP_YEAR, int(known[2]), int(known[3])) + timedelta(days=1)
    return replace(finish, timex=f"XXXX-{after:%m-%d}")


def _completed(begin: TimeReading, finish: TimeReading) -> TimeReading:
    """The last day with the year, or the month, that only the first one says: 2026年4月28日10時から5月1日9時.

    A day before the first is one of the next year or month.
    """
    known = _DAY.fullmatch(begin.timex)
    told = _DAY.fullmatch(finish.timex)
    if known is None or told is None or finish.begin is not None:
        return finish
    (year, month, day), (_, other, last) = known.groups(), told.groups()
    if other == "XX":
        if month == "XX" or last < day:
            return finish  # of the next month, perhaps
        other = month
    if year == "XXXX":
        return replace(finish, timex=f"XXXX-{other}-{last}")
    of = int(year) + ((other, last) < (month, day))
    return replace(day_span(of, int(other), int(last)), anchored=begin.anchored)


def _next_day(day: TimeReading) -> TimeReading:
    """The day on which a night ends; in any year the one after XXXX-07-03 is XXXX-07-04.

    Raises: ReadingError when the day is not known.
    """
    known = _DAY.fullmatch(day.timex) if day.begin is None else None
    if known is not None and known[2] != "XX" and int(known[3]) < _EVERY_MONTH:
        return replace(day, timex=f"{day.timex[:-2]}{int(known[3]) + 1:02d}")
    if day.begin is None:
        raise ReadingError("a night of two days, which are not known")
    after = day.begin + timedelta(days=1)
    return replace(day, timex=after.isoformat(), begin=after, finish=after)


def _ends(first: Clock, last: Clock, match: Match, *, two_days: bool) -> tuple[Clock, Clock]:
    """Both ends in hours of 24: a part of the day said once holds for the other where the hours rise."""
    if two_days:
        return first.at(first.half), last.at(last.half)
    shared = None if first.half or last.half else half_of(match)
    pairs = [
        (one, other)
        for one in _choices(first, shared or last.half)
        for other in _choices(last, shared or first.half)
    ]
    if not pairs:
        raise ReadingError("no such times")
    return next((pair for pair in pairs if pair[0].order < pair[1].order), pairs[0])


def _choices(clock: Clock, other_half: str | None) -> Iterator[Clock]:
    """What an end may mean, the likeliest first: by its own part of the day, the other's, as it stands."""
    if clock.half is not None:
        yield clock.at(clock.half)
        return
    if other_half is not None and not clock.exact:
        with suppress(ReadingError):
            yield clock.at(other_half)
    yield clock
    if not clock.exact and clock.hour < 12:
        yield replace(clock, hour=clock.hour + 12)
