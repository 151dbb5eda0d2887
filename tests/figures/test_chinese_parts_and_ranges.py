"""Chinese parts of money, ranges with the unit twice and what is no figure, whole sentences."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    """Each figure as its surface, number, unit, modifier and denominator, in text order."""
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    return [(f.surface, f"{f.low:f}..{f.high:f}", f.unit, f.modifier, f.per) for f in figures]


def one(surface, value, unit, modifier=None, per=None):
    low, _, high = value.partition("..")
    return surface, f"{low}..{high or low}", unit, modifier, per


TAILS = [
    ("这度电才卖三毛二，那边要七毛八。", [one("三毛二", "0.32", "CNY"), one("七毛八", "0.78", "CNY")]),
    ("電價約六毛五到七毛。", [one("六毛五到七毛", "0.65..0.70", "CNY", "approx")]),
    ("电价为三毛到三毛五。", [one("三毛到三毛五", "0.3..0.35", "CNY")]),
    ("车费三块五到四块。", [one("三块五到四块", "3.5..4", "CNY")]),
    ("从三毛五涨到四毛二。", [one("三毛五", "0.35", "CNY"), one("四毛二", "0.42", "CNY")]),
    ("掏出五毛三个人分。", [one("五毛", "0.5", "CNY"), one("三个人", "3", "person")]),
]


def plain(figures):
    """The same with each number in its shortest form."""
    shorten = "{:g}".format
    return [(f[0], *(shorten(float(n)) for n in f[1].split("..")), *f[2:]) for f in figures]


@pytest.mark.parametrize(("text", "wanted"), TAILS, ids=[row[0] for row in TAILS])
def test_tail_of_a_minor_unit(text, wanted):
    assert plain(read(text)) == plain(wanted)


RANGES = [
    ("出货量年增约15%～20%。", [one("15%～20%", "15..20", "percent", "approx")]),
    ("总投资约80亿元至90亿元。", [one("80亿元至90亿元", "8000000000..9000000000", "CNY", "approx")]),
    ("預計融資1000萬美元到1500萬美元。", [one("1000萬美元到1500萬美元", "10000000..15000000", "USD")]),
    ("回购2000枚到3000枚代币。", [one("2000枚到3000枚", "2000..3000", "piece")]),
    ("装机300兆瓦至500兆瓦。", [one("300兆瓦至500兆瓦", "300..500", "megawatt")]),
    ("从去年的3万人到5万人。", [one("3万人", "30000", "person"), one("5万人", "50000", "person")]),
    ("裁員3000人至2萬人。", [one("3000人", "3000", "person"), one("2萬人", "20000", "person")]),
    ("由年初80亿元到90亿元。", [one("80亿元", "8000000000", "CNY"), one("90亿元", "9000000000", "CNY")]),
    ("市值蒸发了15亿美元至320亿美元。", [
        one("15亿美元", "1500000000", "USD"), one("320亿美元", "32000000000", "USD"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), RANGES, ids=[row[0] for row in RANGES])
def test_range_with_the_unit_twice(text, wanted):
    assert plain(read(text)) == plain(wanted)


DEALS_POINTS_AND_BOUNDS = [
    ("一笔5000万美元贷款到位。", [one("5000万美元", "50000000", "USD")]),
    ("每筆5000萬美元。", [one("5000萬美元", "50000000", "USD", per="transaction")]),
    ("簽下一份20億元訂單。", [one("20億元", "2000000000", "CNY")]),
    ("套餐一份50元。", [one("50元", "50", "CNY", per="item")]),
    ("毛利率高出近九个点。", [one("九个点", "9", "percentage_point", "nearly")]),
    ("利率上漲兩個點。", [one("兩個點", "2", "percentage_point")]),
    ("指数涨了30个点。", [one("30个点", "30", "point")]),
    ("买入十檔股票。", [one("十檔", "10", "stock")]),
    ("上调两档。", [one("两档", "2", "grade")]),
    ("动用不超过净值2%的资金。", [one("2%", "2", "percent", "at_most")]),
    ("不到收入三成。", [one("三成", "30", "percent", "less_than")]),
    ("价格高于净值2%。", [one("2%", "2", "percent")]),
    ("市值約縮水400億元。", [one("400億元", "40000000000", "CNY", "approx")]),
    ("公司约裁掉300人。", [one("300人", "300", "person", "approx")]),
    ("他一分钱没花，一單未成。", []),
    ("他花了一分钱。", [one("一分钱", "0.01", "CNY")]),
    ("这是矿工的第二春，也是第二增长曲线。", []),
    ("豆包1.6性能提升。", []),
    ("央行再降半碼，累計降息兩碼半。", [one("半碼", "0.125", "percent"), one("兩碼半", "0.625", "percent")]),
]


@pytest.mark.parametrize(
    ("text", "wanted"), DEALS_POINTS_AND_BOUNDS, ids=[row[0] for row in DEALS_POINTS_AND_BOUNDS]
)
def test_deals_points_bounds_and_what_is_no_figure(text, wanted):
    assert plain(read(text)) == plain(wanted)
