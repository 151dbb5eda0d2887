"""What is said rather than written: loose numbers, sums as they are told, levels in tens."""

from __future__ import annotations

import pytest

import pipeline
from tests.figure_words import said

LOOSE = [
    (
        "It made twenty-odd billion, or eight hundred and some million.",
        ["20000000000 approx", "800000000 just_over"],
    ),
    (
        "It has 20-odd million people and thirty-something thousand users.",
        ["20000000 person approx", "30000 user approx"],
    ),
    (
        "It cost 30 or so million euros, or 40-plus billion won.",
        ["30000000 EUR approx", "40000000000 KRW more_than"],
    ),
    ("It has 30-some users; and some 2,300 banks have it.", ["30 user approx", "2300 bank approx"]),
    (
        "It holds fifty million and change, and $4 billion and change.",
        ["50000000 just_over", "4000000000 USD just_over"],
    ),
    ("It holds fifty million and changes hands.", ["50000000"]),
    ("It has odd million-dollar bets.", []),
]
SHORT_SCALES = [
    ("They sit on a hundred and fifty mil in cash.", ["150000000"]),
    ("It burns three mil a month, or half a mil in a week.", ["3000000", "500000"]),
    ("It made four and a half bil, not one point two bil.", ["4500000000", "1200000000"]),
    ("They paid ten K, maybe a hundred and twenty-eight K.", ["10000", "128000"]),
    ("The K-pop band sold two B shares.", ["2 share"]),
    ("Two mill workers own the mill.", ["2 person"]),
]
BUCKS = [
    ("It costs them six million bucks a year.", ["6000000 USD /year"]),
    ("It sold at a buck ninety, and a pound fifty.", ["1.9 USD", "1.5 GBP"]),
    ("It went for a buck fifty a share.", ["1.5 USD /share"]),
    (
        "It fell from five bucks to a dollar twenty-five per million tokens.",
        ["5 USD", "1.25 USD /1000000_token"],
    ),
    ("It cost a dollar twenty years ago.", []),
    ("It went for a dollar fifty times.", ["50 times"]),
]
# a scale left out, or a level by its tens: nothing is guessed
LEFT_OUT = [
    ("It is up from three-fifty, at twenty-seven five.", []),
    ("It sold at two fifty a share, five-twenty-five then.", []),
    ("The odds are fifty-fifty, hers sixty-forty.", []),
    ("He bought in the low forties, sold in the high nineties.", []),
    ("It has two fifty-dollar bills and all fifty five users.", ["2 bill", "55 user"]),
    ("The answer is forty-one, and thirty-one of them left.", ["41", "31"]),
    ("It was sold in twenty-twenty-six.", []),
]
WHOLES_AND_SHARES = [
    ("It lost 55 million, or 40 percent of it.", ["55000000", "40 percent"]),
    ("It moved fifty million, and 40 percent stayed.", ["50000000", "40 percent"]),
    ("It made 55 and 40 percent.", ["55 percent", "40 percent"]),
    ("Bridge at least 0.25 ETH, or 12.30 ETH.", ["0.25 ETH at_least", "12.3 ETH"]),
]
PARTS_AND_FACTORS = [
    ("It may drop by one half to three quarters of a per cent.", ["0.75 percent"]),
    ("It rose by a quarter to half a percent.", ["0.5 percent"]),
    ("Call it a fifth, or make that a third.", ["20 percent", "33.33333333333333 percent"]),
    ("They call it a third place.", ["3 rank"]),
    ("It fell by a factor of two, or a factor of about 2.5.", ["2 times", "2.5 times approx"]),
    ("It grew by factors of ten to 100.", ["10..100 times"]),
    ("A factor of the price is two.", ["2"]),
]
MOVES = [
    ("It plans to go from 12 to 60 robots.", ["12 robot", "60 robot"]),
    ("It was scaled from 3 to 5 nodes.", ["3 node", "5 node"]),
    ("Headcount was taken from 40 to 90 people.", ["40 person", "90 person"]),
    ("Teams range from 12 to 60 robots.", ["12..60 robot"]),
]
LABELS = [
    ("It did a 5-for-1 rights issue, a 10-for-1 share exchange and a 3-for-2.", []),
    ("In the third quarter it came fourth, and won the second race.", ["4 rank", "2 rank"]),
    ("They sold 5 for 10 dollars.", ["5", "10 USD"]),
    ("Season One farmers and Round Two winners got 30 users.", ["30 user"]),
    ("The check on line 418 was skipped; see row 12.", []),
    ("Ep. 88 is out, with Vol. 3 and slide 9.", []),
    ("Three cheers for the Fed.", []),
    ("A line of 418 people came.", ["418 person"]),
    ("Three rounds had 12 rows.", ["3 round", "12 row"]),
]
COUNTED = [
    ("It sold 500 more than users wanted, and 5 more.", ["500", "5"]),
    ("It rents out 130,000 graphics processors.", ["130000 gpu"]),
    ("It was sent in 37 transfers to 1.9 lakh shopkeepers.", ["37 transaction", "190000 person"]),
    ("It sent 37 letters to 90 companies.", ["37 letter", "90 company"]),
    ("It swapped 5 dollars to 8 euros.", ["5 USD", "8 EUR"]),
    ("It has 20 users to 30 users.", ["20..30 user"]),
    ("It costs $100 CAD.", ["100 CAD"]),
]
CENTS = [
    ("The grid fee is 0.4 cents and sales were €3bn.", ["3000000000 EUR"]),
    ("Power costs C$80 a year; the levy is 5 to 8 cents.", ["80 CAD /year"]),
    ("Profit was €310 million, or 71 cents per share.", ["310000000 EUR", "0.71 EUR /share"]),
    ("It has $5m and €3m; it pays 50 cents.", ["5000000 USD", "3000000 EUR", "0.5 USD"]),
    ("It cost €4bn and 3 US cents.", ["4000000000 EUR", "0.03 USD"]),
    ("It cost €4bn, and 50 cents for American users.", ["4000000000 EUR", "0.5 USD"]),
    ("Gas costs 0.4 cents, or 2 BTC.", ["0.004 USD", "2 BTC"]),
]
CLASSES = {name: rows for name, rows in globals().items() if name.isupper() and isinstance(rows, list)}
CASES = [pytest.param(*row, id=f"{name}: {row[0]}") for name, rows in CLASSES.items() for row in rows]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_figures_of_a_sentence(text, wanted):
    figures = [normalized.figure for normalized in pipeline.process(text, "en").figures]
    assert [said(figure) for figure in figures] == wanted
    assert all(text[figure.start : figure.end] == figure.surface for figure in figures)


@pytest.mark.parametrize(
    "text", ["It is up from three-fifty.", "The odds are sixty-forty.", "He bought in the low forties."]
)
def test_what_is_left_out_is_told(text):
    assert [issue.code for issue in pipeline.process(text, "en").issues] == ["ambiguous-number"]


def test_cents_of_nothing_told_are_a_doubt():
    result = pipeline.process("The grid fee is 0.4 cents and sales were €3bn.", "en")
    assert ("ambiguous-currency", "0.4 cents") in [(issue.code, issue.surface) for issue in result.issues]
