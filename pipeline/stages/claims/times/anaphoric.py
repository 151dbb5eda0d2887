"""Times that count from another time of the text: 前年同期, that year, 次年, two years later.

A time record says what its own words say (XXXX for 同年; an article's day is all it is counted
from). What a figure is of needs more: here such words are read from the time told before them.
``2025年4〜6月期は10億円、前年同期は8億円`` has 8億円 in 2024-Q2.

Codes of the cues (kind ``then``): a grain and how far. ``Y-1`` the year before, ``M+0`` that
month, ``W+1`` the week after, ``same-1`` the same stretch a year earlier, ``step-1`` the stretch
before (quarter before quarter); ``n`` for the number in the words (two years later: ``Y+n``), and
``?`` behind it where the words count from the article's day as well (3年後): then that is kept, if
the other reading would lie behind the article's day. ``end+0`` is the end of the stretch told
(期末, at quarter-end).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeline.datatypes import Cue, Time
from pipeline.stages.claims.times.moments import days_of

RULE = "anaphoric"
# A time told more than so many units before is no longer meant; the day of a chronicle is for longer
# (10月11日凌晨 ... 当天), and so is a report's quarter.
_REACH, _DAYS, _REPORTED = 3, 8, 12
_CODE = re.compile(r"(?P<grain>[YQMWD]|same|step|end)(?P<sign>[+-])(?P<number>\d|n)(?P<doubt>\?)?")
_POINT = re.compile(
    r"(?P<fiscal>FY)?(?P<year>\d{4}|XXXX)(?:-(?:(?P<part>[QH])(?P<nth>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)
_PARTS = {"Q": 4, "H": 2}
_MONTHS = 12
_STRETCHES = ("same", "step", "end")
# What asks for the stretch that is reported on, by what that must look like.
_REPORTS = {"Q": re.compile(r".*(?:-Q[1-4]|/.*)"), "end": re.compile(r".*(?:-[QH][1-4]|/.*)|FY.*")}


def resolve_times(
    times: Sequence[Time], cues: Iterable[Cue], unit_at: Callable[[int], int]
) -> Iterator[Time]:
    """The times of a text, those of another time's reckoning told anew, in text order.

    Args:
        times: in text order.
        cues: those of kind ``then``.
        unit_at: the number of the unit an offset lies in.
    """
    told: list[Time] = []
    waiting = list(times)
    for cue in _longest(cues):
        while waiting and waiting[0].end <= cue.start:
            time = waiting.pop(0)
            if _tells(day := _its_day(time)):
                told.append(day)
            yield time
        met = [time for time in waiting if time.start < cue.end]
        base = _base(cue, told, unit_at)
        found = _counted(cue, base, met) if base is not None else None
        if found is not None:
            del waiting[: len(met)]
            yield found
            if "+" in cue.code and not cue.code.endswith("+0"):
                told.append(_its_day(found))
    yield from waiting


def _base(cue: Cue, told: Sequence[Time], unit_at: Callable[[int], int]) -> Time | None:
    """The time told before that a cue counts from; None where it is too long ago."""
    unit, grain = unit_at(cue.start), cue.code[:-2]
    if (report := _REPORTS.get(grain)) is not None:
        for time in reversed(told):
            if unit - unit_at(time.start) > _REPORTED:
                break
            if report.fullmatch(time.timex) and not _lies_ahead(time):
                return time
    # Nobody compares with a stretch yet to come: it plans to list next year; over the same period ...
    past = [time for time in told if not _lies_ahead(time)] if cue.code.startswith(_STRETCHES) else told
    usable = past or told
    reach = _DAYS if cue.code == "D+0" else _REACH
    near = bool(usable) and unit - unit_at(usable[-1].start) <= reach
    return usable[-1] if near else None


def _longest(cues: Iterable[Cue]) -> Iterator[Cue]:
    """The cues in text order, none inside another."""
    end = 0
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        if cue.start >= end:
            end = cue.end
            yield cue


def _its_day(time: Time) -> Time:
    """The day of a time of day (the evening of 11 October), from which others count; all else as it is."""
    day, clock, _ = time.timex.partition("T")
    if not clock or time.type != "TIME" or not _POINT.fullmatch(day):
        return time
    begin, finish = days_of(day)
    return replace(time, type="DATE", timex=day, begin=begin, finish=finish)


def _tells(time: Time) -> bool:
    return time.type == "DATE" and any(_POINT.fullmatch(end) for end in time.timex.split("/"))


def _lies_ahead(time: Time) -> bool:
    """Whether a time is told from the article's day and lies behind it: next year."""
    return time.anchor is not None and time.begin is not None and time.begin > time.anchor


