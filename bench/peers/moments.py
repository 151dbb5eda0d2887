"""When two TIMEX values name the same days, written as they may be."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from pipeline.datatypes import Time
from tests.gold import GoldTime

# Any year will do for two dates without one.
YEAR = "2000"
_N = r"\d+(?:\.\d+)?"
_LENGTH = re.compile(
    rf"P(?:(?P<years>{_N})Y)?(?:(?P<months>{_N})M)?(?:(?P<weeks>{_N})W)?(?:(?P<days>{_N})D)?"
    rf"(?:T(?:(?P<hours>{_N})H)?(?:(?P<minutes>{_N})M)?(?:(?P<seconds>{_N})S)?)?"
)
_MONTHS = {"Q": 3, "H": 6}
_PART = re.compile(r"(\d{4})-([QH])([1-4])")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")


def same_moment(gold: GoldTime, found: Time) -> bool:
    """Whether type and TIMEX are the same, or the days that both cover.

    A peer that puts a year to every day is not blamed for it: ``XXXX-10-02`` is any
    second of October, ``T15`` is 15:00 of any day and ``XXXX-WXX-1`` any Monday; of
    ``2025-09`` with ``end`` any last days will do.
    """
    if gold.type != found.type:
        return False
    if gold.timex == found.timex or (gold.type == "DATE" and _same_days(gold, found)):
        return True
    if gold.type in {"DURATION", "SET"}:
        wanted = [length(end) for end in gold.timex.split("/")]
        return None not in wanted and wanted == [length(end) for end in found.timex.split("/")]
    clock = re.sub(r"\d{4}-\d\d-\d\d(?=T)", "", found.timex)
    return gold.timex.startswith("T") and gold.timex == clock


def _same_days(gold: GoldTime, found: Time) -> bool:
    begin = found.begin or (days(found.timex.replace("XXXX", YEAR)) or (None,))[0]
    if begin is None:
        return False
    if gold.timex.startswith("XXXX-WXX-"):
        return gold.timex[-1] == str(begin.isoweekday()) and days(found.timex) == (begin, begin)
    wanted = days(gold.timex.replace("XXXX", f"{begin.year:04}"))
    given = (begin, found.finish) if found.finish else days(found.timex.replace("XXXX", YEAR))
    if wanted and given and gold.modifier in {"start", "mid", "end"}:
        return wanted[0] <= given[0] and given[1] <= wanted[1]
    return wanted is not None and wanted == given


def length(timex: str) -> tuple[Decimal, Decimal] | None:
    """Months and seconds of a duration: ``P2W`` and ``P14D`` are one, ``P0.5Y`` is six months."""
    if not (parts := _LENGTH.fullmatch(timex)):
        return None
    number = {name: Decimal(text or 0) for name, text in parts.groupdict().items()}
    days_long = number["weeks"] * 7 + number["days"]
    seconds = ((days_long * 24 + number["hours"]) * 60 + number["minutes"]) * 60 + number["seconds"]
    return number["years"] * 12 + number["months"], seconds


def days(timex: str) -> tuple[date, date] | None:
    """The days of a TIMEX: ``2024-02`` is from the 1st to the 29th; None where it names none."""
    first, _, last = timex.partition("/")
    try:
        begin, finish = _days_of_one(first), _days_of_one(last or first)
    except ValueError:  # a season, a year of accounts, an unknown part
        return None
    return begin[0], finish[1]


def _days_of_one(timex: str) -> tuple[date, date]:
    if part := _PART.fullmatch(timex):
        length = _MONTHS[part[2]]
        return _months(int(part[1]), (int(part[3]) - 1) * length + 1, length)
    if week := _WEEK.fullmatch(timex):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + timedelta(days=6)
    if re.fullmatch(r"\d{3}", timex):
        return date(int(timex) * 10, 1, 1), date(int(timex) * 10 + 9, 12, 31)
    if year := re.fullmatch(r"(\d{4})(?:-(\d\d))?", timex):
        return _months(int(year[1]), int(year[2] or 1), 1 if year[2] else 12)
    day = date.fromisoformat(timex)
    return day, day


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1])
