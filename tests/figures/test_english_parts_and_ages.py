"""Parts of a unit, parts of people, ages and their kin in English: each class in several sentences."""

from __future__ import annotations

import pytest

import pipeline
from tests.figure_words import said

PART_OF_A_UNIT = [
    ("A swap costs a third of a cent.", ["0.003333333333333333 USD"]),
    ("It is two-thirds of a dollar.", ["0.6666666666666667 USD"]),
    ("He owns a tenth of a bitcoin.", ["0.1 BTC"]),
    ("It moved a fifth of an inch.", ["0.2 inch"]),
    ("They got three-fifths of a million euros.", ["600000 EUR"]),
    ("A third of a company's sales is lost.", ["33.33333333333333 percent"]),
    ("It is a third-party app, and the third of its kind.", ["3 rank"]),
]
PART_OF_PEOPLE = [
    ("The poorest fifth spend more.", ["20 percent"]),
    ("The richest tenth, in turn, save more.", ["10 percent"]),
    ("Only a third own a home.", ["33.33333333333333 percent"]),
    ("Roughly one dollar in every twenty is fake.", ["5 percent approx"]),
    ("It takes $3 in every $10 spent.", ["30 percent"]),
    ("It takes $3 in ten states.", ["3 USD", "10 state"]),
    ("The top fifth floor is empty.", ["5 rank"]),
]
TENTHS = [
    ("Unemployment is two-tenths higher at 4.3%.", ["0.2 percentage_point", "4.3 percent"]),
    ("Core inflation fell a tenth to 2.4%.", ["0.1 percentage_point", "2.4 percent"]),
    ("Prices rose three-tenths of a percent.", ["0.3 percent"]),
    ("Its revenue was two-tenths higher.", ["20 percent"]),
    ("Unemployment fell in nine-tenths of counties.", ["90 percent"]),
]
CLASSES = {name: rows for name, rows in globals().items() if name.isupper() and isinstance(rows, list)}
CASES = [pytest.param(*row, id=f"{name}: {row[0]}") for name, rows in CLASSES.items() for row in rows]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_figures_of_a_sentence(text, wanted):
    figures = [normalized.figure for normalized in pipeline.process(text, "en").figures]
    assert [said(figure) for figure in figures] == wanted
    assert all(text[figure.start : figure.end] == figure.surface for figure in figures)
