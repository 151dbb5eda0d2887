"""Words between a number and its noun, and other things only the matching engine sees."""

from __future__ import annotations

import pytest

import pipeline


def figures(text):
    return [(f.surface, f.unit) for f in (n.figure for n in pipeline.process(text, "en").figures)]


@pytest.mark.parametrize(
    ("text", "surface", "unit"),
    [
        ("It has 3,000 new active users now.", "3,000 new active users", "user"),
        ("It fined 3 U.S. banks then.", "3 U.S. banks", "bank"),
        ("It seized dozens of so-called wallets there.", "dozens of so-called wallets", "wallet"),
        ("They hold 100 bitcoin wallets there.", "100 bitcoin wallets", "wallet"),
    ],
)
def test_run_before_a_noun(text, surface, unit):
    assert figures(text) == [(surface, unit)]


@pytest.mark.parametrize(
    "text",
    ["It sold 500 to users.", "Only 12 said users left.", "The 20 helped users then.", "Of 30, nine users"],
)
def test_no_run_over_verbs_and_prepositions(text):
    assert "user" not in [
        unit for surface, unit in figures(text) if surface.startswith(("500", "12", "20", "30"))
    ]


def test_two_ends_of_a_change_are_two_figures():
    assert figures("It rose from $3 million to $5 million.") == [("$3 million", "USD"), ("$5 million", "USD")]
    assert figures("It rose from 5% to 8%.") == [("5%", "percent"), ("8%", "percent")]
