"""Parts of a year or month by their number: 2021年第2周, the last quarter of 2024, 11月第3木曜日.

And of a year told by how far off it is: 3年前の春.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.clock import read_day
from pipeline.times.dates import date_of
from pipeline.times.moments import read_distance
from pipeline.times.spans import BLANK, TimeReading, unit_span, week_span
from pipeline.times.written import Written, read_written

# A month has no sixth week; of the last one Microsoft's Recognizers-Text writes W05 and #5.
MOST = 5
LAST = -1
_MOST_OF_YEAR = {"H": 2, "Q": 4, "M": 12, "W": 53, "D": 366}
_COMMON_YEAR = 2025
_FRIDAY, _SUNDAY = 5, 7


def read_nth_of(match: Match, anchor: date | None) -> TimeReading:
    """The first, the third or the last day, week, month or quarter of a year or a month.

    ``the last quarter of 2024`` is 2024-Q4, ``2021年第2周`` 2021-W02, ``10月最后一天`` XXXX-10-31,
    ``2016年12月第2週`` 2016-12-W02. Of weeks of a month calendars do not agree where the second
    begins: the one that was meant may lie up to six days elsewhere. TIMEX3 has no value for
    it, this one is that of Recognizers-Text; its days are counted from the first of the month,
    those of the last week are its last seven. ``the last year of the program`` stays XXXX.

    Raises: ReadingError for what that year or month has not.
    """
    grain, number, whole = _unit_of(match), _number_of(match), match.part("whole")
    if whole is None:
        return TimeReading("DATE", BLANK[grain], unresolved="of something that has no date")
    written = read_written(whole)
    span = date_of(written, anchor)
    if written.part is not None or "D" in written.fields:
        raise ReadingError("of a part of a year")
    if "M" in written.fields or (written.relative or "Y")[0] == "M":
        return _in_month(span, grain, number)
    if (written.relative or "Y")[0] != "Y":
        raise ReadingError("of what is no year or month")
    return _in_year(span, grain, number)


def _in_year(year: TimeReading, grain: str, number: int) -> TimeReading:
    """A part of a year, whose number may not be known: ``XXXX-Q4``."""
    most = _MOST_OF_YEAR.get(grain)
    if most is None or not 0 < (number if number != LAST else 1) <= most:
        raise ReadingError("no such part of a year")
    if year.begin is None or year.finish is None:
        if grain in "WD":
            timex = "XXXX-WXX" if grain == "W" and number == LAST else _day_or_week(grain, number)
            return replace(year, timex=timex)
        number = most if number == LAST else number
        return replace(year, timex=f"{year.timex}-{_sign(grain, number)}")
    if grain == "W":
        last = date(year.begin.year, 12, 28).isocalendar().week  # which is always in the last one
        if number > last:
            raise ReadingError(f"no week {number} in that year")
        found = week_span(date.fromisocalendar(year.begin.year, last if number == LAST else number, 1))
    elif grain == "D":
        found = unit_span(year.finish if number == LAST else year.begin + timedelta(days=number - 1), "D")
    else:
        month = 12 // most * ((most if number == LAST else number) - 1) + 1
        found = unit_span(year.begin.replace(month=month), grain)
    return replace(found, anchored=year.anchored)


def _day_or_week(grain: str, number: int) -> str:
    if grain == "W":
        return f"XXXX-W{number:02d}"
    if number != LAST and number > 31:
        raise ReadingError("a day by its number in an unknown year")
    return "XXXX-12-31" if number == LAST else f"XXXX-01-{number:02d}"


def _sign(grain: str, number: int) -> str:
    return f"{number:02d}" if grain == "M" else f"{grain}{number}"


def _in_month(month: TimeReading, grain: str, number: int) -> TimeReading:
    """A week, weekend or day of a month; of an unknown year where no leap year matters."""
    if grain == "D":
        return _day_of_month(month, number)
    if grain not in "WE" or (number != LAST and number > MOST):
        raise ReadingError("no such part of a month")
    timex = f"{month.timex}-W{MOST if number == LAST else number:02d}"
    if grain == "E":
        return TimeReading("DATE", f"{timex}-WE", unresolved="weekends of a month are not counted alike")
    if month.begin is None or month.finish is None:
        return replace(month, timex=timex)
    begin = month.begin + timedelta(days=7 * (number - 1))
    if number == LAST:
        begin = month.finish - timedelta(days=6)
    if begin > month.finish:
        raise ReadingError(f"no week {number} in that month")
    return replace(month, timex=timex, begin=begin, finish=min(begin + timedelta(days=6), month.finish))


def _day_of_month(month: TimeReading, number: int) -> TimeReading:
    if month.begin is not None and month.finish is not None:
        day = month.finish if number == LAST else month.begin + timedelta(days=number - 1)
        if day > month.finish:
            raise ReadingError(f"no day {number} in that month")
        return replace(month, timex=day.isoformat(), begin=day, finish=day)
    of = month.timex[-2:]
    if not of.isdecimal() or (number == LAST and int(of) == 2):
        return TimeReading("DATE", f"{month.timex}-XX", unresolved=month.unresolved)
    last = monthrange(_COMMON_YEAR, int(of))[1]
    if number > last:
        raise ReadingError(f"no day {number} in that month")
    return replace(month, timex=f"{month.timex}-{last if number == LAST else number:02d}")


def _unit_of(match: Match) -> str:
    """The grain that is counted: of a week W, of the last quarter Q."""
    part = match.part("unit") or match.part("final")
    kinds = ("calendar_unit", "duration", "one_unit", "relative")
    code = next((code for kind in kinds if part is not None and (code := part.code(kind))), None)
    if code is None or code[0] not in BLANK or code not in (code[0], f"{code[0]}+0", f"{code[0]}-1"):
        raise ReadingError("nothing that is counted in a year")
    return code[0]


def read_weekday_of_month(match: Match, anchor: date | None) -> TimeReading:
    """``2025年11月第3木曜日`` is 2025-11-20, ``the last Friday of October`` XXXX-10-WXX-5-#5.

    Of every month it is a SET: ``毎月第2火曜日`` is XXXX-XX-WXX-2-#2.

    Raises: ReadingError for a day that month has not.
    """
    number = _number_of(match) if match.code("every_second") is None else 2
    if number > MOST:
        raise ReadingError("no month has so many of a weekday")
    weekday = int(match.code("weekday") or match.code("counted_weekday") or 0)
    sign = f"WXX-{weekday}-#{MOST if number == LAST else number}"
    if match.part("month") is None:
        if match.part("every") is not None:
            if match.code("every") != "M" and match.code("calendar_unit") != "M+0":
                raise ReadingError("a weekday of no month")
            return TimeReading("SET", f"XXXX-XX-{sign}")
        return TimeReading("DATE", f"XXXX-XX-{sign}", unresolved="the month is not said")
    found = _weekday_in(_month_of(match, anchor), weekday, number)
    if match.part("every") is None:
        return found
    if match.code("every") != "Y" or found.begin is not None:
        raise ReadingError("a month of no year that comes again")
    return replace(found, type="SET", unresolved=None)  # 毎年11月の第4木曜日


def _weekday_in(month: TimeReading, weekday: int, number: int) -> TimeReading:
    """That weekday of a month, by its number; as XXXX-10-WXX-5-#3 where the year is not known."""
    if month.begin is None or month.finish is None:
        sign = f"WXX-{weekday}-#{MOST if number == LAST else number}"
        return replace(month, timex=f"{month.timex}-{sign}")
    first = 1 + (weekday - month.begin.isoweekday()) % 7
    days = range(first, month.finish.day + 1, 7)
    if number > len(days):
        raise ReadingError("that month has no such day")
    day = month.begin.replace(day=days[number if number == LAST else number - 1])
    return replace(month, timex=day.isoformat(), begin=day, finish=day)


