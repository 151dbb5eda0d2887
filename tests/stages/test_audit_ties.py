"""Which figures belong together: clean sentences that were accused, and faulty ones that must still be."""

from datetime import date

import pytest

from pipeline.datatypes import Article
from pipeline.stages import load_tools, process_article

DAY = date(2025, 11, 28)


def flags(text, lang):
    """The checks that complain of a text, with the figures they complain of."""
    result = process_article(
        Article("tf:000000000002", lang, text, published_on=DAY), load_tools(lang, False)
    )
    return {
        (one.check, one.surface) for one in result.findings if one.verdict in ("doubtful", "contradicted")
    }


def praises(text, lang):
    result = process_article(
        Article("tf:000000000003", lang, text, published_on=DAY), load_tools(lang, False)
    )
    return {(one.check, one.surface) for one in result.findings if one.verdict == "holds"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # two things, each with a move of its own
        ("en", "Shares of its rival Corvid fell 6.3% to $41.20, and Palisade slipped to $18."),
        ("en", "Bitcoin rose 4.2% to $91,800, having fallen to $80,500 on November 21."),
        ("zh", "竞争对手云雀智能股价下跌6.3%，报41.2港元，白鹭科技跌至18港元。"),
        (
            "ja",
            "9月の人員削減計画は5万4,064人で、前月から37%減ったものの、"
            "1〜9月の累計では94万6,426人に達した。",
        ),
        ("en", "Fees on layer 2 fell 60% to about 3 cents, while those on the main chain averaged $0.38."),
        ("en", "Expenses rose 9% to $1.5 billion, of which $410 million went on technology."),
        ("ja", "手数料は6割下がり約3セント、本体の手数料は平均0.38ドルと10月の0.61ドルから低下した。"),
        ("zh", "质押量占供应量的30%，年化收益2.9%。其中Lido占24%，Coinbase占8%。"),
        # a price paid, a consensus, a high
        ("en", "Strategy, which holds 649,870 bitcoin bought at an average of $74,430, gained 3.8% to $184."),
        ("en", "Sales rose 62% from a year ago to a record $57.0bn, topping the $54.9bn consensus."),
        ("zh", "第三季度营收89亿美元，同比增长34%，高于市场预期的86亿美元。"),
        ("en", "Its token, VNT, dropped 31% to $2.84, against an all-time high of $19.70 in March 2024."),
        # brackets
        ("ja", "口座数は2,650万、ゴールド会員は350万人(76%増)。"),
        ("ja", "四半期売上高は9億8,900万ドルで、暗号資産の取引収入は1億6,000万ドル(98%増)に跳ねた。"),
        # compound growth
        ("zh", "市场规模从2024年的100亿美元增长到2029年的200亿美元，年复合增长率约15%。"),
        # price multiples, other metrics
        (
            "en",
            "At 27 times forward earnings it is hardly cheap, "
            "with a $421 price target, lifted from $407.",
        ),
        ("zh", "平均单笔损失增加了约三倍，而追回的比例从两成降到了一成半。"),
        # differences: levels, other firms, brackets, net flows
        (
            "ja",
            "預かり資産は4億7,000万ドルから1億9,000万ドルへと6割減り、"
            "ALPWは24時間で7割超下げて0.03ドル台をつけた。",
        ),
        ("ja", "株価は高値1,930円から約55%下落し、2日の終値は833円(前日比46円安、5.2%安)だった。"),
        (
            "zh",
            "11月5日，比特币ETF再流出1.37亿美元，其中IBIT单日净流出3.75亿美元，"
            "而富达FBTC净流入1.13亿美元。",
        ),
        ("zh", "资本支出下限由380亿美元提高到400亿美元，上限维持420亿美元。"),
        # shares
        (
            "en",
            "Its backlog stands at $31 billion, up from $11 billion "
            "in March, and Microsoft accounts for 58% of it.",
        ),
        ("en", "USDT accounts for $184 billion, or 60% of it, and USDC for $75 billion."),
        # totals
        ("en", "Monolith raised $88 million in all: a $3m pre-seed in 2022, a $15 million Series A and"
               " $70m in April 2025 at a valuation of $1.5bn."),
        (
            "ja",
            "首位は63万2,457BTC、2位は5万2,477BTC。上場企業上位100社の保有分を合わせると約98万8千BTCになる。"
            "",
        ),
        (
            "en",
            "Revenue was $8.9 billion, up 34%. Data-centre sales "
            "jumped 80% and now make up 58% of the total.",
        ),
        # bands, orders, years
        (
            "en",
            "Circle made $214 million on revenue of $740 million, "
            "of which $711 million was interest on reserves.",
        ),
        ("en", "The stock peaked at $298.99 less than three weeks later and closed at $61 on Wednesday."),
        ("en", "The plan is to spend as much as US$2.5bn, of which US$700m will go on power."),
        ("en", "The 10-year JGB yield rose to 2.02%, its first foray above 2% since 2006."),
        ("zh", "公司2019年成立，现有员工1240人，一年前为760人。"),
        (
            "ja",
            "ドル円は1ドル=156円90銭から155円80銭へと円高になった。"
            "\nビットコインは9万4,500ドルまで買われた。",
        ),
        # an outlook that is raised grows against the year before, not against the old one
        ("en", "Marlow raised its full-year revenue guidance from $1.18 billion to $1.29 billion, "
         "up 31% year on year."),
        ("ja", "通期予想は売上高を1兆1,800億円から1兆2,900億円(前期比31%増)へ引き上げた。"),
        ("zh", "我们将五大云厂商2026年合计资本开支预测由6100亿美元上调至6900亿美元，对应同比增速52%。"),
        # nothing is a part of a growth
        ("ja", "売上高は前年比では66%増えた。内訳は国内が6割、北米が25%、残りの15%が欧州だ。"),
        # a rent by the year, for all of a term
        ("en", "It will lease 200 MW to an AI tenant for 12 years, at about $1.9 million per MW a year, "
         "or $4.6 billion over the base term."),
        # parts and the rest of a whole that is not told, or told before
        ("en", "Of its reserves, $135 billion is in bills, $15 billion in gold and the remaining $30 billion "
         "in cash."),
        ("en", "Its reserves hold $135 billion of bills, $15 billion of gold and the remaining $30 billion "
         "in cash."),
        ("en", "The firm has 90 engineers in Tokyo, 20 in Osaka and the remaining 40 in Nagoya."),
        ("ja", "同社の準備資産のうち、米国債が1,350億ドル、金が150億ドル、残りの300億ドルは現金である。"),
        ("ja", "売上高の構成はクラウドが135億円、広告が15億円、残る30億円が決済となっている。"),
        ("ja", "現物のうちビットコインは9,720億円だった。イーサは2,430億円、その他は4,050億円だった。"),
        ("zh", "储备中，美国国债为1350亿美元，黄金为150亿美元，其余300亿美元为现金。"),
        ("ja", "技術者は東京に90人、大阪に20人、残る40人は名古屋にいる。"),
        # a total told before its parts too
        ("en", "It spent $260 million: $120 million in Texas, $80 million in Norway and $60 million in "
         "Paraguay, a total of $260 million."),
        ("ja", "設備投資は2億6,000万ドルで、テキサスに1億2,000万ドル、ノルウェーに8,000万ドル、"
         "パラグアイに6,000万ドル、合計2億6,000万ドルだった。"),
        ("zh", "资本开支2.6亿美元，其中德州1.2亿美元，挪威8000万美元，巴拉圭6000万美元，三地合计2.6亿美元。"),
        # parts and their sum, each rounded
        ("ja", "クラウドが27億円、広告が15億円、決済が8億円で、合計51億円だった。"),
        ("zh", "云业务收入2.7亿元，广告1.5亿元，支付0.8亿元，合计4.9亿元。"),
        # a profit, and a revenue for each
        ("en", "Net income was $60 million. The company has 900 employees, or $400,000 of revenue for each."),
    ],
)  # fmt: skip
def test_what_is_told_side_by_side_is_not_accused(lang, text):
    assert flags(text, lang) == set()


