"""Which way an amount moved: rise and fall, of changes and of levels, and where nothing is told."""

import pytest

import pipeline

TEXTS = [
    # a change by the word beside it, by a sign, by where it stands in a list
    ("ja", "売上高は前年比12%増の630億円、純利益は5%減った。", ["rise 増", "rise 増", "fall 減"]),
    ("en", "Revenue rose 12% to $63 billion, while costs fell 5%.", ["rise rose", "rise rose", "fall fell"]),
    ("zh", "营收同比增长12%，净利润下降5%。", ["rise 增", "fall 下降"]),
    ("en", "Majors: BTC +1.8%, ETH -2.6%.", ["rise", "fall"]),
    ("ja", "純利益は▲3%、売上高は+5%だった。", ["fall", "rise"]),
    ("en", "Shares of AMD advanced 2.7%, Broadcom 1.4%.", ["rise advanced", "rise advanced"]),
    ("en", "Profit at Palantir rose 63%; its free cash flow margin was 46%.", ["rise rose", "none"]),
    # levels: only what a word of movement governs
    ("en", "The rate was cut from 5% to about 3%.", ["fall cut", "fall cut"]),
    ("ja", "金利は5%から3%へ低下した。", ["fall 低下", "fall 低下"]),
    ("zh", "净利率从5%升至8%。", ["rise 升", "rise 升"]),
    ("ja", "金利を0.25%引き下げ、2.00%とした。", ["fall 引き下げ", "fall 引き下げ"]),
    ("en", "Cash was $5 billion. Nvidia employs 30,000 people.", ["none", "none"]),
    ("en", "Nvidia raised $30 million and hired up to 20 people.", ["none", "none"]),
    ("zh", "该公司融资3亿美元，员工300人。", ["none", "none"]),
    ("ja", "同社は30億円の増資を決め、売上高は80億円だった。", ["none", "none"]),
    # what is lost is a movement of what one has, not of money stolen
    ("en", "The lender lost 9,000 customers in the first quarter.", ["fall lost"]),
    ("en", "The exchange lost $40 million in a hack.", ["none"]),
    # less of a loss is better
    ("en", "The net loss improved by $3 million, the gross margin by 2 percentage points.",
     ["fall improved", "rise improved"]),
    ("ja", "失業率は0.3ポイント改善し、営業利益率は2ポイント改善した。", ["fall 改善", "rise 改善"]),
    ("zh", "净亏损收窄3亿元，毛利率恶化2个百分点。", ["fall 收窄", "fall 恶化"]),
    # so many times what it was
    ("en", "Its revenue in 2025 was twice the revenue of 2024.", ["rise"]),
    # what stood still
    ("en", "Bitcoin rose 3%, with XRP flat at $0.44.", ["rise rose", "none"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "wanted"), TEXTS, ids=[row[1][:40] for row in TEXTS])
def test_which_way_an_amount_moved(lang, text, wanted):
    claims = pipeline.process(text, lang, None).claims
    said = [
        f"{c.direction or 'none'} {text[c.direction_start : c.direction_end] if c.direction_start else ''}"
        for c in claims
    ]
    assert [each.strip() for each in said] == wanted


def test_a_direction_has_a_word_or_none_and_never_half_a_span():
    for lang, text, _ in TEXTS:
        for claim in pipeline.process(text, lang, None).claims:
            assert (claim.direction_start is None) == (claim.direction_end is None)
            assert claim.direction or claim.direction_start is None
