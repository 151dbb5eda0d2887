"""Temporal expressions (TIMEX3), one reader a kind: a match and the article's date in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from pipeline.languages.matching.grammar import Match
from pipeline.times.clock import read_clock, read_iso_moment, read_short_length
from pipeline.times.clock_ranges import read_clock_range
from pipeline.times.dates import (
    read_date,
    read_date_code,
    read_decade,
    read_listed_months,
    read_lunar,
    read_until,
)
from pipeline.times.durations import read_days_of, read_duration, read_set, read_window
from pipeline.times.moments import (
    read_distance,
    read_distance_from,
    read_length_from,
    read_moment,
    read_moments,
    read_told_moment,
)
from pipeline.times.ranges import (
    read_date_span,
    read_edge_of,
    read_fiscal,
    read_rest,
    read_split_year,
    read_year_span,
)
from pipeline.times.spans import TimeReading
from pipeline.times.weeks import (
    read_feast,
    read_nth_of,
    read_part_at_a_distance,
    read_week_of,
    read_weekday_of_month,
    read_weekday_span,
)

__all__ = ["TIME_READERS", "TimeReading", "read_time"]

# What a rule of times.yaml may call its reader.
TIME_READERS: dict[str, Callable[[Match, date | None], TimeReading]] = {
    "date": read_date,
    "date_code": read_date_code,
    "lunar": read_lunar,
    "date_span": read_date_span,
    "year_span": read_year_span,
    "days_of": read_days_of,
    "edge_of": read_edge_of,
    "short_length": read_short_length,
    "rest": read_rest,
    "split_year": read_split_year,
    "fiscal": read_fiscal,
    "until": read_until,
    "listed_months": read_listed_months,
    "decade": read_decade,
    "nth_of": read_nth_of,
    "week_of": read_week_of,
    "weekday_of_month": read_weekday_of_month,
    "feast": read_feast,
    "weekday_span": read_weekday_span,
    "clock": read_clock,
    "iso_moment": read_iso_moment,
    "clock_range": read_clock_range,
    "duration": read_duration,
    "window": read_window,
    "distance": read_distance,
    "part_at_a_distance": read_part_at_a_distance,
    "moment": read_moment,
    "moments": read_moments,
    "told_moment": read_told_moment,
    "distance_from": read_distance_from,
    "length_from": read_length_from,
    "set": read_set,
}
# Those that count from the moment of publication; all others know its day only.
_FROM_THE_MOMENT = frozenset({"moment", "moments"})


def read_time(match: Match, anchor: date | None) -> TimeReading:
    """What the reader of a rule makes of its match: 明日の15時 is 2026-01-06T15 on 2026-01-05.

    Args:
        anchor: the article's date; a datetime where the time of day is known too.

    Raises: ReadingError when it is none.
    """
    if isinstance(anchor, datetime) and match.rule.kind not in _FROM_THE_MOMENT:
        anchor = anchor.date()
    return TIME_READERS[match.rule.kind](match, anchor)
