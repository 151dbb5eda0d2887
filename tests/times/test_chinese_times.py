"""Chinese dates and bounds in whole sentences, simplified and traditional."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    """Each time as its surface, value and modifier, in text order."""
    times = pipeline.process(text, "zh", DAY, model=False).times
    return [(t.surface, t.timex, t.modifier) for t in times]


BARE_YEARS = [
    ("新制程排在2026下半年量产。", [("2026下半年", "2026-H2", None)]),
    (
        "量產時程延至2027第一季，不會早於2026底。",
        [("2027第一季", "2027-Q1", None), ("2026底", "2026", "end")],
    ),
    ("2025Q4营收回升，25Q3为低点。", [("2025Q4", "2025-Q4", None), ("25Q3", "2025-Q3", None)]),
    ("2025Q4-2026Q2分三步上线。", [("2025Q4-2026Q2", "2025-Q4/2026-Q2", None)]),
    ("預計2025全年淨利成長。", [("2025", "2025", None)]),
    ("型号2500下半年停产。", [("下半年", "XXXX-H2", None)]),
    ("卖出2026台机器。", []),
]


@pytest.mark.parametrize(("text", "wanted"), BARE_YEARS, ids=[row[0] for row in BARE_YEARS])
def test_a_year_without_its_word(text, wanted):
    assert read(text) == wanted


def test_a_year_that_is_exceeded_is_no_number_of_years():
    text = "今年前三季度损失30亿美元，超过2024年的22亿美元。"
    claims = pipeline.process(text, "zh", DAY).claims
    assert [claim.period and claim.period.timex for claim in claims] == ["2025-01/2025-09", "2024"]


BOUNDS = [
    ("要到2026年7月28日才能领取。", [("2026年7月28日", "2026-07-28", "on_or_after")]),
    ("直到2027年6月才上市。", [("2027年6月", "2027-06", "on_or_after")]),
    ("直到2027年6月都开放。", [("2027年6月", "2027-06", "on_or_before")]),
    ("不早於2026年3月，不晚於2026年5月9日。", [
        ("2026年3月", "2026-03", "on_or_after"), ("2026年5月9日", "2026-05-09", "on_or_before"),
    ]),
    ("占比从2023年的10%收窄至5%。", [("2023年", "2023", None)]),
    ("从2023年起下跌。", [("2023年", "2023", "on_or_after")]),
    ("截至2025年9月的三个月。", [("2025年9月", "2025-09", "on_or_before"), ("三个月", "P3M", None)]),
    ("法案於簽署18個月後生效。", [("18個月後", "XXXX-XX", None)]),
    ("TGE 12个月后开始释放。", [("12个月后", "XXXX-XX", None)]),
    ("公司将于两周后开会。", [("两周后", "2025-12-17", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_bounds_of_times(text, wanted):
    assert read(text) == wanted


LENGTHS = [
    ("可於21日內申請，7日以內補件。", [("21日", "P21D", None), ("7日", "P7D", "at_most")]),
    ("21日内地股市休市。", [("21日", "XXXX-XX-21", None)]),
    ("外資連3日賣超，投信连5日加码。", [("3日", "P3D", None), ("5日", "P5D", None)]),
    ("大连5日宣布。", [("5日", "XXXX-XX-05", None)]),
    ("三年内翻倍，两周内完成，半年内招人。", [
        ("三年", "P3Y", None), ("两周", "P2W", None), ("半年", "P6M", None),
    ]),
    ("年内上市，周内公布。", [("年内", "2025", None), ("周内", "2025-W49", None)]),
    ("判处1年10月至9年6月徒刑不等。", [("1年10月", "P1Y10M", None), ("9年6月", "P9Y6M", None)]),
    ("于2023年5月被判处徒刑。", [("2023年5月", "2023-05", None)]),
    ("周期由过去的40周拉长至120周。", [("40周", "P40W", None), ("120周", "P120W", None)]),
    ("2026年前六周，今年前三周。", [
        ("2026年前六周", "2026-01-01/2026-02-11", None), ("今年前三周", "2025-01-01/2025-01-21", None),
    ]),
    ("原本只买50台，两个月后追加到600台。", [("两个月后", "XXXX-XX", None)]),
    ("起初只买50台，两个月后将追加。", [("两个月后", "2026-02", None)]),
    ("最慢明年首季完成。", [("明年首季", "2026-Q1", "on_or_before")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_lengths_that_look_like_dates(text, wanted):
    assert read(text) == wanted


FIRST_MONTHS = [
    (
        "前十月累计营收，前7月进口。",
        [("前十月", "XXXX-01/XXXX-10", None), ("前7月", "XXXX-01/XXXX-07", None)],
    ),
    ("较去年同月成长，较前一周增加。", [("去年同月", "2024", None), ("前一周", "XXXX-WXX", None)]),
    ("他想了半分钟。", [("半分钟", "PT30S", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), FIRST_MONTHS, ids=[row[0] for row in FIRST_MONTHS])
def test_the_first_months_of_a_year_and_the_same_of_the_last(text, wanted):
    assert read(text) == wanted


COUNTED_DAYS = [
    ("ETF录得7日净流出5亿美元。", [("7日", "P7D", None)]),
    ("24小時漲幅5%，7日漲幅12%。", [("24小時", "PT24H", None), ("7日", "P7D", None)]),
    ("30日波动率升至45%，三十日波動率居高。", [("30日", "P30D", None), ("三十日", "P30D", None)]),
    ("14日新增用户十万。", [("14日", "P14D", None)]),
    # a level that is passed is no bound of the days it is averaged over
    ("股价跌破30日均线，7日均价为90元。", [("30日", "P30D", None), ("7日", "P7D", None)]),
    ("股價站上200日均線。", [("200日", "P200D", None)]),
    # days of a month
    ("7日宣布合作。", [("7日", "XXXX-XX-07", None)]),
    ("9日净流出3亿元。", [("9日", "XXXX-XX-09", None)]),
    ("3月7日净流出3亿元。", [("3月7日", "XXXX-03-07", None)]),
    ("7日新增三名董事。", [("7日", "XXXX-XX-07", None)]),
    ("7日新增确诊不多。", [("7日", "XXXX-XX-07", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTED_DAYS, ids=[row[0] for row in COUNTED_DAYS])
def test_days_a_statistic_is_counted_over(text, wanted):
    assert read(text) == wanted


MONTHS_OF_A_YEAR = [
    ("去年9月到11月营收增长。", [("去年9月到11月", "2024-09/2024-11", None)]),
    ("去年11月至2月營收下滑。", [("去年11月至2月", "2024-11/2025-02", None)]),
    ("今年1到6月销量增长。", [("今年1到6月", "2025-01/2025-06", None)]),
    ("同年11月至2月停产。", [("同年11月至2月", "XXXX-11/XXXX-02", None)]),
    ("五、六两月销量增长。", [("五、六两月", "XXXX-05/XXXX-06", None)]),
    ("九、十兩個月，銷量增長。", [("九、十兩個月", "XXXX-09/XXXX-10", None)]),
    ("去年5、6月份停工，7、8、9月复工。", [
        ("去年5、6月份", "2024-05/2024-06", None), ("7、8、9月", "XXXX-07/XXXX-09", None),
    ]),
    ("前五个月出口增长。", [("前五个月", "XXXX-01/XXXX-05", None)]),
    ("前5個月營收成長。", [("前5個月", "XXXX-01/XXXX-05", None)]),
    ("其中前6个月不得质押。", [("6个月", "P6M", None)]),
    ("上市前6个月营收下降。", [("6个月", "P6M", None)]),
    ("价格创近十五年新高。", [("十五年", "P15Y", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MONTHS_OF_A_YEAR, ids=[row[0] for row in MONTHS_OF_A_YEAR])
def test_months_of_one_year(text, wanted):
    assert read(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("世界杯四年一次。", [("四年", "SET", "P4Y")]),
    ("會議三個月一次。", [("三個月", "SET", "P3M")]),
    ("四年两次。", [("四年", "DURATION", "P4Y")]),
    ("历时四年。", [("四年", "DURATION", "P4Y")]),
])  # fmt: skip
def test_once_in_so_many_is_how_often(text, wanted):
    times = pipeline.process(text, "zh", DAY, model=False).times
    assert [(t.surface, t.type, t.timex) for t in times] == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("美国上周初请失业金人数公布。", [("上周", "2025-W48", None)]),
    ("上周初大跌。", [("上周初", "2025-W48", "start")]),
    ("11月初值为52.3，10月终值为51。", [("11月", "XXXX-11", None), ("10月", "XXXX-10", None)]),
    ("11月初大跌。", [("11月初", "XXXX-11", "start")]),
    ("较上一交易日下跌。", [("上一交易日", "XXXX-XX-XX", None)]),
    ("历时一个交易日。", [("一个交易日", "P1BD", None)]),
    ("净流入（连续第四周）。", [("四周", "P4W", None)]),
    ("已是连续第三个季度负增长。", [("三个季度", "P9M", None)]),
    ("连续第四次加息。", []),
    ("活动为期四周。", [("四周", "P4W", None)]),
    ("环顾四周。", []),
])  # fmt: skip
def test_what_a_word_behind_a_time_takes_and_what_comes_in_a_row(text, wanted):
    assert read(text) == wanted
