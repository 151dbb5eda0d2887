"""Times of day: hours by the part of the day, ranges that rise, what is counted from now."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

import pipeline
from pipeline.errors import ReadingError
from pipeline.times.clock import Clock
from pipeline.times.moments import parse_length

NOW = datetime(2026, 1, 5, 16, 12)


def times(text, lang="ja", anchor=None):
    return [(t.surface, t.type, t.timex, t.modifier) for t in pipeline.process(text, lang, anchor).times]


@pytest.mark.parametrize(
    ("hour", "half", "wanted"),
    [(3, "PM", 15),
     (12, "PM", 12), (12, "AM", 0), (15, "PM", 15), (11, "NIGHT", 23), (1, "NIGHT", 1),
     (12, "NIGHT", 24), (1, "NOON", 13), (11, "NOON", 11), (0, "MORNING", 0),
     (6, "EVENING", 18), (9, None, 9)],
)  # fmt: skip
def test_an_hour_of_a_part_of_the_day(hour, half, wanted):
    assert Clock(hour, None, None, half).at(half).hour == wanted


@pytest.mark.parametrize(("hour", "half"), [(12, "MORNING"), (15, "AM"), (0, "PM"), (18, "NOON"), (24, "PM")])
def test_an_hour_that_a_part_of_the_day_has_not(hour, half):
    with pytest.raises(ReadingError):
        Clock(hour, None, None, half).at(half)


@pytest.mark.parametrize(
    ("text", "timex"),
    [("午後2時から4時まで", "T14/T16"),
     ("午前10時から午後1時まで", "T10/T13"), ("9時から17時まで", "T09/T17"),
     ("午前10時から3時まで", "T10/T15"), ("23時から6時まで", "T23/T06")],
)  # fmt: skip
def test_a_range_rises_where_it_can(text, timex):
    assert times(text)[0][2] == timex


def test_the_ends_of_a_range_are_no_bounds():
    assert times("4時から7時までだ。") == [("4時から7時", "TIME", "T04/T07", None)]


def test_a_day_of_a_time_is_the_day_it_covers():
    (found,) = pipeline.process("明日の15時に始まる。", "ja", date(2026, 1, 5)).times
    assert (found.begin, found.finish, found.anchor) == (date(2026, 1, 6), date(2026, 1, 6), date(2026, 1, 5))


def test_what_is_counted_from_now_needs_the_time_of_day():
    assert times("5分後に始まる。", anchor=NOW)[0][2] == "2026-01-05T16:17:00"
    result = pipeline.process("5分後に始まる。", "ja", NOW.date())
    assert result.times[0].timex == "XXXX-XX-XXTXX:XX"
    assert [issue.code for issue in result.issues] == ["unresolved-time"]


def test_the_zone_of_the_anchor_is_kept():
    tokyo = NOW.replace(tzinfo=timezone(timedelta(hours=9)))
    assert times("3時間前に止まった。", anchor=tokyo)[0][2] == "2026-01-05T13:12:00+09:00"


def test_a_day_counted_over_midnight():
    (found,) = pipeline.process("10時間後に始まる。", "ja", NOW).times
    assert (found.timex, found.begin) == ("2026-01-06T02:12:00", date(2026, 1, 6))


def test_days_are_counted_alike_with_a_time_of_day():
    for text in ("3日前に", "昨日", "先週月曜日に", "今月15日に", "24年末に"):
        assert times(text, anchor=NOW) == times(text, anchor=NOW.date())


@pytest.mark.parametrize(
    ("timex", "wanted"),
    [("PT1H30M", timedelta(minutes=90)), ("P2D", timedelta(days=2)), ("PT0.5S", timedelta(milliseconds=500))],
)
def test_the_time_a_length_takes(timex, wanted):
    assert parse_length(timex) == wanted


@pytest.mark.parametrize("timex", ["PTXM", "P3M", "P", "PT99999H"])
def test_a_length_that_is_no_fixed_time(timex):
    with pytest.raises(ReadingError):
        parse_length(timex)
