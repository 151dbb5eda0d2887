"""So much handled in a while is per that while, which is no day of the month and no length."""

from __future__ import annotations

import pytest

import pipeline

HANDLED = [
    ("1日に捌く注文は3億件だ。", [("3億件", "day")], []),
    ("1日に処理できる決済が最大500万件ある。", [("500万件", "day")], []),
    ("1時間に生成する文章は2万本だ。", [("2万本", "hour")], []),
    ("1秒間に扱える問い合わせを約40万件に増やす。", [("40万件", "second")], []),
    ("接続は1日平均91万2,000に増えた。", [("91万2,000", "day")], []),
    ("1日に発表した計画は3件だ。", [("3件", None)], ["1日"]),
    ("1日に開く会合には40人が出る。", [("40人", None)], ["1日"]),
    ("1日に処理した注文は3億件だ。", [("3億件", None)], ["1日"]),
    ("9月1日に処理する注文は3億件だ。", [("3億件", None)], ["9月1日"]),
]


@pytest.mark.parametrize(("text", "figures", "times"), HANDLED, ids=[row[0] for row in HANDLED])
def test_what_is_handled_in_a_while(text, figures, times):
    found = pipeline.process(text, "ja", model=False)
    assert [(read.figure.surface, read.figure.per) for read in found.figures] == figures
    assert [time.surface for time in found.times] == times
