"""The one before in two words, days that move with the weekday, halves told as sets, tenors of a curve."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 4, 20)
TIMES = [
    # 前の期 as 前期, and no part of 10年前 or of a longer word
    ("前の期は黒字だった。", [("前の期", "XXXX", None)]),
    ("前の年の4倍に膨らむ。", [("前の年", "XXXX", None)]),
    ("前の年度より多い。", [("前の年度", "FYXXXX", None)]),
    ("前の月の流入を上回る。", [("前の月", "XXXX-XX", None)]),
    ("前の週は6件だった。", [("前の週", "XXXX-WXX", None)]),
    ("前の週末の取引だ。", [("前の週末", "XXXX-WXX-WE", None)]),
    ("利益は前の期の6円から9円に伸びた。", []),
    ("売上は前の期を下回る60億円だ。", []),
    ("総会の前の日に売った。", [("前の日", "XXXX-XX-XX", None)]),
    ("次の年に黒字化する。", [("次の年", "XXXX", None)]),
    ("6年前の年収を比べる。", [("6年前", "2020", None)]),
    ("目の前の日本株と前の期待。", []),
    # moving with the weekday
    ("母の日に贈る。", [("母の日", "XXXX-05-WXX-7-#2", None)]),
    ("2026年の母の日に贈る。", [("2026年の母の日", "2026-05-10", None)]),
    ("昨年の父の日に贈る。", [("昨年の父の日", "2025-06-15", None)]),
    ("敬老の日は休む。", [("敬老の日", "XXXX-09-WXX-1-#3", None)]),
    ("祖母の日課だ。", []),
    ("七夕に開く。", [("七夕", "XXXX-07-07", None)]),
    # a half told as a set
    ("半年ごとに見直す。", [("半年ごと", "P6M", None)]),
    ("1年半ごとに倍になる。", [("1年半ごと", "P1Y6M", None)]),
    # only so long ago is no length
    ("わずか7カ月前の調達だ。", [("7カ月前", "2025-09", None)]),
    ("たった4年後に売る。", [("4年後", "2030", None)]),
    ("たった7カ月で売る。", [("7カ月", "P7M", None)]),
    # nearness in everyday words
    ("かれこれ7カ月になる。", [("7カ月", "P7M", "approx")]),
    # tenors of a curve
    ("5年と30年の利回り差は広い。", []),
    ("5年物価連動債を買う。", []),
    ("20年入札は低調だ。", []),
    ("5年と8年の違いは何か。", [("5年", "P5Y", None), ("8年", "P8Y", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), TIMES, ids=[row[0] for row in TIMES])
def test_times(text, wanted):
    found = pipeline.process(text, "ja", published_on=DAY, model=False).times
    assert [(time.surface, time.timex, time.modifier) for time in found] == wanted
