"""Stretches of the calendar: 4〜9月期, from April to June 2019, 2026年3月期, 1990年代, 2021年第2周."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.dates import date_of, full_year
from pipeline.times.spans import (
    MODIFIERS,
    NO_ANCHOR,
    TimeReading,
    century_span,
    day_span,
    decade_span,
    fiscal_year,
    last_day,
    part_span,
    resolve,
    shift_months,
    week_span,
)
from pipeline.times.written import FIRST_YEAR, LAST_YEAR, Written, read_written

_CENTURY = 100
_YEARS = re.compile(r"\d+")
# Of these decades nobody need name the century: 90年代; 20年代 or 30年代 may be of either.
_DECADES = frozenset({50, 60, 70, 80, 90})
# The halves of a decade or century have no sign of their own.
_HALVES = {"H1": "start", "H2": "end"}


def read_date_span(match: Match, anchor: date | None) -> TimeReading:
    """``2025年4〜9月期`` is 2025-04/2025-09; without a year both ends keep XXXX.

    The pattern names its ends ``from`` and ``to``; a number without a mark has that
    of the other end.
    Raises: ReadingError for years of two digits (20~30年 is a length) or a span that falls.
    """
    first, last = _end(match, "from"), _end(match, "to")
    last = _following(first, last)
    fields = _completed(first, last)
    relative = first.relative or last.relative
    if relative is None and any(not FIRST_YEAR <= end.get("Y", FIRST_YEAR) <= LAST_YEAR for end in fields):
        raise ReadingError("no years of four digits")
    ends = [
        date_of(replace(end, fields=whole), anchor) for end, whole in zip((first, last), fields, strict=True)
    ]
    return join(ends[0], ends[1])


def _end(match: Match, name: str) -> Written:
    part = match.part(name)
    if part is None:
        raise ReadingError("not two ends")
    part = replace(part, rule=replace(part.rule, options={**part.rule.options, "two_digits": "yes"}))
    last = part.core[-1]
    if last.numeral is None or "year" in last.types or "month_name" in part.rule.slots:
        return read_written(part)
    # 4 of 4〜9月 and 2025年4〜9月: its mark stands at the other end
    written = read_written(replace(part, core=part.core[:-1])) if part.core[1:] else Written()
    return replace(written, fields={**written.fields, "?": int(last.numeral.low)})


def _following(first: Written, last: Written) -> Written:
    """The second end with the year that its word counts from the first: 2025年11月至次年1月."""
    code = last.relative or ""
    if not code.startswith("Y?") or not code[2:] or "Y" not in first.fields or "Y" in last.fields:
        return last
    return replace(last, relative=None, fields={**last.fields, "Y": first.fields["Y"] + int(code[2:])})


def _completed(first: Written, last: Written) -> tuple[dict[str, int], dict[str, int]]:
    """What one end leaves out the other says: 4〜9月 begins in a month, 3月3〜5日 ends in March."""
    begin = _marked(dict(first.fields), last.fields)
    end = _marked(dict(last.fields), first.fields)
    if first.part and last.part and (not begin or not end):
        year = {"Y": (begin or end)["Y"]} if "Y" in (begin or end) else {}
        return {**year, **begin}, {**year, **end}  # Q1 to Q3 2024
    if "Y" in end and "Y" in begin and end["Y"] < _CENTURY <= begin["Y"]:
        end["Y"] += begin["Y"] // _CENTURY * _CENTURY  # 2024〜25年
    if "D" in end and "M" not in end and "M" in begin:
        end["M"] = begin["M"]
    if "D" in begin and "M" not in begin and "M" in end:
        begin["M"] = end["M"]
    if "Y" in begin and "Y" not in end and "M" in end:
        end["Y"] = begin["Y"] + ((end["M"], end.get("D", 0)) < (begin.get("M", 0), begin.get("D", 0)))
    elif "Y" in end and "Y" not in begin and "M" in begin:
        begin["Y"] = end["Y"] - ((end.get("M", 12), end.get("D", 31)) < (begin["M"], begin.get("D", 0)))
    return begin, end


def _marked(fields: dict[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The same with the lone number under the last mark of the other end: 3 of 3〜5月 is a month."""
    if "?" not in fields:
        return fields
    mark = next((key for key in ("D", "M", "Y") if key in other), None)
    if mark is None or mark in fields:
        raise ReadingError("numbers without a mark")
    return {mark if key == "?" else key: number for key, number in fields.items()}


