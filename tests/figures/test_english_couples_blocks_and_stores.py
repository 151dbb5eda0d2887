"""English couples and neighbours, longer dashes, blocks, stores of power and names that hold numbers."""

from __future__ import annotations

import pytest

import pipeline
from tests.figure_words import said

COUPLES = [
    ("A couple hundred customers left.", ["200..300 customer approx"]),
    ("It needs a couple of thousand seats.", ["2000..3000 seat approx"]),
    ("They raised a couple million dollars.", ["2000000..3000000 USD approx"]),
    ("A couple bought it.", []),
    ("Only 70 or 80 wallets matter.", ["70..80 wallet approx"]),
    ("It cost 20 or 30 dollars.", ["20..30 USD approx"]),
    ("It has 5 or 10 firms.", ["5 company", "10 company"]),
    ("It is three or four times larger.", ["3..4 times approx"]),
]
DASHES = [
    ("The change was –12% and –0.3.", ["-12 percent", "-0.3"]),
    ("It lost (–$3.4m) then.", ["-3400000 USD"]),
    ("It ranged 10–12 and $5–$7, or 5–10%.", ["10..12", "5..7 USD", "5..10 percent"]),
    ("It tripled within a year, from 1,900 to 4,800.", ["3 times", "1900", "4800"]),
    ("It pays for a stay of a year, between 1,900 and 4,800.", ["1900..4800"]),
    ("It won – 5 people came.", ["5 person"]),
]
PARTS = [
    ("It is the higher of €750,000 and one quarter of its costs.", ["750000 EUR", "25 percent"]),
    ("It pays $5 million and a quarter of its profit.", ["5000000 USD", "25 percent"]),
    ("It holds one and a half million of them.", ["1500000"]),
    ("It has two and a half of these.", ["2.5"]),
    ("Over one-and-a-half billion dollars soured.", ["1500000000 USD more_than"]),
    ("It is worth 1/10th of it, not 2/3rds.", ["10 percent", "66.66666666666667 percent"]),
    ("The top 1% own a third.", ["1 percent", "33.33333333333333 percent"]),
    ("He owns a third home.", ["3 rank"]),
    ("It is a hair under $4bn, a touch over 5%.", ["4000000000 USD nearly", "5 percent just_over"]),
]
UNITS = [
    ("It pays €500 for each day of delay.", ["500 EUR /day"]),
    ("It holds 5,283 US gallons.", ["5283 gallon"]),
    ("There were 3,200 bitcoin ATMs in June.", ["3200 machine"]),
    ("It rose 50 b.p. and fell 6.5 p.c. then.", ["0.5 percent", "6.5 percent"]),
    ("A battery of 400 MW/1,600 MWh came.", ["400 megawatt", "1600 megawatt_hour"]),
    ("It uses 18 kWh/100 km.", ["18 kilowatt_hour /100_kilometer"]),
    ("A 6-foot-4 guard is 6 feet 4 inches tall.", ["76 inch", "76 inch"]),
    ("It has a 10-by-12-foot room.", ["10 foot", "12 foot"]),
    ("His partner is a six-foot-one ex-marine.", ["73 inch"]),
    ("It is 6 feet by 4 inches.", ["6 foot", "4 inch"]),
    ("Coolant above 60C trips it.", ["60 degree_Celsius more_than"]),
]
MOVED = [
    ("Shares will go tenfold, from 500 million to 5 billion.", ["10 times", "500000000", "5000000000"]),
    ("Downloads rose from 2 to 6 million.", ["2000000", "6000000"]),
    ("Its count grew from 900 to 1.2 million.", ["900", "1200000"]),
    ("It ranges from 2 to 6 million.", ["2000000..6000000"]),
]
NO_FIGURES = [
    ("A majority of 6-3 upheld it; the other went 5-4.", []),
    ("They made $10,000s with 1,000s of them.", []),
    ("Prices are in the $100s.", ["100..199 USD"]),
    ("It is a million-to-one shot.", []),
    ("It stood in blocks 24581102 and 24581377, then.", []),
    ("It blocks 500 and 600 users.", ["500 user", "600 user"]),
    ("It passed mid-eight figures.", []),
    ("It was gone the second you looked.", []),
    ("It will zero in on it.", []),
    ("He took the fifth.", []),
    ("A 9/11-style rule came.", []),
    ("Seven Seas Capital and Two Sigma sold.", []),
    ("It was sold to Four Winds Partners.", []),
    ("Two Chinese banks left.", ["2 bank"]),
    ("Kernel 6.8.0-45 at 10.0.0.1:8080 is old.", []),
    ("Its port 443 answers, and ports 22 and 8443 do.", []),
    ("Building three hosts it.", []),
    ("She pleaded the Fifth the day they asked.", []),
    ("A majority of 8-1 agreed.", []),
    ("Building two and hall four opened.", []),
    ("It is a unit two metres long.", ["2 meter"]),
    ("In the 2008 film Twelve Angry Men he spoke.", []),
    ("In week 12, it fell.", []),
    ("It is near 2021 levels.", []),
    ("It is callable after year five.", []),
    ("A one-in-a-hundred-year flood came.", []),
    ("It is a one-in-four chance.", ["25 percent"]),
]
CLASSES = {name: rows for name, rows in globals().items() if name.isupper() and isinstance(rows, list)}
CASES = [pytest.param(*row, id=f"{name}: {row[0]}") for name, rows in CLASSES.items() for row in rows]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_figures_of_a_sentence(text, wanted):
    figures = [normalized.figure for normalized in pipeline.process(text, "en").figures]
    assert [said(figure) for figure in figures] == wanted
    assert all(text[figure.start : figure.end] == figure.surface for figure in figures)
