"""Numbers as they are said: a half behind the unit, two in a row, points, bounds in everyday words."""

from __future__ import annotations

import pytest

import pipeline

NUMBERS = [
    # so much and half of one; 半ば is none
    ("為替は4円半ほど動いた。", [("4円半", "4.5", "4.5", "JPY", "approx")]),
    ("差は2セント半だ。", [("2セント半", "0.025", "0.025", "USD", None)]),
    ("終値は130円半ばだ。", [("130円", "130", "130", "JPY", None)]),
    ("全体の四割半を占める。", [("四割半", "45", "45", "percent", None)]),
    # neighbours without a unit, where a scale stands
    ("月に6、7万は飛ぶ。", [("6、7万", "60000", "70000", None, "approx")]),
    ("値は4、7億だった。", [("4", "4", "4", None, None), ("7億", "700000000", "700000000", None, None)]),
    # two in a row
    ("桁が3つ4つ違う。", [("3つ4つ", "3", "4", "item", "approx")]),
    ("4社5社と加わった。", [("4社5社", "4", "5", "company", "approx")]),
    ("値段は3倍4倍だ。", [("3倍4倍", "3", "4", "times", "approx")]),
    ("4割5割は普通だ。", [("4割5割", "40", "50", "percent", "approx")]),
    ("2社5社と並ぶ。", [("2社", "2", "2", "company", None), ("5社", "5", "5", "company", None)]),
    ("1人2枚までだ。", [("1人", "1", "1", "person", None), ("2枚", "2", "2", "piece", None)]),
    # what differs by so many is no age
    ("桁が4つ違います。", [("4つ", "4", "4", "item", None)]),
    ("姉とは4つ違いだ。", [("4つ", "4", "4", "year", None)]),
    # points that no share moves by, and what they are paid for
    ("残高は3,200ptある。", [("3,200pt", "3200", "3200", "point", None)]),
    ("勝率は3ptだけ上がった。", [("3pt", "3", "3", "percentage_point", None)]),
    ("150円につき2ポイントが付く。", [("2ポイント", "2", "2", "point", None)]),
    # the pair of currencies is no part of the amount
    ("ユーロ円160円の節目。", [("160円", "160", "160", "JPY", None)]),
    # bounds and nearness in everyday words
    ("会員は4万ちょっとだ。", [("4万", "40000", "40000", None, "just_over")]),
    ("会員が4人ちょっと待った。", [("4人", "4", "4", "person", None)]),
    ("ざっくり40社はある。", [("40社", "40", "40", "company", "approx")]),
    ("かれこれ40社を見た。", [("40社", "40", "40", "company", "approx")]),
    ("マックスで700万円まで減った。", [("700万円", "7000000", "7000000", "JPY", "at_most")]),
    ("6割方は済んだ。", [("6割", "60", "60", "percent", "approx")]),
    ("6割方針を見直す。", [("6割", "60", "60", "percent", None)]),
    ("在庫は60枚もなかった。", [("60枚", "60", "60", "piece", "less_than")]),
    ("在庫は60枚もある。", [("60枚", "60", "60", "piece", None)]),
    ("6割を超えないと赤字だ。", [("6割", "60", "60", "percent", "more_than")]),
    ("6割に達しなければ赤字だ。", [("6割", "60", "60", "percent", "at_least")]),
    ("6割を超えないと予想した。", [("6割", "60", "60", "percent", "at_most")]),
]


@pytest.mark.parametrize(("text", "wanted"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_spoken_numbers(text, wanted):
    found = [read.figure for read in pipeline.process(text, "ja", model=False).figures]
    told = [(f.surface, f"{f.low:f}", f"{f.high:f}", f.unit, f.modifier) for f in found]
    assert told == wanted
