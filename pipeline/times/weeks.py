"""Weeks and weekdays by their number: 2021年第2周, the last week of October, 11月第3木曜日."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.dates import date_of
from pipeline.times.spans import TimeReading, resolve, week_span
from pipeline.times.written import read_written

NO_YEAR = "the year is not said"
# A month has no sixth week; of the last one Microsoft's Recognizers-Text writes W05 and #5.
MOST = 5
LAST = -1


def read_week_number(match: Match, anchor: date | None) -> TimeReading:
    """``2021年第2周`` and the second week of 2021 are 2021-W02; the last one of 2016 is 2016-W52.

    Raises: ReadingError for a week that year has not.
    """
    year_part, week_part = match.part("year"), match.part("week")
    if year_part is None or week_part is None:
        raise ReadingError("no week of a year")
    whole = read_written(year_part)
    year = whole.fields.get("Y")
    if whole.relative is not None:
        if whole.relative[0] != "Y":
            raise ReadingError("a week of a month")
        year = found.year if (found := resolve(whole.relative, anchor).begin) else None
    word = week_part.core[0]
    if word.numeral is None and word.types.get("relative") != "W-1":
        raise ReadingError("no week of a year")
    number = int(word.numeral.low) if word.numeral else 0  # the last
    if year is None:
        return TimeReading("DATE", f"XXXX-W{number:02d}" if number else "XXXX-WXX", unresolved=NO_YEAR)
    last = date(year, 12, 28).isocalendar().week  # which is always in the last one
    if number > last:
        raise ReadingError(f"no week {number} in {year}")
    span = week_span(date.fromisocalendar(year, number or last, 1))
    return replace(span, anchored=whole.relative is not None)


def read_week_of_month(match: Match, anchor: date | None) -> TimeReading:
    """``2016年12月第2週`` is 2016-12-W02, from its 8th to its 14th day; ``12月の最後の週`` XXXX-12-W05.

    Calendars do not agree where the second week of a month begins: by up to six days the one
    that was meant may lie elsewhere, and TIMEX3 has no value for it; this one is that of
    Recognizers-Text. The last week is the last seven days.

    Raises: ReadingError for a week no month has, or where no month is said.
    """
    month, number = _month_of(match, anchor), _number_of(match)
    timex = f"{month.timex}-W{MOST if number == LAST else number:02d}"
    if month.begin is None or month.finish is None:
        return replace(month, timex=timex)
    begin = month.begin + timedelta(days=7 * (number - 1))
    if number == LAST:
        begin = month.finish - timedelta(days=6)
    if begin > month.finish:
        raise ReadingError(f"no week {number} in that month")
    return replace(month, timex=timex, begin=begin, finish=min(begin + timedelta(days=6), month.finish))


def read_weekday_of_month(match: Match, anchor: date | None) -> TimeReading:
    """``2025年11月第3木曜日`` is 2025-11-20, ``the last Friday of October`` XXXX-10-WXX-5-#5.

    Of every month it is a SET: ``毎月第2火曜日`` is XXXX-XX-WXX-2-#2.

    Raises: ReadingError for a day that month has not.
    """
    number = _number_of(match)
    weekday = int(match.code("weekday") or match.code("counted_weekday") or 0)
    sign = f"WXX-{weekday}-#{MOST if number == LAST else number}"
    if match.part("month") is None:
        if match.part("every") is not None:
            if match.code("every") != "M":
                raise ReadingError("a weekday of no month")
            return TimeReading("SET", f"XXXX-XX-{sign}")
        return TimeReading("DATE", f"XXXX-XX-{sign}", unresolved="the month is not said")
    month = _month_of(match, anchor)
    if month.begin is None or month.finish is None:
        return replace(month, timex=f"{month.timex}-{sign}")
    first = 1 + (weekday - month.begin.isoweekday()) % 7
    days = range(first, month.finish.day + 1, 7)
    if number > len(days):
        raise ReadingError("that month has no such day")
    day = month.begin.replace(day=days[number if number == LAST else number - 1])
    return replace(month, timex=day.isoformat(), begin=day, finish=day)


def _month_of(match: Match, anchor: date | None) -> TimeReading:
    part = match.part("month")
    if part is None:
        raise ReadingError("no month is said")
    written = read_written(part)
    if written.relative is not None and written.relative[0] != "M" and "M" not in written.fields:
        raise ReadingError("a week of no month")
    if written.relative is None and "M" not in written.fields:
        raise ReadingError("a week of no month")
    return date_of(written, anchor)


def _number_of(match: Match) -> int:
    """The number of a week or weekday in its month, or `LAST`."""
    final = match.part("final")
    if final is not None:
        if final.core[0].types.get("relative", "W-1") != "W-1":
            raise ReadingError("a week counted from now")  # next week in October
        return LAST
    part = match.part("number")
    numeral = next((atom.numeral for atom in part.core if atom.numeral is not None), None) if part else None
    if numeral is None or numeral.low != int(numeral.low) or not 1 <= numeral.low <= MOST:
        raise ReadingError("a month has no such week")
    return int(numeral.low)
