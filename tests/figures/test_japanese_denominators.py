"""What an amount is per: minor money, periods and measures without a number, two denominators."""

from __future__ import annotations

import pytest

import pipeline

PER = [
    # minor money as any other
    ("通話は1分あたり1.2セントだ。", [("1.2セント", "minute")]),
    ("1株当たりの配当は35セントだ。", [("35セント", "share")]),
    # a period without its number
    ("四半期当たりの費用は6億円だ。", [("6億円", "quarter")]),
    ("週あたり約6万件を捌く。", [("6万件", "week")]),
    ("月につき200ドルを払う。", [("200ドル", "month")]),
    ("来週あたり6万件を捌く。", [("6万件", None)]),
    ("月の家賃は約9万円だ。", [("9万円", "month")]),
    ("年の維持費が6億円に上る。", [("6億円", "year")]),
    ("月の処理件数は60万件だ。", [("60万件", "month")]),
    ("その月の家賃は9万円だ。", [("9万円", None)]),
    ("先月の家賃は9万円だ。", [("9万円", None)]),
    ("7月の家賃は9万円だ。", [("9万円", None)]),
    ("2024年の維持費は6億円だ。", [("6億円", None)]),
    ("近年の維持費は6億円だ。", [("6億円", None)]),
    # what is priced by one of it
    ("地価は坪80万円だ。", [("80万円", "tsubo")]),
    ("銅はトン約9,400ドルに下げた。", [("9,400ドル", "metric_ton")]),
    ("30坪80万円で借りる。", [("30坪", None), ("80万円", None)]),
    ("1枚が約70ドルで売れた。", [("70ドル", "piece")]),
    ("1口は70ドルに相当する。", [("70ドル", "lot")]),
    ("1社は70億円で買った。", [("1社", None), ("70億円", None)]),
    # of two denominators the nearer; the other is no figure
    ("1台1時間あたり3ドルで貸す。", [("3ドル", "hour")]),
    ("1人1日4件までとする。", [("4件", "day")]),
    # turned into so much for each
    ("社員1人当たりに直すと900万円だ。", [("900万円", "person")]),
    ("1台当たり換算では6件だ。", [("6件", "unit")]),
    ("1EH/s当たりの消費電力は19MWだ。", [("19MW", "exahash")]),
]


@pytest.mark.parametrize(("text", "wanted"), PER, ids=[row[0] for row in PER])
def test_what_it_is_per(text, wanted):
    found = [read.figure for read in pipeline.process(text, "ja", model=False).figures]
    assert [(figure.surface, figure.per) for figure in found] == wanted
