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
