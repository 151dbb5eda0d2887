"""Amounts that stand side by side and have nothing to do with each other: nobody is accused."""

import pytest

from tests.stages.test_audit_ties import flags


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # halved from a high, and held against what it once was sold for
        ("zh", "自6月20日创下187美元的历史高点以来，该股已腰斩，但仍比今年3月40美元的发行价高出一倍多。"),
        ("zh", "该股自187美元的高点腰斩，不过仍高于40美元的发行价。"),
        ("ja", "株価は6月20日の高値187ドルから半減したが、3月の公開価格40ドルを2倍以上上回っている。"),
        ("en", "The stock has halved from its June high of $187 but is still above the $40 of its offer."),
        # what "of the total" and "the other" stand before, amounts for each, and what a total is not of
        ("en", "Revenue rose to $486 million. Rentals brought in $402 million, or 83% of the total,"
               " and colocation the other $84 million."),
        ("en", "Net debt grew to $1.9 billion from $1.2 billion; interest came to $38 million."),
        ("ja", "4件で総額63億円を調達した。内訳は1件目が25億円、2件目が18億円、残る2件が各10億円だ。"),
        ("ja", "時価総額は590億円と、年初の420億円を4割上回る。"),
        ("ja", "出資したのは商社が30億円、通信会社が20億円、"
               "ベンチャーキャピタル2社が計10億円だった。"),
        ("ja", "準備資産は820億円を短期国債で保有する。"
               "準備資産から得る利息は年8億2,000万円にのぼる。"),
        # a discount told, and a share of an amount told three sentences before
        ("ja", "料金は攻撃的だ。入力が100万トークンあたり0.28ドル、出力が同1.10ドル。キャッシュが効いた入力は"
               "9割引の0.028ドルとなる。競合の最上位モデルは入力3ドル、出力15ドルが相場で、出力単価は14分の1に近い。"),
        # a target, what was raised in a life, and two metrics with the same digits
        ("ja", "利用者は2024年に4000万人、2025年に5800万人となり、今年は3000万人の純増を目標とする。"),
        ("zh", "2024年用户4000万，2025年5800万，今年目标净增3000万。"),
        ("en", "Hollowell raised $40 million in March and $30 million in May at a valuation"
               " of $300 million. In total it has raised $110 million."),
        ("en", "It raised $40 million at a valuation of $300 million, for a total of $95 million to date."),
        ("ja", "ミズホテックは3月に4000万ドル、5月に3000万ドルを調達した。"
               "これまでの調達額は合計1億1000万ドルとなる。"),
        ("zh", "北门科技3月融资4000万美元，5月融资3000万美元，累计融资总额达到1.1亿美元。"),
        ("ja", "日本法人の今期の純利益は48億円にとどまる。"
               "一方、米国の親会社は来期に48億ドルの売上高を目指すと説明している。"),
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
        # what is left is no whole, nor is what it was a part
        ("ja", "リンクペイの発行済み株式は4500万株で、全体の価値は1170億円となる。\n\n"
               "タカノはすでに20%に当たる900万株を持ち、残る3600万株の取得に最大936億円を投じる。"),
        ("ja", "売上高は機器が5620億円、部材が4180億円だった。このうち部材は前の期の5800億円から28%減った。"),
        ("ja", "消えたのは客の75万BTCと自社の10万BTCで、そのうち20万BTCは古い財布で見つかった。"),
        ("en", "It mined 402 BTC in October and sold 390 of them. Its treasury contains 2,115 BTC."),
        # a share of another, of a total, or of a market
        ("ja", "大企業は回答480社の72.1%が使うのに対し、中小企業は1920社の39.5%にとどまる。"),
        ("en", "Data-centre sales reached $2.31 billion, exactly half of the total, while"
               " industrial customers brought in $1.04 billion."),
        ("ja", "同社は2018年に発足し、昨年の売上は17億ドルだった。売上の99%は準備金の利息で、"
               "そこからコインベースに9億800万ドルを払った。\n\nUSDCの残高は615億ドル、"
               "首位USDTの1,530億ドルに次ぎ、シェアは27%。社員は898人。創業者の持ち株は8.3%だ。"),
        ("zh", "7月：裁200人，占14%，并终止500名外包。"),
        ("zh", "SBL将于7月1日解锁6400万枚 流通量一次增加16%\n\n去中心化算力项目Sable的代币SBL将于"
               "7月1日解锁6400万枚，相当于现有4亿枚流通量的16%。"),
        # sums: so far, above so much, of so many firms
        ("en", "On Tuesday IBIT gave up $355.5m, GBTC $199.4m and FBTC $190.4m."
               " Month-to-date outflows now total $3.8bn."),
        ("ja", "火曜の流出はIBITが3億5500万ドル、GBTCが1億9900万ドル。年初来の流出は合計38億ドルになった。"),
        ("zh", "周二IBIT流出3.55亿美元，GBTC流出1.99亿美元。本月以来流出合计38亿美元。"),
        ("en", "It is the third theft above $10 million this year, after Kite lost $12.5 million and"
               " Marrow $61 million. Together the three have cost users $117.3 million."),
        ("ja", "月末の保有量は6700BTCとなった。ノースは412BTC、テラは388BTCを採掘し、"
               "3社の合計は1340BTCだった。"),
        ("zh", "第四至第十位合计不到1.2亿，包括：对19家无牌公司；3,100万泰铢；280万澳元。"),
        # profits: of the year told last, below zero
        ("zh", "2023年厂子营业额3400万元，去年4.1亿元。净利6200万元。"),
        ("en", "Arc had revenue of $167 million in the quarter; its adjusted EBITDA was"
               " negative at $311 million."),
        # a change of the whole year, of what is hoped for, of what moved by itself
        ("zh", "2025年收入97.4亿元，同比大增74.7%，四季度单季30.6亿元。"),
        ("zh", "物联网业务上财年进账66亿美元，涨22%，管理层希望到2029财年做到140亿美元。"),
        ("zh", "多晶硅合约的撤单减少62%，持仓量则从28万手回升到37万手。"),
        ("zh", "资本开支315亿元，低于上季的386亿元，自由现金流净流出218亿元。"),
        ("ja", "外貨準備は3兆3,433億ドル。10月末の外貨準備高は3兆3,433億ドルで、"
               "9月末に比べ47億ドル増えた。"),
        ("zh", "公司全年净利润4.49亿美元，其中利息收入1.02亿美元。"),
        ("zh", "AI融资周报：单笔最大18亿元\n\n国内一级市场共录得36起AI及硬科技融资，"
               "披露金额合计62.5亿元，较前一周减少12.8亿元。"),
        ("ja", "同社の社員は約2,300人で、本社は東京にある。売上は伸びた。"
               "証券会社のアナリスト23人の予想では、黒字化は2029年になる。"),
        ("ja", "国内の売上は2,990億円、海外は6,038億円と全体の6割近くを占める。"),
    ],
)  # fmt: skip
def test_what_words_part_is_held_against_nobody(lang, text):
    assert flags(text, lang) == set()


