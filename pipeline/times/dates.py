"""Calendar dates: 2024年4月, 令和6年, 2025年前半, 昨年4月, January 3rd, 2019, next Tuesday."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.times.spans import (
    MODIFIERS,
    NO_ANCHOR,
    TimeReading,
    century_span,
    day_span,
    decade_span,
    fiscal_year,
    last_day,
    nearest_month,
    nearest_weekday,
    part_span,
    resolve,
    shift_months,
)
from pipeline.times.written import FIRST_YEAR, LAST_YEAR, Written, read_written

# With a slash and no year, up to this it may as well be a fraction: 2/3.
MOST_PARTS = 10
# Of these decades nobody need name the century: 90年代; 20年代 or 30年代 may be of either.
_DECADES = frozenset({50, 60, 70, 80, 90})
_CENTURY = 100
# The 1800s are a century; from here on such years may as well be the first ten: the 2000s.
_ITS_YEARS_A_DECADE = 1900


def read_date(match: Match, anchor: date | None) -> TimeReading:
    """``2025年前半`` is 2025-H1, ``10月2日`` XXXX-10-02; 昨年4月 wants the anchor.

    Raises: ReadingError for a day there is not, or a number that is no year.
    """
    return date_of(read_written(match), anchor)


def read_lunar(match: Match, anchor: date | None) -> TimeReading:
    """``农历八月十五`` is XXXX-XX-XX: the lunar calendar is not ours to compute."""
    year = next((atom for atom in match.core if "date_mark" in atom.types), None)
    number = match.numerals()[0] if match.numerals() else None
    known = year is not None and year.types["date_mark"] == "Y" and number is not None
    timex = f"{int(number.low):04d}-XX-XX" if known and number is not None else "XXXX-XX-XX"
    return TimeReading("DATE", timex, unresolved="a date of the lunar calendar")


def date_of(written: Written, anchor: date | None) -> TimeReading:
    """The date an expression stands for, seen from the article's date."""
    fields = written.fields
    if written.which is not None and ("D" not in fields or _is_counted_day(written)):
        return _counted(written, anchor)
    if written.weekday is not None and not fields:
        return _weekday(written.weekday, written.relative, anchor)
    if written.relative is not None:
        if written.relative[0] == "F" and written.part not in (None, *MODIFIERS):
            raise ReadingError("a part of a fiscal year")
        span, year, month = _relative_span(resolve(written.relative, anchor), written.relative[0], fields)
    elif fields.get("Y", FIRST_YEAR) < 100:
        span, month = _short_year(fields, anchor), fields.get("M")
        year = span.begin.year if span.begin else None
    else:
        year, month = fields.get("Y"), fields.get("M")
        span = day_span(year, month, fields.get("D"))
    return span if written.part is None else part_span(span, written.part, year, month)


def _relative_span(
    base: TimeReading, grain: str, fields: Mapping[str, int]
) -> tuple[TimeReading, int | None, int | None]:
    """昨年4月, 今月15日, 先週2日: the span with its year and month, where they are known."""
    year = base.begin.year if base.begin else None
    month = fields.get("M", base.begin.month if base.begin and grain in "MD" else None)
    if not fields:
        return base, year, month
    if grain in "WD" and {"M", "D"} <= fields.keys():
        # 今日5月9日, this Friday (June 15): the date says it
        return day_span(fields.get("Y", year), fields["M"], fields["D"]), year, month
    if grain == "W" and set(fields) == {"D"}:
        return _day_of_week_span(base, fields["D"]), year, month
    other_month = grain == "M" and base.begin is not None and month != base.begin.month
    if grain not in "YMD" or "Y" in fields or ("M" in fields and other_month):
        raise ReadingError("a date that does not go with its word")
    if grain == "Y" and set(fields) == {"D"}:
        raise ReadingError("a day of no month")  # its 3rd this year
    span = day_span(year, month, fields.get("D"))
    found = replace(span, anchored=base.anchored, unresolved=base.unresolved or span.unresolved)
    return found, year, month


def full_year(short: int, anchor: date) -> int:
    """The year of two digits that is nearest to the anchor: 98 of 2026 is 1998."""
    century = anchor.year // 100 * 100
    return min((century + short + step for step in (-100, 0, 100)), key=lambda year: abs(year - anchor.year))


def _short_year(fields: Mapping[str, int], anchor: date | None) -> TimeReading:
    """25年12月 is XX25-12; with an anchor the century that puts it nearest to it."""
    year, month, day = fields["Y"], fields.get("M"), fields.get("D")
    if anchor is None:
        rest = day_span(2000 + year, month, day)
        return TimeReading("DATE", "XX" + rest.timex[2:], unresolved="the century is not said")
    return replace(day_span(full_year(year, anchor), month, day), anchored=True)


