"""Years of two digits, in figures and in words: 零八年, 98年, 17年那波; and lengths like them."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 9, 18)


def read(text):
    return [(t.surface, t.timex, t.modifier) for t in pipeline.process(text, "zh", DAY, model=False).times]


YEARS = [
    ("零八年他破了产。", [("零八年", "2008", None)]),
    ("〇三年非典过后，", [("〇三年", "2003", None)]),
    ("九八年的洪水还历历在目。", [("九八年", "1998", None)]),
    ("一八年的熊市最难熬。", [("一八年", "2018", None)]),
    ("二二年，公司搬到新加坡。", [("二二年", "2022", None)]),
    ("零九年三月见底。", [("零九年三月", "2009-03", None)]),
    ("二三年底他才回来。", [("二三年底", "2023", "end")]),
    ("98年亚洲金融风暴重创港股。", [("98年", "1998", None)]),
    ("生于85年的他。", [("85年", "1985", None)]),
    ("08年之后的四轮降息。", [("08年", "2008", "after")]),
    ("历史上，08年之后有过四轮。", [("08年", "2008", "after")]),
    ("他说，98年亚洲金融风暴时，17年那波还没来。", [("98年", "1998", None), ("17年", "2017", None)]),
    ("自08年以来最大。", [("08年", "2008", "on_or_after")]),
    ("17年那波行情里，他赚翻了。", [("17年", "2017", None)]),
    ("公司成立于16年，总部在杭州。", [("16年", "2016", None)]),
    ("到了21年，行情最疯。", [("21年", "2021", None)]),
    ("13年我刚入行，", [("13年", "2013", None)]),
    ("较24年增长三成。", [("24年", "2024", None)]),
    ("25年营收有望破百亿。", [("25年", "2025", None)]),
    ("2021年、22年连续亏损。", [("2021年", "2021", None), ("22年", "2022", None)]),
    ("09年到11年间挖出的币。", [("09年到11年间", "2009/2011", None)]),
    ("24-26年归母净利润看涨。", [("24-26年", "2024/2026", None)]),
]
LENGTHS = [
    ("它有98年的历史。", [("98年", "P98Y", None)]),
    ("老人活了92年。", [("92年", "P92Y", None)]),
    ("用了17年那么久。", [("17年", "P17Y", None)]),
    ("服刑25年。", [("25年", "P25Y", None)]),
    ("一家15年的老店。", [("15年", "P15Y", None)]),
    ("三年就能回本。", [("三年", "P3Y", None)]),
    ("二三年的时间就够。", [("二三年", "P2Y/P3Y", None)]),
    ("十年磨一剑，二十年不晚。", [("十年", "P10Y", None), ("二十年", "P20Y", None)]),
    ("3年到5年间回本。", [("3年到5年间", "P3Y/P5Y", None)]),
    ("08年级的新生。", []),
]


@pytest.mark.parametrize(("text", "wanted"), YEARS, ids=[row[0] for row in YEARS])
def test_two_digits_are_a_year(text, wanted):
    assert read(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_what_tells_a_length_is_one(text, wanted):
    assert read(text) == wanted


MONTHS = [
    ("2025年6月均价为3元。", [("2025年6月", "2025-06", None)]),
    ("6月均值为3.2%。", [("6月", "XXXX-06", None)]),
    ("据统计，6月均价为3元。", [("6月", "XXXX-06", None)]),
    ("月均出货3万台。", []),
    ("融资周报（9/28-10/4）。", [("9/28-10/4", "XXXX-09-28/XXXX-10-04", None)]),
    ("融资速览(11.9—11.15)。", [("11.9—11.15", "XXXX-11-09/XXXX-11-15", None)]),
    ("涨跌比(3.5-4.2)。", []),
]


@pytest.mark.parametrize(("text", "wanted"), MONTHS, ids=[row[0] for row in MONTHS])
def test_months_before_an_average_and_weeks_in_brackets(text, wanted):
    assert read(text) == wanted
