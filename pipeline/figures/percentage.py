"""Percentages: %, 割 and its parts, fractions, basis points. The unit is always percent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import gcd

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Amount, Reading, exact_amount, read_amount, signs_of
from pipeline.languages.matching.grammar import Match
from pipeline.languages.numerals import divide

HUNDRED = Decimal(100)
# Halves to tenths: what is written with a slash beyond them is a day, a score, a page.
MOST_PARTS = 10
MOST_MONTHS = 12


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
    counters = [atom.types["counter"] for atom in match.core if "counter" in atom.types]
    if len(set(counters)) > 1 or (counters and first.low < second.low):
        raise ReadingError("not one of so many")  # 3社に1人
    only = match.rule.options.get("denominators")
    below, above = (first, second) if match.rule.options["order"] == "denominator-first" else (second, first)
    if only is not None and below.low != Decimal(only):
        raise ReadingError(f"not so many of {only}")
    sign = -1 if signs_of(match)[0] else 1
    return _share(sign * above.low, below.low)


def read_slash_fraction(match: Match) -> Reading:
    """``2/3`` is 66.66... percent; ``10/15`` may be a day and is none.

    Raises: ReadingError for what is no common fraction in its lowest terms.
    """
    above, below = (Decimal(part) for part in match.core[0].surface.split("/"))
    if not 0 < above < below <= MOST_PARTS or gcd(int(above), int(below)) != 1:
        raise ReadingError("no common fraction")
    return _share(above, below)


def read_improper_fraction(match: Match) -> Reading:
    """``16/5`` is the number 3.2: more than one, and no month and day.

    Raises: ReadingError for what may be a day or is not in its lowest terms.
    """
    above, below = (int(part) for part in match.core[0].surface.split("/"))
    if not 1 < below <= MOST_PARTS or above <= MOST_MONTHS or gcd(above, below) != 1:
        raise ReadingError("no fraction above one")
    return Reading(exact_amount(Fraction(above, below)), None)


def _share(above: Decimal, below: Decimal) -> Reading:
    if below == 0:
        raise ReadingError("a fraction over zero")
    value = divide(above * HUNDRED, below)
    return Reading(Amount(value, value, value), "percent", fraction=f"{above:f}/{below:f}")
