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


@pytest.mark.parametrize(
    ("text", "found"),
    [("週中に一時$83,500をつけた。", []), ("一時金は3万円だ。", []), ("一時€1.2まで下げた。", []),
     ("署名は9分の6から13分の9に上がる。", []), ("相手の数十分の一である。", []),
     ("1時間半後に10分の3へ。", ["1時間半後"]),
     ("午後一時に会う。", ["午後一時"]), ("一時半に始まる。", ["一時半"]), ("数十分の会議だ。", ["数十分"])],
)  # fmt: skip
def test_for_a_while_and_parts_are_no_times(text, found):
    assert [time[0] for time in times(text)] == found


def test_a_vague_denominator_is_a_doubt():
    result = pipeline.process("価格は数百分の一に下がった。", "ja")
    assert not result.figures
    assert "vague-number" in [issue.code for issue in result.issues]


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


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "三時間後に復旧した。"),
        ("zh", "3小时后恢复了。"),
        ("en", "Two hours later, the price had doubled."),
    ],
)
def test_what_is_told_is_not_counted_from_now(lang, text):
    (found,) = times(text, lang, NOW)
    assert found[1:3] == ("TIME", "XXXX-XX-XXTXX:XX")


@pytest.mark.parametrize(
    ("lang", "text", "timex"),
    [
        ("ja", "遅延は180ミリ秒だ。", "PT0.18S"),
        ("zh", "耗时1小时20分。", "PT1H20M"),
        ("en", "It took 250 ms.", "PT0.25S"),
        ("ja", "取引は1日10時間だ。", "PT10H"),
    ],
)
def test_lengths_below_a_day(lang, text, timex):
    assert [found[2] for found in times(text, lang)] == [timex]


def test_parts_of_a_length_fall():
    assert "P365DT24H" not in [found[2] for found in times("24時間365日受け付ける。")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "John 3:16 and a ratio of 1:10"),
        ("en", "I am 30 and the price was 8.30"),
        ("zh", "比分为3:10，指数跌约20点"),
        ("ja", "スコアは3:10で、25時や午前15時はない"),
    ],
)
def test_what_is_no_time_of_day(lang, text):
    assert not [found for found in times(text, lang) if found[1] == "TIME"]
