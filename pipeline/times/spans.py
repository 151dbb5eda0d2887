"""Days, months, years and their parts as TIMEX3 values with the days they cover, and counting them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.languages.number_words import Numeral
from pipeline.languages.numerals import plain

# Half-years and quarters by their first month and length; seasons have no fixed days.
_PARTS = {"H1": (1, 6), "H2": (7, 6), "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3)}
_SEASONS = {"SP", "SU", "FA", "WI"}
# Thirds of a month (上旬, 中旬, 下旬) as first and last day; 0 is the month's last.
_THIRDS = {"start": (1, 10), "mid": (11, 20), "end": (21, 0)}
MODIFIERS = {"start", "mid", "end"}
_HALVES = {"H1": "start", "H2": "end"}
NO_ANCHOR = "relative to the article's date, which is not known"
# What a relative word gives when its date is not known, by its grain.
BLANK = {
    "Y": "XXXX", "M": "XXXX-XX", "D": "XXXX-XX-XX", "W": "XXXX-WXX", "Q": "XXXX-QX", "H": "XXXX-HX",
    "E": "XXXX-WXX-WE", "F": "FYXXXX", "C": "XX", "X": "XXX",
}  # fmt: skip
_MONTHS = {"Y": 12, "H": 6, "Q": 3, "M": 1}
_FURTHEST = 9000


@dataclass(frozen=True, slots=True)
class TimeReading:
    """What a rule's reader makes of its match: a time without its place.

    ``unresolved`` says what is missing when no day can be told; ``anchored`` that
    the article's date was used.
    """

    type: str
    timex: str
    begin: date | None = None
    finish: date | None = None
    modifier: str | None = None
    anchored: bool = False
    unresolved: str | None = None


def last_day(year: int, month: int) -> int:
    """Days of a month: ``last_day(2024, 2)`` is 29."""
    return calendar.monthrange(year, month)[1]


def shift_months(day: date, months: int) -> date:
    """The same day some months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ReadingError("no such year")
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def day_span(year: int | None, month: int | None, day: int | None) -> TimeReading:
    """A calendar date with X for what is not said: (None, 10, 2) is XXXX-10-02.

    Raises: ReadingError for a month or day there is not.
    """
    if month is not None and not 1 <= month <= 12:
        raise ReadingError(f"no month {month}")
    most = 31 if month is None else last_day(year or 2000, month)
    if day is not None and not 1 <= day <= most:
        raise ReadingError(f"no day {day}")
    timex = "XXXX" if year is None else f"{year:04d}"
    if month is not None or day is not None:
        timex += "-XX" if month is None else f"-{month:02d}"
    if day is not None:
        timex += f"-{day:02d}"
    if year is None or (month is None and day is not None):
        return TimeReading(
            "DATE", timex, unresolved="the year is not said" if year is None else "the month is not said"
        )
    first, last = (
        date(year, month or 1, day or 1),
        date(year, month or 12, day or last_day(year, month or 12)),
    )
    return TimeReading("DATE", timex, first, last)


def part_span(whole: TimeReading, part: str, year: int | None, month: int | None) -> TimeReading:
    """A part of a year or month: 2025 and H1 are 2025-H1, 2025-04 and start 2025-04 mod start.

    "Q2 end" is the end of a quarter: 2025-Q2 mod end. The halves of a decade or century have no sign of
    their own: they are its start and its end.

    Raises: ReadingError for a half or quarter of a month, or a quarter of a decade.
    """
    part, _, edge = part.partition(" ")
    if edge:
        return replace(part_span(whole, part, year, month), modifier=edge)
    if len(whole.timex) < len("2025") and (part := _HALVES.get(part, part)) not in MODIFIERS:
        raise ReadingError(f"{part} of many years")
    if part in MODIFIERS:
        begin, finish = whole.begin, whole.finish
        if year is not None and month is not None:
            first, last = _THIRDS[part]
            begin, finish = date(year, month, first), date(year, month, last or last_day(year, month))
        return TimeReading(whole.type, whole.timex, begin, finish, part, whole.anchored, whole.unresolved)
    if month is not None:
        raise ReadingError(f"{part} of a month")
    if part[0] == "N":
        return _first_months(whole, int(part[1:]), year)
    timex = f"{whole.timex}-{part}"
    if part in _SEASONS or year is None:
        return TimeReading("DATE", timex, None, None, None, whole.anchored, whole.unresolved)
    first_month, months = _PARTS[part]
    begin = date(year, first_month, 1)
    finish = shift_months(begin, months) - timedelta(days=1)
    return TimeReading("DATE", timex, begin, finish, None, whole.anchored)


