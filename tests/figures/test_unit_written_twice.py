"""A range whose unit is written with both its ends is one figure, of one unit."""

from __future__ import annotations

import pytest

import pipeline

ONE = [
    ("利回りは2倍〜3.5倍に広がる。", "2倍〜3.5倍", "times", None),
    ("世界4位～6位に並ぶ。", "4位～6位", "rank", None),
    ("手数料は6銭〜9銭だ。", "6銭〜9銭", "JPY", None),
    ("構成比は1ポイント〜2ポイント下がる。", "1ポイント〜2ポイント", "percentage_point", None),
    ("構成比は1%ポイント〜2%ポイント下がる。", "1%ポイント〜2%ポイント", "percentage_point", None),
    ("会員に300ポイント〜400ポイントを付与する。", "300ポイント〜400ポイント", "point", None),
    ("2,000TPS-4,000TPSを処理する。", "2,000TPS-4,000TPS", "transaction", "second"),
    ("モデムの回線は600bps〜900bpsだ。", "600bps〜900bps", "bit", "second"),
    ("毎秒7件〜9件を処理する。", "7件〜9件", "case", "second"),
    ("1台あたり4kg〜6kgになる。", "4kg〜6kg", "kilogram", "unit"),
    ("時速80km〜90kmで走る。", "80km〜90km", "kilometer", "hour"),
]
TWO = [
    ("2倍から3.5倍に広がる。", ["2倍", "3.5倍"]),
    ("4位から6位に下がる。", ["4位", "6位"]),
    ("処理は20EH/s〜600PH/sだ。", ["20EH/s", "600PH/s"]),
    ("差は6銭〜9セントだ。", ["6銭", "9セント"]),
    ("毎秒7GB〜900MBを送る。", ["7GB", "900MB"]),
]


@pytest.mark.parametrize(("text", "surface", "unit", "per"), ONE, ids=[row[0] for row in ONE])
def test_the_unit_with_both_ends_makes_one_range(text, surface, unit, per):
    (read,) = pipeline.process(text, "ja", model=False).figures
    figure = read.figure
    assert (figure.surface, figure.unit, figure.per) == (surface, unit, per)
    assert figure.value is None
    assert figure.low < figure.high


@pytest.mark.parametrize(("text", "surfaces"), TWO, ids=[row[0] for row in TWO])
def test_movements_and_two_units_make_two_figures(text, surfaces):
    found = pipeline.process(text, "ja", model=False).figures
    assert [read.figure.surface for read in found] == surfaces
