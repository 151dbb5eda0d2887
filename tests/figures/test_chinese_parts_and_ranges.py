"""Chinese parts of money, ranges with the unit twice and what is no figure, whole sentences."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 12, 3)


def read(text):
    """Each figure as its surface, number, unit, modifier and denominator, in text order."""
    figures = [claim.figure for claim in pipeline.process(text, "zh", DAY, model=False).figures]
    return [(f.surface, f"{f.low:f}..{f.high:f}", f.unit, f.modifier, f.per) for f in figures]


def one(surface, value, unit, modifier=None, per=None):
    low, _, high = value.partition("..")
    return surface, f"{low}..{high or low}", unit, modifier, per


TAILS = [
    ("这度电才卖三毛二，那边要七毛八。", [one("三毛二", "0.32", "CNY"), one("七毛八", "0.78", "CNY")]),
    ("電價約六毛五到七毛。", [one("六毛五到七毛", "0.65..0.70", "CNY", "approx")]),
    ("电价为三毛到三毛五。", [one("三毛到三毛五", "0.3..0.35", "CNY")]),
    ("车费三块五到四块。", [one("三块五到四块", "3.5..4", "CNY")]),
    ("从三毛五涨到四毛二。", [one("三毛五", "0.35", "CNY"), one("四毛二", "0.42", "CNY")]),
    ("掏出五毛三个人分。", [one("五毛", "0.5", "CNY"), one("三个人", "3", "person")]),
]


def plain(figures):
    """The same with each number in its shortest form."""
    shorten = "{:g}".format
    return [(f[0], *(shorten(float(n)) for n in f[1].split("..")), *f[2:]) for f in figures]


@pytest.mark.parametrize(("text", "wanted"), TAILS, ids=[row[0] for row in TAILS])
def test_tail_of_a_minor_unit(text, wanted):
    assert plain(read(text)) == plain(wanted)


RANGES = [
    ("总投资约80亿元至90亿元。", [one("80亿元至90亿元", "8000000000..9000000000", "CNY", "approx")]),
    ("預計融資1000萬美元到1500萬美元。", [one("1000萬美元到1500萬美元", "10000000..15000000", "USD")]),
    ("回购2000枚到3000枚代币。", [one("2000枚到3000枚", "2000..3000", "piece")]),
    ("装机300兆瓦至500兆瓦。", [one("300兆瓦至500兆瓦", "300..500", "megawatt")]),
    ("从去年的3万人到5万人。", [one("3万人", "30000", "person"), one("5万人", "50000", "person")]),
    ("裁員3000人至2萬人。", [one("3000人", "3000", "person"), one("2萬人", "20000", "person")]),
    ("由年初80亿元到90亿元。", [one("80亿元", "8000000000", "CNY"), one("90亿元", "9000000000", "CNY")]),
    ("市值蒸发了15亿美元至320亿美元。", [
        one("15亿美元", "1500000000", "USD"), one("320亿美元", "32000000000", "USD"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), RANGES, ids=[row[0] for row in RANGES])
def test_range_with_the_unit_twice(text, wanted):
    assert plain(read(text)) == plain(wanted)