@pytest.mark.parametrize(
    ("lang", "text", "check", "surface"),
    [
        ("en", "Sales grew 62% from $45.0 billion to $57.0 billion.", "growth", "62%"),
        ("en", "The token's price sank 22% to $1.14 from $2.85.", "growth", "22%"),
        ("ja", "売上高は前年の40億円から50億円へ55%増えた。", "growth", "55%"),
        ("zh", "上年同期贷款余额112亿元，本期末139亿元，同比微增3%。", "growth", "3%"),
        ("zh", "每股价格由0.5美元升至1.5美元，涨了八倍。", "multiple", "八倍"),
        ("ja", "社員は250人から410人へと60人増えた。", "difference", "60人"),
        ("en", "Vexel lost $50 million and Tarn $30 million. Together the two lost $180 million.",
         "stated-total", "$180 million"),
        ("en", "Of the 35 staff hired, 31 stayed. Money flowed out of 17 of the 12 spot funds.",
         "part-of-whole", "17"),
        (
            "en",
            "Founded in 1998, the brokerage collapsed in 2022, "
            "15 years later.", "date-arithmetic", "15 years",
        ),
        ("zh", "1.2万名员工，其中1.5万名在美国。", "part-of-whole", "1.5万名"),
        # what an outlook, a growth or a term would excuse
        ("en", "Revenue rose from $1.18 billion to $1.29 billion, up 31% year on year.", "growth", "31%"),
        ("ja", "売上高は1兆1,800億円から1兆2,900億円(前期比31%増)へ増えた。", "growth", "31%"),
        ("zh", "营收由6100亿美元增至6900亿美元，同比增长52%。", "growth", "52%"),
        ("ja", "国内が66%を占める。内訳は東京が2割、大阪が15%、残りの15%が福岡だ。", "partition", "66%"),
        ("en", "It will sell 200 MW to an AI tenant, at about $1.9 million per MW, or $4.6 billion in total.",
         "price-quantity", "$4.6 billion"),
        ("en", "Of the $60 million, $35 million went to research and the remaining $5 million to debt.",
         "partition", "$60 million"),
        ("en", "It raised $60 million, put $35 million into research and the remaining $5 million into debt.",
         "partition", "$60 million"),
        ("ja", "60億ドルを調達し、35億ドルを研究に、残りの5億ドルを返済に充てる。", "partition", "60億ドル"),
        ("ja", "60億円を調達し、研究に35億円、残りの5億円を返済に充てる。", "partition", "60億円"),
        ("zh", "基金规模60亿元，省里出资30亿元，市里出资15亿元，剩余的5亿元由社会认购。",
         "partition", "60亿元"),
        ("zh", "营收42亿元。云18亿元，广告14亿元，支付10亿元，合计52亿元。", "stated-total", "52亿元"),
        ("zh", "资本开支2.6亿美元，德州1.2亿美元，挪威8000万美元，巴拉圭3000万美元，合计2.6亿美元。",
         "stated-total", "2.6亿美元"),
        ("ja", "クラウドが27億円、広告が15億円、決済が8億円で、合計48億円だった。", "stated-total", "48億円"),
        ("zh", "云业务收入2.7亿元，广告1.5亿元，支付0.8亿元，合计4.8亿元。", "stated-total", "4.8亿元"),
        ("en", "Cloud brought in $2.7 billion, ads $1.5 billion and payments $0.8 billion, a total of "
         "$4.8 billion.", "stated-total", "$4.8 billion"),
        ("en", "Net income was $60 million on revenue of $40 million.", "margin-band", "$60 million"),
    ],
)  # fmt: skip
def test_what_is_tied_by_the_wording_is_still_accused(lang, text, check, surface):
    assert (check, surface) in flags(text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "check"),
    [
        ("en", "It burned $8bn, less than the $9bn it had feared.", "repeated-figure"),
        ("ja", "10万ドルを割り込み、一時9万8,900ドル台をつけた。", "repeated-figure"),
        ("zh", "今年损失21.7亿美元，已超过2024年的22亿美元。", "comparable"),
        (
            "en",
            "Of its reserves, $135 billion is in bills, $15 billion in gold and the remaining $9 billion "
            "in cash.",
            "part-of-whole",
        ),
    ],
)
def test_what_does_not_agree_is_not_praised(lang, text, check):
    assert check not in {one for one, _ in praises(text, lang)}
