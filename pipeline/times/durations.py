"""Lengths of time and what is counted from them: 3年間, 1年半, 3年前, 毎月, 2年ごと."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.numerals import Numeral
from pipeline.times.dates import NO_ANCHOR
from pipeline.times.spans import TimeReading, day_span, shift_months

_BLANK = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX"}
# What half of an hour or minute adds: 1時間半 is PT1H30M.
_HALF_OF = {"TH": "30M", "TM": "30S"}
# A number of four digits before 年 is a year, never so many years.
_MOST_YEARS = 1000


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number != number.to_integral_value() else f"{int(number)}"


def _iso(number: str, unit: str) -> str:
    """ISO 8601 of one length: ("62", "TM") is PT62M; quarters are three months."""
    if unit == "Q":
        return f"P{int(number) * 3}M" if number.isdecimal() else "PXM"
    return f"PT{number}{unit[1]}" if unit[0] == "T" else f"P{number}{unit}"


def _parts(match: Match) -> list[tuple[Numeral, str]]:
    pairs: list[tuple[Numeral, str]] = []
    waiting: Numeral | None = None
    for atom in match.core:
        if atom.numeral is not None:
            waiting = atom.numeral
        elif "duration" in atom.types and waiting is not None:
            pairs.append((waiting, atom.types["duration"]))
            waiting = None
    if not pairs:
        raise ReadingError("a length without a number")
    if any(unit == "Y" and numeral.low >= _MOST_YEARS and numeral.digits == 4 for numeral, unit in pairs):
        raise ReadingError("a year, not so many years")
    return pairs


def read_duration(match: Match, anchor: date | None) -> TimeReading:
    """``10年`` is P10Y, ``1時間半`` PT1H30M, ``数年`` PXY, ``2~3年`` P2Y/P3Y.

    Raises: ReadingError for a four-digit number of years, which is a year.
    """
    half = Decimal("0.5") if "half" in match.rule.options else Decimal(0)
    if "value" in match.rule.options:
        return TimeReading("DURATION", match.rule.options["value"])
    numerals = match.numerals()
    if "range" in match.rule.options:
        (_, unit), *_rest = _parts(match)
        low, high = numerals[0].low, numerals[-1].high
        if "neighbours" in match.rule.slots and high != low + 1:
            raise ReadingError("a list, not two neighbours")
        if low > high:
            raise ReadingError("a range that falls")
        return TimeReading("DURATION", f"{_iso(_plain(low), unit)}/{_iso(_plain(high), unit)}")
    pairs = _parts(match)
    if len(pairs) == 1:
        numeral, unit = pairs[0]
        modifier = numeral.modifier or ("approx" if numeral.vague else None)
        if half and unit in _HALF_OF:
            number, rest = _plain(numeral.low), _HALF_OF[unit]
            return TimeReading("DURATION", _iso(number, unit) + rest, modifier=modifier)
        return TimeReading(
            "DURATION", _iso("X" if numeral.vague else _plain(numeral.low + half), unit), modifier=modifier
        )
    if any(numeral.vague for numeral, _ in pairs):
        raise ReadingError("a vague part of a length")
    days = "".join(f"{_plain(n.low)}{u}" for n, u in pairs if u[0] != "T")
    clock = "".join(f"{_plain(n.low)}{u[1]}" for n, u in pairs if u[0] == "T")
    return TimeReading("DURATION", f"P{days}" + (f"T{clock}" if clock else ""))


def read_distance(match: Match, anchor: date | None) -> TimeReading:
    """``3年前`` is the year three before the anchor's; ``5日後`` the day five after it.

    Raises: ReadingError for a length whose unit is no part of the calendar.
    """
    (numeral, unit), *rest = _parts(match)
    if unit[0] == "T":
        raise ReadingError("hours are counted from a moment, not from a day")
    sign = 1 if match.code("direction") == "+" else -1
    if rest or unit not in _BLANK or "half" in match.rule.options:
        return TimeReading("DATE", "XXXX-XX-XX", unresolved="counted from another time")
    if numeral.vague or anchor is None:
        reason = "a vague distance" if numeral.vague else NO_ANCHOR
        return TimeReading("DATE", _BLANK[unit], unresolved=reason)
    if numeral.low != int(numeral.low) or numeral.low > 9000:
        raise ReadingError("no whole distance")
    return _count(anchor, unit, sign * int(numeral.low))


def _count(anchor: date, unit: str, steps: int) -> TimeReading:
    try:
        if unit in "WD":
            day = anchor + timedelta(days=steps * (7 if unit == "W" else 1))
            found = day_span(day.year, day.month, day.day)
        else:
            day = shift_months(anchor, steps * (12 if unit == "Y" else 1))
            found = day_span(day.year, day.month if unit == "M" else None, None)
    except OverflowError as error:
        raise ReadingError("no such date") from error
    return TimeReading("DATE", found.timex, found.begin, found.finish, anchored=True)


def read_set(match: Match, anchor: date | None) -> TimeReading:
    """``毎月`` is P1M, ``2年ごと`` P2Y, ``毎週月曜日`` XXXX-WXX-1."""
    if (weekday := match.code("weekday")) is not None:
        return TimeReading("SET", f"XXXX-WXX-{weekday}")
    if (every := match.code("every")) is not None and not match.numerals():
        return TimeReading("SET", _iso("1", every))
    return TimeReading("SET", read_duration(match, anchor).timex)
