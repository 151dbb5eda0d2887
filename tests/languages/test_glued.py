"""Latin names with an amount right behind them, from the table to the records."""

from __future__ import annotations

import pytest

from pipeline import process
from pipeline.languages.glued import TABLE, find_glued
from pipeline.tables import read_table

GLUED = read_table(TABLE)["glued"]


def heads(text):
    ends = sorted(find_glued(text))
    return [text[:end].rpartition(",")[2] for end in ends]


@pytest.mark.parametrize("example", GLUED["examples"])
def test_examples_are_cut(example):
    text, _, names = example.partition(" => ")
    assert [head.lstrip("员工数") for head in heads(text)] == names.split()


@pytest.mark.parametrize("reject", GLUED["rejects"])
def test_rejects_are_left_whole(reject):
    assert find_glued(reject) == frozenset()


@pytest.mark.parametrize(
    ("lang", "text", "figures", "names"),
    [
        (
            "ja",
            "売上高はOpenAI37億ドル、Anthropic10億ドル。",
            ["37億ドル", "10億ドル"],
            ["OpenAI", "Anthropic"],
        ),
        (
            "ja",
            "従業員はＫｒａｋｅｎ２５００人、Tether150人。",
            ["２５００人", "150人"],
            ["Ｋｒａｋｅｎ", "Tether"],
        ),
        ("ja", "市場シェアはPolymarket45%、Kalshi38%。", ["45%", "38%"], ["Polymarket", "Kalshi"]),
        ("ja", "USDT1億枚とBTC3万5,000枚を持つ。", ["1億枚", "3万5,000枚"], ["USDT", "BTC"]),
        ("zh", "去年营收OpenAI37亿美元,xAI5亿美元。", ["37亿美元", "5亿美元"], ["OpenAI", "xAI"]),
        (
            "zh",
            "Core Scientific1,300兆瓦,IREN2.9吉瓦。",
            ["1,300兆瓦", "2.9吉瓦"],
            ["Core Scientific", "IREN"],
        ),
        ("zh", "BTC3.5万枚,ETH2,500枚。", ["3.5万枚", "2,500枚"], ["BTC", "ETH"]),
        ("ja", "GPT4とiPhone15、Web3、RTX4090の話。", [], ["GPT4", "iPhone15", "RTX4090"]),
    ],
)
def test_names_and_figures_come_apart(lang, text, figures, names):
    result = process(text, lang=lang, model=False)
    assert [figure.surface for figure in (f.figure for f in result.figures)] == figures
    assert [entity.surface for entity in result.entities] == names