def join(begin: TimeReading, end: TimeReading) -> TimeReading:
    """One span from two dates: 2014 and 2018-05-02 are 2014/2018-05-02.

    Raises: ReadingError for a span that falls, or ends that do not go together.
    """
    timex = f"{begin.timex}/{end.timex}"
    anchored = begin.anchored or end.anchored
    if begin.begin is None or end.finish is None:
        unresolved = begin.unresolved or end.unresolved
        if len(begin.timex) != len(end.timex) and unresolved != NO_ANCHOR:
            raise ReadingError("ends of different kinds")
        return TimeReading("DATE", timex, unresolved=unresolved)
    if begin.begin > end.finish:
        raise ReadingError("a span that falls")
    return TimeReading("DATE", timex, begin.begin, end.finish, anchored=anchored)


def read_year_span(match: Match, anchor: date | None) -> TimeReading:
    """``2014-2018`` and ``2014–18`` are 2014/2018."""
    first, last = (int(number) for number in _YEARS.findall(match.core[0].surface))
    if last < _CENTURY:
        last += first // _CENTURY * _CENTURY
    if last <= first:
        raise ReadingError("a span that falls")
    return join(day_span(first, None, None), day_span(last, None, None))


def read_rest(match: Match, anchor: date | None) -> TimeReading:
    """The part of a period before or after the article's date: the rest of the month, year to date.

    Option ``side``: ``after`` or ``before``; both hold the day itself.
    """
    code = match.code("relative") or match.code("rest") or ""
    whole = resolve(code, anchor)
    if anchor is None or whole.begin is None or whole.finish is None:
        return whole
    after = match.rule.options["side"] == "after"
    begin, finish = (anchor, whole.finish) if after else (whole.begin, anchor)
    return TimeReading("DATE", f"{begin}/{finish}", begin, finish, anchored=True)


def read_days_of(match: Match, anchor: date | None) -> TimeReading:
    """The first or last units of a period: 去年的前10天 is 2020-01-01/2020-01-10."""
    part, number, unit = match.part("whole"), match.part("number"), match.core[-1].types.get("duration")
    if part is None or number is None or unit not in ("D", "M", "Q"):
        raise ReadingError("no part of a period")
    whole = date_of(read_written(part), anchor)
    numeral = number.core[0].numeral
    steps = int(numeral.low) if numeral else 1
    if whole.begin is None or whole.finish is None:
        raise ReadingError("a part of a period that is not known")
    first = match.code("edge") != "end"
    if unit == "Q":
        unit, steps = "M", steps * 3
    if unit == "D":
        begin = whole.begin if first else whole.finish - timedelta(days=steps - 1)
        finish = whole.begin + timedelta(days=steps - 1) if first else whole.finish
    else:
        begin, finish = _months_of(whole.begin, whole.finish, steps, first=first)
    if begin < whole.begin or finish > whole.finish:
        raise ReadingError("more than the period has")
    timex = f"{begin}/{finish}" if unit == "D" else f"{begin:%Y-%m}/{finish:%Y-%m}"
    return TimeReading("DATE", timex, begin, finish, anchored=whole.anchored)


def _months_of(begin: date, finish: date, steps: int, *, first: bool) -> tuple[date, date]:
    months = begin.month + steps - 1 if first else finish.month - steps + 1
    if not 1 <= months <= 12:
        raise ReadingError("more months than a year has")
    if first:
        return begin, date(begin.year, months, last_day(begin.year, months))
    return date(finish.year, months, 1), finish


