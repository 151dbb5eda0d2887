"""What a written number allows: intervals from its digits and its modifier, and sums and ratios of them.

130億 stands for 125億 to 135億: half of its last significant digit to each side, but at most a
tenth of it, as 10億 may not mean 5億 to 15億. Modifiers widen that. The widths are those of
corpus/gold/GUIDELINES-audit.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from pipeline.datatypes import Figure

TENTH, HUNDRED = Decimal("0.1"), Decimal(100)
# What a modifier lets a number be, in parts of it: below, above.
WIDTHS = {
    "approx": (Decimal("0.1"), Decimal("0.1")),
    "nearly": (Decimal("0.15"), Decimal(0)),
    "just_over": (Decimal(0), Decimal("0.15")),
    "more_than": (Decimal(0), Decimal("0.25")),
    "at_least": (Decimal(0), Decimal("0.25")),
    "less_than": (Decimal("0.2"), Decimal(0)),
    "at_most": (Decimal("0.2"), Decimal(0)),
}


class Interval(NamedTuple):
    """From ``low`` to ``high``, both within; amounts are not negative here."""

    low: Decimal
    high: Decimal

    def plus(self, other: Interval) -> Interval:
        """The sum: ends are added."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        """The difference, from the smallest to the largest it can be."""
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, other: Interval) -> Interval:
        """The product of two that are not negative."""
        return Interval(self.low * other.low, self.high * other.high)

    def over(self, other: Interval) -> Interval | None:
        """The ratio, opposite ends divided; None where the divisor may be zero."""
        if other.low <= 0:
            return None
        return Interval(self.low / other.high, self.high / other.low)

    def scaled(self, factor: Decimal) -> Interval:
        """The interval times a positive number."""
        return Interval(self.low * factor, self.high * factor)

    def meets(self, other: Interval) -> bool:
        """Whether the two have an amount in common."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: Interval) -> Decimal:
        """How many times the nearer ends lie apart: 1 where they meet."""
        if self.meets(other):
            return Decimal(1)
        below, above = sorted((self, other))
        return above.low / below.high if below.high > 0 else Decimal("Infinity")


def add_rounded(amounts: Sequence[Interval], bare: Sequence[bool]) -> Interval:
    """The sum of some amounts, where ``bare`` tells which allow no more than rounding.

    What was rounded away of several seldom all goes one way: 27 + 15 + 8 is 50 give or take the root of
    three halves, 49.1 to 50.9. What is about so much or more adds up end by end.
    """
    added = reduce(Interval.plus, amounts)
    halves = [(one.high - one.low) / 2 for one, rounded in zip(amounts, bare, strict=True) if rounded]
    if len(halves) < 2:
        return added
    spared = sum(halves, Decimal(0)) - sum((half * half for half in halves), Decimal(0)).sqrt()
    return Interval(added.low + spared, added.high - spared)


def exact(number: Decimal) -> Interval:
    """The interval of a number that is meant to the last digit."""
    return Interval(number, number)


def rounding(number: Decimal) -> Interval:
    """What a number may have been before it was rounded to its digits.

    >>> rounding(Decimal(130))
    Interval(low=Decimal('125'), high=Decimal('135'))
    """
    _, digits, exponent = number.normalize().as_tuple()
    if not isinstance(exponent, int) or not any(digits):
        return exact(number)
    half = min(Decimal((0, (5,), exponent - 1)), abs(number) * TENTH)
    return Interval(number - half, number + half)


def stated_interval(figure: Figure) -> Interval | None:
    """What a figure as written allows; None for one without amounts.

    ``約130億`` allows 117億 to 143億, ``2万~3万`` 1.95万 to 3.05万 or a tenth, ``30億近く`` 25.5億 to 30億.
    """
    if figure.low is None or figure.high is None:
        return None
    if figure.fraction is not None:  # 3分の1: no digits to go by
        low, high = figure.low * (1 - TENTH / 2), figure.high * (1 + TENTH / 2)
    else:
        low, high = rounding(figure.low).low, rounding(figure.high).high
    if figure.modifier in WIDTHS:
        below, above = WIDTHS[figure.modifier]
        if below:
            low = min(low, figure.low * (1 - below)) if above else figure.low * (1 - below)
        if above:
            high = max(high, figure.high * (1 + above))
        if not below:
            low = figure.low
        if not above:
            high = figure.high
    return Interval(low, high)