def _counted(cue: Cue, told: Time, met: Sequence[Time]) -> Time | None:
    """The time that a cue makes of the one told before it; None where it makes none."""
    code = _CODE.fullmatch(cue.code)
    if code is None or (code["number"] == "n" and cue.value is None):
        return None
    number = int(cue.value or 0) if code["number"] == "n" else int(code["number"])
    number = -number if code["sign"] == "-" else number
    at_end = code["grain"] == "end"
    timex = told.timex if at_end else _shift(told.timex, code["grain"], number)
    if timex is None:
        return None
    begin, finish = days_of(timex)
    if code["doubt"]:
        days = [time.anchor for time in met if time.anchor is not None]
        # What the time rules leave open (两周后又...) counts from no article's day.
        left_open = bool(met) and all("X" in time.timex for time in met)
        if finish is None or not (left_open or days) or any(finish > day for day in days[:1]):
            return None
    if (
        len(met) == 1
        and begin is not None
        and begin == finish
        and (met[0].type == "TIME" or cue.code == "D+0")
    ):  # that day, or noon of it, is a time told outright, its day closed
        clock = "".join(met[0].timex.partition("T")[1:])
        return replace(met[0], timex=f"{timex}{clock}", begin=begin, finish=finish, anchor=None)
    start, end = min([cue.start, *(t.start for t in met)]), max([cue.end, *(t.end for t in met)])
    head = told.time_id.split(":time:", 1)[0]
    return replace(
        told, time_id=f"{head}:time:{start}-{end}:DATE", start=start, end=end, surface="", timex=timex,
        begin=finish if at_end else begin, finish=finish, modifier="end" if at_end else None,
        anchor=None, rule=RULE,
    )  # fmt: skip


def _shift(timex: str, grain: str, number: int) -> str | None:
    """A TIMEX3 date counted on: (2025-Q2, same, -1) is 2024-Q2, (2025-Q1, step, -1) 2024-Q4."""
    ends = timex.split("/")
    points = [_POINT.fullmatch(end) for end in ends]
    if grain == "same":
        return "/".join(
            end if point is None else _year(point, number) + end[len(point["fiscal"] or "") + 4 :]
            for end, point in zip(ends, points, strict=True)
        )
    last = points[-1]
    if last is None or (grain == "step" and len(ends) > 1):
        return None
    if grain == "step":
        grain = last["part"] or ("D" if last["day"] else "M" if last["month"] else "Y")
    if grain == "Y":
        return _year(last, number)
    if grain in _PARTS:
        return _nth_part(last, grain, number)
    return _month_or_day(last, grain, number)


def _year(point: re.Match[str], number: int) -> str:
    fiscal, year = point["fiscal"] or "", point["year"]
    return fiscal + (year if year == "XXXX" else f"{int(year) + number:04d}")


def _nth_part(point: re.Match[str], part: str, number: int) -> str | None:
    """The quarter or half so many on; of a month the one it lies in."""
    if point["part"] == part:
        nth = int(point["nth"]) - 1 + number
    elif point["month"]:
        nth = (int(point["month"]) - 1) * _PARTS[part] // _MONTHS + number
    else:
        return None
    years, rest = divmod(nth, _PARTS[part])
    return f"{_year(point, years)}-{part}{rest + 1}"


def _month_or_day(point: re.Match[str], grain: str, number: int) -> str | None:
    if point["month"] is None or (grain != "M" and point["day"] is None):
        return None
    if grain == "M":
        years, rest = divmod(int(point["month"]) - 1 + number, _MONTHS)
        return f"{_year(point, years)}-{rest + 1:02d}"
    if point["year"] == "XXXX":
        return point[0] if not number else None
    day = date(int(point["year"]), int(point["month"]), int(point["day"]))
    if grain == "W":
        later = (day + timedelta(weeks=number)).isocalendar()
        return f"{later.year:04d}-W{later.week:02d}"
    return (day + timedelta(days=number)).isoformat()
