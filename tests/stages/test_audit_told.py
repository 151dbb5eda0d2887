"""Relations told without a word such as "total": each holds as told and is accused with a slip."""

import pytest

from tests.stages.test_audit_ties import flags
from tests.stages.test_auditing import process

# Language, check, the text with a gap, what agrees, what does not.
TOLD = [
    # a ratio that opens the sentence behind two amounts that are dated or set against each other
    ("ja", "multiple",
     "登録件数は2021年に120件だったが、2024年には600件となった。わずか3年で{}である。",
     "5倍", "3倍"),
    ("en", "growth",
     "The port shipped 1,480 tonnes last year, after 1,230 tonnes the year before. The {} "
     "increase surprised nobody.",
     "20%", "2.0%"),
    ("en", "growth",
     "Profit came in at $92 million versus $80 million a year before, a {} improvement.",
     "15%", "51%"),
    ("ja", "growth",
     "ミナモ電機の売上高は{}増の345億円(前年同期は300億円)だった。",
     "15%", "51%"),
    # a share that opens the sentence behind a part and its whole
    ("ja", "share",
     "登録者600万人のうち150万人が有料プランを使う。有料会員の割合は{}となる。",
     "25%", "52%"),
    ("ja", "share",
     "貸出残高は4,200億円で、延滞は126億円まで増えた。延滞率は{}だ。",
     "3.0%", "30%"),
    ("en", "share",
     "Funds from the Gulf put up $330 million of the $550 million that Orbex took in. That makes "
     "them responsible for {} of the sum.",
     "60%", "16%"),
    # as many parts as are told, in the next sentence or the one before
    ("ja", "list-total",
     "県は3社に{}を補助すると決めた。北斗電機に310億円、金星半導体に220億円、双葉精工に140億円だ。",
     "670億円", "6,700億円"),
    ("en", "list-total",
     "The three issuers were sitting on {} of Treasury bills. Arvo reported $21.4 billion, Belisa "
     "$13.1 billion and Corda $6.5 billion.",
     "$41.0 billion", "$41.0 million"),
    ("zh", "stated-total",
     "星河云上季投入31.7亿元，蓝海云投入24.3亿元。照此计算，双方一个季度就砸下{}。",
     "56亿元", "65亿元"),
    ("en", "stated-total",
     "Alder wired $140 million into the round and Birch chipped in another $85 million, which "
     "brings the pair's cheque to {}.",
     "$225 million", "$522 million"),
    # a sum on the far side of a comparison, and one told in the sentence before
    ("en", "total-comparison",
     "Orion's budget of {} is more than the $31 billion of Vega and the $26 billion of Lyra "
     "combined.",
     "$72 billion", "$27 billion"),
    ("ja", "total-comparison",
     "風力は312億kWh、太陽光は286億kWhだった。再エネを合計してもガス火力の{}を下回る。",
     "751億kWh", "157億kWh"),
    # a difference whose word opens the sentence
    ("ja", "difference",
     "オルカは今期に213人を採用し、147人が退職した。純増は{}である。",
     "66人", "660人"),
    ("en", "difference",
     "The network minted 2.6 billion tokens and burned 1.9 billion, so that supply swelled by a "
     "net {}.",
     "0.7 billion", "7 billion"),
    # a price and a number that the next sentence takes up
    ("en", "price-quantity",
     "Its founder sold 12.5 million shares to institutions at $28 each. The placement earned him "
     "{}.",
     "$350 million", "$35 million"),
    ("ja", "price-quantity",
     "アオゾラは250万株を新たに刷る。1株2,400円で引き受けてもらい、払込金は{}になる。",
     "60億円", "6億円"),
    # so much a head, behind the heads
    ("en", "per-capita",
     "With 12 million inhabitants and an output of $480 billion, Portavia is rich. Its income per "
     "person of {} is one reason.",
     "$40,000", "$4,000"),
    ("zh", "per-capita",
     "公司把9.6亿元放进奖金池，上下6400人，摊到每个人头上是{}。",
     "15万元", "1.5万元"),
    # what is left, behind its amount; and a whole that is ten times too small
    ("en", "partition",
     "The foundation split its 640,000 coins in two: 385,000 went to a grants program, and the {} "
     "that were left will be staked.",
     "255,000", "525,000"),
    ("en", "partition",
     "Aurelia signed a {} credit facility. A term loan takes up $6.2 billion of it and the other "
     "$2.8 billion comes as a revolver.",
     "$9 billion", "$900 million"),
    # years from a date in the sentence before, or told behind them
    ("en", "date-arithmetic",
     "Cerrano shipped its first chip in 2016. The successor did not come before 2019, a delay of "
     "{} that cost it the market.",
     "three years", "nine years"),
    # digits swapped, the same measure in another scale
    ("zh", "repeated-figure",
     "经过上月的转让，开发商Cursive的估值升至290亿美元。有投资人认为，以Cursive眼下{}的估值，差错"
     "容不得。",
     "290亿美元", "920亿美元"),
    ("en", "unit-drift",
     "The Wessex wind farm has a capacity of 320 megawatts. At a capacity of {}, the Wessex wind "
     "farm can run the mine.",
     "320 megawatts", "320 kilowatts"),
    # worth so much in another currency, without a bracket
    ("en", "conversion",
     "Prosecutors in Seoul want 2.8 trillion won, which equals {}, from the founder.",
     "$1.9 billion", "$19 billion"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "check", "text", "good", "bad"), TOLD)
def test_what_is_told_without_its_word_is_checked(lang, check, text, good, bad):
    assert flags(text.format(good), lang) == set()
    assert check in {found for found, _ in flags(text.format(bad), lang)}


HELD = [row for row in TOLD if row[1] != "unit-drift"]  # of which nothing is said that holds


@pytest.mark.parametrize(("lang", "check", "text", "good", "bad"), HELD)
def test_what_is_told_without_its_word_holds(lang, check, text, good, bad):
    held = {one.check for one in process(text.format(good), lang).findings if one.verdict == "holds"}
    assert check in held