def _first_months(whole: TimeReading, months: int, year: int | None) -> TimeReading:
    """2024年前三季度 is 2024-01/2024-09."""
    timex = f"{whole.timex}-01/{whole.timex}-{months:02d}"
    if year is None:
        return replace(whole, timex=timex)
    return replace(whole, timex=timex, finish=date(year, months, last_day(year, months)))


def first_months(months: int) -> TimeReading:
    """The first months of a year that is not said: five are XXXX-01/XXXX-05, three a quarter.

    Raises: ReadingError for more than a year has, or for one.
    """
    if not 2 <= months <= 11:
        raise ReadingError("no first months of a year")
    return part_span(day_span(None, None, None), "Q1" if months == 3 else f"N{months}", None, None)


def fiscal_year(year: int, first_month: int) -> TimeReading:
    """The fiscal year that begins in ``year``: (2025, 4) is FY2025, April 2025 to March 2026."""
    begin = date(year, first_month, 1)
    return TimeReading("DATE", f"FY{year:04d}", begin, shift_months(begin, 12) - timedelta(days=1))


def week_span(day: date) -> TimeReading:
    """The ISO week of a day: Monday to Sunday, as in 2026-W03."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return TimeReading("DATE", f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6))


def weekend_span(day: date) -> TimeReading:
    """Saturday and Sunday of a day's ISO week: 2026-W02-WE."""
    week = week_span(day)
    assert week.begin is not None and week.finish is not None, "a week has its days"
    return TimeReading("DATE", f"{week.timex}-WE", week.begin + timedelta(days=5), week.finish)


def decade_span(first_year: int) -> TimeReading:
    """The decade that begins in a year: 1990 is 199, 1990 to 1999."""
    return TimeReading("DATE", f"{first_year // 10}", date(first_year, 1, 1), date(first_year + 9, 12, 31))


def century_span(number: int) -> TimeReading:
    """A century by its number: the 21st is 20, 2001 to 2100 (TIMEX3 counts them from 0).

    Raises: ReadingError for a number that is none of ours.
    """
    if not 1 <= number <= 30:
        raise ReadingError("no such century")
    return TimeReading("DATE", f"{number - 1:02d}", date(number * 100 - 99, 1, 1), date(number * 100, 12, 31))


def quarter_of(day: date) -> str:
    """``Q1`` for a day in January to March."""
    return f"Q{(day.month + 2) // 3}"


def half_of(day: date) -> str:
    """``H1`` for a day in January to June."""
    return "H1" if day.month <= 6 else "H2"


def resolve(code: str, anchor: date | None, first_month: int = 4) -> TimeReading:
    """A relative word by the article's date: ``Y-1`` of 2026-01-05 is 2025.

    Codes: a grain and an offset. Grains: Y, H, Q, M, W, E (weekend), D, F (fiscal
    year), X (decade), C (century); ``Y?`` (同年) refers to another date of the text
    and stays unresolved, as all do without an anchor.

    Args:
        first_month: in which a fiscal year begins.
    """
    grain, offset = code[0], code[1:]
    if offset.startswith("?"):
        return TimeReading("DATE", BLANK[grain], unresolved="refers to a date named before it")
    if anchor is None:
        return TimeReading("DATE", BLANK[grain], unresolved=NO_ANCHOR)
    return _anchored(_step(grain, int(offset), anchor, first_month))


