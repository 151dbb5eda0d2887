"""English weekdays of a month, weeks of a day, halves of many years, compound lengths and bounds."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 3, 18)
READ = [
    # which weekday of which month
    ("It lists on the last Friday of the month.", ["2026-03-27"]),
    ("It opens on the first Monday of next month.", ["2026-04-06"]),
    ("Every third Wednesday of the month it meets.", ["XXXX-XX-WXX-3-#3"]),
    ("Every second Tuesday of the month it meets.", ["XXXX-XX-WXX-2-#2"]),
    ("It expires on the last Friday of the quarter.", []),
    ("It meets every other Friday.", ["XXXX-WXX-5"]),
    # weeks told by a day or a number
    ("In the week of March 9, 2026 it fell.", ["2026-W11"]),
    ("In the week ended March 13, 2026 it fell.", ["2026-W11"]),
    ("In the week ending 10 March 2026 it fell.", ["2026-03-04/2026-03-10"]),
    ("In the week starting March 8, 2026 it fell.", ["2026-03-08/2026-03-14"]),
    ("In the week of June 1 it fell.", ["XXXX-WXX"]),
    ("In the week of March 9-13 it fell.", ["XXXX-03-09/XXXX-03-13"]),
    ("It peaked in week 23 of 2025.", ["2025-W23"]),
    # parts of what is no year
    ("The second half of any plan takes longer.", []),
    ("It grew in the first half of the 20th century.", ["19 start"]),
    ("It fell in the second half of the 2010s.", ["201 end"]),
    ("It ends in the second half of the decade.", ["202 end"]),
    ("It fell in the first half of 2025.", ["2025-H1"]),
    ("In the first two weeks of March it fell.", ["XXXX-03-01/XXXX-03-14"]),
    ("It fell in the last three days of the month.", ["2026-03-29/2026-03-31"]),
    ("It fell in the last two days of February.", ["XXXX-02 end"]),
    ("It resets on the first of the month and the 15th of every month.", ["2026-03-01", "XXXX-XX-15"]),
    ("It is the third of the month's hikes.", []),
    ("It ships in late Q2, and by the end of the third quarter.", ["XXXX-Q2 end", "XXXX-Q3 end"]),
    ("It ships early in the second quarter of 2026 or in mid-Q4 2027.", ["2026-Q2 start", "2027-Q4 mid"]),
    ("The vote comes early in 2027 and late in the year.", ["2027 start", "2026 end"]),
    ("Volumes are near 2021 levels, told in 2024 dollars.", ["2021", "2024"]),
    ("It resets every three to four weeks, or every few days.", ["P3W/P4W", "PXD"]),
    # bounds of two words
    ("They can be put on or after 15 June 2028.", ["2028-06-15 on_or_after"]),
    ("They must be filed on or before 3 May 2027.", ["2027-05-03 on_or_before"]),
    ("It will not list, not before 2028.", ["2028 on_or_after"]),
    ("It was done before 2028.", ["2028 before"]),
    # lengths in several parts, in one word, or of one or two
    ("It took two hours, fourteen minutes and nine seconds.", ["PT2H14M9S"]),
    ("It took 1 year, 2 months and 3 days.", ["P1Y2M3D"]),
    ("It was a year-long review and a weeklong trip.", ["P1Y", "P1W"]),
    ("It was a two-year-long case.", ["P2Y"]),
    ("It fell for a day and a half.", ["P1.5D"]),
    ("Ask again in a year or two.", ["P1Y/P2Y approx"]),
    ("It took an hour or two.", ["PT1H/PT2H approx"]),
    ("It began a week or two ago.", ["XXXX-WXX"]),
    ("It took 1h 30m there, then 2d 4h.", ["PT1H30M", "P2DT4H"]),
    ("It has 30m users.", []),
    # times of day
    ("It ran from 2pm Monday through 6am Tuesday.", ["XXXX-WXX-1T14/XXXX-WXX-2T06"]),
    ("It goes live at 3 p.m. UTC on the 9th of April.", ["XXXX-04-09T15:00Z"]),
    ("It came at 9:47:12.350 a.m. there.", ["T09:47:12"]),
    ("It is due by 11:59 p.m. Pacific on 4/15/2026.", ["2026-04-15T23:59 on_or_before"]),
    ("It shuts at 5pm on the 24th.", ["XXXX-XX-24T17"]),
    ("They met at 5pm on the 24th floor.", ["T17"]),
    ("It opens next Thursday at nine, Pacific.", ["2026-03-26T09"]),
    ("On Wednesday evening, between 6 and 7, it was empty.", ["XXXX-WXX-3T18/XXXX-WXX-3T19"]),
    ("It came in Friday's 8:30 a.m. ET report.", ["XXXX-WXX-5T08:30"]),
    # no days
    ("The 2030s convert at $23.75.", []),
    ("In the 2030s it grew.", ["203"]),
    ("By the Ides of March it was over.", ["XXXX-03-15 on_or_before"]),
    ("It was its 3rd this year.", ["2026"]),
    ("It was mined by the second-largest pool.", []),
    ("It was amended on 14.04.2026 again.", ["2026-04-14"]),
    ("The Sunday Times and the head of March Capital said so.", []),
]


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_times_of_a_sentence(text, wanted):
    times = pipeline.process(text, "en", DAY).times
    assert [" ".join(filter(None, (time.timex, time.modifier))) for time in times] == wanted
