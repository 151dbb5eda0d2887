"""A pair needs a tie: clean sentences whose figures only stand near, and faulty ones of their form."""

import pytest

from tests.stages.test_audit_ties import flags


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # a ratio against a base that is not told, or told elsewhere
        ("en", "The fine is small beside the $3.1bn that Kraken paid and OKX's $410 million plea,"
               " but is more than twice what the watchdog levied in 2024."),
        ("en", "Ferrow moves $2.2 trillion as card volume doubles\n\n"
               "Payments group Ferrow handled $512bn in the quarter, a rise of 12 per cent."),
        ("en", "Coin volume doubled to $3.5bn; that compares wit"
               "h $2.2 trillion on all rails in the year to June."),
        ("en", "The token touched $81,500 after the vote, then turned to trade at $77,300 on Friday,"
               " down 1.9 per cent over 24 hours."),
        ("ja", "同業のムラサメも4月に12億ドルで買収しており、今年の再"
               "編は61件、総額75億ドルと、前年同期の4倍に膨らんだ。"),
        ("ja", "利用料は入力が2ドル、出力が12ドルで、前の世代（入力6ドル、出力36ドル）の3分の1とした。"),
        ("ja", "平均保有額は42万円だが、20万円未満が過半数を占め、2,000万円以上は1.8%に過ぎない。"),
        ("zh", "流通总量约为204亿枚，较二季度末的171亿枚增加近两成，较上年同期翻了一番还多。"),
        ("zh", "总锁仓量当天从7.2亿美元跌至2.9亿美元，缩水六成。"),
        ("zh", "以太幣ETF同日流出2.4億美元，較周二的7,800萬美元擴大兩倍多。"),
        # shares of others, classes, people
        ("zh", "NOVA将释放8,200万枚，占流通量的1.1%。\n\nLYRA届时将有950万枚代币进入市场，占比0.7%。"),
        ("zh", "員工數300人以上的企業導入率達79%，60人以下者僅三成出頭。"),
        ("zh", "二審期間，被告與約五成被害人達成和解，已賠付2.8億元，另承諾每期給付400萬元。"),
        ("en", "The issuer held $9.41bn of reserves against $9.02bn of tokens in circulation."),
        # totals of what is not listed
        ("en", "Total value locked is now $410m, and daily tr"
               "ansactions are down to 2.1 million from 4.9m."),
        ("ja", "株価は8日に132.4ドルを付け、前日は129.1ドルだった。出来"
               "高は55億ドル。\n3本のETFに計6,100万香港ドルが入った。"),
        ("zh", "全年资本开支计划为48亿元，上年为19亿元。\n\n董事会拟派发股利，合计派现5.1亿元。"),
        ("zh", "谷歌买下两座合计1.8GW的燃气电站；Meta的园区首期3GW将投运，远期可扩至6GW。"),
        ("zh", "一名教師投入900萬元，最後只拿回41萬元；另有一家四口合計損失3千多萬。"),
        ("ja", "創業者は持ち株比率を計46%から0%に減らし、代わりに新会社の株の2.3%を得る。"),
        # the rest of something else
        ("en", "The fine is dwarfed by the $3.9bn that Binance paid and OKX's $480 million plea.\n"
               "The firm set aside $85m in the first quarter and will take the remaining $21.5m later."),
        # years, prices, currencies, what is told twice
        ("en", "The projection shows one cut in 2026 and another in"
               " 2027, leaving the rate at 3.1% in two years' time."),
        ("zh", "微软签下一份为期15年的协议，预计2028年供电，Meta的园区将于2027年投运。"),
        ("ja", "政策金利は1996年9月以来の高さになり、利回りは2000年8月以来、25年ぶりに2%台に乗せた。"),
        ("en", "It will pay a dividend of 12 cents per share and buy "
               "back $4bn of stock.\nThe group cut around 1,800 roles."),
        ("zh", "年化收入突破7亿元，付费客户3,100家，客单价约18万元。应用月活用户1,900万。"),
        ("zh", "设备商宣布并购，总价960亿元。\n\n总交易金额约新台幣960億元，為國內最大併購案。"),
        ("ja", "価格が10倍になると見る人は1割に満たず、半数近くが「わからない」とした。"),
    ],
)  # fmt: skip
def test_what_nothing_ties_is_not_accused(lang, text):
    assert flags(text, lang) == set()


@pytest.mark.parametrize(
    ("lang", "text", "check", "surface"),
    [
        ("zh", "总锁仓量从7.2亿美元跌至2.9亿美元，缩水九成。", "growth", "九成"),
        ("ja", "純利益は205億円だった。前年同期は104億円で、ほぼ6倍になった計算だ。", "multiple", "6倍"),
        ("en", "Revenue was $40 million. A year earlier it was"
               " $10 million, so it is now nine times as large.",
         
         "multiple", "nine times"),
        ("en", "The issuer's reserves total $120 billion. Treasury bills, at $98 billion, are 32% of that.",
         "share", "32%"),
        ("en", "It hired 48 of the 35 engineers it met.", "part-of-whole", "48"),
        ("zh", "四大股东合计持股9.6亿股：创始人1.9亿"
               "股、腾云投资1.4亿股、软岛9,600万股。",
         "list-total", "9.6亿股"),
        ("en", "A total of 1,940 machines went online in May, name"
               "ly 410 in Texas, 280 in Ontario and 190 in Norway.",
         
         "list-total", "1,940 machines"),
        ("ja", "基金の規模は1兆5,000億円とし、6,200億円を国が拠出する。民間は残る4,600億円を受け持つ。",
         "partition", "1兆5,000億円"),
        ("zh", "现金45亿元、短期投资30亿元，合计175亿元。", "stated-total", "175亿元"),
        ("en", "The lender opened in 2006 and cl"
               "osed three years later, in 2015.",
         "date-arithmetic", "three years"),
        ("en", "It bought 3,200 tablets at $1,500 each, for $48 million.", "price-quantity", "$48 million"),
        ("ja", "GPUの単価は約450万円。8000基を"
               "導入すると投資額は3,600億円に上る。",
         "price-quantity", "3,600億円"),
    ],
)  # fmt: skip
def test_the_same_with_a_tie_is_still_accused(lang, text, check, surface):
    assert (check, surface) in flags(text, lang)
