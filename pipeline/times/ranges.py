"""Stretches of the calendar: 4〜9月期, from April to June 2019, 2026年3月期, 1990年代, 2021年第2周."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.times.dates import date_of, full_year, written_of_months
from pipeline.times.spans import (
    MODIFIERS,
    NO_ANCHOR,
    TimeReading,
    day_span,
    fiscal_year,
    last_day,
    resolve,
    shift_months,
)
from pipeline.times.written import RECENT, Written, is_no_year, read_written

_CENTURY = 100
# Lengths are told in fives; years as they come.
_ROUND = 5
_YEARS = re.compile(r"\d+")
_COMMON_YEAR = 2025


def read_date_span(match: Match, anchor: date | None) -> TimeReading:
    """``2025年4〜9月期`` is 2025-04/2025-09; without a year both ends keep XXXX.

    The pattern names its ends ``from`` and ``to``; a number without a mark has that
    of the other end.
    Option ``short`` wants years of two digits, where the words around show them: 25〜26年の累計.
    Raises: ReadingError for other years of two digits (20~30年 is a length) or a span that falls.
    """
    first, last = _end(match, "from"), _end(match, "to")
    last = _following(first, last)
    fields = _completed(first, last)
    relative = first.relative or last.relative
    if "short" in match.rule.options:
        _check_short(fields)
    elif (
        relative is None and len(match.every("year")) < len(fields) and any(is_no_year(end) for end in fields)
    ):
        raise ReadingError("no years of four digits")
    ends = [
        date_of(replace(end, fields=whole), anchor) for end, whole in zip((first, last), fields, strict=True)
    ]
    return join(ends[0], ends[1])


def _check_short(ends: Sequence[Mapping[str, int]]) -> None:
    """Raises: ReadingError for years that are none of late, that fall, or round ones (20〜30年, a length)."""
    years = [end.get("Y", 0) for end in ends]
    if years != sorted(years) or any(year not in RECENT for year in years):
        raise ReadingError("no years of late")
    if not any(year % _ROUND for year in years):
        raise ReadingError("two years, or so many of them")


def _end(match: Match, name: str) -> Written:
    part = match.part(name)
    if part is None:
        raise ReadingError("not two ends")
    part = part._replace(rule=replace(part.rule, options={**part.rule.options, "two_digits": "yes"}))
    # 4 of 4〜9月, 2025年4〜9月 and June 4–9: its mark stands at the other end
    loose = [] if part.code("month_name") or part.code("month_lower") else _unmarked(part.core)
    if len(loose) != 1:
        return written_of_months(part)
    rest = tuple(atom for atom in part.core if atom is not loose[0])
    written = read_written(part._replace(core=rest)) if rest else Written()
    numeral = loose[0].numeral
    return replace(written, fields={**written.fields, "?": int(numeral.low) if numeral else 0})


def _unmarked(core: Sequence[Atom]) -> list[Atom]:
    """The numbers with nothing behind them that says what they are: the 12 of "12, 2025"."""
    found = []
    for atom, after in zip(core, (*core[1:], None), strict=True):
        if atom.numeral is None or "year" in atom.types or atom.numeral.form == "nth":
            continue
        if after is None or not {"date_mark", "ordinal", "part", "period"} & after.types.keys():
            found.append(atom)
    return found


def _following(first: Written, last: Written) -> Written:
    """The second end with the year that its word counts from the first: 2025年11月至次年1月.

    A lone day is of the month, or the year, that the first end tells with a word: 来月27〜28日.
    """
    code, own = last.relative or "", last.fields.keys()
    if not code and first.relative and first.relative[0] in "YM" and own == {"D"}:
        return replace(last, relative=first.relative)
    if not code and first.relative and first.relative[0] == "W" and last.weekday:
        return replace(last, relative=first.relative)  # 来週火曜から木曜
    if not code and first.relative and first.relative[0] == "Y" and own in ({"M"}, {"M", "D"}):
        return _of_the_year(first, first.relative, last)
    if not code.startswith("Y?") or not code[2:] or "Y" not in first.fields or "Y" in last.fields:
        return last
    return replace(last, relative=None, fields={**last.fields, "Y": first.fields["Y"] + int(code[2:])})


def _of_the_year(first: Written, year: str, last: Written) -> Written:
    """The second end in the year of the first, or the next where it would fall: 去年11月到2月."""
    begin = first.fields.get("M", first.fields.get("?", 0))
    if begin <= last.fields["M"]:
        return replace(last, relative=year)
    return replace(last, relative=f"Y{int(year[1:]) + 1:+d}") if year[1:].lstrip("+-").isdecimal() else last


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
    """``2014-2018`` and ``2014–18`` are 2014/2018, ``2015-12`` is a month.

    Raises: ReadingError for what may be either: 2010-12.
    """
    surface = match.core[0].surface
    first, last = (int(number) for number in _YEARS.findall(surface))
    if 1 <= last <= 12 and surface[4] == "-":
        if last > first % _CENTURY:
            raise ReadingError("a month, or years")
        return day_span(first, last, None)
    if last < _CENTURY:
        last += first // _CENTURY * _CENTURY
    if last <= first:
        raise ReadingError("a span that falls")
    return join(day_span(first, None, None), day_span(last, None, None))


def read_rest(match: Match, anchor: date | None) -> TimeReading:
    """The part of a period before or after the article's date: the rest of the month, year to date.

    Option ``side``: ``after`` or ``before``; both hold the day itself.
    """
    code = match.code("relative") or match.code("calendar_unit") or match.code("to_date")
    whole = resolve(code or match.rule.options.get("relative", ""), anchor)
    if anchor is None or whole.begin is None or whole.finish is None:
        return whole
    after = match.rule.options["side"] == "after"
    begin, finish = (anchor, whole.finish) if after else (whole.begin, anchor)
    return TimeReading("DATE", f"{begin}/{finish}", begin, finish, anchored=True)


def read_split_year(match: Match, anchor: date | None) -> TimeReading:
    """``2024/25财年`` and the 2024-25 season are 2024/2025: a year whose first day is not said.

    Raises: ReadingError for two years that do not follow each other.
    """
    years = match.every("split_year")[0].surface
    first, second = int(years[:4]), int(years[5:])
    if second % 100 != (first + 1) % 100 or (second > 99 and second != first + 1):
        raise ReadingError("no two years side by side")
    return TimeReading("DATE", f"{first}/{first + 1}", unresolved="a year of its own over two calendar years")


def read_edge_of(match: Match, anchor: date | None) -> TimeReading:
    """The early, middle or late of a part of a year: ``late Q2`` is XXXX-Q2 mod end.

    Raises: ReadingError for what is no such word, or no part of a year.
    """
    whole, edge = match.part("whole"), match.code("part")
    if whole is None or edge not in MODIFIERS:
        raise ReadingError("no edge of a part of a year")
    return replace(date_of(read_written(whole), anchor), modifier=edge)


def read_fiscal(match: Match, anchor: date | None) -> TimeReading:
    """``2025年度`` and ``2026年3月期`` are FY2025; the rule's option says how it is named.

    Options: ``starts``, the first month, or ``unknown`` where it differs from firm to
    firm, so that no days can be told; ``named: end`` for one named by its last month.
    """
    written = read_written(match)
    relative = written.relative
    if relative is not None and "Y" not in written.fields:  # 2027年度末 says its year
        if relative[0] != "F":
            raise ReadingError("no fiscal year")
        whole = resolve(relative, anchor)
        return whole if written.part is None or whole.begin is None else fiscal_part(whole, written.part)
    year = written.fields.get("Y")
    if year is None and written.part not in (None, *MODIFIERS):
        return _blank_fiscal("FYXXXX", written.part, "the fiscal year is not said")
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


def days_of_a_month(month: TimeReading, unit: str, steps: int, *, first: bool) -> TimeReading:
    """The first two weeks of March are XXXX-03-01/XXXX-03-14 in any year; February's last are its end."""
    of = month.timex.removeprefix("XXXX-")
    if of == "02" and not first:
        return replace(month, modifier="end")
    if unit != "D" or len(of) != len("03") or not of.isdecimal():
        raise ReadingError("a part of a period that is not known")
    last = last_day(_COMMON_YEAR, int(of))
    begin, finish = (1, steps) if first else (last - steps + 1, last)
    if not 1 <= begin < finish <= last:
        raise ReadingError("more than the period has")
    return replace(month, timex=f"{month.timex}-{begin:02d}/{month.timex}-{finish:02d}")


def months_of(begin: date, finish: date, steps: int, *, first: bool) -> tuple[date, date]:
    """The first or last so many months of a period; more than its year has raise a ReadingError."""
    months = begin.month + steps - 1 if first else finish.month - steps + 1
    if not 1 <= months <= 12:
        raise ReadingError("more months than a year has")
    if first:
        return begin, date(begin.year, months, last_day(begin.year, months))
    return date(finish.year, months, 1), finish
