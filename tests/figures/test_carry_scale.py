"""A scale that a list writes once is shared, but only between numbers that may be of one scale."""

from __future__ import annotations

import pytest

import pipeline


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They paid 5, 7 and 9 million dollars.", [5_000_000, 7_000_000, 9_000_000]),
        ("Sales were $1.2 and $1.8 billion, respectively.", [1_200_000_000, 1_800_000_000]),
        ("A fee of $500 and $2 million in costs.", [500, 2_000_000]),
        ("Late fees will be 10, 20 and 50 dollars.", [10, 20, 50]),
    ],
)
def test_scale_of_a_list(text, values):
    assert [n.figure.value for n in pipeline.process(text, "en").figures] == values
