"""Days of a month that is told before them, times a change is measured against, the night."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 11, 5)
TIMES = [
    ("6月16〜17日の会合で決める。", [("6月16〜17日", "XXXX-06-16/XXXX-06-17", None)]),
    ("9月2、3日の会合で2%に達する。", [("9月2、3日", "XXXX-09-02/XXXX-09-03", None)]),
    ("2026年6月16〜17日の会合で決める。", [("2026年6月16〜17日", "2026-06-16/2026-06-17", None)]),
    ("来月16〜17日の会合で決める。", [("来月16〜17日", "2025-12-16/2025-12-17", None)]),
    ("昨年6月16〜17日の会合で決めた。", [("昨年6月16〜17日", "2024-06-16/2024-06-17", None)]),
    ("16〜17日の会合で決める。", [("16〜17日", "XXXX-XX-16/XXXX-XX-17", None)]),
    # measured against that time, or since it
    ("株価は前日から4円20銭下がった。", [("前日", "XXXX-XX-XX", None)]),
    ("客数は昨年から約6%増えた。", [("昨年", "2024", None)]),
    ("前日から2円安の140円だった。", [("前日", "XXXX-XX-XX", None)]),
    ("利益は前年から横ばいだった。", [("前年", "XXXX", None)]),
    ("前日から続く雨で止まった。", [("前日", "XXXX-XX-XX", "on_or_after")]),
    ("昨年から4社が値上げした。", [("昨年", "2024", "on_or_after")]),
    ("昨年から赤字だ。", [("昨年", "2024", "on_or_after")]),
    ("前日から2円で売った。", [("前日", "XXXX-XX-XX", "on_or_after")]),
    # a comparison with the same hour, day or week is no time
    ("前日同時刻比2%安だ。", []),
    ("前週同曜日比で2%減った。", []),
    ("前の期比2%増だ。", []),
    # of days that business is done
    ("翌営業日に渡す。", [("翌営業日", "XXXX-XX-XX", None)]),
    # so much in so many days, and paper of so many
    ("4日で9億ドルが抜けた。", [("4日", "P4D", None)]),
    ("6日で約2倍になった。", [("6日", "P6D", None)]),
    ("14日で閉店する。", [("14日", "XXXX-XX-14", None)]),
    ("6月4日で9億ドルに達した。", [("6月4日", "XXXX-06-04", None)]),
    ("60日物の金利を見る。", [("60日", "P60D", None)]),
    # of the year told, and since a year began
    ("同8月に上場した。", [("同8月", "XXXX-08", None)]),
    ("同8カ月は赤字だ。", [("8カ月", "P8M", None)]),
    ("23年初来で4割下げた。", [("23年初来", "2023", "start")]),
    # noon by a zone
    ("日本時間正午に発表する。", [("日本時間正午", "T12:00+09:00", None)]),
    ("香港時間9時に発表する。", [("香港時間9時", "T09:00+08:00", None)]),
    # the night
    ("夜間に充電する。", [("夜間", "TNI", None)]),
    ("昨日夜間に止まった。", [("昨日夜間", "2025-11-04TNI", None)]),
    ("夜間取引で売られた。", []),
    ("夜間料金が上がる。", []),
]


@pytest.mark.parametrize(("text", "wanted"), TIMES, ids=[row[0] for row in TIMES])
def test_times_are_read(text, wanted):
    found = pipeline.process(text, "ja", DAY, model=False).times
    assert [(time.surface, time.timex, time.modifier) for time in found] == wanted
