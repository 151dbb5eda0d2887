"""Cents and interest of Hong Kong, what is so much each, parts of so many, counters cut by words."""

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


CENTS = [
    ("中期息派8仙，去年派16仙。", [one("8仙", "0.08", "HKD"), one("16仙", "0.16", "HKD")]),
    ("每股盈利約11.2仙。", [one("11.2仙", "0.112", "HKD", "approx")]),
    ("特別息派3仙半。", [one("3仙半", "0.035", "HKD")]),
    ("這家大馬銀行派發股息8仙。", [one("8仙", "0.08", "MYR")]),
    ("票息3.25厘，換股溢價兩成。", [one("3.25厘", "3.25", "percent"), one("兩成", "20", "percent")]),
    ("定存年息3.2厘至3.8厘。", [one("3.2厘至3.8厘", "3.2..3.8", "percent")]),
    ("債息由3厘半升至4.1厘。", [one("3厘半", "3.5", "percent"), one("4.1厘", "4.1", "percent")]),
    ("民间借贷月息6厘，有的月息3分。", [one("6厘", "0.6", "percent"), one("3分", "3", "percent")]),
    ("聯儲局減息25點子。", [one("25點子", "0.25", "percent")]),
    ("银行员工提出25个点子。", [one("25", "25", None)]),
    ("按揭利率降到3厘6，減息半厘。", [one("3厘6", "3.6", "percent"), one("半厘", "0.5", "percent")]),
    ("利率太低，一厘钱没赚。", []),
    ("派出所共有3仙。", [one("3", "3", None)]),
    ("利率涨3厘6个月。", [one("3厘", "3", "percent")]),
    ("债息表只有3厘米宽。", [one("3厘米", "3", "centimeter")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CENTS, ids=[row[0] for row in CENTS])
def test_cents_and_interest(text, wanted):
    assert read(text) == wanted


EACH = [
    ("金额最大的一户损失近510万美元。", [one("510万美元", "5100000", "USD", "nearly")]),
    ("每户损失510万美元。", [one("510万美元", "5100000", "USD", None, "household")]),
    ("一份20亿美元的私募贷款。", [one("20亿美元", "2000000000", "USD")]),
    ("按每1美元损失赔付0.45美元。", [one("0.45美元", "0.45", "USD", None, "USD")]),
    ("每100美元质押可得6.5美元。", [one("6.5美元", "6.5", "USD", None, "100_USD")]),
    ("能效由每TH 21.4焦耳改善到17.5焦耳。", [
        one("21.4焦耳", "21.4", "joule", None, "terahash"),
        one("17.5焦耳", "17.5", "joule", None, "terahash"),
    ]),
    ("能效为17.5 J/TH。", [one("17.5 J/TH", "17.5", "joule", None, "terahash")]),
    ("每吨运费由120美元涨到近200美元。", [
        one("120美元", "120", "USD", None, "metric_ton"),
        one("200美元", "200", "USD", "nearly", "metric_ton"),
    ]),
    ("每股派息0.5元，营收升至3亿元。", [
        one("0.5元", "0.5", "CNY", None, "share"), one("3亿元", "300000000", "CNY"),
    ]),
    ("每百万英热单位报3.92美元。", [one("3.92美元", "3.92", "USD", None, "1000000_british_thermal_unit")]),
    ("电汇一笔要收25至40美元。", [one("25至40美元", "25..40", "USD", None, "transaction")]),
    ("每度电只要三毛二。", [one("三毛二", "0.32", "CNY", None, "kilowatt_hour")]),
    ("电价每度4.5分。", [one("4.5分", "0.045", "CNY", None, "kilowatt_hour")]),
    ("考核每题4.5分。", [one("4.5分", "4.5", "point")]),
    ("度电成本8到10美分。", [one("8到10美分", "0.08..0.1", "USD", None, "kilowatt_hour")]),
    ("平均每枚生產成本由4.1萬美元起跳。", [one("4.1萬美元", "41000", "USD", None, "piece")]),
    ("每枚比特币的现金成本已升至7.4万美元。", [one("7.4万美元", "74000", "USD", None, "piece")]),
    ("每天训练用电近4万度。", [one("4万度", "40000", "kilowatt_hour", "nearly", "day")]),
    ("一年就有4.2亿美元利息。", [one("4.2亿美元", "420000000", "USD", None, "year")]),
    ("一年亏了4.2亿美元。", [one("4.2亿美元", "420000000", "USD")]),
    ("如今一天挖零点八个币。", [one("零点八个", "0.8", "item", None, "day")]),
    ("巨鲸一天卖出3000枚。", [one("3000枚", "3000", "piece")]),
    ("每个地址200至1,500枚。", [one("200至1,500枚", "200..1500", "piece", None, "address")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), EACH, ids=[row[0] for row in EACH])
def test_what_is_so_much_each(text, wanted):
    assert read(text) == wanted


PARTS = [
    ("每10个质押地址里有4个集中托管。", [one("10个质押地址里有4个", "40", "percent")]),
    ("每4台服务器就有1台闲置。", [one("4台服务器就有1台", "25", "percent")]),
    ("同行里十家有八家在亏钱。", [one("十家有八家", "80", "percent")]),
    ("佔整體收入一成八半。", [one("一成八半", "18.5", "percent")]),
    ("當中逾半用於德州。", [one("半", "50", "percent", "more_than")]),
    ("近半年来自海外。", []),
    ("毛利率为47.6%，比上年同期则高出近九个点。", [
        one("47.6%", "47.6", "percent"), one("九个点", "9", "percentage_point", "nearly"),
    ]),
    ("这是第一起案件，与第23次不同。", [one("第一起", "1", "rank"), one("第23次", "23", "rank")]),
    ("大家一起投资。", []),
    ("今年第23起攻击发生。", [one("第23起", "23", "rank")]),
    ("月产能已达1.5万片晶圆。", [one("1.5万片", "15000", "piece")]),
    ("吃電驚人，去年用了約28億度。", [one("28億度", "2800000000", "kilowatt_hour", "approx")]),
    ("電影拍攝用了30度鏡頭。", [one("30", "30", None)]),
    ("十檔最大的股票漲停。", [one("十檔", "10", "stock")]),
    ("利率共分3檔。", [one("3檔", "3", "grade")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), PARTS, ids=[row[0] for row in PARTS])
def test_parts_points_and_counters(text, wanted):
    assert read(text) == wanted


SHARED_NAMES = [
    ("沙特央行罚款3000万里亚尔。", [one("3000万里亚尔", "30000000", "SAR")], []),
    ("伊朗交易所被盗5亿里亚尔。", [one("5亿里亚尔", "500000000", "IRR")], []),
    ("阿根廷用户换出近五亿比索。", [one("五亿比索", "500000000", "ARS", "nearly")], []),
    ("挪威主权基金亏损3000万克朗。", [one("3000万克朗", "30000000", "NOK")], []),
    ("罚款3000万里亚尔。", [], ["ambiguous-currency"]),
    ("沙特与伊朗共罚三千万里亚尔。", [], ["ambiguous-currency"]),
    ("罚款3000万沙特里亚尔。", [one("3000万沙特里亚尔", "30000000", "SAR")], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "doubts"), SHARED_NAMES, ids=[row[0] for row in SHARED_NAMES])
def test_money_whose_name_several_countries_share(text, wanted, doubts):
    assert read(text) == wanted
    issues = pipeline.process(text, "zh", DAY, model=False).issues
    assert [issue.code for issue in issues if issue.code == "ambiguous-currency"] == doubts


LIKENED = [
    ("五家加起来也不到它的一半。", [one("五家", "5", "company"), one("一半", "50", "percent", "less_than")]),
    ("约为其预期收入的16倍。", [one("16倍", "16", "times", "approx")]),
    ("差不多是年初的两倍半。", [one("两倍半", "2.5", "times", "approx")]),
    ("差不多相当于去年全年的2.2倍。", [one("2.2倍", "2.2", "times", "approx")]),
    ("高于去年的5%。", [one("5%", "5", "percent")]),
    ("日均持有500 BHB及以上的用户。", [one("500", "500", None, "at_least")]),
    ("日均持有500 BHB的上海用户。", [one("500", "500", None)]),
    ("资金费每4小时结算一次。", []),
    ("资金费每天结算两次。", [one("两次", "2", "occurrence", None, "day")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LIKENED, ids=[row[0] for row in LIKENED])
def test_bounds_at_a_distance_and_how_often(text, wanted):
    assert read(text) == wanted
