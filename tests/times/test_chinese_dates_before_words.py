"""Dates before words that begin like a part of them, noughts that join, sets of several days, sales."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 3, 18)


def read(text):
    times = pipeline.process(text, "zh", DAY, model=False).times
    return [(t.surface, t.timex, t.modifier) for t in times]


BEFORE_A_WORD = [
    ("2025年中国经济增长5%。", [("2025年", "2025", None)]),
    ("今年中美贸易额下降。", [("今年", "2026", None)]),
    ("2024年3月中国出口增长7%。", [("2024年3月", "2024-03", None)]),
    ("6月中国市场回暖。", [("6月", "XXXX-06", None)]),
    ("去年中概股回购创纪录。", [("去年", "2025", None)]),
    ("上月底特律车展开幕。", [("上月", "2026-02", None)]),
    ("明年春节前上线。", [("明年", "2027", None)]),
    ("2022年中期选举。", [("2022年", "2022", None)]),
    ("去年末日轮期权热卖。", [("去年", "2025", None)]),
    ("2025年中大跌。", [("2025年中", "2025", "mid")]),
    ("今年底部署完成。", [("今年底", "2026", "end")]),
    ("今年夏天上线。", [("今年夏天", "2026-SU", None)]),
]
NOUGHTS = [
    ("凌晨3点零5分宕机。", [("凌晨3点零5分", "T03:05", None)]),
    ("到凌晨3点零5分系统暂停。", [("凌晨3点零5分", "T03:05", "on_or_before")]),
    ("下午4点30分公司公告。", [("下午4点30分", "T16:30", None)]),
    ("休眠11年零3个月。", [("11年零3个月", "P11Y3M", None)]),
    ("跑了2小时零5分。", [("2小时零5分", "PT2H5M", None)]),
    ("1年零6个月后解锁。", [("1年零6个月后", "2027-09", None)]),
]
SETS = [
    ("他每逢周二和周四健身。", [
        ("每逢周二", "XXXX-WXX-2", None), ("周四", "XXXX-WXX-4", None),
    ]),
    ("每周一、周三和周五更新。", [
        ("每周一", "XXXX-WXX-1", None), ("周三", "XXXX-WXX-3", None), ("周五", "XXXX-WXX-5", None),
    ]),
]  # fmt: skip
DAYS = [
    ("五年前的今天，比特币跌破一万美元。", [("五年前的今天", "2021-03-18", None)]),
    ("十年前的昨天上线。", [("十年前的昨天", "2016-03-17", None)]),
    ("去年双十一成交额创纪录。", [("去年双十一", "2025-11-11", None)]),
    ("双11卖出3亿元。", [("双11", "XXXX-11-11", None)]),
    ("今年国庆黄金周出游。", [("今年国庆黄金周", "2026-10-01", None)]),
    ("双十中学的学生。", []),
    ("星期天乐队登台。", []),
    ("星期天演出。", [("星期天", "XXXX-WXX-7", None)]),
    ("Solana24小时跌幅9%。", [("24小时", "PT24H", None)]),
    ("Tron24小时手续费收入增加。", [("24小时", "PT24H", None)]),
    ("他以80万元起家，三年后身家过亿。", [("三年后", "XXXX", None)]),
]
ROWS = BEFORE_A_WORD + NOUGHTS + SETS + DAYS


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_times(text, wanted):
    assert read(text) == wanted


def test_a_nought_that_joins_is_no_figure():
    assert not pipeline.process("休眠11年零3个月。", "zh", DAY, model=False).figures


@pytest.mark.parametrize(("text", "types"), [(SETS[0][0], ["SET", "SET"]), (SETS[1][0], ["SET"] * 3)])
def test_every_day_of_a_set_is_one(text, types):
    assert [time.type for time in pipeline.process(text, "zh", DAY, model=False).times] == types
