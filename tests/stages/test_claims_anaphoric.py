"""Times counted from another time of the text, in claims of three languages and piece by piece."""

from datetime import date

import pytest

import pipeline
from pipeline.datatypes import Cue, Time
from pipeline.stages.claims.times.anaphoric import RULE, resolve_times

DAY = date(2026, 1, 5)

TEXTS = [
    ("ja", "2025年4〜6月期の利益は10億円、前年同期は8億円だった。前四半期は7億円だった。",
     ["2025-Q2", "2024-Q2", "2025-Q1"]),
    ("ja", "2021年に100億円を調達し、その2年後に200億円を調達した。", ["2021", "2023"]),
    ("ja", "2025年3月期の売上高は100億円、前期は80億円だった。", ["FY2024", "FY2023"]),
    ("zh", "2025年第二季度利润10亿元，上年同期为8亿元。", ["2025-Q2", "2024-Q2"]),
    ("zh", "2024年营收12亿元，次年达到15亿元。", ["2024", "2025"]),
    ("en", "In 2023 revenue was $5 million. Two years later revenue was $20 million.", ["2023", "2025"]),
    ("en", "In October 2025 volume was $44 million, and $10 million the month after.",
     ["2025-10", "2025-11"]),
    ("ja", "2025年10月11日夜に3億ドルを失った。翌日には5億ドルを失った。", ["2025-10-11TNI", "2025-10-12"]),
    ("ja", "2025年10月11日に3億ドルを失い、2週間後に5億ドルを失った。", ["2025-10-11", "2025-W43"]),
    ("zh", "2025年10月11日凌晨亏损3亿美元。三天后又亏损5亿美元。", ["2025-10-11TMO", "2025-10-14"]),
    ("zh", "2025年10月11日，成立仅三年的做市商当晚亏损3亿美元，两周后又亏损5亿美元。",
     ["2025-10-11TNI", "2025-W43"]),
    ("en", "On the evening of October 11, 2025 it lost $3 million. The next day it lost $5 million.",
     ["2025-10-11TEV", "2025-10-12"]),
    ("en", "On October 11, 2025 it lost $3 million. Three weeks later it lost $5 million.",
     ["2025-10-11", "2025-W44"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "periods"), TEXTS)
def test_a_time_counts_from_the_one_told_before(lang, text, periods):
    claims = pipeline.process(text, lang, DAY).claims
    assert [claim.period.timex for claim in claims] == periods
    assert claims[-1].period.how == "anaphoric"
    assert text[claims[-1].period.start : claims[-1].period.end]


def told(timex, start=0, anchor=None, kind="DATE"):
    begin = date.fromisoformat(f"{timex}-01-01") if timex.isdecimal() else None
    finish = date.fromisoformat(f"{timex}-12-31") if timex.isdecimal() else None
    return Time(
        f"x:time:{start}-{start + 4}:{kind}",
        start,
        start + 4,
        "",
        kind,
        timex,
        begin,
        finish,
        None,
        anchor,
        "r",
    )


def resolve(times, *cues, unit_at=lambda _: 0):
    return [(t.timex, t.begin, t.finish) for t in resolve_times(times, cues, unit_at) if t.rule == RULE]


@pytest.mark.parametrize(
    ("timex", "code", "found"),
    [
        ("2025-Q1", "step-1", ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31))),
        ("2025-H1", "same-1", ("2024-H1", date(2024, 1, 1), date(2024, 6, 30))),
        ("2025-05", "Q+0", ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30))),
        ("2025-12", "M+1", ("2026-01", date(2026, 1, 1), date(2026, 1, 31))),
        ("2025-02-28", "D+1", ("2025-03-01", date(2025, 3, 1), date(2025, 3, 1))),
        ("2025-12-20", "W+2", ("2026-W01", date(2025, 12, 29), date(2026, 1, 4))),
        ("2025-04/2025-09", "same-1", ("2024-04/2024-09", date(2024, 4, 1), date(2024, 9, 30))),
        ("FY2024", "Y-1", ("FY2023", None, None)),
        ("XXXX-Q3", "same-1", ("XXXX-Q3", None, None)),
        ("2025-Q2", "Y+1", ("2026", date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_codes_count_on_from_a_time(timex, code, found):
    assert resolve([told(timex)], Cue(10, 12, "then", code)) == [found]


@pytest.mark.parametrize(
    ("timex", "code"),
    [
        ("2025", "M+1"),
        ("2025", "D-1"),
        ("P3Y", "Y+1"),
        ("2025-04/2025-09", "step-1"),
        ("XXXX-02-28", "D+1"),
        ("2025-02", "W+1"),
    ],
)
def test_what_has_no_such_grain_gives_no_time(timex, code):
    assert not resolve([told(timex)], Cue(10, 12, "then", code))


def test_nothing_told_near_enough_gives_no_time():
    assert not resolve([], Cue(10, 12, "then", "Y+1"))
    assert not resolve([told("2024")], Cue(10, 12, "then", "Y+1"), unit_at=lambda offset: offset)
    assert not resolve([told("P3Y", kind="DURATION")], Cue(10, 12, "then", "Y+1"))


def test_words_that_may_count_from_the_day_do_so_when_the_rest_lies_ahead():
    day = date(2026, 1, 5)
    deictic = told("2029", start=10, anchor=day)
    doubtful = Cue(10, 14, "then", "Y+n?", 3)
    assert [t.timex for t in resolve_times([told("2021"), deictic], [doubtful], lambda _: 0)] == [
        "2021",
        "2024",
    ]
    assert [t.timex for t in resolve_times([told("2024"), deictic], [doubtful], lambda _: 0)] == [
        "2024",
        "2029",
    ]


def test_what_comes_after_is_counted_on_and_what_came_before_is_not():
    after, before = Cue(10, 12, "then", "Y+1"), Cue(20, 22, "then", "Y-1")
    assert [t.timex for t in resolve_times([told("2021")], [after, before], lambda _: 0)] == [
        "2021",
        "2022",
        "2021",
    ]
    back = [Cue(10, 12, "then", "Y-1"), Cue(20, 22, "then", "Y-1")]
    assert [t.timex for t in resolve_times([told("2021")], back, lambda _: 0)] == ["2021", "2020", "2020"]


def test_a_stretch_to_come_is_compared_with_nothing():
    text = (
        "Kraken took in $648 million in the third quarter of 2025. It plans to list next year. "
        "Coinbase made $1.9 billion over the same period."
    )
    claims = pipeline.process(text, "en", DAY).claims
    assert [claim.period.timex for claim in claims if claim.period] == ["2025-Q3", "2025-Q3"]


def test_that_day_is_that_of_a_chronicle_five_sentences_before():
    text = (
        "2025年10月11日凌晨，加密市场崩盘。做市商都在报价。没有人知道发生了什么。交易员盯着屏幕。"
        "群里安静了很久。币安当天拿出2.83亿美元。"
    )
    (claim,) = pipeline.process(text, "zh", DAY).claims
    assert claim.period.timex == "2025-10-11"


def test_that_month_so_far_behind_is_none():
    text = (
        "2025年10月，加密市场崩盘。做市商都在报价。没有人知道发生了什么。交易员盯着屏幕。"
        "群里安静了很久。币安当月拿出2.83亿美元。"
    )
    (claim,) = pipeline.process(text, "zh", DAY).claims
    assert claim.period is None or claim.period.timex != "2025-10"
