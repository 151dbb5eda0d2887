"""Times counted from another by a length: 5分後, 3年前, 2 weeks before Christmas, from 2 pm for an hour."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.clock import Clock, clock_of, read_day
from pipeline.times.dates import date_of
from pipeline.times.durations import length_of, parts_of, read_duration
from pipeline.times.ranges import join
from pipeline.times.spans import BLANK, NO_ANCHOR, TimeReading, count_from, day_span, shift_months, week_span
from pipeline.times.written import read_written

UNKNOWN_MOMENT = "XXXX-XX-XXTXX:XX"
_LENGTH = re.compile(r"P(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?")
_SECONDS = (604800, 86400, 3600, 60, 1)
# Longer ago than this nobody counts in hours.
_MOST_DAYS = 366
# A leap year and one that is none: a day counted from a date without a year.
_SAMPLE_YEARS = (2023, 2024)
_CALENDAR = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNKNOWN = re.compile(r"XXXX-(?P<month>\d\d|XX|WXX)-(?P<day>\d+)")
# No month is shorter.
_EVERY_MONTH = 28
_DAY = timedelta(days=1)


def parse_length(timex: str) -> timedelta:
    """The time a duration takes: ``PT1H30M`` is an hour and a half.

    Raises: ReadingError for a length that is vague or has no fixed time (months).
    """
    found = _LENGTH.fullmatch(timex)
    if found is None or not any(found.groups()):
        raise ReadingError("no fixed length of time")
    pairs = zip(found.groups(), _SECONDS, strict=True)
    seconds = sum((Decimal(number) * each for number, each in pairs if number), Decimal(0))
    if seconds > _MOST_DAYS * 86400:
        raise ReadingError("too long for a count of hours")
    return timedelta(microseconds=int(seconds * 1_000_000))


def write_moment(moment: datetime) -> str:
    """``2016-11-07T16:17:00``, with the offset when the anchor names one."""
    return moment.isoformat(timespec="seconds")


def read_moment(match: Match, anchor: date | None) -> TimeReading:
    """``5分後`` is 2026-01-05T16:17:00 when the article says it came at 16:12; else XXXX.

    Raises: ReadingError for a length that is none.
    """
    length = read_duration(match, None).timex
    if "T" not in length:
        raise ReadingError("days are counted from a day")
    if "X" in length or not isinstance(anchor, datetime):
        reason = "a vague distance" if "X" in length else "relative to a time of day which is not known"
        return TimeReading("TIME", UNKNOWN_MOMENT, unresolved=reason)
    moment = _shift(anchor, length, match)
    return TimeReading("TIME", write_moment(moment), moment.date(), moment.date(), anchored=True)


def read_told_moment(match: Match, anchor: date | None) -> TimeReading:
    """``三時間後に復旧した`` tells of a moment three hours after another; it stays XXXX.

    Raises: ReadingError for a length of days.
    """
    if "T" not in read_duration(match, None).timex:
        raise ReadingError("days are counted from a day")
    return TimeReading("TIME", UNKNOWN_MOMENT, unresolved="counted from another time")


def _shift(anchor: datetime, length: str, match: Match) -> datetime:
    sign = match.code("direction") or match.code("span_direction")
    return anchor + parse_length(length) * (-1 if sign == "-" else 1)


def read_moments(match: Match, anchor: date | None) -> TimeReading:
    """``前の三時間`` is 2026-01-05T13:12:00/2026-01-05T16:12:00 by an article of 16:12.

    Raises: ReadingError where the time of day is not known: it is a mere length then.
    """
    if not isinstance(anchor, datetime):
        raise ReadingError("a length of time, as the time of day is not known")
    length = read_duration(match, None).timex
    if "T" not in length:
        raise ReadingError("a length of days")
    moment = _shift(anchor, length, match)
    first, last = sorted((moment, anchor))
    return TimeReading(
        "TIME", f"{write_moment(first)}/{write_moment(last)}", first.date(), last.date(), anchored=True
    )


def read_distance(match: Match, anchor: date | None) -> TimeReading:
    """``3年前`` is the year three before the anchor's; ``5日後`` the day five after it; 1年2カ月前 a month.

    A direction ``?`` (earlier) counts from another time of the text. With a weekday it is that of the
    week it leads to: ``3週間後の月曜日``.
    Raises: ReadingError for a length whose unit is no part of the calendar.
    """
    if "range" in match.rule.options:
        return _distances(match, anchor)
    direction = match.rule.options.get("direction") or match.code("direction") or "+"
    both = None if "in_a_row" in match.rule.options else _months_and_days(match)
    if both is not None:
        return _far(anchor, both, direction)
    steps, unit = length_of(match)
    if unit[0] == "T":
        raise ReadingError("hours are counted from a moment, not from a day")
    if unit not in BLANK:
        return TimeReading("DATE", "XXXX-XX-XX", unresolved="counted from another time")
    weekday = match.code("weekday")
    if weekday is not None and unit == "D":
        raise ReadingError("a day that says its weekday")
    if steps is None or anchor is None or "?" in direction:
        reason = "a vague distance" if steps is None else NO_ANCHOR
        blank = BLANK[unit] if weekday is None else f"XXXX-WXX-{weekday}"
        return TimeReading(
            "DATE", blank, unresolved="counted from another time" if "?" in direction else reason
        )
    found = count_from(anchor, unit, steps if direction == "+" else -steps, to_the_day=weekday is not None)
    return found if weekday is None else _weekday_of(found, int(weekday))


def _weekday_of(day: TimeReading, weekday: int) -> TimeReading:
    """The weekday of the week that holds a day."""
    assert day.begin is not None, "a day counted from a day is a day"
    monday = week_span(day.begin).begin
    assert monday is not None, "a week has its days"
    found = monday + (weekday - 1) * _DAY
    return replace(day, timex=found.isoformat(), begin=found, finish=found)


def _months_and_days(match: Match) -> tuple[int, int] | None:
    """A distance in several parts: 14 months of 1年2カ月前, 17 days of 2週間と3日後; None for one part.

    Raises: ReadingError for parts that do not fall, or are no whole ones of the calendar.
    """
    if not match.numerals():
        return None
    one = match.core[0].types.get("one_unit")
    if one is None and len(match.numerals()) < 2:
        return None
    pairs = [(numeral.low, unit, numeral.vague) for numeral, unit in parts_of(match)]
    pairs = pairs if one is None else [(Decimal(1), one, False), *pairs]  # a year and two months ago
    if len(pairs) < 2:
        return None
    places = ["YMWD".find(unit) for _, unit, _ in pairs]
    whole = all(number == int(number) and not vague for number, _, vague in pairs)
    if -1 in places or places != sorted(set(places)) or not whole:
        raise ReadingError("no parts of a distance in the calendar")
    counted = {unit: int(number) for number, unit, _ in pairs}
    return counted.get("Y", 0) * 12 + counted.get("M", 0), counted.get("W", 0) * 7 + counted.get("D", 0)


def _far(anchor: date | None, both: tuple[int, int], direction: str) -> TimeReading:
    """So many months and days from the anchor: a month, or a day where days are told."""
    months, days = both
    if anchor is None or "?" in direction:
        reason = "counted from another time" if "?" in direction else NO_ANCHOR
        return TimeReading("DATE", BLANK["D" if days else "M"], unresolved=reason)
    sign = 1 if direction == "+" else -1
    found = count_from(anchor, "M", sign * months, to_the_day=bool(days))
    if not days:
        return found
    assert found.begin is not None, "a day counted from a day is a day"
    return count_from(found.begin, "D", sign * days)


def _distances(match: Match, anchor: date | None) -> TimeReading:
    """``2〜3カ月後`` is from the month two after the anchor's to the one three after it."""
    numerals = match.numerals()
    unit = parts_of(match)[0][1]
    low, high = (int(numeral.low) for numeral in (numerals[0], numerals[-1]))
    if unit not in BLANK or any(n.vague or n.low != int(n.low) for n in numerals) or not 0 < low < high:
        raise ReadingError("no two distances in the calendar")
    if anchor is None:
        return TimeReading("DATE", BLANK[unit], unresolved=NO_ANCHOR)
    sign = 1 if match.code("direction") == "+" else -1
    nearer, farther = (count_from(anchor, unit, sign * steps) for steps in (low, high))
    return join(nearer, farther) if sign > 0 else join(farther, nearer)


