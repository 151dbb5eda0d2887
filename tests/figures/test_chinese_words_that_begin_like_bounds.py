"""Words that begin like a bound, things of a coin, prices of many behind a slash, numerals of names."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 3, 18)


def read(text):
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    return [(f.surface, f"{f.low:f}", f.unit, f.per, f.modifier) for f in figures]


BOUNDS = [
    ("他在两小时里被分五次强平。", [("五次", "5", "occurrence", None, None)]),
    ("两家强监管机构介入。", [("两家", "2", "company", None, None)]),
    ("市占率三成强。", [("三成", "30", "percent", None, "just_over")]),
    ("投入500万元多用于研发。", [("500万元", "5000000", "CNY", None, None)]),
    ("该市有20家规模以上企业。", [("20家", "20", "company", None, None)]),
    ("约有3万人上下班。", [("3万人", "30000", "person", None, "approx")]),
    ("园区有3万人上下班。", [("3万人", "30000", "person", None, None)]),
    ("亏损3亿元以上市公司为主。", [("3亿元", "300000000", "CNY", None, None)]),
    ("裁掉500人以内部信通知。", [("500人", "500", "person", None, None)]),
    ("覆盖5个一线品牌。", [("5个", "5", "item", None, None)]),
    ("50万元不足以还债。", [("50万元", "500000", "CNY", None, None)]),
    ("靠50万元起家。", [("50万元", "500000", "CNY", None, None)]),
    ("比特币在8万美元一线震荡。", [("8万美元", "80000", "USD", None, "approx")]),
    ("罚款50万元以上。", [("50万元", "500000", "CNY", None, "at_least")]),
]
AND_MORE = [
    ("这件衣服要三百多元。", [("三百多元", "300", "CNY", None, "more_than")]),
    ("卖300多元的耳机。", [("300多元", "300", "CNY", None, "more_than")]),
    ("五家多元化集团。", [("五家", "5", "company", None, None)]),
    ("股价只剩二十多美分。", [("二十多美分", "0.2", "USD", None, "more_than")]),
    ("每股派三十餘港仙。", [("三十餘港仙", "0.3", "HKD", "share", "more_than")]),
    ("水温四十多度。", [("四十多度", "40", "degree_Celsius", None, "more_than")]),
    ("吞吐量达两千多TPS。", [("两千多TPS", "2000", "transaction", "second", "more_than")]),
]
COINS = [
    ("资金分散到七个以太坊地址。", [("七个", "7", "address", None, None)]),
    ("三个BTC永续合约账户被清算。", [("三个", "3", "account", None, None)]),
    ("持有1,045枚比特币期权。", [("1,045枚", "1045", "piece", None, None)]),
    ("20个SOL验证节点掉线。", [("20个", "20", "validator", None, None)]),
    ("他卖了七个以太坊。", [("七个以太坊", "7", "ETH", None, None)]),
    ("他把5个比特币转入钱包。", [("5个比特币", "5", "BTC", None, None)]),
    ("他拥有三个ETH，地址被曝光。", [("三个ETH", "3", "ETH", None, None)]),
]
SLASHES = [
    ("输入2元/百万tokens，输出8元/百万tokens。", [
        ("2元", "2", "CNY", "1000000_token", None), ("8元", "8", "CNY", "1000000_token", None),
    ]),
    ("定价$3/百万输入token。", [("$3", "3", "USD", "1000000_token", None)]),
    ("广告价格20元/千次曝光。", [("20元", "20", "CNY", "1000_occurrence", None)]),
    ("投入2元/3元。", [("2元", "2", "CNY", None, None), ("3元", "3", "CNY", None, None)]),
]  # fmt: skip
HEIGHTS = [
    ("层高三米二。", [("三米二", "3.2", "meter", None, None)]),
    (
        "宽一米二，长三米六。",
        [("一米二", "1.2", "meter", None, None), ("三米六", "3.6", "meter", None, None)],
    ),
    ("身高一米七八。", []),
    ("他是高三学生，读过高一和高二。", []),
    ("处理了2.4万标箱。", [("2.4万标箱", "24000", "container", None, None)]),
    ("每秒1.2吉比特。", [("1.2吉比特", "1.2", "gigabit", "second", None)]),
]
NAMES = [
    ("《2046》与《1917》都是好电影。", []),
    ("360公司与58同城的诉讼。", []),
    ("共360人，有58名员工。", [("360人", "360", "person", None, None), ("58名", "58", "person", None, None)]),
    ("他住在大都会广场，邮编510620。", []),
    ("这事八字还没一撇。", []),
    ("这封信只有八字。", [("八字", "8", "character", None, None)]),
    ("赔率是一赔三。", []),
    ("上半场以三比零领先。", []),
    ("按一比三十的配比。", []),
]
ROWS = BOUNDS + AND_MORE + COINS + SLASHES + HEIGHTS + NAMES


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_figures(text, wanted):
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("每筆只要三塊錢手續費，價格不高。", True),
        ("這張票賣三百多元，價格不低。", True),
        ("这张票要三百多元。", False),
        ("一百多元港币，价格不低。", False),
    ],
)
def test_money_of_which_country_in_traditional_script(text, doubted):
    issues = pipeline.process(text, "zh", DAY, model=False).issues
    assert ("ambiguous-currency" in [issue.code for issue in issues]) == doubted
