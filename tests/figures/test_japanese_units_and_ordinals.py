"""Ordinals of every counter, units told by what stands beside them, what an amount is per."""

from __future__ import annotations

import pytest

import pipeline

ORDINALS = [
    ("2棟目の改装に着手する。", "2棟目", "2", "rank"),
    ("8カ国目の進出だ。", "8カ国目", "8", "rank"),
    ("3曲目を流す。", "3曲目", "3", "rank"),
    ("黒字化は6カ月目だった。", "6カ月目", "6", "rank"),
    ("3四半期目に入る。", "3四半期目", "3", "rank"),
    ("1期工事を終えた。", "1期", "1", "rank"),
    ("2次募集を始める。", "2次", "2", "rank"),
    ("第2期工事を始める。", "第2期", "2", "rank"),
    ("赤字は3期続いた。", "3期", "3", "term"),
    ("3品目を扱う。", "3品目", "3", "product"),
    ("設立40周年を祝う。", "40周年", "40", "rank"),
    ("4期生を募る。", "4期生", "4", "rank"),
    # behind 第 the counter tells which, not how many
    ("第4工場を閉じた。", "第4", "4", "rank"),
    ("第2データセンターに移す。", "第2", "2", "rank"),
    ("第3拠点を構える。", "第3", "3", "rank"),
    ("4工場を閉じた。", "4工場", "4", "factory"),
    # a phase of what is built, not so many terms
    ("3期を増設した。", "3期", "3", "rank"),
    ("1期も着工が遅れる。", "1期", "1", "rank"),
    ("3期の減益が響き増設をやめた。", "3期", "3", "term"),
    ("直近3期に増設した。", "3期", "3", "term"),
    ("3期分の赤字だ。", "3期", "3", "term"),
    # years of age told as つ are
    ("六つ違いの弟だ。", "六つ", "6", "year"),
    ("夫は4つ年下だ。", "4つ", "4", "year"),
    ("4つ下の妹だ。", "4つ", "4", "year"),
    ("六つの頃を覚えている。", "六つ", "6", "year"),
    ("4つ下の階だ。", "4つ", "4", "item"),
    ("候補は4つになる。", "4つ", "4", "item"),
]
UNITS = [
    ("115万GPU時間を使った。", "115万GPU時間", "gpu_hour", None),
    ("工数は1,200人月だ。", "1,200人月", "person_month", None),
    ("1ペタFLOPSの性能だ。", "1ペタFLOPS", "petaflop", "second"),
    ("100ギガbpsでつなぐ。", "100ギガbps", "gigabit", "second"),
    ("10ギガの光回線を引く。", "10ギガ", "gigabit", "second"),
    ("有線LANは2.5ギガだ。", "2.5ギガ", "gigabit", "second"),
    ("契約は20ギガだ。", "20ギガ", "gigabyte", None),
    ("1テラのSSDを積む。", "1テラ", "terabyte", None),
    ("100万テラを売った。", "100万", None, None),
    ("3部門の合計だ。", "3部門", "department", None),
    ("計10者が応じた。", "10者", "organization", None),
    ("30承認が要る。", "30承認", "confirmation", None),
    ("予想変動率は4ボラ下がった。", "4ボラ", "percentage_point", None),
    # points of a rate, of an exchange, of a game
    ("ゲーム株は全体を1.4ポイント押し下げた。", "1.4ポイント", "percentage_point", None),
    ("ゲーム事業の利益率は約1.4ポイント改善した。", "1.4ポイント", "percentage_point", None),
    ("ゲームの得点は14ポイント上がった。", "14ポイント", "point", None),
    ("日経平均全体を140ポイント押し上げた。", "140ポイント", "point", None),
    ("基準値は31ポイント元安に設定した。", "31ポイント", "point", None),
    ("支持率は31ポイント低い。", "31ポイント", "percentage_point", None),
]
PER = [
    ("先週1週間の流出額は6億ドルだった。", "6億ドル", None),
    ("過去1年の売上高は10億円だった。", "10億円", None),
    ("1日の流出額は6億ドルだ。", "6億ドル", "day"),
    ("1日あたり取引件数は平均1,840万件だ。", "1,840万件", "day"),
    ("1時間あたりの出金上限を500万ドルとする。", "500万ドル", "hour"),
    ("1日に換算すると2万8,800件だ。", "2万8,800件", "day"),
    ("年換算で30億ドルに当たる。", "30億ドル", "year"),
    ("11月1日に換算すると3,000円だ。", "3,000円", None),
    ("料金(100万トークンあたり)は3ドルだ。", "3ドル", "1000000_token"),
]
NONE = [
    "資金決済に関する法律第63条の17第1項の規定による。",
    "会社法423条1項に基づく。",
    "憲法9条を読む。",
    "一寸の虫にも五分の魂だ。",
    "三度目の正直だ。",
    "3次元の画像だ。",
    "料金表(100万トークンあたり)を見る。",
    # classes that a law names, years of school
    "第二種金融商品取引業の登録を受ける。",
    "第3類の医薬品を売る。",
    "中学二年のとき旗を揚げた。",
    "大学3年で辞めた。",
    "彼は5年生だ。",
    "4年次に編入した。",
]


@pytest.mark.parametrize(("text", "surface", "value", "unit"), ORDINALS, ids=[row[0] for row in ORDINALS])
def test_the_first_of_several(text, surface, value, unit):
    result = pipeline.process(text, "ja", model=False)
    (found,) = [each.figure for each in result.figures]
    assert (found.surface, str(found.value), found.unit) == (surface, value, unit)
    assert not result.times


@pytest.mark.parametrize(("text", "surface", "unit", "per"), UNITS, ids=[row[0] for row in UNITS])
def test_the_unit_by_its_word_and_what_is_beside_it(text, surface, unit, per):
    (found,) = [each.figure for each in pipeline.process(text, "ja", model=False).figures]
    assert (found.surface, found.unit, found.per) == (surface, unit, per)


@pytest.mark.parametrize(("text", "surface", "per"), PER, ids=[row[0] for row in PER])
def test_what_it_is_per(text, surface, per):
    (found,) = [each.figure for each in pipeline.process(text, "ja", model=False).figures]
    assert (found.surface, found.per) == (surface, per)


@pytest.mark.parametrize("text", NONE)
def test_what_counts_nothing(text):
    result = pipeline.process(text, "ja", model=False)
    assert not result.figures
    assert not result.times
