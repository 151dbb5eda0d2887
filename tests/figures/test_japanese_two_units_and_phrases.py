"""One measure in two units, parts of a unit, and numbers inside words that count nothing."""

from __future__ import annotations

import pytest

import pipeline

READ = [
    ("妹の身長は1メートル62センチだ。", "1メートル62センチ", "162", "centimeter"),
    ("縦2m40cmの看板を立てる。", "2m40cm", "240", "centimeter"),
    ("赤ん坊は3キロ150グラムで生まれた。", "3キロ150グラム", "3150", "gram"),
    ("橋は1キロ800メートルある。", "1キロ800メートル", "1800", "meter"),
    ("選手は6フィート5インチだ。", "6フィート5インチ", "77", "inch"),
    ("鯨は4トン300キロある。", "4トン300キロ", "4300", "kilogram"),
    ("板は8分の3インチの厚さだ。", "8分の3インチ", "0.375", "inch"),
    ("誤差は100分の1ミリに収まる。", "100分の1ミリ", "0.01", "millimeter"),
    ("幅は2と4分の1インチだ。", "2と4分の1インチ", "2.25", "inch"),
    ("娘の体温は37度6分だ。", "37度6分", "37.6", "degree_Celsius"),
    ("39度2分の高熱が出た。", "39度2分", "39.2", "degree_Celsius"),
    ("アルコール度数17度の原酒だ。", "17度", "17", "percent"),
    ("43度のウイスキーを割る。", "43度", "43", "percent"),
    ("ワインを3度飲んだ。", "3度", "3", "occurrence"),
    ("定価の2割5分引きで売る。", "2割5分引き", "25", "percent"),
    # in half a year, not in a year
    ("工場は半年に2回止まる。", "2回", "2", "occurrence"),
    ("会費は半年8,000円だ。", "8,000円", "8000", "JPY"),
]
NONE = [
    "動議は六対三で否決された。",
    "映画は26時10分に終わる。",
    "居酒屋は24時30分まで開く。",
    "船は北緯34度21分、東経132度27分にいる。",
    "走者は10分の1秒を争う。",
    "大さじ2分の1カップの酢を足す。",
    "第1、第3木曜を休みとする。",
    "26/3期の配当を増やす。",
    "店は国内一の広さを誇る。",
    "下院のない一院制を採る。",
    "棚番は0071だ。",
    "4K放送が始まる。",
    "千両役者がそろう。",
    "二世帯住宅を建てた。",
    "100均の皿を並べる。",
    "毎月10のつく日はない。5のつく日に安くなる。",
    "勝つか負けるか、二つに一つだ。",
    "三位一体の改革を説いた。",
    "三社祭に人が出る。",
    "内線は345だ。",
    "背番号8の選手が打つ。",
    "6番線で待つ。",
    "5年3組の生徒だ。",
    "走者は10秒04で着いた。",
    "9、10月に雨が多い。",
    "午前12時に閉まる。",
    "3日坊主を笑う。",
]
TOLD = [
    ("映画は26時10分に終わる。", "unresolved-time"),
    ("船は北緯34度21分にいる。", "ambiguous-number"),
    ("走者は10分の1秒を争う。", "part-unit"),
    ("26/3期の配当を増やす。", "unresolved-time"),
]
STILL = [
    ("2メートル、30センチの差", ["2 meter", "30 centimeter"]),
    ("1メートル130センチの棒", ["1 meter", "130 centimeter"]),
    ("二世帯が越してきた。", ["2 household"]),
    ("企業は三社ある。", ["3 company"]),
    ("三位に入った。", ["3 rank"]),
    # numbers beside each other that are of two things
    ("評点は3.1、2人が棄権した。", ["3.1 None", "2 person"]),
    ("平均は1.5、14人が休んだ。", ["1.5 None", "14 person"]),
    ("3、6、9社に広げる。", ["3 company", "6 company", "9 company"]),
    ("利益の3分の1を配る。", ["33.33333333333333 percent"]),
]


# what something else has passed has no bound of its own
RANGES = [
    ("3、40人が並ぶ。", "3、40人", "30..40 person"),
    ("値段は7、80円だ。", "7、80円", "70..80 JPY"),
    ("6、7社が残る。", "6、7社", "6..7 company"),
    ("4、50%が戻る。", "4、50%", "40..50 percent"),
]


@pytest.mark.parametrize(("text", "surface", "wanted"), RANGES, ids=[row[0] for row in RANGES])
def test_neighbours_share_their_tens(text, surface, wanted):
    (found,) = [each.figure for each in pipeline.process(text, "ja", model=False).figures]
    assert (found.surface, f"{found.low}..{found.high} {found.unit}") == (surface, wanted)


def test_tens_that_do_not_follow_are_of_a_list():
    figures = pipeline.process("3、60人が並ぶ。", "ja", model=False).figures
    assert "30..60" not in [f"{each.figure.low}..{each.figure.high}" for each in figures]


BOUNDS = [
    ("純利益は前年の7億円を上回った。", [None]),
    ("成長率は市場予想の2.1%を下回った。", [None]),
    ("件数は先月の約40件を大きく超えた。", ["approx"]),
    ("PERは過去平均の18倍をわずかに下回る。", [None]),
    ("株価は節目の6万円を上回った。", ["more_than"]),
    ("純利益は7億円を上回った。", ["more_than"]),
    ("前年の7億円以上を保った。", ["at_least"]),
]


@pytest.mark.parametrize(("text", "wanted"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_what_is_passed_has_no_bound(text, wanted):
    assert [each.figure.modifier for each in pipeline.process(text, "ja", model=False).figures] == wanted


@pytest.mark.parametrize(("text", "surface", "value", "unit"), READ, ids=[row[0] for row in READ])
def test_two_units_are_one_measure(text, surface, value, unit):
    result = pipeline.process(text, "ja", model=False)
    (found,) = [each.figure for each in result.figures]
    assert (found.surface, str(found.value), found.unit, found.per) == (surface, value, unit, None)


@pytest.mark.parametrize("text", NONE)
def test_what_counts_nothing(text):
    assert [each.figure.surface for each in pipeline.process(text, "ja", model=False).figures] == []


@pytest.mark.parametrize(("text", "code"), TOLD, ids=[row[0] for row in TOLD])
def test_what_is_not_read_is_told(text, code):
    assert code in [issue.code for issue in pipeline.process(text, "ja", model=False).issues]


@pytest.mark.parametrize(("text", "wanted"), STILL, ids=[row[0] for row in STILL])
def test_what_only_looks_alike_is_read_as_before(text, wanted):
    found = [each.figure for each in pipeline.process(text, "ja", model=False).figures]
    assert [f"{figure.value} {figure.unit}" for figure in found] == wanted
