"""Percentages: %, 割 and its parts, fractions, basis points. The unit is always percent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import gcd

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Amount, Reading, exact_amount, read_amount, signs_of
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.languages.numerals import divide

HUNDRED = Decimal(100)
# Halves to tenths: what is written with a slash beyond them is a day, a score, a page.
MOST_PARTS = 10
MOST_MONTHS = 12


def read_percentage(match: Match) -> Reading:
    """In percent: ``12.5%`` is 12.5, ``3割5分`` 35, ``25bp`` 0.25, ``a quarter point`` 0.25, ``七折`` 70.

    Raises: ReadingError for parts that do not fall (``3分5割``) and for two units in one range
    (``4bp to 4.02%``: by how much, and to what level).
    """
    options = match.rule.options
    unit = options.get("unit", "percent")
    if "tenths" in options and not any(_is_in_tenths(atom) for atom in match.core):
        raise ReadingError("no tenths")
    if "parts" in options:
        return Reading(_sum_of_parts(match), unit)
    if "discount" in options:
        return Reading(_share_paid(match), unit)
    whole = match._replace(core=match.atoms) if "shared" in options else match  # from 3 to 5 percent
    if len({atom.types["percent"] for atom in whole.core if "percent" in atom.types}) > 1:
        raise ReadingError("two units in one range")
    factor = match.code("percent_point") if unit != "percent" else whole.code("percent")
    factor = options.get("factor", factor)
    amount = read_amount(match).times(Decimal(factor or 1))
    if "most" in options and amount.high > Decimal(options["most"]):
        raise ReadingError("more than a share can move")
    return Reading(amount, unit)


def _is_in_tenths(atom: Atom) -> bool:
    """Whether a part is told in tenths, as rates of a point are: two-tenths, a tenth."""
    return "tenths" in atom.types or (atom.numeral is not None and atom.numeral.share == Fraction(1, 10))


def _share_paid(match: Match) -> Amount:
    """``七折`` and ``七五折`` are 70 and 75: tenths of the price, or hundredths when it has two places."""
    amount = read_amount(match)
    paid = amount if amount.low > 10 else amount.times(Decimal(10))
    if not 0 < paid.low <= paid.high < HUNDRED or paid.low == HUNDRED:
        raise ReadingError("no part of a price")
    return paid


def _sum_of_parts(match: Match) -> Amount:
    """The parts added up; one without its word is of the next lower kind: 三成五 is 35."""
    total, last = Decimal(0), None
    numerals = match.numerals()
    factors = [
        Decimal(a.types.get("percent") or a.types["tenth_part"])
        for a in match.core
        if {"percent", "tenth_part"} & a.types.keys()
    ]
    if len(factors) + 1 == len(numerals):
        factors.append(factors[-1] / 10)
    for numeral, factor in zip(numerals, factors, strict=True):
        if numeral.vague or (last is not None and (factor >= last or numeral.low * factor >= last)):
            raise ReadingError("parts of a percentage that do not fall")
        total, last = total + numeral.low * factor, factor
    if "part_more" in match.rule.slots:  # 一成八半 is 18.5
        total += Decimal(match.code("part_more") or 0) * factors[-1]
    return Amount(total, total, total)


def read_fraction(match: Match) -> Reading:
    """``3分の1`` is 33.33... percent with ``fraction`` 1/3; ``order`` tells who stands first.

    Raises: ReadingError for a vague part or a denominator of zero.
    """
    first, second = match.numerals()[-2:]
    if "proper" in match.rule.options and first.low >= second.low:
        raise ReadingError("no part of one")  # 12 out of 10
    if first.vague or second.vague:
        raise ReadingError("a vague fraction")
    if "no_year" in match.rule.options and "year" in match.core[-1].types:
        raise ReadingError("a number and its year")  # 95 in 2023
    # 每3名开发者中有2名: who is counted stands behind the counter, and may be one itself
    said = [atom for atom in match.every("counter") if "counter" in match.rule.slots]
    counted = {"people", "noun"}.intersection(match.rule.slots)
    counters = [a.types["counter"] for a in said if counted.isdisjoint(a.types)]
    numerator_first = match.rule.options["order"] == "numerator-first"
    if len(set(counters)) > 1 or (counters and first.low < second.low and not numerator_first):
        raise ReadingError("not one of so many")  # 3社に1人
    only = match.rule.options.get("denominators")
    below, above = (second, first) if numerator_first else (first, second)
    if only is not None and below.low != Decimal(only):
        raise ReadingError(f"not so many of {only}")
    sign = -1 if sum(signs_of(match)[-2:]) % 2 else 1
    return _share(sign * above.low, below.low)


def read_slash_fraction(match: Match) -> Reading:
    """``2/3`` is 66.66... percent; ``10/15`` may be a day and is none.

    Raises: ReadingError for what is no common fraction in its lowest terms.
    """
    above, below = (Decimal(part) for part in match.every("slash")[0].surface.split("/"))
    if not 0 < above < below <= MOST_PARTS or gcd(int(above), int(below)) != 1:
        raise ReadingError("no common fraction")
    negative = any(atom.types.get("sign") == "-" for atom in match.core)
    return _share(-above if negative else above, below)


def read_word_fraction(match: Match) -> Reading:
    """``two thirds`` is 66.66... percent with ``fraction`` 2/3; half has a word of its own.

    Raises: ReadingError for more than one.
    """
    if (half := match.code("half_word")) is not None and not match.numerals():
        share = Fraction(half)
    else:
        share = match.numerals()[0].share or Fraction(0)
    if not 0 < share < 1:
        raise ReadingError("no part of one")
    signs = [slot for slot in ("sign", "minus") if slot in match.rule.slots]
    negative = any(atom.types.get(slot) == "-" for atom in match.core for slot in signs)
    above = -share.numerator if negative else share.numerator
    return _share(Decimal(above), Decimal(share.denominator))


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
