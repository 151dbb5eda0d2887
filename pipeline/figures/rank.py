"""Ranks and ordinals: 26位, 第3位, 2つ目, No. 1."""

from __future__ import annotations

from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Amount, Reading, read_amount
from pipeline.languages.matching.grammar import Match


def read_rank(match: Match) -> Reading:
    """``26位`` is 26, unit rank; the option ``unit`` names another: 最後から3番目 is 3 from the end.

    With the option ``plus`` it is so much further off: 最後から1つ前 is 2 from the end. A word
    without a numeral says its own: penultimate is 2.

    Raises: ReadingError for a rank that is no whole number.
    """
    if (place := match.code("penultimate")) is not None and "penultimate" in match.rule.slots:
        amount = Amount(Decimal(place), Decimal(place), Decimal(place))
    else:
        amount = read_amount(match)
    if amount.low != amount.low.to_integral_value():
        raise ReadingError("a rank is a whole number")
    if (plus := match.rule.options.get("plus")) is not None:
        low, high = amount.low + int(plus), amount.high + int(plus)
        amount = Amount(None if amount.value is None else low, low, high, amount.modifier)
    return Reading(amount, match.rule.options.get("unit", "rank"))