def read_distance_from(match: Match, anchor: date | None) -> TimeReading:
    """``今日から2日後`` and two weeks before Christmas: counted from a date that is named beside it.

    The pattern names the date ``base`` and the rest ``length``. A base without a year
    gives a day without one, XXXX-12-11, unless leap years make a difference.
    Raises: ReadingError for a base that is no day.
    """
    base_part, length = match.part("base"), match.part("length")
    if base_part is None or length is None:
        raise ReadingError("nothing to count from")
    written = read_written(base_part)
    if (written.relative or "D")[0] != "D" and "D" not in written.fields:
        raise ReadingError("counted from what is no day")
    steps, unit = length_of(length)
    base = date_of(written, anchor)
    sign = 1 if (match.code("from_direction") or match.code("direction")) == "+" else -1
    if unit not in BLANK:
        raise ReadingError("no distance in days")
    if steps is None:
        return TimeReading("DATE", "XXXX-XX-XX", unresolved="a vague distance")
    if base.begin is not None and base.begin == base.finish:
        found = count_from(base.begin, unit, sign * steps, to_the_day=True)
        return TimeReading("DATE", found.timex, found.begin, found.finish, anchored=base.anchored)
    if base.begin is not None and written.part is None and unit in written.fields:
        # so many years after a year, months after a month: no finer than it is told
        found = count_from(base.begin, unit, sign * steps)
        return TimeReading("DATE", found.timex, found.begin, found.finish, anchored=base.anchored)
    if base.begin is not None:
        raise ReadingError("counted from what is no day")
    month, day = written.fields.get("M"), written.fields.get("D")
    if month is None or day is None or written.relative is not None:
        return TimeReading("DATE", "XXXX-XX-XX", unresolved=base.unresolved)
    days = {
        count_from(begin, unit, sign * steps, to_the_day=True).timex[4:]
        for year in _SAMPLE_YEARS
        if (begin := day_span(year, month, day).begin) is not None
    }
    if len(days) != 1:
        return TimeReading("DATE", "XXXX-XX-XX", unresolved=base.unresolved)
    return TimeReading("DATE", "XXXX" + days.pop(), unresolved=base.unresolved)


