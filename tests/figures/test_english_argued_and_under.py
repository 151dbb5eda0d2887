"""English figures that once read as something else, or were none: each class in several sentences."""

from __future__ import annotations

import pytest

import pipeline
from tests.figure_words import said

ARGUED = [
    ("The critics of the rate make two points.", ["2 point"]),
    ("Opponents of the yield cap raised three points.", ["3 point"]),
    ("Here are three points on the interest of holders.", ["3 point"]),
    ("The interest rate rose two points.", ["2 percentage_point"]),
]
AGES = [
    ("Her sons, aged six and nine, own coins.", ["6 year", "9 year"]),
    ("She has three, aged 5, 9 and 12.", ["3", "5 year", "9 year", "12 year"]),
    ("Children aged between 5 and 12 came.", ["5..12 year"]),
    ("Aged just 24, he runs it.", ["24 year"]),
    # told as expected
    ("People aged 31 and over may apply.", ["31 year at_least"]),
]
MIXED = [
    ("Three and three-quarters of a million users came.", ["3750000 user"]),
    ("It paid one and three-quarter million dollars.", ["1750000 USD"]),
    ("The rate is five and three-quarter percent.", ["5.75 percent"]),
    ("It lost one and a half of a percent.", ["1.5 percent"]),
    ("Three quarters of a million users came.", ["750000 user"]),
]
SHARES_AND_RATIOS = [
    ("It was right two times out of five.", ["40 percent"]),
    ("It fails about nine times out of ten.", ["90 percent approx"]),
    ("It voted three times in 30 days.", ["3 occurrence"]),
    ("The ratio improved from 3:1 to 5:2.", []),
    ("On a 16:9 screen it has 40 rows.", ["40 row"]),
    ("It was a 50-50 call, and 50-55% said so.", ["50..55 percent"]),
    ("The odds are three to one against it.", []),
    ("The score was 21-14 then, and the count was 3-5 million.", ["3000000..5000000"]),
]
PER = [
    ("It uses 1.2 million gallons of water a day.", ["1200000 gallon /day"]),
    ("It burns 9 million tonnes of coal a year.", ["9000000 metric_ton /year"]),
    ("It used 9 MWh of power a year ago.", ["9 megawatt_hour"]),
    ("He gives up nearly a dollar a day.", ["1 USD nearly /day"]),
    ("They charge a euro per trade.", ["1 EUR /trade"]),
    ("Keys are changed once a quarter.", ["1 occurrence /quarter"]),
    ("Once a week passes, it is gone.", []),
    ("It earned $13m a year before.", ["13000000 USD"]),
    ("He makes $5,000 a month before tax.", ["5000 USD /month"]),
    ("The API allows 500 RPM and 200k TPM.", ["500 request /minute", "200000 token /minute"]),
    ("The disk spins at 7,200 RPM.", ["7200 revolution /minute"]),
]
UNDER = [
    ("It makes sub-7nm chips.", ["7 nanometer less_than"]),
    ("Finality is sub-second.", []),
    ("It was 20 degrees below zero.", ["-20 degree"]),
    ("It fell to 20 below zero.", ["-20"]),
    ("The plant cost Rp 500 miliar, or Rp1.2 triliun.", ["500000000000 IDR", "1200000000000 IDR"]),
]
NO_FIGURES = [
    ("She lives at 1600 Garden Avenue, Apt 4B.", []),
    ("It leaves from gate 22 at noon.", []),
    ("Flight BA 117 leaves.", []),
    ("It is under the Apache 2.0 licence.", []),
    ("Version 3.11.2 replaces 3.10.", []),
    ("The 0x team met.", []),
    ("It trades at 0x sales.", ["0 times"]),
    ("The 737 MAX fleet flies.", []),
    ("It fell in the first and second quarters.", []),
    ("It won the first and second rounds.", ["1 rank", "2 rank"]),
    ("They work 9 to 5, a 9-to-5 job.", []),
    ("Their flat 5 percent fee stays.", ["5 percent"]),
]
CASES = [*ARGUED, *AGES, *MIXED, *SHARES_AND_RATIOS, *PER, *UNDER, *NO_FIGURES]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_figures_of_a_sentence(text, wanted):
    figures = [normalized.figure for normalized in pipeline.process(text, "en").figures]
    assert [said(figure) for figure in figures] == wanted
    assert all(text[figure.start : figure.end] == figure.surface for figure in figures)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("They counted 3.5 times 10^6 events.", "ambiguous-number"),
        ("The key is 2 to the 64th power.", "ambiguous-number"),
        ("He is 6'2\" tall.", "ambiguous-number"),
        ("He made five figures last month.", "order-of-magnitude"),
    ],
)
def test_a_doubt_is_told_and_no_number(text, code):
    result = pipeline.process(text, "en")
    assert not result.figures
    assert code in [issue.code for issue in result.issues]
