"""What a Chinese amount is per: things, stretches of time, units of power, what a day's turnover is."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    return [(f.surface, str(f.low), str(f.high), f.unit, f.modifier, f.per) for f in figures]


def one(surface, value, unit, modifier=None, per=None):
    low, _, high = value.partition("..")
    return (surface, low, high or low, unit, modifier, per)


THINGS = [
    ("晶圆代工单价每片下调约60美元。", [one("60美元", "60", "USD", "approx", "piece")]),
    ("黃金每盎司觸及5,180美元。", [one("5,180美元", "5180", "USD", None, "ounce")]),
    ("每ADS摊薄收益0.43元。", [one("0.43元", "0.43", "CNY", None, "share")]),
    ("股价报17.2美元/ADS。", [one("17.2美元", "17.2", "USD", None, "share")]),
    ("轉帳每筆要燒掉6.4至13.4枚TRX。", [one("6.4至13.4枚TRX", "6.4..13.4", "TRX", None, "transaction")]),
    ("每辆车亏损约1.2万元。", [one("1.2万元", "12000", "CNY", "approx", "vehicle")]),
    ("平均每单配送费降至4.2元。", [one("4.2元", "4.2", "CNY", None, "order")]),
    ("平均每兆瓦造价约2970万元。", [one("2970万元", "29700000", "CNY", "approx", "megawatt")]),
    ("每百万token的推理成本为0.9元。", [one("0.9元", "0.9", "CNY", None, "1000000_token")]),
    ("每百万输出token的价格是10元。", [one("10元", "10", "CNY", None, "1000000_token")]),
    ("每千瓦时耗水0.4升。", [one("0.4升", "0.4", "liter", None, "kilowatt_hour")]),
    ("每吨钢耗电400度。", [one("400度", "400", "kilowatt_hour", None, "metric_ton")]),
    ("每生产一吨水泥排放0.6吨二氧化碳。", [one("0.6吨", "0.6", "metric_ton", None, "metric_ton")]),
    ("每个验证者需质押32枚ETH。", [one("32枚ETH", "32", "ETH", None, "validator")]),
    ("每家公司的股东买了300元的股票。", [one("300元", "300", "CNY")]),
    ("每股收益增长20%。", [one("20%", "20", "percent")]),
]


@pytest.mark.parametrize(("text", "wanted"), THINGS, ids=[row[0] for row in THINGS])
def test_per_thing(text, wanted):
    assert read(text) == wanted


STRETCHES = [
    ("违规者每日另罚10万元。", [one("10万元", "100000", "CNY", None, "day")]),
    ("開支每年便要八百萬到一千二百萬元。", [
        one("八百萬到一千二百萬元", "8000000..12000000", "CNY", None, "year"),
    ]),
    ("光电费一项每年就能省下近8亿元。", [one("8亿元", "800000000", "CNY", "nearly", "year")]),
    ("每年可用于研发的资金约3亿元。", [one("3亿元", "300000000", "CNY", "approx", "year")]),
    ("每月在廣告上投入20萬美元。", [one("20萬美元", "200000", "USD", None, "month")]),
    ("日均成交额升至10亿美元。", [one("10亿美元", "1000000000", "USD", None, "day")]),
    ("日均交易量上限为100万宗。", [one("100万宗", "1000000", "case", "at_most", "day")]),
    ("园区一年要耗电22亿度。", [one("22亿度", "2200000000", "kilowatt_hour", None, "year")]),
    ("每年3月损失500万元。", [one("500万元", "5000000", "CNY")]),
    ("去年用于研发的资金约3亿元。", [one("3亿元", "300000000", "CNY", "approx")]),
    ("过去3年收入5亿元。", [one("5亿元", "500000000", "CNY")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), STRETCHES, ids=[row[0] for row in STRETCHES])
def test_per_stretch_of_time(text, wanted):
    assert read(text) == wanted


POWER = [
    ("绿电价格为0.31元/度。", [one("0.31元", "0.31", "CNY", None, "kilowatt_hour")]),
    ("电价按3毛每度算。", [one("3毛", "0.3", "CNY", None, "kilowatt_hour")]),
    ("电价只要3毛一度，便宜。", [one("3毛", "0.3", "CNY", None, "kilowatt_hour")]),
    ("股价跌到3元一度停牌。", [one("3元", "3", "CNY")]),
]


@pytest.mark.parametrize(("text", "wanted"), POWER, ids=[row[0] for row in POWER])
def test_per_unit_of_power(text, wanted):
    assert read(text) == wanted
