"""Amounts that stand side by side and have nothing to do with each other: nobody is accused."""

import pytest

from tests.stages.test_audit_ties import flags


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Hackers took 4,800 ETH and $3.1M of USDC, a loss of $18.0M at the"
               " price of $3,096 per ETH. The team has since recovered 1,200 ETH."),
        ("en", "The miner sold 1,080 BTC for $98.8 million and sti"
               "ll has 6,120 on its books, a fifth of them pledged."),
        ("en", "In venture we made nine investments for a total of "
               "$71m, the smallest $500,000 and the largest $22.5m."),
        ("en", "It mined 1,040 bitcoin at an average cash cost of $58,300 api"
               "ece; including depreciation the figure was closer to $96,000."),
        ("en", "Employees hold 18%, the Series A and seed investors 21.5% betwe"
               "en them, Series B and C holders 26.9%, and the new money 12.2%."),
        ("ja", "返還されたのは1,150万ドルだ。未回収の692万ドルについては"
               "、保険基金から400万ドル、準備金から残る292万ドルを拠出する。"),
        ("ja", "減価償却費は4億1,000万円に上り、機器の簿価のうち23億円を減損した。"),
        ("ja", "ベイリッジが1億2,000万ドルを引き受け、既存の2社は各3"
               ",000万ドルを追加し、残る6,000万ドルを4社が分け合う。"),
        ("zh", "用户每人可领80枚，限前5万名；早期贡献者每个地址200至1,500枚。"),
        ("zh", "ORN一日内从0.71美元涨到0.88美元，交易额放大到平时的三倍多。"),
        ("ja", "株価は710円から880円に上がり、売買代金は普段の3倍に膨らんだ。"),
        ("en", "Its shares went from $0.71 to $0.88 on three times the usual volume."),
        ("zh", "挖矿成本为每枚5.83万美元，包括折旧在内约9.6万美元。"),
        ("zh", "本基金合计投出7,100万美元：最小的50万美元，最大的2,250万美元。"),
        ("ja", "投資の総額は7,100万ドル：最小50万ドル、最大2,250万ドル。"),
        ("en", "Insiders own 31% of the shares and founders half of them, for a total of 46.5%."),
        ("en", "Its fee fell from $40 to $32, twice the industry average."),
        ("ja", "手数料は40ドルから32ドルに下がったが、業界平均の2倍だ。"),
        ("zh", "手续费从40美元降到32美元，仍是行业平均的两倍。"),
        ("ja", "A社は142億ドル、B社は118億ドル、C社は21億ドルで、"
               "この3社で業界全体の387億ドルの73%を占める。"),
        ("zh", "A链为142亿美元，B链为118亿美元，C链为21亿美元，三者合计占全部387亿美元的73%。"),
        ("ja", "罰金は利益5億円の1〜5倍で、同社には42億円が科された。"),
        ("zh", "依法可处违法所得500万元一倍以上五倍以下的罚款，该公司被罚款4200万元。"),
    ],
)  # fmt: skip
def test_what_words_part_is_held_against_nobody(lang, text):
    assert flags(text, lang) == set()


@pytest.mark.parametrize(
    ("lang", "text", "check", "surface"),
    [
        ("en", "In venture we made three investments for a total of $71m: $5.5m in Arc, $22.5m in Bel"
               " and $13m in Cato.", "list-total", "$71m"),
        ("ja", "35人のうち41人が賛成した。", "part-of-whole", "41人"),
        ("ja", "売上高は100億円で、売上高のうち130億円は海外だ。", "part-of-whole", "130億円"),
        ("ja", "A社は142億ドル、B社は118億ドル、C社は21億ドルで、この3社で業界全体の387億ドルの53%を占める。",
               "share", "53%"),
        ("zh", "A链为142亿美元，B链为118亿美元，C链为21亿美元，三者合计387亿美元。",
               "stated-total", "387亿美元"),
        ("en", "Insiders own 31% of the shares and founders 12% of them, for a total of 62%.",
               "stated-total", "62%"),
        ("ja", "売上高は10億円と前年の2〜3倍で、前年は9億円だった。", "multiple", "2〜3倍"),
        ("zh", "平时成交1亿元，昨日成交9亿元，是平时的三倍。", "multiple", "三倍"),
        ("ja", "基金から400万ドル、準備金から300万ドル、合わせて900万ドルを拠出する。",
               "stated-total", "900万ドル"),
        ("en", "It bought 1,040 coins at $58,300 each, for $606 million.", "price-quantity", "$606 million"),
        ("en", "Hackers took 4,800 ETH ($3.1M) at a time when one ether cost $3,096 per ETH.",
               "conversion", "$3.1M"),
        ("zh", "奖金总额为15亿元，员工5万名，人均3,000元。", "per-capita", "3,000元"),
    ],
)  # fmt: skip
def test_the_same_with_a_tie_is_accused(lang, text, check, surface):
    assert (check, surface) in flags(text, lang)
