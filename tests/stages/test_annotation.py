"""Figures and times of the first article and of hard sentences, cues and idioms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import pipeline
from pipeline.stages import explain_text, load_tools

ARTICLE = Path(__file__).parents[2] / "corpus/articles/ja/000_39dabbda776826a5.txt"
# By hand, in text order: surface, kind, value or (low, high), unit, per, modifier.
FIGURES = [
    ("130億ドル", "money", 13_000_000_000, "USD", None, None),
    ("37億ドル", "money", 3_700_000_000, "USD", None, None),
    ("50億ドル", "money", 5_000_000_000, "USD", None, None),
    ("10億ドル", "money", 1_000_000_000, "USD", None, None),
    ("50億ドル", "money", 5_000_000_000, "USD", None, None),
    ("2つ", "count", 2, "item", None, None),
    ("150人", "count", 150, "person", None, None),
    ("3000人", "count", 3000, "person", None, "at_least"),
    ("60倍", "multiple", 60, "times", None, "approx"),
    ("1USDT", "money", 1, "USDT", None, None),
    ("1ドル", "money", 1, "USD", None, None),
    ("700億円", "money", 70_000_000_000, "JPY", None, None),
    ("150人", "count", 150, "person", None, None),
    ("1300億ドル", "money", 130_000_000_000, "USD", None, "at_least"),
    ("6億ドル", "money", 600_000_000, "USD", None, "at_least"),
    ("1万枚", "count", 10_000, "piece", None, "at_least"),
    ("2万~3万ドル", "money", (20_000, 30_000), "USD", "piece", None),
    ("26位", "rank", 26, "rank", None, None),
    ("6億ドル", "money", 600_000_000, "USD", None, None),
    ("19の学問分野", "count", 19, "field", None, None),
    ("2億ドル", "money", 200_000_000, "USD", None, None),
    ("35人", "count", 35, "person", None, None),
    ("31人", "count", 31, "person", None, None),
    ("62語", "rate", 62, "word", "minute", None),
    ("2億ドル", "money", 200_000_000, "USD", None, None),
    ("7000万ユーロ", "money", 70_000_000, "EUR", None, None),
    ("12億ドル", "money", 1_200_000_000, "USD", None, None),
    ("30億ドル", "money", 3_000_000_000, "USD", None, "approx"),
    ("35億ドル", "money", 3_500_000_000, "USD", None, None),
    ("一社", "count", 1, "company", None, None),
    ("一社", "count", 1, "company", None, None),
    ("67億ドル", "money", 6_700_000_000, "USD", None, None),
    ("2つ", "count", 2, "item", None, None),
    ("1つ目", "rank", 1, "rank", None, None),
    ("700億円", "money", 70_000_000_000, "JPY", None, None),
    ("2つ目", "rank", 2, "rank", None, None),
    ("2社", "count", 2, "company", None, None),
    ("100億ドル", "money", 10_000_000_000, "USD", None, None),
]
TIMES = [
    ("2024年", "2024", None), ("2024年", "2024", None), ("1年", "P1Y", None), ("2024年", "2024", None),
    ("先週", "XXXX-WXX", None), ("2024年4月", "2024-04", None), ("2008年", "2008", "on_or_after"),
    ("8年", "P8Y", None), ("2016年", "2016", None), ("昨年", "XXXX", None), ("今年", "XXXX", None),
    ("2024年", "2024", None), ("2025年前半", "2025-H1", None), ("2024年", "2024", None),
    ("2025年", "2025", "on_or_after"), ("10年", "P10Y", None), ("2029年", "2029", None),
    ("2028年", "2028", "approx"), ("2026年", "2026", None),
]  # fmt: skip


@pytest.fixture(scope="module")
def first_article():
    return pipeline.process(ARTICLE.read_bytes().decode("utf-8"), "ja")


def test_every_figure_of_the_first_article(first_article):
    found = [
        (f.surface, f.kind, f.value if f.value is not None else (f.low, f.high), f.unit, f.per, f.modifier)
        for f in (n.figure for n in first_article.figures)
    ]
    assert found == FIGURES


def test_every_time_of_the_first_article(first_article):
    assert [(t.surface, t.timex, t.modifier) for t in first_article.times] == TIMES


def test_idioms_say_so_and_relative_dates_say_why(first_article):
    told = {(issue.surface, issue.code) for issue in first_article.issues if issue.stage == "annotation"}
    assert told == {
        ("一銭", "idiom"),
        ("2つ", "idiom"),
        ("先週", "unresolved-time"),
        ("昨年", "unresolved-time"),
        ("今年", "unresolved-time"),
    }


def test_relative_dates_take_the_articles_date_as_anchor():
    day = date(2026, 1, 5)
    times = pipeline.process(ARTICLE.read_bytes().decode("utf-8"), "ja", day).times
    resolved = {t.surface: (t.timex, t.begin, t.anchor) for t in times if t.anchor}
    assert resolved == {
        "先週": ("2026-W01", date(2025, 12, 29), day),
        "昨年": ("2025", date(2025, 1, 1), day),
        "今年": ("2026", date(2026, 1, 1), day),
    }


HARD = [
    ("約300~400億ドル程度", [("300~400億ドル", (30_000_000_000, 40_000_000_000), "USD", "approx")]),
    ("48億ドルを超えた", [("48億ドル", 4_800_000_000, "USD", "more_than")]),
    ("11万ドルを割り込み", [("11万ドル", 110_000, "USD", "less_than")]),
    ("100万人を超えない", [("100万人", 1_000_000, "person", "at_most")]),
    ("3割弱の", [("3割", 30, "percent", "nearly")]),
    ("3割強の", [("3割", 30, "percent", "just_over")]),
    ("少なくとも約3000人", [("3000人", 3000, "person", "at_least")]),
    ("5,000万ドル近くを", [("5,000万ドル", 50_000_000, "USD", "nearly")]),
    ("それぞれ7万ドルと4千ドル", [("7万ドル", 70_000, "USD", None), ("4千ドル", 4000, "USD", None)]),
    ("年初の$69から先週の最高値$543", [("$69", 69, "USD", None), ("$543", 543, "USD", None)]),
    (
        "14.95億ドル(-200万ドル)",
        [("14.95億ドル", 1_495_000_000, "USD", None), ("-200万ドル", -2_000_000, "USD", None)],
    ),
    ("約$19億の", [("$19億", 1_900_000_000, "USD", "approx")]),
    ("利益は▲3.2億円", [("▲3.2億円", -320_000_000, "JPY", None)]),
    ("赚了 130 亿美元。", [("130 亿美元", 13_000_000_000, "USD", None)]),
    ("手数料は一律5ドルで一部の三菱や九州では十分だ", [("5ドル", 5, "USD", None)]),
    ("H100とTOP500、GPT-4、ERC-20、Web3、a16z", []),
    ("Devcon 7の会場でZuzalu 2.0は", []),
    ("https://example.com/2024/05?n=300万ドル", []),
    ("0x71C7656EC7ab88b098defB751B7401B5f6d8976F へ", []),
    ("監査は一度も受けていない", []),
    ("二次市場の一般的な第三者", []),
    ("5人工知能企業", [("5", 5, None, None)]),
    ("😀３億円と１２％", [("３億円", 300_000_000, "JPY", None), ("１２％", 12, "percent", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), HARD, ids=[text for text, _ in HARD])
def test_hard_sentences(text, wanted):
    figures = [n.figure for n in pipeline.process(text, "ja").figures]
    assert [
        (f.surface, f.value if f.value is not None else (f.low, f.high), f.unit, f.modifier) for f in figures
    ] == wanted


def test_repeated_title_and_footer_do_not_count_twice():
    title = "テザー、5億ドルを調達"
    text = f"\n{title}\nTechFlow厳選深潮セレクト\n\n{title}\n執筆:山田\nテザーは3億円を投じた。\nTechFlow公式コミュニティへようこそ\nTelegram購読グループ:https://t.me/x\n"
    result = pipeline.process(text, "ja")
    assert [n.figure.surface for n in result.figures] == ["5億ドル", "3億円"]
    assert [t.surface for t in result.tokens].count("調達") == 2, "tokens cover the whole text"


def test_a_fraction_keeps_what_a_decimal_cannot():
    (found,) = pipeline.process("供給の3分の1", "ja").figures
    assert (found.figure.fraction, found.figure.value) == ("1/3", Decimal("33.33333333333333"))


def test_explain_names_winner_and_rivals():
    candidates = explain_text("価格は2万~3万ドルだ", load_tools("ja"))
    won = [c for c in candidates if c.outcome == "won"]
    assert [(c.surface, c.rule, c.reading) for c in won] == [
        ("2万~3万ドル", "ja.money.number-currency", "20000..30000 USD")
    ]
    assert any(c.rule == "ja.number.number" and c.outcome == "number-currency took it" for c in candidates)


def test_the_spacy_pipeline_carries_it_all():
    nlp = pipeline.load("ja")
    doc = nlp("Tetherは2024年に約130億ドルを稼いだ。")
    assert [(s.text, s.label_) for s in doc.spans["figures"]] == [("130億ドル", "money")]
    assert [(s.text, s.label_) for s in doc.spans["times"]] == [("2024年", "DATE")]
    assert ("Tether", "ORG") in [(e.text, e.label_) for e in doc.ents]
    assert len(list(doc.sents)) == 1
