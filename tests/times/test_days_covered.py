"""The days each expression covers: inclusive, and null where they cannot be told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.times.spans import fiscal_year, shift_months, week_span

DAY = date(2026, 1, 5)
COVERED = [
    ("2024年に", "2024-01-01", "2024-12-31"),
    ("2024年2月に", "2024-02-01", "2024-02-29"),
    ("2023年2月に", "2023-02-01", "2023-02-28"),
    ("2025年前半に", "2025-01-01", "2025-06-30"),
    ("2025年下半期に", "2025-07-01", "2025-12-31"),
    ("2023年第4四半期に", "2023-10-01", "2023-12-31"),
    ("2025年2月上旬に", "2025-02-01", "2025-02-10"),
    ("2025年2月中旬に", "2025-02-11", "2025-02-20"),
    ("2024年2月下旬に", "2024-02-21", "2024-02-29"),
    ("2025年度に", "2025-04-01", "2026-03-31"),
    ("2026年3月期に", "2025-04-01", "2026-03-31"),
    ("2025年12月期に", "2025-01-01", "2025-12-31"),
    ("2026年3月期第3四半期に", "2025-10-01", "2025-12-31"),
    ("1990年代に", "1990-01-01", "1999-12-31"),
    ("21世紀に", "2001-01-01", "2100-12-31"),
    ("2025年4〜9月期に", "2025-04-01", "2025-09-30"),
    ("2025年11月〜1月に", "2025-11-01", "2026-01-31"),
    ("2024〜25年に", "2024-01-01", "2025-12-31"),
    ("先週", "2025-12-29", "2026-01-04"),
    ("来月", "2026-02-01", "2026-02-28"),
    ("昨日", "2026-01-04", "2026-01-04"),
    ("先週金曜日に", "2026-01-02", "2026-01-02"),
    ("3か月前に", "2025-10-01", "2025-10-31"),
    ("2025年2月2日午前9時に", "2025-02-02", "2025-02-02"),
    ("10月2日に", None, None),
    ("同年に", None, None),
    ("10年間", None, None),
]


@pytest.mark.parametrize(("text", "begin", "finish"), COVERED, ids=[text for text, *_ in COVERED])
def test_days_covered(text, begin, finish):
    (found,) = pipeline.process(text, "ja", DAY).times
    assert (found.begin and found.begin.isoformat(), found.finish and found.finish.isoformat()) == (
        begin,
        finish,
    )


@pytest.mark.parametrize("text", ["令和8000年", "明治0年に", "2025年13月", "2025年2月30日", "99世紀"])
def test_what_is_no_date_ends_no_article(text):
    for day in (date(1, 1, 1), DAY, date(9999, 12, 31)):
        result = pipeline.process(f"明日と今週と昨年、来週月曜日、{text}と500年前と25年12月", "ja", day)
        assert not [t for t in result.times if t.surface == text and t.type == "DATE"]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_spans_follow_each_other(day, month):
    year = fiscal_year(day.year, month)
    following = fiscal_year(day.year + 1, month)
    assert (following.begin - year.finish).days == 1
    week = week_span(day)
    assert week.begin <= day <= week.finish and (week.finish - week.begin).days == 6
    assert shift_months(day.replace(day=1), 12) == day.replace(year=day.year + 1, day=1)
