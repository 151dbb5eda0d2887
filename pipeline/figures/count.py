"""Counted things: 150人, 1万枚, 19の学問分野; and bare numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pipeline.errors import ReadingError
from pipeline.figures.amounts import VAGUE, Reading, exact_amount, read_amount, signs_of
from pipeline.languages.matching.grammar import Match

# What an unknown digit with no scale stands for: 数人, 几家.
SEVERAL = (Decimal(2), Decimal(9))
# No power is written out that has more digits.
LONGEST_POWER = 120


def read_count(match: Match) -> Reading:
    """``1万枚`` is 10000 piece; a noun (2つの国) says more than a general counter.

    ``3ダース`` is 36 item. Raises: ReadingError for bounds of two different things
    (3人以上5社以下, 37 letters to 90 firms), and for 数人, "several".
    """
    counters = {atom.types["counter"] for atom in match.every("counter")}
    listed = not {"interval", "in_a_row"}.isdisjoint(match.rule.options)
    if (listed or len(match.numerals()) > 1) and len(counters) > 1:
        raise ReadingError(f"units differ: {', '.join(sorted(counters))}")
    whole = match._replace(core=match.atoms) if "shared" in match.rule.options else match
    unit = match.rule.options.get("unit") or whole.code("noun")
    unit = unit or whole.code("counter") or whole.code("counter_one")
    amount = read_amount(match).times(_lettered_scale(match))
    if (amount.low, amount.high) == SEVERAL and amount.modifier == VAGUE:
        raise ReadingError("several say no number")
    if amount.high < Decimal(match.rule.options.get("least", 0)):
        raise ReadingError("too few to be told so")
    if (group := match.code("group_of")) is not None:
        return Reading(amount.times(Decimal(group)), unit or "item")
    return Reading(amount, unit)


def read_number(match: Match) -> Reading:
    """A number with no unit the tables know: ``19`` in 正解は19だ.

    Raises: ReadingError where a letter may be a scale or a unit (100m), unless the option ``letters``
    says that what stands near has told which, and for an unknown digit alone (数, 几), which is
    part of a word.
    """
    unclear = "letters" not in match.rule.options
    if unclear and any(numeral.form == "unclear" for numeral in match.numerals()):
        raise ReadingError("a letter that may be a scale or a unit")
    amount = read_amount(match).times(_lettered_scale(match))
    if (amount.low, amount.high) == SEVERAL and amount.modifier == VAGUE:
        raise ReadingError("several say no number")
    return Reading(amount, None)


def _lettered_scale(match: Match) -> Decimal:
    """What letters multiply that are a unit elsewhere, in a rule that says so: 1.1mm users."""
    told = "scale_or_measure" in match.rule.slots
    return Decimal(match.code("scale_or_measure") or 1) if told else Decimal(1)


def read_power(match: Match) -> Reading:
    """``2^5`` is 32, ``1.2×10^14`` 120000000000000, ``10の-3乗`` 0.001.

    Raises: ReadingError for a vague part, -2 to an even power, whose sign two people
    read in two ways, and what is too long for anybody to mean it.
    """
    numerals, signs = match.numerals(), signs_of(match)
    if any(numeral.vague for numeral in numerals) or numerals[-1].low != int(numerals[-1].low):
        raise ReadingError("no power of a number")
    signed = [
        -Fraction(numeral.low) if minus else Fraction(numeral.low)
        for numeral, minus in zip(numerals, signs, strict=True)
    ]
    *factors, base, exponent = signed
    if abs(exponent) * len(numerals[-2].low.as_tuple().digits) > LONGEST_POWER or base == 0:
        raise ReadingError("a power nobody writes out")
    if base < 0 and exponent % 2 == 0:
        raise ReadingError("an even power of a negative number")
    value = base ** int(exponent)
    for factor in factors:
        value *= factor
    return Reading(exact_amount(value), None)
