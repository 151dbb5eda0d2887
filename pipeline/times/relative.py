"""Times counted from the article's date or from a date beside them: 昨年, 3年前, 過去5年間, 今日から2日後."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.times.spans import (
    TimeReading,
    century_span,
    day_span,
    decade_span,
    fiscal_year,
    half_of,
    part_span,
    quarter_of,
    shift_months,
    week_span,
    weekend_span,
)

NO_ANCHOR = "relative to the article's date, which is not known"
# What a relative word gives when its date is not known, by its grain.
BLANK = {
    "Y": "XXXX", "M": "XXXX-XX", "D": "XXXX-XX-XX", "W": "XXXX-WXX", "Q": "XXXX-QX", "H": "XXXX-HX",
    "E": "XXXX-WXX-WE", "F": "FYXXXX", "C": "XX", "X": "XXX",
}  # fmt: skip
_MONTHS = {"Y": 12, "H": 6, "Q": 3, "M": 1}
_FURTHEST = 9000


def resolve(code: str, anchor: date | None, first_month: int = 4) -> TimeReading:
    """A relative word by the article's date: ``Y-1`` of 2026-01-05 is 2025.

    Codes: a grain and an offset. Grains: Y, H, Q, M, W, E (weekend), D, F (fiscal
    year), X (decade), C (century); ``Y?`` (同年) refers to another date of the text
    and stays unresolved, as all do without an anchor.

    Args:
        first_month: in which a fiscal year begins.
    """
    grain, offset = code[0], code[1:]
    if offset == "?":
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
