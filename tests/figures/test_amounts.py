"""What the numbers of one figure come to when they are more than one."""

from __future__ import annotations

from decimal import Decimal

import pytest

import pipeline


def figures(text, lang="ja"):
    return [n.figure for n in pipeline.process(text, lang).figures]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1000以上、1500以下である", 1000, 1500),
        ("1500以下、1000以上である", 1000, 1500),
        ("2以上3万以下である", 2, 30000),
    ],
)
def test_two_bounds_are_one_interval(text, low, high):
    (figure,) = figures(text)
    assert (figure.value, figure.low, figure.high, figure.modifier) == (None, low, high, None)


def test_bounds_that_close_nothing_stay_two_figures():
    assert [f.low for f in figures("310以上100以下である")] == [310, 100]


def test_a_mixed_fraction_keeps_what_no_decimal_holds():
    (thirds,) = figures("答えは2と3分の1です")
    assert (thirds.value, thirds.fraction) == (Decimal("2.333333333333333"), "7/3")
    (quarters,) = figures("答えは2と4分の1です")
    assert (quarters.value, quarters.fraction) == (Decimal("2.25"), None)


def test_the_bracket_of_an_account_is_a_minus():
    assert [f.low for f in figures("増減率は(5.2)%だ")] == [Decimal("-5.2")]
