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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("答えは2^5だ", "32"),
        ("およそ1.2×10^14個ある", "120000000000000"),
        ("答えは10の-3乗だ", "0.001"),
        ("りんごを2つ半食べた", "2.5"),
        ("鉛筆を3ダース買う", "36"),
        ("値は１　２３４　５６７である", "1234567"),
        ("ブロック高1,350万で有効になる", "13500000"),
    ],
)
def test_numbers_that_are_worked_out(text, value):
    assert [f.value for f in figures(text)] == [Decimal(value)]


def test_an_even_power_of_a_negative_number_has_no_certain_sign():
    assert all(f.value != 4 and f.value != -4 for f in figures("答えは-2の2乗だ"))


def test_several_say_no_number():
    assert figures("数人が集まった") == []


def test_a_list_that_rises_takes_the_unit_of_its_end():
    assert [(f.value, f.unit) for f in figures("料金は10、20、50ドルだ")] == [
        (10, "USD"),
        (20, "USD"),
        (50, "USD"),
    ]
    assert [f.unit for f in figures("3、5億円を使う")] == [None, "JPY"]
