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
    # whatever noun stands between
    ("1人当たりの研修費の平均は14万円だ。", [("14万円", "person")]),
    ("1基あたりの羽根の直径は約90メートルだ。", [("90メートル", "unit")]),
    ("1件あたりのガス代の中央値は0.3ドルだ。", [("0.3ドル", "case")]),
    ("1人あたりの研修には3社が加わった。", [("3社", None)]),
    ("坪単価が4年間で16万円から44万円に上がった。", [("16万円", "tsubo"), ("44万円", "tsubo")]),
    ("大坪単価は16万円だ。", [("16万円", None)]),
    ("第1棟の容量は30MWだ。", [("第1", None), ("30MW", None)]),
    # of one, what it weighs, costs or uses
    ("1枚の定格は600Wだ。", [("600W", "piece")]),
    ("1ラックの消費電力は約90kWだ。", [("90kW", "rack")]),
    ("もう1枚の定格は600Wだ。", [("1枚", None), ("600W", None)]),
    ("1枚の写真に600ドルを払う。", [("1枚", None), ("600ドル", None)]),
    # one that holds so many
    ("1ラック90kWに達する。", [("90kW", "rack")]),
    ("1サーバー4基で動く。", [("4基", "server")]),
    ("1スタック約480ドルだ。", [("480ドル", "stack")]),
    ("1皿150円で出す。", [("150円", "dish")]),
    ("3ラック90kWの枠だ。", [("3ラック", None), ("90kW", None)]),
    ("1勝4敗に終わる。", [("1勝", None), ("4敗", None)]),
    # made in a while
    ("月産能力を約4万枚に増やす。", [("4万枚", "month")]),
    ("年産は20万台だ。", [("20万台", "year")]),
    ("日産は20万台を売った。", [("20万台", None)]),
    ("30分ごとに200円がかかる。", [("200円", "30_minute")]),
    # turned into so much in a while
    ("1日にすると4万件だ。", [("4万件", "day")]),
    ("年にすれば48万円だ。", [("48万円", "year")]),
    ("月にして4万円だ。", [("4万円", "month")]),
    ("月産能力は3工場合わせて伸びた。", [("3工場", None)]),
    ("面談は1回20分だ。", []),
    ("500ptにつき40円を払う。", [("40円", "500_point")]),
    ("300ポイントごとに2枚を配る。", [("2枚", "300_point")]),
    # one denominator for all that are listed behind it
    ("1件6,000円とか7,000円を取る。", [("6,000円", "case"), ("7,000円", "case")]),
    ("1時間6ドルから9ドルほどで貸す。", [("6ドル", "hour"), ("9ドル", "hour")]),
    ("1人あたり最低6円、最大で90円だ。", [("6円", "person"), ("90円", "person")]),
    ("1人あたり6個、平均は40個だ。", [("6個", "person"), ("40個", "person")]),
    ("1人あたり6万円、最大で90万円を補助する。", [("6万円", "person"), ("90万円", None)]),
    ("1人あたり日本が60個、米国は90個だ。", [("60個", "person"), ("90個", "person")]),
    ("1株あたりA社は60円、Nexor5は90円だ。", [("60円", "share"), ("90円", "share")]),
    ("1株あたり配当は60円、株価は900円だ。", [("60円", "share"), ("900円", None)]),
    # sold by so many of it
    ("入力は100万トークン6ドルだ。", [("6ドル", "1000000_token")]),
    ("1,000文字約60円で訳す。", [("60円", "1000_character")]),
    ("100万トークンが6ドルの枠を超す。", [("100万トークン", None), ("6ドル", None)]),
    ("1席月額6,000円で使う。", [("6,000円", "month")]),
    ("1枚ざっくり60万円する。", [("60万円", "piece")]),
]


@pytest.mark.parametrize(("text", "wanted"), PER, ids=[row[0] for row in PER])
def test_what_it_is_per(text, wanted):
    found = [read.figure for read in pipeline.process(text, "ja", model=False).figures]
    assert [(figure.surface, figure.per) for figure in found] == wanted