def _day_of_week_span(week: TimeReading, day: int) -> TimeReading:
    """先週21日: the day of that week whose number it is."""
    if week.begin is None:
        return TimeReading("DATE", f"XXXX-XX-{day:02d}", unresolved=week.unresolved)
    for step in range(7):
        found = week.begin + timedelta(days=step)
        if found.day == day:
            return TimeReading("DATE", found.isoformat(), found, found, anchored=True)
    raise ReadingError(f"no day {day} in that week")


def _counted(written: Written, anchor: date | None) -> TimeReading:
    """last April, next Monday, this summer, last May 3: the one a word counts to."""
    which = written.which or ""
    month, day_of_month, part = written.fields.get("M"), written.fields.get("D"), written.part
    if written.weekday is not None and not written.fields:
        if which in "<>":
            day = nearest_weekday(anchor, written.weekday, which) if anchor else None
            return _known_weekday(written.weekday, day)
        return _weekday(written.weekday, f"W{which}", anchor)
    if set(written.fields) - {"M", "D"} or (month is None and part is None):
        raise ReadingError("nothing that is counted")
    steps = {"<": -1, ">": 1}.get(which) or int(which)
    year = None
    if anchor is not None:
        year = nearest_month(anchor, month or SEASON_MONTHS.get(part or "", 1), steps)
        if day_of_month is not None and month == anchor.month and steps:
            year = anchor.year + steps * (steps * (day_of_month - anchor.day) <= 0)
    span = day_span(year, month, day_of_month)
    span = span if part is None else part_span(span, part, year, month)
    return replace(span, anchored=anchor is not None)


def _is_counted_day(written: Written) -> bool:
    """Whether a day of a month is counted to, not one a weekday or a year tells: last Feb. 1."""
    return written.weekday is None and set(written.fields) == {"M", "D"}


# The first month of a season, by which the last and the next of them are told.
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _weekday(weekday: int, relative: str | None, anchor: date | None) -> TimeReading:
    """``先週月曜日`` is a day when the anchor is known; a lone weekday XXXX-WXX-1."""
    if relative is None:
        return TimeReading("DATE", f"XXXX-WXX-{weekday}", unresolved="the week is not said")
    found = resolve(relative, anchor)
    if found.begin is None:
        return TimeReading("DATE", f"XXXX-WXX-{weekday}", unresolved=found.unresolved)
    if relative[0] == "D":
        return found  # tomorrow, Tuesday
    if relative[0] != "W":
        raise ReadingError("a weekday of no week")
    return _known_weekday(weekday, found.begin + timedelta(days=weekday - 1))


def _known_weekday(weekday: int, day: date | None) -> TimeReading:
    if day is None:
        return TimeReading("DATE", f"XXXX-WXX-{weekday}", unresolved=NO_ANCHOR)
    return TimeReading("DATE", day.isoformat(), day, day, anchored=True)


def read_date_code(match: Match, anchor: date | None) -> TimeReading:
    """``2024/04/05``, ``2024-4-5`` and ``2024.04.05`` are 2024-04-05; ``10/15`` XXXX-10-15."""
    written = read_written(match)
    fields = written.fields
    loose = "slash" in match.rule.slots and "Y" not in fields and match.rule.options.get("order") is None
    if loose and fields["M"] < fields["D"] <= MOST_PARTS:
        raise ReadingError("a day or a fraction")
    return date_of(written, anchor)


_DECADE_SAID = {"number", "century_word", "nth", "decade_code", "decade_short", "decade_word"}


