"""Amounts of coins no table knows: a unit where the article gives reason to, else a number and a doubt."""

from __future__ import annotations

from decimal import Decimal

import pytest

import pipeline
from pipeline.languages import available, load_language

CASES = [
    # introduced as a token, by a bracket behind a coin's name, by a dollar sign, by what is done to it
    ("en", "Kestrel's KST token is new. It holds 10 million KST now.", [(10_000_000, "KST", None)]),
    ("en", "Lumora (LMR) moved 172 million LMR to an exchange.", [(172_000_000, "LMR", None)]),
    ("en", "The team sold 5 million $QVX.", [(5_000_000, "QVX", None)]),
    ("en", "1,250,000 KST were burnt.", [(1_250_000, "KST", None)]),
    ("en", "The KST token is new: 0.8 KST per share.", [("0.8", "KST", "share")]),
    ("en", "The KST and LMR coins trade at 0.8 KST per LMR; the KST token rose.", [("0.8", "KST", "LMR")]),
    ("ja", "ケストレルのKSTトークンが上場した。100億KSTを発行した。", [(10_000_000_000, "KST", None)]),
    ("ja", "独自トークン「LMN」の保有者は400万LMNで可決した。", [(4_000_000, "LMN", None)]),
    ("ja", "KSTトークンは好調で、1枚のNFTあたり5KSTを払う。", [(5, "KST", None)]),
    ("ja", "KSTトークンは1KSTあたり5ドルだ。", [(5, "USD", "KST")]),
    ("ja", "「KST」もらい方まとめ。まず40KSTを得る。", [(40, "KST", None)]),
    ("ja", "ひとり40KSTが配布された。", [(40, "KST", None)]),
    ("zh", "Kestrel的代币KST上线,团队转出2.4亿枚KST。", [(240_000_000, "KST", None)]),
    ("zh", "项目方销毁了300万QVX。", [(3_000_000, "QVX", None)]),
    ("zh", "KST代币上线,每股0.8 KST。", [("0.8", "KST", "share")]),
]
# made of another's ticker: a coin of its own, in every language and without further reason
MADE = [
    ("en", "It holds 12,000 wstETH and 40 million sUSDe.", [(12_000, "WSTETH"), (40_000_000, "sUSDe")]),
    ("en", "It moved 3,000 cbBTC, 20 rsETH and 7 JitoSOL.", [(3000, "CBBTC"), (20, "rsETH"), (7, "JitoSOL")]),
    ("en", "It lent 9 dolaUSD and 20 USDe.", [(9, "dolaUSD"), (20, "USDE")]),
    ("ja", "1万2000weETHを預け、500wstETHを借りた。", [(12_000, "weETH"), (500, "WSTETH")]),
    ("zh", "转出3000枚pufETH和20万枚sUSDe。", [(3000, "pufETH"), (200_000, "sUSDe")]),
]
RANGES = [
    ("en", "The KST token: 5 million to 8 million KST moved.", 5_000_000, 8_000_000),
    ("ja", "KSTトークンのうち10〜20万KSTが動いた。", 100_000, 200_000),
    ("zh", "KST代币上线,10~20万枚KST被转出。", 100_000, 200_000),
]
REJECTS = [
    ("en", "It filed for 12 IPO and 30 ETF; it used 100 MB at 10 AM in Q3 FY 2025."),
    ("en", "The token rose. The network did 5,000 TPS on 40 GPU, and CPI was 300 CPI."),
    ("en", "The QVX token has 3,000 QVX holders and 20 QVX-based loans."),
    ("en", "US$QVX is no sign. It sold 5,000 PHEV, and the SEC has 40 SEC staff."),
    ("en", "It used 5 kWh, 3 mAh and 4 eV; 20 iPhone users paid 5 kBTC, 20 mBTC, 4 bnUSD, 5mSOL and 2 mEUR."),
    (
        "en",
        "It made 30 eSIM, 3 vCPU and 40 mRNA, and has 8 weETH holders, 9 sUSDe-based loans and 7 preETHs.",
    ),
    ("ja", "トークンのAPIを300API、GPUを40GPU、2025年AI元年にETFを5ETF。"),
    ("ja", "暗号資産のNFTを300NFT、1万TPS、100MB。"),
    ("zh", "代币ETF上线,5 ETF、300 NFT、40 GPU、1万TPS、100 MB。"),
    ("zh", "军方发射了1,000枚QVX导弹,3枚ICBM。"),
]
DOUBTS = [
    ("en", "It moved 5,000 XQZR then.", "5,000 XQZR"),
    ("ja", "5,000XQZRを移した。", "5,000XQZR"),
    ("zh", "转出5,000 XQZR。", "5,000 XQZR"),
]


