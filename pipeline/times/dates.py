"""Calendar expressions: 2024年4月, 令和6年, 2025年前半, 昨年4月, 2026年3月期, 2024/04/05."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.times.spans import TimeReading, day_span, fiscal_year, part_span, shift_months, week_span

FIRST_YEAR, LAST_YEAR = 1000, 2999
# With a slash and no year, up to this it may as well be a fraction: 2/3.
MOST_PARTS = 10
# 昭和 lasted 64 years; plans are made in years of an era that has hardly begun.
MOST_ERA_YEARS = 99
_NUMBERS = re.compile(r"\d+")
NO_ANCHOR = "relative to the article's date, which is not known"


def _fields(match: Match) -> dict[str, int]:
    """Y, M and D: each number belongs to the mark after it; an era stands before.

    Raises: ReadingError for a number without a mark or a year that is none.
    """
    fields: dict[str, int] = {}
    waiting: int | None = None
    offset = 0
    for atom in match.core:
        if atom.numeral is not None or "first_year" in atom.types:
            if waiting is not None and "month_name" in match.rule.slots:
                fields["D"] = waiting
            waiting = _whole(atom) if atom.numeral is not None else 1
        elif "era" in atom.types:
            offset = int(atom.types["era"])
        elif "date_mark" in atom.types and waiting is not None:
            key = atom.types["date_mark"]
            fields[key] = waiting + (offset if key == "Y" else 0)
            waiting = None
        else:
            fields |= _named_fields(atom)
    if waiting is not None:
        fields[_unmarked(match)] = waiting
    return _checked_year(fields, offset, match.rule.options)


def _named_fields(atom: Atom) -> dict[str, int]:
    """What a word says without a number: April, or a year by its form."""
    if "month_name" in atom.types:
        return {"M": int(atom.types["month_name"])}
    return {"Y": int(atom.surface)} if "year" in atom.types else {}


def _unmarked(match: Match) -> str:
    """What a last number without a mark is: the day of April 5, the year of Q4 2023."""
    if "month_name" in match.rule.slots:
        return "D"
    if match.rule.options.get("year") == "last" or "fy" in match.rule.slots:
        return "Y"
    raise ReadingError("a number without its mark")


# Two digits alone are a year of late (24年に), not a length of time.
_RECENT = frozenset((*range(12, 40), *range(85, 100)))


def _checked_year(fields: dict[str, int], offset: int, options: Mapping[str, str]) -> dict[str, int]:
    """Refuse what is no year. Two digits will do when a month follows, or where the rule says so.

    Options: ``two_digits`` lets them, ``short`` wants them; ``recent`` ones are of late.
    """
    year, short = fields.get("Y", FIRST_YEAR), options.get("short")
    allowed = "M" in fields or "two_digits" in options or short == "yes" or (short and year in _RECENT)
    if short is not None and year >= 100:
        raise ReadingError("a year of more than two digits")
    if offset and not offset < year <= offset + MOST_ERA_YEARS:
        raise ReadingError(f"no year {year - offset} of that era")
    if not (year < 100 and allowed) and not FIRST_YEAR <= year <= LAST_YEAR:
        raise ReadingError(f"{year} is no year of four digits")
    return fields


def _whole(atom: Atom) -> int:
    numeral = atom.numeral
    if numeral is None or numeral.vague or numeral.modifier or numeral.low != int(numeral.low):
        raise ReadingError("not a whole number")
    return int(numeral.low)


def resolve(code: str, anchor: date | None) -> TimeReading:
    """A relative word by the article's date: ``Y-1`` of 2026-01-05 is 2025.

    Codes: Y, M, W, D or Q and an offset; ``Y?`` (同年) refers to another date of
    the text and stays unresolved, as all do without an anchor.
    """
    grain, offset = code[0], code[1:]
    blank = {"Y": "XXXX", "M": "XXXX-XX", "D": "XXXX-XX-XX", "W": "XXXX-WXX", "Q": "XXXX-QX"}[grain]
    if offset == "?":
        return TimeReading("DATE", blank, unresolved="refers to a date named before it")
    if anchor is None:
        return TimeReading("DATE", blank, unresolved=NO_ANCHOR)
    steps = int(offset)
    if grain == "W":
        span = week_span(anchor + timedelta(weeks=steps))
    elif grain == "D":
        day = anchor + timedelta(days=steps)
        span = day_span(day.year, day.month, day.day)
    elif grain == "Q":
        day = shift_months(anchor.replace(day=1), 3 * steps)
        span = part_span(day_span(day.year, None, None), f"Q{(day.month + 2) // 3}", day.year, None)
    else:
        day = shift_months(anchor.replace(day=1), steps * (12 if grain == "Y" else 1))
        span = day_span(day.year, day.month if grain == "M" else None, None)
    return TimeReading(span.type, span.timex, span.begin, span.finish, anchored=True)


def read_date(match: Match, anchor: date | None) -> TimeReading:
    """``2025年前半`` is 2025-H1, ``10月2日`` XXXX-10-02; 昨年4月 wants the anchor.

    Raises: ReadingError for a day there is not, or a number that is no year.
    """
    fields = _fields(match)
    relative = match.code("relative")
    if relative is not None:
        span, year, month = _relative_span(resolve(relative, anchor), relative[0], fields)
    elif fields.get("Y", FIRST_YEAR) < 100:
        span, month = _short_year(fields, anchor), fields.get("M")
        year = span.begin.year if span.begin else None
    else:
        year, month = fields.get("Y"), fields.get("M")
        span = day_span(year, month, fields.get("D"))
    part = match.code("part") or match.code("period")
    return span if part is None else part_span(span, part, year, month)


def _relative_span(
    base: TimeReading, grain: str, fields: dict[str, int]
) -> tuple[TimeReading, int | None, int | None]:
    """昨年4月, 今月15日, 先週2日: the span with its year and month, where they are known."""
    year = base.begin.year if base.begin else None
    month = fields.get("M", base.begin.month if base.begin and grain in "MD" else None)
    if not fields:
        return base, year, month
    if grain == "W" and set(fields) == {"D"}:
        return _day_of_week_span(base, fields["D"]), year, month
    span = day_span(year, month, fields.get("D"))
    unresolved = base.unresolved or span.unresolved
    found = TimeReading(
        span.type, span.timex, span.begin, span.finish, anchored=base.anchored, unresolved=unresolved
    )
    return found, year, month


def full_year(short: int, anchor: date) -> int:
    """The year of two digits that is nearest to the anchor: 98 of 2026 is 1998."""
    century = anchor.year // 100 * 100
    return min((century + short + step for step in (-100, 0, 100)), key=lambda year: abs(year - anchor.year))


def _short_year(fields: dict[str, int], anchor: date | None) -> TimeReading:
    """25年12月 is XX25-12; with an anchor the century that puts it nearest to it."""
    year, month, day = fields["Y"], fields.get("M"), fields.get("D")
    if anchor is None:
        rest = day_span(2000 + year, month, day)
        return TimeReading("DATE", "XX" + rest.timex[2:], unresolved="the century is not said")
    span = day_span(full_year(year, anchor), month, day)
    return TimeReading("DATE", span.timex, span.begin, span.finish, anchored=True)


def _day_of_week_span(week: TimeReading, day: int) -> TimeReading:
    """先週21日: the day of that week whose number it is."""
    if week.begin is None:
        return TimeReading("DATE", f"XXXX-XX-{day:02d}", unresolved=week.unresolved)
    for step in range(7):
        found = week.begin + timedelta(days=step)
        if found.day == day:
            return TimeReading("DATE", found.isoformat(), found, found, anchored=True)
    raise ReadingError(f"no day {day} in that week")


def read_fiscal(match: Match, anchor: date | None) -> TimeReading:
    """``2025年度`` and ``2026年3月期`` are FY2025; the rule's option says how it is named."""
    fields = _fields(match)
    start = int(match.rule.options.get("starts", "4"))
    year = fields.get("Y")
    if year is None:
        raise ReadingError("no year")
    part = match.code("part") or match.code("period")
    if year < 100:
        if anchor is None:
            return TimeReading("DATE", f"FYXX{year:02d}", unresolved="the century is not said")
        year = full_year(year, anchor)
    if match.rule.options.get("named") == "end":
        if not 1 <= fields["M"] <= 12:
            raise ReadingError(f"no month {fields['M']}")
        start = fields["M"] % 12 + 1
        year -= fields["M"] < 12
    whole = fiscal_year(year, start)
    return whole if part is None else _fiscal_part(whole, part)


