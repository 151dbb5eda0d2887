"""So much for each of another, bounds told with は and を, parts of a yuan; numbers that only name."""

from __future__ import annotations

import pytest

import pipeline

RATES = [
    ("濃度は12ミリグラム毎リットルだ。", ("12ミリグラム", "milligram", "liter")),
    ("係数は0.51kg/kWhに下がった。", ("0.51kg", "kilogram", "kilowatt_hour")),
    ("風は9メートル毎秒だ。", ("9メートル", "meter", "second")),
    ("水は40リットル毎分で流れる。", ("40リットル", "liter", "minute")),
    ("水を40リットル毎に測る。", ("40リットル", "liter", None)),
    # so much of a day, and what is told of the first of a month
    ("1日に700枚を刷る。", ("700枚", "piece", "day")),
    ("9月1日に700枚を刷る。", ("700枚", "piece", None)),
    ("毎月1日に700枚を刷る。", ("700枚", "piece", None)),
    ("先月1日に4億円を払った。", ("4億円", "JPY", None)),
    ("13時1分に700枚を刷った。", ("700枚", "piece", None)),
    ("第1週に4億円を使った。", ("4億円", "JPY", None)),
    ("直近1年に40件が起きた。", ("40件", "case", None)),
]
AMOUNTS = [
    # a bound behind は, まで and を, and at a mark
    ("80社は超えた。", ["80社 more_than"]),
    ("80社は超えない。", ["80社 at_most"]),
    ("80万円は下回らない。", ["80万円 at_least"]),
    ("80万円は下回る。", ["80万円 less_than"]),
    ("送金は7万円までに制限する。", ["7万円 at_most"]),
    ("会費は7万円までとする。", ["7万円 at_most"]),
    ("価格は7万円まで下げた。", ["7万円"]),
    ("株式を上限90万株買う。", ["90万株 at_most"]),
    ("取得額は上限額7億円だ。", ["7億円 at_most"]),
    ("5万ドルの節目を突破した。", ["5万ドル more_than"]),
    ("5万ドルの節目を割った。", ["5万ドル less_than"]),
    ("5万ドルの節目を守る。", ["5万ドル"]),
    # no figures
    ("ブロック19,304,551で止まった。", []),
    ("ブロック高910,000を越えて動く。", []),
    ("ブロックを910個まとめた。", ["910個"]),
    ("4000番ポートを閉じる。", []),
    ("3-of-5の署名で動かす。", []),
    ("2段階認証を課す。", []),
    ("2段階で課す。", ["2段階"]),
    ("ロンドン2012を覚えている。", []),
    ("ロンドン2012人の調査だ。", ["2012人"]),
    ("3.11を語る。", []),
    ("3.11%を得た。", ["3.11%"]),
    ("5・15事件を語る。", []),
    ("COP31を控える。", []),
    ("一匹狼の投資家だ。", []),
    ("一匹の犬がいる。", ["一匹"]),
    ("課題を一つずつ片付ける。", []),
    ("一億総活躍を掲げる。", []),
    ("一等地に店を出す。", []),
    ("三者割当で調達した。", []),
    ("1台1台を点検する。", []),
    ("一校一校を回る。", []),
    ("1台1万円で売る。", ["1万円"]),
    ("一票の格差を問う。", []),
    ("20270415の記録だ。", []),
    ("27/4/15に届いた。", []),
    ("20270415件の記録だ。", ["20270415件"]),
    ("工場を4期に分けて建てる。", ["4期"]),
    ("配当性向は30%を下限とする。", ["30% at_least"]),
    # one or two of them
    ("2社か3社が残る。", ["2社か3社 approx"]),
    ("2社か5社が残る。", ["2社", "5社"]),
]
MONEY = [
    ("切符は7元5角だ。", ("7元5角", "7.5", "CNY")),
    ("切符は3元8角4分だ。", ("3元8角4分", "3.84", "CNY")),
    ("台湾ドル建てで90億元を借りた。", ("90億元", "9000000000", "TWD")),
    ("台湾当局は90億元を出した。", ("90億元", "9000000000", "TWD")),
    ("中国は台湾当局の90億元に触れた。", ("90億元", "9000000000", "CNY")),
    ("台湾の店で90億元を使った。", ("90億元", "9000000000", "CNY")),
]


def _figures(text):
    return [each.figure for each in pipeline.process(text, "ja", model=False).figures]


@pytest.mark.parametrize(("text", "wanted"), RATES, ids=[row[0] for row in RATES])
def test_so_much_for_each_of_another(text, wanted):
    (figure,) = _figures(text)
    assert (figure.surface, figure.unit, figure.per) == wanted


@pytest.mark.parametrize(("text", "wanted"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_bounds_and_numbers_that_name(text, wanted):
    assert [" ".join(filter(None, (each.surface, each.modifier))) for each in _figures(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), MONEY, ids=[row[0] for row in MONEY])
def test_whose_yuan_and_its_parts(text, wanted):
    (figure,) = _figures(text)
    assert (figure.surface, f"{figure.value:f}", figure.unit) == wanted


def test_decades_of_life_from_one_to_another():
    (figure,) = _figures("40〜50代が買う。")
    assert (figure.low, figure.high, figure.unit) == (40, 59, "year")


@pytest.mark.parametrize("text", ["価格は1MW・日当たり280ドルだ。", "家賃は坪あたり月9,000円だ。"])
def test_per_two_things_is_an_issue(text):
    assert "part-unit" in [issue.code for issue in pipeline.process(text, "ja", model=False).issues]


def test_phases_are_counted():
    (figure,) = _figures("工場を4期に分けて建てる。")
    assert (figure.kind, figure.value, figure.unit) == ("count", 4, "phase")


def test_dividends_of_two_terms_are_per_share():
    assert [(each.surface, each.per) for each in _figures("1株配当は前期の20円から24円に増やす。")] == [
        ("20円", "share"),
        ("24円", "share"),
    ]


def test_degrees_of_a_server_room_are_of_heat():
    (first, _) = _figures("サーバー室は24度、湿度は50%だ。")
    assert first.unit == "degree_Celsius"
