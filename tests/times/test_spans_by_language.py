"""Dates, spans and windows in each language: the value and the days it covers."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 1, 5)
READ = [
    ("en", "It ran from April to June 2019.", "2019-04/2019-06", "2019-04-01", "2019-06-30"),
    ("en", "It ran June 9 to 12, 2025.", "2025-06-09/2025-06-12", "2025-06-09", "2025-06-12"),
    ("en", "It ran 2014 through May 2nd 2018.", "2014/2018-05-02", "2014-01-01", "2018-05-02"),
    ("en", "I am out the next 3 days.", "2026-01-06/2026-01-08", "2026-01-06", "2026-01-08"),
    ("en", "It rose since March 2020.", "2020-03", "2020-03-01", "2020-03-31"),
    ("en", "It ended 2 weeks before Christmas.", "XXXX-12-11", None, None),
    ("en", "In the last week of 2016 it fell.", "2016-W52", "2016-12-26", "2017-01-01"),
    ("en", "Sales in the three months to June 2025 rose.", "2025-04/2025-06", "2025-04-01", "2025-06-30"),
    ("en", "Sales in the half-year to December 2025 rose.", "2025-H2", "2025-07-01", "2025-12-31"),
    ("en", "Sales in the year ended December 2025 rose.", "FY2025", "2025-01-01", "2025-12-31"),
    ("en", "Sales in the year to March 31, 2026 rose.", "2025-04/2026-03", "2025-04-01", "2026-03-31"),
    ("en", "Sales in the year to March rose.", "XXXX-04/XXXX-03", None, None),
    ("en", "Sales in the June quarter of 2025 rose.", "2025-04/2025-06", "2025-04-01", "2025-06-30"),
    ("zh", "2025年11月至次年1月的数据", "2025-11/2026-01", "2025-11-01", "2026-01-31"),
    ("zh", "2024年前三季度的营收", "2024-01/2024-09", "2024-01-01", "2024-09-30"),
    ("zh", "过去十年的变化", "2016-01-05/2026-01-04", "2016-01-05", "2026-01-04"),
    ("zh", "19世纪60年代的灯塔", "186", "1860-01-01", "1869-12-31"),
    ("zh", "农历八月十五是节日", "XXXX-XX-XX", None, None),
    ("ja", "2025年11月から翌年1月まで開く", "2025-11/2026-01", "2025-11-01", "2026-01-31"),
    ("ja", "今後3年間の計画", "2026-01-06/2029-01-05", "2026-01-06", "2029-01-05"),
    ("ja", "今年度上期に出す", "FY2025-H1", "2025-04-01", "2025-09-30"),
    (
        "ja",
        "2026年4月28日10時から5月1日9時まで開く",
        "2026-04-28T10/2026-05-01T09",
        "2026-04-28",
        "2026-05-01",
    ),
    (
        "ja",
        "2026年12月28日12:00〜1月5日9:00",
        "2026-12-28T12:00/2027-01-05T09:00",
        "2026-12-28",
        "2027-01-05",
    ),
    ("ja", "4月28日10時から30日9時まで", "XXXX-04-28T10/XXXX-04-30T09", None, None),
    ("ja", "予定(9/8〜9/14)を読む。", "XXXX-09-08/XXXX-09-14", None, None),
    ("ja", "8/31-9/6の週を振り返る", "XXXX-08-31/XXXX-09-06", None, None),
    ("ja", "年末に開く", "2026", "2026-01-01", "2026-12-31"),
    ("en", "It rests for 3 weeks from May 4, 2026.", "2026-05-04/2026-05-24", "2026-05-04", "2026-05-24"),
    ("en", "It rests for six months starting tomorrow.", "2026-01-06/2026-07-05", "2026-01-06", "2026-07-05"),
    ("en", "It rests from March 3 for ten days.", "XXXX-03-03/XXXX-03-12", None, None),
    ("en", "It runs for 8 hours from 22:30.", "T22:30/T06:30", None, None),
    ("ja", "12月28日から10日間休む", "XXXX-12-28/XXXX-01-06", None, None),
    ("ja", "あす22時から3時間止める", "2026-01-06T22/2026-01-07T01", "2026-01-06", "2026-01-07"),
    ("zh", "自3月3日起两周内办理", "XXXX-03-03/XXXX-03-16", None, None),
    ("zh", "从六月的第一个星期一到八月三十日放假", "XXXX-06-WXX-1-#1/XXXX-08-30", None, None),
    ("zh", "2018年12月九号到十五号开会", "2018-12-09/2018-12-15", "2018-12-09", "2018-12-15"),
    ("zh", "5号到8号之间交付", "XXXX-XX-05/XXXX-XX-08", None, None),
    ("zh", "周一到周五上班", "XXXX-WXX-1/XXXX-WXX-5", None, None),
    ("zh", "下下个月上线", "2026-03", "2026-03-01", "2026-03-31"),
    ("ja", "火曜日から木曜日まで休む", "XXXX-WXX-2/XXXX-WXX-4", None, None),
    ("ja", "3世紀前の話だ", "1726", "1726-01-01", "1726-12-31"),
    ("ja", "1年半前に入社した", "2024-07", "2024-07-01", "2024-07-31"),
    ("ja", "1年2カ月前に入社した", "2024-11", "2024-11-01", "2024-11-30"),
    ("ja", "毎週末に走る", "XXXX-WXX-WE", None, None),
    ("en", "It lasted half a century.", "P50Y", None, None),
    ("en", "It took a quarter of a century.", "P25Y", None, None),
]
# Where the last day hangs on a year or a month that is not said, there is no span.
APART = [
    ("en", "It rests for ten days beginning February 25.", ["P10D", "XXXX-02-25"]),
    ("en", "It opens ten days from Saturday.", ["XXXX-XX-XX"]),
    ("ja", "28日から3日間休む", ["P3D", "XXXX-XX-28"]),
    ("ja", "同日から3日間休む", ["P3D", "XXXX-XX-XX"]),
    ("ja", "5月1日から2日以内に払う", ["P2D", "XXXX-05-01"]),
    ("zh", "自2月25日起十天内办理", ["P10D", "XXXX-02-25"]),
]


@pytest.mark.parametrize(("lang", "text", "timex", "begin", "finish"), READ, ids=[row[1] for row in READ])
def test_value_and_days(lang, text, timex, begin, finish):
    (found,) = pipeline.process(text, lang, DAY).times
    days = tuple(day and day.isoformat() for day in (found.begin, found.finish))
    assert (found.timex, days) == (timex, (begin, finish))
    assert text[found.start : found.end] == found.surface


@pytest.mark.parametrize(
    ("lang", "text", "modifier"),
    [
        ("ja", "2018年7月9日またはその前に出た本", "on_or_before"),
        ("ja", "2018年7月9日及びそれ以降の売上", "on_or_after"),
        ("ja", "2018年7月9日の前に出た本", "before"),
        ("ja", "2018年7月の前年比", None),
        ("zh", "早于2020年5月的记录", "before"),
        ("zh", "晚于2020年5月的记录", "after"),
        ("zh", "不晚于2020年5月", "on_or_before"),
    ],
)
def test_bounds_of_two_words(lang, text, modifier):
    assert [time.modifier for time in pipeline.process(text, lang).times][:1] == [modifier]


@pytest.mark.parametrize(("lang", "text", "timexes"), APART, ids=[row[1] for row in APART])
def test_start_and_length_apart(lang, text, timexes):
    assert sorted(time.timex for time in pipeline.process(text, lang).times) == timexes


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "the past year"), ("ja", "昨年から来年まで"), ("zh", "上周五")]
)
def test_nothing_is_resolved_without_a_date(lang, text):
    assert all(time.begin is None and time.anchor is None for time in pipeline.process(text, lang).times)
