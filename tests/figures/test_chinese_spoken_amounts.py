"""Cards by the thousand, spoken near-amounts, prices of one and of many, idioms with numerals."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 9, 18)


def read(text):
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    return [(f.surface, f"{f.low:f}", f.unit, f.per, f.modifier) for f in figures]


CARDS = [
    ("集群年内再上五千卡。", [("五千卡", "5000", "gpu", None, None)]),
    ("由2千卡训练的大模型。", [("2千卡", "2000", "gpu", None, None)]),
    ("它在贵州的万卡集群。", [("万卡", "10000", "gpu", None, None)]),
    ("千卡级智算中心落成。", [("千卡", "1000", "gpu", None, None)]),
    ("出货万颗芯片。", [("万颗芯片", "10000", "chip", None, None)]),
    ("每餐热量约2000千卡。", [("2000千卡", "2000", "kilocalorie", None, "approx")]),
    ("跑步消耗五百千卡。", [("五百千卡", "500", "kilocalorie", None, None)]),
]
SPOKEN = [
    ("我拿了小十万块钱。", [("十万块钱", "100000", "CNY", None, "nearly")]),
    ("投了小两千万美元。", [("两千万美元", "20000000", "USD", None, "nearly")]),
    ("规模缩小20%。", [("20%", "20", "percent", None, None)]),
    ("WBTC约值2,980万美元。", [("2,980万美元", "29800000", "USD", None, "approx")]),
    ("改造大约需3亿元。", [("3亿元", "300000000", "CNY", None, "approx")]),
    ("能拿800到1200U，", [("800到1200U", "800", "USDT", None, None)]),
    ("价格从300到1000元不等。", [("300到1000元", "300", "CNY", None, None)]),
    ("完成从0到1的突破。", []),
    ("租房押一付三。", []),
    ("也就百八十块钱。", []),
    ("一百八十块钱。", [("一百八十块钱", "180", "CNY", None, None)]),
    ("社零同比增3.7%。", [("3.7%", "3.7", "percent", None, None)]),
    ("数元科技获3亿元融资。", [("3亿元", "300000000", "CNY", None, None)]),
    ("每股涨了数元。", [("数元", "2", "CNY", "share", "approx")]),
    ("十年美债收在4.23厘。", [("4.23厘", "4.23", "percent", None, None)]),
]
PRICES = [
    ("每百万词元输入2元、输出8元。", [
        ("2元", "2", "CNY", "1000000_token", None), ("8元", "8", "CNY", "1000000_token", None),
    ]),
    ("每百万输入token报价0.8美元，输出4美元。", [
        ("0.8美元", "0.8", "USD", "1000000_token", None), ("4美元", "4", "USD", "1000000_token", None),
    ]),
    ("输入2元、输出8元。", [("2元", "2", "CNY", None, None), ("8元", "8", "CNY", None, None)]),
    ("一度电才两毛五。", [("两毛五", "0.25", "CNY", "kilowatt_hour", None)]),
    ("一张卡一小时13块钱。", [("13块钱", "13", "CNY", "hour", None)]),
    ("过去一小时5亿美元被清算。", [("5亿美元", "500000000", "USD", None, None)]),
    ("一季度5亿元。", [("5亿元", "500000000", "CNY", None, None)]),
]  # fmt: skip


PARTS = [
    ("计划分三部分实施。", [("三部分", "3", "part", None, None)]),
    ("报告由四个部分组成。", [("四个部分", "4", "part", None, None)]),
    ("有部分用户离开。", []),
    ("裁掉一大半员工。", [("一大半", "50", "percent", None, "more_than")]),
    ("只用掉一小半预算。", [("一小半", "50", "percent", None, "less_than")]),
    ("明天多半会跌。", []),
    ("成本砍到对半。", [("对半", "50", "percent", None, None)]),
    ("面对半导体行业。", []),
    ("处于过去五年的90分位。", [("90", "90", "percent", None, None)]),
    ("处于第12百分位。", []),
    ("得90分位列第一。", [("90分", "90", "point", None, None), ("第一", "1", "rank", None, None)]),
    ("全公司五十来号人。", [("五十来号人", "50", "person", None, "approx")]),
    ("三十几号楼。", []),
]


@pytest.mark.parametrize(("text", "wanted"), PARTS, ids=[row[0] for row in PARTS])
def test_parts_halves_places_and_heads(text, wanted):
    assert read(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), CARDS, ids=[row[0] for row in CARDS])
def test_cards_that_compute_and_what_food_gives(text, wanted):
    assert read(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), SPOKEN, ids=[row[0] for row in SPOKEN])
def test_amounts_as_they_are_spoken(text, wanted):
    assert read(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), PRICES, ids=[row[0] for row in PRICES])
def test_prices_of_one_and_of_many(text, wanted):
    assert read(text) == wanted
