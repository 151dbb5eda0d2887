"""Words of one language left in a text of another: read right, and an issue says so."""

from __future__ import annotations

import pytest

import pipeline


def read(lang, text):
    result = pipeline.process(text, lang)
    figures = [
        (f.figure.surface, f.figure.low, f.figure.high, f.figure.unit, f.figure.modifier, f.figure.rule[:2])
        for f in result.figures
    ]
    return figures, [(i.surface, i.code) for i in result.issues if i.code == "foreign-residue"]


@pytest.mark.parametrize(
    ("lang", "text", "surface", "value", "unit", "modifier", "pack"),
    [
        ("ja", "テザーの利益は130 亿美元だった。", "130 亿美元", 13_000_000_000, "USD", None, "ja"),
        ("ja", "調達額は約3亿美元に達した。", "3亿美元", 300_000_000, "USD", "approx", "ja"),
        ("ja", "同社は1.5亿ドルを調達した。", "1.5亿ドル", 150_000_000, "USD", None, "ja"),
        ("ja", "評価額は$1.2 billionとなった。", "$1.2 billion", 1_200_000_000, "USD", None, "ja"),
        ("ja", "約5 millionドルを投じる。", "5 millionドル", 5_000_000, "USD", "approx", "ja"),
        ("zh", "其利息收入约700億円，低于预期。", "700億円", 70_000_000_000, "JPY", "approx", "ja"),
        ("zh", "融资额为$1.2 billion，超出预期。", "$1.2 billion", 1_200_000_000, "USD", None, "zh"),
        ("en", "Tether earned about 130亿美元 in 2024.", "130亿美元", 13_000_000_000, "USD", "approx", "zh"),
        ("en", "It took over 700億円 of interest.", "700億円", 70_000_000_000, "JPY", "more_than", "ja"),
    ],
)
def test_residue_is_read_and_told(lang, text, surface, value, unit, modifier, pack):
    figures, told = read(lang, text)
    assert (surface, value, value, unit, modifier, pack) in figures
    assert (surface, "foreign-residue") in told


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "テザーの利益は130億ドルだった。"),
        ("ja", "BillionToOne社は3人で始まった。"),
        ("zh", "利润为130億美元，同比增长5%。"),
        ("en", "It earned $13 billion, up 5 percent."),
    ],
)
def test_a_text_of_one_language_has_no_residue(lang, text):
    figures, told = read(lang, text)
    assert figures
    assert not told
    assert all(figure[-1] == lang for figure in figures)
