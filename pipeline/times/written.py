"""What an expression says of its date, as written: 4月 of 昨年4月, January 3rd, 2019, 2024/04/05."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom

FIRST_YEAR, LAST_YEAR = 1000, 2999
# 昭和 lasted 64 years, Taiwan counts from 1912; plans are made in years of an era just begun.
MOST_ERA_YEARS = 150
# A year that stands alone, with no word for a year, is one the news speaks of.
NEWS_YEARS = range(1990, 2036)
# twenty twenty-five, nineteen ninety-nine
_SPOKEN_CENTURIES = range(15, 22)
# Two digits alone are a year of late (24年に), not a length of time.
RECENT = frozenset((*range(12, 40), *range(85, 100)))
# Shapes that hold a whole date.
CODES = frozenset({"date_code", "slash", "month_slash", "day_first", "month_code", "year_month"})
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
    weekday = match.code("weekday") or match.code("weekday_bare")
    if any(atom.types["weekday"] != match.code("weekday") for atom in match.every("weekday")):
        raise ReadingError("two weekdays")  # 上周五，本周三
    # 年内 is one word for a period and what of it
    named, _, edge = (match.code("named") or "").partition(" ")
    fields = _fields(match.core, match.rule.options)
    whole = match.code("period") or match.code("year_half")
    if whole is not None and (end := match.code("year_edge")) is not None:
        edge = f"{whole} {end}"  # 二季度末
    # 昨（14）日; a year in the brackets needs no word
    opened = None if "Y" in fields else match.code("relative_open")
    return Written(
        fields,
        named
        or match.code("relative")
        or opened
        or match.code("calendar_unit")
        or match.rule.options.get("relative"),
        edge
        or match.code("season")
        or match.code("part")
        or match.code("period")
        or match.code("fiscal_period")
        or match.code("edge_of_year"),
        int(weekday) if weekday else None,
        match.code("which"),
    )


def _fields(core: Sequence[Atom], options: Mapping[str, str]) -> dict[str, int]:
    """Y, M and D: each number belongs to the mark after it; an era stands before."""
    fields: dict[str, int] = {}
    waiting: list[int] = []
    offset = 0
    for place, atom in enumerate(core):
        types = atom.types
        if "year" in types:
            fields["Y"] = _in_a_row(atom)
        elif atom.numeral is not None and atom.numeral.form == "nth":
            fields["D"] = int(atom.numeral.low) + (waiting.pop() if waiting else 0)  # twenty first
        elif atom.numeral is not None and place and "apostrophe" in core[place - 1].types:
            fields["Y"] = _whole(atom)  # April '24
        elif atom.numeral is not None or "first_year" in types:
            waiting.append(_whole(atom) if atom.numeral is not None else 1)
        elif (era := types.get("era") or types.get("old_era")) is not None:
            offset = int(era)
        elif "date_mark" in types and waiting:
            key = types["date_mark"]
            fields[key] = waiting.pop() + (offset if key == "Y" else 0)
        elif "ordinal" in types and waiting:
            fields["D"] = waiting.pop()
        else:
            fields |= _named_fields(atom, options)
    if "alone" in options and fields.get("D") == 1 and not any(a.surface[0].isdecimal() for a in core):
        raise ReadingError("one day, or the first of a month")  # 一日
    for number in _century_joined(core, waiting):
        fields[_unmarked(fields, number, options)] = number
    if any("year" in atom.types and len(atom.surface) < 3 for atom in core):
        options = {**options, "short": "yes"}  # 08年
    return _checked_year(fields, offset, options)


def _century_joined(core: Sequence[Atom], numbers: list[int]) -> list[int]:
    """Two numbers in words as one year: nineteen ninety-nine is 1999; digits stay as they are."""
    words = [atom for atom in core if atom.numeral is not None and not atom.surface[0].isdecimal()]
    *rest, first, last = (0, *numbers) if len(numbers) > 1 else (0, 0, 0)
    if len(words) < 2 or first not in _SPOKEN_CENTURIES or not 10 <= last < 100:
        return numbers
    return [*rest[1:], first * 100 + last]


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
    if len(parts) == 1:
        return {"M": numbers[0]}  # 6月 of 6月均价
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
    allowed = "M" in fields or "two_digits" in options or short == "yes" or (short and year in RECENT)
    if short is not None and year >= 100:
        raise ReadingError("a year of more than two digits")
    if offset and not offset < year <= offset + MOST_ERA_YEARS:
        raise ReadingError(f"no year {year - offset} of that era")
    if (
        not (year < 100 and allowed and (year >= 10 or short == "yes" or "M" in fields))
        and not FIRST_YEAR <= year <= LAST_YEAR
    ):
        raise ReadingError(f"{year} is no year of four digits")
    if "alone" in options and "Y" in fields and (year not in NEWS_YEARS or year % 100 == 0):
        raise ReadingError("a number, or a year nobody speaks of without a word for it")
    return fields


def is_no_year(fields: Mapping[str, int]) -> bool:
    """Whether the year of an end is none: 20 of 20~30年; with its month 26年4月 is one."""
    year = fields.get("Y", FIRST_YEAR)
    return not FIRST_YEAR <= year <= LAST_YEAR and not ("M" in fields and 10 <= year < 100)


def _in_a_row(atom: Atom) -> int:
    """A year by its digits: 08, 零八; 二三 is read as two to three."""
    numeral = atom.numeral
    if numeral is not None and numeral.low != numeral.high:
        return int(numeral.low * 10 + numeral.high)
    return int(atom.surface) if numeral is None else int(numeral.low)


def _whole(atom: Atom) -> int:
    numeral = atom.numeral
    if numeral is None or numeral.vague or numeral.modifier or numeral.low != int(numeral.low):
        raise ReadingError("not a whole number")
    return int(numeral.low)
