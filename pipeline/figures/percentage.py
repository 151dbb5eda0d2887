"""Percentages: %, 割 and its parts, fractions, basis points. The unit is always percent."""

from __future__ import annotations

from decimal import Context, Decimal

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Amount, Reading, read_amount
from pipeline.languages.matching.grammar import Match

HUNDRED = Decimal(100)
# Enough to tell 1/3 from 0.3333 and 2/3 from 0.667; the exact value is kept as a fraction.
_DIVISION = Context(prec=16)


def read_percentage(match: Match) -> Reading:
    """In percent: ``12.5%`` is 12.5, ``3割5分`` 35, ``25bp`` 0.25.

    Raises: ReadingError for parts that do not fall (``3分5割``).
    """
    unit = match.rule.options.get("unit", "percent")
    if "parts" in match.rule.options:
        return Reading(_sum_of_parts(match), unit)
    factor = match.code("percent_point") if unit != "percent" else match.code("percent")
    return Reading(read_amount(match).times(Decimal(factor or 1)), unit)


def _sum_of_parts(match: Match) -> Amount:
    total, last = Decimal(0), None
    numerals = match.numerals()
    factors = [
        Decimal(a.types.get("percent") or a.types["part"])
        for a in match.core
        if {"percent", "part"} & a.types.keys()
    ]
    for numeral, factor in zip(numerals, factors, strict=True):
        if numeral.vague or (last is not None and factor >= last):
            raise ReadingError("parts of a percentage that do not fall")
        total, last = total + numeral.low * factor, factor
    return Amount(total, total, total)


def read_fraction(match: Match) -> Reading:
    """``3分の1`` is 33.33... percent with ``fraction`` 1/3; ``order`` tells who stands first.

    Raises: ReadingError for a vague part or a denominator of zero.
    """
    first, second = match.numerals()[-2:]
    if first.vague or second.vague:
        raise ReadingError("a vague fraction")
    below, above = (first, second) if match.rule.options["order"] == "denominator-first" else (second, first)
    if below.low == 0:
        raise ReadingError("a fraction over zero")
    value = _DIVISION.divide(above.low * HUNDRED, below.low).normalize()
    value = Decimal(format(value, "f"))
    if "fixed" in match.rule.options and below.low != Decimal(match.rule.options["fixed"]):
        raise ReadingError("not out of the whole")
    return Reading(Amount(value, value, value), "percent", fraction=f"{above.low:f}/{below.low:f}")
