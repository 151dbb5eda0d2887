"""What English news writes of days and lengths that once read as something else."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 11, 21)
READ = [
    # years as banks write them, and what is no day and no length
    ("It trades at 30x 2026E EPS, and sales of 2025A fell.", ["2026", "2025"]),
    ("It sees 2H26E and 4Q26E higher, CY27E too.", ["2026-H2", "2026-Q4", "2027"]),
    ("Profit in FY26E doubles from FY2025A and FY24.", ["FY2026", "FY2025", "FY2024"]),
    ("Rule 2026E5 and model CY2 stand.", []),
    ("It slid from second to tenth in the third cut in as many months.", []),
    ("They met from May second to fifth.", ["XXXX-05-02/XXXX-05-05"]),
    # days and seasons behind a preposition, the day a word counts to, a year of two digits
    (
        "Inflows of May 11-17 and those for the June 1–7 week fell.",
        ["XXXX-05-11/XXXX-05-17", "XXXX-06-01/XXXX-06-07"],
    ),
    ("It sold 11 of them in May, 17 in June.", ["XXXX-05", "XXXX-06"]),
    ("It was held last Feb. 1 there, and last Dec. 3.", ["2025-02-01", "2024-12-03"]),
    ("It was held last November 20, and ends next November 22.", ["2025-11-20", "2025-11-22"]),
    ("It was held last November 22, and ends next November 20.", ["2024-11-22", "2026-11-20"]),
    ("It fell this Oct. 6, and last May it rose.", ["2025-10-06", "2025-05"]),
    ("It grew since the autumn of 2024 and over the winter of 2023.", ["2024-FA", "2023-WI"]),
    ("It ends by '28, not in '26; back in '09 it fell.", ["2028", "2026", "2009"]),
    ("In '24 hours' it fell, and in '99%'.", ["PT24H"]),
    # distances in several parts, and with a weekday
    ("It began 2 years and 3 months ago.", ["2023-08"]),
    ("A year and two months ago it fell, a year and a half ago it rose.", ["2024-09", "2024-05"]),
    ("It ends Monday two weeks from now.", ["2025-12-01"]),
    ("It met on Friday three weeks ago.", ["2025-10-31"]),
    # "to the end" and "from the end" are no words of their own before a time
    ("It rose in the quarter to end-June 2025.", ["2025-04/2025-06"]),
    ("It runs from 2019 to the end of 2020, then from the end of 2023.", ["2019/2020", "2023"]),
    ("The team came third from the end and second from bottom.", []),
    # a century told by its years, a decade by its own
    ("It stood in the late 1800s, the 1910s and the 2000s.", ["18", "191", "200"]),
    # a part of the day that says how its hour counts
    ("He calls every night at 9.", ["T21"]),
    ("It opens each morning at 6:30.", ["T06:30"]),
    ("Call us tonight around 8.", ["2025-11-21T20"]),
    ("Come at six tomorrow morning.", ["2025-11-22T06"]),
    ("It was five minutes to midnight, ten past noon.", ["T23:55", "T12:10"]),
    ("It is on Thursday the 12th at 4 pm.", ["XXXX-XX-12T16"]),
    ("It is on Tue 13th, not Thu 5pm.", ["XXXX-XX-13", "XXXX-WXX-4T17"]),
    ("It was logged at 2025-05-06T10:30:15.250Z.", ["2025-05-06T10:30:15Z"]),
    ("It meets every 2nd Friday and every year on May 5.", ["XXXX-WXX-5", "XXXX-05-05"]),
    ("Rent is due on the last day of the month.", ["2025-11-30"]),
    ("It shuts on Easter Monday at 10:30 am.", ["T10:30"]),
    ("It fell on Black Friday, 28 November 2025.", ["2025-11-28"]),
    ("On New Year's Eve 2025 it was cold.", ["2025-12-31"]),
    # a weekday and an ordinal that is of a row
    ("Funds lost much on Thursday, the second-biggest outflow on record.", ["XXXX-WXX-4"]),
    ("It fell on Monday, the third straight drop.", ["XXXX-WXX-1"]),
    ("It fell on Friday the 13th consecutive time.", ["XXXX-WXX-5"]),
    ("They met on Friday the 13th again.", ["XXXX-XX-13"]),
    ("They met on Friday, the 13th.", ["XXXX-XX-13"]),
    # a quarter's end in a report, quarters of a phase, tens that are no decade, places
    ("The fund held 40 coins at quarter-end.", ["XXXX-QX"]),
    ("After three quarters of growth, orders fell.", ["P9M"]),
    ("It lost three quarters of its users.", []),
    ("Gross margins are in the mid-60s, utilization is in the mid-80s.", []),
    ("In the mid-60s he moved to Oslo.", ["196"]),
    ("Second to tenth get a prize.", []),
    # what a change is measured against
    ("Sales rose 62% from a year ago to $57.0bn.", []),
    ("It was up 4 percent on the year before.", []),
    ("Prices were lower than a month earlier.", []),
    ("It came a year ago.", ["2024"]),
    ("A photo from a year ago shows it.", ["2024"]),
    # a half of a month is none of a year, and nobody has a half of a year
    ("Sales fell in the second half of April.", ["XXXX-04"]),
    ("It ran in the first half of May 2026.", ["2026-05"]),
    ("It grew in the second half of 2024.", ["2024-H2"]),
    ("It grew in the first half.", ["XXXX-H1"]),
    ("She bought her first half a bitcoin.", []),
    # per so long, no length of its own
    ("The fee is 0.01% per eight hours.", []),
    ("The fee was due for eight hours.", ["PT8H"]),
    # counted from another day than the article's
    ("On June 4, 2025 it listed. It fell three weeks later.", ["2025-06-04", "XXXX-WXX"]),
    ("It opens three weeks from now.", ["2025-12-12"]),
    ("It came six years to the day after the crash.", ["P6Y"]),
    # from one day to another, no span
    ("The launch was pushed back from 6 February to the 11th.", ["XXXX-02-06", "XXXX-XX-11"]),
    ("It was moved from May 2026 to July 2026.", ["2026-05", "2026-07"]),
    ("It ran from 6 February to the 11th.", ["XXXX-02-06/XXXX-02-11"]),
    # a length that is no bound, and money that is no length
    ("The deal is worth $6.7bn over a decade.", ["P10Y"]),
    ("Nvidia books $57bn quarter.", []),
    ("It took four years.", ["P4Y"]),
    ("Its shares fell 2p and the dividend is 5p a share.", []),
    ("The doors open at 5p.", ["T17"]),
    # so much a month from a day on, no day a month later
    ("It buys $40bn of bills a month from December 12.", ["XXXX-12-12"]),
    ("It pays 400 a month from March 1.", ["XXXX-03-01"]),
    ("It resumes a month from December 12.", ["XXXX-01-12"]),
    # a day by its number, where no noun follows
    ("It follows on the 12th with a cut.", ["XXXX-XX-12"]),
    ("It sits on the 12th floor.", []),
    ("It works on the 3rd and 4th floors.", []),
    # a part of a fiscal year is none of the calendar
    ("The fiscal third quarter was weak.", ["FYXXXX-Q3"]),
    ("Its third quarter was weak.", ["XXXX-Q3"]),
    # quarters of a year, and the part of a thing that three of them are
    ("It opened two quarters ahead of plan.", ["P6M"]),
    ("We were three quarters behind schedule.", ["P9M"]),
    ("Sales fell for three straight quarters.", ["P9M"]),
    ("It was finished four quarters late.", ["P12M"]),
    ("It took three quarters to build.", ["P9M"]),
    ("Two quarters ago it fell.", ["2025-Q2"]),
    ("It was full three quarters later.", ["XXXX-QX"]),
    ("It took three quarters of the votes.", []),
    ("Three quarters of users stayed.", []),
    # lengths that share their unit
    # places of clocks, and a clock with a stop behind another
    ("It was up as of 4:30 p.m. in Hong Kong.", ["T16:30+08:00"]),
    ("It came at 8.30am Washington time (13.30 in London).", ["T08:30", "T13:30"]),
    ("It opens at noon in Tokyo, or 9:15 Mumbai time.", ["T12:00+09:00", "T09:15+05:30"]),
    ("The share closed at 13.30 in London.", []),
    # how long from when, lengths that something took, and what comes second
    ("It is phased in over 36 months from 1 January 2027.", ["P36M", "2027-01-01"]),
    ("It shed a quarter of its value in a fortnight.", ["P2W"]),
    ("The posts will be gone inside a year.", ["P1Y"]),
    ("The first winter he sold ten; by the second, it was more.", []),
    # of a life, and of a century
    ("He was in his late sixties, she in her early 50s.", []),
    ("It was new in the late sixties, and in the nineteen-eighties.", ["196", "198"]),
    ("It will be common in the twenty-thirties.", ["203"]),
    ("A 3- to 5-year term applies.", ["P3Y/P5Y"]),
    # a day by its number, a quarter by its own, a tenor without its bond
    ("On the 28th it fell, and on the 14th and again later it rose.", ["XXXX-XX-28", "XXXX-XX-14"]),
    ("It works on the 3rd and the 4th floors.", []),
    ("The 10-year yields 4.6%, and the 30-year is near 5.1%.", []),
    ("The two-year plan is a 10-year effort.", ["P2Y", "P10Y"]),
    # feasts that move, and what stands before or behind
    (
        "It passes before Thanksgiving, on Labor Day or by Memorial Day 2026.",
        ["XXXX-11-WXX-4-#4", "XXXX-09-WXX-1-#1", "2026-05-25"],
    ),
    ("It shut on Good Friday 2026, not on Easter 2025.", ["2026-04-03", "2025-04-20"]),
    ("It has stood since Easter on Easter Island.", []),
    ("It shut on Christmas Eve, the last Friday of November, and so on.", ["XXXX-12-24", "XXXX-11-WXX-5-#5"]),
    (
        "It fell the week before, rose the month after and met the quarter before last.",
        ["XXXX-WXX", "XXXX-XX", "2025-Q2"],
    ),
    ("It rose 5% on the week before, and is 3% below the month before.", []),
    ("It pays every second Friday and every second month.", ["XXXX-WXX-5", "P2M"]),
    ("It grows every second, for a second.", []),
    ("The bank meets in a fortnight and swaps assign it little.", ["2025-12-05"]),
    # a zone ends with its letters, a level in tens is no decade, a year in words
    ("It holds 0.25 ETH, 12.30 ESTX and 9.15 PTR.", []),
    ("It came at 8.30 ET.", ["T08:30"]),
    ("Utilisation is in the mid-nineties, the yield in the mid-60s.", []),
    ("Volatility fell from the fifties into the low thirties.", []),
    ("Music from the fifties was big in the mid-nineties.", ["195", "199"]),
    (
        "It is due in twenty twenty-nine, by twenty thirty-one or in twenty-twenty-six.",
        ["2029", "2031", "2026"],
    ),
    ("It grew in twenty to thirty.", []),
    ("It is a 15-to-20-minute ride.", ["PT15M/PT20M"]),
]
POSSESSED = [
    ("Losses stem from February's breach.", None),
    ("Prices are up 3% from May.", "on_or_after"),
    ("Capex was $4, up $1 from 2025.", None),
    ("Profit was up from 2024.", None),
    ("It costs $5 from 2025.", "on_or_after"),
    ("It is due by the third quarter.", "on_or_before"),
    ("It has grown since the spring of 2024.", "on_or_after"),
    ("The loan is older than 90 days.", "more_than"),
    ("Sales doubled over five years.", None),
    ("It fell below the 20-day average.", None),
]


@pytest.mark.parametrize(("text", "wanted"), READ, ids=[row[0] for row in READ])
def test_times_of_a_sentence(text, wanted):
    assert [time.timex for time in pipeline.process(text, "en", DAY).times] == wanted


@pytest.mark.parametrize(("text", "modifier"), POSSESSED, ids=[row[0] for row in POSSESSED])
def test_a_month_that_has_something_is_no_bound(text, modifier):
    (time,) = pipeline.process(text, "en", DAY).times
    assert time.modifier == modifier


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("Starting May 4 it runs.", ["on_or_after"]),
        ("It ran prior to 2015.", ["before"]),
        ("It ran from 2010 to 2018 or before 2000.", [None, "before"]),
        ("It ran in 2018 or before.", ["on_or_before"]),
        ("The call is on Sunday early morning at 8:00.", [None]),
        ("It fell on Sunday in the early morning.", ["start"]),
        ("It runs to the end of September.", ["end"]),
    ],
)
def test_bounds_and_parts_of_times(text, modifiers):
    assert [time.modifier for time in pipeline.process(text, "en", DAY).times] == modifiers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It was filed on 11/05/2025.", True),
        ("It was filed on 3/4/26.", True),
        ("It was filed on 11/25/2025.", False),
        ("It was filed on 5/5/2025.", False),
    ],
)
def test_a_day_that_may_be_two_is_told(text, told):
    codes = [issue.code for issue in pipeline.process(text, "en", DAY).issues]
    assert ("ambiguous-date" in codes) is told


@pytest.mark.parametrize(
    ("text", "day", "timex"),
    [
        ("The bank may cut rates by 25 basis points on 10 December.", DAY, "XXXX-12-10"),
        ("The firm reports revenue of $5bn on Nov. 5.", date(2025, 10, 30), "XXXX-11-05"),
        ("The firm reported revenue of $5bn on Nov. 5.", DAY, "2025-11-05"),
        ("The firm sold $5bn of bonds on June 4.", DAY, "2025-06-04"),
    ],
)
def test_an_upcoming_day_is_not_that_of_a_year_ago(text, day, timex):
    (claim,) = pipeline.process(text, "en", day).claims
    assert claim.period is not None and claim.period.timex == timex
