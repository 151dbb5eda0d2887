"""Ranks and ordinals: 26位, 第3位, 2つ目, No. 1."""

from __future__ import annotations

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Reading, read_amount
from pipeline.languages.matching.grammar import Match


def read_rank(match: Match) -> Reading:
    """``26位`` is 26, unit rank; the option ``unit`` names another: 最後から3番目 is 3 from the end.

    Raises: ReadingError for a rank that is no whole number.
    """
    amount = read_amount(match)
    if amount.low != amount.low.to_integral_value():
        raise ReadingError("a rank is a whole number")
    return Reading(amount, match.rule.options.get("unit", "rank"))
