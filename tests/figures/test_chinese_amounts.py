"""Chinese amounts as they are spoken and written, simplified and traditional, whole sentences."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    """Each figure as its surface, number, unit and modifier, in text order."""
    return [
        (
            f.surface,
            f"{f.value:f}" if f.value is not None else f"{f.low:f}..{f.high:f}",
            f.unit,
            f.modifier,
        )
        for f in (claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures)
    ]


HUNDRED_MILLIONS = [
    (
        "某基金一天卖了四个亿，还剩三个亿美元。",
        [
            ("四个亿", "400000000", None, None),
            ("三个亿美元", "300000000", "USD", None),
        ],
    ),
    (
        "他們賠掉一個億，再投入兩個億港元。",
        [
            ("一個億", "100000000", None, None),
            ("兩個億港元", "200000000", "HKD", None),
        ],
    ),
    ("花了约1.5个亿。", [("1.5个亿", "150000000", None, "approx")]),
    ("欠款十几个亿，现金五个多亿。", [
        ("十几个亿", "1100000000..1900000000", None, "approx"), ("五个多亿", "500000000", None, "more_than"),
    ]),
    ("签下三个亿元级项目。", []),
    ("拍了四个多月，用了三个人。", [("三个人", "3", "person", None)]),
    (
        "跌幅不足半成，毛利率高出半成。",
        [
            ("半成", "5", "percent", "less_than"),
            ("半成", "5", "percent", None),
        ],
    ),
    ("半成品库存增加一半。", [("一半", "50", "percent", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HUNDRED_MILLIONS, ids=[row[0] for row in HUNDRED_MILLIONS])
def test_spoken_amounts(text, wanted):
    assert read(text) == wanted


def test_so_many_of_a_size_are_said_to_be_unclear():
    issues = pipeline.process("签下三个亿元级项目。", "zh", DAY, model=False).issues
    assert "order-of-magnitude" in [issue.code for issue in issues]


BOUNDS = [
    ("其中两成为预付款，三成为尾款。", [("两成", "20", "percent", None), ("三成", "30", "percent", None)]),
    ("第三成为股东，2025成为元年。", [("第三", "3", "rank", None)]),
    (
        "市值破百亿美元，单笔过亿元。",
        [
            ("百亿美元", "10000000000", "USD", "more_than"),
            ("亿元", "100000000", "CNY", "more_than"),
        ],
    ),
    ("通过百人投票。", [("百人", "100", "person", None)]),
    ("站在9万美元上方，又落到8.5万美元下方。", [
        ("9万美元", "90000", "USD", "more_than"), ("8.5万美元", "85000", "USD", "less_than"),
    ]),
    ("佔三分之一強，另有四成弱。", [
        ("三分之一", "33.33333333333333", "percent", "just_over"), ("四成", "40", "percent", "nearly"),
    ]),
    ("入选全市32强。", []),
    ("盘中最低156美元。", [("156美元", "156", "USD", None)]),
    ("取代三成到五成的工作。", [("三成到五成", "30..50", "percent", None)]),
    ("从三成到五成。", [("三成", "30", "percent", None), ("五成", "50", "percent", None)]),
    ("預估介於負17美元至正19美元。", [("負17美元至正19美元", "-17..19", "USD", None)]),
    ("有理事主張降兩碼。", [("兩碼", "0.5", "percent", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_bounds_and_ranges(text, wanted):
    assert read(text) == wanted


NAMES = [
    ("裁减约1.4万个公司岗位。", [("1.4万个公司岗位", "14000", "job", "approx")]),
    ("开出2万个机构账户，签下500个企业客户。", [
        ("2万个机构账户", "20000", "account", None), ("500个企业客户", "500", "customer", None),
    ]),
    ("旗下有3个公司。", [("3个公司", "3", "company", None)]),
    ("《稳定币条例》(第656章)已生效。", []),
    ("9·11事件与00后无关。", []),
    ("优势有三，一是现金。", [("三", "3", None, None)]),
    ("毛利率+3.2pct。", [("+3.2pct", "3.2", "percentage_point", None)]),
    ("完成十亿级融资。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NAMES, ids=[row[0] for row in NAMES])
def test_names_and_nouns(text, wanted):
    assert read(text) == wanted


SIGNS_AND_COUNTERS = [
    ("抽樣誤差為正負2.1個百分點。", [("正負2.1個百分點", "2.1", "percentage_point", None)]),
    ("误差负2.1个百分点。", [("负2.1个百分点", "-2.1", "percentage_point", None)]),
    (
        "另外兩隻新股破發，恒指44隻成分股上漲。",
        [("兩隻", "2", "item", None), ("44隻", "44", "item", None)],
    ),
    ("動物園添了2隻紅毛猩猩。", [("2隻", "2", "animal", None)]),
    ("持牌交易平台共11間。", [("11間", "11", "company", None)]),
    ("旗下有3間公司。", [("3間", "3", "company", None)]),
    ("酒店有200間客房。", [("200間", "200", "room", None)]),
    ("另一間券商也被罰。", []),
    ("精度从18位误写成8位。", [("18位", "18", "digit", None), ("8位", "8", "digit", None)]),
    ("密码学界的6位专家。", [("6位", "6", "person", None)]),
    ("賣超6,400張，成交超3,200張。", [
        ("6,400張", "6400", "piece", None), ("3,200張", "3200", "piece", "more_than"),
    ]),
    ("罚款分60期缴付。", [("60期", "60", "installment", None)]),
    ("平均年齡31歲，年龄34，来自北方。", [("31歲", "31", "year", None), ("34", "34", "year", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SIGNS_AND_COUNTERS, ids=[row[0] for row in SIGNS_AND_COUNTERS])
def test_signs_and_what_a_counter_counts(text, wanted):
    assert read(text) == wanted


NO_FIGURES = [
    ("中间价报6.9771，调升84个基点。", [("6.9771", "6.9771", None, None)]),
    ("联储降息25个基点后，人民币存款利率下调10个基点。", [
        ("25个基点", "0.25", "percent", None), ("10个基点", "0.1", "percent", None),
    ]),
    ("这一比例为18%。", [("18%", "18", "percent", None)]),
    ("这一万元是押金。", [("一万元", "10000", "CNY", None)]),
    ("方案是“N+3”，加薪+3%。", [("+3%", "3", "percent", None)]),
    ("最大一宗達1,800萬港元，最少一家也有2億港元。", [
        ("1,800萬港元", "18000000", "HKD", None), ("一家", "1", "company", "at_least"),
        ("2億港元", "200000000", "HKD", None),
    ]),
    ("公布「2026職場AI調查」，“2000人参会”。", [("2000人", "2000", "person", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NO_FIGURES, ids=[row[0] for row in NO_FIGURES])
def test_what_is_no_figure_of_its_own(text, wanted):
    assert read(text) == wanted


LEVELS = [
    ("飆漲兩成七至49.1美元。", [("兩成七", "27", "percent", None), ("49.1美元", "49.1", "USD", None)]),
    ("佔總額九成九。", [("九成九", "99", "percent", None)]),
    ("从1.8亿美元降至不足五千万。", [
        ("1.8亿美元", "180000000", "USD", None), ("五千万", "50000000", "USD", "less_than"),
    ]),
    ("从3亿美元增至5家。", [("3亿美元", "300000000", "USD", None), ("5家", "5", "company", None)]),
    ("從8元漲到五成。", [("8元", "8", "CNY", None), ("五成", "50", "percent", None)]),
    ("股價升逾倍，利潤多次翻倍。", [("倍", "1", "times", "more_than"), ("翻倍", "2", "times", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LEVELS, ids=[row[0] for row in LEVELS])
def test_levels_and_moves(text, wanted):
    assert read(text) == wanted


PER = [
    ("每股盈餘19.5元，每股大賺12.7元。", ["share", "share"]),
    ("每人补助港币500元。", ["person"]),
    ("每10股派发现金红利15元。", ["10_share"]),
    ("月租为人民币八千元。", [None]),
]


@pytest.mark.parametrize(("text", "wanted"), PER, ids=[row[0] for row in PER])
def test_what_an_amount_is_per(text, wanted):
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    assert [figure.per for figure in figures] == wanted


@pytest.mark.parametrize("text", ["(单位:亿元)营收12.5。", "淨利(百萬港元)：12.5"])
def test_the_unit_in_the_head_is_an_issue(text):
    result = pipeline.process(text, "zh", DAY, model=False)
    assert [issue.code for issue in result.issues] == ["unit-in-the-head"]
    assert [f.figure.unit for f in result.figures] == [None]


@pytest.mark.parametrize("text", ["从1.8亿美元降至零。", "由5美元跌至0，", "从1.8亿美元降至0。"])
def test_a_movement_to_nothing_is_read(text):
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    assert [(figure.low, figure.unit) for figure in figures][1:] == [(0, "USD")]


CUT_AND_BOUND = [
    ("亚马逊 1,850 亿美元、Meta 1,800 亿美元。", [
        ("1,850 亿美元", "185000000000", "USD", None), ("1,800 亿美元", "180000000000", "USD", None),
    ]),
    ("其中近四分之一来自USDe。", [("四分之一", "25", "percent", "nearly")]),
    ("四成分给质押者，三成分配给团队。", [
        ("四成", "40", "percent", None), ("三成", "30", "percent", None),
    ]),
    ("估值翻了近两番，销量翻了不止一番。", [
        ("两番", "4", "times", "nearly"), ("一番", "2", "times", "more_than"),
    ]),
    ("比东部便宜一半还多。", [("一半", "50", "percent", "more_than")]),
    ("从两万美元跌到三千多美元。", [
        ("两万美元", "20000", "USD", None), ("三千多美元", "3000", "USD", "more_than"),
    ]),
    ("至少可以少损失1,600万美元。", [("1,600万美元", "16000000", "USD", "at_least")]),
    ("年过五十的老板，2025年仅3000人。", [
        ("五十", "50", "year", "more_than"), ("3000人", "3000", "person", None),
    ]),
    ("出货4,000万只光模块。", [("4,000万只", "40000000", "item", None)]),
    ("養殖場還有300隻羊。", [("300隻羊", "300", "animal", None)]),
    ("用掉28万卡时。", [("28万卡时", "280000", "gpu_hour", None)]),
    ("晶片面積378平方公厘。", [("378平方公厘", "378", "square_millimeter", None)]),
    ("以太坊二层网络，1.6T光模块，前50大城市，剩下零头。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CUT_AND_BOUND, ids=[row[0] for row in CUT_AND_BOUND])
def test_what_a_word_cuts_or_a_bound_stands_amid(text, wanted):
    assert read(text) == wanted


PER_ONE = [
    ("每度电4.5分，用电28亿度。", [("0.045", "CNY", "kilowatt_hour"), ("2800000000", "kilowatt_hour", None)]),
    ("電價上調，每度平均3.78元。", [("3.78", "CNY", "kilowatt_hour")]),
    ("每度25坚戈的电价。", [("25", "KZT", "kilowatt_hour")]),
    ("气温降到5度。", [("5", "degree_Celsius", None)]),
    ("每题4.5分。", [("4.5", "point", None)]),
    ("每枚比特币的现金成本升至7.4万美元。", [("74000", "USD", "piece")]),
    ("每百万个token的成本8元。", [("8", "CNY", "1000000_token")]),
    ("每千瓦时的毛利0.15美元，每吨涨到300元。", [
        ("0.15", "USD", "kilowatt_hour"), ("300", "CNY", "metric_ton"),
    ]),
    ("每个地址可领50美元，单个账户限额5万元。", [("50", "USD", "address"), ("50000", "CNY", "account")]),
    ("人均消费300元，筆均200元，戶均1.2万元，亩均收益3000元。", [
        ("300", "CNY", "person"), ("200", "CNY", "transaction"), ("12000", "CNY", "household"),
        ("3000", "CNY", "mu"),
    ]),
    ("每年净收益超过2.6亿元。", [("260000000", "CNY", "year")]),
    ("每家公司的股东买了300元的股票。", [("300", "CNY", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), PER_ONE, ids=[row[0] for row in PER_ONE])
def test_what_is_told_of_each(text, wanted):
    found = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    assert [(f"{f.value:f}", f.unit, f.per) for f in found] == wanted
