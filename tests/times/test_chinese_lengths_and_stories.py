"""Chinese half hours, two neighbours of a length, what is counted from a day told, days and their quarter."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    """Each time as its surface, value and modifier, in text order."""
    times = pipeline.process(text, "zh", DAY, model=False).times
    return [(t.surface, t.timex, t.modifier) for t in times]


HALVES = [
    ("會議於4月13日下午2時半召開。", [("4月13日下午2時半", "XXXX-04-13T14:30", None)]),
    ("上午9时三刻开庭。", [("上午9时三刻", "T09:45", None)]),
    ("晚上8點正截止，早上10時正開門。", [("晚上8點正", "T20", None), ("早上10時正", "T10", None)]),
    ("下午8点正式上线，晚上9时正在直播。", [("下午8点", "T20", None), ("晚上9时", "T21", None)]),
    ("下午3点整改完毕。", [("下午3点", "T15", None)]),
    ("耗时从40分钟缩短到6分半钟。", [("40分钟", "PT40M", None), ("6分半钟", "PT6M30S", None)]),
    ("停機兩分半鐘，另一次三分多钟。", [("兩分半鐘", "PT2M30S", None), ("三分多钟", "PT3M", "more_than")]),
    ("选手得了6分半。", []),
]


@pytest.mark.parametrize(("text", "wanted"), HALVES, ids=[row[0] for row in HALVES])
def test_halves_of_hours_and_minutes(text, wanted):
    assert read(text) == wanted


NEIGHBOURS = [
    ("还要六、七年才交棒。", [("六、七年", "P6Y/P7Y", None)]),
    ("等待2、3个月。", [("2、3个月", "P2M/P3M", None)]),
    ("排隊三、四個小時。", [("三、四個小時", "PT3H/PT4H", None)]),
    ("还要六七年，等了两三天。", [("六七年", "P6Y/P7Y", None), ("两三天", "P2D/P3D", None)]),
    ("再过二三十天。", [("二三十天", "P20D/P30D", None)]),
    ("等了十几天，用了几周。", [("十几天", "PXD", None), ("几周", "PXW", None)]),
    ("等了三、五天。", [("五天", "P5D", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), NEIGHBOURS, ids=[row[0] for row in NEIGHBOURS])
def test_two_neighbours_of_a_length(text, wanted):
    assert read(text) == wanted


STORIES = [
    ("2013年初他做起支付，三年后以1.2亿元卖掉。", [("2013年初", "2013", "start"), ("三年后", "XXXX", None)]),
    ("二〇一九年公司成立，半年後上市。", [("二〇一九年", "2019", None), ("半年後", "XXXX-XX", None)]),
    ("他辍学创业，两个月后赔掉了积蓄。", [("两个月后", "XXXX-XX", None)]),
    ("2024年立项，计划三年后投产。", [("2024年", "2024", None), ("三年后", "2028", None)]),
    ("协议三天后生效。", [("三天后", "2025-12-06", None)]),
    ("集群连续跑了23天之后出现故障。", [("23天", "P23D", None)]),
    ("項目時隔三年後重啟，股票停牌两周后复牌。", [("三年", "P3Y", None), ("两周", "P2W", None)]),
    ("公司宣布了三天后的安排。", [("三天后", "2025-12-06", None)]),
    ("股价回到了三年前。", [("三年前", "2022", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), STORIES, ids=[row[0] for row in STORIES])
def test_what_is_counted_from_a_day_that_is_told(text, wanted):
    assert read(text) == wanted


QUARTERS = [
    ("截至2026年3月31日的第一季度业绩。", [
        ("2026年3月31日", "2026-03-31", "on_or_before"), ("第一季度", "XXXX-Q1", None),
    ]),
    ("截至去年6月30日的上半年收入。", [
        ("去年6月30日", "2024-06-30", "on_or_before"), ("上半年", "XXXX-H1", None),
    ]),
    ("2013年年底上市，2024年10月下旬退市。", [
        ("2013年年底", "2013", "end"), ("2024年10月下旬", "2024-10", "end"),
    ]),
    ("公司披露2026年半年报，股价跌破半年线。", [("2026年", "2026", None)]),
    ("上半年度净利增长，全年还有半年。", [("上半年度", "XXXX-H1", None), ("半年", "P6M", None)]),
    ("一天之内流出27亿美元，有一天会回来。", [("一天", "P1D", "at_most")]),
    ("發行人須於一個營業日內兌付。", [("一個營業日", "P1BD", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), QUARTERS, ids=[row[0] for row in QUARTERS])
def test_a_day_and_its_quarter_reports_and_one_day(text, wanted):
    assert read(text) == wanted
