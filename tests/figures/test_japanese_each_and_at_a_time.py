"""What is told of each of a list, at a time, in a while, across a bracket."""

from __future__ import annotations

import pytest

import pipeline

AT_A_TIME = [
    ("一度に5台を充電できる。", ["5台"]),
    ("一度に運べる荷は限られる。", []),
    ("20年に一度の大雨だった。", ["一度"]),
    ("二度に分けて4社を買った。", ["二度", "4社"]),
    ("一度も休んでいない。", []),
    ("一気に7社が加わった。", ["7社"]),
    # a label is no number
    ("【提案4】手数料を3割下げる。", ["3割"]),
    ("シナリオ2では3割下がる。", ["3割"]),
    ("条件6を満たす3社が残る。", ["3社"]),
    ("条件6つを満たす。", ["6つ"]),
    ("論点を4に絞る。", ["4"]),
]
PER = [
    ("1EH/s当たりの収入は5万ドルだ。", [("5万ドル", "exahash")]),
    ("1テラハッシュにつき7セントを得る。", [("7セント", "terahash")]),
    ("手数料は2.5サトシ/vBに下がった。", [("2.5サトシ", "virtual_byte")]),
    ("坪単価は約210万円の土地だ。", [("210万円", "tsubo")]),
    ("原油はバレル当たり68ドルだ。", [("68ドル", "oil_barrel")]),
    ("40坪で210万円になる。", [("40坪", None), ("210万円", None)]),
    ("輸入した牛肉に1キロ当たり18円の関税を課す。", [("18円", "kilogram")]),
    ("タクシーの運賃は1キロ当たり350円だ。", [("350円", "kilometer")]),
    ("1キロ当たり350円に決まった。", [("350円", None)]),
    ("果物を運ぶ距離は1キロ当たり60円だ。", [("60円", None)]),
    ("1件あたり2.5サトシ、0.9ドルかかる。", [("2.5サトシ", "case"), ("0.9ドル", "case")]),
    ("1株当たり80円、3億円を投じる。", [("80円", "share"), ("3億円", None)]),
    ("1台につき40万円なのに対し、法人向けは65万円だ。", [("40万円", "unit"), ("65万円", "unit")]),
    ("1株につき前期比15円増の95円とする。", [("15円", "share"), ("95円", "share")]),
    ("1口当たり前年より4円少ない36円だ。", [("4円", "lot"), ("36円", "lot")]),
    ("1口当たりの価額は210円(昨年末は180円)だ。", [("210円", "lot"), ("180円", "lot")]),
    ("1株当たり利益は90円だったが、今期は70円だ。", [("90円", "share"), ("70円", "share")]),
    ("1株当たり利益は90円だったが、今期は6億円だ。", [("90円", "share"), ("6億円", None)]),
    ("1棟当たりの費用は9億円、うち設備が5億円だ。", [("9億円", "building"), ("5億円", None)]),
    (
        "100万トークン当たり入力が0.7ドル、出力が2.1ドルだ。",
        [("0.7ドル", "1000000_token"), ("2.1ドル", "1000000_token")],
    ),
    (
        "1キロワット時当たりの料金は昼が31円、夜が約18円だ。",
        [("31円", "kilowatt_hour"), ("18円", "kilowatt_hour")],
    ),
    ("1株当たり利益は2ドル、売上高は9億ドルだ。", [("2ドル", "share"), ("9億ドル", None)]),
    ("広告に月に4千万円かける。", [("4千万円", "month")]),
    ("警備に年に約2億円を払う。", [("2億円", "year")]),
    ("5月に4千万円を払った。", [("4千万円", None)]),
    ("この年に2億円を払った。", [("2億円", None)]),
    ("開業した年に2億円を払った。", [("2億円", None)]),
    ("翌月に4千万円を払った。", [("4千万円", None)]),
    ("1社平均は52億円だ。", [("52億円", "company")]),
    ("1人平均は7件だ。", [("7件", "person")]),
    ("1人最大4,500枚を配る。", [("4,500枚", "person")]),
    ("1人が約4枚を買う。", [("1人", None), ("4枚", None)]),
    ("1基当たりの総投資額は70億ドルだ。", [("70億ドル", "unit")]),
    ("1MWh当たり一時900ドルまで上がった。", [("900ドル", "megawatt_hour")]),
    # 当たる of a prize is no 当たり of a denominator
    ("抽選で200名に1万円が当たります。", [("200名", None), ("1万円", None)]),
]
BOUNDS = [
    ("800万株、90億円を上限とする。", ["at_most", "at_most"]),
    ("40人が出て、90億円を上限とする。", [None, "at_most"]),
    ("8万ドルの大台をあっさり割り込んだ。", ["less_than"]),
    ("2ゼタハッシュの大台を初めて上回った。", ["more_than"]),
    ("8万ドルの大台に迫る。", ["nearly"]),
    ("8万ドルの大台に乗せた。", [None]),
    ("200万株、90億円をそれぞれ上限とする。", ["at_most", "at_most"]),
    # told before them
    ("上限は300万株、80億円だ。", ["at_most", "at_most"]),
    ("取得の上限額を300万株・80億円とする。", ["at_most", "at_most"]),
    ("出金の上限を40万ドルから約90万ドルに上げる。", ["at_most", "approx"]),
    ("下限を2割から3割へ動かす。", ["at_least", "at_least"]),
    ("上限は2割、7社だけが反対した。", ["at_most", None]),
    ("上限は2割、7社が反対した。", ["at_most", None]),
    ("上限は2割、売上高は9億円だ。", ["at_most", None]),
    ("最大4億円から9億円に増えた。", ["at_most", None]),
    ("200万株、90億円を取得する。", [None, None]),
    ("9万1,000ドル（約1,400万円）近辺で動いた。", ["approx", "approx"]),
    ("70億ドル(1兆円)を超えた。", ["more_than", None]),
    ("70億ドル(1兆円)で買った。", [None, None]),
    # in the brackets is something else
    ("70億円(20社)以上を集めた。", [None, None]),
    ("修理費は80万円はくだらない。", ["at_least"]),
    ("修理費は80万円もくだらなかった。", ["at_least"]),
    ("費用は概算で2兆円に上る。", ["approx"]),
    ("2兆円の概算を示した。", [None]),
]
HASHES = [
    ("採掘は640エクサハッシュに上る。", ("measure", "exahash", None)),
    ("採掘は毎秒640エクサハッシュに上る。", ("rate", "exahash", "second")),
    ("採掘は3ゼタハッシュ毎秒に上る。", ("rate", "zettahash", "second")),
]
POINTS = [
    ("指標「ABench」では71.2%を解き、旧型を4.1ポイント上回った。", "percentage_point"),
    ("スコアは旧型を41ポイント上回った。", "point"),
    ("日経平均は1.1%を超す上げで、予想を400ポイント上回った。", "point"),
]


def _figures(text):
    return [each.figure for each in pipeline.process(text, "ja", model=False).figures]


@pytest.mark.parametrize(("text", "wanted"), AT_A_TIME, ids=[row[0] for row in AT_A_TIME])
def test_at_a_time_is_no_number(text, wanted):
    assert [figure.surface for figure in _figures(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), PER, ids=[row[0] for row in PER])
def test_what_an_amount_is_per(text, wanted):
    assert [(figure.surface, figure.per) for figure in _figures(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_bounds_of_each_and_behind_a_bracket(text, wanted):
    assert [figure.modifier for figure in _figures(text)] == wanted


@pytest.mark.parametrize(("text", "unit"), POINTS, ids=[row[0] for row in POINTS])
def test_points_of_a_share_or_of_an_index(text, unit):
    assert _figures(text)[-1].unit == unit


@pytest.mark.parametrize(("text", "wanted"), HASHES, ids=[row[0] for row in HASHES])
def test_hashes_are_counted_and_per_second_only_where_told(text, wanted):
    (figure,) = _figures(text)
    assert (figure.kind, figure.unit, figure.per) == wanted
