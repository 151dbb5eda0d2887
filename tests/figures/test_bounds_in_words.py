"""Words that bound a number, and words that only begin like them."""

from __future__ import annotations

import pytest

import pipeline

READ = [
    # 割る and 切る bound, 割り当てる and 切り替える do not
    ("予算から100億円を割り当てる。", None),
    ("チームに総供給量の20%を割り当てた。", None),
    ("準備金から500万ドルを割り振る。", None),
    ("売上高から10億円を割り出した。", None),
    ("積立金3億円を切り崩した。", None),
    ("7万ドルを切り替えの目安とした。", None),
    ("配当の30%を切り分ける。", None),
    ("株価は1000円を割り、年内は戻らなかった。", "less_than"),
    ("出来高は1億ドルを割り込んだ。", "less_than"),
    ("相場は10万ドルを割りそうだ。", "less_than"),
    ("利益率は10%を切り、さらに下がる。", "less_than"),
    ("失業率は4%を切った。", "less_than"),
    # with an adverb between, politely, and denied with one
    ("80ドルをあっさり割り込んだ。", "less_than"),
    ("100億円を初めて超えた。", "more_than"),
    ("利用者は100万人をはじめて突破した。", "more_than"),
    ("7万ドルを一時割り込んだ。", "less_than"),
    ("100億円を再び超えなかった。", "at_most"),
    ("7万ドルを一時割り込まなかった。", "at_least"),
    ("被害額は1,000ドルに届きません。", "less_than"),
    ("利用者は5万人に達していません。", "less_than"),
    ("1万人には遠く及ばない。", "less_than"),
    ("100億円を一時払いする。", None),
    ("参加者は5万人に達しました。", None),
    # 強 and 弱, 台 and 余 end a number; 強化 and 弱含み, 台湾 and 余剰 are words
    ("規制を20%強化する。", None),
    ("株価は3%弱含みで推移した。", None),
    ("100億円台湾に投じた。", None),
    ("300億円余剰となった。", None),
    ("全体の2割強を占める。", "just_over"),
    ("全体の2割弱を占める。", "nearly"),
    ("10万ドル台で推移した。", "approx"),
    # before a noun with の, as without
    ("9億円前後の赤字に沈む。", "approx"),
    ("手数料は2%前後の水準だ。", "approx"),
    ("300人あまりの列ができた。", "more_than"),
    # how it is passed, and what is worth so much
    ("在庫は40万台を恒常的に上回る。", "more_than"),
    ("出力は80MWを安定して超えた。", "more_than"),
    ("発電量は20GWhを常に下回る。", "less_than"),
    ("30万円相当額以上を送る。", "at_least"),
    ("500ドル相当を超える送金を届け出る。", "more_than"),
    ("40枚分以下に抑える。", "at_most"),
    ("8億円相当額の暗号資産を移した。", None),
    ("8億円相当を割り当てた。", None),
    ("2億円分強化した。", None),
]


@pytest.mark.parametrize(("text", "modifier"), READ, ids=[row[0] for row in READ])
def test_the_bound_of_a_number(text, modifier):
    (found,) = pipeline.process(text, "ja", model=False).figures
    assert found.figure.modifier == modifier


CHINESE = [
    # 多 and 低 bound a number that ends with them; where another number follows they say by how much
    ("裁员9.8万人，比去年同期的8万人多22.5%。", [None, None, None]),
    ("收入比上年的40亿美元多约15%。", [None, "approx"]),
    ("总数比8万人多了3000人。", [None, None]),
    ("得分比170低5%。", [None, None]),
    ("得分比170低。", ["less_than"]),
    ("用户已有8万人多。", ["more_than"]),
    # a bound denied is the other bound
    ("实缴资本不得低于2,500万港元。", ["at_least"]),
    ("持股不能超过5%。", ["at_most"]),
    ("产量不会少于3万吨。", ["at_least"]),
    ("产量会少于3万吨。", ["less_than"]),
    ("价格翻了三倍不止。", ["more_than"]),
    ("用户超过8万人，另有3家公司。", ["more_than", None]),
]


@pytest.mark.parametrize(("text", "modifiers"), CHINESE, ids=[row[0] for row in CHINESE])
def test_a_word_before_another_number_is_no_bound(text, modifiers):
    found = pipeline.process(text, "zh", model=False).figures
    assert [each.figure.modifier for each in found] == modifiers


ENGLISH = [
    # by how much one is off another, and how far it moved
    ("It stands at $5.84B, 6% above the $5.50B of May.", [None, None, None]),
    ("The offer is 30 cents above $49.70.", [None, None]),
    ("The yield is 30 basis points above 4%.", [None, None]),
    ("Bitcoin rose 5% above $100,000.", [None, "more_than"]),
    ("Ether slid about 3% below $3,000.", ["approx", "less_than"]),
    ("It sold above $20, then below $15.", ["more_than", "less_than"]),
]


@pytest.mark.parametrize(("text", "modifiers"), ENGLISH, ids=[row[0] for row in ENGLISH])
def test_so_much_above_another_is_no_bound(text, modifiers):
    found = pipeline.process(text, "en", model=False).figures
    assert [each.figure.modifier for each in found] == modifiers