def read_fiscal(match: Match, anchor: date | None) -> TimeReading:
    """``2025年度`` and ``2026年3月期`` are FY2025; the rule's option says how it is named.

    Options: ``starts``, the first month, or ``unknown`` where it differs from firm to
    firm, so that no days can be told; ``named: end`` for one named by its last month.
    """
    written = read_written(match)
    relative = written.relative
    if relative is not None:
        if relative[0] != "F":
            raise ReadingError("no fiscal year")
        whole = resolve(relative, anchor)
        return whole if written.part is None or whole.begin is None else fiscal_part(whole, written.part)
    year = written.fields.get("Y")
    if year is None:
        raise ReadingError("no year")
    if year < 100:
        if anchor is None:
            return _blank_fiscal(f"FYXX{year:02d}", written.part, "the century is not said")
        year = full_year(year, anchor)
    starts = match.rule.options.get("starts", "4")
    if starts == "unknown":
        return _blank_fiscal(f"FY{year}", written.part, "the months of this fiscal year are not said")
    start = int(starts)
    if match.rule.options.get("named") == "end":
        month = written.fields["M"]
        if not 1 <= month <= 12:
            raise ReadingError(f"no month {month}")
        start = month % 12 + 1
        year -= month < 12
    whole = fiscal_year(year, start)
    return whole if written.part is None else fiscal_part(whole, written.part)


def _blank_fiscal(timex: str, part: str | None, unresolved: str) -> TimeReading:
    if part in MODIFIERS:
        return TimeReading("DATE", timex, modifier=part, unresolved=unresolved)
    return TimeReading("DATE", timex if part is None else f"{timex}-{part}", unresolved=unresolved)


def fiscal_part(whole: TimeReading, part: str) -> TimeReading:
    """A quarter or half of a fiscal year, counted from its own first month; or its start or end."""
    if part in MODIFIERS:
        return replace(whole, modifier=part)
    months = {"Q": 3, "H": 6}.get(part[0])
    if months is None or whole.begin is None:
        raise ReadingError(f"{part} of a fiscal year")
    begin = shift_months(whole.begin, months * (int(part[1]) - 1))
    finish = shift_months(begin, months) - timedelta(days=1)
    return replace(whole, timex=f"{whole.timex}-{part}", begin=begin, finish=finish)


def read_decade(match: Match, anchor: date | None) -> TimeReading:
    """``1990年代`` is 199, 1990 to 1999; ``21世紀`` 20 (TIMEX3 counts centuries from 0)."""
    said = match.part("decade") or match
    atom = next(
        a for a in said.core if {"number", "decade_code", "decade_word", "day_ordinal"} & a.types.keys()
    )
    if atom.numeral is not None:
        number = int(atom.numeral.low) if atom.numeral.low == int(atom.numeral.low) else 0
    else:
        digits = "".join(char for char in atom.surface if char.isdecimal())
        number = int(digits or atom.types.get("decade_word") or atom.types["day_ordinal"])
    if match.rule.options["spans"] == "century":
        return _with_part(century_span(number), match)
    century = match.part("century")
    if century is not None and number < 100:
        return _decade_of(century, number, match, anchor)
    if number in _DECADES:
        number += 1900
    if number % 10 or not FIRST_YEAR <= number <= LAST_YEAR:
        raise ReadingError("no decade of four digits")
    return _with_part(decade_span(number), match)


def _decade_of(century: Match, number: int, match: Match, anchor: date | None) -> TimeReading:
    """20世纪90年代 is 199, and so is 上世纪90年代 when the article's date is known."""
    numeral = century.core[0].numeral
    if numeral is not None:
        first_year = int(numeral.low) * 100 - 100 + number
        return _with_part(decade_span(first_year), match)
    whole = resolve(century.code("relative") or "", anchor)
    if whole.begin is None:
        return TimeReading("DATE", f"XX{number // 10}", unresolved=whole.unresolved)
    return replace(_with_part(decade_span(whole.begin.year - 1 + number), match), anchored=True)


def _with_part(span: TimeReading, match: Match) -> TimeReading:
    part = match.code("part") or match.code("period")
    part = _HALVES.get(part or "", part)
    return span if part is None else part_span(span, part, None, None)


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
        year = found.year if (found := resolve(whole.relative, anchor).begin) else None
    word = week_part.core[0]
    number = int(word.numeral.low) if word.numeral else int(word.types.get("day_ordinal", "0"))
    if year is None:
        return TimeReading(
            "DATE", f"XXXX-W{number:02d}" if number else "XXXX-WXX", unresolved="the year is not said"
        )
    last = date(year, 12, 28).isocalendar().week  # which is always in the last one
    if number > last:
        raise ReadingError(f"no week {number} in {year}")
    span = week_span(date.fromisocalendar(year, number or last, 1))
    return replace(span, anchored=whole.relative is not None)
