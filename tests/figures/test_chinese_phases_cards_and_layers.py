"""Phases are names, cards compute, layers are stacked, points of a rate, dinars of many countries."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    return [(f.surface, str(f.low), f.unit, f.modifier) for f in figures]


PHASES = [
    ("智算园二期投运，三期计划明年动工。", []),
    ("基金三期完成募集，与一期的规模相比更大。", []),
    ("新药进入三期临床试验。", []),
    ("项目分三期建设。", [("三期", "3", "installment", None)]),
    ("基金共三期。", [("三期", "3", "issue", None)]),
    ("追到哪一步了，每一步都难，上一次更糟。", []),
]


@pytest.mark.parametrize(("text", "wanted"), PHASES, ids=[row[0] for row in PHASES])
def test_phases_and_what_is_pointed_at(text, wanted):
    assert read(text) == wanted


COMPUTING = [
    ("全国第四个四万卡集群。", [("第四个", "4", "rank", None), ("四万卡", "40000", "gpu", None)]),
    ("推理需要2000多卡。", [("2000多卡", "2000", "gpu", "more_than")]),
    ("每人可办3张银行卡。", [("3张银行卡", "3", "card", None)]),
    ("显存为8层HBM堆叠。", [("8层", "8", "layer", None)]),
    ("量產232層NAND快閃記憶體。", [("232層", "232", "layer", None)]),
    ("大楼共8层。", [("8层", "8", "floor", None)]),
    ("集成1,180亿个晶体管。", [("1,180亿个晶体管", "118000000000", "transistor", None)]),
    ("僅有800億電晶體。", [("800億電晶體", "80000000000", "transistor", None)]),
    ("一间六十平的公寓。", [("六十平", "60", "square_meter", None)]),
    ("店面150平左右。", [("150平", "150", "square_meter", "approx")]),
    ("球队3平2负，", [("3", "3", None, None), ("2", "2", None, None)]),
]


@pytest.mark.parametrize(("text", "wanted"), COMPUTING, ids=[row[0] for row in COMPUTING])
def test_cards_layers_and_floor_space(text, wanted):
    assert read(text) == wanted


POINTS = [
    ("MFU达到41.3%，比集群低约9个点。", [
        ("41.3%", "41.3", "percent", None), ("9个点", "9", "percentage_point", "approx"),
    ]),
    ("良率85%，高出友商三个点。", [
        ("85%", "85", "percent", None), ("三个点", "3", "percentage_point", None),
    ]),
    ("沪指跌1%，跌了30个点。", [("1%", "1", "percent", None), ("30个点", "30", "point", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), POINTS, ids=[row[0] for row in POINTS])
def test_points_of_a_rate(text, wanted):
    assert read(text) == wanted


DINARS = [
    ("科威特主权基金投入3000万第纳尔。", [("3000万第纳尔", "30000000", "KWD", None)]),
    ("伊拉克央行罰款約5億第納爾。", [("5億第納爾", "500000000", "IQD", "approx")]),
    ("约旦银行放贷2亿第纳尔。", [("2亿第纳尔", "200000000", "JOD", None)]),
    ("巴林交易所收取500第纳尔。", [("500第纳尔", "500", "BHD", None)]),
    ("约旦和科威特共拨款2亿第纳尔。", []),
]


@pytest.mark.parametrize(("text", "wanted"), DINARS, ids=[row[0] for row in DINARS])
def test_whose_dinar(text, wanted):
    assert read(text) == wanted


def test_a_dinar_of_no_country_is_an_issue():
    issues = pipeline.process("当地法院罚款3000万第纳尔。", "zh", DAY, model=False).issues
    assert [(i.code, i.surface) for i in issues] == [("ambiguous-currency", "3000万第纳尔")]