def _step(grain: str, steps: int, anchor: date, first_month: int) -> TimeReading:
    if grain == "F":
        return fiscal_year(anchor.year - (anchor.month < first_month) + steps, first_month)
    if grain == "X":
        return decade_span(anchor.year // 10 * 10 + 10 * steps)
    if grain == "C":
        return century_span((anchor.year - 1) // 100 + 1 + steps)
    if grain in "WED":
        day = anchor + timedelta(days=steps * (1 if grain == "D" else 7))
    else:
        day = shift_months(anchor.replace(day=1), steps * _MONTHS[grain])
    return unit_span(day, grain)


def unit_span(day: date, grain: str) -> TimeReading:
    """The day, week, weekend, month, quarter, half or year that holds a day."""
    if grain in "WE":
        return week_span(day) if grain == "W" else weekend_span(day)
    if grain in "QH":
        part = quarter_of(day) if grain == "Q" else half_of(day)
        return part_span(day_span(day.year, None, None), part, day.year, None)
    return day_span(day.year, day.month if grain in "MD" else None, day.day if grain == "D" else None)


def _anchored(span: TimeReading) -> TimeReading:
    return TimeReading(
        span.type,
        span.timex,
        span.begin,
        span.finish,
        span.modifier,
        anchored=True,
        unresolved=span.unresolved,
    )


def count_from(day: date, unit: str, steps: int, *, to_the_day: bool = False) -> TimeReading:
    """What lies so many units from a day: (2026-01-05, "Y", -3) is 2023, ("W", -2) 2025-12-22.

    ``to_the_day``: months and years are counted from day to day.
    Raises: ReadingError for a date there is not.
    """
    if unit not in "YMWDQ" or abs(steps) > _FURTHEST:
        raise ReadingError("no distance in the calendar")
    try:
        if unit in "WD":
            found = day + timedelta(days=steps * (7 if unit == "W" else 1))
        else:
            found = shift_months(day, steps * _MONTHS[unit])
    except OverflowError as error:
        raise ReadingError("no such date") from error
    return _anchored(unit_span(found, "D" if to_the_day or unit in "WD" else unit))


def window(anchor: date, unit: str, steps: int) -> TimeReading:
    """The units before or after a day, without it: (2016-11-07, "D", 3) is 2016-11-08/2016-11-10.

    Quarters are whole ones of the calendar. Raises: ReadingError for a unit shorter
    than a day.
    """
    if unit == "Q":
        first, last = sorted((1, steps)) if steps > 0 else (steps, -1)
        ends = [count_from(anchor, "Q", step) for step in (first, last)]
        timex = ends[0].timex if first == last else f"{ends[0].timex}/{ends[1].timex}"
        return TimeReading("DATE", timex, ends[0].begin, ends[1].finish, anchored=True)
    far = count_from(anchor, unit, steps, to_the_day=True).begin
    assert far is not None, "a day counted from a day is a day"
    begin, finish = (anchor + timedelta(days=1), far) if steps > 0 else (far, anchor - timedelta(days=1))
    timex = begin.isoformat() if begin == finish else f"{begin}/{finish}"
    return TimeReading("DATE", timex, begin, finish, anchored=True)


def nearest_weekday(anchor: date, weekday: int, direction: str) -> date:
    """The last (``<``) or next (``>``) such weekday, never the day itself."""
    if direction == "<":
        return anchor - timedelta(days=(anchor.isoweekday() - weekday - 1) % 7 + 1)
    return anchor + timedelta(days=(weekday - anchor.isoweekday() - 1) % 7 + 1)


def nearest_month(anchor: date, month: int, direction: int) -> int:
    """The year of the last (-1), this (0) or next (1) such month, seen from a day."""
    if direction == 0:
        return anchor.year
    return anchor.year + (month <= anchor.month if direction > 0 else -(month >= anchor.month))


def told(numeral: Numeral, more: int = 0) -> tuple[str, ...]:
    """What a number tells of a length: 七八 from seven to eight, 几 and 十几 no number (X)."""
    low, high = plain(numeral.low), plain(numeral.high)
    if not numeral.vague:
        return (f"{low + more:f}",)
    ten = Decimal(10)
    # two neighbours differ by one step of their place: 七八, 二三十, 三四百
    near = more == 0 and high - low in (1, ten, ten**2)
    return (f"{low:f}", f"{high:f}") if near else ("X",)
