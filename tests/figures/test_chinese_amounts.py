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
    (
        "某基金一天卖了四个亿，还剩三个亿美元。",
        [
            ("四个亿", "400000000", None, None),
            ("三个亿美元", "300000000", "USD", None),
        ],
    ),
    (
        "他們賠掉一個億，再投入兩個億港元。",
        [
            ("一個億", "100000000", None, None),
            ("兩個億港元", "200000000", "HKD", None),
        ],
    ),
    ("花了约1.5个亿。", [("1.5个亿", "150000000", None, "approx")]),
    ("欠款十几个亿，现金五个多亿。", [
        ("十几个亿", "1100000000..1900000000", None, "approx"), ("五个多亿", "500000000", None, "more_than"),
    ]),
    ("签下三个亿元级项目。", []),
    ("拍了四个多月，用了三个人。", [("三个人", "3", "person", None)]),
    (
        "跌幅不足半成，毛利率高出半成。",
        [
            ("半成", "5", "percent", "less_than"),
            ("半成", "5", "percent", None),
        ],
    ),
    ("半成品库存增加一半。", [("一半", "50", "percent", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HUNDRED_MILLIONS, ids=[row[0] for row in HUNDRED_MILLIONS])
def test_spoken_amounts(text, wanted):
    assert read(text) == wanted


def test_so_many_of_a_size_are_said_to_be_unclear():
    issues = pipeline.process("签下三个亿元级项目。", "zh", DAY, model=False).issues
    assert "order-of-magnitude" in [issue.code for issue in issues]


BOUNDS = [
    ("其中两成为预付款，三成为尾款。", [("两成", "20", "percent", None), ("三成", "30", "percent", None)]),
    ("第三成为股东，2025成为元年。", [("第三", "3", "rank", None)]),
    (
        "市值破百亿美元，单笔过亿元。",
        [
            ("百亿美元", "10000000000", "USD", "more_than"),
            ("亿元", "100000000", "CNY", "more_than"),
        ],
    ),
    ("通过百人投票。", [("百人", "100", "person", None)]),
    ("站在9万美元上方，又落到8.5万美元下方。", [
        ("9万美元", "90000", "USD", "more_than"), ("8.5万美元", "85000", "USD", "less_than"),
    ]),
    ("佔三分之一強，另有四成弱。", [
        ("三分之一", "33.33333333333333", "percent", "just_over"), ("四成", "40", "percent", "nearly"),
    ]),
    ("入选全市32强。", []),
    ("盘中最低156美元。", [("156美元", "156", "USD", None)]),
    ("取代三成到五成的工作。", [("三成到五成", "30..50", "percent", None)]),
    ("从三成到五成。", [("三成", "30", "percent", None), ("五成", "50", "percent", None)]),
    ("預估介於負17美元至正19美元。", [("負17美元至正19美元", "-17..19", "USD", None)]),
    ("有理事主張降兩碼。", [("兩碼", "0.5", "percent", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_bounds_and_ranges(text, wanted):
    assert read(text) == wanted


NAMES = [
    ("裁减约1.4万个公司岗位。", [("1.4万个公司岗位", "14000", "job", "approx")]),
    ("开出2万个机构账户，签下500个企业客户。", [
        ("2万个机构账户", "20000", "account", None), ("500个企业客户", "500", "customer", None),
    ]),
    ("旗下有3个公司。", [("3个公司", "3", "company", None)]),
    ("《稳定币条例》(第656章)已生效。", []),
    ("9·11事件与00后无关。", []),
    ("优势有三，一是现金。", [("三", "3", None, None)]),
    ("毛利率+3.2pct。", [("+3.2pct", "3.2", "percentage_point", None)]),
    ("完成十亿级融资。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NAMES, ids=[row[0] for row in NAMES])
def test_names_and_nouns(text, wanted):
    assert read(text) == wanted
