"""A rise whose levels fall, a fall whose levels rise; and movements that are right, or none."""

import pytest

import pipeline
from pipeline.stages.auditing.evidence import ACCUSES

WRONG = [
    ("ja", "テザーの売上高は630億円から560億円に増えた。", "560億円"),
    ("ja", "コインベースの売上高は前年の50億円から60億円へ減少した。", "60億円"),
    ("zh", "Tether营收从63亿美元下降至70亿美元。", "70亿美元"),
    ("zh", "员工由1200人增至1100人。", "1100人"),
    ("zh", "公司拟将员工人数从1.2万人裁减至1.4万人。", "1.4万人"),
    ("en", "Tether's revenue rose to $56 billion from $63 billion.", "$56 billion"),
    ("en", "Its market share slipped from 31% to 34%, while revenue rose from $3bn to $4bn.", "34%"),
    ("ja", "売上高は前年同期の80億円から10%増の72億円だった。", "72億円"),
    ("ja", "純利益は12億円で、前年同期の10億円から減った。", "12億円"),
    ("en", "Net profit was $12 million, down from $10 million a year ago.", "$12 million"),
    ("en", "Kestrel climbed from third place to eighth in the ranking of exchanges.", "eighth"),
    # one end has no word of its own, and behind another pair of the sentence
    ("en", "Tessaly wants to trim its workforce to 14,200 employees this year, from 12,900 employees now.",
     "14,200 employees"),
    ("zh", "去年销售额由21亿元升至26亿元,客户流失率则从6.1%降到8.4%。", "8.4%"),
]  # fmt: skip
RIGHT = [
    ("ja", "金利は5%から3%へ低下した。", ["3%"]),
    ("zh", "净利率从5%升至8%。", ["8%"]),
    ("en", "Staff fell from 3,400 to 3,000.", ["3,000"]),
    ("en", "Kestrel climbed from eighth place to third in the ranking of exchanges.", ["third"]),
]
# Movements that are no such thing: changes beside their word, rates of exchange, words for better and worse.
ELSE = [
    ("en", "Up $380M from $1.64B, Kelso's debt now stands at $2.02B."),
    ("ja", "準備金は30億円から5億円積み増した。"),
    ("ja", "円相場は1ドル=150円から155円へと円安が進んだ。"),
    ("zh", "高盛将年末人民币汇率预测由6.85上调至6.70。"),
    ("en", "Fleet efficiency improved to 16.8 joules per terahash from 19.5."),
    ("en", "The accounts increased by 1.4 million in one year from 4.3 million to 5.7 million."),
    (
        "en",
        "The probability of a cut stood at 84%, up from 62%, and that of a cut in March at 30%, from 20%.",
    ),
    ("ja", "キャロットの運用資産は3億4,000万ドルから9,100万ドルへと干上がった。"),
    ("ja", "缶は130円から180円になり、売れる数は8%減った。"),
    ("ja", "社員は5,527人から2,907人へ、社員一人が生む売上は110万ドルへと上がっている。"),
    ("ja", "1月の都市部の物価上昇率が11.9%と、2023年9月に記録した38%から大きく落ち着いた。"),
    ("ja", "手で直す手間が減り、1人が1日に処理する数は130枚から410枚になった。"),
    ("ja", "職員は545人、少数派の割合は11.4%で目標の14%に届かない。"),
    ("zh", "第四為中鋼，35億度，減4%。第五以下為聯電29億度、友達27億、群創26億。"),
]


def found(lang, text):
    return [one for one in pipeline.process(text, lang, None).findings if one.check == "direction"]


@pytest.mark.parametrize(("lang", "text", "surface"), WRONG, ids=[row[1][:40] for row in WRONG])
def test_levels_against_their_word_are_contradicted(lang, text, surface):
    accused = [one for one in found(lang, text) if one.verdict in ACCUSES]
    assert [(one.surface, one.verdict) for one in accused] == [(surface, "contradicted")]
    assert surface in accused[0].message and surface in accused[0].message_en


@pytest.mark.parametrize(("lang", "text", "surfaces"), RIGHT, ids=[row[1][:40] for row in RIGHT])
def test_levels_as_their_word_says_hold(lang, text, surfaces):
    assert [(one.surface, one.verdict) for one in found(lang, text)] == [(each, "holds") for each in surfaces]


@pytest.mark.parametrize(("lang", "text"), ELSE, ids=[row[1][:40] for row in ELSE])
def test_what_is_no_movement_of_levels_is_accused_of_nothing(lang, text):
    assert [one for one in found(lang, text) if one.verdict in ACCUSES] == []
