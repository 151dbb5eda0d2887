"""Temporal expressions (TIMEX3), one reader a kind: a match and the article's date in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.languages.matching.grammar import Match
from pipeline.times.clock import read_clock, read_datetime
from pipeline.times.dates import read_date, read_date_code, read_decade, read_fiscal, read_weekday
from pipeline.times.durations import read_distance, read_duration, read_set
from pipeline.times.ranges import read_date_span
from pipeline.times.spans import TimeReading

__all__ = ["TIME_READERS", "TimeReading"]

# What a rule of times.yaml may call its reader.
TIME_READERS: dict[str, Callable[[Match, date | None], TimeReading]] = {
    "date": read_date,
    "date_code": read_date_code,
    "date_span": read_date_span,
    "fiscal": read_fiscal,
    "decade": read_decade,
    "weekday": read_weekday,
    "clock": read_clock,
    "datetime": read_datetime,
    "duration": read_duration,
    "distance": read_distance,
    "set": read_set,
}
