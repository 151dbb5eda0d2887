"""Multiples: 60倍, threefold, 3x. Kept as written; what is compared is a claim's matter."""

from __future__ import annotations

from decimal import Decimal

from pipeline.figures.amounts import Amount, Reading, read_amount
from pipeline.languages.matching.grammar import Match


def read_multiple(match: Match) -> Reading:
    """``60倍`` is 60 times; 倍増 and 倍以上, which hold no numeral, are 2."""
    if not match.numerals():
        value = Decimal(
            match.code("multiple_word") or match.code("fold_times") or match.rule.options["value"]
        )
        return Reading(Amount(value, value, value), "times")
    return Reading(read_amount(match), "times")
