"""What a period is: a year left open closed, the end of a stretch as its day, three months as a quarter.

A time record says what its words say: ``XXXX-06`` of June, ``2025`` with the modifier end. What a
figure is of is June of a year, and 2025-12-31.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from pipeline.datatypes import Time

END = "end"
_KEPT = 4096
_STRETCH = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?:(?P<part>[QH])(?P<nth>[1-4])|(?P<month>\d\d)))?")
_POINT = r"(?:-(?:(?P<part>[QH])(?P<nth>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))"
_CLOSED = re.compile(r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|" + _POINT + ")?")
# Of a day so long ago news would say the year.
_LONG_AGO = 220
_OPEN = re.compile(r"XXXX(?:" + _POINT + r"|-XX-\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-(?P<n>[1-7])")
_LENGTHS = {"Q": 3, "H": 6}
_YEAR_END = 12
# February of an open year ends on the 28th more often than not.
_ANY_YEAR = 2023

_MONTHS = re.compile(r"(?P<year>[0-9X]{4})-(?P<first>\d\d)/(?P<same>[0-9X]{4})-(?P<last>\d\d)")
_SHAPES = (
    ("year", re.compile(r"(?:FY)?[0-9X]{4}")), ("quarter", re.compile(r"(?:FY)?[0-9X]{4}-[QH][1-4]")),
    ("month", re.compile(r"[0-9X]{4}-[0-9X]{2}")), ("day", re.compile(r"[0-9X]{4}-[0-9X]{2}-[0-9X]{2}")),
    ("span", re.compile(r".+/.+")), ("length", re.compile(r"P.+")), ("clock", re.compile(r".*T.*")),
)  # fmt: skip


def last_day(timex: str) -> str | None:
    """The last day of a year, half, quarter or month, or of the last of a span; None of anything else.

    >>> last_day("2025-Q3"), last_day("XXXX-06"), last_day("2025-10/2025-12"), last_day("FY2025")
    ('2025-09-30', 'XXXX-06-30', '2025-12-31', None)
    """
    found = _STRETCH.fullmatch(timex.rpartition("/")[2])
    if found is None:
        return None
    if found["month"]:
        month = int(found["month"])
    else:
        month = _LENGTHS[found["part"]] * int(found["nth"]) if found["part"] else _YEAR_END
    if not 1 <= month <= _YEAR_END:
        return None
    year = _ANY_YEAR if found["year"] == "XXXX" else int(found["year"])
    return f"{found['year']}-{month:02d}-{monthrange(year, month)[1]:02d}"


def dated(time: Time, day: date | None, *, coming: bool = False) -> Time:
    """A date whose year or week its words leave open as the last one not behind the article's day.

    June in an article of 2026-03-12 is 2025-06, on Thursday 2026-03-12 itself. News tells what was:
    of 1,700 such figures of the gold that are facts 94 in 100 are of that time. One that its words
    call ``coming`` is the first not before that day. Every other time as it is.
    """
    if day is None or time.type not in ("DATE", "TIME") or time.begin is not None or "X" not in time.timex:
        return time
    told, clock, hour = time.timex.partition("T")
    timex = _first(told, day) if coming else _weekday(told, day) or _closed(told, day, time.modifier == END)
    if timex is None:
        return time
    begin, finish = days_of(timex)
    return replace(time, timex=timex + clock + hour, begin=begin, finish=finish, anchor=day)


def _weekday(timex: str, day: date) -> str | None:
    found = _WEEKDAY.fullmatch(timex)
    return (day - timedelta((day.isoweekday() - int(found["n"])) % 7)).isoformat() if found else None


def _first(timex: str, day: date) -> str | None:
    """A month, quarter or day of an open year as the first that is not over on ``day``; of a span none."""
    if _OPEN.fullmatch(timex) is None or timex.startswith("XXXX-XX"):
        return None
    told = [timex.replace("XXXX", f"{year:04d}") for year in (day.year, day.year + 1)]
    return next((each for each in told if (finish := days_of(each)[1]) is not None and finish >= day), None)


def _closed(timex: str, day: date, at_end: bool) -> str | None:
    """A value of an open year, and month, with the last that is not behind ``day``."""
    ends = timex.split("/")
    if not all(_OPEN.fullmatch(end) for end in ends) or len(ends) > 2:
        return None
    if ends[0].startswith("XXXX-XX-"):
        return _day_of_month(ends, day)
    across = len(ends) > 1 and ends[1] < ends[0]  # 07/06: from July on to next year's June
    for year in (day.year, day.year - 1):
        years = (year - across, year)[-len(ends) :]
        told = "/".join(end.replace("XXXX", f"{y:04d}") for end, y in zip(ends, years, strict=True))
        begin, finish = days_of(told)
        latest = finish if at_end or len(ends) > 1 else begin
        if latest is not None and latest <= day:
            # the 10th of December in a November article is no day of a year ago, nor surely one to come
            upcoming = len(ends) == 1 and ends[0].count("-") > 1 and (day - latest).days > _LONG_AGO
            return None if upcoming else told
    return None


def _day_of_month(ends: Sequence[str], day: date) -> str | None:
    """The last 5th (XXXX-XX-05) not behind ``day``; of two days those of one month."""
    numbers = [int(end[-2:]) for end in ends]
    if numbers != sorted(numbers):
        return None
    for back in range(_YEAR_END):
        year, month = divmod(day.year * _YEAR_END + day.month - 1 - back, _YEAR_END)
        try:
            days = [date(year, month + 1, number) for number in numbers]
        except ValueError:  # no 31st of that month
            continue
        if days[0] <= day:
            return "/".join(each.isoformat() for each in days)
    return None


def days_of(timex: str) -> tuple[date | None, date | None]:
    """The first and the last day of a TIMEX3 date; none of a fiscal year, whose first month differs.

    >>> days_of("2025-Q2")
    (datetime.date(2025, 4, 1), datetime.date(2025, 6, 30))
    """
    ends = timex.split("/")
    if not all(_CLOSED.fullmatch(end) for end in ends):
        return None, None
    first, last = _edges(ends[0])[0], _edges(ends[-1])[1]
    return first, last


def _edges(point: str) -> tuple[date | None, date | None]:
    """The first and the last day of a year, half, quarter, month or day; none of 2025-02-30."""
    found = _CLOSED.fullmatch(point)
    if found is None:
        return None, None
    year = int(found["year"])
    if found["week"]:
        return _days_of_week(year, int(found["week"]))
    if found["part"]:
        length = _LENGTHS[found["part"]]
        last = int(found["nth"]) * length
        first = last - length + 1
    else:
        first, last = (int(found["month"]),) * 2 if found["month"] else (1, _YEAR_END)
    try:
        if found["day"]:
            return (date(year, first, int(found["day"])),) * 2
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:
        return None, None


def _days_of_week(year: int, week: int) -> tuple[date | None, date | None]:
    """Monday and Sunday of an ISO week; none of a 54th."""
    try:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    except ValueError:
        return None, None


def at_its_end(time: Time) -> Time:
    """A time that is the end of a stretch as its last day; every other as it is."""
    if time.modifier != END or time.type != "DATE" or (day := last_day(time.timex)) is None:
        return time
    known, _ = days_of(day)
    return replace(time, timex=day, begin=known, finish=known)


@lru_cache(maxsize=_KEPT)
def whole_quarter(timex: str) -> str:
    """Three months that are a quarter, by its name: ``2025-07/2025-09`` is 2025-Q3; all else as it is."""
    found = _MONTHS.fullmatch(timex)
    if found is None or found["year"] != found["same"] or int(found["last"]) - int(found["first"]) != 2:
        return timex
    number, rest = divmod(int(found["last"]), 3)
    return timex if rest else f"{found['year']}-Q{number}"


@lru_cache(maxsize=_KEPT)
def shape_of(timex: str) -> str:
    """What a TIMEX3 value is: year, quarter, month, day, span, length, clock or other."""
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(timex)), "other")
