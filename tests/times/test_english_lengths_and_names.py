"""Lengths without a number, years of their own and names of days in English news."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 3, 18)
READ = [
    # lengths: a bound before "a year", a row, one word with its bound, one told like a clock
    ("They lock it up for at least a year.", ["P1Y at_least"]),
    ("It took the better part of a decade.", ["P10Y nearly"]),
    ("It costs over $5 a month.", []),
    ("It rose for nine straight weeks and two full years.", ["P9W", "P2Y"]),
    ("Two full years ago it rose.", ["2024"]),
    ("It has 12 full nodes.", []),
    ("A sub-10 ms latency came.", ["PT0.01S less_than"]),
    ("It took an hour and three quarters.", ["PT1H45M"]),
    ("It took two and three-quarter hours.", ["PT2.75H"]),
    ("He finished in 2:05:30.", []),
    ("It runs 9:30 to 16:00.", ["T09:30/T16:00"]),
    # over a length that is told first, and in equal parts: no bound
    ("Over 48 hours, it lost half.", ["PT48H"]),
    ("Over 48 hours passed.", ["PT48H more_than"]),
    ("The rest is paid in equal parts over 12 months.", ["P12M"]),
    # years of their own, and of the calendar
    ("It ships in the first half of calendar 2027.", ["2027-H1"]),
    ("It ships in late calendar 2026.", ["2026 end"]),
    ("It is promised for the summer.", ["XXXX-SU"]),
    # counted from what is told
    ("It earned $13m a year before.", ["XXXX"]),
    ("Between 2 and 3 p.m. it fell.", ["T14/T15"]),
    # when a thing is from, and not since when
    ("A wallet from 2011 woke.", ["2011"]),
    ("A report from March 2025 says so.", ["2025-03"]),
    ("A survey from 2019 to 2024 found it.", ["2019/2024"]),
    ("It ran from 2011 on.", ["2011 on_or_after"]),
    # weekdays that are counted, and names of firms and people
    ("It came out three Tuesdays ago.", []),
    ("It opens on Tuesdays.", ["XXXX-WXX-2"]),
    ("A stake in Sunday Labs was sold.", []),
    ("She says that August Berger has left.", []),
    ("In May Tether said so.", ["XXXX-05"]),
]


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_times_of_a_sentence(text, wanted):
    times = pipeline.process(text, "en", DAY).times
    assert [" ".join(filter(None, (time.timex, time.modifier))) for time in times] == wanted


@pytest.mark.parametrize(
    ("text", "surface", "begin"),
    [
        ("In the second week of May, it fell.", "second week of May", None),
        ("In the second week of May, 2025, it fell.", "second week of May, 2025", date(2025, 5, 8)),
        # no two years of the calendar
        ("The budget of fiscal 2026-27 is set.", "fiscal 2026-27", None),
    ],
)
def test_how_far_a_time_goes(text, surface, begin):
    (time,) = pipeline.process(text, "en", DAY).times
    assert (time.surface, time.begin) == (surface, begin)


@pytest.mark.parametrize(
    "text",
    [
        "It came out on Tuesdays.",
        "It is kept at 20 degrees Celsius.",
        "It was 101 degrees Fahrenheit.",
        "At 10 a.m. Pacific time it fell.",
        "It is due by 11:59 p.m. Pacific on Friday.",
        "The Danes paid DKK 7.4m.",
        "It left 16 MiB at 10 Gbit/s.",
        "A Category 4 storm and Form 8-K came; Flight BA 286 left.",
        "Design PUE is 1.17.",
        "It was signed on the Fourth of July.",
        "In both cases holders found it.",
        "The attorney works from Suite 810 there.",
        "The endpoint is limited to 90 RPM.",
        "Both halves of 2024 were weak.",
    ],
)
def test_no_name_and_nobody_is_meant(text):
    found = [entity.surface for entity in pipeline.process(text, "en", DAY).entities]
    assert [name for name in found if name.lower() != "it"] == []
