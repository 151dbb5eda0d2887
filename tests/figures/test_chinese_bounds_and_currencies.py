"""Bounds with the whole between, two bounds that close an interval, amounts of a currency named before."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    return [(f.surface, str(f.low), str(f.high), f.unit, f.modifier) for f in figures]


def one(surface, value, unit, modifier=None):
    low, _, high = value.partition("..")
    return (surface, low, high or low, unit, modifier)


WHOLES = [
    ("手续费收入不到Solana的一半。", [one("一半", "50", "percent", "less_than")]),
    ("费用不及主网的百分之一。", [one("百分之一", "1", "percent", "less_than")]),
    ("收費不得高於面值的0.2%。", [one("0.2%", "0.2", "percent", "at_most")]),
    ("贷款不应高于抵押品价值的六成。", [one("六成", "60", "percent", "at_most")]),
    ("成交量不足去年同期的三成。", [one("三成", "30", "percent", "less_than")]),
    ("市值超过上季的两倍。", [one("两倍", "2", "times", "more_than")]),
    ("持股低于总股本的5%。", [one("5%", "5", "percent", "less_than")]),
    # no level it goes to
    ("锁仓量会回吐至少8亿美元。", [one("8亿美元", "800000000", "USD", "at_least")]),
    ("员工增加至少300人，成本降低至多两成。", [
        one("300人", "300", "person", "at_least"), one("两成", "20", "percent", "at_most"),
    ]),
    ("收入增加至300万元。", [one("300万元", "3000000", "CNY")]),
    # what it is compared with has no bound of its own
    ("负债率低于去年的54%。", [one("54%", "54", "percent")]),
    ("收入不及对手的3亿元。", [one("3亿元", "300000000", "CNY")]),
    ("持有不超过三年的债券占5%。", [one("5%", "5", "percent")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), WHOLES, ids=[row[0] for row in WHOLES])
def test_the_whole_between_a_bound_and_its_share(text, wanted):
    assert read(text) == wanted


INTERVALS = [
    ("处违法所得一倍以上五倍以下罚款。", [one("一倍以上五倍以下", "1..5", "times")]),
    ("槓桿不低於三倍且不高於五倍。", [one("三倍且不高於五倍", "3..5", "times")]),
    ("超过6万元、不满50万元的部分。", [one("6万元、不满50万元", "60000..500000", "CNY")]),
    ("滿20萬元未滿100萬元者。", [one("20萬元未滿100萬元", "200000..1000000", "CNY")]),
    ("超过三倍且超过五倍。", [
        one("三倍", "3", "times", "more_than"), one("五倍", "5", "times", "more_than"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), INTERVALS, ids=[row[0] for row in INTERVALS])
def test_two_bounds_that_close_an_interval(text, wanted):
    assert read(text) == wanted


CURRENCIES = [
    ("约合新台幣60元至125元。", [one("新台幣60元至125元", "60..125", "TWD", "approx")]),
    ("月租港幣5,000元到8,000元。", [one("港幣5,000元到8,000元", "5000..8000", "HKD")]),
    ("月費由新台幣60元升至125元。", [one("新台幣60元", "60", "TWD"), one("125元", "125", "TWD")]),
    ("新台幣收在31.28元，升值1.2角。", [one("31.28元", "31.28", "TWD"), one("1.2角", "0.12", "TWD")]),
    ("新台幣兌美元收盤報31.28元。", [one("31.28元", "31.28", "TWD")]),
    ("台币升破30元大关。", [one("30元", "30", "TWD", "more_than")]),
    ("新台幣升值，股價收在31.28元。", [one("31.28元", "31.28", "CNY")]),
    ("人民币升值1.2角。", [one("1.2角", "0.12", "CNY")]),
]


@pytest.mark.parametrize(("text", "wanted"), CURRENCIES, ids=[row[0] for row in CURRENCIES])
def test_a_currency_named_before(text, wanted):
    assert read(text) == wanted