def read_feast(match: Match, anchor: date | None) -> TimeReading:
    """A feast that moves: ``Thanksgiving`` XXXX-11-WXX-4-#4, ``Easter 2026`` 2026-04-05, 昨年の母の日.

    Its code is month, weekday and number, or E and how many days after Easter Sunday it is (E-2).

    Raises: ReadingError for Easter in a year nothing tells, and for a year that is none.
    """
    code, year = match.code("feast") or "", _year_of_feast(match, anchor)
    if code.startswith("E"):
        if year is None or year.begin is None:
            raise ReadingError("the year is not said")
        day = _easter(year.begin.year) + timedelta(days=int(code[1:]))
        return date_of(Written({"Y": day.year, "M": day.month, "D": day.day}), anchor)
    month, weekday, told = (int(part) for part in code.split("-"))
    number = LAST if told == MOST else told
    if year is None or year.begin is None:
        blank = TimeReading("DATE", f"XXXX-{month:02d}", unresolved="the year is not said")
        return _weekday_in(blank, weekday, number)
    span = unit_span(year.begin.replace(month=month), "M")
    return replace(_weekday_in(span, weekday, number), anchored=year.anchored)


def _year_of_feast(match: Match, anchor: date | None) -> TimeReading | None:
    """The year told beside a feast, in words (昨年の) or as a number."""
    told = match.part("year")
    if told is None:
        number = read_written(match).fields.get("Y")
        return None if number is None else date_of(Written({"Y": number}), anchor)
    year = date_of(read_written(told), anchor)
    if year.begin is not None and year.timex != f"{year.begin.year}":
        raise ReadingError("of what is no year")
    return year


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def read_week_of(match: Match, anchor: date | None) -> TimeReading:
    """The week in which a day lies (part ``on``), that begins with it (``from``) or ends (``to``).

    ``the week of March 9, 2026`` is 2026-W11; one that is none of the calendar keeps its days, and one of
    a day whose year is not known is XXXX-WXX. Raises: ReadingError for what is no day.
    """
    part = match.part("on") or match.part("from") or match.part("to")
    if part is None:
        raise ReadingError("no day of a week")
    day = read_day(part, anchor)
    if day.begin is None:
        return replace(day, timex="XXXX-WXX")
    week, weekday = week_span(day.begin), day.begin.isoweekday()
    if match.part("to") is not None and weekday < _FRIDAY:
        begin = day.begin - timedelta(days=6)
    elif match.part("to") is None and (weekday == _SUNDAY or (match.part("from") and weekday > 1)):
        begin = day.begin
    else:
        return replace(week, anchored=day.anchored)
    finish = begin + timedelta(days=6)
    return replace(day, timex=f"{begin}/{finish}", begin=begin, finish=finish)