def _fiscal_part(whole: TimeReading, part: str) -> TimeReading:
    months = {"Q": 3, "H": 6}.get(part[0])
    if months is None or whole.begin is None:
        raise ReadingError(f"{part} of a fiscal year")
    begin = shift_months(whole.begin, months * (int(part[1]) - 1))
    return TimeReading(
        "DATE", f"{whole.timex}-{part}", begin, shift_months(begin, months) - timedelta(days=1)
    )


def read_date_code(match: Match, anchor: date | None) -> TimeReading:
    """``2024/04/05``, ``2024-4-5`` and ``2024.04.05`` are 2024-04-05; ``10/15`` XXXX-10-15."""
    numbers = [int(n) for n in _NUMBERS.findall(match.core[0].surface)]
    if len(numbers) == 3:
        return day_span(*numbers)
    month, day = numbers
    if month < day <= MOST_PARTS:
        raise ReadingError("a day or a fraction")
    return day_span(None, month, day)


_DECADES = frozenset({50, 60, 70, 80, 90})


def read_decade(match: Match, anchor: date | None) -> TimeReading:
    """``1990年代`` is 199, 1990 to 1999; ``21世紀`` 20 (TIMEX3 counts centuries from 0)."""
    number = _whole(next(atom for atom in match.core if atom.numeral is not None))
    if match.rule.options["spans"] == "century":
        if not 1 <= number <= 30:
            raise ReadingError("no such century")
        return TimeReading(
            "DATE", f"{number - 1:02d}", date(number * 100 - 99, 1, 1), date(number * 100, 12, 31)
        )
    if number in _DECADES:
        number += 1900  # 90年代: nobody says 20年代 or 30年代 of a century he need not name
    if number % 10 or not FIRST_YEAR <= number <= LAST_YEAR:
        raise ReadingError("no decade of four digits")
    return TimeReading("DATE", f"{number // 10}", date(number, 1, 1), date(number + 9, 12, 31))


def read_weekday(match: Match, anchor: date | None) -> TimeReading:
    """``先週月曜日`` is a day when the anchor is known; a lone weekday XXXX-WXX-1."""
    weekday = int(match.code("weekday") or 0)
    code = match.code("relative")
    if code is None:
        return TimeReading("DATE", f"XXXX-WXX-{weekday}", unresolved="the week is not said")
    week = resolve(code, anchor)
    if week.begin is None:
        return TimeReading("DATE", f"XXXX-WXX-{weekday}", unresolved=week.unresolved)
    day = week.begin + timedelta(days=weekday - 1)
    found = day_span(day.year, day.month, day.day)
    return TimeReading("DATE", found.timex, day, day, anchored=True)
