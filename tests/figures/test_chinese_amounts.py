"""Chinese amounts as they are spoken and written, simplified and traditional, whole sentences."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    """Each figure as its surface, number, unit and modifier, in text order."""
    return [
        (
            f.surface,
            f"{f.value:f}" if f.value is not None else f"{f.low:f}..{f.high:f}",
            f.unit,
            f.modifier,
        )
        for f in (claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures)
    ]


HUNDRED_MILLIONS = [
    ("某基金一天卖了四个亿，还剩三个亿美元。", [("四个亿", "400000000", None, None), ("三个亿美元", "300000000", "USD", None)]),
    ("他們賠掉一個億，再投入兩個億港元。", [("一個億", "100000000", None, None), ("兩個億港元", "200000000", "HKD", None)]),
    ("花了约1.5个亿。", [("1.5个亿", "150000000", None, "approx")]),
    ("欠款十几个亿，现金五个多亿。", [
        ("十几个亿", "1100000000..1900000000", None, "approx"), ("五个多亿", "500000000", None, "more_than"),
    ]),
    ("签下三个亿元级项目。", []),
    ("拍了四个多月，用了三个人。", [("三个人", "3", "person", None)]),
    ("跌幅不足半成，毛利率高出半成。", [("半成", "5", "percent", "less_than"), ("半成", "5", "percent", None)]),
    ("半成品库存增加一半。", [("一半", "50", "percent", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HUNDRED_MILLIONS, ids=[row[0] for row in HUNDRED_MILLIONS])
def test_spoken_amounts(text, wanted):
    assert read(text) == wanted


def test_so_many_of_a_size_are_said_to_be_unclear():
    issues = pipeline.process("签下三个亿元级项目。", "zh", DAY, model=False).issues
    assert "order-of-magnitude" in [issue.code for issue in issues]