def read_weekday_span(match: Match, anchor: date | None) -> TimeReading:
    """From a weekday of a month to a day: 四月的最后一个星期一到十月一日."""
    first, last = match.part("from"), match.part("to")
    if first is None or last is None:
        raise ReadingError("not two ends")
    begin, end = read_weekday_of_month(first, anchor), date_of(read_written(last), anchor)
    if begin.begin is not None and end.begin is None:
        written = read_written(last)
        end = date_of(replace(written, fields={**written.fields, "Y": begin.begin.year}), anchor)
    if begin.begin is not None and end.begin is not None and begin.begin > end.begin:
        raise ReadingError("a span that falls")
    whole = end.finish if begin.begin is not None else None
    return replace(begin, timex=f"{begin.timex}/{end.timex}", finish=whole)


def read_part_at_a_distance(match: Match, anchor: date | None) -> TimeReading:
    """``3年前の春`` is 2023-SP by an article of 2026, ``5年前の9月`` 2021-09; without its day XXXX-09.

    The pattern names the ``length`` and what lies ``within`` the year it leads to.
    Raises: ReadingError for a length that is none of years.
    """
    length, within = match.part("length"), match.part("within")
    if length is None or within is None:
        raise ReadingError("no part of a distant year")
    year = read_distance(length, anchor)
    if year.timex != BLANK["Y"] and (year.begin is None or year.timex != f"{year.begin.year}"):
        raise ReadingError("counted in what is no year")
    told = replace(read_written(within), relative=None)
    if year.begin is None:
        # a blank year of no article: a part of it stays one
        return replace(date_of(replace(told, relative="Y?"), None), unresolved=year.unresolved)
    found = date_of(replace(told, fields={**told.fields, "Y": year.begin.year}), anchor)
    return replace(found, anchored=True)


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
    """The number of a part in its whole, or `LAST`."""
    final = match.part("final")
    if final is not None:
        if final.core[0].types.get("relative", "W-1")[1:] != "-1":
            raise ReadingError("counted from now")  # next week in October
        return LAST
    part = match.part("number")
    numeral = next((atom.numeral for atom in part.core if atom.numeral is not None), None) if part else None
    if numeral is None or numeral.vague or numeral.low != int(numeral.low) or numeral.low < 1:
        raise ReadingError("no number of a part")
    return int(numeral.low)
