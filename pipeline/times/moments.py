"""Times counted from now in hours, minutes and seconds: 5分後, in half an hour, the past 3 hours."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.durations import read_duration
from pipeline.times.spans import TimeReading

BLANK = "XXXX-XX-XXTXX:XX"
_LENGTH = re.compile(r"P(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?")
_SECONDS = (604800, 86400, 3600, 60, 1)
# Longer ago than this nobody counts in hours.
_MOST_DAYS = 366


def parse_length(timex: str) -> timedelta:
    """The time a duration takes: ``PT1H30M`` is an hour and a half.

    Raises: ReadingError for a length that is vague or has no fixed time (months).
    """
    found = _LENGTH.fullmatch(timex)
    if found is None or not any(found.groups()):
        raise ReadingError("no fixed length of time")
    pairs = zip(found.groups(), _SECONDS, strict=True)
    seconds = sum((Decimal(number) * each for number, each in pairs if number), Decimal(0))
    if seconds > _MOST_DAYS * 86400:
        raise ReadingError("too long for a count of hours")
    return timedelta(microseconds=int(seconds * 1_000_000))


def write_moment(moment: datetime) -> str:
    """``2016-11-07T16:17:00``, with the offset when the anchor names one."""
    return moment.isoformat(timespec="seconds")


def read_moment(match: Match, anchor: date | None) -> TimeReading:
    """``5分後`` is 2026-01-05T16:17:00 when the article says it came at 16:12; else XXXX.

    Raises: ReadingError for a length that is none.
    """
    length = read_duration(match, None).timex
    if "T" not in length:
        raise ReadingError("days are counted from a day")
    if "X" in length or not isinstance(anchor, datetime):
        reason = "a vague distance" if "X" in length else "relative to a time of day which is not known"
        return TimeReading("TIME", BLANK, unresolved=reason)
    moment = _shift(anchor, length, match)
    return TimeReading("TIME", write_moment(moment), moment.date(), moment.date(), anchored=True)


def read_told_moment(match: Match, anchor: date | None) -> TimeReading:
    """``三時間後に復旧した`` tells of a moment three hours after another; it stays XXXX.

    Raises: ReadingError for a length of days.
    """
    if "T" not in read_duration(match, None).timex:
        raise ReadingError("days are counted from a day")
    return TimeReading("TIME", BLANK, unresolved="counted from another time")


def _shift(anchor: datetime, length: str, match: Match) -> datetime:
    sign = match.code("direction") or match.code("span_direction")
    return anchor + parse_length(length) * (-1 if sign == "-" else 1)


def read_moments(match: Match, anchor: date | None) -> TimeReading:
    """``前の三時間`` is 2026-01-05T13:12:00/2026-01-05T16:12:00 by an article of 16:12.

    Raises: ReadingError where the time of day is not known: it is a mere length then.
    """
    if not isinstance(anchor, datetime):
        raise ReadingError("a length of time, as the time of day is not known")
    length = read_duration(match, None).timex
    if "T" not in length:
        raise ReadingError("a length of days")
    moment = _shift(anchor, length, match)
    first, last = sorted((moment, anchor))
    return TimeReading(
        "TIME", f"{write_moment(first)}/{write_moment(last)}", first.date(), last.date(), anchored=True
    )
