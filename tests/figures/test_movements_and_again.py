"""What is written once for two levels of a movement, and per the same again; counts glued to a word."""

from __future__ import annotations

import pytest

import pipeline

READ = [
    # the second level says a scale alone
    ("資産は24億ドルから8億6000万へと減った。", [("24億ドル", "USD", None), ("8億6000万", "USD", None)]),
    ("会員は310万人から約120万に減った。", [("310万人", "person", None), ("120万", "person", None)]),
    ("24億ドルから8億6000万を引いた。", [("24億ドル", "USD", None), ("8億6000万", None, None)]),
    ("利率は5%から3億へ移った。", [("5%", "percent", None), ("3億", None, None)]),
    # what both are per
    (
        "1人当たりの売上高は40万ドルから55万ドル超に伸びた。",
        [("40万ドル", "USD", "person"), ("55万ドル", "USD", "person")],
    ),
    ("1ドル=148円台前半から151円20銭まで下げた。", [("148円", "JPY", "USD"), ("151円20銭", "JPY", "USD")]),
    (
        "1株当たり利益は前年同期の1.8ドルから2.1ドルに伸びた。",
        [("1.8ドル", "USD", "share"), ("2.1ドル", "USD", "share")],
    ),
    # 同
    ("甲は1日当たり4万枚、乙は同6万枚を放出する。", [("4万枚", "piece", "day"), ("6万枚", "piece", "day")]),
    ("甲は1日当たり4億円を稼ぐ。利益は同6億円増えた。", [("4億円", "JPY", "day"), ("6億円", "JPY", None)]),
    ("甲は1日当たり4億円、乙は同6人を雇う。", [("4億円", "JPY", "day"), ("6人", "person", None)]),
    # with a noun between
    ("1秒あたりの最大処理能力は7万2,000件だ。", [("7万2,000件", "case", "second")]),
    ("1ラック当たりの消費電力は従来の12〜18kWだ。", [("12〜18kW", "kilowatt", "rack")]),
    # counted, and no name
    ("現物ETF13本に資金が入った。", [("13本", "unit", None)]),
    ("3会合連続で据え置いた。", [("3会合", "meeting", None)]),
    # へと as へ; a multiple as any other unit
    ("倍率は0.7から3.2へと上がった。", [("0.7", None, None), ("3.2", None, None)]),
    ("レバレッジを2から6倍へと広げた。", [("2", "times", None), ("6倍", "times", None)]),
    ("係数は0.7から3.2の範囲だ。", [("0.7から3.2", None, None)]),
    (
        "1基当たりの費用は4億円から6億円となる。",
        [("4億円", "JPY", "unit"), ("6億円", "JPY", "unit")],
    ),
    # 台 of an index is no machine
    ("恐怖指数は34台に跳ねた。", [("34", None, None)]),
    ("日経平均は6万1,000台で引けた。", [("6万1,000", None, None)]),
    ("指数の計算機を34台に増やした。", [("34台", "unit", None)]),
    # 超過 bounds nothing
    ("準備は640億ドル　超過準備は21億ドルに", [("640億ドル", "USD", None), ("21億ドル", "USD", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), READ, ids=[row[0] for row in READ])
def test_what_is_read(text, wanted):
    found = pipeline.process(text, "ja", model=False)
    figures = [each.figure for each in found.figures]
    assert [(f.surface, f.unit, f.per) for f in figures] == wanted
    assert not any(entity.surface.startswith("ETF") for entity in found.entities)


def test_a_rate_that_is_carried_says_so():
    _, again = [
        each.figure
        for each in pipeline.process("甲は1日当たり4万枚、乙は同6万枚を放出する。", "ja", model=False).figures
    ]
    assert (again.kind, again.how, again.figure_id.rpartition(":")[2]) == ("rate", "carried", "rate")


def test_excess_is_no_bound():
    found = pipeline.process("準備は640億ドル　超過準備は21億ドルに", "ja", model=False)
    assert [each.figure.modifier for each in found.figures] == [None, None]


def test_a_numbered_name_is_another_name():
    found = pipeline.process("新モデル「Aster-4」は100万トークンを読む。", "ja", model=False)
    assert [(e.surface, e.code) for e in found.entities] == [("Aster-4", None)]
