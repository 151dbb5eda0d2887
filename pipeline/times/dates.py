"""Calendar dates: 2024年4月, 令和6年, 2025年前半, 昨年4月, January 3rd, 2019, next Tuesday."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.times.relative import NO_ANCHOR, nearest_month, nearest_weekday, resolve
from pipeline.times.spans import MODIFIERS, TimeReading, day_span, part_span

FIRST_YEAR, LAST_YEAR = 1000, 2999
# With a slash and no year, up to this it may as well be a fraction: 2/3.
MOST_PARTS = 10
# 昭和 lasted 64 years; plans are made in years of an era that has hardly begun.
MOST_ERA_YEARS = 99
# A year that stands alone, with no word for a year, is one the news speaks of.
NEWS_YEARS = range(1990, 2036)
# Two digits alone are a year of late (24年に), not a length of time.
_RECENT = frozenset((*range(12, 40), *range(85, 100)))
# Shapes that hold a whole date.
CODES = frozenset({"date_code", "slash", "day_first", "year_month"})
_NUMBERS = re.compile(r"\d+|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Written:
    """What an expression says of its date: fields Y, M, D as numbers, and its words.

    ``which`` is a step (-1, +0, +1) or a direction (<, >) that a weekday, month or
    season is counted by.
    """

    fields: Mapping[str, int] = field(default_factory=dict)
    relative: str | None = None
    part: str | None = None
    weekday: int | None = None
    which: str | None = None


def read_written(match: Match) -> Written:
    """What the core of a match says, unresolved: 昨年4月 is M 4 with the word ``Y-1``.

    Raises: ReadingError for a number without a mark or a year that is none.
    """
    weekday = match.code("weekday")
    # 月末 is a word for two: the month, and its end
    named, _, edge = (match.code("named") or "").partition(" ")
    return Written(
        _fields(match.core, match.rule.options),
        named or match.code("relative") or match.rule.options.get("relative"),
        edge or match.code("part") or match.code("period"),
        int(weekday) if weekday else None,
        match.code("which"),
    )


def _fields(core: Sequence[Atom], options: Mapping[str, str]) -> dict[str, int]:
    """Y, M and D: each number belongs to the mark after it; an era stands before."""
    fields: dict[str, int] = {}
    waiting: list[int] = []
    offset = 0
    for atom in core:
        types = atom.types
        if "year" in types:
            fields["Y"] = int(atom.surface)
        elif atom.numeral is not None or "first_year" in types:
            waiting.append(_whole(atom) if atom.numeral is not None else 1)
        elif "era" in types:
            offset = int(types["era"])
        elif "date_mark" in types and waiting:
            key = types["date_mark"]
            fields[key] = waiting.pop() + (offset if key == "Y" else 0)
        elif "ordinal" in types and waiting:
            fields["D"] = waiting.pop()
        else:
            fields |= _named_fields(atom, options)
    if "alone" in options and fields.get("D") == 1 and not any(a.surface[0].isdecimal() for a in core):
        raise ReadingError("one day, or the first of a month")  # 一日
    for number in waiting:
        fields[_unmarked(fields, number, options)] = number
    return _checked_year(fields, offset, options)


def _named_fields(atom: Atom, options: Mapping[str, str]) -> dict[str, int]:
    """What one word says without a number beside it: April, Christmas, 2024/04/05, fifteenth."""
    types = atom.types
    for kind in ("month_name", "month_lower"):
        if kind in types:
            return {"M": int(types[kind])}
    if "holiday" in types:
        month, day = types["holiday"].split("-")
        return {"M": int(month), "D": int(day)}
    if "day_ordinal" in types:
        return {"D": int(types["day_ordinal"])}
    if CODES & types.keys():
        return code_fields(atom.surface, options.get("order"))
    return {}


def _unmarked(fields: Mapping[str, int], number: int, options: Mapping[str, str]) -> str:
    """What a number without a mark is: the day of April 5, the year of Q4 2023."""
    if "M" in fields and "D" not in fields and number < 100 and "short" not in options:
        return "D"  # or no date: June 45
    if "Y" not in fields and ("M" in fields or options.get("year") == "last"):
        return "Y"
    raise ReadingError("a number without its mark")


def code_fields(surface: str, order: str | None = None) -> dict[str, int]:
    """Fields of a date in figures: 2024/04/05, 2015-12, 23/Sep/2020, 1/3/2019, 10/15.

    Args:
        order: ``month-day`` when a language writes the month first, so that 1/3 is
            January 3rd; else only what can be read in one way is read.
    Raises: ReadingError for a date that could be two.
    """
    parts = _NUMBERS.findall(surface)
    named = next((part for part in parts if part.isalpha()), None)
    if named is not None:
        day, year = (int(part) for part in parts if part is not named)
        return {"Y": year, "M": _MONTHS.index(named[:3].lower()) + 1, "D": day}
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:
        return dict(zip("YMD", numbers, strict=False))
    if len(parts) == 2 and len(parts[1]) == 4:
        return {"M": numbers[0], "Y": numbers[1]}
    first, second, *rest = numbers
    if order is None and rest and first <= 12 and second <= 12 and first != second:
        raise ReadingError("a day and a month, in an order that is not said")
    month, day = (second, first) if first > 12 else (first, second)
    return {"M": month, "D": day} | ({"Y": rest[0]} if rest else {})


# In codes months are written so in every language.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _checked_year(fields: dict[str, int], offset: int, options: Mapping[str, str]) -> dict[str, int]:
    """Refuse what is no year. Two digits will do when a month follows, or where the rule says so.

    Options: ``two_digits`` lets them, ``short`` wants them; ``recent`` ones are of late;
    ``alone`` is for a year with no word for it.
    """
    year, short = fields.get("Y", FIRST_YEAR), options.get("short")
    allowed = "M" in fields or "two_digits" in options or short == "yes" or (short and year in _RECENT)
    if short is not None and year >= 100:
        raise ReadingError("a year of more than two digits")
    if offset and not offset < year <= offset + MOST_ERA_YEARS:
        raise ReadingError(f"no year {year - offset} of that era")
    if not (year < 100 and allowed) and not FIRST_YEAR <= year <= LAST_YEAR:
        raise ReadingError(f"{year} is no year of four digits")
    if "alone" in options and "Y" in fields and (year not in NEWS_YEARS or year % 100 == 0):
        raise ReadingError("a number, or a year nobody speaks of without a word for it")
    return fields


def _whole(atom: Atom) -> int:
    numeral = atom.numeral
    if numeral is None or numeral.vague or numeral.modifier or numeral.low != int(numeral.low):
        raise ReadingError("not a whole number")
    return int(numeral.low)


def read_date(match: Match, anchor: date | None) -> TimeReading:
    """``2025年前半`` is 2025-H1, ``10月2日`` XXXX-10-02; 昨年4月 wants the anchor.

    Raises: ReadingError for a day there is not, or a number that is no year.
    """
    return date_of(read_written(match), anchor)


def date_of(written: Written, anchor: date | None) -> TimeReading:
    """The date an expression stands for, seen from the article's date."""
    fields = written.fields
    if written.which is not None and "D" not in fields:
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
    if grain not in "YMD" or "Y" in fields or (grain == "M" and "M" in fields):
        raise ReadingError("a date that does not go with its word")
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
    """last April, next Monday, this summer: the one a word counts to."""
    which = written.which or ""
    month, part = written.fields.get("M"), written.part
    if written.weekday is not None and not written.fields:
        if which in "<>":
            day = nearest_weekday(anchor, written.weekday, which) if anchor else None
            return _known_weekday(written.weekday, day)
        return _weekday(written.weekday, f"W{which}", anchor)
    if set(written.fields) - {"M"} or (month is None and part is None):
        raise ReadingError("nothing that is counted")
    steps = {"<": -1, ">": 1}.get(which) or int(which)
    year = None
    if anchor is not None:
        year = nearest_month(anchor, month or SEASON_MONTHS.get(part or "", 1), steps)
    span = day_span(year, month, None)
    span = span if part is None else part_span(span, part, year, month)
    return replace(span, anchored=anchor is not None)


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
