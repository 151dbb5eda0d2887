"""Chinese mixed fractions with units, powers, coins and a half, pieces that are no yuan."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 11, 25)


def read(text):
    """Each figure as its surface, value, unit, denominator and modifier, in text order."""
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    return [(f.surface, f"{f.low:f}", f.unit, f.per, f.modifier) for f in figures]


MIXED = [
    ("转出五又二分之一枚比特币。", [("五又二分之一枚比特币", "5.5", "BTC", None, None)]),
    ("收入相当于往年的一又四分之三倍。", [("一又四分之三倍", "1.75", "times", None, None)]),
    ("管长两又二分之一米。", [("两又二分之一米", "2.5", "meter", None, None)]),
    ("耗资两又二分之一亿美元。", []),
    ("等了一又二分之一年。", []),
    ("他手上还剩两个半比特币。", [("两个半比特币", "2.5", "BTC", None, None)]),
    ("买入三枚半ETH。", [("三枚半ETH", "3.5", "ETH", None, None)]),
    ("吃了三个半苹果。", [("三个半", "3.5", "item", None, None)]),
]


@pytest.mark.parametrize(("text", "wanted"), MIXED, ids=[row[0] for row in MIXED])
def test_mixed_fractions_and_halves_of_a_coin(text, wanted):
    assert read(text) == wanted


POWERS = [
    ("精度设为1.5×10^-8。", [("1.5×10^-8", "0.000000015", None, None, None)]),
    ("组合数是2的10次方。", [("2的10次方", "1024", None, None, None)]),
    (
        "10^18 wei等于1 ETH。",
        [("10^18", "1000000000000000000", None, None, None), ("1 ETH", "1", "ETH", None, None)],
    ),
    ("共有2^64个地址。", [("2^64", "18446744073709551616", None, None, None)]),
    ("重复了2的10次。", [("2", "2", None, None, None), ("10次", "10", "occurrence", None, None)]),
]


@pytest.mark.parametrize(("text", "wanted"), POWERS, ids=[row[0] for row in POWERS])
def test_powers(text, wanted):
    assert read(text) == wanted


PIECES = [
    (
        "他把数据存进一块四TB的硬盘。",
        [("一块", "1", "piece", None, None), ("四TB", "4", "terabyte", None, None)],
    ),
    ("装了三块五寸硬盘。", [("三块", "3", "piece", None, None)]),
    ("装着两块二手显卡。", [("两块", "2", "piece", None, None)]),
    ("公司有三块业务。", [("三块", "3", "piece", None, None)]),
    ("付了两块五手续费。", [("两块五", "2.5", "CNY", None, None)]),
    ("从三块涨到五块。", [("三块", "3", "CNY", None, None), ("五块", "5", "CNY", None, None)]),
]


@pytest.mark.parametrize(("text", "wanted"), PIECES, ids=[row[0] for row in PIECES])
def test_pieces_are_no_yuan(text, wanted):
    assert read(text) == wanted


OTHERS = [
    ("倒数第二批代币解锁。", [("倒数第二批", "2", "rank_from_end", None, None)]),
    ("和两个大学同学创业。", [("两个大学同学", "2", "person", None, None)]),
    ("三个公司高管被捕，两个公司破产。", [
        ("三个公司高管", "3", "person", None, None),
        ("两个公司", "2", "company", None, None),
    ]),
    ("年入小五十万元。", [("五十万元", "500000", "CNY", None, "nearly")]),
    ("年入小于五十万元的家庭。", [("五十万元", "500000", "CNY", None, "less_than")]),
    ("水库每天供应五万立方米冷却水。", [("五万立方米", "50000", "cubic_meter", "day", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), OTHERS, ids=[row[0] for row in OTHERS])
def test_ranks_from_the_end_people_of_a_body_and_rates(text, wanted):
    assert read(text) == wanted


ROWS = [
    ("租下第三十五至三十八层。", [("第三十五至三十八层", "35", "38", "rank")]),
    ("第十二条至第十五条均适用。", [("第十二条至第十五条", "12", "15", "rank")]),
    ("由第5位升到第3位。", [("第5位", "5", "5", "rank"), ("第3位", "3", "3", "rank")]),
    ("第一波矿机厂商。", [("第一波", "1", "1", "rank")]),
    ("船队航速14节。", [("14节", "14", "14", "knot")]),
    ("共14节课。", [("14节", "14", "14", "section")]),
    ("人民币兑美元收报7.0960，较上日贬值86点。", [("7.0960", "7.096", "7.096", None)]),
    ("基金回报12.7厘。", [("12.7厘", "12.7", "12.7", "percent")]),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_ranks_in_a_row_and_units_told_near(text, wanted):
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    assert [(f.surface, f"{f.low:f}", f"{f.high:f}", f.unit) for f in figures] == wanted


NO_NUMBERS = [
    "每周一、三、五更新，星期二和四休市。",
    "营收两位数增长，价格跌到三位数。",
    "他们在二七广场集合，五一期间开会，六六大顺。",
    "A座18楼1806室是办公室，他去了318国道，穿43码的鞋。",
    "请见附录三，附表二另有说明。",
    "尾号4412的用户，订单编号：2026111800321，端口8545。",
    "该区块哈希以0000000开头，代号是007。",
    "赔率为1赔3。",
    "她今年四十有二。",
    "业界反应不一。一位律师说可以。",
    "涨跌不一、分化明显。",
    "在区块21483107部署，攻击落在区块21483166和21483167里。",
    "在区块 #840000 完成减半。",
    "发行零息可转债，主打零手续费、零门槛。",
    "藏在园区的一角，也是城市一角的矿场。",
]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text):
    assert read(text) == []