def read_length_from(match: Match, anchor: date | None) -> TimeReading:
    """A length with its start: ``5月4日から10日間`` is XXXX-05-04/XXXX-05-13, 14時から2時間 T14/T16.

    The last day lies inside. The pattern names the ``start``, a day or a time of day, and the ``length``.
    Raises: ReadingError for a start that is neither, or a last day that the year would change.
    """
    start, length = match.part("start"), match.part("length")
    if start is None or length is None:
        raise ReadingError("nothing to count from")
    timex = read_duration(length, None).timex
    if start.part("hour") is not None or any("clock" in atom.types for atom in start.core):
        return _hours_from(start, timex, match.code("zone"), anchor)
    counted = _CALENDAR.fullmatch(timex)
    if counted is None or timex in ("P1D", "P"):
        raise ReadingError("no length in days")
    years, months, weeks, days = (int(number or 0) for number in counted.groups())
    day = read_day(start, anchor)
    if day.begin is not None:
        last = _last_day(day.begin, years * 12 + months, weeks * 7 + days)
        return replace(day, timex=f"{day.timex}/{last}", finish=last)
    return replace(day, timex=f"{day.timex}/{_last_unknown(day, years * 12 + months, weeks * 7 + days)}")


def _last_day(first: date, months: int, days: int) -> date:
    """The last of so many months and days that begin with a day."""
    return shift_months(first, months) + (days - 1) * _DAY


def _last_unknown(day: TimeReading, months: int, days: int) -> str:
    """The last day of a length whose first one lacks its year, its month or its week."""
    known = _UNKNOWN.fullmatch(day.timex)
    if known is None:
        raise ReadingError("a start that is no day")
    month, number = known["month"], int(known["day"])
    if month.isdecimal():
        firsts = (day_span(year, int(month), number).begin for year in _SAMPLE_YEARS)
        lasts = {f"{_last_day(first, months, days):%m-%d}" for first in firsts if first is not None}
        if months < 12 and len(lasts) == 1:
            return f"XXXX-{lasts.pop()}"
    elif not months and number + days - 1 <= (_EVERY_MONTH if month == "XX" else 7):
        return f"{day.timex[: -len(known['day'])]}{number + days - 1:0{len(known['day'])}d}"
    raise ReadingError("a last day that is not known")


def _hours_from(start: Match, timex: str, zone: str | None, anchor: date | None) -> TimeReading:
    """From a time of day to another, less than a day after it."""
    said = clock_of(start)
    first = said.at(said.half)
    begin = timedelta(hours=first.hour, minutes=first.minute or 0, seconds=first.second or 0)
    end, length = begin + parse_length(timex), parse_length(timex)
    if not timedelta(0) < length < _DAY:
        raise ReadingError("no hours of a day")
    minutes = end % _DAY // timedelta(minutes=1)
    bare = first.minute is None and minutes % 60 == 0
    last = Clock(minutes // 60, None if bare else minutes % 60, None, None)
    part = start.part("day")
    if part is None:
        return TimeReading("TIME", f"{first.timex(zone)}/{last.timex(zone)}")
    day = read_day(part, anchor)
    if end >= _DAY and day.begin is None:
        raise ReadingError("a night of two days, which are not known")
    after = day if end < _DAY or day.begin is None else count_from(day.begin, "D", 1)
    times = f"{day.timex}{first.timex(zone)}/{after.timex}{last.timex(zone)}"
    return replace(day, type="TIME", timex=times, finish=after.finish, modifier=None)