def _figures(text, lang):
    return [n.figure for n in pipeline.process(text, lang).figures]


@pytest.mark.parametrize(("lang", "text", "wanted"), CASES)
def test_a_coin_the_text_tells_of_is_the_unit(lang, text, wanted):
    money = [f for f in _figures(text, lang) if f.kind == "money"]
    assert [(f.value, f.unit, f.per) for f in money] == [(Decimal(v), u, per) for v, u, per in wanted]


@pytest.mark.parametrize(("lang", "text", "wanted"), MADE)
def test_a_coin_made_of_another_is_its_own_unit(lang, text, wanted):
    assert [(f.kind, f.value, f.unit) for f in _figures(text, lang)] == [("money", v, u) for v, u in wanted]


@pytest.mark.parametrize(("lang", "text", "low", "high"), RANGES)
def test_ranges_have_it_too(lang, text, low, high):
    found = next(f for f in _figures(text, lang) if f.unit == "KST")
    assert (found.kind, found.value, found.low, found.high) == ("money", None, low, high)


def test_bounds_lists_and_what_is_left_unsaid():
    text = (
        "The KST token: at least 3 KST. 5, 10 and 20 KST were burnt. 10 million KST, of which 4 million go."
    )
    found = [(f.low, f.unit, f.modifier) for f in _figures(text, "en")]
    assert found == [
        (3, "KST", "at_least"), (5, "KST", None), (10, "KST", None), (20, "KST", None),
        (10_000_000, "KST", None), (4_000_000, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), REJECTS)
def test_units_acronyms_and_what_is_counted_are_no_coins(lang, text):
    assert [f for f in _figures(text, lang) if f.kind == "money"] == []


@pytest.mark.parametrize(("lang", "text", "place"), DOUBTS)
def test_without_any_reason_a_number_and_a_doubt(lang, text, place):
    result = pipeline.process(text, lang)
    assert [(n.figure.kind, n.figure.value, n.figure.unit) for n in result.figures] == [
        ("number", 5000, None)
    ]
    assert [issue.surface for issue in result.issues if issue.code == "no-unit"] == [place]


@pytest.mark.parametrize("lang", available())
def test_examples_and_rejects_of_the_tables(lang):
    rules = load_language(lang).coins
    assert rules.examples and rules.rejects
    for example in rules.examples:
        start, end = example.index("["), example.index("]") - 1
        text = example.replace("[", "").replace("]", "")
        money = [(f.start, f.end) for f in _figures(text, lang) if f.unit == "QVX"]
        assert money == [(start, end)], (example, money)
    for reject in rules.rejects:
        assert [f for f in _figures(reject, lang) if f.kind == "money"] == [], reject


def test_no_dollars_without_a_rate_and_the_reason_why():
    result = pipeline.process("The KST token: 10 million KST were burnt.", "en")
    (figure,) = result.figures
    assert (figure.normalized.value, figure.normalized.unit, figure.normalized.rate) == (None, "USD", None)
    assert [(i.surface, i.code) for i in result.issues if i.stage == "normalization"] == [
        ("10 million KST", "no-rate")
    ]


def test_a_clock_s_name_stays_one():
    result = pipeline.process("At 10:30 KST on May 3, 2026 the KST token rose; 5 million KST moved.", "en")
    assert [n.figure.surface for n in result.figures] == ["5 million KST"]
    assert result.times[0].surface.startswith("10:30 KST")


def test_the_audit_holds_such_coins_together():
    text = "协议金库抛出1.37亿枚LUX,9,450万枚被做市商接走,剩下3,180万枚流向散户。"
    result = pipeline.process(text, "zh")
    assert result.figures[0].figure.unit == "LUX"
    assert [(f.check, f.verdict) for f in result.findings] == [("partition", "doubtful")]
