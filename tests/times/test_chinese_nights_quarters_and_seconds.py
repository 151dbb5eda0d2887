"""Chinese nights that end on the next day, ends of quarters, minutes with seconds, working days within."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 11, 25)


def read(text):
    """Each time as its surface, value and modifier, in text order."""
    times = pipeline.process(text, "zh", DAY, model=False).times
    return [(t.surface, t.timex, t.modifier) for t in times]


NIGHTS = [
    ("今晚十点到明早六点停机。", [("今晚十点到明早六点", "2026-11-25T22/2026-11-26T06", None)]),
    ("今晚九点到凌晨一点停服。", [("今晚九点到凌晨一点", "2026-11-25T21/2026-11-26T01", None)]),
    ("今晚8点到10点直播。", [("今晚8点到10点", "2026-11-25T20/2026-11-25T22", None)]),
    ("昨晚十一点到今早七点停机。", [("昨晚十一点到今早七点", "2026-11-24T23/2026-11-25T07", None)]),
    (
        "2026年11月20日23:50至次日00:20中断。",
        [("2026年11月20日23:50至次日00:20", "2026-11-20T23:50/2026-11-21T00:20", None)],
    ),
    (
        "12月31日22:00至翌日02:00维护。",
        [("12月31日22:00至翌日02:00", "XXXX-12-31T22:00/XXXX-01-01T02:00", None)],
    ),
    (
        "2月28日22:00到次日06:00维护。",
        [("2月28日22:00到次日06:00", "XXXX-02-28T22:00/XXXX-XX-XXT06:00", None)],
    ),
    ("周五晚九点至次日凌晨一点。", [("周五晚九点至次日凌晨一点", "XXXX-WXX-5T21/XXXX-WXX-6T01", None)]),
    ("公告次日，股价大跌。", [("次日", "XXXX-XX-XX", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), NIGHTS, ids=[row[0] for row in NIGHTS])
def test_from_a_night_into_the_next_day(text, wanted):
    assert read(text) == wanted


CLOCKS = [
    ("晚上十一点准时关机。", [("晚上十一点", "T23", None)]),
    ("今晚8点将开播。", [("今晚8点", "2026-11-25T20", None)]),
    ("周三下午4点至6点将暂停充值。", [("周三下午4点至6点", "XXXX-WXX-3T16/XXXX-WXX-3T18", None)]),
    ("凌晨三点零六秒，系统崩溃。", [("凌晨三点零六秒", "T03:00:06", None)]),
    ("他晚点一点也没关系。", []),
]


@pytest.mark.parametrize(("text", "wanted"), CLOCKS, ids=[row[0] for row in CLOCKS])
def test_clocks_that_run_into_a_word(text, wanted):
    assert read(text) == wanted


SECONDS = [
    ("整个过程用时24分35秒。", [("24分35秒", "PT24M35S", None)]),
    (
        "通话持续了十二分零五秒，另一次1分零8秒。",
        [("十二分零五秒", "PT12M5S", None), ("1分零8秒", "PT1M8S", None)],
    ),
    ("出块时间是十二点零六秒。", [("十二点零六秒", "PT12.06S", None)]),
    ("延迟约三点二秒，误差零点五秒。", [("三点二秒", "PT3.2S", "approx"), ("零点五秒", "PT0.5S", None)]),
    ("14时24分35秒宕机，八点五分恢复。", [("14时24分35秒", "T14:24:35", None), ("八点五分", "T08:05", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), SECONDS, ids=[row[0] for row in SECONDS])
def test_minutes_with_seconds_and_seconds_with_decimals(text, wanted):
    assert read(text) == wanted


PERIODS = [
    ("明年第二季度末前完成合并。", [("明年第二季度末", "2027-Q2", "end")]),
    ("2027年第一季度初启动。", [("2027年第一季度初", "2027-Q1", "start")]),
    ("2025年上半年末，负债率下降。", [("2025年上半年末", "2025-H1", "end")]),
    ("计划第二季度末上线。", [("第二季度", "XXXX-Q2", None)]),
    ("今年三季度初步数据显示。", [("今年三季度", "2026-Q3", None)]),
    ("下半財年營收下降。", [("下半財年", "FYXXXX-H2", None)]),
    ("2026财年上半财年净利大增。", [("2026财年上半财年", "FY2026-H1", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), PERIODS, ids=[row[0] for row in PERIODS])
def test_ends_of_quarters_and_halves(text, wanted):
    assert read(text) == wanted


LENGTHS = [
    ("三到五个工作日内到账。", [("三到五个工作日", "P3BD/P5BD", None)]),
    ("3-5个工作日内答复。", [("3-5个工作日", "P3BD/P5BD", None)]),
    ("预计五个工作日内答复。", [("五个工作日", "P5BD", None)]),
    ("工作日内均可办理。", []),
    ("白皮书问世十七年零一个月后，地址依旧。", [("十七年零一个月后", "XXXX-XX", None)]),
    ("公司创立五年后被收购。", [("五年后", "XXXX", None)]),
    ("公司五年后上市。", [("五年后", "2031", None)]),
    ("协议诞生六年半后，创始人露面。", [("六年半后", "XXXX-XX", None)]),
    ("两年半后，工厂将投产。", [("两年半后", "2029-05", None)]),
    ("他辍学创业，三年零两个月后赔掉了积蓄。", [("三年零两个月后", "XXXX-XX", None)]),
    ("起初只买五台，一年零两个月后追加到十台。", [("一年零两个月后", "XXXX-XX", None)]),
    ("停滞了三年零两个月。", [("三年零两个月", "P3Y2M", None)]),
    ("12月中下旬升级，今年夏末休假。", [("12月", "XXXX-12", None), ("今年", "2026", None)]),
    ("过去一年半里，团队换人。", [("过去一年半", "2025-05-25/2026-11-24", None)]),
    ("一年三百六十五天，天天营业。", [("一年", "P1Y", None), ("三百六十五天", "P365D", None)]),
    ("三天打鱼两天晒网，一年之计在于春，十月革命与此无关。", []),
    ("十月底，五月天气转热。", [("十月底", "XXXX-10", "end"), ("五月", "XXXX-05", None)]),
    ("坚持了一年两百天。", [("一年两百天", "P1Y200D", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_working_days_and_what_is_counted_from(text, wanted):
    assert read(text) == wanted
