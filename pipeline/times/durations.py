"""Lengths of time and what is counted by them: 3年間, 1年半, 過去5年間, 毎月, 2年ごと."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.languages.numerals import Numeral, plain
from pipeline.times.dates import date_of
from pipeline.times.ranges import days_of_a_month, months_of
from pipeline.times.spans import TimeReading, first_months, told, window
from pipeline.times.written import read_written

# A number of four digits before 年 is a year, never so many years.
_MOST_YEARS = 1000
_UNITS = (
    "duration",
    "night",
    "half_unit",
    "half_noun",
    "clock_unit",
    "century_unit",
    "law_unit",
    "apart_unit",
)
# The units of a length in parts, from the largest on: P1Y6M, PT2H15M; weeks are no part of another.
_FALLING = " Y M D TH TM TS "
# So many of a unit are one of the one before it: 一年三百六十五天 is no year and 365 days.
_FULL = {"Y M": 12, "Y D": 365, "M D": 31, "D TH": 24, "TH TM": 60, "TM TS": 60}
# Half of a unit in the next smaller one, where that is exact.
_HALF = {"Y": "6M", "TH": "30M", "TM": "30S"}
HALF = Decimal("0.5")
_OF_A_SECOND = {"TL": Decimal("0.001"), "TU": Decimal("0.000001")}
_WHOLE = ("whole_length", "one_length", "length_or_part", "long_unit")
# A year or two, an hour or three: no more are told so.
_MOST_OR = 3


def _iso(number: str, unit: str) -> str:
    """ISO 8601 of one length: ("62", "TM") is PT62M; quarters are three months."""
    if unit[0].isdecimal():
        number, unit = f"{int(unit[:-1]) * int(number)}" if number.isdecimal() else number, unit[-1]
    if unit in _OF_A_SECOND:
        return f"PT{number}S" if number == "X" else f"PT{plain(Decimal(number) * _OF_A_SECOND[unit]):f}S"
    if unit == "Q":
        return f"P{int(number) * 3}M" if number.isdecimal() else "PXM"
    return f"PT{number}{unit[1]}" if unit[0] == "T" else f"P{number}{unit}"


def _unit(atom: Atom) -> str | None:
    """The unit a word counts: those of nights and of 两个半月 count only in their own rules."""
    return next((atom.types[kind] for kind in _UNITS if kind in atom.types), None)


def parts_of(match: Match) -> list[tuple[Numeral, str]]:
    """Each number of a length with its unit. Raises: ReadingError for a year or no number at all."""
    pairs: list[tuple[Numeral, str]] = []
    waiting: Numeral | None = None
    for atom, after in zip(match.core, (*match.core[1:], None), strict=True):
        if "year" in atom.types and len(atom.surface) < 3 and after is not None and _unit(after) == "Y":
            raise ReadingError("a year of two digits, not so many years")  # 08年
        if waiting is not None and (unit := _unit(atom)):
            pairs.append((waiting, unit))  # before its number: one second, where second is a rank too
            waiting = None
        elif atom.numeral is not None:
            waiting = atom.numeral
    if not pairs:
        raise ReadingError("a length without a number")
    if any(unit == "Y" and numeral.low >= _MOST_YEARS and numeral.digits == 4 for numeral, unit in pairs):
        raise ReadingError("a year, not so many years")
    return pairs


def read_duration(match: Match, anchor: date | None) -> TimeReading:
    """``10年`` is P10Y, ``1時間半`` PT1H30M, ``数年`` PXY, ``2~3年`` P2Y/P3Y, ``半年`` P6M.

    Options: ``half`` adds half of the unit, ``range`` wants two numbers, ``value``
    gives the length itself, ``vague`` lets a word stand for the number, ``more`` adds so many,
    ``most`` is the most of them.
    Raises: ReadingError for a four-digit number of years, which is a year.
    """
    options = match.rule.options
    if "value" in options:
        return TimeReading("DURATION", options["value"])
    if "range" in options:
        return _range(match)
    if "in_a_row" in options:
        return _one_or_more(match)
    if (wordy := _in_words(match)) is not None:
        return wordy
    pairs = parts_of(match)
    if len(pairs) > 1:
        return TimeReading("DURATION", _compound(pairs))
    numeral, unit = pairs[0]
    if "most" in options and (numeral.vague or numeral.low > Decimal(options["most"])):
        raise ReadingError("more than are told so")  # 19世紀以上
    if "alone" in options and unit == "D" and numeral.low == 1 and not numeral.digits:
        raise ReadingError("one day, as in a story")  # 一日, one day
    if "half" in options:
        value = _and_a_half(numeral, unit)
    else:
        more = int(options.get("more", "0"))  # 2日おき: every third day
        value = "/".join(_iso(number, unit) for number in told(numeral, more))
    return TimeReading("DURATION", value, modifier=numeral.modifier)


def _one_or_more(match: Match) -> TimeReading:
    """A year or two is P1Y/P2Y, an hour or two PT1H/PT2H."""
    high, length = match.numerals()[-1].high, match.code("one_length")
    if not 1 < high <= _MOST_OR or high != int(high):
        raise ReadingError("no such row of two numbers")
    unit = f"T{length[-1]}" if length else match.code("one_unit") or ""
    return TimeReading("DURATION", f"{_iso('1', unit)}/{_iso(f'{int(high)}', unit)}", modifier="approx")


def _in_words(match: Match) -> TimeReading | None:
    """A length without a numeral: several years, half a year, half an hour."""
    if whole := next(filter(None, map(match.code, _WHOLE)), None):
        return TimeReading("DURATION", whole)
    if days := match.every("counted_days"):
        return TimeReading("DURATION", _iso("".join(filter(str.isdecimal, days[0].surface)), "D"))
    if (vague := match.code("some")) is not None:
        return TimeReading("DURATION", _iso(vague, match.code("duration") or ""))
    one = match.code("one_unit") or match.code("lone_unit") or match.code("one_day")
    if one is not None and not match.numerals():
        half_more = "half" in match.rule.options
        return TimeReading("DURATION", _one_and_a_half(one) if half_more else _one(one, match.code("half")))
    return None


def _compound(pairs: list[tuple[Numeral, str]]) -> str:
    if any(numeral.vague for numeral, _ in pairs):
        raise ReadingError("a vague part of a length")
    if [unit for _, unit in pairs] == ["W", "D"]:
        weeks, rest = (numeral.low for numeral, _ in pairs)
        return f"P{plain(weeks * 7 + rest):f}D"  # a week and three days are ten days
    sizes = [_FALLING.find(f" {unit} ") for _, unit in pairs]
    if -1 in sizes or sizes != sorted(set(sizes)):
        raise ReadingError("parts of a length that do not fall")  # 24時間365日
    for (_, larger), (numeral, unit) in pairwise(pairs):
        if numeral.low >= _FULL.get(f"{larger} {unit}", numeral.low + 1):
            raise ReadingError("a part as long as the unit before it")
    days = "".join(f"{plain(n.low):f}{u}" for n, u in pairs if u[0] != "T")
    clock = "".join(f"{plain(n.low):f}{u[1]}" for n, u in pairs if u[0] == "T")
    return f"P{days}" + (f"T{clock}" if clock else "")


def _and_a_half(numeral: Numeral, unit: str) -> str:
    """1年半 is P1Y6M and 2時間半 PT2H30M; half of a month or day has no exact name: P1.5M."""
    if numeral.vague:
        raise ReadingError("half of a vague length")
    rest = _HALF.get(unit)
    if rest is None or numeral.low != int(numeral.low):
        return _iso(f"{plain(numeral.low + Decimal('0.5')):f}", unit)
    return _iso(f"{int(numeral.low)}", unit) + rest


def _one(unit: str, half: str | None) -> str:
    """A unit with no number before it: a year is P1Y, half a year P6M."""
    if half is None:
        return _iso("1", unit)
    if unit[0].isdecimal():
        return _iso(f"{plain(HALF * int(unit[:-1])):f}", unit[-1])  # half a century
    if (exact := _HALF.get(unit)) is None:
        return _iso("0.5", unit)
    return f"PT{exact}" if unit[0] == "T" else f"P{exact}"


def _one_and_a_half(unit: str) -> str:
    """A year and a half is P1Y6M, a decade and a half P15Y."""
    if unit[0].isdecimal():
        return _iso(f"{Decimal('1.5') * int(unit[:-1]):f}".removesuffix(".0"), unit[-1])
    rest = _HALF.get(unit)
    return _iso("1.5", unit) if rest is None else _iso("1", unit) + rest


def _range(match: Match) -> TimeReading:
    numerals = match.numerals()
    (_, unit), *_rest = parts_of(match)
    low, high = numerals[0].low, numerals[-1].high
    if "neighbours" in match.rule.slots and high != low + 1:
        raise ReadingError("a list, not two neighbours")
    if low > high:
        raise ReadingError("a range that falls")
    return TimeReading("DURATION", f"{_iso(f'{plain(low):f}', unit)}/{_iso(f'{plain(high):f}', unit)}")


def length_of(match: Match) -> tuple[int | None, str]:
    """How many of which unit lie between two times; None where the number is vague."""
    half_more = HALF if "half" in match.rule.options else 0
    row = "in_a_row" in match.rule.options
    if (one := match.code("one_unit")) is not None and (row or not match.numerals()):
        if not half_more and match.code("half") is not None:
            return (6, "M") if one == "Y" else (None, one)
        return (None, one) if row else _whole_units(1 + half_more, one)  # a year or two ago
    if match.code("some") is not None:
        return None, match.code("duration") or ""
    numerals = match.numerals()
    if len(numerals) == 1 and numerals[0].form == "fraction":
        return int(numerals[0].low * 4), "Q"  # three quarters are a fraction as well
    (numeral, unit), *rest = parts_of(match)
    if rest or numeral.vague:
        return None, unit
    steps, whole = _whole_units(numeral.low + half_more, unit)
    if steps is None and not half_more:
        raise ReadingError("no whole distance")
    return steps, whole


def _whole_units(number: Decimal | int, unit: str) -> tuple[int | None, str]:
    """A number as one of whole units: 2 of 10Y are 20 years, 1.5 years 18 months; else null."""
    if unit[0].isdecimal():
        number, unit = number * int(unit[:-1]), unit[-1]
    if unit == "Y" and number != int(number):
        number, unit = number * 12, "M"
    return (int(number) if number == int(number) else None), unit


def read_window(match: Match, anchor: date | None) -> TimeReading:
    """``過去5年間`` of 2026-01-05 is 2021-01-05/2026-01-04, the next 3 days 2026-01-06/2026-01-08.

    Half of a month or a day has no last day: ``過去3カ月半`` is the length P3.5M.
    Raises: ReadingError without an anchor, or for a vague number: then it is a length.
    """
    one = match.code("window_one") or match.code("last_one")
    if one is None:
        steps, unit = length_of(match)
    else:
        more = HALF if "half" in match.rule.options else 0
        steps, unit = _whole_units(1 + more, "10Y" if one[1] == "X" else one[1])
    if anchor is not None and steps is None and "half" in match.rule.options:
        return read_duration(match, None)
    if anchor is None or not steps:
        raise ReadingError("a length, as there is no day to count from")
    if unit not in "YMWDQ":
        raise ReadingError("no length in days")
    return window(anchor, unit, steps if (one or match.code("window") or "-")[0] == "+" else -steps)


def read_set(match: Match, anchor: date | None) -> TimeReading:
    """``毎月`` is P1M, ``2年ごと`` P2Y, ``毎週月曜日`` XXXX-WXX-1, 毎年4月 XXXX-04."""
    if (weekday := match.code("weekday")) is not None:
        return TimeReading("SET", f"XXXX-WXX-{weekday}")
    if (day := match.part("day")) is not None:
        return TimeReading("SET", date_of(read_written(day), None).timex)
    if (every := match.code("every")) is not None and not match.numerals():
        return TimeReading("SET", _iso("1", every))
    if "value" in match.rule.options:
        return TimeReading("SET", match.rule.options["value"])
    each = None if {"half", "some"} & {*match.rule.slots} else match.code("duration")
    if each is not None and not match.numerals():
        return TimeReading("SET", _iso(match.rule.options.get("each", "1"), each))
    return TimeReading("SET", read_duration(match, anchor).timex)


def read_days_of(match: Match, anchor: date | None) -> TimeReading:
    """The first or last units of a period: 去年的前10天 is 2020-01-01/2020-01-10.

    Option ``alone``: months of a year that is not said, 前五个月.
    """
    part, number = match.part("whole"), match.part("number")
    if number is not None and number.core[0].numeral is not None and "alone" in match.rule.options:
        return first_months(int(number.core[0].numeral.low))
    if part is None or number is None:
        raise ReadingError("no part of a period")
    unit = match.core[match.core.index(number.core[-1]) + 1].types.get("duration")
    if unit not in ("D", "W", "M", "Q"):
        raise ReadingError("no part of a period")
    whole = date_of(read_written(part), anchor)
    numeral = number.core[0].numeral
    steps = int(numeral.low) if numeral else 1
    first = match.code("edge") != "end"
    if unit in "QW":
        unit, steps = ("M", steps * 3) if unit == "Q" else ("D", steps * 7)
    if whole.begin is None or whole.finish is None:
        return days_of_a_month(whole, unit, steps, first=first)
    if unit == "D":
        begin = whole.begin if first else whole.finish - timedelta(days=steps - 1)
        finish = whole.begin + timedelta(days=steps - 1) if first else whole.finish
    else:
        begin, finish = months_of(whole.begin, whole.finish, steps, first=first)
    if begin < whole.begin or finish > whole.finish:
        raise ReadingError("more than the period has")
    timex = f"{begin}/{finish}" if unit == "D" else f"{begin:%Y-%m}/{finish:%Y-%m}"
    return TimeReading("DATE", timex, begin, finish, anchored=whole.anchored)
