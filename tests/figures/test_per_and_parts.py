"""What an amount is per with a noun between, parts of ten, what is no quantity."""

from __future__ import annotations

import pytest

import pipeline

READ = [
    ("1BTCあたりの採掘コストは5万7,300ドルだ。", [("5万7,300ドル", "57300", "USD", "BTC")]),
    ("1人あたりの年間取引額は30万円だ。", [("30万円", "300000", "JPY", "person")]),
    ("1口座当たりの預託額は3万円だ。", [("3万円", "30000", "JPY", "account")]),
    ("1日の取引高は5億ドルだ。", [("5億ドル", "500000000", "USD", "day")]),
    ("11月1日の取引高は5億ドルだ。", [("5億ドル", "500000000", "USD", None)]),
    ("1ゼタハッシュ毎秒に達した。", [("1ゼタハッシュ毎秒", "1", "zettahash", "second")]),
    ("成功率は9割5分以上だ。", [("9割5分", "95", "percent", None)]),
    ("年2分5厘で借りた。", [("2分5厘", "2.5", "percent", None)]),
    ("全体の4分の3強を占めた。", [("4分の3", "75", "percent", None)]),
    ("五分五分の確率だ。", []),
    ("誤差はプラスマイナス0.5ポイントだ。", [("0.5ポイント", "0.5", "percentage_point", None)]),
    ("気温はマイナス5度だ。", [("マイナス5度", "-5", "degree_Celsius", None)]),
    ("価格はほぼ倍になった。", [("倍", "2", "times", None)]),
    ("レイヤー1「Monolith」を開発する。", []),
    ("レイヤー1ブロックチェーンを作る。", []),
    ("ティア1取引所に上場した。", []),
    ("イーサリアム2.0への移行。", []),
]


@pytest.mark.parametrize(("text", "wanted"), READ, ids=[row[0] for row in READ])
def test_what_is_read(text, wanted):
    figures = [each.figure for each in pipeline.process(text, "ja", model=False).figures]
    assert [(f.surface, str(f.value), f.unit, f.per) for f in figures] == wanted
    assert not any(time.surface == "1日" for time in pipeline.process(text, "ja", model=False).times)