def read_decade(match: Match, anchor: date | None) -> TimeReading:
    """``1990年代`` is 199, 1990 to 1999; ``21世紀`` 20 (TIMEX3 counts centuries from 0)."""
    said = match.part("decade") or match
    atom = next(a for a in said.core if _DECADE_SAID & a.types.keys())
    if atom.numeral is not None:
        number = int(atom.numeral.low) if atom.numeral.low == int(atom.numeral.low) else 0
    else:
        digits = "".join(char for char in atom.surface if char.isdecimal())
        number = int(digits or atom.types.get("century_word") or atom.types["decade_word"])
    if match.rule.options["spans"] == "century":
        return _with_part(century_span(number), match)
    century = match.part("century")
    if century is not None and number < 100:
        return _decade_of(century, number, match, anchor)
    if number in _DECADES:
        number += 1900
    if number % _CENTURY == 0 and FIRST_YEAR <= number < _ITS_YEARS_A_DECADE:
        return _with_part(century_span(number // _CENTURY + 1), match)
    if number % 10 or not FIRST_YEAR <= number <= LAST_YEAR:
        raise ReadingError("no decade of four digits")
    return _with_part(decade_span(number), match)


def _decade_of(century: Match, number: int, match: Match, anchor: date | None) -> TimeReading:
    """20世纪90年代 is 199, and so is 上世纪90年代 when the article's date is known."""
    numeral, word = century.core[0].numeral, century.code("century_word")
    if numeral is not None or word is not None:
        first_year = int(word or numeral.low) * 100 - 100 + number  # type: ignore[union-attr]
        return _with_part(decade_span(first_year), match)
    whole = resolve(century.code("relative") or "", anchor)
    if whole.begin is None:
        return TimeReading("DATE", f"XX{number // 10}", unresolved=whole.unresolved)
    return replace(_with_part(decade_span(whole.begin.year - 1 + number), match), anchored=True)


def _with_part(span: TimeReading, match: Match) -> TimeReading:
    part = match.code("part") or match.code("period")
    return span if part is None else part_span(span, part, None, None)


def written_of_months(part: Match) -> Written:
    """What an end says; the quarter of "June quarter" is no quarter beside its month."""
    written = read_written(part)
    unit = part.code("calendar_unit")
    if unit is None or unit != written.relative or "M" not in written.fields:
        return written
    return replace(written, relative=None)


def read_until(match: Match, anchor: date | None) -> TimeReading:
    """Months told by how many they are and the last: the three months to June 2025, the June quarter.

    Six that are a half bear its name; the twelve to December are the fiscal year, as its firms call it.
    Raises: ReadingError for an end that is no month, nor the last day of one.
    """
    end = match.part("to")
    written = written_of_months(end) if end is not None else Written()
    month, day = written.fields.get("M"), written.fields.get("D")
    if month is None or not 1 <= month <= 12 or written.part not in (None, "end"):
        raise ReadingError("a stretch without its last month")
    fields = {key: number for key, number in written.fields.items() if key != "D"}
    last = date_of(replace(written, fields=fields, part=None), anchor)
    if day is not None and day < last_day(2023 if last.begin is None else last.begin.year, month):
        raise ReadingError("a stretch that ends within a month")
    months = _count_months(match)
    if last.begin is None:
        return replace(last, timex=f"XXXX-{(month - months) % 12 + 1:02d}/XXXX-{month:02d}")
    return _named_months(shift_months(last.begin, 1 - months), last, months)


def read_listed_months(match: Match, anchor: date | None) -> TimeReading:
    """Months that follow each other in a list with one mark: 5、6月份 is XXXX-05/XXXX-06.

    The pattern names the months ``of`` and, where it is said, the ``year``.
    Raises: ReadingError for months that leave one out.
    """
    listed, year = match.part("of") or match, match.part("year")
    whole = read_written(year) if year is not None else Written()
    months = [number for atom in listed.core if (number := _month(atom))]
    if not months or months != list(range(months[0], months[-1] + 1)) or (whole.relative or "Y")[0] != "Y":
        raise ReadingError("a list of months that do not follow each other")
    first, last = (
        date_of(replace(whole, fields={**whole.fields, "M": months[end]}), anchor) for end in (0, -1)
    )
    return replace(first, timex=f"{first.timex}/{last.timex}", finish=last.finish)


def _month(atom: Atom) -> int:
    """The number of a month in a list, 0 for what parts them."""
    return int(atom.numeral.low) if atom.numeral is not None else int(atom.types.get("month_name", 0))


def _count_months(match: Match) -> int:
    stretch = match.code("stretch")
    numerals = match.numerals()
    count = int(stretch) if stretch else int(numerals[0].low) if numerals else 0
    if not 2 <= count <= 12:
        raise ReadingError("no stretch of months")
    return count


def _named_months(begin: date, last: TimeReading, months: int) -> TimeReading:
    """So many months up to one, by the name they have: a half, a year, else the first and the last."""
    end = last.begin
    assert end is not None, "a month with a year has days"
    if months == 12 and end.month == 12:
        whole = fiscal_year(end.year, 1)
        return replace(whole, anchored=last.anchored)
    timex = f"{begin:%Y-%m}/{end:%Y-%m}"
    if months == 6 and end.month in (6, 12):
        timex = f"{end.year}-H{end.month // 6}"
    return TimeReading("DATE", timex, begin, last.finish, anchored=last.anchored)