@pytest.mark.parametrize(
    ("lang", "text", "check", "surface"),
    [
        ("en", "Hollowell raised $40 million in March and $30 million in May. In total it has raised"
               " $50 million.", "stated-total", "$50 million"),
        ("en", "Hollowell raised $40 million and Brightforge $30 million. Together they raised $110 million.",
         "stated-total", "$110 million"),
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
        ("ja", "ノルド社は議決権の30%を握る。65%に当たる900万株を持ち、残る3600万株の取得に936億円を投じる。"
               "買い付け価格は1株2600円で、前日終値の2000円に30%上乗せした。", "share", "65%"),
        ("ja", "売上高は5620億円だった。このうち部材は6800億円だ。", "part-of-whole", "6800億円"),
        ("en", "Data-centre sales reached $2.31 billion, a fifth of the total of $4.62 billion.",
               "share", "a fifth"),
        ("en", "On Tuesday IBIT gave up $355.5m, GBTC $199.4m and FBTC $190.4m. Outflows now total $3.8bn.",
               "stated-total", "$3.8bn"),
        ("ja", "ノースは412BTC、テラは388BTCを採掘し、2社の合計は1340BTCだった。", "stated-total", "1340BTC"),
        ("zh", "2023年厂子营业额3400万元，净利6200万元。", "margin-band", "6200万元"),
        ("zh", "2024年收入30.6亿元，2025年收入97.4亿元，同比大增74.7%。", "growth", "74.7%"),
        ("zh", "公司存款4.49亿美元，利息收入1.02亿美元。", "yield-band", "1.02亿美元"),
    ],
)  # fmt: skip
def test_the_same_with_a_tie_is_accused(lang, text, check, surface):
    assert (check, surface) in flags(text, lang)
